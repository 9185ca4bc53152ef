"""An article with its revisions, and the passages that its story's breakdown stands on."""

from __future__ import annotations

from variorum_site.news.queries.records import ArticlePage


def find_article(slug: str, *, full_text: bool = False) -> ArticlePage | None:
    """The article of this address: whole where `full_text` (the owner's setting) says so, else an excerpt."""
    raise NotImplementedError
