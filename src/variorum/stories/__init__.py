"""Articles into stories: a streaming grouping that decides, explains and never writes."""

from variorum.stories.course import Course, Status, follow_course, status_at
from variorum.stories.grouping import assign, story_id
from variorum.stories.index import StoryCandidate, StoryIndex
from variorum.stories.related import Rarity, Related, RelatedIndex, Relation, index_keys, nearest, relate, related
from variorum.stories.titles import choose_title
from variorum.stories.traits import Trait, Traits, read_traits

__all__ = [
    "Course",
    "Rarity",
    "Related",
    "RelatedIndex",
    "Relation",
    "Status",
    "StoryCandidate",
    "StoryIndex",
    "Trait",
    "Traits",
    "assign",
    "choose_title",
    "follow_course",
    "index_keys",
    "nearest",
    "read_traits",
    "relate",
    "related",
    "status_at",
    "story_id",
]
