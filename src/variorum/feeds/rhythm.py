"""How often a feed wants to be asked, as it says itself: ttl, skipHours, skipDays, and the syndication module."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta

from variorum.feeds.elements import Fields, fields_of, text_of, texts_of

_LONGEST = timedelta(days=30)  # a feed that wants to be left alone for longer is mistaken, or means "never"
_PERIODS = {
    "hourly": timedelta(hours=1),
    "daily": timedelta(days=1),
    "weekly": timedelta(weeks=1),
    "monthly": timedelta(days=30),
    "yearly": timedelta(days=365),
}
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def read_ttl(channel: Fields) -> timedelta | None:
    """How long the feed may be kept, 30 days at most: ttl in minutes, else so many updates in a period."""
    return ttl_of_minutes(text_of(channel, "ttl")) or ttl_of_updates(
        text_of(channel, "sy:updateperiod"), text_of(channel, "sy:updatefrequency")
    )


def ttl_of_minutes(text: str | None) -> timedelta | None:
    """A ttl as RSS writes it."""
    minutes = _number(text or "")
    return min(timedelta(minutes=minutes), _LONGEST) if minutes else None


def ttl_of_updates(period: str | None, frequency: str | None) -> timedelta | None:
    """The time between two updates; a period alone means one update in it, a frequency alone so many a day."""
    if period is None and frequency is None:
        return None
    length = _PERIODS.get((period or "daily").strip().lower())
    times = _number(frequency or "1")
    return min(length / times, _LONGEST) if length and times else None


def read_skip_hours(channel: Fields) -> frozenset[int]:
    """The hours of the day in UTC; the first RSS counted from 1 to 24."""
    return hours_of(hour for skip in channel.get("skiphours", ()) for hour in texts_of(fields_of(skip), "hour"))


def hours_of(written: Iterable[str]) -> frozenset[int]:
    """Hours as numbers from 0 to 23; 24 is midnight, and what is no hour is left out."""
    found = (_number(hour, least=0) for hour in written)
    return frozenset(hour % 24 for hour in found if hour is not None and hour <= 24)


def read_skip_days(channel: Fields) -> frozenset[int]:
    """The days of the week, Monday 0."""
    return days_of(day for skip in channel.get("skipdays", ()) for day in texts_of(fields_of(skip), "day"))


def days_of(written: Iterable[str]) -> frozenset[int]:
    """Days by their English names as numbers, Monday 0; what is no day is left out."""
    named = (day.strip().lower() for day in written)
    return frozenset(_DAYS.index(day) for day in named if day in _DAYS)


def skip_hours_within(body: bytes) -> frozenset[int]:
    """The hours as they stand in the bytes of a feed that is no well-formed XML."""
    return hours_of(_within(body, _SKIP_HOURS, _HOUR))


def skip_days_within(body: bytes) -> frozenset[int]:
    """The days as they stand in the bytes of a feed that is no well-formed XML."""
    return days_of(_within(body, _SKIP_DAYS, _DAY))


def _within(body: bytes, around: re.Pattern[bytes], one: re.Pattern[bytes]) -> list[str]:
    found = around.search(body)
    return [match[1].decode("ascii", "ignore") for match in one.finditer(found[1])] if found else []


def _number(text: str, *, least: int = 1) -> int | None:
    text = text.strip()
    if not (text.isascii() and text.isdigit() and len(text) <= 6):
        return None
    return int(text) if int(text) >= least else None


# Of an element that is never closed as much as a list of all hours takes.
_SKIP_HOURS = re.compile(rb"<skiphours\b[^>]{0,100}>(.{0,1000}?)(?:</skiphours|<item\b|\Z)", re.IGNORECASE | re.DOTALL)
_SKIP_DAYS = re.compile(rb"<skipdays\b[^>]{0,100}>(.{0,1000}?)(?:</skipdays|<item\b|\Z)", re.IGNORECASE | re.DOTALL)
_HOUR = re.compile(rb"<hour\b[^>]{0,100}>\s*(\d{1,2})\s*<", re.IGNORECASE)
_DAY = re.compile(rb"<day\b[^>]{0,100}>\s*([A-Za-z]{6,9})\s*<", re.IGNORECASE)
