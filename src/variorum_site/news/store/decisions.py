"""Decisions about stories: carried out, logged and taken back here and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime

from django.db import transaction
from django.db.models import Max, Q, QuerySet

from variorum import model as records
from variorum.errors import InputError
from variorum_site.news import models as rows
from variorum_site.news.models import DecisionKind
from variorum_site.news.store.articles import slug_of
from variorum_site.news.store.codec import from_json, to_json
from variorum_site.news.store.splits import read_split
from variorum_site.news.store.standing import Merged, Parted, follow, reckon
from variorum_site.news.store.standing_rows import load_standing, memberships_in, place_of, save_standing

_REVERSIBLE = (DecisionKind.MERGE, DecisionKind.SPLIT)


@transaction.atomic
def apply(decisions: Iterable[records.Decision], *, now: datetime) -> int:
    """Carry out decisions in order and log each; those carried out before change nothing. How many did."""
    changed = 0
    for decision in decisions:
        match decision:
            case records.Open():
                done = _open(decision, now)
            case records.Join():
                done = _join(decision, now)
            case records.Merge():
                done = _merge(decision, now)
            case records.Split():
                done = _split(decision, now)
        changed += done
    return changed


@transaction.atomic
def take_back(decision: int, *, by: str, now: datetime) -> None:
    """Undo a merge or a split by its number in the log: all is as if it had never been decided, later decisions stay.

    Raises InputError where it is neither, or was taken back already.
    """
    entry = rows.DecisionLog.objects.select_for_update().filter(id=decision, kind__in=_REVERSIBLE).first()
    if entry is None:
        raise InputError(f"Decision {decision} is neither a merge nor a split: choose one of these from the log.")
    if rows.DecisionLog.objects.filter(undoes=entry).exists():
        raise InputError(f"The {entry.kind} of {entry.story_id} was taken back already.")
    rows.DecisionLog.objects.create(
        at=now,
        kind=DecisionKind.TAKE_BACK,
        story_id=entry.story_id,
        other_id=entry.other_id,
        undoes=entry,
        record={"took_back": entry.pk, "target": entry.other_id},
        made_by=by,
    )
    history = _history_around(entry)
    stories = {story for one in history for story in (one.story_id, str(one.other_id))}
    standing = reckon(map(_event, history), now=map(place_of, memberships_in(stories)))
    save_standing(standing, stories=stories)


def last_decision() -> int:
    """The number of the last decision on any story: who knows it knows whether anything was decided since."""
    return rows.DecisionLog.objects.aggregate(id=Max("id"))["id"] or 0


def _open(decision: records.Open, now: datetime) -> bool:
    if rows.Membership.objects.filter(article_id=decision.article).exists():
        return False
    article = rows.Article.objects.get(id=decision.article)
    story, _ = rows.Story.objects.get_or_create(
        id=decision.story,
        defaults={
            "slug": slug_of(decision.story),
            "opened_at": article.at,
            "title": article.headline,
            "title_article": article,
        },
    )
    rows.Story.objects.filter(id=story.canonical_id or story.id).update(stale=True)
    rows.Membership.objects.create(article=article, story=story, decided_by=decision.made_by, decided_at=now)
    _log(decision, DecisionKind.OPEN, story=decision.story, now=now)
    return True


def _join(decision: records.Join, now: datetime) -> bool:
    if rows.Membership.objects.filter(article_id=decision.article).exists():
        return False
    story = _in_force(decision.story)
    rows.Membership.objects.create(
        article_id=decision.article,
        story=story,
        score=decision.score,
        nearest=decision.nearest,
        reasons=to_json(decision.reasons),
        decided_by=decision.made_by,
        decided_at=now,
    )
    rows.Story.objects.filter(id=story.id).update(stale=True)
    _log(decision, DecisionKind.JOIN, story=story.id, now=now)
    return True


def _merge(decision: records.Merge, now: datetime) -> bool:
    source, target = _in_force(decision.source), _in_force(decision.target)
    if source.id == target.id:
        return False
    moved = list(rows.Story.objects.filter(canonical=source).values_list("id", flat=True))
    rows.Story.objects.filter(Q(id=source.id) | Q(id__in=moved)).update(canonical=target, stale=False)
    rows.Story.objects.filter(id=target.id).update(stale=True)
    facts = {"source": source.id, "target": target.id, "moved": moved}
    _log(decision, DecisionKind.MERGE, story=source.id, other=target.id, now=now, **facts)
    return True


def _split(decision: records.Split, now: datetime) -> bool:
    done = read_split(decision, source=_in_force(decision.source), now=now)
    if done is None:
        return False
    standing = load_standing([done.source, done.target])
    follow(done, standing)
    save_standing(standing, stories=[done.source, done.target, *standing.leads_to])
    facts = {name: fact for name, fact in to_json(done).items() if name != "taken_back"}
    _log(decision, DecisionKind.SPLIT, story=done.source, other=done.target, now=now, **facts)
    return True


def _in_force(identity: str) -> rows.Story:
    story = rows.Story.objects.select_related("canonical").filter(id=identity).first()
    if story is None:
        raise InputError(f"The story {identity!r} is not stored: choose one that is.")
    return story.canonical or story


def _log(
    decision: records.Decision,
    kind: DecisionKind,
    *,
    story: str,
    now: datetime,
    other: str | None = None,
    **facts: object,
) -> None:
    record = {**to_json(decision), **facts}
    rows.DecisionLog.objects.create(
        at=now, kind=kind, story_id=story, other_id=other, record=record, made_by=decision.made_by
    )


def _history_around(entry: rows.DecisionLog) -> QuerySet[rows.DecisionLog]:
    """All merges and splits among the stories that this one has to do with, however far, oldest first."""
    known: set[str] = set()
    found = {entry.story_id, str(entry.other_id)}
    while found - known:
        known |= found
        touching = rows.DecisionLog.objects.filter(kind__in=_REVERSIBLE)
        touching = touching.filter(Q(story_id__in=known) | Q(other_id__in=known))
        found = {story for pair in touching.values_list("story_id", "other_id") for story in pair}
    return touching.select_related("undone").order_by("id")


def _event(entry: rows.DecisionLog) -> Merged | Parted:
    """What the log says was carried out."""
    taken_back = hasattr(entry, "undone")
    if entry.kind == DecisionKind.MERGE:
        return Merged(source=entry.story_id, target=str(entry.other_id), taken_back=taken_back)
    facts = {field.name: entry.record[field.name] for field in fields(Parted) if field.name != "taken_back"}
    return from_json(Parted, {**facts, "taken_back": taken_back})
