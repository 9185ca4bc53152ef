"""Until when an answer is fresh: what a feed and its server ask of those who poll (RFC 9111; RSS 2.0)."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from variorum.feeds.parsed import ParsedFeed
from variorum.feeds.state import FeedWishes
from variorum.model import Page, header_of

_HOUR = timedelta(hours=1)
_HOURS_OF_A_WEEK = 7 * 24
_MAX_AGE = re.compile(r"""(?:^|,)\s*max-age\s*=\s*"?(\d{1,12})""", re.IGNORECASE)


def wishes_of(feed: ParsedFeed) -> FeedWishes:
    """What a feed asks for itself; its hub is found by variorum.feeds.hubs."""
    return FeedWishes(
        ttl_minutes=round(feed.ttl.total_seconds() / 60) if feed.ttl is not None else None,
        skip_hours=tuple(sorted(feed.skip_hours)),
        skip_days=tuple(sorted(feed.skip_days)),
    )


def fresh_for(page: Page, wishes: FeedWishes) -> timedelta:
    """How long the answer stays fresh: by the feed's ttl or by its server's headers, whichever is longer."""
    ttl = timedelta(minutes=max(wishes.ttl_minutes or 0, 0))
    return max(ttl, cached_for(page.headers, at=page.fetched_at))


def cached_for(headers: Sequence[tuple[str, str]], *, at: datetime) -> timedelta:
    """How long an answer that came at this moment stays fresh by its server's headers, a refusal as a success."""
    control = header_of(headers, "cache-control") or ""
    found = _MAX_AGE.search(control)
    if found:
        age = header_of(headers, "age") or "0"
        left = int(found[1]) - (int(age) if age.isascii() and age.isdigit() else 0)
        return timedelta(seconds=min(max(left, 0), _HOURS_OF_A_WEEK * 3600))
    if "no-cache" in control.lower() or "no-store" in control.lower():
        return timedelta(0)
    expires = _moment(header_of(headers, "expires"))
    if expires is None:
        return timedelta(0)
    return max(expires - (_moment(header_of(headers, "date")) or at), timedelta(0))


def after_skipped(moment: datetime, wishes: FeedWishes) -> datetime:
    """The moment, or the beginning of the next hour that the feed does not want to be left alone in.

    A feed that names every hour of the week means something else than it says: it is asked all the same.
    """
    if not wishes.skip_hours and not wishes.skip_days:
        return moment
    found = moment
    for _ in range(_HOURS_OF_A_WEEK):
        if not _skipped(found.astimezone(UTC), wishes.skip_hours, wishes.skip_days):
            return found
        found = found.replace(minute=0, second=0, microsecond=0) + _HOUR
    return moment


def _skipped(moment: datetime, hours: Collection[int], days: Collection[int]) -> bool:
    return moment.hour in hours or moment.weekday() in days


def _moment(value: str | None) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value) if value else None
    except (ValueError, TypeError, OverflowError):  # "0" and "-1" mean: it expired long ago
        return None
    return moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment
