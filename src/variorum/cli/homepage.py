"""What a home page says about its outlet: name, languages, country, kind. Nothing is guessed from its stories."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from babel import Locale
from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from variorum.errors import InputError
from variorum.extract.charset import decode
from variorum.extract.metadata import Metadata, read_metadata
from variorum.model import LanguageTag, OutletKind, Page
from variorum.outlet_rules import country_of_ending, kind_by_name, load_rules
from variorum.outlets import country_codes
from variorum.text.language import identify
from variorum.text.words import fold
from variorum.urls import host_of, registrable_domain


@dataclass(frozen=True, slots=True, kw_only=True)
class Homepage:
    """The facts of one home page; None where it says nothing that can be relied on."""

    domain: str
    name: str | None
    languages: tuple[LanguageTag, ...]
    country: str | None
    kind: OutletKind | None


def read_homepage(page: Page) -> Homepage:
    """The facts of a fetched home page. Raises InputError where it is no page of HTML."""
    _refuse_others(page)
    parser = HTMLParser(encoding="utf-8", no_network=True, recover=True)
    try:
        tree = document_fromstring(decode(page).encode("utf-8"), parser=parser)
    except (etree.LxmlError, ValueError) as fault:
        raise InputError(f"{page.final_url} is no page of HTML: give the address of the outlet's home page.") from fault
    metadata = read_metadata(tree, url=page.final_url)
    domain = host_of(page.final_url).removeprefix("www.")
    name = _name(tree, metadata, domain)
    return Homepage(
        domain=domain,
        name=name,
        languages=_languages(tree, metadata, page),
        country=_country(metadata, domain),
        kind=_kind(metadata) or (kind_by_name(name) if name else None),
    )


def _refuse_others(page: Page) -> None:
    """Raises InputError for a feed, and for a file of another type."""
    remedy = "give the address of the outlet's home page"
    declared = (page.header("content-type") or "").partition(";")[0].strip().lower()
    start = page.body[:_START].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if re.search(rb"<(?:rss|feed|rdf:rdf)[\s>]", start) and b"<html" not in start:
        raise InputError(f"{page.final_url} is a feed: {remedy}, which leads to the feed.")
    if start.startswith(b"%pdf") or (declared and not _HTML.search(declared)):
        raise InputError(f"{page.final_url} is no page of HTML ({declared or 'a PDF'}): {remedy}.")


def _name(tree: HtmlElement, metadata: Metadata, domain: str) -> str | None:
    """The name that the site gives itself; of a title with a tagline, the part that its address spells."""
    title = " ".join((tree.findtext(".//title") or "").split())
    told = [metadata.meta("og:site_name"), *_organisations(metadata), metadata.meta("application-name"), title]
    spelled = _letters(registrable_domain(domain).partition(".")[0])
    names = []
    for written in told:
        parts = [part.strip() for part in _BETWEEN.split(written or "") if part.strip() and "://" not in part]
        if parts:
            names.append(next((part for part in parts if _spells(_letters(part), spelled)), parts[0]))
    address = {domain, registrable_domain(domain)}
    return next((name for name in names if name.lower().removeprefix("www.") not in address), next(iter(names), None))


def _spells(name: str, spelled: str) -> bool:
    return bool(name) and (name in spelled or spelled in name)


def _letters(text: str) -> str:
    return "".join(char for char in fold(text) if char.isalnum())


def _organisations(metadata: Metadata) -> Iterator[str]:
    for node in _publishers(metadata):
        if isinstance(node.get("name"), str):
            yield node["name"]


def _publishers(metadata: Metadata) -> Iterator[Mapping[str, Any]]:
    for node in metadata.linked.nodes:
        if any(_PUBLISHER.search(kind) for kind in _kinds(node)):
            yield node


def _kinds(node: Mapping[str, Any]) -> tuple[str, ...]:
    kind = node.get("@type")
    return tuple(one for one in (kind if isinstance(kind, list) else [kind]) if isinstance(one, str))


def _languages(tree: HtmlElement, metadata: Metadata, page: Page) -> tuple[LanguageTag, ...]:
    """What the page declares, where its words do not speak against it; else what its words are in."""
    declared = (metadata.html_language, metadata.meta("content-language", "language"), page.header("content-language"))
    headings = (" ".join(element.text_content().split()) for element in tree.iter("title", "h1", "h2", "h3", "a"))
    found = identify(" ".join(text for text in headings if text), declared=declared)
    return (found,) if found else ()


def _country(metadata: Metadata, domain: str) -> str | None:
    """From the ending of the address, else the publisher's postal address, else the region of the page's language."""
    ending = domain.rpartition(".")[2]
    rules = load_rules()
    of_ending = country_of_ending(ending) if len(ending) == 2 and ending not in rules.worldwide else None
    region = re.fullmatch(r"[a-z]{2,3}[-_]([A-Z]{2})", (metadata.html_language or "").strip())
    # "en-US" is what many systems write for everybody, so it tells nothing
    of_language = region[1] if region and region[1] != "US" else None
    wanted = (of_ending, *_postal(_publishers(metadata)), of_language)
    return next((code for code in wanted if code in country_codes()), None)


def _postal(nodes: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for node in nodes:
        address = node.get("address")
        country = address.get("addressCountry") if isinstance(address, dict) else None
        country = country.get("name") if isinstance(country, dict) else country
        if isinstance(country, str):
            yield _names().get(fold(country.strip()), country.strip().upper())


@cache
def _names() -> Mapping[str, str]:
    """Folded English names of countries, and their codes."""
    return {fold(name): code for code, name in Locale("en").territories.items() if code in country_codes()}


def _kind(metadata: Metadata) -> OutletKind | None:
    kinds = {kind for node in _publishers(metadata) for kind in _kinds(node)}
    if any(_BROADCASTER.search(kind) for kind in kinds):
        return OutletKind.BROADCASTER
    return OutletKind.PAPER if "Newspaper" in kinds else None


_START = 1000  # bytes in which a document shows what it is
_HTML = re.compile(r"html|text/plain|octet-stream|^(?:text|application)/xml$")  # the last three are often said of HTML
_BETWEEN = re.compile(r"\s+[-–—|:•·»/]+\s+|\s*[|•»]\s*|:\s+")
_PUBLISHER = re.compile(r"Organi[sz]ation$|NewsMedia|Newspaper|RadioStation|TelevisionStation|Broadcast|Corporation$")
_BROADCASTER = re.compile(r"RadioStation|TelevisionStation|Broadcast")
