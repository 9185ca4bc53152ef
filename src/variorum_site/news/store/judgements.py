"""Verdicts on pairs of reports: rows and records, and who speaks for a report that left the open window."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db.models import Q

from variorum import model as records
from variorum_site.news import models as rows


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


def company_of(articles: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """For each of these articles that stands in a story: all reports of that story, itself included, latest first."""
    standing = rows.Membership.objects.filter(article_id__in=set(articles)).select_related("story")
    story_of = {row.article_id: row.story.canonical_id or row.story_id for row in standing}
    stories = set(story_of.values())
    members: dict[str, list[str]] = defaultdict(list)
    found = rows.Membership.objects.filter(Q(story_id__in=stories) | Q(story__canonical_id__in=stories))
    for row in found.select_related("story").order_by("-article__at", "-id"):
        members[row.story.canonical_id or row.story_id].append(row.article_id)
    return {article: tuple(members[story]) for article, story in story_of.items()}
