"""Reading numbers: digits with the separators of a language, number words, scales, and vague ones like "thousands"."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from variorum.claims.number_words import (
    joined_parts,
    joined_value,
    longest_phrase,
    number_table,
    phrase_end,
    read_words,
)
from variorum.claims.segments import segments
from variorum.languages import Language, get_language
from variorum.model import LanguageTag, Span
from variorum.text.words import fold

_TOKEN = re.compile(
    r"\d+(?:[.,٫٬．，’'\u00a0\u202f\u2009]\d+)*"  # 10,000 or 1.5
    r"|(?:[^\W\d_]\.){2,}"  # U.N.
    r"|°[CcFf]\b"
    r"|(?:US|us|[SACR])\$|[^\W\d_]+(?:['’][^\W\d_]+)*\.?(?=[-\s])?"
    r"|\S"
)
_ELIDED = re.compile(r"(\w{1,2})['’](?=\w)")
_SPACED = re.compile(r"\d{1,3}(?: \d{3})+(?!\d)")
_GROUPED = re.compile(r"\d{1,3}(?:\d{3})*")
_INDIAN = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}")
_DIGITS = re.compile(r"\d[\d.,]*")
_SPACES = str.maketrans("", "", "\u00a0\u202f\u2009 '’")

_NUMERAL = re.compile(r"[\d〇一二三四五六七八九十百千万億亿数两兩몇수]")
_MARKS = str.maketrans("٫٬．，", ".,.,")  # of the Arabic script, and full-width ones

_GREATEST = 1e15
_MOST_DIGITS = 18


class Token(NamedTuple):
    """A word, a run of digits or a mark."""

    span: Span
    folded: str
    glued: bool  # no blank before it

    @property
    def is_digits(self) -> bool:
        return self.folded[0].isdigit()

    @property
    def is_word(self) -> bool:
        return self.folded[0].isalpha()


class Number(NamedTuple):
    """A number read from the tokens first up to but not including last."""

    low: float
    high: float | None
    first: int
    last: int
    scaled: bool  # a scale word belongs to it: "million"
    plain: bool = False  # digits without a separator: may be a year
    vague: bool = False


def tokenize(text: str, span: Span, language: Language) -> tuple[Token, ...]:
    """The tokens of a stretch of text."""
    found: list[Token] = []
    position, end = span
    while position < end:
        spaced = _SPACED.match(text, position, end) if language.decimal_comma else None
        elided = _ELIDED.match(text, position, end) if language.elisions else None
        if elided and fold(elided[1]) in language.elisions:
            found.append(Token(Span(*elided.span(1)), fold(elided[1]), glued=False))
            position = elided.end()
            continue
        match = spaced or _TOKEN.match(text, position, end)
        if match is None:
            position += 1
            continue
        start, stop = match.span()
        if language.unspaced and match[0].rstrip(".").isalpha():
            stop -= match[0].endswith(".")
            found += [
                Token(Span(start + first, start + last), word, glued=first > 0 or _is_glued(text, start))
                for first, last, word in segments(text[start:stop], language.tag)
            ]
            position = stop
            continue
        word = _in_ascii(match[0]) if match[0][0].isdecimal() else fold(match[0])
        if word[:1].isalpha() and word.endswith(".") and word.count(".") == 1 and word not in language.abbreviations:
            stop, word = stop - 1, word[:-1]
        if word:
            found.append(Token(Span(start, stop), word, glued=_is_glued(text, start)))
        position = stop
    return tuple(found)


def _is_glued(text: str, start: int) -> bool:
    return start > 0 and not text[start - 1].isspace()


def _in_ascii(digits: str) -> str:
    """Digits of any script as 0 to 9, with their marks."""
    if digits.isascii():
        return digits
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in digits.translate(_MARKS))


def phrase(tokens: tuple[Token, ...], first: int, last: int) -> str:
    """Some tokens as one phrase, words with a hyphen or a stroke between them joined again."""
    return " ".join(token.folded for token in tokens[max(0, first) : last]).replace(" - ", "-").replace(" / ", "/")


def may_hold_numbers(text: str, language: Language) -> bool:
    """A quick look whether any number can stand in a text."""
    if language.unspaced:
        return _NUMERAL.search(text) is not None
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text).casefold() if not unicodedata.combining(c))
    return bool(_candidates(language.tag).search(text))


def read_number(tokens: tuple[Token, ...], index: int, language: Language) -> Number | None:
    """The number that begins at a token, in digits or words, with its scale; none beyond what news counts."""
    number = _any_number(tokens, index, language)
    return number if number and number.low <= _GREATEST and (number.high or 0) <= _GREATEST else None


def _any_number(tokens: tuple[Token, ...], index: int, language: Language) -> Number | None:
    token = tokens[index]
    if token.is_digits:
        return _read_digits(tokens, index, language)
    joined = language.joined_numbers and joined_value(token.folded, language.tag) is not None
    if not joined and token.folded not in _openers(language.tag):
        return None
    return _read_vague(tokens, index, language) or _read_words(tokens, index, language)


def digits_value(text: str, *, decimal_comma: bool) -> float | None:
    """The value of a run of digits with separators; None where the separators make no number (a date, an address)."""
    digits = text.translate(_SPACES)
    if sum(c.isdigit() for c in digits) > _MOST_DIGITS:
        return None
    if not _DIGITS.fullmatch(digits):
        return None  # "½" unfolds to "1⁄2"
    if digits.isdecimal():
        groups = re.split(r"[\u00a0\u202f\u2009 '’]", text)
        return float(digits) if all(len(group) == 3 for group in groups[1:]) else None
    point, comma = ",." if decimal_comma else ".,"
    if point in digits and comma in digits:
        whole, _, rest = digits.rpartition(max(point, comma, key=digits.rfind))
        return _join(whole, rest)
    mark = point if point in digits else comma
    groups = digits.split(mark)
    in_threes = 1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])
    if (mark == comma and in_threes and groups[0] != "0") or (in_threes and len(groups) > 2):
        return float("".join(groups))
    if mark == "," and _INDIAN.fullmatch(digits):
        return float("".join(groups))
    return _join(groups[0], groups[1]) if len(groups) == 2 else None


def _join(whole: str, rest: str) -> float | None:
    whole = re.sub(r"[.,]", "", whole)
    return float(f"{whole}.{rest}") if whole.isdecimal() and rest.isdecimal() else None


def _read_digits(tokens: tuple[Token, ...], index: int, language: Language) -> Number | None:
    value = digits_value(tokens[index].folded, decimal_comma=language.decimal_comma)
    if value is None:
        return None
    last = index + 1
    if half := phrase_end(tokens, last, language.halves):
        value, last = value + 0.5, half
    scaled = False
    while (scale := _scale_at(tokens, last, language)) is not None:
        value = round(value * scale, 6)  # 2.2 million is no 2199999.9999999998
        last += 1
        scaled = True
        rest = _rest_at(tokens, last, scale, language)
        if rest is not None:
            return Number(low=value + rest.low, high=value + rest.low, first=index, last=rest.last, scaled=True)
    plain = tokens[index].folded.isdecimal() and not scaled
    return Number(low=value, high=value, first=index, last=last, scaled=scaled, plain=plain)


def _rest_at(tokens: tuple[Token, ...], index: int, scale: float, language: Language) -> Number | None:
    """What follows a scale in scripts without blanks: "2万4000"."""
    if not language.unspaced or index >= len(tokens) or not tokens[index].is_digits:
        return None
    rest = _read_digits(tokens, index, language)
    return rest if rest and rest.low < scale else None


def _scale_at(tokens: tuple[Token, ...], index: int, language: Language) -> float | None:
    """The scale behind digits: "5 million", "5m", but not "5 m"."""
    if index >= len(tokens):
        return None
    token = tokens[index]
    if len(token.folded) == 1 and not token.glued:
        return None
    return language.scales.get(token.folded.rstrip("."))


def _read_vague(tokens: tuple[Token, ...], index: int, language: Language) -> Number | None:
    """ "Thousands", "tens of thousands", "several hundred": a lower edge without an upper one."""
    found = longest_phrase(tokens, index, language.vague)
    if found is None:
        return None
    value, last, _ = found
    scaled = False
    while True:
        step = last + 1 if last < len(tokens) and tokens[last].folded in language.of_words else last
        if step >= len(tokens):
            break
        scale = language.scales.get(tokens[step].folded)
        plural = language.vague.get(tokens[step].folded)
        if scale is None and (plural is None or plural < 100):
            break
        value *= scale if scale is not None else plural / 2 if plural else 1
        last = step + 1
        scaled = True
    return Number(low=value, high=None, first=index, last=last, scaled=scaled, vague=True)


def _read_words(tokens: tuple[Token, ...], index: int, language: Language) -> Number | None:
    """ "Two hundred and five", "half a million", "dreiundzwanzig"."""
    found = read_words(tokens, index, language)
    if found is None or (not found.scaled and _is_pronoun(tokens, index, found.last, language)):
        return None
    return Number(low=found.value, high=found.value, first=index, last=found.last, scaled=found.scaled)


def _is_pronoun(tokens: tuple[Token, ...], first: int, last: int, language: Language) -> bool:
    """Whether "one" or "a" counts nothing: "no one", "one of them", "a man"."""
    if last - first > 1 or language.numbers.get(tokens[first].folded) not in (1, 0.5):
        return False
    following = tokens[last].folded if last < len(tokens) else "."
    if tokens[first].folded in language.articles and tokens[first].folded != "one":
        return following not in language.people or len(tokens[first].folded) == 1 or tokens[first].folded == "an"
    before = tokens[first - 1].folded if first else ""
    return (
        following in language.stop_words
        or not following[0].isalpha()
        or before in ("no", "any", "every", "this", "the")
    ) and following not in language.people


@cache
def _openers(tag: LanguageTag) -> frozenset[str]:
    """The first words of all numbers that are written in words."""
    language = get_language(tag)
    return frozenset(words.split()[0] for words in (*number_table(tag), *language.vague, *language.scales))


@cache
def _candidates(tag: LanguageTag) -> re.Pattern[str]:
    language = get_language(tag)
    words = _openers(tag) - {word for word in language.articles if len(word) < 3}
    listed = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    parts = "|".join(map(re.escape, joined_parts(tag))) if language.joined_numbers else ""
    joined = rf"|\b(?:{parts}|{'|'.join(_clipped(language))}){{2,}}\b" if parts else ""
    return re.compile((rf"\d|\b(?:{listed})\b" if listed else r"\d") + joined, re.IGNORECASE)


def _clipped(language: Language) -> list[str]:
    """The parts of joined numbers without their last vowel, where a language drops it."""
    if not language.drops_vowel_before:
        return ["(?!)"]
    return [re.escape(part[:-1]) for part in joined_parts(language.tag) if len(part) > 3]
