"""A new outlet's file: its feeds tried, its facts checked, its text written."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Protocol
from urllib.parse import urljoin, urlsplit

from variorum.cli.homepage import Homepage, read_homepage
from variorum.errors import FeedError, FetchError, InputError
from variorum.feeds import discover_feeds, parse_feed
from variorum.model import LanguageTag, OutletKind, Page
from variorum.outlet_rules import load_rules
from variorum.outlets import Directory
from variorum.urls import registrable_domain

_MOST_TRIED = 8  # feeds asked for; a home page that names dozens names one for each topic
_MOST_KEPT = 3
_USUAL = ("feed/", "rss.xml", "rss", "feed.xml")  # where feeds lie that no page names


class Getter(Protocol):
    """What is asked of variorum.fetch.Client."""

    def get(self, url: str) -> Page:
        """One page. Raises FetchError."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class TriedFeed:
    """A feed that answered and could be read."""

    url: str
    entries: int
    language: LanguageTag | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the owner says themselves; it wins over what the page says."""

    name: str | None = None
    country: str | None = None
    kind: str | None = None
    family: str | None = None
    credits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An outlet as it is going to be written."""

    id: str
    text: str
    feeds: tuple[TriedFeed, ...]


def draft_outlet(url: str, *, fetcher: Getter, directory: Directory, told: Told) -> Draft:
    """The file of the outlet whose home page this is. Raises InputError where it is known, or a fact is missing."""
    page = fetcher.get(url)
    for address in (url, page.final_url):
        if known := directory.by_url(address):
            raise InputError(f"{address} belongs to {known.name}, which is known: see {known.id}.toml.")
    found = read_homepage(page)
    feeds = tuple(_try_feeds(page, fetcher))
    languages = tuple(dict.fromkeys([*found.languages, *(feed.language for feed in feeds if feed.language)]))
    found = replace(found, name=told.name or found.name, country=told.country or found.country, languages=languages)
    if not found.name:
        raise InputError(f"{url} does not say how the outlet is called: add --name.")
    if not found.country:
        raise InputError(f"{url} does not say which country the outlet is of: add --country with its two letters.")
    if not languages:
        raise InputError(f"{url} holds too few words to tell its language: give the address of its home page.")
    outlet_id = f"{found.country.lower()}/{_slug(found.name) or _slug(registrable_domain(found.domain).split('.')[0])}"
    return Draft(id=outlet_id, text=_write(found, told, feeds, _root(page.final_url, url)), feeds=feeds)


def _root(final_url: str, url: str) -> str:
    """The home page without a way of arriving there, such as ?from=ad."""
    parts = urlsplit(final_url or url)
    return f"{parts.scheme}://{parts.netloc}{parts.path or '/'}"


def _try_feeds(page: Page, fetcher: Getter) -> Iterator[TriedFeed]:
    """Those feeds of the page that really can be read, of the general news only, each once."""
    named = discover_feeds(page.body, url=page.final_url)
    addresses = [url for url in named if _is_general(url)][:_MOST_TRIED]
    seen: set[str] = set()
    for address in addresses or [urljoin(page.final_url, path) for path in _USUAL]:
        feed = _try(address, fetcher)
        if feed and feed.url not in seen:
            seen.add(feed.url)
            yield feed
        if len(seen) == (_MOST_KEPT if addresses else 1):
            return


def _is_general(url: str) -> bool:
    words = set(re.findall(r"[a-z0-9]+", urlsplit(url).path.lower()))
    return not words & (load_rules().topics | {"comments"})


def _try(address: str, fetcher: Getter) -> TriedFeed | None:
    try:
        page = fetcher.get(address)
        feed = parse_feed(page.body, url=page.final_url, content_type=page.header("content-type"))
    except (FetchError, FeedError):
        return None
    if not feed.entries:
        return None
    language = feed.language.partition("-")[0].lower() if feed.language else None
    return TriedFeed(url=page.permanent_url or address, entries=len(feed.entries), language=language)


def _write(found: Homepage, told: Told, feeds: Iterable[TriedFeed], homepage: str) -> str:
    kind = told.kind or found.kind or OutletKind.PORTAL
    facts: list[tuple[str, object]] = [
        ("name", found.name),
        ("country", found.country),
        ("languages", list(found.languages)),
        ("kind", str(kind)),
        ("homepage", homepage),
    ]
    if told.family:
        facts.append(("family", told.family))
    facts.append(("domains", [found.domain]))
    if told.credits:
        facts.append(("credits", list(told.credits)))
    # a JSON text or list of texts is one of TOML too, but for the character DEL, which no name holds
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in facts]
    tables = [f"\n[[feeds]]\nurl = {json.dumps(feed.url)}" for feed in feeds]
    return "\n".join([*lines, *(tables or ["feeds = []"])]) + "\n"


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower().replace("'", "")
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-").removeprefix("the-")
