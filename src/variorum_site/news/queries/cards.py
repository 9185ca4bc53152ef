"""Stories in lists: cards built from the figures that each reading leaves with its story."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from variorum.model import Comparison, Evidence
from variorum_site.news import models as rows
from variorum_site.news.queries.records import Answer, Parting, StoryCard
from variorum_site.news.queries.shelf import Shelf, article_ref, fill_shelf
from variorum_site.news.store.codec import from_json_if_readable


def stories_in_force() -> QuerySet[rows.Story]:
    """Stories that stand for themselves and were read, in front page order."""
    chosen = rows.Story.objects.filter(canonical=None, reports__gt=0, title_article__isnull=False)
    return chosen.order_by("-rank", "id").select_related("title_article", "title_article__outlet").defer("traits")


def told_where(stories: QuerySet[rows.Story], **facts: str) -> QuerySet[rows.Story]:
    """Of these stories, those with a report of these facts: told_where(stories, country="MY")."""
    standing = Q(story=OuterRef("pk")) | Q(story__canonical=OuterRef("pk"))
    named = {f"article__{name}": value for name, value in facts.items()}
    return stories.filter(Exists(rows.Membership.objects.filter(standing, **named)))


def cards(stories: Iterable[rows.Story]) -> tuple[StoryCard, ...]:
    """Cards of these stories, in their order."""
    chosen = list(stories)
    shelf = _leads(chosen)
    return tuple(card(story, shelf) for story in chosen)


def card(story: rows.Story, shelf: Shelf) -> StoryCard:
    """One card; `shelf` holds the article of its lead in the revision that was read."""
    assert story.title_article is not None
    assert story.first_at is not None
    assert story.last_at is not None
    lead = _lead(story)
    parting = story.shown.get("parting")
    comparison = from_json_if_readable(Comparison, parting) if parting else None
    return StoryCard(
        id=story.id,
        slug=story.slug,
        title=story.title,
        title_by=article_ref(story.title_article),
        lead=shelf.passage(lead) if lead else None,
        countries=tuple(story.shown.get("countries", ())),
        languages=tuple(story.shown.get("languages", ())),
        reports=story.reports,
        origins=story.origins,
        conflicts=story.conflicts,
        updates=story.updates,
        first_at=story.first_at,
        last_at=story.last_at,
        changed_at=_moment(story, "changed_at") or story.last_at,
        quiet_from=_moment(story, "quiet_from"),
        picture_url=story.shown.get("picture_url"),
        parting=_parting(comparison) if comparison else None,
        voices=tuple(story.shown.get("voices", ())),
    )


def _leads(stories: Sequence[rows.Story]) -> Shelf:
    leads = {story.id: lead.article for story in stories if (lead := _lead(story))}
    newest: dict[str, int] = {}
    readings = rows.Reading.objects.filter(story_id__in=list(leads)).order_by("version")
    for story, revisions in readings.values_list("story_id", "revisions"):
        if leads[story] in revisions:
            newest[leads[story]] = revisions[leads[story]]
    return fill_shelf(list(newest), revisions=newest)


def _moment(story: rows.Story, name: str) -> datetime | None:
    written = story.shown.get(name)
    return datetime.fromisoformat(written) if written else None


def _lead(story: rows.Story) -> Evidence | None:
    lead = story.shown.get("lead")
    return from_json_if_readable(Evidence, lead) if lead else None


def _parting(comparison: Comparison) -> Parting:
    return Parting(
        question=comparison.question,
        outcome=comparison.outcome,
        answers=tuple(
            Answer(value=position.value, origins=position.origins, countries=position.countries)
            for position in comparison.positions
        ),
    )
