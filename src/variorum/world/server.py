"""Serves the demo world over real HTTP: all hosts behind one port, told apart by the Host header."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, MutableSequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

from variorum.world.content import Site
from variorum.world.feeds import feed_text, feed_type
from variorum.world.pages import article_page, home_page
from variorum.world.pictures import draw
from variorum.world.published import World

ROBOTS = """User-agent: *
Disallow: /search
Disallow: /members/
{sitemap}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request that the server answered."""

    host: str
    path: str
    status: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What an address holds, before conditions and compression."""

    status: int
    content_type: str
    body: bytes
    modified: datetime | None = None

    @property
    def etag(self) -> str:
        return f'"{sha256(self.body).hexdigest()[:20]}"'


@contextmanager
def serve(world: World, *, port: int = 0, log: MutableSequence[Asked] | None = None) -> Iterator[str]:
    """Serve the world on loopback while the block runs; gives "127.0.0.1:PORT". Requests are appended to `log`."""
    server = _Server(world, port, log)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def answer(world: World, host: str, path: str) -> Answer:
    """What the world holds at a path of a host."""
    site = world.sites.get(host.lower())
    if site is None:
        return _refusal(404, "No such host in this world.")
    own = [article for article in world.articles if article.site is site]
    newest = max((article.changed for article in own), default=world.now)
    if path == "/robots.txt":
        sitemap = f"Sitemap: {site.outlet.feeds[0].url}\n" if site.form == "sitemap" else ""
        return Answer(status=200, content_type="text/plain", body=ROBOTS.format(sitemap=sitemap).encode())
    if site.down:
        return _refusal(503, "Service unavailable. Please try again later.")
    if path == site.feed_path:
        return _text(site, feed_type(site), feed_text(site, own, now=world.now), newest)
    if path == "/":
        return _text(site, f"text/html; charset={site.encoding}", home_page(site, own), newest)
    for article in own:
        if path == article.path:
            others = [one for one in own if one is not article][:3]
            return _text(site, f"text/html; charset={site.encoding}", article_page(article, others), article.changed)
        if path == article.picture_path:
            return _text(site, "image/svg+xml", draw(path, title=article.caption), article.published)
    return _refusal(404, "Not found.")


def _text(site: Site, content_type: str, text: str, modified: datetime) -> Answer:
    encoding = "utf-8" if content_type == "image/svg+xml" else site.encoding
    body = text.encode(encoding, errors="xmlcharrefreplace")
    return Answer(status=200, content_type=content_type, body=body, modified=modified)


def _refusal(status: int, text: str) -> Answer:
    return Answer(status=status, content_type="text/plain; charset=utf-8", body=text.encode())


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, world: World, port: int, log: MutableSequence[Asked] | None) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.world = world
        self.log = log


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "DemoWorld"
    sys_version = ""
    timeout = 30  # an idle connection must not keep its thread for ever
    server: _Server

    def do_GET(self) -> None:
        self._respond(with_body=True)

    def do_HEAD(self) -> None:
        self._respond(with_body=False)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Quiet: who wants to know gives `serve` a log."""

    def _respond(self, *, with_body: bool) -> None:
        host = self.headers.get("Host", "").partition(":")[0]
        path = urlsplit(self.path).path
        found = answer(self.server.world, host, path)
        fresh = found.status == 200 and self._is_fresh(found)
        status = 304 if fresh else found.status
        if self.server.log is not None:
            self.server.log.append(Asked(host=host, path=self.path, status=status))
        body = b"" if fresh else found.body
        self.send_response(status)
        if found.status == 200:
            self.send_header("ETag", found.etag)
            self.send_header("Vary", "Accept-Encoding")
            if found.modified:
                self.send_header("Last-Modified", format_datetime(found.modified.astimezone(UTC), usegmt=True))
        if not fresh:
            self.send_header("Content-Type", found.content_type)
            if "gzip" in self.headers.get("Accept-Encoding", "") and len(body) > 500:
                body = gzip.compress(body, mtime=0)
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(body)))
        if found.status == 503:
            self.send_header("Retry-After", "3600")
        self.end_headers()
        if with_body:
            self.wfile.write(body)

    def _is_fresh(self, found: Answer) -> bool:
        """Whether the client's copy is still good; by RFC 9110 the entity tag counts before the date."""
        tags = self.headers.get("If-None-Match")
        if tags is not None:
            return tags.strip() == "*" or found.etag in [tag.strip().removeprefix("W/") for tag in tags.split(",")]
        since = self.headers.get("If-Modified-Since")
        if since is None or found.modified is None:
            return False
        try:
            asked = parsedate_to_datetime(since)
        except ValueError:
            return False
        return found.modified <= (asked if asked.tzinfo else asked.replace(tzinfo=UTC))
