"""The open stories in memory: how likely a new article belongs to each, and how likely two of them are one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from variorum.interfaces import Embedder
from variorum.model import Article, Reason
from variorum.stories.likeness import (
    Features,
    Weights,
    default_weights,
    evidence,
    likelihood,
    pair_features,
    time_features,
)
from variorum.stories.open_articles import OpenArticles, Seen
from variorum.stories.reasons import explain

WINDOW = timedelta(days=10)
LEAST = 3_000  # articles that stay open however old they are: a quiet stream costs nothing to remember

_NEAREST = 3  # reports of a story that speak for it
_LISTED, _EXPLAINED = 12, 3  # candidates


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
        self.embedder = embedder  # None: texts of two languages are compared by what they share in writing
        self.weights = weights or default_weights()
        self._open = OpenArticles(window=window, least=least)
        self._stories: dict[str, list[str]] = {}
        self._story: dict[str, str] = {}
        self._ties: dict[str, dict[str, float]] = {}  # article -> earlier article -> likelihood of one happening
        self._looked: Seen | None = None

    def near(self, article: Article) -> Sequence[StoryCandidate]:
        """Candidate stories, best first; the best few with the reasons that speak for them."""
        self._looked = new = self._open.look(article)
        by_story: dict[str, list[str]] = defaultdict(list)
        for other in new.likenesses:
            by_story[self._story[other]].append(other)
        ties: dict[str, float] = {}
        found = [self._candidate(story, new, others, ties) for story, others in by_story.items()]
        self._ties[article.id] = ties
        found.sort(key=lambda candidate: (-candidate.score, candidate.story))
        return [
            replace(candidate, reasons=self._reasons(new, candidate)) if rank < _EXPLAINED else candidate
            for rank, candidate in enumerate(found[:_LISTED])
        ]

    def add(self, story: str, article: Article) -> None:
        """Remember that the article stands in the story. A new revision takes the place of the old one."""
        if article.id in self._open:
            self._drop(article.id)
            self._open.forget(article.id)
            self._looked = None
        if self._looked is None or self._looked.article is not article:
            self.near(article)
        assert self._looked is not None
        left = self._open.add(self._looked)
        self._looked = None
        self._story[article.id] = story
        self._stories.setdefault(story, []).append(article.id)
        for name in left:
            self._drop(name)

    def merge(self, source: str, target: str) -> None:
        """Remember that all articles of `source` stand in `target` now."""
        for article in self._stories.pop(source, []) if source != target else []:
            self._story[article] = target
            self._stories.setdefault(target, []).append(article)

    def split(self, source: str, target: str, articles: Sequence[str]) -> None:
        """Remember that these articles of `source` stand in `target` now."""
        leaving = set(articles)
        left = [article for article in self._stories.pop(source, []) if article not in leaving]
        if left:
            self._stories[source] = left
        self._stories.setdefault(target, []).extend(articles)
        self._story.update(dict.fromkeys(articles, target))

    def story_of(self, article: str) -> str | None:
        """The story in which an open article stands."""
        return self._story.get(article)

    def between(self, left: str, right: str) -> float:
        """How likely two open stories are one happening: the mean over all pairs of their reports."""
        lefts, rights = self._stories.get(left, []), self._stories.get(right, [])
        if not lefts or not rights:
            return 0.0
        ties = self._ties
        total = sum(ties[a].get(b) or ties[b].get(a, 0.0) for a in lefts for b in rights)
        return total / (len(lefts) * len(rights))

    def _candidate(self, story: str, new: Seen, others: Sequence[str], ties: dict[str, float]) -> StoryCandidate:
        """The story's score: half from its nearest reports, half from the mean of all its reports.

        The nearest alone would chain neighbouring happenings into one story; the mean alone would shut a story against
        its own later turns.
        """
        members = self._stories[story]
        time = self._time(new, story)
        scores = {other: self._likelihood(new, other, time) for other in others}
        ties.update(scores)
        ranked = sorted(scores.values(), reverse=True)
        near = sum(ranked[:_NEAREST]) / min(_NEAREST, len(members))
        return StoryCandidate(
            story=story,
            score=(near + sum(ranked) / len(members)) / 2,
            nearest=max(scores, key=lambda other: scores[other]),
        )

    def _time(self, new: Seen, story: str) -> Features:
        return time_features(new.profile.moment, (self._open[m].profile.moment for m in self._stories[story]))

    def _features(self, new: Seen, other: str) -> Features:
        return pair_features(new.likenesses[other], new.background, self._open[other].background)

    def _weights(self, new: Seen, other: str) -> Mapping[str, float]:
        return self.weights.of(same_language=new.likenesses[other].same_language)

    def _likelihood(self, new: Seen, other: str, time: Features) -> float:
        weights = self._weights(new, other)
        return likelihood(evidence(self._features(new, other), weights) + evidence(time, weights))

    def _reasons(self, new: Seen, candidate: StoryCandidate) -> tuple[Reason, ...]:
        other = candidate.nearest
        features = {**self._features(new, other), **self._time(new, candidate.story)}
        return explain(new, self._open[other], features, self._weights(new, other))

    def _drop(self, article: str) -> None:
        story = self._story.pop(article)
        self._stories[story].remove(article)
        if not self._stories[story]:
            del self._stories[story]
        del self._ties[article]
