"""The open stories in memory: how likely a new article belongs to each, and which of them hindsight would draw anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from variorum.interfaces import Embedder
from variorum.model import Article, Reason
from variorum.stories.likeness import Weights, default_weights
from variorum.stories.linkage import link
from variorum.stories.open_articles import Look, OpenArticles
from variorum.stories.reasons import explain
from variorum.stories.ties import Surroundings, Ties

WINDOW = timedelta(days=10)
LEAST = 3_000  # articles that stay open however old they are: a quiet stream costs nothing to remember

_LISTED = 12  # candidates
# While the stream is young every article teaches what is rare, and all ties are measured anew whenever it has grown by
# this factor; later they hold.
_GROWTH, _YOUNG = 1.5, 10_000
_NEIGHBOURING = 0.5  # share of the threshold from which a story is near enough to be drawn anew with another
_REGION = 5_000  # articles that are drawn anew together at most


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryCandidate:
    """A story that an article may belong to."""

    story: str
    score: float
    nearest: str
    reasons: tuple[Reason, ...] = ()


class StoryIndex:
    """The plain implementation of `Neighbours`: all in memory, no model, the same answers for the same stream."""

    def __init__(
        self,
        *,
        window: timedelta = WINDOW,
        least: int = LEAST,
        weights: Weights | None = None,
        embedder: Embedder | None = None,
    ) -> None:
        self.weights = weights or default_weights()
        self.embedder = embedder
        self._open = OpenArticles(window=window, least=least, embedder=embedder)
        self._ties = Ties(self.weights)
        self._stories: dict[str, dict[str, None]] = {}  # story -> its open articles, in order
        self._story: dict[str, str] = {}
        self._within: dict[str, float] = {}  # story -> the ties within it, an article with itself counting 1
        self._looked: tuple[Look, Surroundings] | None = None
        self._touched: dict[str, None] = {}  # stories that changed since they were last drawn
        self._measured = 0  # articles that had come when all ties were last measured

    def near(self, article: Article) -> Sequence[StoryCandidate]:
        """Candidate stories, best first; with the reasons where the article may join: they cost a second reading."""
        look, found = self._look(article)
        sums: dict[str, float] = defaultdict(float)
        nearest: dict[str, tuple[float, str]] = {}
        for other, pair in found.near.items():
            story = self._story[other]
            sums[story] += pair.tie
            nearest[story] = max(nearest.get(story, (0.0, other)), (pair.tie, other))
        scores = {story: link(total, 1.0, self._within[story]) for story, total in sums.items()}
        ranked = sorted(scores, key=lambda story: (-scores[story], story))[:_LISTED]
        return [
            StoryCandidate(
                story=story,
                score=min(1.0, scores[story]),
                nearest=nearest[story][1],
                reasons=self._reasons(look, nearest[story][1]) if scores[story] >= self.weights.join else (),
            )
            for story in ranked
        ]

    def add(self, story: str, article: Article) -> None:
        """Remember that the article stands in the story. A new revision takes the place of the old one."""
        if article.id in self._open:
            self._drop(article.id)
            self._open.forget(article.id)
            self._looked = None
        looked, self._looked = self._looked, None
        look, found = looked if looked and looked[0].seen.article is article else self._look(article)
        left = self._open.add(look.seen)
        self._ties.add(article.id, found)
        self._put(article.id, story)
        self._looked = None
        for name in left:
            self._drop(name)

    def merge(self, source: str, target: str) -> None:
        """Remember that all articles of `source` stand in `target` now."""
        if source != target:
            self.split(source, target, list(self._stories.get(source, ())))

    def split(self, source: str, target: str, articles: Sequence[str]) -> None:
        """Remember that these articles of `source` stand in `target` now."""
        for article in articles:
            if self._story.get(article) == source:
                self._touched[source] = None
                self._take(article)
                self._put(article, target)

    def story_of(self, article: str) -> str | None:
        """The story in which an open article stands."""
        return self._story.get(article)

    def articles_of(self, story: str) -> tuple[str, ...]:
        """The open articles of a story, as they came."""
        return tuple(self._stories.get(story, ()))

    def between(self, left: str, right: str) -> float:
        """How alike two open stories are: the cosine of their centroids."""
        if left not in self._within or right not in self._within:
            return 0.0
        return link(self._across(left).get(right, 0.0), self._within[left], self._within[right])

    def ties(self, article: str) -> Mapping[str, float]:
        """The ties of an open article."""
        return {other: pair.tie for other, pair in self._ties.near(article).items()}

    def reasons(self, article: str, other: str) -> tuple[Reason, ...]:
        """What speaks for it that two open articles tell one happening."""
        return explain(self._open, self._open[article], self._open[other], self.weights)

    @property
    def arrived(self) -> int:
        """How many articles ever came: what each taught of words stays, so an index grows by them."""
        return self._open.count

    def settle(self) -> Iterator[tuple[str, ...]]:
        """Groups of open stories that may have to be drawn anew: those that changed, with all that are near them.

        Their ties are measured as things stand now.
        """
        if self._open.count < _YOUNG and self._open.count >= self._measured * _GROWTH:
            self._measure_all()
        touched, self._touched = self._touched, {}
        for region in self._regions({story: None for story in touched if story in self._stories}):
            self._renew([story for story in region if story in touched])
            yield region
        self._touched = {}  # what hindsight itself did needs no second look

    def _look(self, article: Article) -> tuple[Look, Surroundings]:
        look = self._open.look(article)
        self._looked = look, self._ties.survey(look)
        return self._looked

    def _regions(self, touched: Mapping[str, None]) -> Iterator[tuple[str, ...]]:
        """Touched stories with their neighbours; those that share one are of one region, unless it grows too large."""
        seen: set[str] = set()
        for first in touched:
            if first in seen:
                continue
            region: dict[str, None] = {}
            waiting, articles = [first], 0
            while waiting and articles < _REGION:
                story = waiting.pop()
                if story in region:
                    continue
                region[story] = None
                articles += len(self._stories[story])
                if story in touched:
                    waiting += [near for near in self._neighbours(story) if near not in seen]
            seen |= region.keys()
            yield tuple(region)

    def _neighbours(self, story: str) -> list[str]:
        within = self._within[story]
        return [
            other
            for other, between in self._across(story).items()
            if link(between, within, self._within[other]) >= self.weights.join * _NEIGHBOURING
        ]

    def _across(self, story: str) -> dict[str, float]:
        """The sums of the ties with other stories."""
        sums: dict[str, float] = defaultdict(float)
        for article in self._stories[story]:
            for other, pair in self._ties.near(article).items():
                sums[self._story[other]] += pair.tie
        sums.pop(story, None)
        return sums

    def _measure_all(self) -> None:
        """Compare all open articles anew: what is rare, and what is usual, is known better now."""
        self._measured, self._ties = self._open.count, Ties(self.weights)
        for article in self._open:
            look = self._open.look_again(article, among=self._ties)
            self._ties.add(article, self._ties.survey(look))
        self._touched = dict.fromkeys(self._stories)

    def _renew(self, stories: Iterable[str]) -> None:
        self._ties.renew([article for story in stories for article in self._stories[story]])
        for story in stories:
            held = self._stories[story]
            self._within[story] = len(held) + sum(self._towards(article, held) for article in held)

    def _reasons(self, look: Look, other: str) -> tuple[Reason, ...]:
        return explain(self._open, look.seen, self._open[other], self.weights)

    def _put(self, article: str, story: str) -> None:
        held = self._stories.setdefault(story, {})
        self._within[story] = self._within.get(story, 0.0) + 1 + 2 * self._towards(article, held)
        held[article] = None
        self._story[article] = story
        self._touched[story] = None

    def _take(self, article: str) -> None:
        """Take an article out of its story. Those that stay are no more and no less alike for it."""
        story = self._story.pop(article)
        held = self._stories[story]
        del held[article]
        if held:
            self._within[story] -= 1 + 2 * self._towards(article, held)
        else:
            del self._stories[story], self._within[story]

    def _towards(self, article: str, held: Mapping[str, None]) -> float:
        near = self._ties.near(article)
        if len(near) < len(held):
            return sum([pair.tie for other, pair in near.items() if other in held])
        return sum([near[other].tie for other in held if other in near])

    def _drop(self, article: str) -> None:
        self._take(article)
        self._ties.forget(article)
