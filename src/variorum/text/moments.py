"""Days that a text speaks of, by date or by the name of a weekday, told against the day of its publication."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from babel import Locale, UnknownLocaleError

from variorum.languages import get_language
from variorum.model import LanguageTag, Span
from variorum.text.days import Day, find_days
from variorum.text.words import fold

_WEEK = 7
_WORD_BEFORE = re.compile(r"(?<![.!?:] )\b(Long|Operation|Movement|Brigade|Route|Flight|Group|Club) $")
_UNSPACED = frozenset({"zh", "ja", "ko", "th"})  # no blanks around a weekday; the short form says it, too
_INFLECTED = frozenset({"ru", "uk", "pl", "cs", "sk", "sr", "hr", "sl", "bg", "lt", "lv", "fi", "hu", "tr"})


class Moment(NamedTuple):
    """A day as written, and the days that may be meant; without a day of publication only its name is known."""

    span: Span
    days: frozenset[date]
    weekday: int | None = None  # Monday is 0
    month_day: tuple[int, int] | None = None


def find_moments(text: str, language: LanguageTag | None, published: date | None) -> tuple[Moment, ...]:
    """All days that a text names, in order."""
    dated = [_of_day(day, published) for day in find_days(text, language) if not _is_name(text, day.span)]
    named = [
        one
        for one in _of_weekdays(text, language, published)
        if not any(day.span.overlaps(Span(one.span.start - 2, one.span.end + 2)) for day in dated)
    ]
    return tuple(sorted([*dated, *named]))


def may_be_one(one: Moment, other: Moment) -> bool:
    """Whether two reports may mean one day. What cannot be compared may."""
    if one.weekday is not None and one.weekday == other.weekday and not (one.month_day and other.month_day):
        return True  # a text that was put on the page much later keeps its weekdays
    if one.days and other.days:
        return bool(one.days & other.days)
    if one.weekday is not None and other.weekday is not None:
        return False
    if one.month_day and other.month_day:
        return one.month_day == other.month_day
    return True


def days_apart(one: Moment, other: Moment) -> int:
    """How many days lie between two moments at the least."""
    if one.days and other.days:
        return min(abs((left - right).days) for left in one.days for right in other.days)
    if one.weekday is not None and other.weekday is not None:
        gap = abs(one.weekday - other.weekday)
        return min(gap, _WEEK - gap)
    return _WEEK


def _is_name(text: str, span: Span) -> bool:
    """A rocket called "Long March 9", a "March 4C"."""
    before = _WORD_BEFORE.search(text[max(0, span.start - 30) : span.start])
    return text[span.end : span.end + 1].isalnum() or before is not None


def _of_day(day: Day, published: date | None) -> Moment:
    years = [day.year] if day.year else [published.year + n for n in (-1, 0, 1)] if published else []
    days = [found for year in years if year and (found := _date(year, day.month, day.day))]
    if published and not day.year:
        days = sorted(days, key=lambda one: abs((one - published).days))[:1]
    weekday = days[0].weekday() if len(days) == 1 else None
    return Moment(day.span, frozenset(days), weekday, (day.month, day.day))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _of_weekdays(text: str, language: LanguageTag | None, published: date | None) -> Iterator[Moment]:
    """Weekdays: the last one before the day of publication or that day, or the next one."""
    tag = (language or "en").split("-")[0].lower()
    names, pattern = _weekdays(tag)
    capital = get_language(tag).calendar_is_capital
    for match in pattern.finditer(text):
        if capital and not match[0][0].isupper():
            continue
        weekday = next((day for name, day in names.items() if fold(match[0]).startswith(name)), None)
        if weekday is None:
            continue
        days: frozenset[date] = frozenset()
        if published:
            last = published - timedelta(days=(published.weekday() - weekday) % _WEEK)
            days = frozenset({last, last + timedelta(days=_WEEK)})
        yield Moment(Span(*match.span()), days, weekday)


@cache
def _weekdays(tag: str) -> tuple[Mapping[str, int], re.Pattern[str]]:
    try:
        days = Locale.parse(tag).days["format"]
    except (UnknownLocaleError, ValueError):
        return {}, re.compile(r"(?!)")
    written = {name: day for day, name in days["wide"].items()}
    if tag in _UNSPACED:
        written |= {name: day for day, name in days["abbreviated"].items() if len(name) > 1}
    if tag in _INFLECTED:
        written = {name[:-1]: day for name, day in written.items()}
    forms = "|".join(re.escape(name) for name in sorted(written, key=len, reverse=True))
    ending = r"\w{0,3}\b" if tag in _INFLECTED else "" if tag in _UNSPACED else r"\b"
    start = "" if tag in _UNSPACED else r"\b"
    return {fold(name): day for name, day in written.items()}, re.compile(f"{start}(?:{forms}){ending}", re.IGNORECASE)
