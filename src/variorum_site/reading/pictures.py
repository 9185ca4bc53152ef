"""The geometry of the small pictures: voices as dots, reports on a line of time. Only numbers; templates draw them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import ngettext

_BIG, _SMALL = 5.5, 3.5  # radius of a voice and of a copy
_STEP, _COPY_STEP, _APART = 15.0, 10.0, 7.0
_MOST_DOTS = 40  # beyond, the picture says less than the number beside it

_LANE = 46  # height of a country's line
_TOP = 22
_EDGE = 1.5  # per cent kept free on both sides, so that no dot is cut
_ROUND_HOURS = (1, 2, 3, 6, 12, 24, 48, 96, 168, 336, 720)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """One report: filled for a new independent voice, open for the same voice again."""

    x: float
    radius: float
    copy: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Dots:
    """All voices of a story, each followed by its copies."""

    dots: tuple[Dot, ...]
    width: float
    text: str


def voice_dots(sizes: Sequence[int]) -> Dots | None:
    """A picture of voices that each stand in so many reports; None where it would not fit a line."""
    if not sizes or sum(sizes) > _MOST_DOTS:
        return None
    dots: list[Dot] = []
    x = _BIG
    for size in sizes:
        dots.append(Dot(x=round(x, 1), radius=_BIG, copy=False))
        for _copy in range(size - 1):
            x += _COPY_STEP if not dots[-1].copy else _COPY_STEP - 1.5
            dots.append(Dot(x=round(x, 1), radius=_SMALL, copy=True))
        x += _STEP + _APART
    copies = sum(sizes) - len(sizes)
    voices = ngettext("%(n)d independent voice", "%(n)d independent voices", len(sizes)) % {"n": len(sizes)}
    repeated = ngettext("%(n)d more report by them", "%(n)d more reports by them", copies) % {"n": copies}
    text = f"{voices}, {repeated}" if copies else voices
    return Dots(dots=tuple(dots), width=round(dots[-1].x + _BIG + 1, 1), text=text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A report at its time: what the timeline needs to know of it."""

    at: datetime
    country: str
    label: str
    copy: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A dot on a lane; x in per cent of the width."""

    x: float
    y: float
    copy: bool
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """One country's line."""

    name: str
    y: int
    label_y: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A time at the foot of the picture."""

    x: float
    at: datetime
    anchor: str
    dated: bool  # whether the day has to be named too


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Reports in their countries, from the first to the last."""

    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    height: int
    foot: int


def timeline(moments: Iterable[Moment]) -> Timeline | None:
    """The picture of who reported when, countries by their first report; None for less than two different times."""
    known = sorted(moments, key=lambda moment: moment.at)
    if len({moment.at for moment in known}) < 2:
        return None
    start, end = known[0].at, known[-1].at
    countries = list(dict.fromkeys(moment.country for moment in known))
    lanes = []
    for number, country in enumerate(countries):
        y = _TOP + number * _LANE + 12
        marks = [
            Mark(x=_place(moment.at, start, end), y=y, copy=moment.copy, label=moment.label)
            for moment in known
            if moment.country == country
        ]
        lanes.append(Lane(name=country, y=y, label_y=y - 14, marks=_apart(marks)))
    foot = _TOP + len(countries) * _LANE - 8
    return Timeline(lanes=tuple(lanes), ticks=_ticks(start, end), height=foot + 26, foot=foot)


def _place(at: datetime, start: datetime, end: datetime) -> float:
    share = (at - start) / (end - start)
    return round(_EDGE + share * (100 - 2 * _EDGE), 2)


def _apart(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """Dots that would hide each other step down a little."""
    placed: list[Mark] = []
    for mark in marks:
        crowd = sum(1 for other in placed if abs(other.x - mark.x) < 1.6)
        placed.append(Mark(x=mark.x, y=mark.y + 5 * min(crowd, 2), copy=mark.copy, label=mark.label))
    return tuple(placed)


def _ticks(start: datetime, end: datetime) -> tuple[Tick, ...]:
    """The first and the last time, and round hours between them where there is room."""
    hours = (end - start) / timedelta(hours=1)
    step = next((size for size in _ROUND_HOURS if hours / size <= 3), _ROUND_HOURS[-1])
    between: list[Tick] = []
    at = start.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    while at < end:
        x = _place(at, start, end)
        if at.hour % min(step, 24) == 0 and 24 < x < 76 and (not between or x - between[-1].x > 24):
            between.append(Tick(x=x, at=at, anchor="middle", dated=at.date() != start.date()))
        at += timedelta(hours=1)
    first = Tick(x=0, at=start, anchor="start", dated=True)
    last = Tick(x=100, at=end, anchor="end", dated=end.date() != start.date())
    return (first, *between, last)
