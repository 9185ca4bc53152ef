"""Words of a script without blanks, cut where the lists of the language know a word: "超过" "300" "人" "受伤"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from variorum.languages import get_language
from variorum.model import LanguageTag
from variorum.text.words import fold

_NUMERALS = dict(zip("〇零一二三四五六七八九两兩", (0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 2, 2), strict=True))
_TENS = {"十": 10, "百": 100, "千": 1000}
_SPELLED = re.compile(f"[{''.join(_NUMERALS)}{''.join(_TENS)}]+")


def segments(run: str, tag: LanguageTag) -> Iterator[tuple[int, int, str]]:
    """The pieces of a run of letters, with their places; what no list knows stays together."""
    folded = fold(run)
    if len(folded) != len(run):
        yield 0, len(run), folded
        return
    start = place = 0
    while place < len(folded):
        size, word = _known_at(folded, place, tag)
        if not size:
            place += 1
            continue
        if place > start:
            yield start, place, folded[start:place]
        yield place, place + size, word
        start = place = place + size
    if place > start:
        yield start, place, folded[start:place]


def _known_at(folded: str, place: int, tag: LanguageTag) -> tuple[int, str]:
    spelled = _SPELLED.match(folded, place)
    sizes = (size for size in _sizes(tag) if place + size <= len(folded))
    known = next((size for size in sizes if folded[place : place + size] in _lexicon(tag)), 0)
    if spelled and len(spelled[0]) >= known and _counts(folded, spelled.end(), tag, len(spelled[0])):
        value = spelled_value(spelled[0])
        if value is not None:
            return len(spelled[0]), str(value)
    return known, folded[place : place + known]


def _counts(folded: str, end: int, tag: LanguageTag, length: int) -> bool:
    """Whether numerals count something: a single one does so before a word for persons or a unit only."""
    following = [folded[end : end + size] for size in _sizes(tag)]
    language = get_language(tag)
    counted = any(word in language.people or word in language.units or word in language.of_words for word in following)
    return counted or (length > 1 and any(word in language.scales for word in following))


def spelled_value(text: str) -> int | None:
    """The value of Han numerals below ten thousand: "二十五" is 25, "二〇二六" is 2026."""
    if all(c in _NUMERALS for c in text):
        return int("".join(str(_NUMERALS[c]) for c in text))
    total, digit = 0, None
    for c in text:
        if c in _NUMERALS:
            if digit:
                return None
            digit = _NUMERALS[c]
        else:
            total, digit = total + (1 if digit is None else digit) * _TENS[c], None
    return total + (digit or 0)


@cache
def _lexicon(tag: LanguageTag) -> frozenset[str]:
    known = get_language(tag)
    phrases = known.more_than | known.less_than | known.about | known.more_after | known.about_after
    return (
        frozenset((*known.scales, *known.vague, *known.units, *known.roles))
        | known.people
        | known.of_words
        | known.range_words
        | known.age_after
        | known.clock_words
        | known.calendar
        | known.number_labels
        | phrases
    )


@cache
def _sizes(tag: LanguageTag) -> tuple[int, ...]:
    return tuple(range(max(map(len, _lexicon(tag)), default=0), 0, -1))
