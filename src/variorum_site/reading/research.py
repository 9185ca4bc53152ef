"""The pictures of the research page: bars by day, dots with intervals, a grid of pairs. Only numbers and words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from babel.dates import format_date
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from variorum.coverage import CoverageStudy, Place
from variorum.model import CountryCode
from variorum_site.news.places import country_name

MOST_COUNTRIES = 15  # in a picture; the files hold all
_BAR_HEIGHT = 44
_CELL = 36
_DARKEST = 0.4  # of the ink: the number on it keeps a contrast of 4.5, on light and on dark paper


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One day of one country."""

    x: int
    y: float
    height: float
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DayBars:
    """One country's days."""

    country: CountryCode
    tellings: int
    articles: int
    bars: tuple[Bar, ...]
    bar: int  # width of a bar
    width: int
    height: int
    text: str  # the picture in words


@dataclass(frozen=True, slots=True, kw_only=True)
class DiversityLine:
    """One country's diversity on a common scale, in per cent of the width."""

    country: CountryCode
    x: float
    low: float
    high: float
    effective: float
    effective_low: float
    effective_high: float
    evenness: float
    tellings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """The synchrony of a pair in the grid."""

    x: int
    y: int
    value: float
    shown: str  # "42": per cent without the sign
    shade: float  # 0 to _DARKEST
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """How alike each two countries are."""

    cells: tuple[Cell, ...]
    rows: tuple[tuple[CountryCode, int], ...]  # with the height at which the name stands
    size: int
    width: int  # with the names
    side: int  # of a cell


@dataclass(frozen=True, slots=True, kw_only=True)
class PairLine:
    """The synchrony of two countries in the list."""

    one: CountryCode
    other: CountryCode
    corrected: float
    low: float
    high: float
    measured: float


def day_bars(study: CoverageStudy) -> tuple[DayBars, ...]:
    """The countries with most tellings, each with a bar a day, all on one scale."""
    days = [study.first + timedelta(days=number) for number in range((study.last - study.first).days + 1)]
    told = {(line.place, line.day): line.origins for line in study.days}
    most = max(told.values(), default=0)
    return tuple(_bars(country, days, study, told, most) for country in list(study.tellings)[:MOST_COUNTRIES])


def diversity_lines(study: CoverageStudy) -> tuple[DiversityLine, ...]:
    """The countries that could be measured, the most diverse first."""
    found = sorted(study.diversity.items(), key=lambda pair: -pair[1].effective_stories)[:MOST_COUNTRIES]
    most = max((one.high for _, one in found), default=1.0)
    return tuple(
        DiversityLine(
            country=country,
            x=_per_cent(one.effective_stories, most),
            low=_per_cent(one.low, most),
            high=_per_cent(one.high, most),
            effective=one.effective_stories,
            effective_low=one.low,
            effective_high=one.high,
            evenness=one.evenness,
            tellings=one.tellings,
        )
        for country, one in found
    )


def synchrony_grid(study: CoverageStudy) -> Grid | None:
    """Each pair once, below the diagonal, in the order of the countries' tellings; None where there is no pair."""
    paired = {country for pair in study.synchrony for country in pair}
    countries = [country for country in study.tellings if country in paired][:MOST_COUNTRIES]
    if not countries:
        return None
    pairs = _both_ways(study)
    cells = [
        _cell(row, column, countries, pairs[countries[row], countries[column]])
        for row in range(1, len(countries))
        for column in range(row)
    ]
    return Grid(
        cells=tuple(cells),
        rows=tuple((country, row * _CELL + _CELL // 2 + 4) for row, country in enumerate(countries)),
        size=len(countries) * _CELL,
        width=len(countries) * _CELL + 34,
        side=_CELL - 2,
    )


def pair_lines(study: CoverageStudy) -> tuple[PairLine, ...]:
    """All pairs, the most alike first."""
    pairs = sorted(study.synchrony.items(), key=lambda pair: (-pair[1].corrected, pair[0]))
    return tuple(
        PairLine(
            one=one, other=other, corrected=found.corrected, low=found.low, high=found.high, measured=found.measured
        )
        for (one, other), found in pairs
    )


def _bars(
    country: Place, days: Sequence[date], study: CoverageStudy, told: Mapping[tuple[Place, date], int], most: int
) -> DayBars:
    heights = [(day, told.get((country, day), 0)) for day in days]
    step = max(4, 240 // len(days))
    bars = [
        Bar(
            x=number * step,
            y=round(_BAR_HEIGHT * (1 - count / most), 1),
            height=round(_BAR_HEIGHT * count / most, 1),
            title=f"{_day(day)}: {_origins(count)}",
        )
        for number, (day, count) in enumerate(heights)
        if count
    ]
    best, count = max(heights, key=lambda pair: pair[1])
    return DayBars(
        country=country,
        tellings=study.tellings[country],
        articles=sum(line.articles for line in study.days if line.place == country),
        bars=tuple(bars),
        bar=step - max(1, step // 5),
        width=len(days) * step,
        height=_BAR_HEIGHT,
        text=_("%(country)s: most on %(day)s, %(origins)s")
        % {"country": country_name(country), "day": _day(best), "origins": _origins(count)},
    )


def _cell(row: int, column: int, countries: Sequence[CountryCode], value: float) -> Cell:
    shown = f"{100 * value:.0f}"
    names = {"one": country_name(countries[row]), "other": country_name(countries[column]), "value": shown}
    return Cell(
        x=column * _CELL,
        y=row * _CELL,
        value=value,
        shown=shown,
        shade=round(_DARKEST * value, 2),
        title=_("%(one)s and %(other)s: %(value)s of 100") % names,
    )


def _both_ways(study: CoverageStudy) -> Mapping[tuple[Place, Place], float]:
    pairs: Iterable[tuple[tuple[Place, Place], float]] = (
        (pair, found.corrected) for pair, found in study.synchrony.items()
    )
    return {key: value for (one, other), value in pairs for key in ((one, other), (other, one))}


def _per_cent(value: float, most: float) -> float:
    return round(2 + 96 * value / most, 2)


def _origins(count: int) -> str:
    return ngettext("%(n)d independent voice", "%(n)d independent voices", count) % {"n": count}


def _day(day: date) -> str:
    return str(format_date(day, "d MMMM", locale=(get_language() or "en").replace("-", "_")))
