"""The geometry of a matrix as a picture: where the cell of each report stands in a strip, and what joins them.

Numbers only; pages draw them. A cell is ten units wide, so that a strip can be drawn in any size.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from variorum.compare.matrix import Matrix, MatrixColumn
from variorum.model import CountryCode

CELL = 10.0
MANY = 24  # reports beyond which a strip takes a line of its own, and its cells may grow higher than wide
_GAP = 2.0  # between reports
_COUNTRY_GAP = 8.0
_HEAD = 14.0  # height of the strip above all, with the countries' codes
_CODE = 13.0  # width that a country's code needs
_LARGEST, _SMALLEST = 1.8, 0.9  # pixels of a unit, where there is room: a cell is 18 pixels wide, or 9 at 60 reports
_ROOM = 480.0  # pixels that a strip may take before its cells shrink


@dataclass(frozen=True, slots=True, kw_only=True)
class StripGroup:
    """The reports of one country."""

    x: float
    width: float
    country: CountryCode | None
    reports: int
    named: bool  # whether there is room for the code


@dataclass(frozen=True, slots=True, kw_only=True)
class StripJoin:
    """A line over the reports that are one voice."""

    x1: float
    x2: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Strips:
    """What all strips of a matrix have in common."""

    xs: tuple[float, ...]  # left edge of each column's cell
    width: float
    height: float
    head: float  # height of the head
    pixels: int  # how wide a strip is where there is room
    groups: tuple[StripGroup, ...]
    joins: tuple[StripJoin, ...]


def lay_out(matrix: Matrix) -> Strips:
    """The places of a matrix's columns."""
    xs = tuple(_places(matrix.columns))
    width = xs[-1] + CELL
    scale = max(_SMALLEST, min(_LARGEST, _ROOM / width))
    return Strips(
        xs=xs,
        width=width,
        height=CELL,
        head=_HEAD,
        pixels=round(width * scale),
        groups=tuple(_groups(matrix.columns, xs)),
        joins=tuple(_joins(matrix.columns, xs)),
    )


def _places(columns: Sequence[MatrixColumn]) -> Iterator[float]:
    x = 0.0
    for number, column in enumerate(columns):
        if number:
            x += CELL + (_GAP if column.country == columns[number - 1].country else _COUNTRY_GAP)
        yield x


def _groups(columns: Sequence[MatrixColumn], xs: Sequence[float]) -> Iterator[StripGroup]:
    for country, run in groupby(range(len(columns)), key=lambda number: columns[number].country):
        places = list(run)
        x, end = xs[places[0]], xs[places[-1]] + CELL
        room = end - x + _COUNTRY_GAP
        yield StripGroup(x=x, width=end - x, country=country, reports=len(places), named=bool(country) and room > _CODE)


def _joins(columns: Sequence[MatrixColumn], xs: Sequence[float]) -> Iterator[StripJoin]:
    for _, run in groupby(range(len(columns)), key=lambda number: (columns[number].country, columns[number].origin)):
        places = list(run)
        if len(places) > 1:
            yield StripJoin(x1=xs[places[0]], x2=xs[places[-1]] + CELL)
