"""Saved pages as a web of their own: one local server is all hosts, each page stands at its real address."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from xml.sax.saxutils import escape

import xxhash

from variorum.urls import parse_url

FEED_PATH = "/feeds/all.xml"
CLOSED_PATH = "/closed/to-robots"
ROBOTS = b"User-agent: *\nDisallow: /closed/\n"


@dataclass(frozen=True, slots=True)
class SavedPage:
    """A page that was saved, and the address that it was saved from."""

    url: str
    file: Path


@dataclass(frozen=True, slots=True)
class Request:
    """A request as the server saw it. Times are in seconds of the monotonic clock."""

    host: str
    target: str
    began: float
    ended: float
    status: int


@dataclass(slots=True)
class SavedWeb:
    """What the server knows, and what it was asked for."""

    pages: Mapping[tuple[str, str], list[Path]]  # (host, path and query) -> the page, then its later versions
    feeds: Mapping[str, bytes]  # host -> its feed
    log: list[Request] = field(default_factory=list)
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

    def requests(self, target: str) -> list[Request]:
        return [request for request in self.log if request.target == target]

    def shortest_pause(self) -> float:
        """The shortest time between the end of one request to a host and the begin of its next, over all hosts."""
        by_host: dict[str, list[Request]] = defaultdict(list)
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


@contextmanager
def serve(web: SavedWeb) -> Iterator[str]:
    """The web on a free port of this machine; gives "127.0.0.1:PORT"."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            _answer(self, web)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
            """The log is kept by the web itself."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _answer(handler: BaseHTTPRequestHandler, web: SavedWeb) -> None:
    began = time.monotonic()
    host, target = _place(f"http://{handler.headers.get('Host', '')}{handler.path}")
    body = web.body(host, target)
    etag = f'"{xxhash.xxh3_64_hexdigest(body)}"' if body is not None else ""
    status = 404 if body is None else 304 if handler.headers.get("If-None-Match") == etag else 200
    sent = body if status == 200 and body is not None else b""
    handler.send_response(status)
    handler.send_header("Content-Type", _content_type(target))
    handler.send_header("Content-Length", str(len(sent)))
    if etag:
        handler.send_header("ETag", etag)
    handler.end_headers()
    handler.wfile.write(sent)
    with web.lock:
        web.log.append(Request(host, target, began, time.monotonic(), status))


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
