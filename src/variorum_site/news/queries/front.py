"""The front page: stories by freshness and by number of independent origins."""

from __future__ import annotations

from variorum_site.news.queries.records import Filters, FrontPage

PAGE_SIZE = 20


def front_page(filters: Filters | None = None, *, page: int = 1, size: int = PAGE_SIZE) -> FrontPage:
    """The stories in force that pass the filters. A page past the end is the last one."""
    raise NotImplementedError
