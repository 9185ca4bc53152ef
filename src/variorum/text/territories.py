"""Countries that a text names: by their names, their people, their cities and parts, in many languages.

Names and the cities of time zones come from CLDR, the rest from places.toml. Nothing is looked up anywhere.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from variorum.model import CountryCode, LanguageTag, Span
from variorum.text.names import find_names
from variorum.text.words import Word, fold, words

_SHORTEST_STEM = 4  # letters
_CASE, _LONG_CASE = 3, 6  # letters of an ending; Slavic adjectives have long ones
_ELISION = 4  # letters that stand before the apostrophe of "dell'Ucraina"
_FEW = 3  # words
_POSSESSIVE = re.compile(r"['’ʼ]s$")
_VOWELS = "aeiouyаеиоуыэюяіїйьةاهي"
_ACRONYM = 4  # letters, with stops: "U.S."; written small it is another word: "us"
_SPACELESS = frozenset({"zh", "ja", "th", "lo", "km", "my"})
# A case or an article is written onto a name there: "России", "Türkiye'nin", "وأوكرانيا".
_BENDING = frozenset({"ru", "uk", "pl", "cs", "sk", "sl", "hr", "sr", "bs", "bg", "fi", "et", "hu", "tr", "az", "el", "lt", "lv", "ro", "sq", "ar"})  # fmt: skip  # noqa: E501
_PREFIXED = {"ar": ("وال", "بال", "لل", "ال", "و", "ب", "ل", "ف", "ك"), "he": ("ה", "ב", "ל", "מ", "ו"), "fa": ()}
_ENGLISH = "en"


class Kind(IntEnum):
    """By what a country is named."""

    COUNTRY = 0
    PEOPLE = 1  # "Malaysian", "the French"
    REGION = 2
    CITY = 3


class Territory(NamedTuple):
    """A place in a text, and the country where it lies."""

    span: Span
    code: CountryCode
    kind: Kind


class _Hit(NamedTuple):
    size: int  # words
    code: CountryCode
    kind: Kind
    form: str = ""  # of one word: what of it is the name


class _Stem(NamedTuple):
    """How words of one country begin, and how they may go on."""

    text: str
    code: CountryCode
    kind: Kind
    endings: frozenset[str] | None  # None: any that is short enough
    longest: int = 0

    def goes_on_with(self, rest: str) -> bool:
        return rest in self.endings if self.endings is not None else len(rest) <= self.longest


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gazetteer:
    """What is known of places in one language."""

    phrases: Mapping[str, Mapping[tuple[str, ...], tuple[CountryCode, Kind]]]  # by their first word
    stems: Mapping[str, Sequence[_Stem]]  # by their first letters
    blocks: re.Pattern[str] | None  # in scripts without spaces
    codes: Mapping[str, tuple[CountryCode, Kind]]


@lru_cache(maxsize=512)
def find_territories(text: str, language: LanguageTag | None) -> tuple[Territory, ...]:
    """All mentions in order. What is part of a longer name ("University of Texas") counts for a country's name only."""
    known = _gazetteer((language or _ENGLISH).split("-", maxsplit=1)[0])
    if known.blocks is not None:
        return tuple(Territory(Span(*match.span()), *known.codes[match[0]]) for match in known.blocks.finditer(text))
    found = tuple(_iter_mentions(text, language, known))
    names = [name.bare for name in find_names(text, language)] if found else []
    starts = [span.start for span in names]
    whole = _nearer([one for one in found if not _inside(one, names, starts, text)], text)
    codes = {one.code for one in whole}
    return tuple(one._replace(code=_meant(one, text, codes)) for one in whole)


def territory_of(name: str, language: LanguageTag | None) -> tuple[CountryCode, Kind] | None:
    """The country that a whole name stands for, and how; None where it is no such name."""
    found = tuple(_iter_mentions(name, language, _gazetteer((language or _ENGLISH).split("-", maxsplit=1)[0])))
    if len(found) == 1 and found[0].span.end - found[0].span.start >= len(name.strip()) - 1:
        return found[0].code, found[0].kind
    return None


def _inside(one: Territory, names: Sequence[Span], starts: Sequence[int], text: str) -> bool:
    """Whether a city or a part of a country stands inside a longer name, or a country's name inside a person's."""
    index = bisect_right(starts, one.span.start) - 1
    if index < 0 or names[index].end <= one.span.start or one.kind is Kind.PEOPLE:
        return False
    name = names[index]
    if name.end - name.start <= one.span.end - one.span.start + 1:
        return False
    if one.kind is Kind.COUNTRY:
        return one.code in _PERSONAL and len(name.cut(text).split()) == 2
    return True


def _nearer(found: Sequence[Territory], text: str) -> list[Territory]:
    """ "Paris, Texas" lies in the United States: what follows a comma tells where the place before it is."""
    placed = list(found)
    for index in range(len(found) - 2, -1, -1):
        one, following = placed[index], placed[index + 1]
        if following.kind in (Kind.COUNTRY, Kind.REGION) and text[one.span.end : following.span.start] == ", ":
            placed[index] = one._replace(code=following.code) if one.kind is not Kind.PEOPLE else one
    return placed


