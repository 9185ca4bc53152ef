"""What stories are about, and which are related: rows and records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from django.db import transaction
from django.db.models import Count

from variorum.stories import Rarity, Related, Traits, index_keys, is_rare, nearest, relate
from variorum_site.news import models as rows
from variorum_site.news.store.codec import from_json_if_readable, to_json

_MOST_RELATED = 5
_KEY_LENGTH = 100


@transaction.atomic
def save_traits(traits: Traits) -> None:
    """Store what a story is about, in place of what was known of it."""
    rows.Story.objects.filter(id=traits.story).update(traits=to_json(traits))
    rows.StoryKey.objects.filter(story_id=traits.story).delete()
    keys = sorted({key[:_KEY_LENGTH] for key in index_keys(traits)})
    rows.StoryKey.objects.bulk_create(rows.StoryKey(story_id=traits.story, key=key) for key in keys)


def find_related(own: Traits) -> tuple[Related, ...]:
    """The stories in force that are related to this one, the surest first. Who shares no rare key is not read."""
    keys = {key[:_KEY_LENGTH] for key in index_keys(own)}
    standing = rows.StoryKey.objects.filter(key__in=keys, story__canonical=None)
    seen = dict(standing.values_list("key").annotate(Count("id")))
    rarity = Rarity(stories=rows.Story.objects.filter(canonical=None).count(), seen=seen)
    rare = [key for key, stories in seen.items() if is_rare(stories)]
    stories_of: dict[str, list[str]] = defaultdict(list)
    for key, story in standing.filter(key__in=rare).values_list("key", "story_id"):
        stories_of[key].append(story)
    near = nearest(stories_of, rarity, without=own.story)
    kept = rows.Story.objects.filter(id__in=near).values_list("traits", flat=True)
    others = (from_json_if_readable(Traits, one) for one in kept)
    return relate(own, (one for one in others if one is not None), rarity, limit=_MOST_RELATED)


@transaction.atomic
def save_related(story: str, found: Iterable[Related]) -> None:
    """Store the stories related to this one, in place of those found before; each of them learns of this one."""
    related = {one.story: one for one in found}
    rows.Story.objects.filter(id=story).update(related=to_json(tuple(related.values())))
    for row in rows.Story.objects.filter(id__in=list(related)).select_for_update():
        mirrored = related[row.id]
        mirrored = replace(mirrored, story=story, days=None if mirrored.days is None else -mirrored.days)
        others = [one for one in row.related if one["story"] != story]
        row.related = sorted([*others, to_json(mirrored)], key=lambda one: -one["score"])[:_MOST_RELATED]
        row.save(update_fields=["related"])


def load_related(story: str) -> tuple[Related, ...]:
    """The stories related to this one, as found last, best first."""
    row = rows.Story.objects.filter(id=story).first()
    return (row and from_json_if_readable(tuple[Related, ...], row.related)) or ()
