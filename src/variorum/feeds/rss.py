"""RSS 0.9x, 1.0 and 2.0, RDF: one vocabulary, spelt in several namespaces."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from variorum.feeds.authors import read_authors
from variorum.feeds.dates import read_date
from variorum.feeds.elements import (
    XML_LANGUAGE,
    Element,
    Fields,
    fields_of,
    first_url,
    full_url,
    inner_markup,
    inner_text,
    last_text_of,
    related,
    text_of,
    texts_of,
)
from variorum.feeds.links import is_whole
from variorum.feeds.parsed import MOST_ENTRIES, ParsedFeed
from variorum.feeds.plain import content_markup, plain_text
from variorum.feeds.rhythm import read_skip_days, read_skip_hours, read_ttl
from variorum.model import Entry
from variorum.text.language import read_tag


def read_rss(root: Element, *, url: str) -> ParsedFeed:
    """The feed of an rss or rdf:RDF element."""
    outer = fields_of(root)
    channel = outer.get("channel", [root])[0]
    fields = fields_of(channel)
    items = [*fields.get("item", ()), *outer.get("item", ())]
    for wrapper in fields.get("items", ()):
        items.extend(fields_of(wrapper).get("item", ()))
    language = _language(fields, channel)
    entries = (_entry(item, url=url, language=language) for item in items[:MOST_ENTRIES])
    links = fields.get("atom:link", ())
    return ParsedFeed(
        title=_words(fields, "title", "dc:title", "atom:title"),
        homepage=full_url(channel, text_of(fields, "link"))
        or related(links, "alternate")
        or full_url(channel, _attribute(channel, "href")),
        language=language,
        entries=tuple(entry for entry in entries if entry),
        hub=related(links, "hub"),
        topic=related(links, "self"),
        ttl=read_ttl(fields),
        skip_hours=read_skip_hours(fields),
        skip_days=read_skip_days(fields),
    )


def _entry(item: Element, *, url: str, language: str | None) -> Entry | None:
    fields = fields_of(item)
    link = _link(item, fields, url)
    if link is None:
        return None
    source = next(iter(fields.get("source", ())), None)
    told = sorted((*fields.get("description", ()), *fields.get("summary", ())), key=item.index)
    return Entry(
        url=link,
        feed_url=url,
        guid=text_of(fields, "guid", "dc:identifier") or item.get(_ABOUT),
        title=_words(fields, "title", "dc:title", "atom:title", "media:title"),
        summary=_words({"told": told[:1]}, "told") or _words(fields, *_SUMMARIES),
        content=_content(fields) or _content({"atom:content": told[1:]}),
        authors=read_authors(_authors(fields)),
        published=read_date(
            last_text_of(fields, "pubdate", "dc:date", "dcterms:issued", "atom:published", "dcterms:created")
        ),
        updated=read_date(last_text_of(fields, "dcterms:modified", "atom:updated", "lastbuilddate"))
        or read_date(_attribute(item, "lastmod")),
        language=read_tag(text_of(fields, "dc:language") or item.get(XML_LANGUAGE)) or language,
        publisher=plain_text(text_of(fields, "source")),
        publisher_url=full_url(item, source.get("url")) if source is not None else None,
    )


def _words(fields: Fields, *names: str) -> str | None:
    """Plain text of the first field that has some."""
    return _first(plain_text, fields, names)


def _content(fields: Fields) -> str | None:
    """The whole text, as markup."""
    return _first(content_markup, fields, _CONTENTS)


def _first(read: Callable[[str], str | None], fields: Fields, names: Iterable[str]) -> str | None:
    """What is read of the first field that has some; elements within are markup that somebody forgot to escape."""
    elements = (element for name in names for element in fields.get(name, ()))
    return next(
        (found for one in elements if (found := read(inner_markup(one) if len(one) else inner_text(one)))), None
    )


def _authors(fields: Fields) -> Iterator[str]:
    yield from texts_of(fields, "dc:creator", "author", "dc:author", "dcterms:creator")
    for person in fields.get("atom:author", ()):
        yield from texts_of(fields_of(person, plain="atom"), "name")
    if not any(fields.get(name) for name in ("dc:creator", "author", "dc:author", "dcterms:creator", "atom:author")):
        yield from texts_of(fields, "itunes:author")


def _link(item: Element, fields: Fields, url: str) -> str | None:
    """Where the entry leads: the address behind a counter first, the guid where there is no link."""
    candidates = [
        text_of(fields, "feedburner:origlink", "pheedo:origlink"),
        text_of(fields, "link"),
        *(link.get("href") for link in fields.get("atom:link", ()) if link.get("rel", "alternate") == "alternate"),
        *(link.get("href") for link in fields.get("link", ())),
        *(_permanent(guid) for guid in fields.get("guid", ())),
        item.get(_ABOUT),
        _attribute(item, "href"),
    ]
    return first_url(item, candidates)


def _attribute(element: Element, name: str) -> str | None:
    """Of the Channel Definition Format, which wrote in attributes, and in capitals, what RSS writes in elements."""
    return element.get(name) or element.get(name.upper())


def _permanent(guid: Element) -> str | None:
    text = (guid.text or "").strip()
    said = guid.get("isPermaLink", "true").strip().lower()
    return text if said != "false" and is_whole(text) else None


def _language(fields: Fields, channel: Element) -> str | None:
    above = (element.get(XML_LANGUAGE) for element in (channel, *channel.iterancestors()))
    return read_tag(text_of(fields, "language", "dc:language")) or read_tag(next((tag for tag in above if tag), None))


_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_CONTENTS = ("content:encoded", "atom:content", "fullitem", "xhtml:body", "xhtml:div", "body")
_SUMMARIES = (
    *("description", "dc:description", "atom:summary", "dcterms:abstract", "itunes:summary", "itunes:subtitle"),
    *("media:description", "abstract"),
)
