"""Polling: feeds that are due are asked, their entries stored, and what is known of each feed replaced."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from functools import partial

from variorum.errors import FeedError, FetchError
from variorum.feeds import ParsedFeed, next_state, parse_feed
from variorum.fetch import fetch_all
from variorum.model import Entry, Feed, FeedState, Page
from variorum_site.news import store
from variorum_site.news.asking import Conditional
from variorum_site.news.digest import Told, quiet
from variorum_site.news.runner import Runner
from variorum_site.news.store import Fault
from variorum_site.news.tools import Tools
from variorum_site.news.visits import ask_next

_MOST_SITEMAPS = 3  # of a sitemap index, the last named ones: the newest


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
    entries: list[Entry] = []
    outcome: Page | FetchError | FeedError = result
    if isinstance(result, Page) and result.status == 200:
        try:
            entries = list(_entries(tools, feed, result))
        except FeedError as fault:
            outcome = fault
    now = tools.clock()
    after = next_state(state, outcome, now=now, poll_minutes=tools.poll_minutes)
    store.save_feed_state(replace(after, address=ask_next(state, outcome)))
    return store.save_entries(entries, now=now)


def _entries(tools: Tools, feed: Feed, page: Page) -> Iterator[Entry]:
    parsed = _parsed(page, feed.url)
    yield from parsed.entries
    for _, result in fetch_all(tools.feeds, parsed.sitemaps[-_MOST_SITEMAPS:]):
        if isinstance(result, Page):
            yield from _parsed(result, feed.url).entries


def _parsed(page: Page, url: str) -> ParsedFeed:
    return parse_feed(page.body, url=url, content_type=page.header("content-type"))
