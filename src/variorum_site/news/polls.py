"""Polling: feeds that are due are asked, their entries stored, and what is known of each feed replaced."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial

import structlog

from variorum.errors import FeedError, FetchError
from variorum.feeds import FeedState, ParsedFeed, Poll, next_state, parse_feed
from variorum.fetch import fetch_all
from variorum.model import Entry, Feed, Page
from variorum_site.news import store
from variorum_site.news.asking import Conditional
from variorum_site.news.digest import Told, quiet
from variorum_site.news.runner import Runner
from variorum_site.news.store import Fault
from variorum_site.news.tools import Tools
from variorum_site.news.visits import ask_next

_MOST_SITEMAPS = 3  # of a sitemap index, the last named ones: the newest

_log = structlog.get_logger(__name__)


def poll_feeds(tools: Tools, *, told: Told = quiet, only: Collection[str] | None = None) -> tuple[int, int]:
    """Poll the feeds that are due: how many were polled, and how many entries are new or changed."""
    waiting = store.due_feeds(tools.clock())
    due = _by_address((feed, state) for feed, state in waiting if only is None or feed.url in only)
    conditional = Conditional(tools.feeds, {url: (state.etag, state.last_modified) for url, (_, state) in due.items()})
    runner = Runner("feeds", now=tools.clock())
    fresh = 0
    for done, (url, result) in enumerate(fetch_all(conditional, list(due)), 1):
        taken = runner.run(url, partial(_take_in, tools, *due[url], conditional.checked(url, result, runner)))
        if isinstance(taken, Fault):  # it waits as a feed does that cannot be read
            _take_in(tools, *due[url], FetchError(str(taken), kind="fault"))
        else:
            fresh += taken
        told("feeds", done, len(due))
    return len(due), fresh


def _by_address(waiting: Iterable[tuple[Feed, FeedState]]) -> dict[str, tuple[Feed, FeedState]]:
    """Feeds by where they are asked for. Where two moved to one place, the second is asked for where it was."""
    found: dict[str, tuple[Feed, FeedState]] = {}
    for feed, state in waiting:
        address = state.address or feed.url
        found[feed.url if address in found else address] = (feed, state)
    return found


def _take_in(tools: Tools, feed: Feed, state: FeedState, result: Page | FetchError) -> int:
    read: ParsedFeed | None = None
    outcome: Page | FetchError | FeedError = result
    if isinstance(result, Page) and result.status == 200:
        try:
            read = _read(tools, feed, result)
        except FeedError as fault:
            outcome = fault
    now = tools.clock()
    fresh = store.save_entries(read.entries, now=now) if read else 0
    poll = Poll(result=outcome, feed=read, fresh=fresh, pushed=_is_pushed(state, fresh, now=now))
    after = next_state(state, poll, now=now, pace=tools.pace, chance=tools.chance())
    store.save_feed_state(replace(after, address=ask_next(state, outcome)))
    if after.condition is not state.condition and state.polled_at is not None:
        _log.info("feed changed", feed=feed.url, was=state.condition, now=after.condition, fault=after.fault)
    return fresh


def _is_pushed(state: FeedState, fresh: int, *, now: datetime) -> bool:
    """Whether a hub tells us of the feed's changes: not where a poll finds what the hub did not send meanwhile."""
    known = store.load_subscription(state.feed_url) if state.wishes.hub else None
    if known is None or not known.holds(now):
        return False
    return not fresh or (known.received_at is not None and known.received_at >= (state.polled_at or now))


def _read(tools: Tools, feed: Feed, page: Page) -> ParsedFeed:
    """The feed with its entries; those of the newest sitemaps where it is an index of such."""
    parsed = _parsed(page, feed.url)
    return replace(parsed, entries=tuple(_entries(tools, feed, parsed))) if parsed.sitemaps else parsed


def _entries(tools: Tools, feed: Feed, parsed: ParsedFeed) -> Iterator[Entry]:
    yield from parsed.entries
    for _, result in fetch_all(tools.feeds, parsed.sitemaps[-_MOST_SITEMAPS:]):
        if isinstance(result, Page):
            yield from _parsed(result, feed.url).entries


def _parsed(page: Page, url: str) -> ParsedFeed:
    return parse_feed(page.body, url=url, content_type=page.header("content-type"))
