"""Verdicts on pairs of articles, as the grouping asks for them: a person's beats a step's, a later one an earlier."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from variorum.interfaces import Neighbours
from variorum.model import Judgement


class Verdicts:
    """The verdict in force on each pair."""

    def __init__(self, judgements: Iterable[Judgement]) -> None:
        self._together: dict[str, list[str]] = defaultdict(list)
        self._apart: dict[str, list[str]] = defaultdict(list)
        for judgement in _in_force(judgements):
            table = self._together if judgement.together else self._apart
            table[judgement.left].append(judgement.right)
            table[judgement.right].append(judgement.left)

    def together(self, article: str) -> tuple[str, ...]:
        """Articles that were judged to tell the same happening."""
        return tuple(self._together.get(article, ()))

    def apart(self, article: str) -> tuple[str, ...]:
        """Articles that were judged to tell another happening."""
        return tuple(self._apart.get(article, ()))

    def judged(self, article: str) -> bool:
        """Whether there is any verdict on an article."""
        return article in self._together or article in self._apart

    def part(self, left: Collection[str], right: Collection[str]) -> bool:
        """Whether any two articles of both sides were judged apart."""
        if not self._apart:
            return False
        theirs = set(right)
        return any(other in theirs for one in left for other in self._apart.get(one, ()))

    def allow(self, source: str, target: str, neighbours: Neighbours) -> bool:
        """Whether two stories may become one: no two of their articles were judged apart."""
        if source == target:
            return False
        for left, rights in self._apart.items():
            if neighbours.story_of(left) == source and any(neighbours.story_of(r) == target for r in rights):
                return False
        return True


def _in_force(judgements: Iterable[Judgement]) -> Iterable[Judgement]:
    latest: dict[frozenset[str], Judgement] = {}
    ranked = sorted(judgements, key=lambda one: (one.judge.startswith("person:"), one.at))
    for judgement in ranked:
        latest[frozenset((judgement.left, judgement.right))] = judgement
    return latest.values()
