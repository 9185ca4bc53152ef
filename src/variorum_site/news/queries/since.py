"""What is new, changed or withdrawn in a story since a moment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from variorum.compare.revisions import ChangeKind, Changes
from variorum.compare.since import NewAnswer, changes_since
from variorum.model import Article
from variorum_site.news import models as rows
from variorum_site.news.queries.breakdown_records import NewAnswerView, RevisedView, SincePage
from variorum_site.news.queries.records import StoryPage
from variorum_site.news.queries.shelf import Shelf, fill_shelf
from variorum_site.news.queries.versions import changes_between
from variorum_site.news.store import Reading, all_revisions, load_reading

_TOLD = 8  # sentences that are shown: the page below has the rest


def find_since(page: StoryPage, moment: datetime) -> SincePage | None:
    """What is otherwise in a story since a moment; None where its reading cannot be read."""
    reading = load_reading(page.card.id)
    if reading is None:
        return None
    shelf = fill_shelf(list(reading.revisions), revisions=reading.revisions)
    versions = list(_versions(reading, shelf, moment))
    revised = [changes_between(one.before, one.after) for one in versions]
    articles = [article for one, article in shelf.texts.items() if one in shelf.refs]
    found = changes_since(moment, articles, reading.breakdown, revised=revised)
    first = [statement.members[0] for statement in found.statements]
    return SincePage(
        moment=moment,
        reports=tuple(shelf.refs[one] for one in found.reports),
        answers=tuple(view for one in found.answers if (view := _answer(one, page, reading))),
        passages=shelf.passages([*first, *found.alone][:_TOLD]),
        revised=tuple(_revised(one, shelf) for one in revised if one.changes),
    )


@dataclass(frozen=True, slots=True)
class _Versions:
    """An article as it was read at a moment, and as the reading has it."""

    before: Article
    after: Article


def _versions(reading: Reading, shelf: Shelf, moment: datetime) -> Iterator[_Versions]:
    changed = rows.Revision.objects.filter(article_id__in=list(shelf.refs), number__gt=1, stored_at__gte=moment)
    for article in changed.order_by("article_id").values_list("article_id", flat=True).distinct():
        stored = dict(rows.Revision.objects.filter(article_id=article).values_list("number", "stored_at"))
        earlier = [one for one in all_revisions(article) if stored.get(one.revision, moment) < moment]
        after = shelf.texts.get(article)
        if earlier and after and earlier[-1].revision < reading.revisions[article]:
            yield _Versions(earlier[-1], after)


def _answer(one: NewAnswer, page: StoryPage, reading: Reading) -> NewAnswerView | None:
    """The question as the page shows it, its answers parted into those that stood and those that came."""
    number = reading.breakdown.comparisons.index(one.comparison) + 1
    view = next((view for view in page.divergences if view.anchor == f"d{number}"), None)
    if view is None:
        return None
    new = {position.value for position in one.answers}
    return NewAnswerView(
        question=view.question,
        outcome=view.outcome,
        anchor=view.anchor,
        before=tuple(position for position in view.positions if position.value not in new),
        answers=tuple(position for position in view.positions if position.value in new),
    )


def _revised(changes: Changes, shelf: Shelf) -> RevisedView:
    counts = {kind: number for kind in ChangeKind if (number := changes.count(kind))}
    return RevisedView(article=shelf.refs[changes.article], before=changes.before, after=changes.after, counts=counts)
