"""The toll that one report gives: how many its main happening killed and injured, the headline and the lead first."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache
from importlib.resources import files
from itertools import pairwise
from types import MappingProxyType
from typing import Any, NamedTuple

from variorum.claims.numbers import Token, tokenize
from variorum.claims.quantities import Found, find_numbers
from variorum.claims.roles import Place, assign_roles
from variorum.claims.scene import Scene, lay_out
from variorum.languages import Language, get_language
from variorum.model import Article, LanguageTag, Quantity, Role, Span
from variorum.text.furniture import without_furniture
from variorum.text.language import identify

_EARLY = 2  # sentences that a report cannot open without what it is about
_LEAD = 4  # sentences that tell what happened, where the headline does not
_BODY = 12  # sentences behind which background begins
_GAP = 3  # tokens between two people of one row: "two men, a woman"
_NOUN_PHRASE = 4  # adjectives before a noun


class Figure(NamedTuple):
    """How many, and the words of the text that say so; none where only the headline does."""

    value: float
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Toll:
    """What a report gives; None where it says nothing."""

    killed: Figure | None = None
    injured: Figure | None = None


class _Fate(StrEnum):
    KILLED = "killed"
    INJURED = "injured"
    STRUCK = "struck"  # whatever came of it


class _Told(NamedTuple):
    """People of one fate in one sentence; unit 0 is the headline."""

    unit: int
    fate: _Fate
    value: float
    counted: bool  # by a number, not by "a man"
    span: Span
    words: frozenset[str]


class _Mention(NamedTuple):
    place: Place
    value: float
    counted: bool


@dataclass(frozen=True, slots=True)
class _Words:
    """Lists of toll.toml for one language."""

    struck: frozenset[str] = frozenset()
    one: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    perpetrators: frozenset[str] = frozenset()
    fatal: frozenset[str] = frozenset()
    several: frozenset[str] = frozenset()
    then_self: frozenset[str] = frozenset()
    inclusive: frozenset[str] = frozenset()
    times: Mapping[str, float] = field(default_factory=dict)
    definite: frozenset[str] = frozenset()
    acts: frozenset[str] = frozenset()
    conditions: frozenset[str] = frozenset()
    unfinished: frozenset[str] = frozenset()


def settle_toll(article: Article) -> Toll:
    """The killed and injured of what an article is mainly about."""
    language = article.language or identify(article.text)
    known = _words(language)
    told: list[_Told] = []
    cues: list[tuple[int, str]] = []
    for unit, scene, sentence in _units(article, language):
        tokens = tokenize(scene.text, sentence, scene.language)
        told += _tell(scene, tokens, unit, known)
        cues.append((unit, " ".join(token.folded for token in tokens).replace(" - ", "-")))
    return _settle(told, cues, known)


def _units(article: Article, language: LanguageTag | None) -> Iterator[tuple[int, Scene, Span]]:
    """The headline, and the sentences of the text in order."""
    if article.headline:
        headline = lay_out(article.headline, language)
        for sentence in headline.sentences:
            yield 0, headline, sentence
    scene = lay_out(without_furniture(article.text, language), language)
    for number, sentence in enumerate(scene.sentences[:_BODY], 1):
        yield number, scene, sentence


def _tell(scene: Scene, tokens: tuple[Token, ...], unit: int, known: _Words) -> list[_Told]:
    mentions = _mentions(scene, tokens, known)
    fates = _fates(tokens, [one.place for one in mentions], scene.language, known)
    told: list[_Told] = []
    for number, (one, fate) in enumerate(zip(mentions, fates, strict=True)):
        words = frozenset(token.folded for token in tokens[one.place[2] : one.place[1]])
        if fate is None or (fate is _Fate.STRUCK and words & known.perpetrators):
            continue
        first, last = one.place[2], one.place[1]
        span = Span(tokens[first].span.start, tokens[last - 1].span.end)
        previous = told[-1] if told and number and fates[number - 1] is fate else None
        if previous and _is_row(tokens, mentions[number - 1], one, scene.language, headline=not unit):
            value = previous.value + one.value
            told[-1] = previous._replace(value=value, counted=True, span=Span(previous.span.start, span.end))
        else:
            told.append(_Told(unit, fate, one.value, one.counted, span, words))
    return told


def _is_row(tokens: tuple[Token, ...], one: _Mention, other: _Mention, language: Language, *, headline: bool) -> bool:
    """ "Two men and a woman": nothing but joints between two mentions."""
    gap = [token.folded for token in tokens[one.place[1] : other.place[2]]]
    if not 0 < len(gap) <= _GAP or not all(word in language.conjunctions | {",", "&"} for word in gap):
        return False
    return headline or gap != [","]  # in a sentence a comma alone sets off an apposition: "the driver, a man"


def _mentions(scene: Scene, tokens: tuple[Token, ...], known: _Words) -> list[_Mention]:
    """Numbers of people, and single persons."""
    mentions: list[_Mention] = []
    taken: set[int] = set()
    for found in find_numbers(scene, tokens):
        mention = _number(scene, tokens, found, known)
        if mention:
            mentions.append(mention)
            taken |= set(range(mention.place[2], mention.place[1]))
    for index, token in enumerate(tokens):
        if index not in taken and index + 1 not in taken and token.folded in known.one:
            first = _phrase_start(tokens, index, scene.language, known, taken)
            mentions.append(_single(tokens, first, index + 1))
            taken |= set(range(first, index + 1))
    return sorted(mentions, key=lambda one: one.place[0])


def _number(scene: Scene, tokens: tuple[Token, ...], found: Found, known: _Words) -> _Mention | None:
    quantity = found.quantity
    if quantity.role is Role.AGE:
        last = found.last
        while last < len(tokens) and last < found.last + 3 and tokens[last].is_word:
            if tokens[last].folded in known.one:
                return _single(tokens, found.first, last + 1)
            if tokens[last].folded in scene.language.stop_words or tokens[last].folded in scene.language.roles:
                break
            last += 1
        before = tokens[found.number_first - 1].folded if found.number_first else ""
        return None if before == "," else _single(tokens, found.first, found.last)
    if quantity.role is not Role.COUNT or quantity.unit not in (None, "person"):
        return None
    if quantity.low is None or (quantity.high is None and quantity.approximate):
        return None  # "several" settles nothing
    if quantity.unit is None and not _stands_for_people(scene, tokens, found, known):
        return None
    return _Mention(found.place, quantity.low, counted=True)


def _stands_for_people(scene: Scene, tokens: tuple[Token, ...], found: Found, known: _Words) -> bool:
    """Whether a number without a noun counts people: "two were killed", "shoots 3", "4 shot"; no ".22-caliber"."""
    language = scene.language
    following = tokens[found.last].folded if found.last < len(tokens) else "."
    counted = (found.quantity.counted or "").lower()
    fates = language.roles.keys() | known.struck
    if (
        scene.text[: found.quantity.span.start].endswith((".", "$", "-"))
        or following == "-"
        or (found.quantity.low or 0) % 1
    ):
        return False
    if counted:
        return counted in (fates | known.others) - known.acts
    if following in fates | known.others | language.finite_verbs or following in ("of", "in"):
        return True
    before = [token.folded for token in tokens[max(0, found.first - 3) : found.first]]
    return (not following[0].isalnum() and any(word in fates for word in before)) or following in language.conjunctions


def _single(tokens: tuple[Token, ...], first: int, last: int) -> _Mention:
    return _Mention((first, last, first, _person(tokens, first, last)), 1.0, counted=False)


def _person(tokens: tuple[Token, ...], first: int, last: int) -> Quantity:
    span = Span(tokens[first].span.start, tokens[last - 1].span.end)
    return Quantity(span=span, low=1.0, high=1.0, unit="person", counted="person")


def _phrase_start(tokens: tuple[Token, ...], index: int, language: Language, known: _Words, taken: set[int]) -> int:
    start = index
    while start and index - start < _NOUN_PHRASE and start - 1 not in taken:
        word = tokens[start - 1].folded
        if word in language.articles:
            return start - 1
        if not word[0].isalpha() or word in language.stop_words | known.struck or word in language.roles:
            break
        start -= 1
    return start


def _fates(tokens: tuple[Token, ...], places: Sequence[Place], language: Language, known: _Words) -> list[_Fate | None]:
    plain = assign_roles(tokens, places, _with_conditions(language.tag))
    struck = assign_roles(tokens, places, _struck_language(language.tag))
    fates: list[_Fate | None] = []
    for role, hit in zip(plain, struck, strict=True):
        if role is Role.KILLED:
            fates.append(_Fate.KILLED)
        elif role is Role.INJURED:
            fates.append(_Fate.INJURED)
        else:
            fates.append(_Fate.STRUCK if hit else None)
    return fates


def _settle(told: Sequence[_Told], cues: Sequence[tuple[int, str]], known: _Words) -> Toll:
    dead = _first(told, _Fate.KILLED, known=known)
    killed = _figure(dead)
    if dead is None or not dead.counted:
        killed = _times(cues, known) or killed
    if _is_open(told, cues, killed, known):
        return Toll()
    hurt = _first(told, _Fate.INJURED, known=known, apart_from=dead)
    struck = _first(told, _Fate.STRUCK, known=known)
    injured = _figure(hurt)
    if _speaks_for_all(struck, hurt, killed):
        assert struck is not None
        injured = Figure(struck.value - (killed.value if killed else 0.0), (struck.span,) if struck.unit else ())
    if killed and _has(cues, known.then_self) and not (dead and dead.counted and dead.words & known.inclusive):
        killed = killed._replace(value=killed.value + 1)
    return Toll(killed, injured)


def _is_open(told: Sequence[_Told], cues: Sequence[tuple[int, str]], killed: Figure | None, known: _Words) -> bool:
    """Whether no one toll can be told.

    The headline and the lead tell of several happenings, of nobody, of a death without the dead, or of two numbers.
    """
    early = [(unit, text) for unit, text in cues if unit <= _EARLY]
    if _has(early, known.several) or not any(one.unit <= _EARLY for one in told):
        return True
    if killed is None and _has([(unit, _without(text, known.unfinished)) for unit, text in cues], known.fatal, _LEAD):
        return True
    return any(
        len({one.value for one in told if one.fate is fate and one.counted and one.unit <= _LEAD}) > 1
        for fate in (_Fate.KILLED, _Fate.INJURED)
    )


def _speaks_for_all(struck: _Told | None, hurt: _Told | None, killed: Figure | None) -> bool:
    """Whether the injured are those who were struck without the killed: nothing tells of them, or only later on."""
    if struck is None or (killed is not None and struck.value <= killed.value):
        return False
    if hurt is None:
        return True
    rest = struck.value - (killed.value if killed else 0.0)
    return struck.counted and struck.unit <= min(_LEAD, hurt.unit) and rest > hurt.value


def _times(cues: Sequence[tuple[int, str]], known: _Words) -> Figure | None:
    """ "A double homicide", "the triple shooting"."""
    for unit, text in cues:
        words = text.split()
        for word, following in pairwise(words):
            if unit <= _LEAD and word in known.times and following in known.fatal:
                return Figure(known.times[word])
    return None


def _first(told: Sequence[_Told], fate: _Fate, *, known: _Words, apart_from: _Told | None = None) -> _Told | None:
    """What tells a fate first: counted in headline or lead, a single person there, counted in what follows.

    A single person who is hurt and one who is killed are two only where other words name them.
    """
    mine = [one for one in told if one.fate is fate]
    if apart_from:
        mine = [one for one in mine if one.counted or not one.words & (apart_from.words | known.definite)]
    counted = [one for one in mine if one.counted]
    return (
        next((one for one in counted if one.unit <= _LEAD), None)
        or next((one for one in mine if one.unit <= _LEAD), None)
        or next(iter(counted), None)
    )


def _figure(one: _Told | None) -> Figure | None:
    return Figure(one.value, (one.span,) if one.unit else ()) if one else None


def _without(text: str, phrases: frozenset[str]) -> str:
    for phrase in phrases:
        text = text.replace(phrase, " ")
    return text


def _has(cues: Sequence[tuple[int, str]], phrases: frozenset[str], latest: int = _BODY) -> bool:
    return any(f" {phrase} " in f" {text} " for unit, text in cues if unit <= latest for phrase in phrases)


@cache
def _struck_language(tag: LanguageTag) -> Language:
    """The language with the words for being hit as its only role."""
    return replace(get_language(tag), roles=MappingProxyType(dict.fromkeys(_words(tag).struck, Role.INJURED.value)))


@cache
def _with_conditions(tag: LanguageTag) -> Language:
    """The language with the ways to say that somebody is alive in hospital as roles of the injured."""
    known = get_language(tag)
    roles = dict(known.roles) | dict.fromkeys(_words(tag).conditions, Role.INJURED.value)
    return replace(known, roles=MappingProxyType(roles))


@cache
def _words(language: LanguageTag | None) -> _Words:
    table = _table().get((language or "").split("-")[0], {})
    lists = {key: frozenset(value) for key, value in table.items() if key != "times"}
    return _Words(**lists, times=table.get("times", {}))


@cache
def _table() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads((files("variorum.claims") / "toll.toml").read_text(encoding="utf-8"))
