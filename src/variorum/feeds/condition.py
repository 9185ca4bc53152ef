"""How a feed does, explained: the word for it, since when, and what went wrong how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from variorum.errors import FeedError, FetchError
from variorum.feeds.state import FeedCondition, FeedDay, FeedState
from variorum.model import Page

_DAYS_KEPT = 7
_SLOW_ANSWER = 10.0  # seconds: half of the time that a server has by default
_SLOW_TIMES, _SLOW_SHARE = 3, 0.2  # so often, and in so large a share of the polls that are remembered
_LOST_FOR_LONG = timedelta(days=7)  # not found for so long is gone
_QUIET_AT_LEAST = timedelta(days=2)  # over a weekend many newsrooms write little
_QUIET_GAPS = 5  # times the usual gap between changes
_QUIET_UNKNOWN = timedelta(days=7)  # where no gap is known
_PATIENCE = 3  # timeouts in a row that count as slow

GONE = "status-410"
FORBIDDEN = frozenset({"robots", "reserved", "status-401", "status-402", "status-403", "status-407", "status-451"})
_LOST = frozenset({"status-404", "dns"})


def fault_kind(fault: FetchError | FeedError) -> str:
    """The class of a failure, for counting."""
    return fault.kind if isinstance(fault, FetchError) else "unreadable"


def with_poll(days: Sequence[FeedDay], result: Page | FetchError | FeedError, *, now: datetime) -> tuple[FeedDay, ...]:
    """The days of polling with one more poll; the oldest fall out of memory."""
    today = now.date()
    last = days[-1] if days and days[-1].day == today else FeedDay(day=today)
    faults = Counter(dict(last.faults))
    slow = 0
    if isinstance(result, Page):
        slow = int((result.seconds or 0.0) >= _SLOW_ANSWER)
    else:
        faults[fault_kind(result)] += 1
    counted = replace(last, polls=last.polls + 1, slow=last.slow + slow, faults=tuple(sorted(faults.items())))
    kept = [day for day in days if day.day != today and today - day.day < timedelta(days=_DAYS_KEPT)]
    return (*kept, counted)


def with_condition(state: FeedState, before: FeedState, *, now: datetime) -> FeedState:
    """The state after a poll with its condition, and since when it is so."""
    condition = _condition(state, before, now=now)
    since: datetime | None
    if state.failures:
        since = before.since if before.failures and before.since else now
    elif condition is FeedCondition.QUIET:
        since = state.changed_at
    else:
        since = before.since if before.condition is condition and not before.failures else now
    return replace(state, condition=condition, since=since)


def _condition(state: FeedState, before: FeedState, *, now: datetime) -> FeedCondition:
    if state.failures:
        first = before.since if before.failures and before.since else now
        return _failing(state, lasted=now - first)
    if _is_slow(state.days):
        return FeedCondition.SLOW
    if state.changed_at is not None and now - state.changed_at > _long_quiet(state.gap):
        return FeedCondition.QUIET
    return FeedCondition.OK


def _failing(state: FeedState, *, lasted: timedelta) -> FeedCondition:
    if state.fault == GONE or (state.fault in _LOST and lasted >= _LOST_FOR_LONG):
        return FeedCondition.GONE
    if state.fault in FORBIDDEN:
        return FeedCondition.FORBIDDEN
    if state.fault == "timeout" and state.failures < _PATIENCE and state.succeeded_at is not None:
        return FeedCondition.SLOW
    return FeedCondition.FAILING


def _is_slow(days: Sequence[FeedDay]) -> bool:
    polls = sum(day.polls for day in days)
    slow = sum(day.slow + dict(day.faults).get("timeout", 0) for day in days)
    return slow >= _SLOW_TIMES and slow >= _SLOW_SHARE * polls


def _long_quiet(gap: timedelta | None) -> timedelta:
    return _QUIET_UNKNOWN if gap is None else max(_QUIET_AT_LEAST, gap * _QUIET_GAPS)
