"""Sitemaps, those of news among them, and indexes of sitemaps."""

from __future__ import annotations

from variorum.feeds.dates import read_date
from variorum.feeds.elements import Element, fields_of, full_url, text_of
from variorum.feeds.parsed import ParsedFeed
from variorum.feeds.plain import plain_text
from variorum.model import Entry
from variorum.text.language import read_tag


def read_sitemap(root: Element, *, url: str) -> ParsedFeed:
    """The entries of a urlset. Without news fields an entry has an address and perhaps a time of change only."""
    entries = (_entry(element, url=url) for element in fields_of(root).get("url", ()))
    return ParsedFeed(entries=tuple(entry for entry in entries if entry))


def read_sitemap_index(root: Element, *, url: str) -> ParsedFeed:
    """The sitemaps that a sitemapindex names, the newest last."""
    named: list[tuple[str, str]] = []
    for element in fields_of(root).get("sitemap", ()):
        fields = fields_of(element)
        changed = read_date(text_of(fields, "lastmod"))
        if address := full_url(element, text_of(fields, "loc"), url=url):
            named.append((changed.isoformat() if changed else "", address))
    named.sort(key=lambda pair: pair[0])  # stable: without times the order of the file
    return ParsedFeed(sitemaps=tuple(dict.fromkeys(address for _, address in named)))


def _entry(element: Element, *, url: str) -> Entry | None:
    fields = fields_of(element)
    address = full_url(element, text_of(fields, "loc"), url=url)
    if address is None:
        return None
    news = fields_of(fields["news:news"][0], plain="news") if "news:news" in fields else {}
    publication = fields_of(news["publication"][0], plain="news") if "publication" in news else {}
    return Entry(
        url=address,
        feed_url=url,
        title=plain_text(text_of(news, "title")),
        published=read_date(text_of(news, "publication_date")),
        updated=read_date(text_of(fields, "lastmod")),
        language=read_tag(text_of(publication, "language") or text_of(news, "language")),
    )