def _meant(one: Territory, text: str, codes: set[CountryCode]) -> CountryCode:
    """Of two places of one name the one whose country the text names otherwise, too: Georgia near Texas."""
    other: str | None = _places()["twofold"].get(fold(one.span.cut(text)))
    return other if other in codes else one.code


_PERSONAL = frozenset({"JO", "TD", "GE", "JE"})  # Jordan, Chad, Georgia, Jersey: given names, too


def _iter_mentions(text: str, language: LanguageTag | None, known: _Gazetteer) -> Iterator[Territory]:
    found = words(text)
    cased = len(found) < _FEW or any(word.span.cut(text)[0].isupper() for word in found)
    index = 0
    while index < len(found):
        hit = _phrase(text, found, index, known, language) or _bent(found[index], known, language)
        small = cased and text[found[index].span.start : found[index].span.end].islower()
        if hit is None or (small and (hit.kind is not Kind.PEOPLE or language in (None, _ENGLISH))):
            index += 1
            continue
        span = Span(found[index].span.start, found[index + hit.size - 1].span.end)
        yield Territory(_without_affix(text, span, hit.form), hit.code, hit.kind)
        index += hit.size


def _phrase(
    text: str, found: Sequence[Word], index: int, known: _Gazetteer, language: LanguageTag | None
) -> _Hit | None:
    """The longest phrase that begins here."""
    for first in _forms(found[index].folded, language):
        beginning = known.phrases.get(first, {})
        for phrase in sorted(beginning, key=len, reverse=True):
            rest = tuple(word.folded for word in found[index + 1 : index + len(phrase)])
            if rest == phrase[1:] and not (len(phrase) == 1 and _is_other_word(text, found[index])):
                return _Hit(len(phrase), *beginning[phrase], form=first if len(phrase) == 1 else "")
    return None


def _without_affix(text: str, span: Span, form: str) -> Span:
    """The name without what is written onto it, where that shows: "Seattle" of "Seattle-based" and "Seattle's"."""
    for tight in (Span(span.start, span.start + len(form)), Span(span.end - len(form), span.end)) if form else ():
        if fold(tight.cut(text)) == form:
            return tight
    written = span.cut(text)
    return Span(span.start, span.start + len(_POSSESSIVE.sub("", written)))


def _is_other_word(text: str, word: Word) -> bool:
    """ "us", "vs" and "uk" are countries in capitals only."""
    written = word.span.cut(text)
    return len(word.folded.replace(".", "")) < _ACRONYM and word.folded.isascii() and not written[:2].isupper()


def _forms(word: str, language: LanguageTag | None) -> Iterator[str]:
    """A word, and what it is without what is written onto it: "l'Ukraine", "Türkiye'nin", "US-Präsident", "وفرنسا"."""
    yield word
    if "-" in word:
        yield word.partition("-")[0]
    if "'" in word:
        head, _, tail = word.partition("'")
        yield head if len(head) > _ELISION else tail
    for prefix in _PREFIXED.get((language or "").split("-", maxsplit=1)[0], ()):
        if word.startswith(prefix) and len(word) > len(prefix) + 2:
            yield word[len(prefix) :]
            yield f"ال{word[len(prefix) :]}"
    if language == "ko":
        yield from (word[:size] for size in range(len(word) - 1, 1, -1))


def _bent(word: Word, known: _Gazetteer, language: LanguageTag | None) -> _Hit | None:
    """A word that a country's name or its adjective begins: the longest such beginning counts."""
    fitting = [
        stem
        for form in _forms(word.folded, language)
        for stem in known.stems.get(form[:_SHORTEST_STEM], ())
        if form.startswith(stem.text) and stem.goes_on_with(form[len(stem.text) :])
    ]
    best = max(fitting, key=lambda stem: len(stem.text), default=None)
    return _Hit(1, best.code, best.kind) if best else None


@cache
def _gazetteer(language: str) -> _Gazetteer:
    phrases: dict[str, tuple[CountryCode, Kind]] = {}
    table = _places()
    for kind, section in ((Kind.CITY, "cities"), (Kind.REGION, "regions")):
        for code, names in table[section].items():
            phrases.update(dict.fromkeys(names, (code, kind)))
    for tag in dict.fromkeys((_ENGLISH, language)):
        phrases |= {name: (code, Kind.CITY) for name, code in _cities(tag).items()}
    for tag in dict.fromkeys((_ENGLISH, language)):
        phrases |= {name: (code, Kind.COUNTRY) for name, code in _countries(tag).items()}
    for code, names in table["countries"].items():
        phrases.update(dict.fromkeys(names, (code, Kind.COUNTRY)))
    for code, names in table["peoples"].get(language, {}).items():
        phrases |= {f"{name}{end}": (code, Kind.PEOPLE) for name in names if " " in name for end in ("", "s")}
    by_first: dict[str, dict[tuple[str, ...], tuple[CountryCode, Kind]]] = {}
    for phrase, meaning in phrases.items():
        parts = tuple(word.folded for word in words(phrase))
        if parts:
            by_first.setdefault(parts[0], {})[parts] = meaning
    stems: dict[str, list[_Stem]] = {}
    for stem in _stems(language):
        if len(stem.text) >= _SHORTEST_STEM:
            stems.setdefault(stem.text[:_SHORTEST_STEM], []).append(stem)
    return _Gazetteer(phrases=by_first, stems=stems, blocks=_blocks(phrases, language), codes=phrases)


