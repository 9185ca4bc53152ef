"""Quantities: numbers as ranges with their unit, what is counted and its role. Dates, times and labels are none.

Vague numbers have a low edge and no upper one: "thousands" is 2,000 or more, "dozens" 24 or more, and approximate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from variorum.claims.counted import find_counted
from variorum.claims.labels import is_label
from variorum.claims.number_words import phrase_end
from variorum.claims.numbers import Number, Token, may_hold_numbers, phrase, read_number, tokenize
from variorum.claims.roles import Place, assign_roles, may_be_people
from variorum.claims.scene import Scene
from variorum.languages import Language
from variorum.model import Quantity, Role, Span

_CURRENCY = re.compile(r"[A-Z]{3}|cent")
_UNIT_ROLES = {
    **dict.fromkeys(("%", "percentage point"), Role.PERCENT),
    **dict.fromkeys(("km", "m", "cm", "mm", "mile", "nautical mile", "foot", "inch", "yard"), Role.DISTANCE),
    **dict.fromkeys(("second", "minute", "hour", "day", "week", "month", "year", "decade", "century"), Role.DURATION),
    **dict.fromkeys(("kg", "g", "mg", "tonne", "pound", "ounce"), Role.WEIGHT),
    **dict.fromkeys(("°C", "°F", "degree"), Role.TEMPERATURE),
}
_LONGEST_PHRASE = 5  # tokens before or behind a number that say how exact it is
_POUNDS_OF_MONEY = 100_000  # "two million pounds" weigh nothing


@dataclass(frozen=True, slots=True)
class Found:
    """A quantity on the way, with the tokens it was read from."""

    quantity: Quantity
    first: int  # first token, bounds included
    last: int  # first token behind it, what is counted included
    number_first: int

    @property
    def place(self) -> Place:
        return self.number_first, self.last, self.first, self.quantity


def find_quantities(scene: Scene) -> tuple[Quantity, ...]:
    """All quantities of a text, in order."""
    found: list[Quantity] = []
    for sentence in scene.sentences:
        if may_hold_numbers(sentence.cut(scene.text), scene.language):
            found += _in_sentence(scene, sentence)
    return tuple(found)


def _in_sentence(scene: Scene, sentence: Span) -> Iterator[Quantity]:
    tokens = tokenize(scene.text, sentence, scene.language)
    found = find_numbers(scene, tokens)
    roles = assign_roles(tokens, [one.place for one in found], scene.language)
    for one, role in zip(found, roles, strict=True):
        yield _with_role(one.quantity, role, scene.language)


def find_numbers(scene: Scene, tokens: tuple[Token, ...]) -> list[Found]:
    """The quantities of a sentence before it is known what became of the counted."""
    found: list[Found] = []
    index = 0
    while index < len(tokens):
        one = _read(scene, tokens, index)
        if one:
            found.append(one)
            index = max(one.last, index + 1)
        else:
            index += 1
    return _shared_nouns(tokens, found, scene.language)


def _shared_nouns(tokens: tuple[Token, ...], found: list[Found], language: Language) -> list[Found]:
    """ "21 of the more than 200 girls": the first number counts what the second one counts."""
    for i in range(len(found) - 2, -1, -1):
        one, following = found[i], found[i + 1]
        gap = [token.folded for token in tokens[one.last : following.first]]
        of = bool(gap) and gap[0] in language.of_words and all(word in language.articles for word in gap[1:])
        if of and one.quantity.counted is None and one.quantity.role is Role.COUNT:
            noun = following.quantity
            found[i] = replace(one, quantity=replace(one.quantity, counted=noun.counted, unit=noun.unit))
    return found


def _with_role(quantity: Quantity, role: Role | None, language: Language) -> Quantity:
    if role is None:
        return quantity
    person = may_be_people(quantity, language)
    return replace(quantity, role=role, unit=quantity.unit or ("person" if person else None))


def _read(scene: Scene, tokens: tuple[Token, ...], index: int) -> Found | None:
    """The quantity whose number begins at a token."""
    language = scene.language
    number = read_number(tokens, index, language)
    if number is None or is_label(scene, tokens, number):
        return None
    number, last = _range(tokens, number, language)
    unit, last = _unit(tokens, number, last, language)
    number, last = _half_behind(tokens, number, unit, last, language)
    if unit and _CURRENCY.fullmatch(unit):
        number, last = _money_range(tokens, number, last, language)
    low, high, approximate, first = _bounds(tokens, number, language)
    low, high, approximate, last = _bounds_behind(tokens, last, language, (low, high, approximate))
    role, unit, last = _kind(scene, tokens, number, unit, last)
    counted = None
    if role is Role.COUNT and unit is None:
        counted = find_counted(scene, tokens, last)
        if counted:
            last = counted.last
            unit = "person" if counted.is_people else None
            low, high, approximate, last = _bounds_behind(tokens, last, language, (low, high, approximate))
    span = Span(tokens[first].span.start, tokens[last - 1].span.end)
    quantity = Quantity(
        span=span,
        low=low,
        high=high,
        unit=unit,
        counted=counted.text if counted else None,
        role=role,
        approximate=approximate,
    )
    return Found(quantity, first, last, number.first)


def _range(tokens: tuple[Token, ...], number: Number, language: Language) -> tuple[Number, int]:
    """ "3 million to 4.5 million", "between 5 and 7", "10-15"."""
    last = number.last
    opener = number.first and tokens[number.first - 1].folded in language.range_openers
    joints = language.range_words | (language.and_words if opener else frozenset())
    if last >= len(tokens) - 1 or tokens[last].folded not in joints:
        return number, last
    start = last + 1
    while start < len(tokens) - 1 and tokens[start].folded in language.units and not tokens[start].is_word:
        start += 1  # "$5 to $7 million"
    second = read_number(tokens, start, language)
    if second is None or second.high is None or number.high is None:
        return number, last
    low = number.low
    if second.scaled and not number.scaled and low < 1000 and tokens[number.first].is_digits:
        low = round(low * second.low / _unscaled(tokens, second, language), 6)
    if low >= second.high:
        return number, last
    return number._replace(low=low, high=second.high, last=second.last, scaled=second.scaled, plain=False), second.last


def _unscaled(tokens: tuple[Token, ...], number: Number, language: Language) -> float:
    alone = read_number((tokens[number.first],), 0, language)
    return alone.low if alone and alone.low else number.low


def _money_range(tokens: tuple[Token, ...], number: Number, last: int, language: Language) -> tuple[Number, int]:
    """The scale may stand behind the currency in some languages; a range was read before."""
    if last < len(tokens) and not number.scaled:
        scale = language.scales.get(tokens[last].folded)
        if scale and scale >= 1000:
            high = number.high * scale if number.high is not None else None
            return number._replace(low=number.low * scale, high=high, scaled=True), last + 1
    return number, last


def _unit(tokens: tuple[Token, ...], number: Number, last: int, language: Language) -> tuple[str | None, int]:
    """The unit before ("$") or behind ("kilometres") a number, and where the number ends with it."""
    before = tokens[number.first - 1] if number.first else None
    sign = language.units.get(before.folded) if before else None
    if before and sign and (_CURRENCY.fullmatch(sign) or (sign == "%" and before.is_word)):  # "yüzde 4,2"
        return sign, last
    start = last
    if start + 1 < len(tokens) and tokens[start].folded == "-" and tokens[start].glued:
        start += 1
    elif number.scaled and start < len(tokens) and tokens[start].folded in language.of_words:
        start += 1  # "millions d'euros"
    for size in range(3, 0, -1):
        words = phrase(tokens, start, start + size)
        unit = language.units.get(words) or language.units.get(words.rstrip("."))
        if unit and len(tokens) >= start + size:
            if unit == "pound" and number.low >= _POUNDS_OF_MONEY:
                unit = "GBP"
            return unit, start + size
    return None, last


def _half_behind(
    tokens: tuple[Token, ...], number: Number, unit: str | None, last: int, language: Language
) -> tuple[Number, int]:
    """ "Three hours and a half", "tres horas y media": the half may stand behind the unit."""
    end = phrase_end(tokens, last, language.halves) if unit and number.low == number.high else None
    if end is None:
        return number, last
    value = number.low + 0.5
    return number._replace(low=value, high=value, plain=False), end


Bounds = tuple[float | None, float | None, bool]


def _bounds(
    tokens: tuple[Token, ...], number: Number, language: Language
) -> tuple[float | None, float | None, bool, int]:
    """How exact the number is, by the words before it, and where these begin."""
    low: float | None = number.low
    high: float | None = number.high
    approximate = number.vague
    first = number.first
    if first and (unit := language.units.get(tokens[first - 1].folded)) and _CURRENCY.fullmatch(unit):
        first -= 1
    if first and tokens[first - 1].folded in language.range_openers:
        first -= 1
    while first:
        size, kind = _bound_before(tokens, first, language)
        if not size:
            break
        first -= size
        if kind == "more" and low is not None:
            high = None if number.low == number.high else high
        elif kind == "less" and high is not None:
            low = None if number.low == number.high else low
        else:
            approximate = True
    return low, high, approximate, first


def _bound_before(tokens: tuple[Token, ...], first: int, language: Language) -> tuple[int, str]:
    for size in range(min(_LONGEST_PHRASE, first), 0, -1):
        words = phrase(tokens, first - size, first)
        for kind, phrases in (("more", language.more_than), ("less", language.less_than), ("about", language.about)):
            if words in phrases:
                return size, kind
    return 0, ""


def _bounds_behind(
    tokens: tuple[Token, ...], last: int, language: Language, bounds: Bounds
) -> tuple[float | None, float | None, bool, int]:
    low, high, approximate = bounds
    for size in (3, 2, 1):
        words = phrase(tokens, last, last + size)
        if words and words in language.more_after:
            return low, None, approximate, last + size
        if words and words in language.about_after:
            return low, high, True, last + size
    return low, high, approximate, last


def _kind(
    scene: Scene, tokens: tuple[Token, ...], number: Number, unit: str | None, last: int
) -> tuple[Role, str | None, int]:
    """What the number measures, by its unit and the words that stand right beside it."""
    language = scene.language
    ages = _phrase_at(tokens, number.last, language.age_after)
    if ages:
        return Role.AGE, unit if unit in ("year", "month") else "year", ages
    if _phrase_before(tokens, number.first, language.age_before) and unit in (None, "year"):
        return Role.AGE, "year", last
    if unit in (None, "year") and _is_age_apposition(scene, tokens, number, last):
        return Role.AGE, "year", last
    behind = _phrase_at(tokens, number.last, language.magnitude_after)
    if unit is None and (behind or _phrase_before(tokens, number.first, language.magnitude_before)):
        return Role.MAGNITUDE, None, behind or last
    if unit and _CURRENCY.fullmatch(unit):
        return Role.MONEY, unit, last
    return _UNIT_ROLES.get(unit or "", Role.COUNT), unit, last


def _phrase_at(tokens: tuple[Token, ...], index: int, phrases: frozenset[str]) -> int | None:
    """Where a phrase ends that begins at a token or behind its hyphen; hyphens are kept in the phrase."""
    start = index + 1 if index < len(tokens) and tokens[index].folded == "-" and tokens[index].glued else index
    joined = ""
    best = None
    for place in range(start, min(len(tokens), start + 5)):
        token = tokens[place]
        blank = "" if token.folded == "-" or joined.endswith("-") or not joined else " "
        joined = f"{joined}{blank}{token.folded}"
        if joined in phrases:
            best = place + 1
    return best


def _phrase_before(tokens: tuple[Token, ...], first: int, phrases: frozenset[str]) -> bool:
    if first and tokens[first - 1].folded == "-":
        first -= 1
    return any(phrase(tokens, first - size, first) in phrases for size in range(1, min(_LONGEST_PHRASE, first) + 1))


def _is_age_apposition(scene: Scene, tokens: tuple[Token, ...], number: Number, last: int) -> bool:
    """ "Anna Exemple, 34, said" between commas behind a name, and "un homme de 45 ans"."""
    if not (number.plain and 0 < number.low < 115 and number.first > 1):
        return False
    before = tokens[number.first - 2]
    if tokens[number.first - 1].folded in scene.language.age_links:
        return last > number.last and before.folded in scene.language.people
    if tokens[number.first - 1].folded != ",":
        return False
    following = tokens[last].folded if last < len(tokens) else "."
    return following in (",", ".", ")", ";") and scene.word_at(before.span.start) in scene.name_at
