"""The steps from feeds to stories. Each works off rows that are due and may be run again at any time: doing it twice
changes nothing. Network and clock are passed in; all writing is the store's."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from django.db import transaction

from variorum.config import FetchSettings
from variorum.errors import FeedError, FetchError
from variorum.extract import extract_article
from variorum.feeds import ParsedFeed, next_state, parse_feed
from variorum.fetch import fetch_all
from variorum.interfaces import CaptureStore, Clock
from variorum.model import Article, Entry, Feed, FeedState, Outlet, Page, Rejected
from variorum.outlets import Directory
from variorum.pipeline import break_down
from variorum.stories import assign, central_names, choose_title, related_by_names
from variorum.urls import host_of, registrable_domain
from variorum_site.news import store
from variorum_site.news.live_index import live_index
from variorum_site.news.visits import try_again, visit_again

_RELATABLE = 150  # stories among which related ones are looked for: the latest ones
_MOST_SITEMAPS = 3  # of a sitemap index, the last named ones: the newest
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


Told = Callable[[str, int, int], None]  # progress: (step, done, of how many)


def _quiet(step: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


def run_steps(tools: Tools, *, told: Told = _quiet) -> Tally:
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


def digest(*, now: datetime, told: Told = _quiet) -> tuple[int, int]:
    """Group the articles that stand in no story, and read the stories that changed: how many of each."""
    return group_articles(now=now), read_stories(now=now, told=told)


# --- feeds -----------------------------------------------------------------------------------------------------------


def poll_feeds(tools: Tools, *, told: Told = _quiet, only: Collection[str] | None = None) -> tuple[int, int]:
    """Poll the feeds that are due: how many were polled, and how many entries are new or changed."""
    waiting = store.due_feeds(tools.clock())
    due = {feed.url: (feed, state) for feed, state in waiting if only is None or feed.url in only}
    conditional = _Conditional(tools.feeds, {url: (state.etag, state.last_modified) for url, (_, state) in due.items()})
    fresh = 0
    for done, (url, result) in enumerate(fetch_all(conditional, list(due)), 1):
        fresh += _take_in(tools, *due[url], result)
        told("feeds", done, len(due))
    return len(due), fresh


def _take_in(tools: Tools, feed: Feed, state: FeedState, result: Page | FetchError) -> int:
    entries: list[Entry] = []
    outcome: Page | FetchError | FeedError = result
    if isinstance(result, Page) and result.status == 200:
        try:
            entries = list(_entries(tools, feed, result))
        except FeedError as fault:
            outcome = fault
    now = tools.clock()
    with transaction.atomic():
        store.save_feed_state(next_state(state, outcome, now=now, poll_minutes=tools.poll_minutes))
        return store.save_entries(entries, now=now)


def _entries(tools: Tools, feed: Feed, page: Page) -> Iterator[Entry]:
    parsed = _parsed(page, feed.url)
    yield from parsed.entries
    for _, result in fetch_all(tools.feeds, parsed.sitemaps[-_MOST_SITEMAPS:]):
        if isinstance(result, Page):
            yield from _parsed(result, feed.url).entries


def _parsed(page: Page, url: str) -> ParsedFeed:
    return parse_feed(page.body, url=url, content_type=page.header("content-type"))


class _Conditional:
    """A client that asks for each address only if it changed."""

    def __init__(self, client: PoliteClient, known: Mapping[str, tuple[str | None, str | None]]) -> None:
        self.settings = client.settings
        self._client = client
        self._known = known

    def get(self, url: str) -> Page:
        etag, last_modified = self._known.get(url, (None, None))
        return self._client.get(url, etag=etag, last_modified=last_modified)


# --- pages -----------------------------------------------------------------------------------------------------------


def fetch_pages(tools: Tools, *, told: Told = _quiet, most: int = _BATCH) -> int:
    """Fetch the announced pages that are due: how many came."""
    due = {visit.address: visit for visit in store.due_visits(tools.clock(), limit=most)}
    known = {address: (visit.etag, visit.last_modified) for address, visit in due.items()}
    came = 0
    for done, (address, result) in enumerate(fetch_all(_Conditional(tools.pages, known), list(due)), 1):
        visit, now = due[address], tools.clock()
        if isinstance(result, Page):
            store.save_visit(visit, result, due_at=visit_again(visit.visits, now=now))
        else:
            _give_up_or_wait(visit, result, now)
        came += 1
        told("pages", done, len(due))
    return came


def _give_up_or_wait(visit: store.Visit, fault: FetchError, now: datetime) -> None:
    due_at = try_again(visit.failures, fault, now=now)
    store.save_failed_visit(visit, error=str(fault), at=now, due_at=due_at)
    if due_at is None:
        refusal = Rejected(subject=visit.url, step="fetch/1", reason=str(fault), facts={"kind": fault.kind})
        store.save_rejection(refusal, now=now)


def extract_pages(tools: Tools, *, told: Told = _quiet) -> int:
    """Extract the fetched pages that wait: how many articles are new or changed."""
    directory = store.load_directory()
    waiting = store.unread_pages()
    fresh = 0
    for done, unread in enumerate(waiting, 1):
        page = tools.captures.read(unread.capture)
        outlet = find_outlet(unread.page.final_url, unread.entry, directory)
        found = extract_article(page, outlet=outlet, entry=unread.entry, directory=directory)
        with transaction.atomic():
            fresh += keep_article(found, now=tools.clock())
            store.save_read(unread.url)
        told("extract", done, len(waiting))
    return fresh


def keep_article(found: Article | Rejected, *, now: datetime) -> bool:
    """Store an article or the reason why there is none; whether there is something new."""
    if isinstance(found, Rejected):
        store.save_rejection(found, now=now)
        return False
    return store.save_article(found, now=now).changed


def find_outlet(url: str, entry: Entry | None, directory: Directory) -> Outlet | None:
    """Who published a page: the outlet of its address, else the publisher that the feed names, else the feed's own.

    The feed's own only where page and feed lie on one domain: a feed that points elsewhere is a mere transport.
    """
    found = directory.by_url(url)
    if found is None and entry is not None and entry.publisher_url:
        found = directory.by_url(entry.publisher_url)
    if found is None and entry is not None and entry.publisher:
        found = directory.by_name(entry.publisher)
    if found is None and entry is not None and entry.feed_url and _one_domain(url, entry.feed_url):
        feed = store.load_feed(entry.feed_url)
        found = directory.outlets.get(feed.outlet) if feed and feed.outlet else None
    return found


def _one_domain(left: str, right: str) -> bool:
    return registrable_domain(host_of(left)) == registrable_domain(host_of(right))


# --- stories ---------------------------------------------------------------------------------------------------------


def group_articles(*, now: datetime) -> int:
    """Give each article that stands in no story its place: how many there were."""
    waiting = store.ungrouped_articles()
    if not waiting:
        return 0
    index = live_index.taken(since=_earliest(waiting, now))
    decisions = list(assign(waiting, neighbours=index, judgements=store.load_judgements(), now=now))
    store.apply(decisions, now=now)
    live_index.put_back(index)
    return len(waiting)


def _earliest(articles: Sequence[Article], now: datetime) -> datetime:
    return min(article.published or article.fetched_at or now for article in articles)


def read_stories(*, now: datetime, told: Told = _quiet) -> int:
    """Compare the reports of all stories that changed: how many there were."""
    directory = store.load_directory()
    waiting = store.stale_stories()
    for done, story in enumerate(waiting, 1):
        read_story(story, directory=directory, now=now)
        told("stories", done, len(waiting))
    if waiting:
        relate_stories(waiting)
    return len(waiting)


def relate_stories(changed: Sequence[str]) -> None:
    """Find what is related to the changed stories, among the stories of the same weeks."""
    near = {story: _named(members) for story, members in store.recent_stories(_RELATABLE)}
    for story in changed:
        own = near[story] if story in near else _named(store.members_of(story))
        others = {other: names for other, names in near.items() if other != story}
        store.save_related(story, related_by_names(own, others))


def _named(articles: Sequence[str]) -> Mapping[str, str]:
    return central_names(list(store.load_articles(articles).values()))


@transaction.atomic
def read_story(story: str, *, directory: Directory, now: datetime) -> None:
    """Read, count, compare and sum up the reports of one story, and store it all."""
    reports = list(store.load_articles(store.members_of(story)).values())
    known = store.load_claims({one.id: one.revision for one in reports})
    reading = break_down(reports, directory=directory, claims=known)
    store.save_claims(claims for identity, claims in reading.claims.items() if identity not in known)
    store.save_reprints(reading.reprints, among=[one.id for one in reports])
    store.save_reading(
        store.Reading(
            story=story,
            revisions={one.id: one.revision for one in reports},
            origins=reading.origins,
            breakdown=reading.breakdown,
            summary=reading.summary,
        ),
        title=choose_title(reports),
        now=now,
    )
