"""What became of a story by merges and splits, and which stories lie near it."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q

from variorum.model import Reason
from variorum_site.news import models as rows
from variorum_site.news.models import DecisionKind
from variorum_site.news.queries.turns import StoryTurn, Turn
from variorum_site.news.store import load_related
from variorum_site.news.store.codec import from_json_if_readable

_NEAR = 40  # stories to choose from


def story_history(story: rows.Story, former_ids: tuple[str, ...]) -> tuple[StoryTurn, ...]:
    """The merges into a story and the splits from and to it that are in force, oldest first.

    What moved only between the story and those that stand in it now is left out.
    """
    return tuple(_turns({story.id, *former_ids}))


def stories_near(story: str) -> tuple[rows.Story, ...]:
    """Other stories in force that a report of this one may belong to: the related ones, then the latest."""
    others = rows.Story.objects.filter(canonical=None, last_at__isnull=False).exclude(id=story)
    related = [one.story for one in load_related(story)]
    latest = others.exclude(id__in=related).order_by("-last_at", "id")
    return (*others.filter(id__in=related).order_by("-last_at", "id"), *latest[:_NEAR])


def _turns(stories: set[str]) -> Iterator[StoryTurn]:
    log = rows.DecisionLog.objects.filter(kind__in=(DecisionKind.MERGE, DecisionKind.SPLIT), undone=None)
    log = log.filter(Q(story_id__in=stories) | Q(other_id__in=stories))
    for entry in log.select_related("story__title_article", "other__title_article").order_by("id"):
        here, gone = entry.other_id in stories, entry.story_id in stories
        if here and entry.kind == DecisionKind.MERGE:
            yield _turn(entry, entry.story, Turn.TOOK_IN)
        elif here and not gone:
            fresh = entry.record["opened"] or entry.record["revived"]
            yield _turn(entry, entry.story, Turn.SPLIT_FROM if fresh else Turn.WON)
        elif gone and not here and entry.kind == DecisionKind.SPLIT:
            yield _turn(entry, entry.other, Turn.LOST)


def _turn(entry: rows.DecisionLog, story: rows.Story | None, turn: Turn) -> StoryTurn:
    assert story is not None  # every merge and split has both
    unread = story.canonical_id is None and not story.reports  # its page comes with its first reading
    return StoryTurn(
        at=entry.at,
        turn=turn,
        title=story.title,
        language=story.title_article.language if story.title_article else None,
        slug=None if turn is Turn.TOOK_IN or unread else story.slug,
        reports=len(entry.record["moved"]) if entry.kind == DecisionKind.SPLIT else 0,
        reasons=from_json_if_readable(tuple[Reason, ...], entry.record.get("reasons", [])) or (),
        made_by=entry.made_by,
    )
