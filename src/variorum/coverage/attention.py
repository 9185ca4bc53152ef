"""How each country's attention lies on stories: independent origins by country, story and day, never addresses."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import date

Place = str  # whose attention is measured: a country's code; for a researcher also an outlet or a language


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A report of a story as it is counted."""

    story: str
    place: Place
    origin: str  # the key of the independent origin that it counts to
    day: date


def daily_tellings(tellings: Iterable[Telling]) -> tuple[Telling, ...]:
    """Each origin once in each place, story and day, by day: who tells on for days gives more attention, who prints one
    text ten times does not."""
    return tuple(sorted(set(tellings), key=lambda one: (one.day, one.story, one.place, one.origin)))


def spread_stories(tellings: Iterable[Telling], *, least: int) -> Set[str]:
    """The stories that are told in at least so many places."""
    places: dict[str, set[Place]] = defaultdict(set)
    for telling in tellings:
        places[telling.story].add(telling.place)
    return {story for story, found in places.items() if len(found) >= least}


def attention(tellings: Iterable[Telling]) -> Mapping[Place, Counter[str]]:
    """Of each place how many tellings each story has there; those with most tellings first."""
    counts: dict[Place, Counter[str]] = defaultdict(Counter)
    for telling in tellings:
        counts[telling.place][telling.story] += 1
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1].total(), pair[0])))
