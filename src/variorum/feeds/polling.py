"""When a feed is polled next, and what is known of it by then: pure decisions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from variorum.errors import FeedError, FetchError
from variorum.feeds.condition import FORBIDDEN, GONE, fault_kind, with_condition, with_poll
from variorum.feeds.freshness import after_skipped, cached_for, fresh_for, wishes_of
from variorum.feeds.hubs import with_hub
from variorum.feeds.pace import Pace, interval_of, observed
from variorum.feeds.parsed import ParsedFeed
from variorum.feeds.state import FeedCondition, FeedState, PollReason
from variorum.model import Page

_GONE = timedelta(days=7)  # between two polls of a feed whose server says that it is gone for good
_CLOSED_AT_LEAST = timedelta(hours=6)  # between two polls of a feed that is closed to us
_PAUSED = "paused"  # its host asked us to stay away before, so that the feed itself was not asked
_LONGEST_ASKED = timedelta(days=1)  # a server that asks for more is asked again after a day
_BUSY = frozenset({"status-429", "status-503"})  # how long these hold is meant; of a lost page it seldom is
_PUSHED_SHARE = 4  # of the longest wait, for a feed whose hub tells us of changes: a hub may die without a word
# Feeds that were asked in one run are not asked together again: each wait is longer by a random part of these shares.
_SPREAD = 0.1
_SPREAD_AFTER_FAILURE = 0.5  # a server that fell over is not woken by all of us at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """What asking a feed came to: the feed where it was read, and how many of its entries are new or changed."""

    result: Page | FetchError | FeedError
    feed: ParsedFeed | None = None  # None: it has not changed, or was not read
    fresh: int = 0
    pushed: bool = False  # whether its hub tells us of changes


@dataclass(frozen=True, slots=True, kw_only=True)
class _Next:
    """When a feed is asked next, not yet spread; `least`: what was asked of us, and is kept."""

    wait: timedelta
    reason: PollReason
    least: timedelta = timedelta(0)
    spread: float = _SPREAD


def next_state(state: FeedState, poll: Poll, *, now: datetime, pace: Pace, chance: float) -> FeedState:
    """What is known of a feed after a poll. An empty feed is no failure, a feed that could not be read is one.

    After a failure the feed is asked for in full again: only a 200 makes it work, for a 304 says that the server is
    well and not that the feed is. A feed that was not asked, because its host wants to be left alone, only waits.
    `chance` from 0 to 1 says where in the span of jitter the next poll falls.
    """
    if isinstance(poll.result, FetchError) and poll.result.kind == _PAUSED:
        return _postponed(state, poll.result, now=now, pace=pace, chance=chance)
    after = replace(state, polled_at=now, days=with_poll(state.days, poll.result, now=now))
    if isinstance(poll.result, FetchError | FeedError):
        after = _failed(after, poll.result)
        coming = _after_failure(after, poll.result, pace, now=now)
    elif poll.result.status == 304 and state.failures:
        coming = _back_off(after, pace)
    else:
        after = _succeeded(after, poll, poll.result, now=now)
        after = replace(after, interval=interval_of(after.rate, pace))
        coming = _after_success(after, poll, poll.result, pace)
    after = with_condition(after, state, now=now)
    first = state.polled_at is None and coming.reason in {PollReason.FIRST, PollReason.RHYTHM}
    wait = _spread_first(coming, pace, chance) if first else _spread(coming, pace, chance)
    due = now + wait
    allowed = after_skipped(due, after.wishes)
    return replace(after, due_at=allowed, reason=coming.reason if allowed == due else PollReason.SKIPPED)


def _postponed(state: FeedState, fault: FetchError, *, now: datetime, pace: Pace, chance: float) -> FeedState:
    wait = _asked_by(fault) or state.interval or pace.usual
    coming = _Next(wait=wait, reason=PollReason.RETRY_AFTER, least=wait)
    return replace(state, due_at=now + _spread(coming, pace, chance), reason=coming.reason)


def pushed_state(state: FeedState, *, fresh: int, now: datetime, pace: Pace) -> FeedState:
    """What is known of a feed after its hub sent it to us: we asked for nothing, so the next poll stays where it is."""
    after = observed(state, fresh=fresh, now=now)
    after = replace(after, interval=interval_of(after.rate, pace))
    quiet = after.condition is FeedCondition.QUIET and fresh > 0
    return replace(after, condition=FeedCondition.OK, since=now) if quiet else after


def _succeeded(state: FeedState, poll: Poll, page: Page, *, now: datetime) -> FeedState:
    after = observed(state, fresh=poll.fresh, now=now, feed=poll.feed)
    after = replace(after, succeeded_at=now, failures=0, error=None, fault=None)
    if page.status == 304:
        return after
    wishes = with_hub(wishes_of(poll.feed), page, poll.feed) if poll.feed is not None else state.wishes
    return replace(after, etag=page.header("etag"), last_modified=page.header("last-modified"), wishes=wishes)


def _failed(state: FeedState, fault: FetchError | FeedError) -> FeedState:
    return replace(
        state,
        etag=None,
        last_modified=None,
        failures=state.failures + 1,
        error=str(fault),
        fault=fault_kind(fault),
    )


def _after_success(state: FeedState, poll: Poll, page: Page, pace: Pace) -> _Next:
    interval = state.interval or pace.usual
    asked = min(fresh_for(page, state.wishes), pace.longest)
    if poll.pushed and (rest := pace.longest / _PUSHED_SHARE) > max(interval, asked):
        return _Next(wait=rest, reason=PollReason.PUSHED, least=asked)
    if asked > interval:
        return _Next(wait=asked, reason=PollReason.ASKED, least=asked)
    reason = PollReason.FIRST if state.rate is None else PollReason.RHYTHM
    return _Next(wait=interval, reason=reason, least=asked)


def _after_failure(state: FeedState, fault: FetchError | FeedError, pace: Pace, *, now: datetime) -> _Next:
    if state.fault == GONE:
        return _Next(wait=_GONE, reason=PollReason.GONE, least=_GONE, spread=_SPREAD)
    coming = _back_off(state, pace)
    if state.fault in FORBIDDEN and coming.wait < (closed := min(_CLOSED_AT_LEAST, pace.longest)):
        coming = replace(coming, wait=closed, reason=PollReason.FORBIDDEN)
    if not isinstance(fault, FetchError):
        return coming
    if fault.kind in _BUSY and (kept := min(cached_for(fault.headers, at=now), _LONGEST_ASKED)) >= coming.wait:
        coming = _Next(wait=kept, reason=PollReason.ASKED, least=kept)
    if (asked := _asked_by(fault)) is not None and asked >= coming.wait:
        return _Next(wait=asked, reason=PollReason.RETRY_AFTER, least=asked)
    return coming


def _asked_by(fault: FetchError) -> timedelta | None:
    """How long a server asked us to stay away, whatever our longest wait is: it has the say over itself."""
    return None if fault.retry_after is None else min(timedelta(seconds=fault.retry_after), _LONGEST_ASKED)


def _back_off(state: FeedState, pace: Pace) -> _Next:
    """The usual interval after the first failure, twice as long after each further one, within the longest wait."""
    interval = state.interval or pace.usual
    wait = min(interval * (1 << min(state.failures - 1, 20)), pace.longest)
    return _Next(wait=wait, reason=PollReason.BACKOFF, spread=_SPREAD_AFTER_FAILURE)


def _spread(coming: _Next, pace: Pace, chance: float) -> timedelta:
    """The wait, longer by chance; one at the upper bound is shorter by chance instead, so that it stays within."""
    wait = coming.wait * (1 + coming.spread * chance)
    if wait > max(pace.longest, coming.least):
        wait = pace.longest * (1 - _SPREAD * chance)
    return max(wait, coming.least)


def _spread_first(coming: _Next, pace: Pace, chance: float) -> timedelta:
    """All feeds are new at the first start: their second polls are spread over the whole interval."""
    return max(pace.shortest + (coming.wait - pace.shortest) * chance, coming.least)
