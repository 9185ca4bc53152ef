"""All countries as their page lists them: by continent, each with what we know of its outlets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from babel import Locale
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from variorum.model import CountryCode
from variorum_site.news.places import continent_name, continent_of, country_choices, name_order
from variorum_site.news.queries import CountryLine, FeedsTally, Health

_STATES = {
    Health.FAILS: gettext_lazy("feeds fail"),
    Health.UNREAD: gettext_lazy("not read yet"),
    Health.PAUSED: gettext_lazy("paused"),
    Health.NO_FEED: gettext_lazy("no feed known"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryEntry:
    """A country in a list."""

    code: CountryCode
    name: str
    note: str  # "5 outlets, 3 stories"


@dataclass(frozen=True, slots=True, kw_only=True)
class Continent:
    """The countries of one continent, by name."""

    name: str
    countries: tuple[CountryEntry, ...]
    outlets: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Atlas:
    """The continents by name, how many outlets there are, and the countries of which none is known."""

    continents: tuple[Continent, ...]
    countries: int
    outlets: int
    unknown: tuple[CountryEntry, ...]


def known_outlets(line: CountryLine) -> str:
    """How many outlets of a country are known, and what hinders reading them: "3 outlets, feeds fail"."""
    if not line.outlets:
        return _("no outlet known")
    outlets = ngettext("%(n)d outlet", "%(n)d outlets", line.outlets) % {"n": line.outlets}
    state = _STATES.get(line.health)
    return f"{outlets}, {state}" if state else outlets


def draw_atlas(lines: Iterable[CountryLine]) -> Atlas:
    """Every country of the world once, in the language of the page."""
    known = {line.country: line for line in lines}
    by_continent: dict[str, list[CountryEntry]] = defaultdict(list)
    for code, name in country_choices():
        if code in known:
            by_continent[continent_of(code) or ""].append(_entry(code, name, known[code]))
    continents = [
        Continent(
            name=continent_name(continent),
            countries=tuple(entries),
            outlets=sum(known[entry.code].outlets for entry in entries),
        )
        for continent, entries in by_continent.items()
    ]
    return Atlas(
        continents=tuple(sorted(continents, key=lambda one: name_order(one.name))),
        countries=sum(len(continent.countries) for continent in continents),
        outlets=sum(continent.outlets for continent in continents),
        unknown=tuple(_entry(code, name, None) for code, name in country_choices() if code not in known),
    )


def find_countries(words: str, lines: Iterable[CountryLine]) -> list[CountryEntry]:
    """The countries with this code, or with a word that begins so in the language of the page or in English."""
    wanted = name_order(" ".join(words.split()))
    known = {line.country: line for line in lines}
    english: Mapping[str, str] = Locale("en").territories
    return [
        _entry(code, name, known.get(code))
        for code, name in country_choices()
        if code.lower() == wanted or any(_begins(wanted, one) for one in (name, english.get(code, "")))
    ]


def _begins(wanted: str, name: str) -> bool:
    folded = name_order(name).replace("-", " ")
    return bool(wanted) and (folded.startswith(wanted) or f" {wanted}" in folded)


def _entry(code: CountryCode, name: str, line: CountryLine | None) -> CountryEntry:
    line = line or CountryLine(country=code, outlets=0, articles=0, stories=0, feeds=FeedsTally())
    stories = ngettext("%(n)d story", "%(n)d stories", line.stories) % {"n": line.stories}
    return CountryEntry(
        code=code, name=name, note=f"{known_outlets(line)}, {stories}" if line.stories else known_outlets(line)
    )
