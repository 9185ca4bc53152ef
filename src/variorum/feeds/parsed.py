"""What reading a feed or a list of feeds gives."""

from __future__ import annotations

from dataclasses import dataclass

from variorum.model import Entry, LanguageTag


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedFeed:
    """A feed, read. A sitemap index has no entries but names further sitemaps, the newest last."""

    title: str | None = None
    homepage: str | None = None
    language: LanguageTag | None = None
    entries: tuple[Entry, ...] = ()
    sitemaps: tuple[str, ...] = ()
    well_formed: bool = True  # False: read by the tolerant reader


@dataclass(frozen=True, slots=True, kw_only=True)
class OpmlFeed:
    """A feed as it stands in an OPML list."""

    url: str
    title: str | None = None
    homepage: str | None = None
    folders: tuple[str, ...] = ()  # from the outermost to the innermost
