"""Articles put together bottom up, the most alike first: agglomerative clustering over sparse ties.

Two groups are as alike as the sum of the ties between them, over the geometric mean of the sums within either: for
cosines this is the cosine of the groups' centroids (Sokal and Michener 1958). A group of headlines that share little,
each in its own words or its own language, is thereby measured against its own looseness, not against a tight one's.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

Ties = Mapping[str, Mapping[str, float]]  # both ways; of an article with itself it is 1 and not listed


def link(between: float, left: float, right: float) -> float:
    """The likeness of two groups: ties between them, sums of ties within either (an article with itself is 1)."""
    return between / math.sqrt(left * right)


def agglomerate(
    articles: Sequence[str],
    ties: Ties,
    threshold: float,
    *,
    together: Iterable[tuple[str, str]] = (),
    apart: Callable[[Collection[str], Collection[str]], bool] = lambda left, right: False,
) -> list[list[str]]:
    """The groups, each in the order of the articles, the groups by their first ones.

    Those `together` are put together first; groups that are `apart` never are. Equal likenesses go by the order given.
    """
    groups = _Groups(articles, ties)
    number = {article: place for place, article in enumerate(articles)}
    for left, right in together:
        if left in number and right in number:
            groups.join(groups.of(number[left]), groups.of(number[right]))
    heap = [(-value, one, other) for one, other, value in groups.links() if value >= threshold]
    heapq.heapify(heap)
    while heap:
        negated, one, other = heapq.heappop(heap)
        if groups.link(one, other) != -negated or apart(groups.members(one), groups.members(other)):
            continue
        kept = groups.join(one, other)
        for near in groups.near(kept):
            value = groups.link(kept, near)
            if value >= threshold:
                heapq.heappush(heap, (-value, min(kept, near), max(kept, near)))
    return groups.found()


class _Groups:
    """Groups by number. A group that was joined to another has no ties any more."""

    def __init__(self, articles: Sequence[str], ties: Ties) -> None:
        self._articles = articles
        number = {article: place for place, article in enumerate(articles)}
        self._ties: list[dict[int, float]] = [
            {number[other]: tie for other, tie in ties[article].items() if other in number} for article in articles
        ]
        self._within = [1.0] * len(articles)
        self._members = [[place] for place in range(len(articles))]
        self._of = list(range(len(articles)))

    def of(self, place: int) -> int:
        return self._of[place]

    def near(self, group: int) -> Iterable[int]:
        return self._ties[group]

    def members(self, group: int) -> list[str]:
        return [self._articles[place] for place in self._members[group]]

    def link(self, one: int, other: int) -> float:
        between = self._ties[one].get(other)
        return link(between, self._within[one], self._within[other]) if between is not None else -1.0

    def links(self) -> Iterable[tuple[int, int, float]]:
        return (
            (one, other, self.link(one, other)) for one, ties in enumerate(self._ties) for other in ties if one < other
        )

    def join(self, one: int, other: int) -> int:
        """Put two groups together: the number of the whole, that of the one with more ties."""
        if one == other:
            return one
        if len(self._ties[one]) < len(self._ties[other]):
            one, other = other, one
        self._within[one] += self._within[other] + 2 * self._ties[one].pop(other, 0.0)
        for near, tie in self._ties[other].items():
            if near != one:
                del self._ties[near][other]
                self._ties[one][near] = self._ties[near][one] = self._ties[one].get(near, 0.0) + tie
        self._ties[other] = {}
        for place in self._members[other]:
            self._of[place] = one
        self._members[one] += self._members[other]
        self._members[other] = []
        return one

    def found(self) -> list[list[str]]:
        groups = sorted(sorted(members) for members in self._members if members)
        return [[self._articles[place] for place in group] for group in groups]
