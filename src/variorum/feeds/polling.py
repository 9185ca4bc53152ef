"""When a feed is polled next, and what is known of it by then: pure decisions."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from variorum.errors import FeedError, FetchError
from variorum.model import FeedState, Page

LONGEST_WAIT = timedelta(days=1)  # between two polls of a feed that fails
_GONE = timedelta(days=7)  # where the server says that it is gone for good


def next_state(
    state: FeedState, result: Page | FetchError | FeedError, *, now: datetime, poll_minutes: int
) -> FeedState:
    """What is known of a feed after a poll. An empty feed is no failure, a feed that could not be read is one.

    After a failure the feed is asked for in full again: only a 200 makes it work, for a 304 says that the server is
    well and not that the feed is.
    """
    interval = timedelta(minutes=poll_minutes)
    if isinstance(result, FetchError | FeedError):
        return _failed(state, result, now=now, interval=interval)
    if result.status == 304:
        works = state.failures == 0
        wait = interval if works else _backoff(state.failures, interval)
        return replace(state, polled_at=now, due_at=now + wait, succeeded_at=now if works else state.succeeded_at)
    return replace(
        state,
        etag=result.header("etag"),
        last_modified=result.header("last-modified"),
        polled_at=now,
        succeeded_at=now,
        due_at=now + interval,
        failures=0,
        error=None,
    )


def _failed(state: FeedState, fault: FetchError | FeedError, *, now: datetime, interval: timedelta) -> FeedState:
    failures = state.failures + 1
    wait = _backoff(failures, interval)
    if isinstance(fault, FetchError) and fault.retry_after is not None:
        wait = max(wait, min(timedelta(seconds=fault.retry_after), LONGEST_WAIT))
    if isinstance(fault, FetchError) and fault.kind == "status-410":
        wait = _GONE
    return replace(
        state,
        etag=None,
        last_modified=None,
        polled_at=now,
        due_at=now + wait,
        failures=failures,
        error=str(fault),
    )


def _backoff(failures: int, interval: timedelta) -> timedelta:
    """The usual interval after the first failure, twice as long after each further one, a day at most."""
    return min(interval * (1 << min(failures - 1, 20)), max(LONGEST_WAIT, interval))
