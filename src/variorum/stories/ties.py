"""The ties between open articles, and what each article shares with those that tell something else."""

from __future__ import annotations

import heapq
import math
from array import array
from bisect import insort
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from variorum.stories.likeness import BELIEF, OTHERS, USUAL, Weights, likeness, nearness, standing_out
from variorum.stories.open_articles import Look

# What is weaker is no tie: on the five sets it moves BCubed F1 by 0.002 at most, and halves what hindsight looks at.
LEAST = 0.05


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

    compared: list[tuple[str, float]]  # with which articles, and how like they are
    likest: array[float]  # the highest of them, and of those that came later; rising
    usual: float  # what it shares with those that most likely tell something else
    near: dict[str, Pair]
    nearest: list[tuple[float, str]] = field(default_factory=list)  # the strongest few of them, rising
    row: dict[str, float] | None = None  # the nearest and itself, of length one; None: to be found

    def note(self, value: float) -> None:
        """An article that came later is as like as this."""
        if len(self.likest) < OTHERS.stop or value > self.likest[0]:
            insort(self.likest, value)
            del self.likest[: -OTHERS.stop]

    def find_nearest(self, most: int) -> None:
        strengths = ((pair.strength, other) for other, pair in self.near.items() if pair.strength > 0)
        self.nearest, self.row = sorted(heapq.nlargest(most, strengths)), None

    def offer(self, other: str, strength: float, most: int) -> None:
        """Another article came near."""
        if len(self.nearest) < most or (strength, other) > self.nearest[0]:
            insort(self.nearest, (strength, other))
            del self.nearest[:-most]
            self.row = None

    def row_of(self, article: str) -> Mapping[str, float]:
        """Neighbours of the article that stands here."""
        if self.row is None:
            length = math.sqrt(1 + sum(strength * strength for strength, _ in self.nearest))
            self.row = {other: strength / length for strength, other in self.nearest}
            self.row[article] = 1 / length
        return self.row


class Ties:
    """A graph of the open articles, remembered both ways."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._all: dict[str, Surroundings] = {}

    def __contains__(self, article: object) -> bool:
        return article in self._all

    def near(self, article: str) -> Mapping[str, Pair]:
        """The articles to which an article is tied."""
        return self._all[article].near

    def survey(self, look: Look) -> Surroundings:
        """An article among the open ones it was compared with. Nothing is remembered."""
        weights, name = self._weights, look.seen.article.id
        likenesses = likeness(look.cosines, look.meaning, look.same_language, weights)
        compared = list(zip(look.others, likenesses.tolist(), strict=True))
        likest = array("d", sorted(likenesses.tolist())[-OTHERS.stop :])
        usual = _usual(likest)
        theirs = np.array([self._all[other].usual for other in look.others])
        near = nearness(look.days, weights)
        strengths = standing_out(likenesses, np.sqrt(usual * theirs), weights) * near
        pairs = {
            look.others[n]: Pair(compared[n][1], float(near[n]), bool(look.same_language[n]), float(strengths[n]))
            for n in np.flatnonzero(strengths > LEAST).tolist()
        }
        found = Surroundings(compared, likest, usual, pairs)
        found.find_nearest(weights.neighbours)
        for other, pair in pairs.items():
            pair.tie = self._tie(pair, name, found, other)
        return found

    def add(self, article: str, found: Surroundings) -> None:
        """Remember an article that was surveyed."""
        self._all[article] = found
        for other, value in found.compared:
            self._all[other].note(value)
        for other, pair in found.near.items():
            theirs = self._all[other]
            theirs.near[article] = pair
            theirs.offer(article, pair.strength, self._weights.neighbours)
        found.compared = []

    def renew(self, articles: Iterable[str]) -> None:
        """Measure the ties among these articles anew: what is usual, and who is near, has changed since they came."""
        names = list(articles)
        for name in names:
            self._all[name].usual = _usual(self._all[name].likest)
        for name in names:
            self._measure(name)
        for name in names:
            self._all[name].find_nearest(self._weights.neighbours)
        for name in names:
            own = self._all[name]
            for other, pair in own.near.items():
                pair.tie = self._tie(pair, name, own, other)

    def forget(self, article: str) -> None:
        """Take an article out of the graph."""
        for other in self._all.pop(article).near:
            theirs = self._all[other]
            del theirs.near[article]
            if any(near == article for _, near in theirs.nearest):
                theirs.find_nearest(self._weights.neighbours)

    def _measure(self, article: str) -> None:
        """The strengths of an article's pairs, as what is usual stands now. Those that became too weak are let go."""
        own = self._all[article]
        likenesses = np.array([pair.likeness for pair in own.near.values()])
        usual = np.array([self._all[other].usual for other in own.near])
        found = standing_out(likenesses, np.sqrt(own.usual * usual), self._weights)
        for pair, strength in zip(own.near.values(), found.tolist(), strict=True):
            pair.strength = strength * pair.nearness
        weak = [other for other, pair in own.near.items() if pair.strength <= LEAST]
        for other in weak:
            self._part(article, other)

    def _part(self, left: str, right: str) -> None:
        for one, other in ((left, right), (right, left)):
            theirs = self._all[one]
            del theirs.near[other]
            if any(near == other for _, near in theirs.nearest):
                theirs.find_nearest(self._weights.neighbours)

    def _tie(self, pair: Pair, article: str, own: Surroundings, other: str) -> float:
        """Neighbours are asked within a language only: across, an article's nearest are those of its own language.

        And only as far as there are others to be neighbours instead: among a dozen articles all have the same ones.
        """
        if not pair.same_language or pair.strength <= 0:
            return pair.strength
        theirs = self._all[other]
        row, their_row = own.row_of(article), theirs.row_of(other)
        both = sum([value * their_row[one] for one, value in row.items() if one in their_row])
        shared = self._weights.shared * min(len(own.likest), len(theirs.likest)) / OTHERS.stop
        return (1 - shared) * pair.strength + shared * both


def _usual(likest: array[float]) -> float:
    """The mean likeness of neighbours that tell something else, drawn towards what is usual while they are few."""
    others = likest[max(0, len(likest) - OTHERS.stop) : max(0, len(likest) - OTHERS.start)]
    return (sum(others) + USUAL * BELIEF) / (len(others) + BELIEF)
