"""Where stories and reports stand: read from rows, and written to those that differ."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import asdict

from django.db.models import Q, QuerySet

from variorum_site.news import models as rows
from variorum_site.news.store.standing import Place, Standing


def memberships_in(stories: Collection[str]) -> QuerySet[rows.Membership]:
    """The memberships of these stories and of those that lead to them, the oldest report first."""
    standing = rows.Membership.objects.filter(Q(story_id__in=stories) | Q(story__canonical_id__in=stories))
    return standing.select_related("article").order_by("article__at", "id")


def load_standing(stories: Collection[str]) -> Standing:
    """These stories in force as they stand now, with all that leads to them."""
    leading = rows.Story.objects.filter(canonical_id__in=stories).values_list("id", "canonical_id")
    places = {row.article_id: place_of(row) for row in memberships_in(stories)}
    return Standing(places, {story: str(target) for story, target in leading})


def save_standing(standing: Standing, *, stories: Iterable[str]) -> None:
    """Let these stories and all reports of the standing stand so; what changed is due to be compared anew."""
    changed = _put_reports(standing) | _point_stories(standing, set(stories) | standing.filled())
    touched = rows.Story.objects.filter(Q(id__in=changed) | Q(merged__in=changed), canonical=None)
    rows.Story.objects.filter(id__in=set(touched.values_list("id", flat=True))).update(stale=True)


def place_of(row: rows.Membership) -> Place:
    """Where a report stands, as a record."""
    return Place(
        article=row.article_id,
        story=row.story_id,
        score=row.score,
        nearest=row.nearest,
        reasons=row.reasons,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
    )


def _put_reports(standing: Standing) -> set[str]:
    """The stories that lost or won a report. A row keeps its number, which tells when the report came in."""
    changed: set[str] = set()
    for row in rows.Membership.objects.filter(article_id__in=list(standing.places)):
        place = standing.places[row.article_id]
        if place_of(row) != place:
            changed |= {row.story_id, place.story}
            facts = asdict(place)
            rows.Membership.objects.filter(id=row.id).update(story_id=facts.pop("story"), **facts)
    return changed


def _point_stories(standing: Standing, stories: set[str]) -> set[str]:
    """The stories in force that one more or one less leads to."""
    changed: set[str] = set()
    for row in rows.Story.objects.filter(id__in=stories):
        leads_to = standing.leads_to.get(row.id)
        if row.canonical_id != leads_to:
            changed |= {row.canonical_id or row.id, leads_to or row.id}
            rows.Story.objects.filter(id=row.id).update(canonical_id=leads_to)
    return changed
