"""Stories and the reports that stand in them: rows and records. What is decided on them is applied in decisions.py."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.db.models import Max, Q

from variorum import model as records
from variorum.stories import Related
from variorum_site.news import models as rows
from variorum_site.news.store.codec import from_json_if_readable, to_json

_MOST_RELATED = 5
_TELLING = 3  # reports of a story that tell what it is about


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


def recent_stories(most: int) -> list[tuple[str, list[str]]]:
    """The stories in force with the latest reports, each with its first few articles."""
    latest = rows.Story.objects.filter(canonical=None, last_at__isnull=False).order_by("-last_at", "id")[:most]
    return [(row.id, members_of(row.id)[:_TELLING]) for row in latest]


@transaction.atomic
def save_related(story: str, found: Iterable[Related]) -> None:
    """Store the stories related to this one, in place of those found before; each of them learns of this one."""
    related = {one.story: one for one in found}
    rows.Story.objects.filter(id=story).update(related=to_json(tuple(related.values())))
    for row in rows.Story.objects.filter(id__in=list(related)).select_for_update():
        mirrored = to_json(replace(related[row.id], story=story))
        others = [one for one in row.related if one["story"] != story]
        row.related = sorted([*others, mirrored], key=lambda one: -one["score"])[:_MOST_RELATED]
        row.save(update_fields=["related"])


def load_related(story: str) -> tuple[Related, ...]:
    """The stories related to this one, as found last, best first."""
    row = rows.Story.objects.filter(id=story).first()
    return (row and from_json_if_readable(tuple[Related, ...], row.related)) or ()


def stale_stories(*, limit: int | None = None) -> list[str]:
    """Stories in force whose reports changed since they were compared, latest first."""
    waiting = rows.Story.objects.filter(stale=True, canonical=None).order_by("-opened_at", "id")
    return list((waiting[:limit] if limit else waiting).values_list("id", flat=True))
