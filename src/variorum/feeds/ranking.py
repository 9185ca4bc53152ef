"""Which of the feeds that a page names is the site's main one: by the words in their addresses and titles."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from urllib.parse import unquote, urlsplit

from variorum.outlet_rules import load_rules
from variorum.text.words import fold
from variorum.urls import host_of, registrable_domain


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedFeed:
    """A feed as a page names it."""

    url: str
    title: str = ""


def main_first(named: Iterable[NamedFeed], *, page: str) -> tuple[str, ...]:
    """The addresses, the site's main feed first, each feed once.

    Left out are feeds of comments, that of the page itself where it is an article (it holds its comments), interfaces
    of programs, and a second form of a feed: Atom beside RSS. Behind the main feeds stand those of parts of the site,
    such as the part that the page is in, then what is no news. Among equals the page's own order counts.
    """
    known = [one for one in named if not _PROGRAMS.search(one.url) and not _of_article(one.url, page)]
    site = registrable_domain(host_of(page)).partition(".")[0]
    own = frozenset(_subject(page, site)) - _words().main
    ranked = sorted(_without_comments(known), key=lambda one: _rank(one, site=site, section=own))
    kept: dict[tuple[str, ...], str] = {}
    for one in ranked:
        kept.setdefault((host_of(one.url), *_subject(one.url, site)), one.url)
    return tuple(kept.values())


def is_of_comments(url: str, title: str = "") -> bool:
    """Whether a feed holds what readers wrote."""
    return bool(_COMMENTS.search(url)) or _speaks_of_comments(title)


def _without_comments(named: Sequence[NamedFeed]) -> list[NamedFeed]:
    """A word that stands in all titles is the name of the site."""
    found = [one for one in named if not _COMMENTS.search(one.url)]
    spoken = [one for one in found if not _speaks_of_comments(one.title)]
    return spoken or found


def _speaks_of_comments(title: str) -> bool:
    folded = fold(title)
    return any(word in folded for word in _words().comments)


def _of_article(url: str, page: str) -> bool:
    """Whether it is the feed below an article: the page's address with "feed" behind it."""
    path = urlsplit(page).path.rstrip("/")
    return bool(_ARTICLE.search(path)) and urlsplit(url).path.startswith(f"{path}/") and host_of(url) == host_of(page)


def _rank(feed: NamedFeed, *, site: str, section: Set[str]) -> tuple[int, bool, int]:
    """Smaller is nearer to the main feed."""
    subject = _subject(feed.url, site)
    said = {*subject, *_WORD.findall(fold(feed.title))}
    is_part = bool(load_rules().topics & said) or any(len(word) >= _SHORTEST and word in section for word in subject)
    tier = 2 if _words().beside & said else 1 if is_part else 0
    is_main = not subject or bool(_words().main & said)
    return tier, not is_main, len(subject)


def _subject(url: str, site: str) -> tuple[str, ...]:
    """What an address is of: its words without those that name a form of feed, or the site."""
    parts = urlsplit(url)
    words = _WORD.findall(fold(unquote(f"{parts.path} {parts.query}")))
    return tuple(word for word in words if word not in _words().form and word != site and not _VERSION.fullmatch(word))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    comments: tuple[str, ...]
    beside: frozenset[str]
    main: frozenset[str]
    form: frozenset[str]


@cache
def _words() -> _Words:
    table = tomllib.loads((files("variorum.feeds") / "discovery.toml").read_text(encoding="utf-8"))
    return _Words(
        comments=tuple(fold(word) for word in table["comments"]),
        **{name: frozenset(fold(word) for word in table[name]) for name in ("beside", "main", "form")},
    )


_SHORTEST = 4  # letters of a word that names a section: "de" and "en" stand in many addresses
_WORD = re.compile(r"[^\W_]+")
_VERSION = re.compile(r"\d{1,2}")
_COMMENTS = re.compile(r"/comments(?:/|$)|[?&]feed=comments|/comments-", re.IGNORECASE)
_PROGRAMS = re.compile(r"/wp-json/|oembed|/xmlrpc|opensearch", re.IGNORECASE)
_ARTICLE = re.compile(
    r"(?:[^/-]+-){3}[^/]+$|\d{4}[^/]*$|/\d{4}/\d\d?/(?:\d\d?/)?[^/]*[^/\d][^/]*$|\.html?$"
)  # a headline, a number, a date before a name
