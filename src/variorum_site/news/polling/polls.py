"""Polling: feeds that are due are asked, their entries stored, and what is known of each feed replaced."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import structlog
from django.db import transaction

from variorum.errors import FeedError, FetchError
from variorum.feeds import (
    FeedHeaders,
    FeedState,
    ParsedFeed,
    Poll,
    newest_entries,
    next_state,
    parse_feed,
    read_front_page,
)
from variorum.fetch import fetch_all
from variorum.model import Feed, FeedKind, Page
from variorum_site.news import store
from variorum_site.news.polling.moves import ask_next
from variorum_site.news.running.asking import Asking
from variorum_site.news.running.progress import Told, quiet
from variorum_site.news.running.reach import WAIT
from variorum_site.news.running.runner import Runner, attempt
from variorum_site.news.running.tools import Tools
from variorum_site.news.store import Fault

_MOST_SITEMAPS = 3  # of a sitemap index, the last named ones: the newest
_INDEXES_DEEP = 2  # an index may name indexes, as years name months; the protocol knows no third
_MOST_LISTED = 1_000  # entries of a sitemap: a news sitemap holds 1,000 at most, others hold a whole archive
_NEWS = timedelta(days=3)  # a news sitemap holds two days; what is older was announced before or is no news

_log = structlog.get_logger(__name__)


def poll_feeds(tools: Tools, *, told: Told = quiet, only: Collection[str] | None = None) -> tuple[int, int]:
    """Poll the feeds that are due: how many were polled, and how many entries are new or changed.

    Those that could not be asked because our own network is cut are not polled: they stay as they were, and wait.
    """
    waiting = store.due_feeds(tools.clock())
    due = _by_address((feed, state) for feed, state in waiting if only is None or feed.url in only)
    known = {url: (state.etag, state.last_modified) for url, (_, state) in due.items()}
    pages = [url for url, (feed, _) in due.items() if feed.kind is FeedKind.PAGE]
    runner = Runner("feeds", now=tools.clock())
    asking = Asking(tools.feeds, known, runner=runner, witnesses=tools.feeds, links_only=pages)
    fresh = 0
    for url, result in asking.results(told=partial(told, "feeds")):
        taken = runner.work(url, partial(_take_in, tools, *due[url], result))
        if isinstance(taken, Fault):  # it waits as a feed does that cannot be read
            taken = attempt(partial(_take_in, tools, *due[url], FetchError(str(taken), kind="fault")))
        if isinstance(taken, Fault):  # it stays due
            runner.record(url, taken)
        else:
            fresh += taken
    store.postpone_feeds([due[url][0].url for url in asking.postponed], due_at=tools.clock() + WAIT)
    return len(due) - len(asking.postponed), fresh


def _by_address(waiting: Iterable[tuple[Feed, FeedState]]) -> dict[str, tuple[Feed, FeedState]]:
    """Feeds by where they are asked for. One that moved to where another is asked for is asked for where it was."""
    every = list(waiting)
    own = {feed.url for feed, _ in every}
    found: dict[str, tuple[Feed, FeedState]] = {}
    for feed, state in every:
        address = state.address or feed.url
        found[feed.url if address in found or address in own else address] = (feed, state)
    return found


def _take_in(tools: Tools, feed: Feed, state: FeedState, result: Page | FetchError) -> int:
    read: ParsedFeed | None = None
    outcome: Page | FetchError | FeedError = result
    if isinstance(result, Page) and result.status == 200:
        try:
            read = _read(tools, feed, result)
        except FeedError as fault:
            outcome = fault
    return _store(tools, feed, state, outcome, read)


@transaction.atomic  # only here: while the sitemaps of an index are fetched, nobody waits for the database
def _store(
    tools: Tools, feed: Feed, state: FeedState, outcome: Page | FetchError | FeedError, read: ParsedFeed | None
) -> int:
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
    """The feed with its entries; of sitemaps only the newest of the last days, of the newest sitemaps of an index."""
    parsed = _parsed(page, feed)
    if not parsed.is_sitemap:
        return parsed
    listed, named = list(parsed.entries), parsed.sitemaps
    for _ in range(_INDEXES_DEEP):
        found = [_parsed(one, feed) for one in _sitemaps(tools, named[-_MOST_SITEMAPS:])]
        listed.extend(entry for sitemap in found for entry in sitemap.entries)
        named = tuple(address for sitemap in reversed(found) for address in sitemap.sitemaps[-_MOST_SITEMAPS:])
    newest = newest_entries(listed, since=tools.clock() - _NEWS, most=_MOST_LISTED)
    return replace(parsed, entries=tuple(newest))


def _sitemaps(tools: Tools, addresses: Sequence[str]) -> list[Page]:
    """The sitemaps of an index, the newest first. Raises the first failure where none comes."""
    results = dict(fetch_all(tools.feeds, addresses))
    pages = [page for address in reversed(addresses) if isinstance(page := results.get(address), Page)]
    if results and not pages:
        raise FeedError(f"None of the sitemaps {', '.join(addresses)} could be fetched: see whether they moved.")
    return pages


def _parsed(page: Page, feed: Feed) -> ParsedFeed:
    if feed.kind is FeedKind.PAGE:
        outlet = store.load_outlet(feed.outlet) if feed.outlet else None
        domains = outlet.domains if outlet else ()
        kind = page.header("content-type")
        return read_front_page(page.body, feed=feed, url=page.final_url, domains=domains, content_type=kind)
    return parse_feed(page.body, url=feed.url, headers=FeedHeaders.of(page), found_at=page.final_url)
