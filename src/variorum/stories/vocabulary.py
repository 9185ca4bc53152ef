"""Words, names and numbers as numbers, and how rare each is: learned from the stream itself, at first by a prior."""

from __future__ import annotations

from collections.abc import Set
from enum import IntEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from variorum.stories.commonplace import commonplace
from variorum.stories.profile import Counts, Profile

# The prior acts like this many articles that were read before the first one, in which every key stood a few times: it
# keeps the first dozens of articles from taking each shared word for a clue. From 500 to 1,000 BCubed F1 moves by 0.001
# at most on four sets of the benchmark (shootings was not tried); with 200 news-cluster loses 0.010.
PRIOR_ARTICLES = 500
PRIOR_COUNT = 3
COMMONPLACE_COUNT = 30  # for countries, offices and the like: see commonplace.py

_ROOM = 1 << 14  # keys; grows by doubling

Keys = NDArray[np.int32]
Numbers = NDArray[np.float32]


class Part(IntEnum):
    """What of two articles is compared. Terms and leads compare within a language, the rest across."""

    TERMS = 0
    LEAD = 1
    NAMES = 2
    NUMBERS = 3
    ROOTS = 4
    PLACES = 5


class Bag(NamedTuple):
    """An article's keys, part after part: some 400 for a report, a dozen for a headline."""

    keys: Keys
    counts: Numbers  # dampened: repeats count less each time
    priors: Numbers  # in how many articles each key counts as having stood before any was read
    bounds: NDArray[np.int64]  # (7,): where each part begins and ends
    spaces: tuple[str, ...]  # what each part's articles are counted under


class Vocabulary:
    """In how many articles each key stood. Counts only grow: what was common last month is no clue this month.

    A term has two numbers, one as a term and the next one as a word of a lead, so that both can be looked up in one
    array.
    """

    def __init__(self) -> None:
        self._numbers: dict[str, dict[str, int]] = {}
        self._written: list[str] = []
        self._seen = np.zeros(_ROOM, np.float32)
        self._articles: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._written)

    def bag(self, profile: Profile) -> Bag:
        """The profile in numbers."""
        words, common = f"terms {profile.language}", commonplace(profile.language)
        parts: tuple[tuple[str, Counts, Set[str]], ...] = (
            (words, profile.terms, common.terms),
            (words, profile.lead, common.terms),
            ("names", profile.names, common.names),
            ("numbers", profile.numbers, frozenset()),
            ("roots", profile.roots, common.roots),
            ("places", profile.places, frozenset()),
        )
        keys: list[int] = []
        counts: list[float] = []
        priors: list[int] = []
        bounds = [0]
        for part, (space, held, commons) in zip(Part, parts, strict=True):
            numbers = self._numbers.setdefault(space, {})
            own = [numbers[key] if key in numbers else self._new(space, numbers, key) for key in held]
            keys += [number + 1 for number in own] if part is Part.LEAD else own
            counts += held.values()
            priors += [COMMONPLACE_COUNT if key in commons else PRIOR_COUNT for key in held]
            bounds.append(len(keys))
        return Bag(
            keys=np.array(keys, np.int32),
            counts=_dampened(np.array(counts, np.float32)),
            priors=np.array(priors, np.float32),
            bounds=np.array(bounds),
            spaces=tuple(space for space, _, _ in parts),
        )

    def add(self, bag: Bag) -> None:
        """Count one article's keys."""
        terms = bag.keys[: bag.bounds[Part.LEAD]]
        self._seen[terms] += 1
        self._seen[terms + 1] += 1
        self._seen[bag.keys[bag.bounds[Part.NAMES] :]] += 1
        for space in dict.fromkeys(bag.spaces):
            self._articles[space] = self._articles.get(space, 0) + 1

    def weigh(self, bag: Bag) -> Numbers:
        """The weight of each key as rarities stand now; each part has length one, or is all zero."""
        articles = np.log([self._articles.get(space, 0) + PRIOR_ARTICLES for space in bag.spaces])
        rarities = np.repeat(articles, np.diff(bag.bounds)) - np.log(self._seen[bag.keys] + bag.priors)
        weights = bag.counts * np.maximum(rarities, 0)
        lengths = np.sqrt(sums(weights * weights, bag.bounds))
        found: Numbers = (weights / np.repeat(np.where(lengths > 0, lengths, 1), np.diff(bag.bounds))).astype(
            np.float32
        )
        return found

    def written(self, key: int) -> str:
        """The key of a number."""
        return self._written[key]

    def _new(self, space: str, numbers: dict[str, int], key: str) -> int:
        number = numbers[key] = len(self._written)
        self._written.append(key)
        if space.startswith("terms"):
            self._written.append(key)
        while len(self._written) > len(self._seen):
            self._seen = np.concatenate((self._seen, np.zeros_like(self._seen)))
        return number


def sums(values: NDArray[np.floating], bounds: NDArray[np.int64]) -> NDArray[np.float64]:
    """The sums between neighbouring bounds; nought for an empty part."""
    running = np.concatenate(((0.0,), np.cumsum(values, dtype=np.float64)))
    found: NDArray[np.float64] = np.diff(running[bounds])
    return found


def _dampened(counts: Numbers) -> Numbers:
    found: Numbers = np.where(counts >= 1, 1 + np.log(np.maximum(counts, 1)), counts).astype(np.float32)
    return found
