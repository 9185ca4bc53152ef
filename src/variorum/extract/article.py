"""A page to its article, or to the reason why it holds none."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, partial

import xxhash
from lxml.html import HtmlElement

from variorum.errors import InputError
from variorum.extract.archive import archive_paragraphs
from variorum.extract.authors import read_authors, reporters, split_names, without_bylines
from variorum.extract.body import declared_paragraphs, read_paragraphs
from variorum.extract.containers import rejoined, without_other_reports
from variorum.extract.credits import read_credits
from variorum.extract.dates import Dates, read_dates
from variorum.extract.flags import read_flags
from variorum.extract.leads import find_lead
from variorum.extract.lines import fold_line
from variorum.extract.metadata import Metadata, read_metadata
from variorum.extract.parsing import Parsed, Refusal, parse, refuse_what_is_endless
from variorum.extract.pictures import caption_lines, read_pictures, without_captions
from variorum.extract.publisher import Publisher, find_publisher
from variorum.extract.refusals import refuse_what_is_none
from variorum.extract.rules import find_values, ruled_paragraphs, without
from variorum.extract.titles import read_title
from variorum.languages import get_page_rules
from variorum.model import Article, Entry, LanguageTag, Outlet, Page, PageRules, Rejected, Span
from variorum.outlets import Directory, load_directory
from variorum.text.furniture import furniture, furniture_lines
from variorum.text.language import identify
from variorum.urls import LONGEST_URL, canonical_url, host_of, join_url, registrable_domain

STEP = "extract/2"
FAST_STEP = "extract-fast/1"  # its texts are others: a page read once so and once so was not changed by its outlet

_LUMP = 2  # paragraphs: a page that was saved as one long line has no more
_WORTH_BELIEVING = 300  # characters found the fast way; shorter texts are read again the careful way
_FOUND_AT_LEAST = 0.3  # of a declared text; declared texts are right on three pages of four, so they only stand in


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """One page as it is read: everything that its article rests on."""

    page: Page
    outlet: Outlet | None
    publisher: Publisher
    entry: Entry | None
    directory: Directory
    parsed: Parsed
    metadata: Metadata
    rules: PageRules

    @property
    def tree(self) -> HtmlElement:
        return self.parsed.tree

    @property
    def fast(self) -> bool:
        return self.parsed.pruned is not None


def extract_article(
    page: Page,
    *,
    outlet: Outlet | None = None,
    entry: Entry | None = None,
    directory: Directory | None = None,
    fast: bool = False,
) -> Article | Rejected:
    """The article of a page, as revision 1; Rejected with the reason where there is none.

    `fast` is for archives: under a quarter of the time, and a text that is right a little less often.
    """
    known = directory or _bundled()
    try:
        by = find_publisher(page.final_url, entry, known)
        found = outlet or by.outlet
        rules = (found.rules if found else None) or PageRules()
        fast = fast and rules == PageRules()  # an outlet has rules because its pages defeat measuring
        parsed = parse(page, fast=fast)
        metadata = read_metadata(parsed.tree, url=page.final_url)
        return _article(
            _Reading(
                page=page,
                outlet=found,
                publisher=by,
                entry=entry,
                directory=known,
                parsed=parsed,
                metadata=metadata,
                rules=rules,
            )
        )
    except Refusal as refusal:
        return Rejected(subject=page.url, step=FAST_STEP if fast else STEP, reason=str(refusal))


def find_address(body: bytes) -> str | None:
    """The address that a saved page names as its own; None where it names none in full."""
    page = Page(url="", final_url="", status=200, headers=(), body=body, fetched_at=datetime.now(UTC))
    try:
        tree = parse(page).tree
    except Refusal:
        return None
    links = (
        *((link.get("href"), link.get("rel"), "canonical") for link in tree.iter("link")),
        *((meta.get("content"), meta.get("property"), "og:url") for meta in tree.iter("meta")),
    )
    named = (value.strip() for value, says, wanted in links if value and wanted in (says or "").lower().split())
    return next((value for value in named if value.startswith(("https://", "http://"))), None)


def _article(reading: _Reading) -> Article:
    page, metadata = reading.page, reading.metadata
    address = _canonical(reading)
    sites = _site_names(reading)
    title = _title(reading, sites)
    paragraphs = without_captions(_paragraphs(reading, title), caption_lines(reading.tree))
    language = _language(reading, "\n".join(paragraphs))
    paragraphs = _with_lead(reading, paragraphs, language)
    authors = _authors(reading, language, sites)
    dates = _dates(reading)
    credited = read_credits(
        paragraphs,
        authors=(*authors, *(author.name for author in metadata.linked.authors())),
        language=language,
        directory=reading.directory,
        published=dates.published.when if dates.published else None,
    )
    told = [line for number, line in enumerate(paragraphs) if number not in credited.lines]
    raw = "\n".join(without_bylines(told, authors, language=language))
    text = _clean(raw, furniture_lines(raw, language) if _has_lines(reading, paragraphs) else furniture(raw, language))
    refuse_what_is_none(text, title=title, url=page.final_url, metadata=metadata)
    flags = read_flags(metadata, url=page.final_url, title=title, language=language)
    return Article(
        id=xxhash.xxh3_128_hexdigest(address.encode()),
        text=text,
        url=page.url,
        canonical_url=address,
        outlet=reading.outlet.id if reading.outlet else None,
        outlet_name=reading.outlet.name
        if reading.outlet
        else reading.publisher.name or next(iter(metadata.site_names()), None),
        domain=reading.publisher.domain or registrable_domain(host_of(address)),
        country=reading.outlet.country if reading.outlet else None,
        language=language,
        headline=title,
        teaser=metadata.meta("og:description", "description", "twitter:description")
        or metadata.linked.text("description")
        or (reading.entry.summary if reading.entry else None),
        authors=authors or reporters(paragraphs, language=language) or (reading.entry.authors if reading.entry else ()),
        published=dates.published.when if dates.published else None,
        precision=dates.published.precision if dates.published else None,
        confidence=dates.confidence,
        modified=dates.modified.when if dates.modified else None,
        agencies=credited.agencies,
        dateline=credited.dateline,
        dateline_day=credited.dateline_day,
        section=metadata.meta("article:section") or metadata.linked.text("articleSection"),
        keywords=_keywords(metadata),
        picture_url=_picture(reading),
        pictures=read_pictures(metadata, reading.tree, url=page.final_url, language=language),
        paywalled=flags.paywalled,
        live=flags.live,
        fetched_at=page.fetched_at,
        capture=page.capture,
        made_by=FAST_STEP if reading.fast else STEP,
    )


def _title(reading: _Reading, sites: tuple[str, ...]) -> str | None:
    ruled = next(iter(find_values(reading.tree, reading.rules.title)), None)
    announced = reading.entry.title if reading.entry else None
    return ruled or read_title(reading.metadata, reading.tree, site_names=sites) or announced


def _authors(reading: _Reading, language: LanguageTag | None, sites: tuple[str, ...]) -> tuple[str, ...]:
    ruled = [n for line in find_values(reading.tree, reading.rules.authors) for n in split_names(line, language)]
    return tuple(dict.fromkeys(ruled)) or read_authors(
        reading.metadata, reading.tree, language=language, site_names=sites
    )


def _dates(reading: _Reading) -> Dates:
    page = reading.page
    return read_dates(
        reading.metadata,
        reading.tree,
        entry=reading.entry,
        now=page.fetched_at,
        url=page.final_url,
        ruled=find_values(reading.tree, reading.rules.published),
        fast=reading.fast,
    )


def _canonical(reading: _Reading) -> str:
    """The canonical address that the page names, if it is of the same site and no front page; else its own."""
    own = reading.page.final_url
    named = reading.metadata.canonical
    if named:
        same_site = registrable_domain(host_of(named)) == registrable_domain(host_of(own))
        if same_site and len(named.split("/", 3)[-1]) > 1:
            own = named
    try:
        return canonical_url(own)
    except InputError as fault:
        raise Refusal(f"its address is none ({fault})") from fault


def _site_names(reading: _Reading) -> tuple[str, ...]:
    host = host_of(reading.page.final_url).removeprefix("www.")
    own = (reading.outlet.name,) if reading.outlet else ()
    return (
        *own,
        *reading.metadata.site_names(),
        host,
        registrable_domain(host),
        registrable_domain(host).split(".")[0],
    )


def _language(reading: _Reading, text: str) -> LanguageTag | None:
    metadata = reading.metadata
    declared = [
        metadata.html_language,
        metadata.linked.text("inLanguage"),
        metadata.meta("og:locale", "content-language", "language", "dc.language"),
        reading.entry.language if reading.entry else None,
        *(reading.outlet.languages if reading.outlet else ()),
    ]
    return identify(text, declared=declared)


def _has_lines(reading: _Reading, paragraphs: tuple[str, ...]) -> bool:
    """Whether the fast way found the lines of the page, so that no furniture stands inside of them."""
    return reading.fast and len(paragraphs) > _LUMP


def _clean(text: str, spans: Iterable[Span]) -> str:
    """The text without furniture: it is cut here, once and for all, so that spans later count what is left."""
    kept, end = [], 0
    for span in spans:
        kept.append(text[end : span.start])
        end = span.end
    lines = "".join([*kept, text[end:]]).split("\n")
    return "\n".join(line for raw in lines if (line := " ".join(raw.split())))


def _paragraphs(reading: _Reading, title: str | None) -> tuple[str, ...]:
    """What the page shows; what it declares as its text only where next to nothing of it was found."""
    ruled = ruled_paragraphs(without(reading.tree, reading.rules.remove), reading.rules.text)
    if ruled:
        return ruled
    shown = _shown(reading, title)
    declared = declared_paragraphs(reading.metadata.linked.body())
    one_lump = len(shown) == 1 < len(declared) and fold_line("".join(declared)) in fold_line(shown[0])
    found_little = sum(map(len, shown)) < _FOUND_AT_LEAST * sum(map(len, declared))
    return declared if one_lump or found_little else shown


def _shown(reading: _Reading, title: str | None) -> tuple[str, ...]:
    markup, tree, pruned = reading.parsed
    if pruned:
        found = archive_paragraphs(pruned)
        if sum(map(len, found)) >= _WORTH_BELIEVING:
            return found
        refuse_what_is_endless(markup)  # the careful way, which follows, takes the square of some pages
    whole = None if pruned else without_other_reports(without(tree, reading.rules.remove), title)
    read = partial(read_paragraphs, markup, url=reading.page.final_url, titles=[title or ""])
    paragraphs = read(whole)
    joined = rejoined(whole, paragraphs) if whole is not None else None
    return paragraphs if joined is None else read(joined)


def _with_lead(reading: _Reading, paragraphs: tuple[str, ...], language: LanguageTag | None) -> tuple[str, ...]:
    """The paragraphs, the lead first where it was not among them and is text in this language."""
    if reading.fast or reading.rules.text or not get_page_rules(language).lead_is_text:
        return paragraphs
    metadata = reading.metadata
    declared = (*metadata.all_metas(("og:description", "description")), *metadata.linked.texts("description"))
    lead = find_lead(reading.tree, descriptions=declared, text="\n".join(paragraphs))
    return (lead, *paragraphs) if lead else paragraphs


def _keywords(metadata: Metadata) -> tuple[str, ...]:
    values = metadata.all_metas(("news_keywords", "keywords", "article:tag")) or metadata.linked.texts("keywords")
    words = (word.strip() for value in values for word in re.split(r"[,;،、，]", value))
    return tuple(dict.fromkeys(word for word in words if 0 < len(word) <= 60))[:20]


def _picture(reading: _Reading) -> str | None:
    found = reading.metadata.meta("og:image", "og:image:url", "twitter:image") or reading.metadata.linked.picture()
    if not found:
        return None
    try:
        address = join_url(reading.page.final_url, found)
    except InputError:  # a picture without an address is no picture
        return None
    return address if len(address) <= LONGEST_URL else None


@cache
def _bundled() -> Directory:
    return load_directory()
