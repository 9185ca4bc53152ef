"""When a feed is polled next, and what is known of it by then: old state, what came, expected decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from variorum.errors import FeedError, FetchError
from variorum.feeds import (
    FeedCondition,
    FeedDay,
    FeedState,
    FeedWishes,
    Pace,
    ParsedFeed,
    Poll,
    PollReason,
    next_state,
    pushed_state,
)
from variorum.model import Entry, Page

pytestmark = pytest.mark.unit
NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)  # a Wednesday
URL = "https://paper.example/feed"
PACE = Pace()
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

NEW = FeedState(feed_url=URL)
WORKING = FeedState(
    feed_url=URL,
    etag='"1"',
    last_modified="Sun, 01 Mar 2026",
    polled_at=NOW - HOUR,
    succeeded_at=NOW - HOUR,
    due_at=NOW,
    condition=FeedCondition.OK,
    since=NOW - 5 * DAY,
    changed_at=NOW - HOUR,
    rate=1.0,
    gap=HOUR,
    interval=timedelta(minutes=30),
    reason=PollReason.RHYTHM,
)
FAILING = replace(
    WORKING,
    etag=None,
    last_modified=None,
    failures=2,
    error="status 500",
    fault="status-500",
    condition=FeedCondition.FAILING,
    since=NOW - 3 * HOUR,
    reason=PollReason.BACKOFF,
)


def page(status: int = 200, *, seconds: float = 0.2, headers: Mapping[str, str] | None = None) -> Page:
    named = tuple((name.replace("_", "-"), value) for name, value in (headers or {}).items())
    return Page(url=URL, final_url=URL, status=status, headers=named, body=b"", fetched_at=NOW, seconds=seconds)


def lines(*headers: tuple[str, str]) -> Page:
    return replace(page(), headers=headers)


def came(fresh: int = 1, *, feed: ParsedFeed | None = None, pushed: bool = False, **headers: str) -> Poll:
    """A feed that was read, with so many new entries."""
    return Poll(result=page(headers=headers), feed=feed or ParsedFeed(), fresh=fresh, pushed=pushed)


def failed(kind: str = "connection", retry_after: float | None = None, **headers: str) -> Poll:
    named = page(headers=headers).headers
    return Poll(result=FetchError("it did not answer", kind=kind, retry_after=retry_after, headers=named))


def listing(*hours: float) -> ParsedFeed:
    """A feed whose entries were published so many hours ago."""
    return ParsedFeed(
        entries=tuple(
            Entry(url=f"https://paper.example/{n}", published=NOW - timedelta(hours=one)) for n, one in enumerate(hours)
        )
    )


UNCHANGED = Poll(result=page(304))
HOURLY = listing(*range(24))
LOST = replace(FAILING, failures=9, fault="status-404", since=NOW - 8 * DAY)
SLEEPY = replace(WORKING, rate=0.0001, interval=DAY)
BUSY = replace(WORKING, rate=100.0, interval=timedelta(minutes=10))
TIMEOUTS = FeedDay(day=NOW.date(), polls=10, faults=(("timeout", 2),))

# A sentence, the old state, the poll, and of the new state what the sentence is about; "wait" in minutes from now.
ROWS: dict[str, tuple[FeedState, Poll, dict[str, Any]]] = {
    # --- rhythm
    "a new feed without dates is asked again at the usual interval": (
        NEW,
        came(3),
        {"interval": timedelta(minutes=30), "reason": PollReason.FIRST, "condition": FeedCondition.OK, "since": NOW},
    ),
    "the second poll of a new feed may come as early as the shortest interval, so that first polls spread": (
        NEW,
        came(3),
        {"wait": 10},
    ),
    "a new feed with an entry every hour is asked every half hour": (
        NEW,
        came(24, feed=HOURLY),
        {"rate": pytest.approx(24 / 23), "interval": pytest.approx(timedelta(minutes=29.4), abs=timedelta(minutes=1))},
    ),
    "a new feed whose last entry is two years old is quiet since then, and asked once a day": (
        NEW,
        came(3, feed=listing(17_520, 17_600, 17_700)),
        {"interval": DAY, "condition": FeedCondition.QUIET, "since": NOW - timedelta(hours=17_520)},
    ),
    "a feed with a hundred entries an hour is asked every ten minutes": (
        BUSY,
        came(100),
        {"wait": 10, "reason": PollReason.RHYTHM},
    ),
    "a feed that hardly ever changes is asked once a day": (SLEEPY, UNCHANGED, {"wait": 24 * 60}),
    "new entries make the interval shorter": (WORKING, came(20), {"interval": timedelta(minutes=25.392)}),
    "no new entry makes it longer": (WORKING, UNCHANGED, {"interval": timedelta(minutes=30.314)}),
    "an empty feed is no failure": (
        WORKING,
        came(0),
        {"failures": 0, "condition": FeedCondition.OK, "succeeded_at": NOW},
    ),
    "something new moves the time of the last change": (WORKING, came(1), {"changed_at": NOW}),
    "nothing new leaves it": (WORKING, came(0), {"changed_at": NOW - HOUR}),
    # --- what was said by the server
    "what a server no longer says is forgotten": (WORKING, came(ETag='"2"'), {"etag": '"2"', "last_modified": None}),
    "an unchanged feed keeps what it is known by": (WORKING, UNCHANGED, {"etag": '"1"', "succeeded_at": NOW}),
    # --- what feed and server ask
    "a ttl longer than the rhythm is kept": (
        WORKING,
        came(feed=ParsedFeed(ttl=timedelta(hours=2))),
        {"wait": 120, "reason": PollReason.ASKED},
    ),
    "a ttl shorter than the rhythm changes nothing": (
        WORKING,
        came(feed=ParsedFeed(ttl=timedelta(minutes=5))),
        {"wait": pytest.approx(30, abs=0.5), "reason": PollReason.RHYTHM},
    ),
    "a ttl of a month is kept for a day": (WORKING, came(feed=ParsedFeed(ttl=timedelta(days=30))), {"wait": 24 * 60}),
    "a ttl is remembered where the feed did not change": (
        replace(WORKING, wishes=FeedWishes(ttl_minutes=120)),
        UNCHANGED,
        {"wait": 120, "reason": PollReason.ASKED},
    ),
    "max-age is kept": (WORKING, came(Cache_Control="public, max-age=7200"), {"wait": 120, "reason": PollReason.ASKED}),
    "max-age is kept where the feed did not change": (
        WORKING,
        Poll(result=page(304, headers={"Cache-Control": "max-age=7200"})),
        {"wait": 120, "reason": PollReason.ASKED},
    ),
    "what a cache on the way has kept already counts": (
        WORKING,
        came(Cache_Control="max-age=7200", Age="3600"),
        {"wait": 60},
    ),
    "Cache-Control may take several lines": (
        WORKING,
        Poll(result=lines(("Cache-Control", "max-age=7200"), ("cache-control", "public")), feed=ParsedFeed(), fresh=1),
        {"wait": 120, "reason": PollReason.ASKED},
    ),
    "in any order": (
        WORKING,
        Poll(result=lines(("Cache-Control", "public"), ("Cache-Control", "max-age=7200")), feed=ParsedFeed(), fresh=1),
        {"wait": 120, "reason": PollReason.ASKED},
    ),
    "s-maxage is for caches that many share, not for us": (
        WORKING,
        came(Cache_Control="s-maxage=7200"),
        {"reason": PollReason.RHYTHM},
    ),
    "Expires is kept, reckoned from the server's own clock": (
        WORKING,
        came(Date="Wed, 04 Mar 2026 11:00:00 GMT", Expires="Wed, 04 Mar 2026 14:00:00 GMT"),
        {"wait": 180, "reason": PollReason.ASKED},
    ),
    "max-age wins over Expires": (
        WORKING,
        came(Cache_Control="max-age=0", Expires="Wed, 04 Mar 2036 14:00:00 GMT"),
        {"reason": PollReason.RHYTHM},
    ),
    "Expires that is no date means that it expired": (WORKING, came(Expires="-1"), {"reason": PollReason.RHYTHM}),
    "an hour that the feed wants left out is left out": (
        WORKING,
        came(feed=ParsedFeed(skip_hours=frozenset({12, 13}))),
        {"wait": 120, "reason": PollReason.SKIPPED},
    ),
    "days that the feed wants left out are left out": (
        WORKING,
        came(feed=ParsedFeed(skip_days=frozenset({2, 3}))),
        {"wait": 36 * 60, "reason": PollReason.SKIPPED},
    ),
    "a feed that wants all hours left out is asked all the same": (
        WORKING,
        came(feed=ParsedFeed(skip_hours=frozenset(range(24)))),
        {"reason": PollReason.RHYTHM},
    ),
    "a feed whose hub tells us of changes is asked seldom": (
        WORKING,
        came(pushed=True),
        {"wait": 360, "reason": PollReason.PUSHED},
    ),
    # --- failures
    "the first failure waits as long as ever, and the feed is asked for in full next": (
        WORKING,
        failed(),
        {
            "wait": 30,
            "etag": None,
            "last_modified": None,
            "failures": 1,
            "error": "it did not answer",
            "condition": FeedCondition.FAILING,
            "since": NOW,
            "reason": PollReason.BACKOFF,
        },
    ),
    "each further failure waits twice as long, and the first one is remembered": (
        FAILING,
        failed(),
        {"wait": 120, "failures": 3, "since": NOW - 3 * HOUR},
    ),
    "no wait is longer than a day": (replace(FAILING, failures=400), failed(), {"wait": 24 * 60}),
    "a failing feed that changes often backs off from its own interval": (
        replace(FAILING, interval=timedelta(minutes=10)),
        failed(),
        {"wait": 40},
    ),
    "a server that asks for a longer wait gets it": (
        WORKING,
        failed("status-503", 7200),
        {"wait": 120, "reason": PollReason.RETRY_AFTER},
    ),
    "a server that asks for a shorter wait is not asked sooner": (
        FAILING,
        failed("status-429", 5),
        {"wait": 120, "reason": PollReason.BACKOFF},
    ),
    "a busy server's answer holds for as long as it says": (
        WORKING,
        failed("status-503", Cache_Control="public, max-age=7200", Age="600"),
        {"wait": 110, "reason": PollReason.ASKED},
    ),
    "it may also say so by a date": (
        WORKING,
        failed("status-429", Expires="Wed, 04 Mar 2026 14:00:00 GMT"),
        {"wait": 120, "reason": PollReason.ASKED},
    ),
    "of two waits that it asks for the longer one counts": (
        WORKING,
        failed("status-503", 5400, Cache_Control="max-age=3600"),
        {"wait": 90, "reason": PollReason.RETRY_AFTER},
    ),
    "also where that is how long it holds": (
        WORKING,
        failed("status-503", 60, Cache_Control="max-age=3600"),
        {"wait": 60, "reason": PollReason.ASKED},
    ),
    "how long a lost page is kept says nothing of the feed": (
        WORKING,
        failed("status-404", Cache_Control="max-age=86400"),
        {"wait": 30, "reason": PollReason.BACKOFF},
    ),
    "a server that asks for a year is asked again after a day": (WORKING, failed("status-503", 3e7), {"wait": 24 * 60}),
    "a feed whose host asked us to stay away only waits": (
        replace(WORKING, days=(TIMEOUTS,)),
        failed("paused", 7200),
        {
            name: getattr(WORKING, name)
            for name in ("etag", "last_modified", "polled_at", "failures", "error", "condition", "since", "interval")
        }
        | {"days": (TIMEOUTS,), "works": True, "wait": 120, "reason": PollReason.RETRY_AFTER},
    ),
    "one that fails stays as it was, too": (
        FAILING,
        failed("paused", 60),
        {"wait": 1, "failures": 2, "fault": "status-500", "since": NOW - 3 * HOUR},
    ),
    "one that was never asked stays unread": (
        NEW,
        failed("paused", 600),
        {"wait": 10, "condition": FeedCondition.UNREAD, "polled_at": None},
    ),
    "a page makes a failing feed work": (
        FAILING,
        came(ETag='"2"'),
        {
            "failures": 0,
            "error": None,
            "fault": None,
            "etag": '"2"',
            "condition": FeedCondition.OK,
            "since": NOW,
            "works": True,
        },
    ),
    "a 304 after a failure does not make a feed work": (
        FAILING,
        UNCHANGED,
        {
            "wait": 60,
            "failures": 2,
            "works": False,
            "condition": FeedCondition.FAILING,
            "since": NOW - 3 * HOUR,
            "succeeded_at": NOW - HOUR,
        },
    ),
    "a feed that cannot be read has failed": (
        WORKING,
        Poll(result=FeedError("no feed")),
        {"failures": 1, "error": "no feed", "fault": "unreadable", "condition": FeedCondition.FAILING},
    ),
    # --- gone, forbidden
    "a feed that is gone for good is asked again after a week": (
        WORKING,
        failed("status-410"),
        {"wait": 7 * 24 * 60, "condition": FeedCondition.GONE, "reason": PollReason.GONE},
    ),
    "a feed that is not found has failed": (WORKING, failed("status-404"), {"condition": FeedCondition.FAILING}),
    "a feed that is not found for a week is gone": (LOST, failed("status-404"), {"condition": FeedCondition.GONE}),
    "a host that is not found for a week is gone": (LOST, failed("dns"), {"condition": FeedCondition.GONE}),
    "a server that breaks down for a week is not gone": (
        LOST,
        failed("status-500"),
        {"condition": FeedCondition.FAILING},
    ),
    "a feed that is closed to us is forbidden, and left alone for hours": (
        WORKING,
        failed("status-403"),
        {"wait": 360, "condition": FeedCondition.FORBIDDEN, "reason": PollReason.FORBIDDEN},
    ),
    "a feed that robots.txt closes is forbidden": (WORKING, failed("robots"), {"condition": FeedCondition.FORBIDDEN}),
    # --- slow, quiet
    "one timeout of a feed that worked makes it slow, not failing": (
        WORKING,
        failed("timeout"),
        {"condition": FeedCondition.SLOW, "failures": 1, "since": NOW},
    ),
    "the third timeout in a row makes it failing, since the first one": (
        replace(FAILING, condition=FeedCondition.SLOW),
        failed("timeout"),
        {"condition": FeedCondition.FAILING, "since": NOW - 3 * HOUR},
    ),
    "a timeout of a feed that never worked is a failure": (
        NEW,
        failed("timeout"),
        {"condition": FeedCondition.FAILING},
    ),
    "a feed that times out now and then is slow also when it answers": (
        replace(WORKING, days=(replace(TIMEOUTS, faults=(("timeout", 3),)),)),
        came(),
        {"condition": FeedCondition.SLOW},
    ),
    "two timeouts are not enough": (replace(WORKING, days=(TIMEOUTS,)), came(), {"condition": FeedCondition.OK}),
    "an answer that takes twelve seconds counts as slow": (
        replace(WORKING, days=(TIMEOUTS,)),
        Poll(result=page(seconds=12.0), feed=ParsedFeed(), fresh=1),
        {"condition": FeedCondition.SLOW},
    ),
    "a feed with an entry an hour that brought nothing for two days is quiet since its last entry": (
        replace(WORKING, changed_at=NOW - timedelta(hours=49)),
        UNCHANGED,
        {"condition": FeedCondition.QUIET, "since": NOW - timedelta(hours=49), "works": True},
    ),
    "a weekly feed that brought nothing for two weeks is well": (
        replace(WORKING, changed_at=NOW - 14 * DAY, gap=7 * DAY),
        UNCHANGED,
        {"condition": FeedCondition.OK},
    ),
    "a quiet feed with something new is well again": (
        replace(WORKING, condition=FeedCondition.QUIET, changed_at=NOW - 9 * DAY, since=NOW - 9 * DAY),
        came(),
        {"condition": FeedCondition.OK, "since": NOW},
    ),
    "a feed that stays well is well since it was": (WORKING, came(), {"since": NOW - 5 * DAY}),
}


@pytest.mark.parametrize(("state", "poll", "expected"), ROWS.values(), ids=ROWS)
def test_each_poll_leads_to_one_decision(state: FeedState, poll: Poll, expected: dict[str, Any]) -> None:
    after = next_state(state, poll, now=NOW, pace=PACE, chance=0.0)
    assert after.due_at is not None
    found = {name: getattr(after, name) for name in expected if name != "wait"}
    if "wait" in expected:
        found["wait"] = (after.due_at - NOW) / timedelta(minutes=1)
    for name, value in expected.items():
        if isinstance(value, timedelta):
            assert found[name] == pytest.approx(value, abs=timedelta(minutes=1)), name
        elif name == "wait":
            assert found[name] == pytest.approx(value, abs=0.5), name
        else:
            assert found[name] == value, name


SPREAD = {
    "a feed in its rhythm": (WORKING, came(), 30.0, 33.0),
    "a failing feed by half": (FAILING, failed(), 120.0, 180.0),
    "a feed at the longest wait, which is not passed": (SLEEPY, UNCHANGED, 24 * 60 * 0.9, 24 * 60.0),
    "a new feed over its whole interval": (NEW, came(3), 10.0, 30.0),
    "what a server asks for, only upwards": (WORKING, failed("status-503", 7200), 120.0, 132.0),
    "the day that a server asks for, not at all": (WORKING, failed("status-503", 86_400), 24 * 60.0, 24 * 60.0),
}


@pytest.mark.parametrize(("state", "poll", "least", "most"), SPREAD.values(), ids=SPREAD)
def test_chance_spreads(state: FeedState, poll: Poll, least: float, most: float) -> None:
    due = [next_state(state, poll, now=NOW, pace=PACE, chance=step / 20).due_at for step in range(21)]
    waits = [(at - NOW) / timedelta(minutes=1) for at in due if at]
    assert min(waits) == pytest.approx(least, abs=0.5)
    assert max(waits) == pytest.approx(most, abs=0.5)


@pytest.mark.parametrize("kind", ["status-503", "status-429", "paused"])
def test_a_server_is_left_alone_for_as_long_as_it_asks_also_where_our_longest_wait_is_shorter(kind: str) -> None:
    hourly = Pace(longest=HOUR)
    for chance in (0.0, 0.5, 1.0):
        after = next_state(WORKING, failed(kind, 36_000), now=NOW, pace=hourly, chance=chance)
        assert after.due_at is not None
        assert NOW + 10 * HOUR <= after.due_at <= NOW + 11 * HOUR


def test_how_long_a_refusal_holds_counts_also_where_our_longest_wait_is_shorter() -> None:
    poll = failed("status-503", Cache_Control="max-age=7200")
    assert next_state(WORKING, poll, now=NOW, pace=Pace(longest=HOUR), chance=0.0).due_at == NOW + 2 * HOUR


def test_faults_are_counted_by_kind_for_a_week() -> None:
    state = WORKING
    for day, kind in enumerate(("dns", "dns", "timeout", "status-500", "dns")):
        state = next_state(state, failed(kind), now=NOW + day * 2 * DAY, pace=PACE, chance=0.0)
    assert state.faults == {"dns": 2, "timeout": 1, "status-500": 1}  # the first one is forgotten
    assert [day.polls for day in state.days] == [1, 1, 1, 1]


def test_polls_of_one_day_are_counted_together() -> None:
    state = WORKING
    for hour, poll in enumerate((failed("dns"), failed("dns"), came(), Poll(result=page(seconds=11.0)))):
        state = next_state(state, poll, now=NOW + hour * HOUR, pace=PACE, chance=0.0)
    assert state.days == (FeedDay(day=NOW.date(), polls=4, slow=1, faults=(("dns", 2),)),)


def test_a_hub_that_brings_something_new_changes_the_rhythm_and_not_the_next_poll() -> None:
    asleep = replace(WORKING, condition=FeedCondition.QUIET, changed_at=NOW - 9 * DAY, due_at=NOW + HOUR)
    after = pushed_state(asleep, fresh=2, now=NOW, pace=PACE)
    assert (after.changed_at, after.due_at, after.condition) == (NOW, NOW + HOUR, FeedCondition.OK)
    assert after.polled_at == asleep.polled_at


def test_a_feed_that_failed_is_not_made_well_by_its_hub() -> None:
    after = pushed_state(FAILING, fresh=2, now=NOW, pace=PACE)
    assert (after.failures, after.condition) == (2, FeedCondition.FAILING)


def test_a_pace_out_of_order_is_refused() -> None:
    with pytest.raises(ValueError, match="in this order"):
        Pace(usual=timedelta(minutes=5))
