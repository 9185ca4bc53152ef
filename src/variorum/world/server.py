"""Serves the demo world over real HTTP: all hosts behind one port, told apart by the Host header."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, MutableSequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import sha256
from urllib.parse import urlsplit

from variorum.world.content import Site
from variorum.world.feeds import feed_text, feed_type
from variorum.world.loopback import Reply, Request, serve_web
from variorum.world.pages import article_page, home_page
from variorum.world.pictures import draw
from variorum.world.published import World

ROBOTS = """User-agent: *
Disallow: /search
Disallow: /members/
{sitemap}"""
_SMALL = 500  # bytes, which are sent as they are


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

    def respond(request: Request) -> Reply:
        reply = _reply(answer(world, request.host, urlsplit(request.target).path), request)
        if log is not None:
            log.append(Asked(host=request.host, path=request.target, status=reply.status))
        return reply

    with serve_web(respond, port=port) as address:
        yield address


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


def _reply(found: Answer, request: Request) -> Reply:
    """The answer as it is sent: without a body where the client has it, compressed where that helps."""
    headers: list[tuple[str, str]] = []
    if found.status == 200:
        headers += [("ETag", found.etag), ("Vary", "Accept-Encoding")]
        if found.modified:
            headers.append(("Last-Modified", format_datetime(found.modified.astimezone(UTC), usegmt=True)))
        if _is_fresh(found, request):
            return Reply(status=304, headers=tuple(headers))
    headers.append(("Content-Type", found.content_type))
    body = found.body
    if "gzip" in request.headers.get("Accept-Encoding", "") and len(body) > _SMALL:
        body = gzip.compress(body, mtime=0)
        headers.append(("Content-Encoding", "gzip"))
    if found.status == 503:
        headers.append(("Retry-After", "3600"))
    return Reply(status=found.status, headers=tuple(headers), body=body)


def _is_fresh(found: Answer, request: Request) -> bool:
    """Whether the client's copy is still good; by RFC 9110 the entity tag counts before the date."""
    if "If-None-Match" in request.headers:
        return request.has(found.etag)
    since = request.headers.get("If-Modified-Since")
    if since is None or found.modified is None:
        return False
    try:
        asked = parsedate_to_datetime(since)
    except ValueError:
        return False
    return found.modified <= (asked if asked.tzinfo else asked.replace(tzinfo=UTC))
