"""Numbers that count nothing: years, days, times of day, ordinals, pages, routes, models."""

from __future__ import annotations

import re
from functools import cache

from babel import Locale

from variorum.claims.numbers import Number, Token
from variorum.claims.scene import Scene
from variorum.languages import Language
from variorum.model import LanguageTag, Span
from variorum.text.words import fold

_DAYS = 31  # of the longest month
_YEAR_DIGITS = 4
_YEARS = range(1000, 2101)
_DECADE = re.compile(r"['’]?s\b|ies\b|er\b")
_NUMERIC_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|\d{1,2}[:.h]\d{2}\b(?!\d)")
_NAME = re.compile(r"(?:[^\W\d_]\S* ){1,3}\d+")
_UNSPACED = "\u2e80"  # from here on scripts without blanks: a letter before a number is another word
_SIXTY = 60  # minutes: "14时30分"
_CLOCK = re.compile(r"\d{1,2}[:h]\d{2}(?:[:.]\d{2})?\b")


def is_label(scene: Scene, tokens: tuple[Token, ...], number: Number) -> bool:
    """Whether a number is a date, a time, an ordinal or part of a name."""
    token = tokens[number.first]
    if not token.is_digits:
        return _is_year_phrase(tokens, number, scene.language)
    money = number.first and tokens[number.first - 1].folded in scene.language.units and token.glued
    return (
        (_is_glued(scene.text, token) and not money)
        or _is_ordinal(scene, tokens, number)
        or _is_day(scene, tokens, number)
        or _is_time(scene, tokens, number)
        or _is_year(tokens, number, scene.language)
        or _is_named(scene, tokens, number)
        or _is_in_name(scene, tokens, number)
    )


def _word(tokens: tuple[Token, ...], index: int) -> str:
    return tokens[index].folded if 0 <= index < len(tokens) else ""


def _is_glued(text: str, token: Token) -> bool:
    """ "F-16", "S21", "#5", "24/7", "3:1": part of something longer that counts nothing."""
    start, end = token.span
    before = text[start - 1] if start else " "
    if (
        (before.isalpha() and before < _UNSPACED)
        or before in "#_@/\\:"
        or (before == "." and text[start - 2 : start - 1].isalnum())
    ):
        return True
    if before == "-" and start > 1 and (text[start - 2].isalpha() or text[start - 2].isdigit()):
        return text[start - 2].isalpha()
    after = text[end : end + 1]
    return after in ("/", ":", "@", "_", "²") and text[end + 1 : end + 2].isalnum()


def _is_ordinal(scene: Scene, tokens: tuple[Token, ...], number: Number) -> bool:
    following = number.first + 1
    if _word(tokens, following) in scene.language.ordinal_endings and tokens[following].glued:
        return True
    if not scene.language.ordinal_stop or _word(tokens, following) != "." or not tokens[following].glued:
        return False
    return following + 1 < len(tokens)


def _in_calendar(scene: Scene, tokens: tuple[Token, ...], index: int) -> bool:
    word = _word(tokens, index).rstrip(".")
    if word not in scene.language.calendar:
        return False
    return not scene.language.calendar_is_capital or scene.text[tokens[index].span.start].isupper()


def _is_day(scene: Scene, tokens: tuple[Token, ...], number: Number) -> bool:
    """ "13 July", "July 13", "le 14 juillet", "July 13, 2025", "12/07/2025"."""
    if _NUMERIC_DATE.fullmatch(tokens[number.first].folded) and number.plain is False and not number.scaled:
        groups = re.split(r"[-/.:h]", tokens[number.first].folded)
        if len(groups) == 3:
            return True
    if number.low > _DAYS and not (number.plain and len(tokens[number.first].folded) == _YEAR_DIGITS):
        return False
    before, after = number.first - 1, number.last
    if _counts_behind_weekday(scene, tokens, number):
        return False
    if _word(tokens, before) == "," and _word(tokens, after) in scene.language.people:
        return False  # "as of Tuesday, 17 people"
    if _word(tokens, before) in (".", ",", "the", "of", "de", "del") and number.first > 1:
        before -= 1
    if _word(tokens, after) in ("of", "de", "del", "."):
        after += 1
    return _in_calendar(scene, tokens, before) or _in_calendar(scene, tokens, after)


