"""Articles into stories: a streaming grouping that decides, explains and never writes."""

from variorum.stories.course import Course, Status, follow_course, status_at
from variorum.stories.embedding import RememberingEmbedder, embedded_text
from variorum.stories.grouping import assign, not_ahead, story_id
from variorum.stories.hindsight import group_stream, reconsider
from variorum.stories.index import StoryCandidate, StoryIndex
from variorum.stories.related import (
    Rarity,
    Related,
    RelatedIndex,
    Relation,
    index_keys,
    is_rare,
    nearest,
    relate,
    related,
)
from variorum.stories.titles import choose_title
from variorum.stories.traits import TELLING, Trait, Traits, read_traits

__all__ = [
    "TELLING",
    "Course",
    "Rarity",
    "Related",
    "RelatedIndex",
    "Relation",
    "RememberingEmbedder",
    "Status",
    "StoryCandidate",
    "StoryIndex",
    "Trait",
    "Traits",
    "assign",
    "choose_title",
    "embedded_text",
    "follow_course",
    "group_stream",
    "index_keys",
    "is_rare",
    "nearest",
    "not_ahead",
    "read_traits",
    "reconsider",
    "relate",
    "related",
    "status_at",
    "story_id",
]
