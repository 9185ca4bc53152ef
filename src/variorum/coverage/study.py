"""Coverage of many stories in a period: by country and day, how diverse within a country, how alike between two."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

import numpy as np

from variorum.coverage.attention import Place, Telling, attention, daily_tellings, spread_stories
from variorum.coverage.diversity import Diversity, measure_diversity
from variorum.coverage.synchrony import Synchrony, corrected_synchrony, measure_synchrony

SPREAD = 2  # places that must tell a story for it to count: what one alone tells says nothing of how it is like others
LEAST_TELLINGS = 20  # of a place in the period, to be measured: below, the intervals span nearly all that is possible
LEAST_TELLINGS_A_DAY = 5  # of both places on a day, to be compared that day
_SEED = 2405  # results must come out the same each time


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCoverage:
    """What a place published on one day."""

    place: Place
    day: date
    articles: int  # on anything
    origins: int  # independent origins that told one of the stories there, each once a story
    stories: int  # how many stories those are


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryCoverage:
    """How many independent origins told a story in a place on one day."""

    story: str
    place: Place
    day: date
    origins: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageStudy:
    """All measures of one period. Places stand in the order of their tellings, most first."""

    first: date
    last: date
    spread: int
    stories: int  # told in at least `spread` places
    tellings: Mapping[Place, int]  # of those stories: independent origins, each once a story and day; all places
    days: tuple[DayCoverage, ...]
    by_story: tuple[StoryCoverage, ...]
    diversity: Mapping[Place, Diversity]  # places with LEAST_TELLINGS that tell some story more than once
    synchrony: Mapping[tuple[Place, Place], Synchrony]  # places with LEAST_TELLINGS, each pair once
    daily: Mapping[date, Mapping[tuple[Place, Place], float]]  # synchrony by day, as corrected, where enough is told


def study_coverage(
    tellings: Iterable[Telling],
    articles: Mapping[tuple[Place, date], int],
    *,
    first: date,
    last: date,
    spread: int = SPREAD,
) -> CoverageStudy:
    """Measure the coverage of a period, both days included; `articles` says how many each place published each day.

    Tellings of other days are left out before stories are chosen. An origin counts once a day in each place
    and story.
    """
    kept = [telling for telling in daily_tellings(tellings) if first <= telling.day <= last]
    stories = spread_stories(kept, least=spread)
    kept = [telling for telling in kept if telling.story in stories]
    shares = attention(kept)
    measured = {place: counts for place, counts in shares.items() if counts.total() >= LEAST_TELLINGS}
    rng = np.random.default_rng(_SEED)
    # Who tells each story once, as a single outlet does, looks as diverse as can be whatever it tells.
    weighed = {place: counts for place, counts in measured.items() if counts.total() > len(counts)}
    volume = min((counts.total() for counts in weighed.values()), default=0)
    return CoverageStudy(
        first=first,
        last=last,
        spread=spread,
        stories=len(stories),
        tellings={place: counts.total() for place, counts in shares.items()},
        days=tuple(_days(kept, articles, first=first, last=last)),
        by_story=_by_story(kept),
        diversity={
            place: measure_diversity(list(counts.values()), volume=volume, of=len(stories), rng=rng)
            for place, counts in weighed.items()
        },
        synchrony=_pairs(measured, rng),
        daily=_daily(kept, set(measured), rng),
    )


def _days(
    tellings: Sequence[Telling], articles: Mapping[tuple[Place, date], int], *, first: date, last: date
) -> Iterator[DayCoverage]:
    told: dict[tuple[Place, date], Counter[str]] = defaultdict(Counter)
    for telling in tellings:
        told[telling.place, telling.day][telling.story] += 1
    published = {key: count for key, count in articles.items() if first <= key[1] <= last}
    for place, day in sorted({*told, *published}):
        stories = told.get((place, day), Counter())
        yield DayCoverage(
            place=place,
            day=day,
            articles=published.get((place, day), 0),
            origins=stories.total(),
            stories=len(stories),
        )


def _by_story(tellings: Iterable[Telling]) -> tuple[StoryCoverage, ...]:
    counts = Counter((telling.story, telling.day, telling.place) for telling in tellings)
    return tuple(
        StoryCoverage(story=story, place=place, day=day, origins=count)
        for (story, day, place), count in sorted(counts.items())
    )


def _pairs(shares: Mapping[Place, Counter[str]], rng: np.random.Generator) -> Mapping[tuple[Place, Place], Synchrony]:
    return {
        (one, other): measure_synchrony(shares[one], shares[other], rng=rng) for one, other in combinations(shares, 2)
    }


def _daily(
    tellings: Iterable[Telling], places: set[Place], rng: np.random.Generator
) -> Mapping[date, Mapping[tuple[Place, Place], float]]:
    by_day: dict[date, list[Telling]] = defaultdict(list)
    for telling in tellings:
        if telling.place in places:
            by_day[telling.day].append(telling)
    found = {}
    for day, of_day in sorted(by_day.items()):
        enough = {place: one for place, one in attention(of_day).items() if one.total() >= LEAST_TELLINGS_A_DAY}
        pairs = combinations(sorted(enough), 2)
        if len(enough) > 1:
            found[day] = {
                (one, other): corrected_synchrony(enough[one], enough[other], rng=rng) for one, other in pairs
            }
    return found