def _counts_behind_weekday(scene: Scene, tokens: tuple[Token, ...], number: Number) -> bool:
    """ "El lunes 64 puestos", "am Montag 14 Menschen": no day of a month is that high, or persons follow."""
    if _word(tokens, number.first - 1) not in weekdays(scene.language.tag):
        return False
    following = _word(tokens, number.last)
    if not following[:1].isalpha() or _in_calendar(scene, tokens, number.last):
        return False
    return number.low > _DAYS or following in scene.language.people


@cache
def weekdays(tag: LanguageTag) -> frozenset[str]:
    """The names of the days of the week, from the CLDR."""
    return (
        frozenset(fold(name) for name in Locale(tag).days["format"]["wide"].values()) if tag != "und" else frozenset()
    )


def _is_time(scene: Scene, tokens: tuple[Token, ...], number: Number) -> bool:
    if _CLOCK.match(scene.text, tokens[number.first].span.start):
        return True
    for size in (1, 2):
        phrase = " ".join(token.folded for token in tokens[number.last : number.last + size])
        if phrase in scene.language.clock_words:
            return number.low < _SIXTY
    return False


def _is_year(tokens: tuple[Token, ...], number: Number, language: Language) -> bool:
    """Four plain digits are a year unless a unit, a scale or people follow; "1990s" always is."""
    if number.plain and number.low % 10 == 0 and _word(tokens, number.last) == "s" and tokens[number.last].glued:
        return True
    if not number.plain or len(tokens[number.first].folded) != 4 or int(number.low) not in _YEARS:
        return False
    following = _word(tokens, number.last)
    if following in ("s", "'s", "er") and tokens[number.last].glued:
        return True
    if following in language.people or following in language.units:
        return _word(tokens, number.first - 1) in language.year_prepositions and following in language.units
    before = _word(tokens, number.first - 1)
    if before in language.year_prepositions or before in ("(", "-", "–", ",") or not following:
        return True
    counts = following[0].isalpha() and following not in language.stop_words and number.low < 1900
    bounded = before in language.about | language.more_than | language.less_than or before in ("than", "least")
    return not (counts or bounded)


def _is_year_phrase(tokens: tuple[Token, ...], number: Number, language: Language) -> bool:
    """A number word behind a label: "world war two", "phase one"."""
    before = _word(tokens, number.first - 1)
    return not number.vague and before in language.number_labels and number.first > 0


def _is_in_name(scene: Scene, tokens: tuple[Token, ...], number: Number) -> bool:
    """Behind a capitalised word with which it makes a name: both alone in quotation marks, or met again so."""
    if not number.plain or number.first < 1 or not tokens[number.first - 1].is_word:
        return False
    start, end = tokens[number.first - 1].span.start, tokens[number.first].span.end
    pair = scene.text[start:end]
    if not pair[0].isupper() or scene.is_opening(start):
        return False
    if any(
        quote.span.holds(Span(start, end)) and _NAME.fullmatch(quote.span.cut(scene.text)) for quote in scene.quotes
    ):
        return True
    return _stands_again(pair, start, scene.text)


def _stands_again(phrase: str, start: int, text: str) -> bool:
    """Whether a phrase stands as whole words at another place too."""
    place = text.find(phrase)
    while place >= 0:
        around = text[place - 1 : place] + text[place + len(phrase) : place + len(phrase) + 1]
        if place != start and not any(c.isalnum() for c in around):
            return True
        place = text.find(phrase, place + 1)
    return False


def _is_named(scene: Scene, tokens: tuple[Token, ...], number: Number) -> bool:
    """Behind a label ("page 3") or a name ("Amendment 64") with nothing counted after it."""
    before = number.first - 1
    if before < 0:
        return False
    if _word(tokens, before) in (".", "#", "№") and before:
        before -= 1
    labels = scene.language.number_labels
    word = _word(tokens, before)
    if word in labels or f"{word}." in labels:
        return True
    following = _word(tokens, number.last)
    ends = not following or not following[0].isalpha() or following in scene.language.stop_words
    return (
        number.plain
        and ends
        and following not in scene.language.units
        and _word(tokens, before) not in scene.language.units
        and tokens[before].span.end + 1 == tokens[number.first].span.start
        and scene.word_at(tokens[before].span.start) in scene.name_at
    )
