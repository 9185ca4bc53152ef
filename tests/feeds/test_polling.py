"""When a feed is polled next, and what is known of it by then: old state, what came, expected state."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from variorum.errors import FeedError, FetchError
from variorum.feeds import next_state
from variorum.model import FeedState, Page

pytestmark = pytest.mark.unit
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
BEFORE = NOW - timedelta(hours=3)
URL = "https://paper.example/feed"

NEW = FeedState(feed_url=URL)
WORKING = FeedState(
    feed_url=URL, etag='"1"', last_modified="Sun, 01 Mar 2026", polled_at=BEFORE, succeeded_at=BEFORE, due_at=NOW
)
FAILING = FeedState(feed_url=URL, polled_at=BEFORE, succeeded_at=BEFORE, failures=2, error="status 500", due_at=NOW)


def page(status: int, **headers: str) -> Page:
    named = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Page(url=URL, final_url=URL, status=status, headers=named, body=b"", fetched_at=NOW)


def fault(kind: str = "timeout", retry_after: float | None = None) -> FetchError:
    return FetchError("it did not answer", kind=kind, retry_after=retry_after)


def failed(state: FeedState, failures: int, hours: float, error: str = "it did not answer") -> FeedState:
    return replace(
        state,
        etag=None,
        last_modified=None,
        polled_at=NOW,
        due_at=NOW + timedelta(hours=hours),
        failures=failures,
        error=error,
    )


SUCCEEDED = FeedState(
    feed_url=URL, etag='"2"', polled_at=NOW, succeeded_at=NOW, due_at=NOW + timedelta(minutes=30), failures=0
)

ROWS = {
    "a new feed that answers works": (NEW, page(200, ETag='"2"'), SUCCEEDED),
    "what a server no longer says is forgotten": (WORKING, page(200, ETag='"2"'), SUCCEEDED),
    "a page makes a failing feed work": (FAILING, page(200, ETag='"2"'), SUCCEEDED),
    "an unchanged feed works on, and keeps what it is known by": (
        WORKING,
        page(304),
        replace(WORKING, polled_at=NOW, succeeded_at=NOW, due_at=NOW + timedelta(minutes=30)),
    ),
    "a 304 after a failure does not make a feed work": (
        FAILING,
        page(304),
        replace(FAILING, polled_at=NOW, due_at=NOW + timedelta(hours=1)),
    ),
    "the first failure waits as long as ever, and the feed is asked for in full next": (
        WORKING,
        fault(),
        failed(WORKING, 1, 0.5),
    ),
    "each further failure waits twice as long": (FAILING, fault(), failed(FAILING, 3, 2)),
    "no wait is longer than a day": (replace(FAILING, failures=400), fault(), failed(FAILING, 401, 24)),
    "a server that asks for a longer wait gets it": (WORKING, fault("status-503", 7200), failed(WORKING, 1, 2)),
    "a server that asks for a shorter wait is not asked sooner": (
        FAILING,
        fault("status-429", 5),
        failed(FAILING, 3, 2),
    ),
    "a server that asks for a year is asked again after a day": (WORKING, fault("paused", 3e7), failed(WORKING, 1, 24)),
    "a feed that is gone for good is asked again after a week": (
        WORKING,
        fault("status-410"),
        failed(WORKING, 1, 24 * 7),
    ),
    "a feed that cannot be read has failed": (WORKING, FeedError("no feed"), failed(WORKING, 1, 0.5, "no feed")),
}


@pytest.mark.parametrize(("state", "result", "expected"), ROWS.values(), ids=ROWS)
def test_each_poll_leads_to_one_state(
    state: FeedState, result: Page | FetchError | FeedError, expected: FeedState
) -> None:
    assert next_state(state, result, now=NOW, poll_minutes=30) == expected


def test_a_feed_works_again_only_after_a_page() -> None:
    state = next_state(WORKING, fault(), now=NOW, poll_minutes=30)
    assert not state.works
    state = next_state(state, page(304), now=NOW, poll_minutes=30)
    assert not state.works
    assert next_state(state, page(200), now=NOW, poll_minutes=30).works


def test_an_interval_longer_than_a_day_is_kept_by_failures_too() -> None:
    state = next_state(WORKING, fault(), now=NOW, poll_minutes=3 * 24 * 60)
    assert state.due_at == NOW + timedelta(days=3)
