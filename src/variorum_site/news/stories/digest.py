"""From articles to stories: both steps, one after the other."""

from __future__ import annotations

from datetime import datetime

from variorum_site.news.running.progress import Told, quiet
from variorum_site.news.stories.comparing import read_stories
from variorum_site.news.stories.grouping import group_articles


def digest(*, now: datetime, told: Told = quiet) -> tuple[int, int]:
    """Group the articles that stand in no story, and read the stories that changed: how many of each."""
    return group_articles(now=now), read_stories(now=now, told=told)
