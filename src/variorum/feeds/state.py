"""What polling learned of a feed: a state that is replaced at each poll, and the words for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum


class FeedCondition(StrEnum):
    """How a feed does, in one word."""

    UNREAD = "unread"  # never polled
    OK = "ok"
    QUIET = "quiet"  # works, but brought nothing new for much longer than is usual for it
    SLOW = "slow"  # answers slowly, or now and then not in time
    FAILING = "failing"
    GONE = "gone"  # its server says so, or it has not been found for long
    FORBIDDEN = "forbidden"  # closed to us: by robots.txt, by a reservation of rights, by a login


class PollReason(StrEnum):
    """Why a feed is asked next when it is."""

    FIRST = "first"  # too little is known of it yet
    RHYTHM = "rhythm"  # as often as it changes
    ASKED = "asked"  # not before it expires, as it says itself or its server does
    SKIPPED = "skipped"  # not in the hours and days that it names
    RETRY_AFTER = "retry-after"  # its server asked us to stay away for so long
    BACKOFF = "backoff"  # ever later while it fails
    GONE = "gone"
    FORBIDDEN = "forbidden"
    AWAY = "away"  # nobody answered: our own network is cut
    PUSHED = "pushed"  # its hub tells us of changes: asking is only a safety net


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedWishes:
    """What a feed asks of those who poll it; kept, for an answer without a body does not say it again."""

    ttl_minutes: int | None = None
    skip_hours: tuple[int, ...] = ()  # in UTC
    skip_days: tuple[int, ...] = ()  # Monday is 0
    hub: str | None = None
    topic: str | None = None  # the address under which the hub knows it


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedDay:
    """A day of polling: how often it was tried, how often the answer was slow, and what failed how often."""

    day: date
    polls: int = 0
    slow: int = 0
    faults: tuple[tuple[str, int], ...] = ()  # FetchError.kind, or "unreadable", and how often


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """What polling learned of a feed; the only thing here that changes, by being replaced."""

    feed_url: str
    etag: str | None = None
    last_modified: str | None = None
    polled_at: datetime | None = None
    succeeded_at: datetime | None = None
    due_at: datetime | None = None
    failures: int = 0  # in a row
    error: str | None = None  # the last failure in one sentence; None after a success
    fault: str | None = None  # its kind, as in FeedDay
    address: str | None = None  # where it moved for good; None: it is asked for at feed_url
    condition: FeedCondition = FeedCondition.UNREAD
    since: datetime | None = None  # of the condition; of one that fails, the first failure in a row
    changed_at: datetime | None = None  # when it last brought something new
    rate: float | None = None  # new or changed entries an hour, smoothed; None: nothing is known of it
    gap: timedelta | None = None  # usual time between two polls that bring something new
    interval: timedelta | None = None  # between two polls, as its rhythm has it
    reason: PollReason | None = None  # for due_at
    wishes: FeedWishes = FeedWishes()
    days: tuple[FeedDay, ...] = ()  # the last ones, oldest first

    @property
    def works(self) -> bool:
        """Whether the last poll succeeded, so that silence of this feed means something."""
        return self.succeeded_at is not None and self.failures == 0

    @property
    def faults(self) -> Mapping[str, int]:
        """What failed how often in the days that are remembered, most first."""
        counts: Counter[str] = Counter()
        for day in self.days:
            counts.update(dict(day.faults))
        return dict(counts.most_common())
