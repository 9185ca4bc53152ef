"""What happened in a story's reports, in the order of time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from variorum.model import Comparison, Evidence, Outcome
from variorum_site.news import models as rows
from variorum_site.news.queries.records import ArticleRef, Happening, TimelineItem
from variorum_site.news.queries.shelf import Shelf


def timeline(comparisons: Iterable[Comparison], shelf: Shelf) -> tuple[TimelineItem, ...]:
    """Reports, later figures and changed reports, oldest first. A report known by its day only comes first that day."""
    items = [*_reports(shelf), *_revisions(shelf), *_updates(comparisons, shelf)]
    return tuple(sorted(items, key=lambda item: (item.at, _ORDER.index(item.kind), item.article.id)))


_ORDER = [Happening.FIRST, Happening.REPORT, Happening.UPDATE, Happening.REVISION]


def _reports(shelf: Shelf) -> Iterator[TimelineItem]:
    kind = Happening.FIRST
    for ref in sorted(shelf.refs.values(), key=lambda ref: (ref.at, ref.id)):
        yield TimelineItem(at=ref.at, day_only=ref.day_only, kind=kind, article=ref)
        kind = Happening.REPORT


def _revisions(shelf: Shelf) -> Iterator[TimelineItem]:
    changed = rows.Revision.objects.filter(article_id__in=list(shelf.refs), number__gt=1)
    for row in changed.only("article_id", "modified", "fetched_at", "stored_at"):
        seen = row.modified or row.fetched_at or row.stored_at
        yield TimelineItem(at=seen, day_only=False, kind=Happening.REVISION, article=shelf.refs[row.article_id])


def _updates(comparisons: Iterable[Comparison], shelf: Shelf) -> Iterator[TimelineItem]:
    """The figures of an update after the first one, each where it was told first."""
    for comparison in comparisons:
        if comparison.outcome is not Outcome.UPDATE:
            continue
        told = [
            (position.first_at or min(ref.at for ref in refs), position.value, min(refs, key=lambda ref: ref.at))
            for position in comparison.positions
            if (refs := _refs(position.members, shelf))
        ]
        for at, value, ref in sorted(told, key=lambda one: (one[0], one[1]))[1:]:
            yield TimelineItem(
                at=at,
                day_only=ref.day_only,
                kind=Happening.UPDATE,
                article=ref,
                value=value,
                question=comparison.question,
            )


def _refs(members: Iterable[Evidence], shelf: Shelf) -> list[ArticleRef]:
    return [shelf.refs[one.article] for one in members if one.article in shelf.refs]
