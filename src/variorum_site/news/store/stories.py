"""Stories and the reports that stand in them: rows and records. What is decided on them is applied in decisions.py."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Max, Q

from variorum import model as records
from variorum_site.news import models as rows


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


def stale_stories(*, limit: int | None = None) -> list[str]:
    """Stories in force whose reports changed since they were compared, latest first."""
    waiting = rows.Story.objects.filter(stale=True, canonical=None).order_by("-opened_at", "id")
    return list((waiting[:limit] if limit else waiting).values_list("id", flat=True))
