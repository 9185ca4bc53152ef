"""Full-text search over the articles, in every script."""

from __future__ import annotations

from variorum_site.news.queries.records import Filters, SearchResults

PAGE_SIZE = 20


def search(query: str, filters: Filters | None = None, *, page: int = 1, size: int = PAGE_SIZE) -> SearchResults:
    """Articles that hold all words of the query, best first. An empty query finds nothing."""
    raise NotImplementedError
