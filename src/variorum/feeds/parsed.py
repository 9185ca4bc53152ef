"""What reading a feed or a list of feeds gives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from variorum.model import Entry, LanguageTag

MOST_ENTRIES = 10_000  # of one feed that are read: they take a second, and no list of news is longer


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedFeed:
    """A feed, read. A sitemap index has no entries but names further sitemaps, the newest last."""

    title: str | None = None
    homepage: str | None = None
    language: LanguageTag | None = None
    entries: tuple[Entry, ...] = ()
    sitemaps: tuple[str, ...] = ()
    is_sitemap: bool = False  # a sitemap lists what there is, old pages too: only its newest entries are news
    hub: str | None = None  # WebSub: who tells of changes, and under which name (`topic`) the feed is known there
    topic: str | None = None
    ttl: timedelta | None = None  # how long the feed may be kept before it is asked for again, as it says itself
    skip_hours: frozenset[int] = frozenset()  # hours of the day in UTC, 0 to 23, in which nothing new is to come
    skip_days: frozenset[int] = frozenset()  # days of the week, Monday 0
    well_formed: bool = True  # False: read by the tolerant reader


@dataclass(frozen=True, slots=True, kw_only=True)
class OpmlFeed:
    """A feed as it stands in an OPML list."""

    url: str
    title: str | None = None
    homepage: str | None = None
    folders: tuple[str, ...] = ()  # from the outermost to the innermost
