"""Sitemaps, those of news among them, and indexes of sitemaps."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from variorum.feeds.dates import read_date
from variorum.feeds.elements import Element, fields_of, full_url, text_of
from variorum.feeds.links import read_link
from variorum.feeds.parsed import MOST_ENTRIES, ParsedFeed
from variorum.feeds.plain import plain_text
from variorum.model import Entry
from variorum.text.language import read_tag


def read_sitemap(root: Element, *, url: str) -> ParsedFeed:
    """The entries of a urlset. Without news fields an entry has an address and perhaps a time of change only."""
    entries = (_entry(element, url=url) for element in _newest(fields_of(root).get("url", [])))
    return ParsedFeed(entries=tuple(entry for entry in entries if entry), is_sitemap=True)


def _newest(pages: list[Element]) -> list[Element]:
    """Those with the latest lastmod where there are more than are read: an archive may begin with its oldest page."""
    if len(pages) > MOST_ENTRIES:
        pages = sorted(pages, key=lambda page: text_of(fields_of(page), "lastmod") or "", reverse=True)
    return pages[:MOST_ENTRIES]


def newest_entries(entries: Iterable[Entry], *, since: datetime, most: int) -> tuple[Entry, ...]:
    """The entries of a sitemap that are news: of those with a time what is as new as `since`, the newest first; then
    those without one, in the order of the file; so many at most."""
    known = [(entry, entry.published or entry.updated) for entry in entries]  # an old report that changed is no news
    dated = [(time, entry) for entry, time in known if time and time >= since]
    dated.sort(key=lambda pair: pair[0], reverse=True)
    return (*(entry for _, entry in dated), *(entry for entry, time in known if not time))[:most]


def read_sitemap_index(root: Element, *, url: str) -> ParsedFeed:
    """The sitemaps that a sitemapindex names, the newest last."""
    named: list[tuple[str, bool, str]] = []
    for element in fields_of(root).get("sitemap", ()):
        fields = fields_of(element)
        changed = read_date(text_of(fields, "lastmod"))
        if address := full_url(element, text_of(fields, "loc")):
            named.append((changed.isoformat() if changed else "", "news" in address.lower(), address))
    named.sort(key=lambda one: one[:2])  # stable: without times those of news last, else the order of the file
    return ParsedFeed(sitemaps=tuple(dict.fromkeys(address for *_, address in named)), is_sitemap=True)


def _entry(element: Element, *, url: str) -> Entry | None:
    fields = fields_of(element)
    address = full_url(element, text_of(fields, "loc"))
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
        publisher=(name := plain_text(text_of(publication, "name"))),
        publisher_url=read_link("/", base=address) if name else None,  # a sitemap speaks for its own site only
        language=read_tag(text_of(publication, "language") or text_of(news, "language")),
    )
