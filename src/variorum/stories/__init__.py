"""Articles into stories: a streaming grouping that decides, explains and never writes."""

from variorum.stories.embedding import RememberingEmbedder, embedded_text
from variorum.stories.grouping import assign, story_id
from variorum.stories.hindsight import group_stream, reconsider
from variorum.stories.index import StoryCandidate, StoryIndex
from variorum.stories.related import Related, central_names, related, related_by_names
from variorum.stories.titles import choose_title

__all__ = [
    "Related",
    "RememberingEmbedder",
    "StoryCandidate",
    "StoryIndex",
    "assign",
    "central_names",
    "choose_title",
    "embedded_text",
    "group_stream",
    "reconsider",
    "related",
    "related_by_names",
    "story_id",
]
