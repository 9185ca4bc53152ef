"""Other extractors of articles, for benchmarks/extract.py; they come with the group `bench`."""

from __future__ import annotations

from typing import Any

from lxml import html as lxml_html
from lxml.etree import LxmlError
from newspaper import Article, ArticleException
from readability import Document
from readability.readability import Unparseable

Row = dict[str, Any]

# What newspaper4k stumbles over on real pages; such a page counts as refused.
_STUMBLES = (ArticleException, ImportError, ValueError, TypeError, AttributeError)


def newspaper(url: str, body: bytes) -> Row | None:
    """What newspaper4k reads; None where it fails."""
    page = Article(url, fetch_images=False)  # it would ask the network for the size of every picture
    page.download(input_html=body.decode("utf-8", errors="replace"))
    try:
        page.parse()
    except _STUMBLES:
        return None
    published = page.publish_date.isoformat() if page.publish_date else None
    return {"title": page.title, "authors": page.authors, "published": published, "text": page.text}


def readable(url: str, body: bytes) -> Row | None:
    """What readability-lxml reads; None where it fails."""
    document = Document(body.decode("utf-8", errors="replace"), url=url)
    try:
        text = lxml_html.fromstring(document.summary()).xpath("string()")
    except (Unparseable, LxmlError):
        return None
    return {"title": document.short_title(), "text": text}
