"""A new outlet's file: its feeds tried, its facts checked, its text written."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol
from urllib.parse import urlsplit

from variorum.cli.homepage import Homepage, read_homepage
from variorum.errors import FeedError, FetchError, InputError
from variorum.feeds import FeedHeaders, candidate_feeds, discover_feeds, parse_feed
from variorum.model import LanguageTag, OutletKind, Page
from variorum.outlet_rules import has_other_topic, part_of_news
from variorum.outlets import Directory, find_host
from variorum.urls import registrable_domain

_MOST_TRIED = 8  # feeds asked for; a home page that names dozens names one for each topic
_MOST_KEPT = 3


class Getter(Protocol):
    """What is asked of variorum.fetch.Client."""

    def get(self, url: str) -> Page:
        """One page. Raises FetchError."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class TriedFeed:
    """A feed that answered and could be read."""

    url: str
    links: frozenset[str]  # where its entries lead
    entries: int
    language: LanguageTag | None
    section: str | None = None  # which part of the news it is of


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the owner says themselves; it wins over what the page says."""

    name: str | None = None
    country: str | None = None
    languages: tuple[LanguageTag, ...] = ()
    kind: str | None = None
    family: str | None = None
    credits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An outlet as it is going to be written."""

    id: str
    text: str
    feeds: tuple[TriedFeed, ...]
    moved_to: str | None = None  # the host that the address led to, where it is another


def draft_outlet(url: str, *, fetcher: Getter, directory: Directory, told: Told) -> Draft:
    """The file of the outlet whose home page this is. Raises InputError where it is known, or a fact is missing."""
    page = fetcher.get(url)
    for address in (url, page.final_url):
        if known := directory.by_url(address):
            raise InputError(f"{address} belongs to {known.name}, which is known: see {known.id}.toml.")
    found = read_homepage(page)
    feeds = tuple(_choose(page, fetcher))
    spoken = dict.fromkeys([*found.languages, *(feed.language for feed in feeds if feed.language)])
    found = replace(
        found,
        name=told.name or found.name,
        country=told.country or found.country,
        languages=told.languages or tuple(spoken),
    )
    if not found.name:
        raise InputError(f"{url} does not say how the outlet is called: add --name.")
    if not found.country:
        raise InputError(f"{url} does not say which country the outlet is of: add --country with its two letters.")
    if not found.languages:
        raise InputError(f"{url} holds too few words to tell its language: add --language with its tag, such as en.")
    outlet_id = f"{found.country.lower()}/{_slug(found.name) or _slug(registrable_domain(found.domain).split('.')[0])}"
    led = find_host(page.final_url)
    return Draft(
        id=outlet_id,
        text=_write(found, told, feeds, _root(page.final_url, url)),
        feeds=feeds,
        moved_to=led if led.removeprefix("www.") != find_host(url).removeprefix("www.") else None,
    )


def _root(final_url: str, url: str) -> str:
    """The home page without a way of arriving there, such as ?from=ad."""
    parts = urlsplit(final_url or url)
    return f"{parts.scheme}://{parts.netloc}{parts.path or '/'}"


def _choose(page: Page, fetcher: Getter) -> list[TriedFeed]:
    """The feeds of the whole news that can be read; where there is none, those of parts of it, each with its name."""
    home, kind = page.final_url, page.header("content-type")
    candidates = candidate_feeds(page.body, url=home, content_type=kind)
    every = discover_feeds(page.body, url=home, content_type=kind)
    named = [url for url in every if not has_other_topic(url, homepage=home)]
    unnamed = [url for url in candidates if url not in every]
    parts = {url: part for url in named if (part := part_of_news(url, homepage=home))}
    whole = _readable([url for url in named if url not in parts], fetcher, most=_MOST_KEPT)
    if not whole:
        whole = _readable([url for url in unnamed if not part_of_news(url, homepage=home)], fetcher, most=1)
    if whole:
        return whole
    read = _readable(list(parts), fetcher, most=_MOST_KEPT)
    return [replace(feed, section=parts.get(feed.url, "").capitalize() or None) for feed in read]


def _readable(addresses: Sequence[str], fetcher: Getter, *, most: int) -> list[TriedFeed]:
    """Up to `most` that can be read and hold an entry; the same entries in another format do not count again."""
    read: list[TriedFeed] = []
    for address in addresses[:_MOST_TRIED]:
        feed = _try(address, fetcher)
        if feed and feed.links not in [one.links for one in read]:
            read.append(feed)
        if len(read) == most:
            break
    return read


def _try(address: str, fetcher: Getter) -> TriedFeed | None:
    try:
        page = fetcher.get(address)
        headers = FeedHeaders(content_type=page.header("content-type"))  # a server's language is no fact of its outlet
        feed = parse_feed(page.body, url=page.final_url, headers=headers)
    except (FetchError, FeedError):
        return None
    if not feed.entries:
        return None
    language = feed.language.partition("-")[0].lower() if feed.language else None
    return TriedFeed(
        url=page.permanent_url or address,
        links=frozenset(entry.url or entry.guid or "" for entry in feed.entries),
        entries=len(feed.entries),
        language=language,
    )


def _write(found: Homepage, told: Told, feeds: Iterable[TriedFeed], homepage: str) -> str:
    kind = OutletKind(told.kind) if told.kind else found.kind or OutletKind.PORTAL
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
    if credits_ := told.credits or ((found.name,) if found.kind is kind is OutletKind.AGENCY else ()):
        facts.append(("credits", list(credits_)))
    # a JSON text or list of texts is one of TOML too, but for the character DEL, which no name holds
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in facts]
    tables = [_table(feed) for feed in feeds]
    return "\n".join([*lines, *(tables or ["feeds = []"])]) + "\n"


def _table(feed: TriedFeed) -> str:
    section = f"\nsection = {json.dumps(feed.section, ensure_ascii=False)}" if feed.section else ""
    return f"\n[[feeds]]\nurl = {json.dumps(feed.url)}{section}"


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower().replace("'", "")
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-").removeprefix("the-")
