"""Saved pages as a web of their own: one local server is all hosts, each page stands at its real address."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from xml.sax.saxutils import escape

import xxhash

from variorum.urls import parse_url
from variorum.world.loopback import Reply, Request, serve_web, tagged

FEED_PATH = "/feeds/all.xml"
CLOSED_PATH = "/closed/to-robots"
ROBOTS = b"User-agent: *\nDisallow: /closed/\n"


@dataclass(frozen=True, slots=True)
class SavedPage:
    """A page that was saved, and the address that it was saved from."""

    url: str
    file: Path


@dataclass(frozen=True, slots=True)
class Seen:
    """A request as the server saw it, and when it came, in seconds of the monotonic clock."""

    host: str
    target: str
    began: float
    status: int


@dataclass(slots=True)
class SavedWeb:
    """What the server knows, and what it was asked for."""

    pages: Mapping[tuple[str, str], list[Path]]  # (host, path and query) -> the page, then its later versions
    feeds: Mapping[str, bytes]  # host -> its feed
    log: list[Seen] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)
    seen: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))

    @property
    def hosts(self) -> frozenset[str]:
        return frozenset(self.feeds)

    def body(self, host: str, target: str) -> bytes | None:
        """What stands at an address; a page that has later versions shows them from the second visit on."""
        if target == "/robots.txt":
            return ROBOTS
        if target == FEED_PATH:
            return self.feeds.get(host)
        versions = self.pages.get((host, target))
        if versions is None:
            return None
        with self.lock:
            visit = self.seen[host, target]
            self.seen[host, target] += 1
        return versions[min(visit, len(versions) - 1)].read_bytes()

    def requests(self, target: str) -> list[Seen]:
        return [request for request in self.log if request.target == target]

    def shortest_pause(self) -> float:
        """The shortest time between the beginnings of two requests to one host, over all hosts."""
        by_host: dict[str, list[Seen]] = defaultdict(list)
        for request in sorted(self.log, key=lambda one: one.began):
            by_host[request.host].append(request)
        gaps = (later.began - earlier.began for visits in by_host.values() for earlier, later in pairwise(visits))
        return min(gaps, default=float("inf"))


def build_web(pages: Iterable[SavedPage]) -> SavedWeb:
    """A web of the pages, with one feed a host. The feeds name addresses and nothing else, so that titles and dates
    can come from the pages only; each also announces a page that its robots.txt closes."""
    stored: dict[tuple[str, str], list[Path]] = defaultdict(list)
    links: dict[str, list[str]] = defaultdict(list)
    for page in pages:
        place = _place(page.url)
        if place not in stored:
            links[place[0]].append(page.url)
        stored[place].append(page.file)
    feeds = {host: _feed(host, urls) for host, urls in links.items()}
    return SavedWeb(pages=dict(stored), feeds=feeds)


def serve(web: SavedWeb) -> AbstractContextManager[str]:
    """The web on a free port of this machine; gives "127.0.0.1:PORT"."""

    def answer(request: Request) -> Reply:
        began = time.monotonic()
        host, target = _place(f"http://{request.host}{request.target}")
        body = web.body(host, target)
        tag = f'"{xxhash.xxh3_64_hexdigest(body or b"")}"'
        reply = tagged(request, body, etag=tag, content_type=_content_type(target))
        with web.lock:
            web.log.append(Seen(host, target, began, reply.status))
        return reply

    return serve_web(answer)


def _content_type(target: str) -> str:
    kinds = {"/robots.txt": "text/plain; charset=utf-8", FEED_PATH: "application/rss+xml"}
    return kinds.get(target, "text/html; charset=utf-8")


def _place(url: str) -> tuple[str, str]:
    parsed = parse_url(url)
    return parsed.hostname, f"{parsed.pathname}{parsed.search}"


def _feed(host: str, urls: Iterable[str]) -> bytes:
    links = [*urls, f"https://{host}{CLOSED_PATH}"]
    items = "".join(f"<item><link>{escape(link)}</link></item>" for link in links)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{host}</title>{items}</channel></rss>'.encode()
