"""Takes in what a person hands over: each kind is read whole before anything of it is stored."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from django.db import transaction

from variorum.errors import FeedError, FetchError, InputError
from variorum.extract import extract_article
from variorum.feeds import FeedHeaders, parse_feed, read_opml
from variorum.fetch import read_warc
from variorum.jsonl import read_articles, utf8
from variorum.model import Article, Entry, Feed, Page, Rejected
from variorum.pipeline import with_credits
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
_CANONICAL = re.compile(
    rb"""<link\b[^>]*\brel=["']?canonical["']?[^>]*>|<meta\b[^>]*\bproperty=["']og:url["'][^>]*>""", re.IGNORECASE
)
_ADDRESS = re.compile(rb"""(?:href|content)=["'](https?://[^"']+)["']""", re.IGNORECASE)
_TOGETHER = 20  # pages that are stored in one transaction
_SHOWN = 20  # refusals that are told of one by one


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
        outlet = self._directory.by_url(url)
        store.save_feed(Feed(url=url, outlet=outlet.id if outlet else None))
        _, entries = poll_feeds(self._tools, told=self._told, only=[url])
        return f"a feed, polled from now on; {self._announced(entries)}"

    def feed(self, body: bytes, *, url: str | None, name: str) -> str:
        """A feed as bytes: what it announces is fetched."""
        try:
            parsed = parse_feed(body, url=url or "https://feed.invalid/")
        except FeedError as fault:
            raise InputError(f"{name}: {fault}") from fault
        fresh = store.save_entries(_without_feed(parsed.entries), now=self._now())
        return f"a feed; {self._announced(fresh)}"

    def opml(self, body: bytes) -> str:
        """Every feed of the list is polled from now on; none is polled at once."""
        feeds = read_opml(body)
        with transaction.atomic():
            for feed in feeds:
                outlet = self._directory.by_url(feed.url) or self._directory.by_url(feed.homepage or "")
                known = store.load_feed(feed.url)  # what its outlet's file says of it is not in a list
                store.save_feed(known or Feed(url=feed.url, outlet=outlet.id if outlet else None))
        return f"{len(feeds)} feeds, polled from now on by `variorum run`"

    def page(self, body: bytes, *, url: str | None, name: str) -> str:
        """One saved page."""
        return self._pages([self._saved_page(body, url=url, name=name)])

    def folder(self, folder: Path) -> str:
        """All HTML files in a folder and the folders below it; each must name its own address."""
        files = sorted(path for path in folder.rglob("*") if path.suffix.lower() in _HTML)
        if not files:
            raise InputError(f"{folder} holds no HTML file: give a folder of saved pages.")
        return self._pages(map(self._page_in_file, files))

    def warc(self, archive: Path | BinaryIO, *, name: str) -> str:
        """Every page of a WARC file, one in memory at a time; each is kept among our own captures.

        Raises InputError that says what was stored where the file is broken or holds nothing.
        """
        breaks: list[str] = []
        said = self._pages(readable_pages(read_warc(archive), breaks, settings=self._tools.pages.settings))
        if breaks:
            raise InputError(f"{' '.join(breaks)} What could be read of {name} is stored: {said}")
        if said.startswith("0 pages"):
            raise InputError(f"{name} holds no page: give a WARC file with responses in it.")
        return said

    def json_lines(self, body: bytes, *, name: str) -> str:
        """Articles as JSON lines: all of them, or none where a line is bad."""
        lines = _Lines(utf8(body, name=name).split("\n"))  # not splitlines(): U+2028 may stand in a text
        articles: list[tuple[int, Article]] = [(lines.number, one) for one in read_articles(lines, name=name)]
        fresh = 0
        with transaction.atomic():
            for done, (number, article) in enumerate(articles, 1):
                try:
                    stored = store.save_article(with_credits(article, self._directory), now=self._now())
                except InputError as fault:
                    raise InputError(f"{name}, line {number}: {fault}") from fault
                fresh += stored.changed
                self._told("store", done, len(articles))
        return f"{len(articles)} articles, {fresh} of them new or changed"

    def _announced(self, entries: int) -> str:
        with turn() as ours:
            return self._fetched(entries) if ours else f"{entries} entries, whose pages the running server fetches"

    def _fetched(self, entries: int) -> str:
        pages = articles = 0
        while came := fetch_pages(self._tools, told=self._told):
            pages += came
            articles += extract_pages(self._tools, told=self._told)
        return f"{entries} entries, {pages} pages fetched, {articles} articles new or changed"

    def _pages(self, pages: Iterable[Page | Rejected]) -> str:
        """Take in pages, a few at a time: each few are stored together, after they were read."""
        tally = _Tally()
        for few in _by(_TOGETHER, pages):
            found = [self._extracted(page) for page in few]
            with transaction.atomic():
                for one in found:
                    tally.add(one, fresh=_is_stored(one) and keep_article(one, now=self._now()))
            self._told("extract", tally.pages, tally.pages)
        return str(tally)

    def _extracted(self, page: Page | Rejected) -> Article | Rejected:
        """The article of a page, whose bytes are kept where it is new; or why there is none."""
        if isinstance(page, Rejected):
            return page
        outlet = find_outlet(page.final_url, None, self._directory)
        found = attempt(partial(extract_article, page, outlet=outlet, directory=self._directory, fast=self._fast))
        if isinstance(found, Fault):
            Runner("extract", now=self._now()).record(page.url, found)
            return Rejected(subject=page.url, step="extract/1", reason=f"could not be read ({found})")
        if isinstance(found, Rejected) or page.capture is not None or store.is_stored(found):
            return found
        return replace(found, capture=self._tools.captures.keep(page))

    def _page_in_file(self, path: Path) -> Page | Rejected:
        try:
            return self._saved_page(path.read_bytes(), url=None, name=str(path))
        except InputError as fault:
            return Rejected(subject=str(path), step="ingest/1", reason=str(fault))

    def _saved_page(self, body: bytes, *, url: str | None, name: str) -> Page:
        address = url or _own_address(body)
        if address is None:
            raise InputError(f"{name} does not say which address it was saved from: name it with --url.")
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


