"""Takes in what a person hands over: each kind is read whole before anything of it is stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import BinaryIO, TypeVar

from django.db import OperationalError, transaction

from variorum.errors import FeedError, FetchError, InputError
from variorum.extract import extract_article, find_address
from variorum.extract.article import STEP as EXTRACT_STEP
from variorum.feeds import FeedHeaders, OpmlFeed, ParsedFeed, parse_feed, read_opml
from variorum.fetch import read_warc
from variorum.jsonl import read_articles, utf8
from variorum.model import Article, Entry, Feed, Page, Rejected
from variorum.pipeline import with_credits
from variorum.text.counted import counted
from variorum_site.news import store
from variorum_site.news.pages.archived import LeftOut, left_out, readable_pages
from variorum_site.news.pages.extracting import extract_pages, find_outlet, keep_article
from variorum_site.news.pages.fetching import fetch_pages
from variorum_site.news.polling.polls import poll_feeds
from variorum_site.news.running.progress import Told
from variorum_site.news.running.runner import Runner, attempt
from variorum_site.news.running.tools import Tools
from variorum_site.news.running.turns import turn
from variorum_site.news.store import Fault
from variorum_site.news.stories.digest import digest

_HTML = {".html", ".htm", ".xhtml"}
_TOGETHER = 20  # articles that are stored in one transaction
_SHOWN = 20  # refusals that are told of one by one

_T = TypeVar("_T")


class Intake:
    """Takes in one source after another. Each method says in words what came of it.

    `fast` is for archives: pages that are handed over are read the fast way; those that a feed announces never are.
    """

    def __init__(self, tools: Tools, *, told: Told, fast: bool = False) -> None:
        self._tools = tools
        self._fast = fast
        self._told = told
        self._directory = store.load_directory()

    def digest(self) -> tuple[int, int] | None:
        """Group and compare what was taken in: how many articles, how many stories. None: a running server does it."""
        with turn() as ours:
            return digest(now=self._now(), told=self._told) if ours else None

    def address(self, url: str) -> str:
        """A feed by its address is polled from now on; a page is taken in once."""
        try:
            page = self._tools.pages.get(url)
        except FetchError as fault:
            raise InputError(str(fault)) from fault
        try:
            parse_feed(page.body, url=page.final_url, headers=FeedHeaders.of(page))
        except FeedError:
            return self._pages([page])
        store.save_feed(self._wished(url))
        _, entries = poll_feeds(self._tools, told=self._told, only=[url])
        return f"a feed, polled from now on; {self._announced(entries)}"

    def feed(self, body: bytes, *, url: str | None, name: str) -> str:
        """A feed as bytes: what it announces is fetched."""
        parsed = read_feed(body, url=url, name=name)
        fresh = store.save_entries(_without_feed(parsed.entries), now=self._now())
        return f"a feed; {self._announced(fresh)}"

    def opml(self, body: bytes, *, name: str) -> str:
        """Every feed of the list is polled from now on; none is polled at once."""
        feeds = read_list(body, name=name)
        with transaction.atomic():
            for feed in feeds:
                store.save_feed(self._wished(feed.url, homepage=feed.homepage))
        return f"{counted(len(feeds), 'feed')}, polled from now on by `variorum run`"

    def _wished(self, url: str, *, homepage: str | None = None) -> Feed:
        """The feed as it is known, for its outlet's file says more of it than its address does; else a new one."""
        outlet = self._directory.by_url(url) or self._directory.by_url(homepage or "")
        return store.load_feed(url) or Feed(url=url, outlet=outlet.id if outlet else None)

    def page(self, body: bytes, *, url: str | None, name: str) -> str:
        """One saved page."""
        return self._pages([self._saved_page(body, url=url, name=name)])

    def folder(self, folder: Path) -> str:
        """All HTML files in a folder and the folders below it; each must name its own address."""
        return self._pages(map(self._page_in_file, pages_in(folder)))

    def warc(self, archive: Path | BinaryIO, *, name: str) -> str:
        """Every page of a WARC file, one in memory at a time; each is kept among our own captures.

        Raises InputError that says what was stored where the file is broken or holds nothing.
        """
        breaks: list[str] = []
        said = self._pages(readable_pages(read_warc(archive, name=name), breaks, settings=self._tools.pages.settings))
        if breaks:
            raise InputError(f"{' '.join(breaks)} What could be read of {name} is stored: {said}")
        if said.startswith("0 pages"):
            raise InputError(f"{name} holds no page: give a WARC file with responses in it.")
        return said

    def json_lines(self, body: bytes, *, name: str) -> str:
        """Articles as JSON lines: where a line is bad none is stored, else all, a few at a time.

        Others write in between. An intake that broke off is done again: what is stored already changes nothing.
        """
        articles = read_lines(body, name=name)
        done = fresh = 0
        for few in _by(_TOGETHER, articles):
            fresh += self._stored([with_credits(article, self._directory) for article in few])
            done += len(few)
            self._told("store", done, len(articles))
        return f"{counted(len(articles), 'article')}, {fresh} of them new or changed"

    def _announced(self, entries: int) -> str:
        with turn() as ours:
            told = counted(entries, "entry", "entries")
            return f"{told}, {self._fetched()}" if ours else f"{told}, whose pages the running server fetches"

    def _fetched(self) -> str:
        pages = failures = paused = articles = 0
        while (came := fetch_pages(self._tools, told=self._told)).due:
            pages += came.pages
            failures += came.failures
            paused += came.paused
            articles += extract_pages(self._tools, told=self._told)
        failed = f", {failures} could not be fetched" if failures else ""
        put_off = f", {paused} put off for a busy server" if paused else ""
        return f"{counted(pages, 'page')} fetched{failed}{put_off}, {counted(articles, 'article')} new or changed"

    def _pages(self, pages: Iterable[Page | Rejected]) -> str:
        """Take in pages, a few at a time: each few are stored together, after they were read."""
        tally = _Tally()
        for few in _by(_TOGETHER, pages):
            found = [self._extracted(page) for page in few]
            fresh = self._stored([one for one in found if _is_stored(one)])
            tally.add(found, fresh=fresh)
            self._told("extract", tally.pages, tally.pages)
        return str(tally)

    def _stored(self, few: Sequence[Article | Rejected]) -> int:
        """Store a few articles and refusals together: how many are new or changed.

        New articles that another process stores too, in another order, cannot be held before: PostgreSQL ends one of
        the two then. That one goes on with one article at a time, and holds nothing that the other waits for.
        """
        try:
            return _store(few, now=self._now())
        except OperationalError:
            return sum(_store([one], now=self._now()) for one in few)

    def _extracted(self, page: Page | Rejected) -> Article | Rejected:
        """The article of a page, whose bytes are kept where it is new; or why there is none."""
        if isinstance(page, Rejected):
            return page
        outlet = find_outlet(page.final_url, None, self._directory)
        found = attempt(partial(extract_article, page, outlet=outlet, directory=self._directory, fast=self._fast))
        if isinstance(found, Fault):
            Runner("extract", now=self._now()).record(page.url, found)
            return Rejected(subject=page.url, step=EXTRACT_STEP, reason=f"could not be read ({found})")
        if isinstance(found, Rejected) or page.capture is not None or store.is_stored(found):
            return found
        return replace(found, capture=self._tools.captures.keep(page))

    def _page_in_file(self, path: Path) -> Page | Rejected:
        try:
            return self._saved_page(path.read_bytes(), url=None, name=str(path))
        except InputError as fault:
            return Rejected(subject=str(path), step="ingest/1", reason=str(fault))

    def _saved_page(self, body: bytes, *, url: str | None, name: str) -> Page:
        address = address_of(body, url=url, name=name)
        now = self._now()
        return Page(
            url=address,
            final_url=address,
            status=200,
            headers=(("Content-Type", "text/html"),),
            body=body,
            fetched_at=now,
        )

    def _now(self) -> datetime:
        return self._tools.clock()


