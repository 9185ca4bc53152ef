"""Atom 1.0 and 0.3."""

from __future__ import annotations

import base64
import binascii
import html
import re

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
    local_name,
    related,
    text_of,
    texts_of,
)
from variorum.feeds.links import is_whole, read_link
from variorum.feeds.parsed import MOST_ENTRIES, ParsedFeed
from variorum.feeds.plain import content_markup, one_line, plain_text
from variorum.feeds.rhythm import ttl_of_updates
from variorum.model import Entry
from variorum.text.language import read_tag


def read_atom(root: Element, *, url: str) -> ParsedFeed:
    """The feed of a feed element, or of an entry element that stands alone."""
    fields = fields_of(root, plain="atom")
    language = _language(root, None)
    found = [root] if local_name(root) == "entry" else fields.get("entry", [])
    authors = _authors(fields)
    entries = (_entry(entry, url=url, language=language, authors=authors) for entry in found[:MOST_ENTRIES])
    return ParsedFeed(
        title=_text(fields, "title"),
        homepage=_link(fields),
        language=language,
        entries=tuple(entry for entry in entries if entry),
        hub=related(fields.get("link", ()), "hub"),
        topic=related(fields.get("link", ()), "self"),
        ttl=ttl_of_updates(text_of(fields, "sy:updateperiod"), text_of(fields, "sy:updatefrequency")),
    )


def _entry(element: Element, *, url: str, language: str | None, authors: tuple[str, ...]) -> Entry | None:
    fields = fields_of(element, plain="atom")
    guid = text_of(fields, "id")
    counted = text_of(fields, "feedburner:origlink", "pheedo:origlink")
    address = first_url(element, [counted, _link(fields), guid if is_whole(guid) else None])
    if address is None:
        return None
    source = fields_of(fields["source"][0], plain="atom") if "source" in fields else {}
    return Entry(
        url=address,
        feed_url=url,
        guid=guid,
        title=_text(fields, "title"),
        summary=_text(fields, "summary") or _described(fields),
        content=_content(fields),
        authors=_authors(fields) or (_authors(source) if source else authors),  # RFC 4287, 4.2.1
        published=read_date(last_text_of(fields, "published", "issued", "created", "dc:date")),
        updated=read_date(last_text_of(fields, "updated", "modified")),
        language=_language(element, language),
        publisher=_text(source, "title"),
        publisher_url=_link(source) or _source_id(source),
    )


def _authors(fields: Fields) -> tuple[str, ...]:
    return read_authors([name for person in fields.get("author", ()) for name in _names(person)])


def _names(person: Element) -> list[str]:
    fields = fields_of(person, plain="atom")
    if not fields:
        return [text] if (text := (person.text or "").strip()) else []
    return list(texts_of(fields, "name"))


def _link(fields: Fields) -> str | None:
    """The page: a link that is the alternate, HTML before other kinds."""
    links = [link for link in fields.get("link", ()) if link.get("rel", "alternate").strip().lower() == "alternate"]
    links.sort(key=lambda link: "html" not in link.get("type", "html"))
    return next((full for link in links if (full := full_url(link, link.get("href")))), None)


def _source_id(source: Fields) -> str | None:
    """Where the source itself lies: by any of its links, else by an id that is an address."""
    by_link = next((full for link in source.get("link", ()) if (full := full_url(link, link.get("href")))), None)
    return by_link or next((read_link(guid, base=guid) for guid in texts_of(source, "id") if is_whole(guid)), None)


def _text(fields: Fields, name: str) -> str | None:
    """A text construct as plain text, by its type: text, escaped HTML, or elements."""
    element = next(iter(fields.get(name, ())), None)
    if element is None:
        return None
    if len(element):
        return plain_text(inner_markup(element))
    text = _unpacked(element)
    return plain_text(text) if _is_markup(element) else one_line(text)


def _described(fields: Fields) -> str | None:
    """What stands below a film or a picture, itself or in its group."""
    groups = (fields, *(fields_of(group) for group in fields.get("media:group", ())))
    return next((found for group in groups if (found := _text(group, "media:description"))), None)


def _content(fields: Fields) -> str | None:
    """The whole text as markup, of several that of HTML first; a text that is none is escaped, other kinds left out."""
    found = sorted(fields.get("content", ()), key=lambda element: not _is_markup(element) and not len(element))
    for element in found:
        if not _WORDS.match(_kind(element)):
            continue
        inner = inner_markup(element) if len(element) else _unpacked(element)
        if markup := content_markup(inner if len(element) or _is_markup(element) else html.escape(inner, quote=False)):
            return markup
    return None


def _kind(element: Element) -> str:
    return (element.get("type") or "text").strip().lower()


def _is_markup(element: Element) -> bool:
    """Whether its text is escaped HTML. Atom 0.3 said so by a mode, and by default meant XML."""
    return "html" in _kind(element) or element.get("mode") == "escaped"


def _unpacked(element: Element) -> str:
    text = inner_text(element)
    if element.get("mode") != "base64" and _kind(element) != "application/octet-stream":
        return text
    try:
        return base64.b64decode(text, validate=False).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError):
        return text


def _language(element: Element, inherited: str | None) -> str | None:
    return read_tag(element.get(XML_LANGUAGE)) or inherited


_WORDS = re.compile(r"text(?:$|/)|x?html|application/(?:octet-stream|xhtml|xml)")
