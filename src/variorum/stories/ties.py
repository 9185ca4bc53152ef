"""The ties between open articles, and what each article shares with those that tell something else."""

from __future__ import annotations

import heapq
import math
from array import array
from bisect import insort
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from variorum.stories.likeness import BELIEF, OTHERS, USUAL, Weights, likeness, nearness, standing_out
from variorum.stories.open_articles import Look, Seen

_DAY = 86_400  # seconds


@dataclass(slots=True)
class Pair:
    """Two articles that share more than what is usual."""

    likeness: float
    nearness: float  # of their times
    same_language: bool
    strength: float  # how far the likeness stands out, less by the time between
    tie: float = 0.0  # the strength, and the neighbours that both share


@dataclass(slots=True)
class Surroundings:
    """An article among the open ones."""

    likenesses: Mapping[str, float]  # to the articles that it was compared with
    likest: array[float]  # the highest of them, and of those that came later; rising
    usual: float  # what it shares with those that most likely tell something else
    near: dict[str, Pair]
    row: Mapping[str, float] | None = None  # its nearest neighbours and itself, of length one; None: to be found


class Ties:
    """A graph of the open articles, remembered both ways."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._all: dict[str, Surroundings] = {}

    def __contains__(self, article: object) -> bool:
        return article in self._all

    def __getitem__(self, article: str) -> Mapping[str, float]:
        """The ties of an article."""
        return {other: pair.tie for other, pair in self._all[article].near.items()}

    def survey(self, look: Look, seen: Callable[[str], Seen]) -> Surroundings:
        """An article among the open ones it was compared with. Nothing is remembered."""
        own, name, weights = look.seen, look.seen.article.id, self._weights
        others = [seen(other) for other in look.others]
        same = np.array([other.language == own.language for other in others], bool)
        likenesses = likeness(look.cosines, same, weights)
        likest = array("d", sorted(likenesses.tolist())[-OTHERS.stop :])
        usual = _usual(likest)
        theirs = np.array([self._all[other].usual for other in look.others])
        near = nearness(np.array([_days(own, other) for other in others]), weights)
        strengths = standing_out(likenesses, np.array(usual), theirs, weights) * near
        pairs = {
            other: Pair(float(likenesses[n]), float(near[n]), bool(same[n]), float(strengths[n]))
            for n, other in enumerate(look.others)
            if strengths[n] > 0
        }
        found = Surroundings(dict(zip(look.others, likenesses.tolist(), strict=True)), likest, usual, pairs)
        found.row = self._row(name, found)
        for other, pair in pairs.items():
            pair.tie = self._tie(pair, found.row, self._row_of(other))
        return found

    def add(self, article: str, found: Surroundings) -> None:
        """Remember an article that was surveyed."""
        self._all[article] = found
        for other, value in found.likenesses.items():
            theirs = self._all[other]
            insort(theirs.likest, value)
            if len(theirs.likest) > OTHERS.stop:
                del theirs.likest[0]
        for other, pair in found.near.items():
            self._all[other].near[article] = pair
            self._all[other].row = None
        found.likenesses = {}

    def renew(self, articles: Iterable[str]) -> None:
        """Measure the ties among these articles anew: what is usual, and who is near, has changed since they came."""
        names = list(articles)
        for name in names:
            self._all[name].usual = _usual(self._all[name].likest)
        for name in names:
            own = self._all[name]
            own.row = None
            for other, pair in own.near.items():
                expected = math.sqrt(own.usual * self._all[other].usual)
                pair.strength = self._strength(pair, expected)
        for name in names:
            row = self._row_of(name)
            for other, pair in self._all[name].near.items():
                pair.tie = self._tie(pair, row, self._row_of(other))

    def forget(self, article: str) -> None:
        """Take an article out of the graph."""
        for other in self._all.pop(article).near:
            del self._all[other].near[article]
            self._all[other].row = None

    def _strength(self, pair: Pair, expected: float) -> float:
        weights = self._weights
        contrast = math.log((pair.likeness + weights.ease) / (expected + weights.ease))
        return min(1.0, max(0.0, pair.likeness + weights.contrast * contrast - weights.floor)) * pair.nearness

    def _tie(self, pair: Pair, left: Mapping[str, float], right: Mapping[str, float]) -> float:
        """Neighbours are asked within a language only: across, an article's nearest are those of its own language."""
        if pair.strength <= 0:
            return 0.0
        if not pair.same_language:
            return pair.strength
        both = sum(value * right[other] for other, value in left.items() if other in right)
        return (1 - self._weights.shared) * pair.strength + self._weights.shared * both

    def _row_of(self, article: str) -> Mapping[str, float]:
        found = self._all[article]
        if found.row is None:
            found.row = self._row(article, found)
        return found.row

    def _row(self, article: str, found: Surroundings) -> Mapping[str, float]:
        strengths = ((pair.strength, other) for other, pair in found.near.items() if pair.strength > 0)
        row = {other: strength for strength, other in heapq.nlargest(self._weights.neighbours, strengths)}
        row[article] = 1.0
        length = math.hypot(*row.values())
        return {other: value / length for other, value in row.items()}


def _usual(likest: array[float]) -> float:
    """The mean likeness of neighbours that tell something else, drawn towards what is usual while they are few."""
    others = likest[max(0, len(likest) - OTHERS.stop) : max(0, len(likest) - OTHERS.start)]
    return (sum(others) + USUAL * BELIEF) / (len(others) + BELIEF)


def _days(left: Seen, right: Seen) -> float:
    if left.moment is None or right.moment is None:
        return math.nan
    return abs((left.moment - right.moment).total_seconds()) / _DAY
