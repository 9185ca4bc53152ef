"""Numbers written in words: "two hundred and five", "vingt et une", "einundzwanzig", "dua puluh satu".

The words of a language and how it joins them are data; this is the arithmetic that all of them share. Each word is a
number, a scale that multiplies what stands before it, or one that makes teens of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple, Protocol

from variorum.languages import Language, get_language
from variorum.model import LanguageTag

_LONGEST_PHRASE = 8  # tokens, hyphens among them: "quatre-vingt"
_LONGEST_WORD = 60  # letters of a number that is written as one word


class Piece(Protocol):
    """What this reading needs of a token."""

    @property
    def folded(self) -> str: ...
    @property
    def glued(self) -> bool: ...
    @property
    def is_word(self) -> bool: ...


class Spelled(NamedTuple):
    """A number in words: its value, the token behind it, and whether a scale belongs to it."""

    value: float
    last: int
    scaled: bool


@dataclass(slots=True)
class _Sum:
    """A number on the way: finished thousands, finished hundreds, and what a scale may still multiply."""

    language: Language
    total: float = 0.0
    current: float = 0.0
    pending: float = 0.0
    scaled: bool = False
    halved: bool = False
    by_twenties: bool = False  # the last word counts on to nineteen: "soixante-dix"

    @property
    def value(self) -> float:
        return self.total + self.current + self.pending

    def may_add(self, value: float) -> bool:
        """Whether a number word goes on with the number so far: "twenty" "five", but not "five" "two"."""
        before = self.value
        if before == 0 or (self.halved and value == 1):
            return True
        if value == 0.5 or before < 20 or before % 1:
            return False
        zeros = 1.0
        while before % (zeros * 10) == 0:
            zeros *= 10
        return value < zeros or (self.by_twenties and value < 20)

    def add(self, value: float, word: str) -> None:
        self.halved = self.halved or value == 0.5
        if self.halved and self.pending:
            self.current, self.pending = 0.0, self.pending * value if value == 0.5 else 0.5
        else:
            self.current, self.pending = self.current + self.pending, value
        self.by_twenties = word in _twenties(self.language.tag)

    def scale(self, value: float) -> None:
        if value < 1000:
            self.current += (self.pending or 1) * value
        elif self.total and not self.current + self.pending and self.total < value:
            self.total *= value  # "dos mil millones"
        else:
            self.total, self.current = self.total + ((self.current + self.pending) or 1) * value, 0.0
        self.pending, self.scaled, self.by_twenties = 0.0, True, False

    def may_join(self, value: float, word: str) -> bool:
        """Whether "and" may stand between the number so far and a number word."""
        known, before = self.language, self.value
        if value < 1 or not self.may_add(value) or (known.and_before and word not in known.and_before):
            return False
        if known.and_joins == "tens":
            return before % 100 >= 20
        if known.and_joins == "all":
            return True
        return before >= 100 and 1 < value < 100


def read_words(tokens: Sequence[Piece], index: int, language: Language) -> Spelled | None:
    """The number in words that begins at a token."""
    so_far = _Sum(language)
    last = index
    while last < len(tokens):
        place = _past_hyphen(tokens, last) if last > index else last
        step = _step(tokens, place, so_far, begins=last == index)
        if step is None:
            break
        last = step
    return Spelled(so_far.value, last, so_far.scaled) if last > index else None


def _step(tokens: Sequence[Piece], place: int, so_far: _Sum, *, begins: bool) -> int | None:
    """Takes the word or words at a place into the sum; the place behind them, or None where the number ends."""
    known = so_far.language
    word = tokens[place].folded
    scale = scale_of(word, known)
    if scale is not None and not (begins and word in known.numbers):
        so_far.scale(scale)
        return place + 1
    if word in known.teen_words and 1 < so_far.pending < 10:
        so_far.pending += 10
        return place + 1
    half = None if begins else phrase_end(tokens, place, known.halves)
    if half and so_far.pending > 0 and not so_far.halved and so_far.value < 1000:
        so_far.pending += 0.5
        return half
    found = _number_at(tokens, place, known)
    if found and so_far.may_add(found[0]):
        so_far.add(found[0], found[2])
        return found[1]
    if begins or word not in known.and_words or place + 1 >= len(tokens):
        return None
    found = _number_at(tokens, _past_hyphen(tokens, place + 1), known)
    if found and so_far.may_join(found[0], found[2]):
        so_far.add(found[0], found[2])
        return found[1]
    return None


def scale_of(word: str, language: Language) -> float | None:
    """What a scale word multiplies by; the short ones only follow digits."""
    return language.scales.get(word.rstrip(".")) if len(word) > 2 else None


def _number_at(tokens: Sequence[Piece], place: int, language: Language) -> tuple[float, int, str] | None:
    """The value of the number word that begins at a token, the token behind it, and the word."""
    if place >= len(tokens):
        return None
    found = longest_phrase(tokens, place, number_table(language.tag))
    if found:
        return found
    word = tokens[place].folded
    value = joined_value(word, language.tag) if language.joined_numbers else None
    return (value, place + 1, word) if value is not None else None


def _past_hyphen(tokens: Sequence[Piece], place: int) -> int:
    if place + 1 < len(tokens) and tokens[place].folded == "-" and tokens[place].glued and tokens[place + 1].glued:
        return place + 1
    return place


def phrase_end(tokens: Sequence[Piece], place: int, phrases: frozenset[str]) -> int | None:
    """Where the longest of some phrases ends that begins at a token."""
    found = longest_phrase(tokens, place, dict.fromkeys(phrases, 1.0)) if phrases else None
    return found[1] if found else None


def longest_phrase(tokens: Sequence[Piece], index: int, table: Mapping[str, float]) -> tuple[float, int, str] | None:
    """The value of the longest phrase of a table that begins here; hyphens inside a number word are passed over."""
    joined = ""
    best: tuple[float, int, str] | None = None
    place = index
    for _ in range(_LONGEST_PHRASE):
        if place >= len(tokens) or not (tokens[place].is_word or tokens[place].folded == "-"):
            break
        if tokens[place].folded == "-":
            if _past_hyphen(tokens, place) == place:
                break
            place += 1
            continue
        joined = f"{joined} {tokens[place].folded}".strip()
        place += 1
        if joined in table:
            best = (table[joined], place, joined)
    return best


@cache
def number_table(tag: LanguageTag) -> dict[str, float]:
    """The number words of a language, hyphens written as blanks."""
    return {key.replace("-", " "): value for key, value in get_language(tag).numbers.items()}


@cache
def _twenties(tag: LanguageTag) -> frozenset[str]:
    return frozenset(word.replace("-", " ") for word in get_language(tag).twenties)


# --- numbers that are written as one word: "zweihundertzwölf", "ventuno" ---------------------------------------------


@lru_cache(maxsize=20_000)
def joined_value(word: str, tag: LanguageTag) -> float | None:
    """The value of a number that is written as one word; None where the word is no number."""
    language = get_language(tag)
    if len(word) > _LONGEST_WORD:
        return None
    for parts in _split(word, language):
        value = _value(parts, language)
        if value is not None:
            return value
    return None


def _split(word: str, language: Language) -> Iterator[tuple[str, ...]]:
    """All ways to cut a word into number words; a vowel may have dropped before another: "trent-uno"."""
    if not word:
        yield ()
    for part in joined_parts(language.tag):
        rest = word[len(part) :]
        if word.startswith(part):
            yield from ((part, *others) for others in _split(rest, language))
        elif part[:-1] and word.startswith(part[:-1]) and word[len(part) - 1 :].startswith(_drops(language)):
            yield from ((part, *others) for others in _split(word[len(part) - 1 :], language))


def _drops(language: Language) -> tuple[str, ...]:
    return tuple(language.drops_vowel_before)


def _value(parts: tuple[str, ...], language: Language) -> float | None:
    """The value of the parts of one word: the unit may stand before its ten, "ein-und-zwanzig"."""
    so_far = _Sum(language)
    place = 0
    while place < len(parts):
        part = parts[place]
        if _is_unit_and_ten(parts[place : place + 3], language):
            value = language.numbers[part] + language.numbers[parts[place + 2]]
            place += 2
        elif part in language.and_words:
            if not so_far.value >= 100 or place + 1 >= len(parts):
                return None
            place += 1
            continue
        elif part in language.halves:
            if place == 0 or place + 1 < len(parts):
                return None
            return so_far.value + 0.5
        elif part in language.scales:
            so_far.scale(language.scales[part])
            place += 1
            continue
        else:
            value = language.numbers[part]
        if not so_far.may_add(value):
            return None
        so_far.add(value, part)
        place += 1
    return so_far.value


def _is_unit_and_ten(parts: tuple[str, ...], language: Language) -> bool:
    if len(parts) < 3 or parts[1] not in language.and_words:
        return False
    return 0 < language.numbers.get(parts[0], 0) < 10 and 20 <= language.numbers.get(parts[2], 0) < 100


@cache
def joined_parts(tag: LanguageTag) -> tuple[str, ...]:
    """The parts that a number in one word is made of, the longest first."""
    language = get_language(tag)
    scales = {word for word, value in language.scales.items() if 100 <= value <= 1000 and len(word) > 2}
    numbers = {word for word, value in language.numbers.items() if value >= 1 and " " not in word}
    parts = scales | numbers | language.and_words | {half for half in language.halves if " " not in half}
    return tuple(sorted(parts, key=lambda part: (-len(part), part)))
