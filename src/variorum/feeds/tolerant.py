"""Feeds in broken XML, by feedparser: slow, but it reads what readers expect to be read."""

from __future__ import annotations

import html
import re
from calendar import timegm
from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import feedparser

from variorum.errors import FeedError
from variorum.feeds.authors import read_authors
from variorum.feeds.dates import read_date
from variorum.feeds.encodings import as_utf8
from variorum.feeds.headers import FeedHeaders
from variorum.feeds.links import is_whole, read_link
from variorum.feeds.parsed import ParsedFeed
from variorum.feeds.plain import content_markup, plain_text
from variorum.feeds.rhythm import skip_days_within, skip_hours_within, ttl_of_minutes, ttl_of_updates
from variorum.model import Entry
from variorum.text.clean import storable
from variorum.text.language import read_tag
from variorum.urls import LONGEST_URL

_MOST_BYTES = 1_000_000  # feedparser takes 1.3 ms an entry: the rest is left out
_MOST_TAGS = 30_000  # and 7 s for a megabyte of "<a>"; a thousand entries have 20,000


def read_tolerantly(body: bytes, *, url: str, headers: FeedHeaders) -> ParsedFeed:
    """The feed, as far as it can be read. Raises FeedError where no entry can be: broken and silent is not empty."""
    base, body = headers.base(url), _without_long_bases(as_utf8(_cut(body), headers=headers))
    try:
        found = feedparser.parse(
            BytesIO(body),  # never the bytes: feedparser would try to open a file of that name
            response_headers={"content-location": base, "content-type": "application/xml; charset=utf-8"},
            resolve_relative_uris=False,
            sanitize_html=False,
        )
    except _FAULTS as fault:
        raise FeedError(f"{url} is too broken to be read ({fault}): check the address.") from fault
    if not found.entries:
        why = found.get("bozo_exception", "unknown format")
        raise FeedError(f"{url} is broken or no feed, and no entry of it can be read ({why}): check the address.")
    channel = found.feed
    language = _language(channel.get("language"), None)
    authors = _authors(channel) if found.version.startswith("atom") else ()  # what other feeds name is an editor
    entries = (_entry(entry, url=url, base=base, language=language, authors=authors) for entry in found.entries)
    return ParsedFeed(
        title=plain_text(channel.get("title")),
        homepage=_link(channel, channel.get("link"), base),
        language=language,
        entries=tuple(entry for entry in entries if entry),
        hub=_related(channel, "hub", base),
        topic=_related(channel, "self", base),
        ttl=ttl_of_minutes(channel.get("ttl"))
        or ttl_of_updates(channel.get("sy_updateperiod"), channel.get("sy_updatefrequency")),
        skip_hours=skip_hours_within(body),  # of several feedparser keeps the last one only
        skip_days=skip_days_within(body),
        well_formed=False,
    )


def _related(channel: Mapping[str, Any], relation: str, base: str) -> str | None:
    links = [link for link in channel.get("links") or () if relation in (link.get("rel") or "").lower().split()]
    return next((full for link in links if (full := _link(channel, link.get("href"), base))), None)


def _content(entry: Mapping[str, Any]) -> str | None:
    """The whole text, HTML before other kinds."""
    found = sorted(entry.get("content") or (), key=lambda content: "html" not in (content.get("type") or ""))
    return next((markup for content in found if (markup := _markup(content))), None)


def _markup(content: Mapping[str, Any]) -> str | None:
    value = content.get("value") or ""
    return content_markup(value if "html" in (content.get("type") or "") else html.escape(value, quote=False))


def _cut(body: bytes) -> bytes:
    pieces = body[:_MOST_BYTES].split(b"<", _MOST_TAGS)
    return b"<".join(pieces[:_MOST_TAGS])


def _without_long_bases(body: bytes) -> bytes:
    """The same without its bases of links, if one of them or a chain of relative ones is longer than any address."""
    bases = [match[match.lastindex or 0] for match in _BASE.finditer(body)]
    chain = sum(len(base) for base in bases if not base.lower().startswith((b"http://", b"https://")))
    return _BASE.sub(b"", body) if max([chain, *map(len, bases)]) > LONGEST_URL else body


def _entry(
    entry: Mapping[str, Any], *, url: str, base: str, language: str | None, authors: tuple[str, ...]
) -> Entry | None:
    guid = storable(entry.get("id") or "") or None
    candidates = [entry.get("feedburner_origlink"), entry.get("link"), guid if is_whole(guid) else None]
    address = next((full for href in candidates if (full := _link(entry, href, base))), None)
    if address is None:
        return None
    source = entry.get("source") or {}
    return Entry(
        url=address,
        feed_url=url,
        guid=guid,
        title=plain_text(entry.get("title")),
        summary=plain_text(entry.get("summary")),
        content=_content(entry),
        authors=_authors(entry) or (_authors(source) if source else authors),
        published=_date(entry, "published") or _date(entry, "created"),
        updated=_date(entry, "updated"),
        language=_language((entry.get("title_detail") or {}).get("language"), language),
        publisher=plain_text(source.get("title")),
        publisher_url=_link(entry, source.get("href") or source.get("link"), base),
    )


def _authors(fields: Mapping[str, Any]) -> tuple[str, ...]:
    return read_authors(author.get("name") for author in fields.get("authors") or () if author)


def _date(entry: Mapping[str, Any], name: str) -> datetime | None:
    """The date by our own reading, which knows more zones; by feedparser's where ours gives up."""
    if name not in entry:  # asked first: feedparser answers for "updated" with "published", and warns
        return None
    parts = entry.get(f"{name}_parsed")
    try:
        return read_date(entry[name]) or (datetime.fromtimestamp(timegm(parts), tz=UTC) if parts else None)
    except (ValueError, OverflowError):
        return None


def _link(entry: Mapping[str, Any], href: object, base: str) -> str | None:
    """A link in full, by the xml:base in force at the title, else by the base of the feed."""
    if not isinstance(href, str):
        return None
    nearer = (entry.get("title_detail") or {}).get("base") or base
    return read_link(href, base=nearer) or read_link(href, base=base)


def _language(tag: object, inherited: str | None) -> str | None:
    return (read_tag(tag) if isinstance(tag, str) else None) or inherited


# feedparser joins the bases in force anew at each tag.
_BASE = re.compile(rb"""\s(?:xml:)?base\s*=\s*(?:"([^"<]*+)"|'([^'<]*+)'|([^\s"'<>]*+))""", re.IGNORECASE)
# What feedparser 6 lets through on hostile bytes, found by property tests; none of it says more than "cannot be read".
_FAULTS = (ValueError, LookupError, TypeError, AttributeError, AssertionError, ArithmeticError, RecursionError)
