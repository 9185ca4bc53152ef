"""Reading numbers: digits with the separators of a language, number words, scales, and vague ones like "thousands"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from variorum.languages import Language, get_language
from variorum.model import LanguageTag, Span
from variorum.text.words import fold

_TOKEN = re.compile(
    r"\d+(?:[.,’'\u00a0\u202f\u2009]\d+)*"  # 10,000 or 1.5
    r"|(?:[^\W\d_]\.){2,}"  # U.N.
    r"|(?:US|us|[SACR])\$|[^\W\d_]+(?:['’][^\W\d_]+)*\.?(?=[-\s])?"
    r"|\S"
)
_ELIDED = re.compile(r"(\w{1,2})['’](?=\w)")
_SPACED = re.compile(r"\d{1,3}(?: \d{3})+(?!\d)")
_GROUPED = re.compile(r"\d{1,3}(?:\d{3})*")
_INDIAN = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}")
_DIGITS = re.compile(r"\d[\d.,]*")
_SPACES = str.maketrans("", "", "\u00a0\u202f\u2009 '’")
_LONGEST_PHRASE = 8  # tokens, hyphens among them: "quatre-vingt-dix"


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
        word = fold(match[0])
        if word[:1].isalpha() and word.endswith(".") and word.count(".") == 1 and word not in language.abbreviations:
            stop, word = stop - 1, word[:-1]
        if word:
            found.append(Token(Span(start, stop), word, glued=start > 0 and not text[start - 1].isspace()))
        position = stop
    return tuple(found)


def phrase(tokens: tuple[Token, ...], first: int, last: int) -> str:
    """Some tokens as one phrase, words with a hyphen between them joined again."""
    return " ".join(token.folded for token in tokens[max(0, first) : last]).replace(" - ", "-")


def may_hold_numbers(text: str, language: Language) -> bool:
    """A quick look whether any number can stand in a text."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return bool(_candidates(language.tag).search(text))


def read_number(tokens: tuple[Token, ...], index: int, language: Language) -> Number | None:
    """The number that begins at a token, in digits or words, with its scale."""
    token = tokens[index]
    if token.is_digits:
        return _read_digits(tokens, index, language)
    if token.folded not in _openers(language.tag):
        return None
    return _read_vague(tokens, index, language) or _read_words(tokens, index, language)


def digits_value(text: str, *, decimal_comma: bool) -> float | None:
    """The value of a run of digits with separators; None where the separators make no number (a date, an address)."""
    digits = text.translate(_SPACES)
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
    scaled = False
    while (scale := _scale_at(tokens, last, language, after_digits=True)) is not None:
        value = round(value * scale, 6)  # 2.2 million is no 2199999.9999999998
        last += 1
        scaled = True
    plain = tokens[index].folded.isdecimal() and not scaled
    return Number(low=value, high=value, first=index, last=last, scaled=scaled, plain=plain)


def _scale_at(tokens: tuple[Token, ...], index: int, language: Language, *, after_digits: bool) -> float | None:
    if index >= len(tokens):
        return None
    token = tokens[index]
    scale = language.scales.get(token.folded.rstrip("."))
    if scale is not None and len(token.folded) == 1 and not token.glued:
        return None
    return scale if after_digits or len(token.folded) > 2 else None


def _read_vague(tokens: tuple[Token, ...], index: int, language: Language) -> Number | None:
    """ "Thousands", "tens of thousands", "several hundred": a lower edge without an upper one."""
    found = _phrase_value(tokens, index, language.vague)
    if found is None:
        return None
    value, last = found
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
    total = current = pending = 0.0
    last = index
    scaled = halved = False
    while last < len(tokens):
        scale = _scale_at(tokens, last, language, after_digits=False)
        found = _phrase_value(tokens, last, _numbers(language.tag))
        if scale is not None and (last > index or tokens[last].folded not in language.numbers):
            if scale < 1000:
                current += (pending or 1) * scale
            else:
                total, current = total + ((current + pending) or 1) * scale, 0.0
            pending, scaled = 0.0, True
            last += 1
        elif found is not None and _may_follow(total + current + pending, found[0], halved=halved):
            halved = halved or found[0] == 0.5
            current, pending = (0.0, pending * found[0]) if halved and pending else (current + pending, found[0])
            if halved and found[0] == 1:
                current, pending = 0.0, 0.5
            last = found[1]
        elif last > index and tokens[last].folded in language.and_words and _goes_on(tokens, last, language, current):
            last += 1
        else:
            break
    value = total + current + pending
    if last == index or (not scaled and _is_pronoun(tokens, index, last, language)):
        return None
    return Number(low=value, high=value, first=index, last=last, scaled=scaled)


