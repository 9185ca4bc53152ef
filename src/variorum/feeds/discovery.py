"""Where the feeds of a site may be: those that its page names or links to, and where programs put them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from variorum.feeds.html import base_of, links_of, read_html, text_of_link
from variorum.feeds.links import read_link
from variorum.feeds.ranking import NamedFeed, is_of_comments, main_first
from variorum.urls import host_of, registrable_domain

_MOST = 30  # addresses that are worth a try


def discover_feeds(html: bytes, *, url: str, content_type: str | None = None) -> tuple[str, ...]:
    """Addresses of the feeds that a page names as such, the site's main one first; see variorum.feeds.ranking.

    A page names a feed by a <link> or <a> whose rel says "feed", or "alternate" with a type of feeds.
    """
    page = read_html(html, content_type=content_type)
    return main_first(_named(page, url), page=url) if page is not None else ()


def _named(page: HtmlElement, url: str) -> Iterator[NamedFeed]:
    base = base_of(page, url)
    for link in page.iter("link", "a"):
        if _names_feed(link) and (address := read_link(_address(link), base=base)):
            yield NamedFeed(url=address, title=f"{link.get('title') or ''} {text_of_link(link)}")


def candidate_feeds(html: bytes, *, url: str, content_type: str | None = None) -> tuple[str, ...]:
    """Addresses that may be feeds and have to be tried, the likelier first: what the page names, the links that look
    like one, then where programs put them beside the page: a paper may live in a folder of its host. 30 at most."""
    named = discover_feeds(html, url=url, content_type=content_type)
    page = read_html(html, content_type=content_type)
    linked = _linked(page, url) if page is not None else ()
    usual = (full for path in _USUAL if (full := read_link(path, base=url)))
    return tuple(dict.fromkeys((*named, *linked, *usual)))[:_MOST]


def _names_feed(link: HtmlElement) -> bool:
    relations = (link.get("rel") or "").lower().split()
    kind = (link.get("type") or "").partition(";")[0].strip().lower()
    if "feed" in relations:
        return True
    if "alternate" not in relations or "stylesheet" in relations:
        return False
    if kind == "application/json":  # JSON Feed 1.0 said so; so do interfaces of programs, whose paths say what they are
        return "feed" in (link.get("href") or "").lower()
    return kind in _KINDS


def _address(link: HtmlElement) -> str | None:
    """The address without "feed:", which old pages put before it to call a reader."""
    href = (link.get("href") or "").strip()
    if href.lower().startswith("feed:"):
        href = href[5:]
        return f"http:{href}" if href.startswith("//") else href
    return href or None


def _linked(page: HtmlElement, url: str) -> Iterable[str]:
    """Links of the page's own site that look like feeds; those whose whole last part says so first."""
    own = registrable_domain(host_of(url))
    found: dict[str, bool] = {}
    for link, address in _feed_links(page, url):
        if registrable_domain(host_of(address)) == own:
            found.setdefault(address, is_of_comments(address, f"{link.get('title') or ''} {text_of_link(link)}"))
    return sorted(found, key=lambda address: (found[address], not _LOOKS.search(_tail(address))))


def _feed_links(page: HtmlElement, url: str) -> Iterator[tuple[HtmlElement, str]]:
    for link, address in links_of(page, url=url):
        if _LOOKS.search(_tail(address)) or text_of_link(link).lower() in _WORDS:
            yield link, address


def _tail(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path.rstrip('/')}?{parts.query}" if parts.query else parts.path.rstrip("/")


_LOOKS = re.compile(r"(?:^|[/._-])(?:rss\d?|atom|feeds?|rdf)(?:\.(?:xml|rss|rdf|php|json|aspx?))?$"
                    r"|\.(?:rss|rdf|atom)$|[?&](?:feed|format)=(?:rss2?|atom|feed|rdf)\b", re.IGNORECASE)  # fmt: skip
_WORDS = frozenset(
    {"rss", "atom", "rss feed", "atom feed", "rss 2.0", "json feed"}
)  # names, the same in every language
_USUAL = ("feed/", "rss", "rss.xml", "feed.xml", "atom.xml", "index.xml", "feed.json", "?feed=rss2", "feeds/")
_KINDS = frozenset(
    {
        "application/rss+xml",
        "application/atom+xml",
        "application/feed+json",
        "application/rdf+xml",
        "application/x.atom+xml",
        "application/atomxml",
        "text/rss+xml",
        "text/atom+xml",
        "text/xml",
        "application/xml",
        "application/rss",
        "application/atom",
        "text/rss",
        "text/atom",
    }
)
