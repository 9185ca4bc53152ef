"""The stories that arriving articles may join: built from what is stored, and kept while nobody else decides."""

from __future__ import annotations

from datetime import datetime, timedelta

from variorum.stories import StoryIndex
from variorum_site.news import store

WINDOW = timedelta(days=10)  # an article may join a story whose reports are at most this much older
LEAST = 3_000  # articles whose stories stay open however old they are


class LiveIndex:
    """One process's index of the open stories."""

    def __init__(self) -> None:
        self._kept: StoryIndex | None = None
        self._position = 0

    def taken(self, *, since: datetime) -> StoryIndex:
        """The index, built anew where a decision was taken that it was not told of. Put it back when all is stored."""
        kept, self._kept = self._kept, None
        if kept is not None and self._position == store.last_decision():
            return kept
        standing = store.recent_members(since=since - WINDOW, least=LEAST)
        articles = store.load_articles([article for _, article in standing])
        index = StoryIndex(window=WINDOW, least=LEAST)
        for story, article in standing:
            index.add(story, articles[article])
        return index

    def put_back(self, index: StoryIndex) -> None:
        """Keep the index for the next time."""
        self._kept, self._position = index, store.last_decision()

    def forget(self) -> None:
        """Build it anew next time: for whoever changed the database behind our back, such as a test."""
        self._kept = None


live_index = LiveIndex()
