"""The map of the world as tiles: each country one square of one size, so that a small one can be seen and chosen."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import NamedTuple

from django.utils.translation import gettext as _

from variorum.coverage import Weight
from variorum.model import CountryCode
from variorum_site.news.places import country_name
from variorum_site.news.queries import CountryCoverage, CountryLine, Coverage, Health, PlaceView
from variorum_site.reading.atlas import known_outlets

_STEP, _SIDE = 20, 18  # of a square and the gap behind it
_SOME, _MANY = 2, 5  # outlets from which a square is darker


class Tile(NamedTuple):
    """Where a country's square lies, counted from the upper left."""

    column: int
    row: int


class Look(StrEnum):
    """How a square is drawn; each differs from the others in form, not in colour alone."""

    BLANK = "blank"  # a pale square: nothing is said of this country
    FULL = "full"
    HALF = "half"  # filled from the bottom, by half
    LOW = "low"  # a strip at the bottom
    RING = "ring"  # outline only
    BOLD = "bold"  # a thick outline
    CROSSED = "crossed"  # a broken outline with a stroke through it
    HERE = "here"  # a dot in an outline
    BOTH = "both"  # a light dot in a full square


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What is said of a country on a map."""

    look: Look
    label: str  # what the look means, in words


@dataclass(frozen=True, slots=True, kw_only=True)
class Square:
    """A country's square as it is drawn."""

    code: CountryCode
    x: int
    y: int
    look: Look
    title: str  # "Malaysia: 3 outlets"; the name alone where nothing is said of it


@dataclass(frozen=True, slots=True, kw_only=True)
class WorldMap:
    """All squares, those that are links after the blank ones; `legend` explains the looks that occur."""

    squares: tuple[Square, ...]
    width: int
    height: int
    legend: tuple[tuple[Look, str], ...]


@cache
def read_tiles() -> Mapping[CountryCode, Tile]:
    """Where each country's square lies. Raises ValueError where one has two."""
    rows = tomllib.loads((files(__package__) / "tiles.toml").read_text(encoding="utf-8"))["rows"]
    found: dict[CountryCode, Tile] = {}
    for row, line in enumerate(rows):
        for column, code in enumerate(line.split()):
            if code in found:
                raise ValueError(f"{code} has two squares in tiles.toml: remove one.")
            if code != "--":
                found[code] = Tile(column, row)
    return MappingProxyType(found)


def countries_map(lines: Iterable[CountryLine]) -> WorldMap:
    """How many outlets of each country are read, and whether their feeds work."""
    legend = {
        Look.FULL: _("%(n)d outlets or more") % {"n": _MANY},
        Look.HALF: _("%(n)d outlets or more") % {"n": _SOME},
        Look.LOW: _("one outlet"),
        Look.CROSSED: _("feeds fail"),
        Look.RING: _("not read"),
    }
    return _world({line.country: _read_there(line) for line in lines}, legend)


def coverage_map(lines: Iterable[CountryCoverage]) -> WorldMap:
    """Where a story was reported, where it was not, and where we don't know."""
    legend = {
        Look.FULL: _("reported"),
        Look.BOLD: _("no report, though one was to be expected"),
        Look.RING: _("we found no report"),
        Look.CROSSED: _("we don't know"),
    }
    looks = {line.country: _told_there(line) for line in lines}
    return _world({code: Shown(look=look, label=legend[look]) for code, look in looks.items()}, legend)


def _told_there(line: CountryCoverage) -> Look:
    if line.silence and line.silence.weight is Weight.TELLING:
        return Look.BOLD
    return {Coverage.REPORTED: Look.FULL, Coverage.SILENT: Look.RING, Coverage.UNKNOWN: Look.CROSSED}[line.status]


def places_map(places: Iterable[PlaceView], told: Iterable[CountryCode]) -> WorldMap:
    """Where a story happens, marked by a dot, beside where it was told, which fills a square."""
    about, heard = {place.country for place in places}, set(told)
    legend = {
        Look.BOTH: _("happens here, and was reported here"),
        Look.HERE: _("happens here"),
        Look.FULL: _("was reported here"),
    }
    looks = {
        code: Look.FULL if code not in about else Look.BOTH if code in heard else Look.HERE for code in about | heard
    }
    return _world({code: Shown(look=look, label=legend[look]) for code, look in looks.items()}, legend)


def _read_there(line: CountryLine) -> Shown:
    label = known_outlets(line)
    if line.health is Health.FAILS:
        return Shown(look=Look.CROSSED, label=label)
    if line.health is not Health.WORKS:
        return Shown(look=Look.RING, label=label)
    look = Look.FULL if line.outlets >= _MANY else Look.HALF if line.outlets >= _SOME else Look.LOW
    return Shown(look=look, label=label)


def _world(shown: Mapping[CountryCode, Shown], legend: Mapping[Look, str]) -> WorldMap:
    tiles = read_tiles()
    squares = [_square(code, tile, shown.get(code)) for code, tile in tiles.items()]
    used = {square.look for square in squares}
    return WorldMap(
        squares=tuple(sorted(squares, key=lambda square: square.look is not Look.BLANK)),
        width=(max(tile.column for tile in tiles.values()) + 1) * _STEP,
        height=(max(tile.row for tile in tiles.values()) + 1) * _STEP,
        legend=tuple((look, text) for look, text in legend.items() if look in used),
    )


def _square(code: CountryCode, tile: Tile, shown: Shown | None) -> Square:
    name = country_name(code)
    return Square(
        code=code,
        x=tile.column * _STEP + (_STEP - _SIDE) // 2,
        y=tile.row * _STEP + (_STEP - _SIDE) // 2,
        look=shown.look if shown else Look.BLANK,
        title=f"{name}: {shown.label}" if shown else name,
    )
