"""Who publishes: outlets, and the lists in which they announce what they publish."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from variorum.model.values import CountryCode, LanguageTag


class OutletKind(StrEnum):
    PAPER = "paper"
    BROADCASTER = "broadcaster"
    AGENCY = "agency"
    PORTAL = "portal"
    OFFICIAL = "official"


class FeedKind(StrEnum):
    FEED = "feed"  # RSS, Atom or JSON Feed: told apart by looking at the bytes
    SITEMAP = "sitemap"
    PAGE = "page"  # a front or section page whose links are the list, for an outlet without a feed


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A list of an outlet's articles: made for machines, or a page whose links stand in for one."""

    url: str
    outlet: str | None = None  # Outlet.id; None: a feed added by hand, of no known outlet
    kind: FeedKind = FeedKind.FEED
    section: str | None = None
    links: str | None = None  # of a PAGE: the regular expression that the whole path of an article's address matches


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRules:
    """CSS selectors for the facts of an outlet's pages, where those declare them wrongly or not at all."""

    text: tuple[str, ...] = ()  # the elements that hold the report; empty: found by measure
    remove: tuple[str, ...] = ()  # elements that are no part of it
    title: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    published: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """An organisation that publishes under one name."""

    id: str  # "<cc>/<name>", as in directory/<cc>/<name>.toml
    name: str
    country: CountryCode
    languages: tuple[LanguageTag, ...]
    kind: OutletKind
    homepage: str
    family: str | None = None  # outlets of one family count as one voice
    domains: tuple[str, ...] = ()  # host names whose pages are this outlet's; subdomains included
    credits: tuple[str, ...] = ()  # an agency's names as they stand in credit lines: "Reuters", "AFP"
    feeds: tuple[Feed, ...] = ()
    rules: PageRules | None = None
