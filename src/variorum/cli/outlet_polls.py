"""Each feed of some outlets asked for once, and what came of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from urllib.parse import urljoin

from lxml import etree
from lxml.html import HTMLParser, document_fromstring

from variorum.errors import FeedError, FetchError
from variorum.feeds import parse_feed
from variorum.fetch.batch import PoliteFetcher, fetch_all
from variorum.model import Feed, FeedKind, Outlet, Page


class Outcome(StrEnum):
    WORKS = "works"
    EMPTY = "empty"  # it can be read, and announces nothing
    MOVED = "moved"  # it works, and says that it lives elsewhere for good
    GONE = "gone"
    FORBIDDEN = "forbidden"  # by robots.txt, a login or the law
    BROKEN = "broken"


TROUBLE = frozenset({Outcome.GONE, Outcome.FORBIDDEN, Outcome.BROKEN})
_GONE = frozenset({"status-404", "status-410"})
_FORBIDDEN = frozenset({"robots", "status-401", "status-402", "status-403", "status-451"})


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


def poll_feeds(outlets: Iterable[Outlet], *, client: PoliteFetcher) -> Iterator[Polled]:
    """Every feed of the outlets, as its answer comes in; robots.txt and the delay of each host are kept."""
    feeds = {feed.url: feed for outlet in outlets for feed in outlet.feeds}
    for url, answer in fetch_all(client, feeds):
        feed = feeds[url]
        yield _unanswered(feed, answer) if isinstance(answer, FetchError) else _read(feed, answer)


def _unanswered(feed: Feed, fault: FetchError) -> Polled:
    gone, forbidden = fault.kind in _GONE, fault.kind in _FORBIDDEN
    outcome = Outcome.GONE if gone else Outcome.FORBIDDEN if forbidden else Outcome.BROKEN
    return Polled(outlet=str(feed.outlet), url=feed.url, outcome=outcome, said=str(fault))


def _read(feed: Feed, page: Page) -> Polled:
    try:
        entries, newest = _links(feed, page) if feed.kind is FeedKind.PAGE else _entries(page)
    except FeedError as fault:
        return Polled(outlet=str(feed.outlet), url=feed.url, outcome=Outcome.BROKEN, said=str(fault))
    moved = page.permanent_url if page.permanent_url != feed.url else None
    outcome = Outcome.EMPTY if not entries else Outcome.MOVED if moved else Outcome.WORKS
    return Polled(
        outlet=str(feed.outlet), url=feed.url, outcome=outcome, entries=entries, newest=newest, moved_to=moved or None
    )


def _entries(page: Page) -> tuple[int, datetime | None]:
    feed = parse_feed(page.body, url=page.final_url, content_type=page.header("content-type"))
    times = [entry.published for entry in feed.entries if entry.published]
    return len(feed.entries) + len(feed.sitemaps), max(times, default=None)


def _links(feed: Feed, page: Page) -> tuple[int, None]:
    """How many different links of a page that stands in for a feed fit the outlet's rule."""
    try:
        tree = document_fromstring(page.body, parser=HTMLParser(no_network=True, recover=True))
    except (etree.LxmlError, ValueError) as fault:
        raise FeedError(f"{page.final_url} is no page of HTML: check the address.") from fault
    links = {urljoin(page.final_url, link.get("href") or "") for link in tree.iter("a")}
    found = [link for link in links if re.search(feed.links or "", link)]
    return len(found), None
