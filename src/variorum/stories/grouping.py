"""Which story an article belongs to: decisions, never writes. People's judgements win over every score."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from xxhash import xxh3_64_hexdigest

from variorum.interfaces import Candidate, Neighbours
from variorum.model import Article, Decision, Join, Judgement, Merge, Open, Reason
from variorum.stories.judgements import Verdicts
from variorum.stories.likeness import Weights, default_weights

MADE_BY = "stories/2"
_AHEAD = timedelta(days=1)  # a date further in the future than this is a slip of the page


def assign(
    articles: Iterable[Article],
    *,
    neighbours: Neighbours,
    judgements: Iterable[Judgement] = (),
    now: datetime | None = None,
    weights: Weights | None = None,
) -> Iterator[Decision]:
    """Decisions in the order of the articles: each new one opens a story or joins one; two stories may merge.

    The neighbours are told of every decision. An article that stands in an open story stays there: a new revision
    only renews what is known of it. `now` mends dates that lie in the future.
    """
    verdicts = Verdicts(judgements)
    limits = weights or default_weights()
    for given in articles:
        article = not_ahead(given, now)
        known = neighbours.story_of(article.id)
        if known is not None:
            neighbours.add(known, article)
            continue
        yield from _place(article, neighbours, verdicts, limits)


def not_ahead(article: Article, now: datetime | None) -> Article:
    """The article; one that is dated in the future as of now, where `now` is known."""
    late = now is not None and article.published is not None and article.published > now + _AHEAD
    return replace(article, published=now) if late else article


def story_id(article: str) -> str:
    """The id of a story that this article opens: always the same."""
    return "s" + xxh3_64_hexdigest(f"story {article}".encode())


def _place(article: Article, neighbours: Neighbours, verdicts: Verdicts, limits: Weights) -> Iterator[Decision]:
    barred = {s for other in verdicts.apart(article.id) if (s := neighbours.story_of(other))}
    ruled = [o for o in verdicts.together(article.id) if (s := neighbours.story_of(o)) and s not in barred]
    candidates = [c for c in neighbours.near(article) if c.story not in barred]
    best = candidates[0] if candidates else None
    if ruled:
        decision: Open | Join = _by_judgement(article, ruled[0], neighbours)
    elif best and best.score >= limits.join:
        decision = Join(
            article=article.id,
            story=best.story,
            score=round(best.score, 4),
            nearest=best.nearest,
            reasons=best.reasons,
            made_by=MADE_BY,
        )
    else:
        decision = Open(article=article.id, story=story_id(article.id), made_by=MADE_BY)
    yield decision
    neighbours.add(decision.story, article)
    yield from _merges(decision.story, ruled, candidates, neighbours, verdicts, limits)


def _by_judgement(article: Article, other: str, neighbours: Neighbours) -> Join:
    story = neighbours.story_of(other)
    assert story is not None
    reason = Reason(feature="judgement", weight=1.0, detail=other)
    return Join(article=article.id, story=story, score=1.0, nearest=other, reasons=(reason,), made_by=MADE_BY)


def _merges(
    story: str,
    ruled: Sequence[str],
    candidates: Sequence[Candidate],
    neighbours: Neighbours,
    verdicts: Verdicts,
    limits: Weights,
) -> Iterator[Merge]:
    """Stories that the new article shows to be one with its own. All of their reports are asked."""
    for other in ruled:
        source = neighbours.story_of(other)
        if source and source != story and verdicts.allow(source, story, neighbours):
            reason = Reason(feature="judgement", weight=1.0, detail=other)
            neighbours.merge(source, story)
            yield Merge(source=source, target=story, score=1.0, reasons=(reason,), made_by=MADE_BY)
    for candidate in candidates:
        if candidate.score < limits.join or candidate.story == story:
            continue
        score = neighbours.between(candidate.story, story)
        if score >= limits.join and verdicts.allow(candidate.story, story, neighbours):
            neighbours.merge(candidate.story, story)
            yield Merge(
                source=candidate.story,
                target=story,
                score=round(score, 4),
                reasons=candidate.reasons,
                made_by=MADE_BY,
            )
