"""Bytes to a feed: the kind is told by looking at them; well-formed XML goes the fast way, all else the tolerant."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

from variorum.errors import FeedError
from variorum.feeds.atom import read_atom
from variorum.feeds.elements import Element, NotWellFormed, local_name, read_root
from variorum.feeds.headers import FeedHeaders
from variorum.feeds.jsonfeed import read_json_feed
from variorum.feeds.parsed import ParsedFeed
from variorum.feeds.prefixes import declare_prefixes
from variorum.feeds.rss import read_rss
from variorum.feeds.sitemap import read_sitemap, read_sitemap_index
from variorum.feeds.tolerant import read_tolerantly
from variorum.feeds.transports import credit_publisher
from variorum.model import LanguageTag

_MOST_UNPACKED = 60_000_000  # the sitemap protocol allows 50 MB
_PIECE = 65_536  # bytes unpacked at a time
_MOST_TAGS = 1_000_000  # 50,000 pages, the most of a sitemap, with seven facts each; as a tree they take 150 MB


def parse_feed(body: bytes, *, url: str, headers: FeedHeaders | None = None, found_at: str | None = None) -> ParsedFeed:
    """The entries of RSS, Atom, RDF, JSON Feed or a sitemap, also compressed. Raises FeedError where it is none.

    `url` is the address that the feed is known by; `found_at` where redirects led, which relative links are joined to
    unless the headers name another base. What neither the feed nor an entry says of its language, the headers do.
    What comes through a transport has its publisher's address and name as far as the feed tells them.
    """
    headers = headers or FeedHeaders()
    parsed = _parsed(body, url=found_at or url, headers=headers)
    if parsed.language is None and headers.language and not parsed.is_sitemap:  # its pages have languages of their own
        parsed = _in_language(parsed, headers.language)
    entries = parsed.entries
    if found_at and found_at != url:
        entries = tuple(replace(entry, feed_url=url) for entry in entries)
    return replace(parsed, entries=tuple(credit_publisher(entry) for entry in entries))


def _in_language(feed: ParsedFeed, language: LanguageTag) -> ParsedFeed:
    entries = tuple(entry if entry.language else replace(entry, language=language) for entry in feed.entries)
    return replace(feed, language=language, entries=entries)


def _parsed(body: bytes, *, url: str, headers: FeedHeaders) -> ParsedFeed:
    body = _unpacked(body, url).lstrip(_BLANK)
    if not body:
        raise FeedError(f"{url} is empty: check the address.")
    if body[:1] in {b"{", b"["}:
        return read_json_feed(body, url=url, base=headers.base(url))
    if _HTML.match(body[:2000]) and not _FEED_INSIDE.search(body[:2000]):
        raise FeedError(f"{url} is a page of HTML: look for the address of its feed (variorum can discover it).")
    if body.count(b"<") > _MOST_TAGS:
        raise FeedError(f"{url} has more than {_MOST_TAGS} tags, more than any list of news: it is not read.")
    try:
        root = _read_strictly(body, url=url, headers=headers)
    except NotWellFormed:
        return read_tolerantly(declare_prefixes(body), url=url, headers=headers)
    reader = _READERS.get(local_name(root))
    if reader is None:
        raise FeedError(f"{url} is XML of another kind (<{local_name(root)}>): check the address.")
    return reader(root, url)


def _read_strictly(body: bytes, *, url: str, headers: FeedHeaders) -> Element:
    """The root element, also where nothing is amiss but prefixes without a declaration. Raises NotWellFormed."""
    try:
        return read_root(body, url=url, headers=headers)
    except NotWellFormed:
        declared = declare_prefixes(body)
        if declared == body:
            raise
        return read_root(declared, url=url, headers=headers)


def _unpacked(body: bytes, url: str) -> bytes:
    """All members of gzip, as far as they go where the last breaks off; what stands behind them is no feed."""
    if not body.startswith(_GZIP):
        return body
    unpacked = bytearray()
    packed = gzip.GzipFile(fileobj=BytesIO(body))
    try:
        while len(unpacked) <= _MOST_UNPACKED and (piece := packed.read1(_PIECE)):
            unpacked += piece
    except (OSError, EOFError, zlib.error) as fault:
        if not unpacked or isinstance(fault, zlib.error):
            raise FeedError(f"{url} is damaged in its compression ({fault}): ask again later.") from fault
    if len(unpacked) > _MOST_UNPACKED:
        raise FeedError(f"{url} unpacks to more than {_MOST_UNPACKED} bytes: it is not read.")
    return bytes(unpacked)


_GZIP = b"\x1f\x8b"
_BLANK = b" \t\r\n\xef\xbb\xbf"
_HTML = re.compile(rb"(?:<\?xml[^>]*>\s*)?(?:(?><!--.*?-->)\s*)*+(?:<!doctype\s+html|<html)", re.IGNORECASE | re.DOTALL)
_FEED_INSIDE = re.compile(rb"<(?:rss|feed|rdf:rdf)[\s>]", re.IGNORECASE)
_READERS: dict[str, Callable[[Element, str], ParsedFeed]] = {
    "rss": lambda root, url: read_rss(root, url=url),
    "rdf": lambda root, url: read_rss(root, url=url),
    "channel": lambda root, url: read_rss(root, url=url),
    "feed": lambda root, url: read_atom(root, url=url),
    "entry": lambda root, url: read_atom(root, url=url),
    "urlset": lambda root, url: read_sitemap(root, url=url),
    "sitemapindex": lambda root, url: read_sitemap_index(root, url=url),
}
