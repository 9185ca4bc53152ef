"""Which texts carry the text of another: found by the sketch, then measured exactly."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from variorum.model import Article
from variorum.reprints.sketch import EMPTY, Runs, common, read_runs, share, sketch

# A pair that shares a fifth of all its runs (Jaccard) has a share of three tenths from one side and of a fifth from the
# other, or nearly the whole of the shorter stands in the longer. Below stand mostly reports that quote one statement.
COPIED, COPIED_LEAST = 0.3, 0.2
CARRIED = 0.6
# The share of the shorter text that at least one of the two tells in its own voice: a speech that both print is no
# reprint. What only one of them puts in quotation marks is the other's own text, and counts.
COPIED_OWN = 0.2
# But where either gives a third of itself to the same quotation, both go back to the same text.
QUOTED = 0.33
FEWEST = 12  # shared runs: 18 words in a row, or three sentences
_MEETINGS = 3  # bins in which two sketches must agree to be compared exactly
_POPULAR = 200  # a run in more sketches than this is a formula of the house


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """How much two articles share: the shares of either side."""

    left: str
    right: str
    of_left: float
    of_right: float


class Copies:
    """Articles by their runs. Each one that is added is compared with those before it that share enough."""

    def __init__(self) -> None:
        self._runs: dict[str, Runs] = {}
        self._bins: dict[tuple[int, int], list[str]] = defaultdict(list)

    def add(self, article: Article) -> list[Overlap]:
        """Overlaps with earlier articles, the largest first; the article is `left` in all of them."""
        runs = read_runs(article.text, article.language)
        found = [
            overlap for other in self._meet(article.id, runs) if (overlap := self._measure(article.id, runs, other))
        ]
        self._runs[article.id] = runs
        return sorted(found, key=lambda one: (-max(one.of_left, one.of_right), one.right))

    def overlap(self, part: str, whole: str) -> float:
        """The share of an article's runs that stand in another."""
        return share(self._runs[part].all, self._runs[whole].all)

    def _meet(self, article: str, runs: Runs) -> Sequence[str]:
        met: Counter[str] = Counter()
        for number, smallest in enumerate(sketch(runs.all).tolist()):
            if smallest == int(EMPTY):
                continue
            bin_ = self._bins[number, smallest]
            if len(bin_) <= _POPULAR:
                met.update(bin_)
            bin_.append(article)
        return [other for other, times in met.items() if times >= _MEETINGS]

    def _measure(self, article: str, runs: Runs, other: str) -> Overlap | None:
        theirs = self._runs[other]
        shared = common(runs.all, theirs.all)
        of_left, of_right = len(shared) / len(runs.all), len(shared) / len(theirs.all)
        told = len(common(shared, np.union1d(runs.own, theirs.own)))
        least, most = sorted((of_left, of_right))
        own = told / min(len(runs.all), len(theirs.all))
        carried = most >= CARRIED or (most >= COPIED and least >= COPIED_LEAST)
        if len(shared) < FEWEST or not carried or (own < COPIED_OWN and least < QUOTED):
            return None
        return Overlap(left=article, right=other, of_left=of_left, of_right=of_right)