class _Tally:
    """Counts what came of pages, and remembers some of the refusals."""

    def __init__(self) -> None:
        self.pages = self.fresh = self.refused = 0
        self._left_out: Counter[LeftOut] = Counter()
        self._reasons: list[str] = []

    def add(self, one: Article | Rejected, *, fresh: bool) -> None:
        self.pages += 1
        self.fresh += fresh
        if isinstance(one, Rejected):
            if (why := left_out(one)) is not None:
                self._left_out[why] += 1
            else:
                self.refused += 1
                self._reasons.append(f"\n  refused: {one.subject}: {one.reason}" if self.refused <= _SHOWN else "")

    def __str__(self) -> str:
        said = f"{self.pages} pages, {self.fresh} articles new or changed"
        if without := self._left_out[LeftOut.NO_TEXT]:
            said += f", {without} left out (pictures, scripts, errors and the like)"
        if reserved := self._left_out[LeftOut.RESERVED]:
            said += f", {reserved} left out because their publishers reserve them (see the setting reservations)"
        if self.refused:
            said += f", {self.refused} refused{''.join(self._reasons)}"
        if self.refused > _SHOWN:
            said += f"\n  and {self.refused - _SHOWN} more: see the rejections in the admin."
        return said


class _Lines:
    """Lines that know the number of the last one given."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = lines
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        for line in self._lines:
            self.number += 1
            yield line


def _without_feed(entries: Iterable[Entry]) -> Iterator[Entry]:
    for entry in entries:
        yield replace(entry, feed_url=None)


def _by(size: int, pages: Iterable[Page | Rejected]) -> Iterator[list[Page | Rejected]]:
    rest = iter(pages)
    while few := list(islice(rest, size)):
        yield few


def _is_stored(one: Article | Rejected) -> bool:
    """Whether it leaves a trace: not what is no page of text at all."""
    return left_out(one) is not LeftOut.NO_TEXT


def _own_address(body: bytes) -> str | None:
    """The address that a saved page gives as its own."""
    for tag in _CANONICAL.findall(body):
        found = _ADDRESS.search(tag)
        if found:
            return found[1].decode("utf-8", errors="replace").replace("&amp;", "&")
    return None
