"""The stories that arriving articles may join: built from what is stored, and kept while nobody else decides."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings

from variorum.engines import load_embedder
from variorum.interfaces import Embedder
from variorum.stories import RememberingEmbedder, StoryIndex, not_ahead
from variorum_site.news import store

WINDOW = timedelta(days=10)  # an article may join a story whose reports are at most this much older
LEAST = 3_000  # articles whose stories stay open however old they are
_MOST = 200_000  # articles that an index takes in: what they taught of words stays, some kilobytes each


class LiveIndex:
    """One process's index of the open stories."""

    def __init__(self) -> None:
        self._kept: StoryIndex | None = None
        self._position = 0
        self._embedder: Embedder | None = None

    def taken(self, *, since: datetime, now: datetime) -> StoryIndex:
        """The index, built anew where a decision was taken that it was not told of. Put it back when all is stored.

        Raises ConfigError where an embedder is set that cannot be loaded.
        """
        kept, self._kept = self._kept, None
        if kept is not None and self._position == store.last_decision():
            return kept
        standing = store.recent_members(since=since - WINDOW, least=LEAST)
        articles = store.load_articles([article for _, article in standing])
        index = StoryIndex(window=WINDOW, least=LEAST, embedder=self._loaded())
        for story, article in standing:
            index.add(story, not_ahead(articles[article], now))
        return index

    def put_back(self, index: StoryIndex) -> None:
        """Keep the index for the next time, unless it has taken in so much that a new one is due."""
        if index.arrived < _MOST:
            self._kept, self._position = index, store.last_decision()

    def forget(self) -> None:
        """Build it anew next time: for whoever changed the database behind our back, such as a test."""
        self._kept = self._embedder = None

    def _loaded(self) -> Embedder | None:
        """The embedder of the settings, loaded when the first article is grouped: who only serves pages needs none.

        What it made is remembered, so that an index that is built anew costs no second reading.
        """
        folder = settings.VARIORUM.embedder
        if self._embedder is None and folder is not None:
            self._embedder = RememberingEmbedder(load_embedder(folder))
        return self._embedder


live_index = LiveIndex()
