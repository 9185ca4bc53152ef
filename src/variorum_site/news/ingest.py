"""The steps from feeds to stories. Each works off rows that are due and may be run again at any time: doing it twice
changes nothing. Network and clock are passed in; all writing is the store's."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

from variorum.config import FetchSettings
from variorum.errors import FeedError, FetchError
from variorum.extract import extract_article, find_publisher
from variorum.feeds import ParsedFeed, is_transport, newest_entries, next_state, parse_feed, read_front_page
from variorum.fetch import fetch_all
from variorum.interfaces import CaptureStore, Clock
from variorum.model import Article, Entry, Feed, FeedKind, FeedState, Outlet, Page, Rejected
from variorum.outlets import Directory
from variorum.urls import host_of, registrable_domain
from variorum_site.news import store
from variorum_site.news.digest import Told, digest, quiet
from variorum_site.news.runner import Runner, attempt
from variorum_site.news.store import Fault
from variorum_site.news.visits import ask_next, try_again, visit_again

_MOST_SITEMAPS = 3  # of a sitemap index, the last named ones: the newest
_INDEXES_DEEP = 2  # an index may name indexes, as years name months; the protocol knows no third
_MOST_LISTED = 1_000  # entries of a sitemap: a news sitemap holds 1,000 at most, others hold a whole archive
_NEWS = timedelta(days=3)  # a news sitemap holds two days; what is older was announced before or is no news
_BATCH = 200


class PoliteClient(Protocol):
    """What is asked of variorum.fetch.Client."""

    @property
    def settings(self) -> FetchSettings: ...

    def get(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Page: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What the steps work with."""

    feeds: PoliteClient  # keeps no captures: a feed's bytes are read and forgotten
    pages: PoliteClient  # keeps every page as a capture
    captures: CaptureStore
    clock: Clock
    poll_minutes: int = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What a run of all steps did."""

    feeds: int = 0
    entries: int = 0
    pages: int = 0
    articles: int = 0
    grouped: int = 0
    stories: int = 0

    @property
    def nothing(self) -> bool:
        return not (self.entries or self.pages or self.articles or self.grouped or self.stories)


def run_steps(tools: Tools, *, told: Told = quiet) -> Tally:
    """All steps, one after another, until nothing is due."""
    feeds, entries = poll_feeds(tools, told=told)
    tally = Tally(feeds=feeds, entries=entries)
    while True:  # also once with no page due, for what an interrupted run left
        pages = fetch_pages(tools, told=told)
        articles = extract_pages(tools, told=told)
        grouped, stories = digest(now=tools.clock(), told=told)
        tally = replace(
            tally,
            pages=tally.pages + pages,
            articles=tally.articles + articles,
            grouped=tally.grouped + grouped,
            stories=tally.stories + stories,
        )
        if not pages:
            return tally


# --- feeds -----------------------------------------------------------------------------------------------------------


def poll_feeds(tools: Tools, *, told: Told = quiet, only: Collection[str] | None = None) -> tuple[int, int]:
    """Poll the feeds that are due: how many were polled, and how many entries are new or changed."""
    waiting = store.due_feeds(tools.clock())
    due = _by_address((feed, state) for feed, state in waiting if only is None or feed.url in only)
    conditional = _Conditional(tools.feeds, {url: (state.etag, state.last_modified) for url, (_, state) in due.items()})
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
    """What a feed announces; of sitemaps only the newest of the last days, of the newest sitemaps of an index."""
    parsed = _parsed(page, feed)
    if not parsed.is_sitemap:
        yield from parsed.entries
        return
    listed, named = list(parsed.entries), parsed.sitemaps
    for _ in range(_INDEXES_DEEP):
        found = [_parsed(one, feed) for one in _sitemaps(tools, named[-_MOST_SITEMAPS:])]
        listed.extend(entry for sitemap in found for entry in sitemap.entries)
        named = tuple(address for sitemap in reversed(found) for address in sitemap.sitemaps[-_MOST_SITEMAPS:])
    yield from newest_entries(listed, since=tools.clock() - _NEWS, most=_MOST_LISTED)


def _sitemaps(tools: Tools, addresses: Sequence[str]) -> list[Page]:
    """The sitemaps of an index, the newest first. Raises the first failure where none comes."""
    results = dict(fetch_all(tools.feeds, addresses))
    pages = [page for address in reversed(addresses) if isinstance(page := results.get(address), Page)]
    if results and not pages:
        raise FeedError(f"None of the sitemaps {', '.join(addresses)} could be fetched: see whether they moved.")
    return pages


def _parsed(page: Page, feed: Feed) -> ParsedFeed:
    kind = page.header("content-type")
    if feed.kind is FeedKind.PAGE:
        outlet = store.load_outlet(feed.outlet) if feed.outlet else None
        domains = outlet.domains if outlet else ()
        return read_front_page(page.body, feed=feed, url=page.final_url, domains=domains, content_type=kind)
    return parse_feed(page.body, url=feed.url, content_type=kind, found_at=page.final_url)


class _Conditional:
    """A client that asks for each address only if it changed. What fails unforeseen is one more reason for no page."""

    def __init__(self, client: PoliteClient, known: Mapping[str, tuple[str | None, str | None]]) -> None:
        self.settings = client.settings
        self._client = client
        self._known = known
        self._faults: dict[str, Fault] = {}

    def get(self, url: str) -> Page:
        etag, last_modified = self._known.get(url, (None, None))
        ask = partial(self._client.get, url, etag=etag, last_modified=last_modified)
        found = attempt(ask, foreseen=(FetchError,))
        if isinstance(found, Fault):
            self._faults[url] = found
            raise FetchError(f"{url} could not be fetched ({found}): see the log.", kind="fault")
        return found

    def checked(self, url: str, result: Page | FetchError, runner: Runner) -> Page | FetchError:
        """The result; where it is an unforeseen fault, recorded. Not in `get`, which runs in other threads."""
        if url in self._faults:
            runner.record(url, self._faults.pop(url))
        return result


# --- pages -----------------------------------------------------------------------------------------------------------


def fetch_pages(tools: Tools, *, told: Told = quiet, most: int = _BATCH) -> int:
    """Fetch the announced pages that are due: how many came."""
    due = {visit.address: visit for visit in store.due_visits(tools.clock(), limit=most)}
    known = {address: (visit.etag, visit.last_modified) for address, visit in due.items()}
    conditional, runner = _Conditional(tools.pages, known), Runner("pages", now=tools.clock())
    came = 0
    for done, (address, result) in enumerate(fetch_all(conditional, list(due)), 1):
        visit, now = due[address], tools.clock()
        settled = runner.run(address, partial(_settle, visit, conditional.checked(address, result, runner), now))
        if isinstance(settled, Fault):
            _give_up_or_wait(visit, FetchError(str(settled), kind="fault"), now)
        came += 1
        told("pages", done, len(due))
    return came


def _settle(visit: store.Visit, result: Page | FetchError, now: datetime) -> None:
    if isinstance(result, Page):
        store.save_visit(visit, result, due_at=visit_again(visit.visits, now=now))
    else:
        _give_up_or_wait(visit, result, now)


def _give_up_or_wait(visit: store.Visit, fault: FetchError, now: datetime) -> None:
    due_at = try_again(visit.failures, fault, now=now)
    store.save_failed_visit(visit, error=str(fault), at=now, due_at=due_at)
    if due_at is None:
        refusal = Rejected(subject=visit.url, step="fetch/1", reason=str(fault), facts={"kind": fault.kind})
        store.save_rejection(refusal, now=now)


def extract_pages(tools: Tools, *, told: Told = quiet) -> int:
    """Extract the fetched pages that wait: how many articles are new or changed."""
    directory, runner = store.load_directory(), Runner("extract", now=tools.clock())
    waiting = [one for one in store.unread_pages() if runner.may(one.url, inputs=partial(_capture_of, one))]
    fresh = 0
    for done, unread in enumerate(waiting, 1):
        extract = partial(_extract_page, tools, unread, directory)
        fresh += runner.run(unread.url, extract, inputs=partial(_capture_of, unread)) is True
        told("extract", done, len(waiting))
    return fresh


def _extract_page(tools: Tools, unread: store.Unread, directory: Directory) -> bool:
    page = tools.captures.read(unread.capture)
    outlet = find_outlet(unread.page.final_url, unread.entry, directory)
    found = extract_article(page, outlet=outlet, entry=unread.entry, directory=directory)
    if is_transport(page.final_url):
        found = Rejected(subject=unread.url, step="extract/1", reason="is a transport's link and not the report itself")
    store.save_read(unread.url)
    return keep_article(found, now=tools.clock())


def _capture_of(unread: store.Unread) -> str:
    return unread.capture.record_id


def keep_article(found: Article | Rejected, *, now: datetime) -> bool:
    """Store an article or the reason why there is none; whether there is something new."""
    if isinstance(found, Rejected):
        store.save_rejection(found, now=now)
        return False
    return store.save_article(found, now=now).changed


def find_outlet(url: str, entry: Entry | None, directory: Directory) -> Outlet | None:
    """Who published a page: the outlet of its address, else the publisher that the feed names, else the feed's own.

    The feed's own only where page and feed lie on one domain and no other publisher is named: a feed that points
    elsewhere is a mere transport.
    """
    found = find_publisher(url, entry, directory)
    if found.outlet is None and found.name is None and entry and entry.feed_url and _one_domain(url, entry.feed_url):
        feed = store.load_feed(entry.feed_url)
        return directory.outlets.get(feed.outlet) if feed and feed.outlet else None
    return found.outlet


def _one_domain(left: str, right: str) -> bool:
    return registrable_domain(host_of(left)) == registrable_domain(host_of(right))
