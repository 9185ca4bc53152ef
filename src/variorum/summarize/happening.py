"""On which day what a sentence tells happened, by its own words: a story has another order than its reports."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from itertools import pairwise

from babel import Locale, UnknownLocaleError

from variorum.model import Article, LanguageTag, Span
from variorum.text.days import find_days
from variorum.text.words import fold, words

_WEEK = 7
_YEAR = re.compile(r"(?<![\d.,$€£-])(1[89]\d\d|20\d\d)(?![\d,%-]|\.\d)")


def day_told(report: Article, span: Span) -> date | None:
    """The day that a sentence names: a date, a day of the week, "yesterday", a year; None where it names none.

    A day of the week is the last one before the report, as news uses them, or the report's own day.
    """
    text = span.cut(report.text)
    told = report.published.date() if report.published else report.dateline_day
    return _date(text, report.language, told) or (told and _near(text, report.language, told)) or _year(text, told)


def _date(text: str, language: LanguageTag | None, told: date | None) -> date | None:
    for day in find_days(text, language):
        year = day.year or (told.year if told else None)
        if year is None:
            continue
        try:
            found = date(year, day.month, day.day)
        except ValueError:  # 29 February of another year
            continue
        # Without a year "28 December" in a report of 2 January is last week's.
        if day.year is None and told and (found - told).days > 180:
            found = found.replace(year=year - 1)
        return found
    return None


def _near(text: str, language: LanguageTag | None, told: date) -> date | None:
    found = [word.folded for word in words(text)]
    table = _relative((language or "en").partition("-")[0])
    for phrase in (*found, *(f"{one} {other}" for one, other in pairwise(found))):
        if phrase in table:
            return told + timedelta(days=table[phrase])
    weekdays = _weekdays((language or "en").partition("-")[0])
    named = next((weekdays[word] for word in found if word in weekdays), None)
    return None if named is None else told - timedelta(days=(told.weekday() - named) % _WEEK)


def _year(text: str, told: date | None) -> date | None:
    years = [int(match[1]) for match in _YEAR.finditer(text)]
    past = [year for year in years if told is not None and year < told.year]
    return date(past[0], 1, 1) if past else None


@cache
def _relative(language: str) -> Mapping[str, int]:
    table = tomllib.loads((files("variorum.summarize") / "days.toml").read_text(encoding="utf-8"))
    return {phrase: int(days) for days, phrases in table.get(language, {}).items() for phrase in phrases}


@cache
def _weekdays(language: str) -> Mapping[str, int]:
    """The names of the days of the week, from CLDR, Monday 0; those that are another word, too, are left out."""
    try:
        days = Locale.parse(language).days
    except (UnknownLocaleError, ValueError):
        return {}
    return {fold(name): number for form in ("format", "stand-alone") for number, name in days[form]["wide"].items()}
