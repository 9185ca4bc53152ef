"""Stories, memberships, decisions and judgements: rows and records. Decisions are applied here and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import Max, Q

from variorum import model as records
from variorum.errors import InputError
from variorum_site.news import models as rows
from variorum_site.news.store.articles import slug_of
from variorum_site.news.store.codec import to_json


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
        changed += done
    return changed


@transaction.atomic
def take_back(merge: int, *, by: str, now: datetime) -> None:
    """Undo a merge by the number of its decision: the story stands on its own again, as do those it had taken in."""
    entry = rows.DecisionLog.objects.filter(id=merge, kind="merge").first()
    if entry is None:
        raise InputError(f"Decision {merge} is no merge: choose a merge from the log.")
    source, target = entry.record["source"], entry.record["target"]
    if merge in _taken_back():
        raise InputError(f"The merge of {source} was taken back already.")
    standing = rows.Story.objects.get(id=source).canonical_id
    for story, canonical in _standing(without=merge).items():
        rows.Story.objects.filter(id=story).exclude(canonical_id=canonical).update(canonical_id=canonical)
    rows.Story.objects.filter(id=source).update(canonical=None)
    rows.Story.objects.filter(id__in=(source, standing)).update(stale=True)
    rows.DecisionLog.objects.create(
        at=now, kind="split", story_id=source, record={"took_back": merge, "target": target}, made_by=by
    )


def load_story(identity: str) -> records.Story | None:
    """A story with the articles that stand in it, merged ones included; a merged story itself has none."""
    row = rows.Story.objects.filter(id=identity).first()
    if row is None:
        return None
    return records.Story(
        id=row.id,
        canonical_id=row.canonical_id or row.id,
        title=row.title,
        title_article=row.title_article_id or "",
        articles=tuple(members_of(row.id)) if row.canonical_id is None else (),
    )


def iter_stories() -> Iterator[records.Story]:
    """The stories in force, oldest first."""
    for identity in rows.Story.objects.filter(canonical=None).order_by("opened_at", "id").values_list("id", flat=True):
        story = load_story(identity)
        assert story is not None
        yield story


def members_of(story: str) -> list[str]:
    """The ids of a story's articles, oldest first."""
    standing = rows.Membership.objects.filter(Q(story_id=story) | Q(story__canonical_id=story))
    return list(standing.order_by("article__at", "id").values_list("article_id", flat=True))


def recent_members(*, since: datetime, least: int) -> list[tuple[str, str]]:
    """(story in force, article) of the articles since then, and of the latest `least` in any case, as they came in."""
    newest = rows.Membership.objects.aggregate(id=Max("id"))["id"] or 0
    recent = rows.Membership.objects.filter(Q(article__at__gte=since) | Q(id__gt=newest - least))
    return [
        (row.story.canonical_id or row.story_id, row.article_id)
        for row in recent.select_related("story").order_by("id")
    ]


def last_decision() -> int:
    """The number of the last decision on any story: who knows it knows whether anything was decided since."""
    return rows.DecisionLog.objects.aggregate(id=Max("id"))["id"] or 0


def stale_stories(*, limit: int | None = None) -> list[str]:
    """Stories in force whose reports changed since they were compared, latest first."""
    waiting = rows.Story.objects.filter(stale=True, canonical=None).order_by("-opened_at", "id")
    return list((waiting[:limit] if limit else waiting).values_list("id", flat=True))


def save_judgement(judgement: records.Judgement) -> None:
    """Store a verdict; those before it stay."""
    rows.Judgement.objects.create(
        left=judgement.left,
        right=judgement.right,
        together=judgement.together,
        judge=judgement.judge,
        at=judgement.at,
    )


def load_judgements() -> list[records.Judgement]:
    """All verdicts, oldest first."""
    return [
        records.Judgement(left=row.left, right=row.right, together=row.together, judge=row.judge, at=row.at)
        for row in rows.Judgement.objects.order_by("id")
    ]


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
    _log(decision, kind="open", story=decision.story, now=now)
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
    _log(decision, kind="join", story=story.id, now=now)
    return True


def _merge(decision: records.Merge, now: datetime) -> bool:
    source, target = _in_force(decision.source), _in_force(decision.target)
    if source.id == target.id:
        return False
    moved = list(rows.Story.objects.filter(canonical=source).values_list("id", flat=True))
    rows.Story.objects.filter(Q(id=source.id) | Q(id__in=moved)).update(canonical=target, stale=False)
    rows.Story.objects.filter(id=target.id).update(stale=True)
    record = {**to_json(decision), "source": source.id, "target": target.id, "moved": moved}
    rows.DecisionLog.objects.create(at=now, kind="merge", story=source, record=record, made_by=decision.made_by)
    return True


def _taken_back() -> set[int]:
    return {row["took_back"] for row in rows.DecisionLog.objects.filter(kind="split").values_list("record", flat=True)}


def _standing(*, without: int) -> dict[str, str]:
    """Merged story -> the story that it stands in, when one merge is left out of those that were not taken back."""
    undone = {without, *_taken_back()}
    merges = rows.DecisionLog.objects.filter(kind="merge").exclude(id__in=undone).order_by("id")
    into = {record["source"]: record["target"] for record in merges.values_list("record", flat=True)}
    found = {}
    for story, target in into.items():
        while target in into:
            target = into[target]  # noqa: PLW2901 - followed to its end
        found[story] = target
    return found


def _in_force(identity: str) -> rows.Story:
    story = rows.Story.objects.select_related("canonical").filter(id=identity).first()
    if story is None:
        raise InputError(f"The story {identity!r} is not stored: choose one that is.")
    return story.canonical or story


def _log(decision: records.Open | records.Join, *, kind: str, story: str, now: datetime) -> None:
    rows.DecisionLog.objects.create(
        at=now, kind=kind, story_id=story, record=to_json(decision), made_by=decision.made_by
    )
