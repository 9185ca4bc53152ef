"""Reads the invented outlets and articles of the demo world from its package data."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from variorum.model import Feed, FeedKind, LanguageTag, Outlet, OutletKind

FEED_PATHS = {
    "rss": "/rss.xml",
    "rss-full": "/feed/",
    "atom": "/atom.xml",
    "json": "/feed.json",
    "sitemap": "/news-sitemap.xml",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """An invented outlet, and how its web site is made."""

    outlet: Outlet
    host: str
    form: str
    markup: str
    path: str
    tracking: str = ""
    encoding: str = "utf-8"
    down: bool = False

    @property
    def language(self) -> LanguageTag:
        return self.outlet.languages[0]

    @property
    def feed_path(self) -> str:
        return FEED_PATHS[self.form]


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """An article as it reads at one time. Minutes count from the world's now, and are negative."""

    minutes: int
    headline: str
    teaser: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """An article as it was written, with the story that it is expected to be grouped into."""

    outlet: str
    story: str
    happened: int  # minutes from now, of the happening that it tells of
    slug: str
    section: str
    caption: str
    authors: tuple[str, ...]
    first: Revision
    later: Revision | None = None  # the page as it changes in the later phase
    is_late: bool = False  # published in the later phase only


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
    """What stands around an article on the pages of one language."""

    nav: tuple[str, ...]
    by: str
    published: str
    updated: str
    share: tuple[str, ...]
    read_more: str
    subscribe: str
    caption: str
    cookies: str
    accept: str
    related: str
    footer: str


@cache
def read_sites() -> tuple[Site, ...]:
    """All invented outlets, sorted by id."""
    tables = _read("outlets.toml")["outlet"]
    return tuple(sorted((_site(table) for table in tables), key=lambda site: site.outlet.id))


@cache
def read_pieces() -> tuple[Piece, ...]:
    """All articles, oldest first. Those in alone.toml belong to no story but their own."""
    stories = (
        entry for entry in (files(__package__) / "content" / "stories").iterdir() if entry.name.endswith(".toml")
    )
    pieces = [
        piece
        for entry in stories
        for piece in _pieces(tomllib.loads(entry.read_text(encoding="utf-8")), entry.name.removesuffix(".toml"))
    ]
    pieces += _pieces(_read("alone.toml"), None)
    return tuple(sorted(pieces, key=lambda piece: (piece.first.minutes, piece.outlet, piece.slug)))


@cache
def read_furniture(language: LanguageTag) -> Furniture:
    """The words around articles in one language of the world."""
    table: Mapping[str, Any] = _read("furniture.toml")[language]
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
    return Furniture(**values)


def _read(name: str) -> Mapping[str, Any]:
    return tomllib.loads((files(__package__) / "content" / name).read_text(encoding="utf-8"))


def _site(table: Mapping[str, Any]) -> Site:
    host = table["host"]
    feed_url = f"http://{host}{FEED_PATHS[table['form']]}"
    outlet = Outlet(
        id=table["id"],
        name=table["name"],
        country=table["id"][:2].upper(),
        languages=(table["language"],),
        kind=OutletKind(table["kind"]),
        homepage=f"http://{host}/",
        family=table.get("family"),
        domains=(host.removeprefix("www."),),
        credits=tuple(table.get("credits", ())),
        feeds=(
            Feed(
                url=feed_url,
                outlet=table["id"],
                kind=FeedKind.SITEMAP if table["form"] == "sitemap" else FeedKind.FEED,
            ),
        ),
    )
    shape = {key: table[key] for key in ("form", "markup", "path", "tracking", "encoding", "down") if key in table}
    return Site(outlet=outlet, host=host, **shape)


def _pieces(table: Mapping[str, Any], story: str | None) -> Iterator[Piece]:
    for row in table["article"]:
        first = _revision(row)
        yield Piece(
            outlet=row["outlet"],
            story=story or f"alone-{row['slug']}",
            happened=row.get("happened", table.get("happened", row["at"])),
            slug=row["slug"],
            section=row["section"],
            caption=row["caption"],
            authors=tuple(row.get("authors", ())),
            first=first,
            later=_revision({**row, **row["later"]}) if "later" in row else None,
            is_late=row.get("late", False),
        )


def _revision(row: Mapping[str, Any]) -> Revision:
    return Revision(
        minutes=row["at"],
        headline=row["headline"],
        teaser=row["teaser"],
        paragraphs=tuple(line.strip() for line in row["text"].splitlines() if line.strip()),
    )
