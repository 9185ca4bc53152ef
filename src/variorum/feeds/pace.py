"""How often a feed changes, and how often it is therefore asked."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from variorum.feeds.parsed import ParsedFeed
from variorum.feeds.state import FeedState

_HOUR = timedelta(hours=1)
# How long what was seen weighs: after so long it counts for 1/e of what it did. On the feeds of benchmarks/polling.py
# a day lets a weekly feed wait 14 hours, two days 1.5 hours; a week asks feeds that sleep seven times as often
# (2026-11-26).
_MEMORY = timedelta(days=2)
_WINDOW = timedelta(days=7)  # of a feed's own dates, from which its first rate is taken
_NEW_GAP = 0.3  # the weight of the last gap between changes


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How often feeds are asked: one that brings an entry an hour, and the bounds for all."""

    usual: timedelta = timedelta(minutes=30)
    shortest: timedelta = timedelta(minutes=10)
    longest: timedelta = timedelta(days=1)

    def __post_init__(self) -> None:
        if not timedelta(0) < self.shortest <= self.usual <= self.longest:
            raise ValueError("A pace has a shortest wait, a usual one and a longest one, in this order.")


def interval_of(rate: float | None, pace: Pace) -> timedelta:
    """The time between two polls of a feed that brings so many entries an hour.

    It grows with the square root of the time between entries: of all ways to spend a number of requests on feeds of
    different rates, this one gives the least delay over all entries (Sia, Cho and Cho, "Efficient Monitoring Algorithm
    for Fast News Alerts", 2007). A feed with one entry an hour is asked at the usual interval.
    """
    if rate is None:
        return pace.usual
    if rate <= (pace.usual / pace.longest) ** 2:
        return pace.longest
    return max(pace.usual * math.sqrt(1 / rate), pace.shortest)


def observed(state: FeedState, *, fresh: int, now: datetime, feed: ParsedFeed | None = None) -> FeedState:
    """The state after so many new entries came, with its rate and its usual gap; at first by the feed's own dates."""
    rate = _rate(state, fresh, now, feed)
    if state.succeeded_at is None and feed is not None and (dates := _dates(feed, now)):
        spacing = (dates[-1] - dates[0]) / max(len(dates) - 1, 1)
        return replace(state, rate=rate, gap=spacing or None, changed_at=dates[-1])
    if not fresh:
        return replace(state, rate=rate)
    seen = now - state.changed_at if state.changed_at is not None else None
    gap = seen if state.gap is None or seen is None else state.gap + (seen - state.gap) * _NEW_GAP
    return replace(state, rate=rate, gap=gap, changed_at=now)


def _rate(state: FeedState, fresh: int, now: datetime, feed: ParsedFeed | None) -> float | None:
    before = max((at for at in (state.succeeded_at, state.changed_at) if at is not None), default=None)
    if before is None:
        return _dated_rate(feed, now) if feed is not None else None
    elapsed = (now - before) / _HOUR
    if elapsed <= 0:
        return state.rate
    kept = math.exp(-elapsed / (_MEMORY / _HOUR))
    usual = 1.0 if state.rate is None else state.rate
    return usual * kept + (fresh / elapsed) * (1 - kept)


def _dated_rate(feed: ParsedFeed, now: datetime) -> float | None:
    """Entries an hour by the dates in the feed; None where too few are dated."""
    dates = _dates(feed, now)
    recent = [moment for moment in dates if moment > now - _WINDOW] or dates
    if len(recent) < 2:
        return None
    return len(recent) / max((now - recent[0]) / _HOUR, 1.0)


def _dates(feed: ParsedFeed, now: datetime) -> list[datetime]:
    return sorted(entry.published for entry in feed.entries if entry.published and entry.published <= now)