def read_lines(body: bytes, *, name: str) -> list[Article]:
    """The articles of JSON lines. Raises InputError that names the first line that is bad, or cannot be stored.

    A line of `variorum extract` that says why a page holds no article is passed over.
    """
    articles, number = [], 0

    def numbered() -> Iterator[str]:
        nonlocal number
        for line in utf8(body, name=name).split("\n"):  # not splitlines(): U+2028 may stand in a text
            number += 1
            yield line

    for article in read_articles(numbered(), name=name):
        try:
            store.check_article(article)
        except InputError as fault:
            raise InputError(f"{name}, line {number}: {fault}") from fault
        if not article.text and not article.headline:
            raise InputError(f"{name}, line {number}: it has neither headline nor text; give at least one of them.")
        articles.append(article)
    return articles


def read_feed(body: bytes, *, url: str | None, name: str) -> ParsedFeed:
    """A feed as bytes. Raises InputError where it is none."""
    try:
        return parse_feed(body, url=url or "https://feed.invalid/")
    except FeedError as fault:
        raise InputError(f"{name}: {fault}") from fault


def read_list(body: bytes, *, name: str) -> tuple[OpmlFeed, ...]:
    """The feeds of an OPML list. Raises InputError where it is none, or names no feed."""
    try:
        feeds = read_opml(body)
    except FeedError as fault:
        raise InputError(f"{name}: {fault}") from fault
    if not feeds:
        raise InputError(f"{name} names no feed that can be read: export the list again.")
    return feeds


