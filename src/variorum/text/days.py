"""Days that a text names: "13 ottobre 2008", "July 12", "2008-10-13"; month names come from CLDR."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import NamedTuple

from babel import Locale, UnknownLocaleError

from variorum.model import LanguageTag, Span
from variorum.text.words import fold

_TOP = 250  # characters: where a page prints its own day


class Day(NamedTuple):
    """A day that stands in a text; the year is None where the text leaves it out."""

    span: Span
    year: int | None
    month: int
    day: int

    @property
    def key(self) -> str:
        return f"day {self.month:02}-{self.day:02}"


def find_days(text: str, language: LanguageTag | None) -> tuple[Day, ...]:
    """The days that a text names, in order."""
    return tuple(_iter_days(text, language))


def opening_day(text: str, language: LanguageTag | None) -> datetime | None:
    """The first full day at the very top of a text, as midnight UTC: most likely the day of publication."""
    for day in _iter_days(text[:_TOP], language):
        if day.year is not None:
            return datetime(day.year, day.month, day.day, tzinfo=UTC)
    return None


def _iter_days(text: str, language: LanguageTag | None) -> Iterator[Day]:
    for match in _ISO.finditer(text):
        yield from _checked(match, int(match[1]), int(match[2]), int(match[3]))
    months, pattern = _months(language or "en")
    for match in pattern.finditer(text):
        month = months[fold(match["before"] or match["after"])]
        year = match["year"] or match["year2"]
        full = None if not year else int(year) if len(year) == 4 else 2000 + int(year)
        yield from _checked(match, full, month, int(match["day"] or match["day2"]))


def _checked(match: re.Match[str], year: int | None, month: int, day: int) -> Iterator[Day]:
    try:
        datetime(year or 2000, month, day, tzinfo=UTC)
    except ValueError:
        return
    yield Day(Span(*match.span()), year, month, day)


@cache
def _months(language: str) -> tuple[Mapping[str, int], re.Pattern[str]]:
    """Names of the months in the language and in English, and a pattern for a day with one of them."""
    names: dict[str, int] = {}
    written: set[str] = set()
    for locale in _locales(language):
        for form in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in locale.months[form][width].items():
                    bare = name.rstrip(".")
                    if len(fold(bare)) > 2 and not bare.isdigit():
                        names[fold(bare)] = number
                        written |= {bare, fold(bare)}
    # The first letters are asked for before the names: three times faster.
    first = "".join(sorted({re.escape(name[0]) for name in written}))
    one = f"(?=[{first}])(?:{'|'.join(sorted(map(re.escape, written), key=len, reverse=True))})"
    return names, re.compile(_DAY.replace("MONTH", one), re.IGNORECASE)


def _locales(language: str) -> Iterator[Locale]:
    for tag in dict.fromkeys(("en", language.split("-", maxsplit=1)[0])):
        try:
            yield Locale.parse(tag)
        except (UnknownLocaleError, ValueError):
            continue


_ISO = re.compile(r"\b((?:19|20)\d\d)-([01]\d)-([0-3]\d)\b")
_DAY = r"""(?x)
    (?<!\d) (?P<day>\d{1,2}) (?:st|nd|rd|th|\.|º)? [\s-]* (?:de\ |of\ )? (?P<before>MONTH) \b \.?
        (?: [\s,-]* (?:de\ |del\ )? (?P<year> (?:19|20)\d\d | \d\d(?=\s*\n) ) )?
  | \b (?P<after>MONTH) \.? \s+ (?P<day2>\d{1,2}) (?:st|nd|rd|th)? (?!\d) (?: ,? \s+ (?P<year2>(?:19|20)\d\d) )?
"""
