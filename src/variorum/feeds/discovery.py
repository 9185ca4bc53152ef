"""The feeds that the head of a page names."""

from __future__ import annotations

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from variorum.feeds.links import read_link


def discover_feeds(html: bytes, *, url: str) -> tuple[str, ...]:
    """Addresses of the feeds, each once, in the order of the page, those of comments last."""
    try:
        page = document_fromstring(html, parser=HTMLParser(no_network=True, recover=True))
    except (etree.LxmlError, ValueError):
        return ()
    base = _base(page, url)
    found: dict[str, bool] = {}
    for link in page.iter("link"):
        if _is_feed(link) and (address := read_link(link.get("href"), base=base)):
            found.setdefault(address, _is_of_comments(link))
    return tuple(sorted(found, key=lambda address: found[address]))


def _is_feed(link: HtmlElement) -> bool:
    relations = (link.get("rel") or "").lower().split()
    kind = (link.get("type") or "").partition(";")[0].strip().lower()
    if "feed" in relations:
        return True
    return "alternate" in relations and kind in _KINDS and "stylesheet" not in relations


def _is_of_comments(link: HtmlElement) -> bool:
    return "comment" in f"{link.get('href')} {link.get('title')}".lower()


def _base(page: HtmlElement, url: str) -> str:
    return next((full for base in page.iter("base") if (full := read_link(base.get("href"), base=url))), url)


_KINDS = frozenset(
    {
        "application/rss+xml",
        "application/atom+xml",
        "application/feed+json",
        "application/rdf+xml",
        "application/x.atom+xml",
        "text/rss+xml",
        "text/xml",
        "application/xml",
    }
)