def address_of(body: bytes, *, url: str | None, name: str) -> str:
    """The address that a page was saved from. Raises InputError where nobody says it."""
    address = url or find_address(body)
    if address is None:
        raise InputError(f"{name} does not say which address it was saved from: name it with --url.")
    return address


def pages_in(folder: Path) -> list[Path]:
    """The HTML files in a folder and the folders below it. Raises InputError where there is none."""
    files = sorted(path for path in folder.rglob("*") if path.suffix.lower() in _HTML)
    if not files:
        raise InputError(f"{folder} holds no HTML file: give a folder of saved pages.")
    return files


@transaction.atomic
def _store(few: Sequence[Article | Rejected], *, now: datetime) -> int:
    store.hold_articles([one for one in few if isinstance(one, Article)])
    return sum(keep_article(one, now=now) for one in few)


class _Tally:
    """Counts what came of pages, and remembers some of the refusals."""

    def __init__(self) -> None:
        self.pages = self.fresh = self.known = self.refused = 0
        self._left_out: Counter[LeftOut] = Counter()
        self._reasons: list[str] = []

    def add(self, found: Iterable[Article | Rejected], *, fresh: int) -> None:
        self.fresh += fresh
        self.known -= fresh
        for one in found:
            self.pages += 1
            if isinstance(one, Rejected):
                self._refuse(one)
            else:
                self.known += 1

    def _refuse(self, one: Rejected) -> None:
        if (why := left_out(one)) is not None:
            self._left_out[why] += 1
            return
        self.refused += 1
        self._reasons.append(f"\n  refused: {one.subject}: {one.reason}" if self.refused <= _SHOWN else "")

    def __str__(self) -> str:
        said = f"{counted(self.pages, 'page')}, {counted(self.fresh, 'article')} new or changed"
        if self.known:
            said += f", {self.known} known already"
        if without := self._left_out[LeftOut.NO_TEXT]:
            said += f", {without} left out (pictures, scripts, errors and the like)"
        if reserved := self._left_out[LeftOut.RESERVED]:
            said += f", {reserved} left out because their publishers reserve them (see the setting reservations)"
        if self.refused:
            said += f", {self.refused} refused{''.join(self._reasons)}"
        if self.refused > _SHOWN:
            said += f"\n  and {self.refused - _SHOWN} more: see the rejections in the admin."
        return said


def _without_feed(entries: Iterable[Entry]) -> Iterator[Entry]:
    for entry in entries:
        yield replace(entry, feed_url=None)


def _by(size: int, found: Iterable[_T]) -> Iterator[list[_T]]:
    rest = iter(found)
    while few := list(islice(rest, size)):
        yield few


def _is_stored(one: Article | Rejected) -> bool:
    """Whether it leaves a trace: not what is no page of text at all."""
    return left_out(one) is not LeftOut.NO_TEXT
