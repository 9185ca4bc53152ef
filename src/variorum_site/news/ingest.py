"""The steps from feeds to stories. Each works off rows that are due and may be run again at any time: doing it twice
changes nothing. Network and clock are passed in; all writing is the store's."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from django.db import transaction

from variorum.errors import FetchError, InputError
from variorum.extract import extract_article, find_publisher
from variorum.feeds import is_transport
from variorum.fetch import fetch_all
from variorum.model import Article, Entry, Outlet, Page, Rejected
from variorum.outlets import Directory
from variorum.urls import host_of, registrable_domain
from variorum_site.news import store
from variorum_site.news.asking import Conditional
from variorum_site.news.digest import Told, digest, quiet
from variorum_site.news.polls import poll_feeds
from variorum_site.news.reach import WAIT, Reach
from variorum_site.news.runner import Runner
from variorum_site.news.store import Fault
from variorum_site.news.tools import Tools
from variorum_site.news.visits import try_again, visit_again
from variorum_site.news.websub import keep_subscriptions, read_deliveries

_BATCH = 200


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
    pushed = read_deliveries(tools)
    feeds, entries = poll_feeds(tools, told=told)
    keep_subscriptions(tools)
    tally = Tally(feeds=feeds, entries=pushed + entries)
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


# --- pages -----------------------------------------------------------------------------------------------------------


def fetch_pages(tools: Tools, *, told: Told = quiet, most: int = _BATCH) -> int:
    """Fetch the announced pages that are due: how many came."""
    due = {visit.address: visit for visit in store.due_visits(tools.clock(), limit=most)}
    known = {address: (visit.etag, visit.last_modified) for address, visit in due.items()}
    conditional, runner = Conditional(tools.pages, known), Runner("pages", now=tools.clock())
    reach, came = Reach(), 0
    for done, (address, result) in enumerate(fetch_all(conditional, list(due)), 1):
        for asked, outcome in reach.heard(address, conditional.checked(address, result, runner)):
            _settle_one(due[asked], outcome, runner, tools.clock())
            came += 1
        told("pages", done, len(due))
    left = reach.left()
    for asked, outcome in left.counted:
        _settle_one(due[asked], outcome, runner, tools.clock())
    store.postpone_visits([due[one] for one in left.postponed], due_at=tools.clock() + WAIT)
    return came + len(left.counted)


def _settle_one(visit: store.Visit, result: Page | FetchError, runner: Runner, now: datetime) -> None:
    settled = runner.run(visit.address, partial(_settle, visit, result, now))
    if isinstance(settled, Fault):
        _give_up_or_wait(visit, FetchError(str(settled), kind="fault"), now)


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
        fresh += runner.work(unread.url, extract, inputs=partial(_capture_of, unread)) is True
        told("extract", done, len(waiting))
    return fresh


def _extract_page(tools: Tools, unread: store.Unread, directory: Directory) -> bool:
    try:
        page = tools.captures.read(unread.capture)
    except InputError as lost:  # by a power cut, or a hand: it is fetched again
        store.save_lost(unread, error=str(lost), due_at=tools.clock() + WAIT)
        return False
    outlet = find_outlet(unread.page.final_url, unread.entry, directory)
    found = extract_article(page, outlet=outlet, entry=unread.entry, directory=directory)
    if is_transport(page.final_url):
        found = Rejected(subject=unread.url, step="extract/1", reason="is a transport's link and not the report itself")
    with transaction.atomic():
        store.save_read(unread)
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
