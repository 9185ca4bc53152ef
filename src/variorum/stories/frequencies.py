"""How rare a word, a name or a number is, learned from the stream itself; at first by a prior."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Set
from functools import cache, lru_cache

from variorum.stories.profile import Counts

# The prior acts like this many articles that were read before the first one, in which every key stood a few times: it
# keeps the first dozens of articles from taking each shared word for a clue. Between 200 and 1,000 the result on the
# five sets of the benchmark moves by less than 0.005.
PRIOR_ARTICLES = 500
PRIOR_COUNT = 3
COMMONPLACE_COUNT = 30  # for countries, offices and the like: see commonplace.py

Space = str  # "terms en", "names": each has its own counts
Vector = Mapping[str, float]


class Frequencies:
    """In how many articles each key stood. Counts only grow: what was common last month is no clue this month."""

    def __init__(self) -> None:
        self._articles: Counter[Space] = Counter()
        self._counts: dict[Space, Counter[str]] = {}

    def add(self, space: Space, keys: Iterable[str]) -> None:
        """Count one article's keys."""
        self._articles[space] += 1
        self._counts.setdefault(space, Counter()).update(set(keys))

    def rarity(self, space: Space, key: str, *, common: bool = False) -> float:
        """The weight of a key: 0 for one that stands everywhere, some 5 for one never seen."""
        seen = self._of(space).get(key, 0)
        return _rarity(self._articles[space] + PRIOR_ARTICLES, seen + (COMMONPLACE_COUNT if common else PRIOR_COUNT))

    def vector(self, space: Space, counts: Counts, commonplace: Set[str] = frozenset()) -> Vector:
        """The counts weighted by rarity, of length one; repeats count less each time."""
        seen, articles = self._of(space), self._articles[space] + PRIOR_ARTICLES
        weights = {
            key: _dampened(count)
            * _rarity(articles, seen.get(key, 0) + (COMMONPLACE_COUNT if key in commonplace else PRIOR_COUNT))
            for key, count in counts.items()
        }
        length = math.hypot(*weights.values())
        return {key: weight / length for key, weight in weights.items() if weight > 0} if length else {}

    def _of(self, space: Space) -> Mapping[str, int]:
        return self._counts.get(space) or {}


@lru_cache(maxsize=100_000)  # few different pairs come again and again
def _rarity(articles: int, seen: int) -> float:
    return max(0.0, math.log(articles / seen))


@cache
def _dampened(count: float) -> float:
    return 1 + math.log(count) if count >= 1 else count


def cosine(left: Vector, right: Vector) -> float:
    """The likeness of two vectors of length one: 0 where nothing is shared, 1 where all is."""
    if len(left) > len(right):
        left, right = right, left
    return sum([weight * right[key] for key, weight in left.items() if key in right])
