"""Each feed of some outlets asked for once, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from variorum.config import FetchSettings
from variorum.errors import FeedError, FetchError
from variorum.feeds import FeedHeaders, ParsedFeed, parse_feed, read_front_page
from variorum.feeds.condition import FORBIDDEN
from variorum.fetch.batch import fetch_all
from variorum.model import Feed, FeedKind, Outlet, Page


class Outcome(StrEnum):
    WORKS = "works"
    EMPTY = "empty"  # it can be read, and announces nothing
    MOVED = "moved"  # it works, and says that it lives elsewhere for good
    GONE = "gone"
    FORBIDDEN = "forbidden"  # by robots.txt, a reservation, a login or the law
    BROKEN = "broken"


TROUBLE = frozenset({Outcome.GONE, Outcome.FORBIDDEN, Outcome.BROKEN})
_GONE = frozenset({"status-404", "status-410"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """What asking one feed once showed."""

    outlet: str
    url: str
    outcome: Outcome
    entries: int = 0
    newest: datetime | None = None
    moved_to: str | None = None
    said: str | None = None  # why it does not work, in one sentence


class Client(Protocol):
    """What is asked of variorum.fetch.Client."""

    @property
    def settings(self) -> FetchSettings: ...

    def get(self, url: str, *, links_only: bool = False) -> Page: ...


def poll_feeds(outlets: Iterable[Outlet], *, client: Client) -> Iterator[Polled]:
    """Every feed of the outlets, as its answer comes in; robots.txt and the delay of each host are kept."""
    feeds = {feed.url: (feed, outlet) for outlet in outlets for feed in outlet.feeds}
    pages = frozenset(url for url, (feed, _) in feeds.items() if feed.kind is FeedKind.PAGE)
    for url, answer in fetch_all(_Asking(client=client, pages=pages), feeds):
        feed, outlet = feeds[url]
        yield _unanswered(feed, answer, outlet) if isinstance(answer, FetchError) else _read(feed, answer, outlet)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asking:
    """A client that says of the pages which stand in for feeds that only their links will be used."""

    client: Client
    pages: frozenset[str]

    @property
    def settings(self) -> FetchSettings:
        return self.client.settings

    def get(self, url: str) -> Page:
        return self.client.get(url, links_only=url in self.pages)


def _unanswered(feed: Feed, fault: FetchError, outlet: Outlet) -> Polled:
    gone, forbidden = fault.kind in _GONE, fault.kind in FORBIDDEN
    outcome = Outcome.GONE if gone else Outcome.FORBIDDEN if forbidden else Outcome.BROKEN
    return Polled(outlet=outlet.id, url=feed.url, outcome=outcome, said=str(fault))


def _read(feed: Feed, page: Page, outlet: Outlet) -> Polled:
    try:
        parsed = _parsed(feed, page, outlet)
    except FeedError as fault:
        return Polled(outlet=outlet.id, url=feed.url, outcome=Outcome.BROKEN, said=str(fault))
    entries = len(parsed.entries) + len(parsed.sitemaps)
    moved = page.permanent_url if page.permanent_url != feed.url else None
    return Polled(
        outlet=outlet.id,
        url=feed.url,
        outcome=Outcome.EMPTY if not entries else Outcome.MOVED if moved else Outcome.WORKS,
        entries=entries,
        newest=max((entry.published for entry in parsed.entries if entry.published), default=None),
        moved_to=moved or None,
    )


def _parsed(feed: Feed, page: Page, outlet: Outlet) -> ParsedFeed:
    headers = FeedHeaders.of(page)
    if feed.kind is not FeedKind.PAGE:
        return parse_feed(page.body, url=feed.url, headers=headers, found_at=page.final_url)
    return read_front_page(
        page.body, feed=feed, url=page.final_url, domains=outlet.domains, content_type=headers.content_type
    )
