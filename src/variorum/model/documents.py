"""What they publish: entries of feeds, fetched pages, and the articles that are read off them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from variorum.model.values import CountryCode, LanguageTag, StepVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One announcement in a feed."""

    url: str
    feed_url: str | None = None
    guid: str | None = None
    title: str | None = None
    summary: str | None = None  # plain text
    content: str | None = None  # the whole text as the feed carries it, in HTML: markup of others, never shown as it is
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    updated: datetime | None = None
    language: LanguageTag | None = None
    publisher: str | None = None  # name of the true publisher, when the feed is a mere transport
    publisher_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """Where the bytes of a response are kept: a record in a WARC file."""

    file: str  # relative to the captures folder
    offset: int
    record_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One fetched response."""

    url: str  # as asked for
    final_url: str  # after redirects
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes  # after content decoding
    fetched_at: datetime
    permanent_url: str | None = None  # where a chain of permanent redirects led: the address to ask next time
    capture: Capture | None = None
    truncated: str | None = None  # why only the beginning of the body was kept, as WARC-Truncated says: "length"
    seconds: float | None = field(default=None, compare=False)  # until the answer was whole; no fact of the page

    def header(self, name: str) -> str | None:
        """The value of a header, as header_of reads it."""
        return header_of(self.headers, name)


def header_of(headers: Sequence[tuple[str, str]], name: str) -> str | None:
    """The value of a header, whatever its case: the lines of a list joined to one (RFC 9110, 5.3), else the last."""
    wanted = name.lower()
    found = [value for key, value in headers if key.lower() == wanted]
    if not found:
        return None
    return ", ".join(found) if wanted in _LISTS else found[-1]


_LISTS = frozenset({"cache-control", "content-encoding", "content-language", "link", "vary", "x-robots-tag"})


class Precision(StrEnum):
    MINUTE = "minute"
    DAY = "day"


class Confidence(StrEnum):
    DECLARED = "declared"  # by structured data, or by the feed
    SHOWN = "shown"  # read off the page or its address: right on most pages, and no more


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture of an article, its caption kept apart from the text."""

    url: str
    caption: str | None = None
    credit: str | None = None  # "Ada Model / Example Agency"


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """Text and facts of one revision of an article. Paragraphs of `text` are separated by newlines."""

    id: str  # the same for all revisions
    text: str
    revision: int = 1
    url: str | None = None
    canonical_url: str | None = None
    outlet: str | None = None  # Outlet.id where the outlet is in the directory, else None
    outlet_name: str | None = None
    domain: str | None = None
    country: CountryCode | None = None
    language: LanguageTag | None = None
    headline: str | None = None
    teaser: str | None = None  # the outlet's own summary
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    precision: Precision | None = None
    confidence: Confidence | None = None  # in the time of publication
    modified: datetime | None = None
    agencies: tuple[str, ...] = ()  # names as credited: "Reuters"
    dateline: str | None = None  # the place
    dateline_day: date | None = None  # "GENEVA, 3 March"
    section: str | None = None
    keywords: tuple[str, ...] = ()
    picture_url: str | None = None
    pictures: tuple[Picture, ...] = ()
    paywalled: bool | None = None  # None: the page does not say
    live: bool = False  # a live blog: many short reports that grow during a day
    fetched_at: datetime | None = None
    capture: Capture | None = None
    made_by: StepVersion = "unknown/0"
