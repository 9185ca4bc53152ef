"""RSS 0.9x, 1.0 and 2.0, RDF: one vocabulary, spelt in several namespaces."""

from __future__ import annotations

from variorum.feeds.authors import read_authors
from variorum.feeds.dates import read_date
from variorum.feeds.elements import XML_LANGUAGE, Element, Fields, fields_of, full_url, text_of, texts_of
from variorum.feeds.parsed import ParsedFeed
from variorum.feeds.plain import plain_text
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
    language = read_tag(text_of(fields, "language", "dc:language")) or read_tag(root.get(XML_LANGUAGE))
    entries = (_entry(item, url=url, language=language) for item in items)
    return ParsedFeed(
        title=plain_text(text_of(fields, "title", "dc:title")),
        homepage=full_url(channel, text_of(fields, "link"), url=url),
        language=language,
        entries=tuple(entry for entry in entries if entry),
    )


def _entry(item: Element, *, url: str, language: str | None) -> Entry | None:
    fields = fields_of(item)
    link = _link(item, fields, url)
    if link is None:
        return None
    source = next(iter(fields.get("source", ())), None)
    return Entry(
        url=link,
        feed_url=url,
        guid=text_of(fields, "guid", "dc:identifier") or item.get(_ABOUT),
        title=plain_text(text_of(fields, "title", "dc:title")),
        summary=plain_text(text_of(fields, "description", "dc:description", "atom:summary")),
        authors=read_authors(texts_of(fields, "dc:creator", "author", "dc:author")),
        published=read_date(text_of(fields, "pubdate", "dc:date", "dcterms:issued", "atom:published")),
        updated=read_date(text_of(fields, "dcterms:modified", "atom:updated", "lastbuilddate")),
        language=read_tag(text_of(fields, "dc:language") or item.get(XML_LANGUAGE)) or language,
        publisher=plain_text(text_of(fields, "source")),
        publisher_url=full_url(item, source.get("url"), url=url) if source is not None else None,
    )


def _link(item: Element, fields: Fields, url: str) -> str | None:
    """Where the entry leads: the address behind a counter first, the guid where there is no link."""
    candidates = [
        text_of(fields, "feedburner:origlink", "pheedo:origlink"),
        text_of(fields, "link"),
        *(link.get("href") for link in fields.get("atom:link", ()) if link.get("rel", "alternate") == "alternate"),
        *(_permanent(guid) for guid in fields.get("guid", ())),
        item.get(_ABOUT),
    ]
    return next((full for href in candidates if (full := full_url(item, href, url=url))), None)


def _permanent(guid: Element) -> str | None:
    text = (guid.text or "").strip()
    said = guid.get("isPermaLink", "true").strip().lower()
    return text if said != "false" and text.lower().startswith(("http://", "https://")) else None


_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
