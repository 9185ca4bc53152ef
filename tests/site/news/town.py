"""A small town with a newspaper or two, served over real HTTP on loopback, and the tools that read it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from types import MappingProxyType

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from variorum.config import FetchSettings
from variorum.fetch import Client, WarcCaptures
from variorum.model import Feed, Outlet, OutletKind
from variorum_site.news import store
from variorum_site.news.running.tools import Tools

START = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)

QUAY = "Old ferry quay of Larran burns down"  # the headline of this page:
PAGE = "https://herald.example/quay"
LEDE = (
    "The old ferry quay of Larran burned down on Tuesday night, and the fire brigade of three districts needed until "
    "dawn to put it out."
)
BODY = (
    "The mayor, Ana Dorrit, said that nobody had been hurt and that the cause was not known yet.",
    "Boats to the islands leave from the northern pier until further notice, the harbour office said.",
    "The quay was built in 1911 and had been closed for repairs since January.",
)


@dataclass
class Paper:
    """One newspaper: its pages by path, as headline and paragraphs."""

    host: str
    country: str
    down: bool = False
    excuse: dict[str, str] = field(default_factory=dict)  # headers of its answers while it is down
    hub: str | None = None  # that its feed names
    moved: dict[str, str] = field(default_factory=dict)  # path -> where it moved for good
    pages: dict[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)

    @property
    def outlet(self) -> Outlet:
        identity = f"{self.country.lower()}/{self.host.removesuffix('.example')}"
        feed = Feed(url=f"https://{self.host}/feed.xml", outlet=identity)
        return Outlet(
            id=identity,
            name=self.host.removesuffix(".example").title(),
            country=self.country,
            languages=("en",),
            kind=OutletKind.PAPER,
            homepage=f"https://{self.host}/",
            domains=(self.host,),
            feeds=(feed,),
        )


@dataclass
class Town:
    """All papers behind one port, told apart by the Host header; the clock stands until it is moved."""

    server: HTTPServer
    folder: Path
    papers: dict[str, Paper] = field(default_factory=dict)
    now: datetime = START
    asked: list[str] = field(default_factory=list)
    closed: set[str] = field(default_factory=set)  # hosts whose machine answers no more
    cut: bool = False  # nobody can be reached

    def add(self, host: str, country: str, **pages: str) -> Paper:
        """A paper whose pages all tell of the quay, under these headlines."""
        paper = Paper(host=host, country=country)
        paper.pages = {f"/{name}": (headline, (LEDE, *BODY)) for name, headline in pages.items()}
        self.papers[host] = paper
        store.save_outlet(paper.outlet)
        return paper

    def wait(self, **time: float) -> None:
        self.now += timedelta(**time)

    @property
    def hosts(self) -> Mapping[str, str]:
        open_, closed = f"127.0.0.1:{self.server.port}", f"127.0.0.1:{_closed_port()}"
        names = [*self.papers, "hub.example"]
        return MappingProxyType({name: closed if self.cut or name in self.closed else open_ for name in names})

    @contextmanager
    def tools(self, *, reservations: str = "respect") -> Iterator[Tools]:
        settings = FetchSettings(hosts=self.hosts, host_delay=0.0, timeout=5.0, reservations=reservations)
        captures = WarcCaptures(self.folder, clock=lambda: self.now)
        with Client(settings, clock=lambda: self.now, sleep=lambda _: None) as client:
            yield Tools(feeds=client, pages=client.keeping(captures), captures=captures, clock=lambda: self.now)

    def answer(self, request: Request) -> Response:
        host = request.host.partition(":")[0]
        self.asked.append(f"{host}{request.path}")
        paper = self.papers[host]
        if paper.down:
            return Response("down", status=503, headers=paper.excuse)
        if request.path in paper.moved:
            return Response("moved", status=301, headers={"Location": paper.moved[request.path]})
        if request.path.endswith("feed.xml"):
            response = _conditional(request, feed_text(paper), "application/rss+xml")
            if paper.hub:
                response.headers["Link"] = f"<{paper.hub}>; rel=hub"
            return response
        if request.path in paper.pages:
            return _conditional(request, page_text(paper, request.path), "text/html; charset=utf-8")
        return Response("no such page", status=404)


def _closed_port() -> int:
    """A port of this machine where a server was, and is no more."""
    with HTTPServer() as server:
        return server.port


def feed_text(paper: Paper) -> str:
    entries = "".join(
        f"<item><title>{headline}</title><link>https://{paper.host}{path}</link>"
        f"<pubDate>{format_datetime(START - timedelta(hours=2))}</pubDate></item>"
        for path, (headline, _) in paper.pages.items()
    )
    return f'<rss version="2.0"><channel><title>{paper.host}</title>{entries}</channel></rss>'


def page_text(paper: Paper, path: str) -> str:
    headline, paragraphs = paper.pages[path]
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f'<!doctype html><html lang="en"><head><title>{headline}</title>'
        f'<link rel="canonical" href="https://{paper.host}{path}">'
        f'<meta property="article:published_time" content="{(START - timedelta(hours=2)).isoformat()}">'
        f"</head><body><article><h1>{headline}</h1>{text}</article></body></html>"
    )


def _conditional(request: Request, text: str, kind: str) -> Response:
    response = Response(text, content_type=kind)
    response.add_etag()
    return response.make_conditional(request)