def _may_follow(before: float, value: float, *, halved: bool) -> bool:
    """Whether a number word goes on with the number so far: "twenty" "five", but not "five" "two"."""
    if before == 0 or (halved and value == 1):
        return True
    if value == 0.5 or before < 20:
        return False
    zeros = 1.0
    while before % (zeros * 10) == 0:
        zeros *= 10
    return value < zeros


def _goes_on(tokens: tuple[Token, ...], index: int, language: Language, current: float) -> bool:
    """Whether "and" stands inside the number: "two hundred and five"."""
    if current < 100 or index + 1 >= len(tokens):
        return False
    following = _phrase_value(tokens, index + 1, _numbers(language.tag))
    return following is not None and 1 < following[0] < 100 and not tokens[index + 1].is_digits


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


def _phrase_value(tokens: tuple[Token, ...], index: int, table: Mapping[str, float]) -> tuple[float, int] | None:
    """The value of the longest phrase of a table that begins here; hyphens inside a number word are passed over."""
    joined = ""
    best: tuple[float, int] | None = None
    place = index
    for _ in range(_LONGEST_PHRASE):
        if place >= len(tokens) or not (tokens[place].is_word or tokens[place].folded == "-"):
            break
        if tokens[place].folded == "-":
            if not (tokens[place].glued and place + 1 < len(tokens) and tokens[place + 1].glued):
                break
            place += 1
            continue
        joined = f"{joined} {tokens[place].folded}".strip()
        place += 1
        if joined in table:
            best = (table[joined], place)
    return best


@cache
def _numbers(tag: LanguageTag) -> dict[str, float]:
    """The number words of a language, hyphens written as blanks; joined ones up to 999 spelled out."""
    language = get_language(tag)
    table = {key.replace("-", " "): value for key, value in language.numbers.items()}
    if language.joined_numbers:
        table |= _joined(language)
    return table


def _joined(language: Language) -> dict[str, float]:
    """ "Dreiundzwanzig", "zweihundertfünf": what languages that write numbers in one word make of their parts."""
    small = {word: value for word, value in language.numbers.items() if 0 < value < 10}
    tens = {word: value for word, value in language.numbers.items() if 20 <= value < 100}
    below = dict(language.numbers)
    for joint in language.and_words:
        below |= {f"{u}{joint}{t}": v + w for u, v in small.items() for t, w in tens.items()}
    hundred = next((word for word, value in language.scales.items() if value == 100), None)
    table = dict(below)
    if hundred:
        hundreds = {f"{u}{hundred}": v * 100 for u, v in small.items()} | {hundred: 100.0}
        table |= hundreds | {f"{h}{b}": v + w for h, v in hundreds.items() for b, w in below.items()}
    return table


@cache
def _openers(tag: LanguageTag) -> frozenset[str]:
    """The first words of all numbers that are written in words."""
    language = get_language(tag)
    return frozenset(words.split()[0] for words in (*_numbers(tag), *language.vague, *language.scales))


@cache
def _candidates(tag: LanguageTag) -> re.Pattern[str]:
    words = _openers(tag) - {word for word in get_language(tag).articles if len(word) < 3}
    listed = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    return re.compile(rf"\d|\b(?:{listed})\b" if listed else r"\d", re.IGNORECASE)