def _blocks(phrases: Mapping[str, object], language: str) -> re.Pattern[str] | None:
    if language not in _SPACELESS:
        return None
    dense = sorted((name for name in phrases if len(name) > 1 and not name.isascii()), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, dense)))


def _stems(language: str) -> Iterator[_Stem]:
    """Beginnings of words: of adjectives with any short ending, of countries' names with those that make adjectives."""
    table = _places()
    endings = frozenset(table["endings"].get(language, ()))
    bends = language in _BENDING
    for name, code in _countries(language).items():
        if not name.isalpha():
            continue
        for text in dict.fromkeys((name, name.rstrip(_VOWELS))) if endings else ():
            yield _Stem(text, code, Kind.PEOPLE, endings)
        if bends:
            yield _Stem(name.rstrip(_VOWELS), code, Kind.COUNTRY, None, _CASE)
    if bends:
        for name, code in _cities(language).items():
            if name.isalpha() and not name.isascii():
                yield _Stem(name.rstrip(_VOWELS), code, Kind.CITY, None, _CASE)
    for code, names in table["peoples"].get(language, {}).items():
        for name in names:
            if " " not in name:
                yield _Stem(name, code, Kind.PEOPLE, None, _LONG_CASE if bends else _CASE)
    for name, code in _adjectives(language).items():
        yield _Stem(_stripped(name, language), code, Kind.PEOPLE, None, _LONG_CASE if bends else _CASE)


def _stripped(name: str, language: str) -> str:
    """An adjective without the ending that changes with number and gender."""
    if language == _ENGLISH or len(name) < _SHORTEST_STEM + 2:
        return name
    return re.sub(r"(?:[aeoi]{1,2}|с?к?[иыоеая][ийі]|ськ\w|sk[iay])$", "", name)


@cache
def _countries(language: str) -> Mapping[str, CountryCode]:
    """Folded name -> code, from CLDR: short names, long ones and variants."""
    locale = _locale(language)
    if locale is None:
        return {}
    found: dict[str, CountryCode] = {}
    for code, name in locale.territories.items():
        if len(code) == 2 and code.isalpha() and code not in ("EU", "UN", "EZ", "XA", "XB", "ZZ", "QO"):
            for part in re.split(r"\s*[(（–—]", name)[:1]:
                if len(part) > 1:
                    found.setdefault(fold(part).removeprefix("the "), code)
    return found


def _cities(language: str) -> Mapping[str, CountryCode]:
    """The cities of time zones, as the language writes them, or as the zone's name does."""
    locale = _locale(language)
    found: dict[str, CountryCode] = {}
    for zone, code in get_global("zone_territories").items():
        area, _, own = zone.rpartition("/")
        if not area or code in ("001", "ZZ") or not own.replace("_", "").isalpha():
            continue
        written = (locale.time_zones.get(zone, {}).get("city") if locale else None) or own.replace("_", " ")
        if own not in _NO_CITIES:
            found[fold(written)] = code
    return found


# Zones named after islands and parts of the world rather than cities, or like common words.
_NO_CITIES = frozenset({
    "Center", "Easter", "Wake", "Midway", "Indiana", "Kentucky", "Maldives", "Reunion", "Christmas", "Cocos", "Chagos",
    "Majuro", "Atlantic", "Pacific", "Central", "Eastern", "Mountain", "Troll", "Vostok", "Davis", "Casey", "Palmer",
    "Victoria", "Nome", "Resolute", "Regina", "Winnipeg_Beach", "Vincennes", "Petersburg", "Marengo", "Louisville",
    "Monticello", "Metlakatla", "Beulah", "Knox", "Inuvik", "Boise", "Menominee", "Creston", "Thunder_Bay", "Moncton",
    "Chihuahua", "Monterrey_", "Sitka", "Juneau", "Adak", "Yakutat", "Godthab", "Virgin", "Mendoza", "Ushuaia",
})  # fmt: skip


def _adjectives(language: str) -> Mapping[str, CountryCode]:
    """The names of national languages, which are the adjectives of countries: "français", "polacco", "русский"."""
    locale = _locale(language)
    if locale is None or language in _SPACELESS:
        return {}
    names = {code: locale.languages.get(tag) for code, tag in _places()["national_languages"].items()}
    return {fold(name): code for code, name in names.items() if name and " " not in name}


@cache
def _locale(language: str) -> Locale | None:
    try:
        return Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return None


@cache
def _places() -> Mapping[str, Any]:
    return tomllib.loads((files(__package__) / "places.toml").read_text("utf-8"))
