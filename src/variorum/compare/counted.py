"""Whether two quantities count or measure the same kind of thing."""

from __future__ import annotations

import tomllib
from bisect import bisect_left
from collections.abc import Collection, Mapping
from functools import cache
from importlib.resources import files

from variorum.compare.measures import measure
from variorum.compare.terms import ClaimTerms, same_sense
from variorum.model import LanguageTag, Quantity, Role
from variorum.text.words import fold, stem

_HEAD_WORDS = 2  # behind "80-tonne" stands what weighs so much, perhaps after one adjective
_PERSON = "person"


def comparable(one: Quantity, other: Quantity, language: LanguageTag | None, second: LanguageTag | None) -> bool:
    """Whether the two could answer one question at all: same kind of unit, roles and nouns that go together."""
    kinds = {measure(one.unit).kind, measure(other.unit).kind}
    if len(kinds) > 1 and not kinds <= {"", _PERSON}:
        return False
    if one.role is not other.role:
        return False
    if one.counted and other.counted and language == second:
        return _same_noun(one.counted, other.counted, language)
    return True


def is_same_thing(one: Quantity, other: Quantity, language: LanguageTag | None, second: LanguageTag | None) -> bool:
    """Whether both surely count the same thing: the same noun, or across languages persons with the same fate."""
    if one.counted and other.counted:
        if language == second:
            return _same_noun(one.counted, other.counted, language)
        return one.unit == other.unit == _PERSON and one.role is other.role is not Role.COUNT
    return one.unit == other.unit and one.role is other.role is not Role.COUNT and _PERSON in (one.unit, other.unit)


def is_measured(quantity: Quantity) -> bool:
    """Whether the number has a unit of measure instead of a noun: "25-ton", "$43,000", "31-year-old"."""
    return quantity.counted is None and quantity.unit not in (None, _PERSON)


def is_anybody(quantity: Quantity, language: LanguageTag | None) -> bool:
    """Whether people are counted without a word on who they are."""
    return fold(quantity.counted or "") in _anybody().get((language or "").split("-")[0], ())


def head_of(claim: ClaimTerms, quantity: Quantity) -> frozenset[str]:
    """The words right behind a quantity, which name what is measured: "25-ton, unmarked truck"."""
    first = bisect_left(claim.places, quantity.span.end)
    return frozenset(claim.sequence[first : first + _HEAD_WORDS])


def _same_noun(one: str, other: str, language: LanguageTag | None) -> bool:
    left, right = fold(one), fold(other)
    if left.endswith(right) or right.endswith(left):
        return True  # girls and schoolgirls
    return same_sense(stem(left, language), stem(right, language), language)


@cache
def _anybody() -> Mapping[str, Collection[str]]:
    table = tomllib.loads((files("variorum.compare") / "anybody.toml").read_text(encoding="utf-8"))
    return {language: frozenset(nouns) for language, nouns in table.items()}
