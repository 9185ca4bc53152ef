"""Which texts carry the text of another: met by their sketches, then measured word by word."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from variorum.model import Article
from variorum.reprints.runs import Runs, read_runs, shared_words
from variorum.reprints.shelf import Shelf
from variorum.reprints.sketch import Sketch, make_sketch

# Shares of the words that lie in common runs of four, of the text that shares more. Pairs that share less were looked
# at (stream of 2020): one quotation, one methods note, the same links within the text.
CARRIED = 0.5  # half of one stands in the other, however long that is
COPIED = 0.4
# Where 40 of 100 words are changed one by one, 28 of 100 still lie in runs of four (never fewer than 24 in 60 real
# texts so changed), but they lie everywhere: in 84 of 100 stretches of thirty words and more. What two reports of one
# topic share lies in 60 of 100 at most, a common quotation or note in 77 (678 pairs of the stream with a TF-IDF cosine
# above 0.35, and 28 looked at).
REWORDED = 0.25
# Only runs count that neither text repeats: two lists of a weekend's crimes, told in one house's formulas ("was
# pronounced dead at"), share as much and as widely. 4 of the 5 pairs that this rule alone had found among 2,933
# shootings were such; of 40 looked at among 248 of five sets they had been the plainest mistakes.
EVERYWHERE, STRETCH = 0.8, 30  # share of stretches, in both texts; words of a stretch
# In a shorter text a few common phrases lie everywhere: with 4 stretches this rule alone finds 5 pairs of ecb-plus,
# news-cluster and 1,200 shootings, one of them of two crimes; with 8 the two pairs of long reworded texts are left.
FEWEST_STRETCHES = 8
LEAST = 0.2  # of the text that shares less, unless CARRIED
# The share of the shorter text that at least one of the two tells in its own voice: a speech that both print is no
# reprint. What only one of them puts in quotation marks is the other's own text, and counts.
COPIED_OWN = 0.2
# But where both give two fifths of themselves to the same quotations, both go back to the same text.
QUOTED = 0.4
FEWEST = 18  # shared words: one sentence
# To be measured, two sketches share four numbers and a twentieth of the shorter one. Where 40 of 100 words are changed,
# 13 of 100 runs are left; each number shared by chance is an everyday phrase.
_MEETINGS, _MEETINGS_SHARE = 4, 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """How much two articles share: the shares of either side's words."""

    left: str
    right: str
    of_left: float
    of_right: float


class Candidates:
    """Texts by their sketches: which earlier ones are worth to be measured with a new one."""

    def __init__(self) -> None:
        self._shelf = Shelf()
        self._sizes: list[int] = []  # numbers in each sketch

    def meet(self, sketch: Sketch) -> list[int]:
        """The places of earlier texts that share enough, in no order; the text itself is put behind them."""
        met = self._shelf.find(sketch, at_least=_MEETINGS)
        self._shelf.add(sketch)
        self._sizes.append(len(sketch))
        return [
            place for place, times in met.items() if times >= _MEETINGS_SHARE * min(len(sketch), self._sizes[place])
        ]


class Copies:
    """Articles by their sketches. Each one that is added is compared with those before it that share enough."""

    def __init__(self) -> None:
        self._candidates = Candidates()
        self._articles: list[Article] = []
        self._runs: dict[str, Runs] = {}

    def add(self, article: Article) -> list[Overlap]:
        """Overlaps with earlier articles, the nearest first; the article is `left` in all of them."""
        met = self._candidates.meet(make_sketch(article.text))
        found = [(place, overlap) for place in met if (overlap := self._measure(article, self._articles[place]))]
        self._articles.append(article)
        return [overlap for _, overlap in sorted(found, key=_nearness)]

    def overlap(self, part: Article, whole: Article) -> float:
        """The share of an article's words that stand in another in runs."""
        shared = self.shared(part, whole)
        return float(shared.mean()) if len(shared) else 0.0

    def shared(self, part: Article, whole: Article) -> NDArray[np.bool_]:
        """Of each of an article's words, whether it stands in another in a run."""
        return shared_words(self._read(part), self._read(whole))

    def _read(self, article: Article) -> Runs:
        runs = self._runs.get(article.id)
        if runs is None:
            runs = self._runs[article.id] = read_runs(article.text, article.language)
        return runs

    def _measure(self, article: Article, other: Article) -> Overlap | None:
        left, right = self._read(article), self._read(other)
        of_left, of_right = shared_words(left, right), shared_words(right, left)
        if max(of_left.sum(), of_right.sum()) < FEWEST:
            return None
        least, most = sorted((float(of_left.mean()), float(of_right.mean())))
        carried = most >= CARRIED or (least >= LEAST and (most >= COPIED or _is_reworded(left, right)))
        if not carried or (least < QUOTED and _own(left, right) < COPIED_OWN):
            return None
        return Overlap(left=article.id, right=other.id, of_left=float(of_left.mean()), of_right=float(of_right.mean()))


def _is_reworded(left: Runs, right: Runs) -> bool:
    """Whether what both have once lies all over both."""
    sides = (shared_words(left, right, single=True), shared_words(right, left, single=True))
    return max(float(side.mean()) for side in sides) >= REWORDED and min(map(_reach, sides)) >= EVERYWHERE


def _reach(shared: NDArray[np.bool_]) -> float:
    """The share of a text's stretches in which at least one word is shared; none where too few could tell."""
    stretches = np.array_split(shared, max(1, round(len(shared) / STRETCH)))
    if len(stretches) < FEWEST_STRETCHES:
        return 0.0
    return sum(stretch.any() for stretch in stretches) / len(stretches)


def _own(left: Runs, right: Runs) -> float:
    """The words that are no quotation in both texts, as a share of the shorter one."""
    told = max(shared_words(left, right, own=True).sum(), shared_words(right, left, own=True).sum())
    return float(told) / min(left.words, right.words)


def _nearness(found: tuple[int, Overlap]) -> tuple[float, float, int]:
    """The more of this article, then of the other, then the earlier."""
    place, overlap = found
    return (-round(overlap.of_left, 2), -round(overlap.of_right, 2), place)
