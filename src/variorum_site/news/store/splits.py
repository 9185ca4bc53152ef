"""What a split comes to, given how its stories stand now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from variorum.model import Split
from variorum_site.news import models as rows
from variorum_site.news.store.articles import slug_of
from variorum_site.news.store.codec import to_json
from variorum_site.news.store.standing import Move, Parted
from variorum_site.news.store.standing_rows import memberships_in, place_of


def read_split(decision: Split, *, source: rows.Story, now: datetime) -> Parted | None:
    """The reports that the decision names and that stand in the source, a story in force, on their way; None for none.

    A target that is not stored is opened. One that was merged into the source stands for itself again, without those
    of its reports that are not named; one that was merged into a third story means that one.
    """
    target = rows.Story.objects.select_related("canonical").filter(id=decision.target).first()
    revived = target is not None and target.canonical_id == source.id
    if target is not None and target.canonical is not None and not revived:
        target = target.canonical
    leaving = list(memberships_in([source.id]).filter(article_id__in=decision.articles))
    if not leaving or (target is not None and target.id == source.id):
        return None
    opened = target is None
    target = target or _open(decision.target, leaving[0].article)
    kept = target.memberships.exclude(article_id__in=decision.articles) if revived else ()
    return Parted(
        source=source.id,
        target=target.id,
        moved=_moves(leaving, target, decision, now),
        opened=opened,
        revived=revived,
        kept=tuple(place_of(row) for row in kept),
    )


def _open(identity: str, article: rows.Article) -> rows.Story:
    return rows.Story.objects.create(
        id=identity,
        slug=slug_of(identity),
        opened_at=article.at,
        title=article.headline,
        title_article=article,
    )


def _moves(leaving: Sequence[rows.Membership], target: rows.Story, decision: Split, now: datetime) -> tuple[Move, ...]:
    """Reports that move with the one they are most like keep the reasons for standing beside it."""
    moving = {row.article_id for row in leaving}
    moves = []
    for row in leaving:
        before, along = place_of(row), row.nearest in moving
        after = replace(
            before,
            story=target.id,
            score=row.score if along else None,
            nearest=row.nearest if along else None,
            reasons=row.reasons if along else to_json(decision.reasons),
            decided_by=decision.made_by,
            decided_at=now,
        )
        moves.append(Move(before=before, after=after))
    return tuple(moves)
