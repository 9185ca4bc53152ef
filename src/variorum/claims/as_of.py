"""Of which day a figure is: "as of Tuesday", "by Monday evening", told against the day of publication."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from importlib.resources import files

from variorum.claims.scene import Scene
from variorum.model import Quantity, Role, Span
from variorum.text.moments import Moment, find_moments
from variorum.text.words import fold

_TIMELESS = frozenset({Role.AGE, Role.DISTANCE, Role.DURATION, Role.WEIGHT, Role.TEMPERATURE, Role.MAGNITUDE})
_NAMED = re.compile(r"['’]s\b|\s[A-Z]")  # "by Monday's storm", "by Tuesday Market": no day of a figure
_REACH = 24  # characters between a cue and the day


def with_days(quantities: Sequence[Quantity], scene: Scene, published: date | None) -> tuple[Quantity, ...]:
    """The quantities with the day that their sentence says they are of; none without a day of publication."""
    if published is None or not quantities:
        return tuple(quantities)
    told: dict[Span, date | None] = {}
    found = []
    for quantity in quantities:
        sentence = scene.sentences[scene.sentence_at(quantity.span.start)]
        if sentence not in told:
            told[sentence] = _day_of(sentence.cut(scene.text), scene.language.tag, published)
        day = told[sentence]
        found.append(replace(quantity, as_of=day) if day and quantity.role not in _TIMELESS else quantity)
    return tuple(found)


def _day_of(sentence: str, tag: str, published: date) -> date | None:
    """The one day behind a cue in a sentence that is not about the future."""
    pattern, future = _cues(tag), _future(tag)
    if pattern is None or (future and future.search(fold(sentence))):
        return None
    days = {
        day
        for moment in find_moments(sentence, tag, published)
        if not _NAMED.match(sentence, moment.span.end)
        and pattern.search(fold(sentence[max(0, moment.span.start - _REACH) : moment.span.start]))
        and (day := _latest(moment, published))
    }
    return days.pop() if len(days) == 1 else None


def _latest(moment: Moment, published: date) -> date | None:
    return max((day for day in moment.days if day <= published), default=None)


@cache
def _cues(tag: str) -> re.Pattern[str] | None:
    phrases = _table()["cues"].get(tag, ())
    return re.compile(rf"(?<!\w)(?:{_listed(phrases)})\W*\Z") if phrases else None


@cache
def _future(tag: str) -> re.Pattern[str] | None:
    phrases = _table()["future"].get(tag, ())
    return re.compile(rf"(?<!\w)(?:{_listed(phrases)})(?!\w)") if phrases else None


def _listed(phrases: Iterable[str]) -> str:
    return "|".join(re.escape(fold(phrase)) for phrase in sorted(phrases, key=len, reverse=True))


@cache
def _table() -> Mapping[str, Mapping[str, Sequence[str]]]:
    return tomllib.loads((files("variorum.claims") / "as_of.toml").read_text(encoding="utf-8"))
