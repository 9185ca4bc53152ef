"""Stories that have to do with one another, with the reasons; nothing rather than an unrelated one."""

from __future__ import annotations

from variorum_site.news import models as rows
from variorum_site.news.queries.records import RelatedStory
from variorum_site.news.store import Reading


def related_stories(story: rows.Story, reading: Reading) -> tuple[RelatedStory, ...]:
    """Stories of the same weeks that share what is particular to this one."""
    del story, reading
    return ()
