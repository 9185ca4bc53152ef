"""Lists of feeds as OPML, in and out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from variorum.errors import FeedError, InputError
from variorum.feeds.elements import Element, local_name
from variorum.feeds.parsed import OpmlFeed
from variorum.feeds.plain import one_line
from variorum.urls import LONGEST_URL, canonical_url, parse_url


def read_opml(body: bytes) -> tuple[OpmlFeed, ...]:
    """The feeds of a list, each address once; broken XML is read as far as it goes. Raises FeedError for no OPML."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(body.lstrip(b" \t\r\n\xef\xbb\xbf"), parser)
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise FeedError(f"This is no OPML ({fault}): export the list again.") from fault
    if root is None or local_name(root) not in {"opml", "outline", "body"}:
        raise FeedError("This is no OPML: its outermost element has to be <opml>.")
    found: dict[str, OpmlFeed] = {}
    for feed in _outlines(root):
        found.setdefault(canonical_url(feed.url), feed)
    return tuple(found.values())


def write_opml(feeds: Iterable[OpmlFeed], *, title: str = "Feeds") -> bytes:
    """An OPML 2.0 list with the feeds in their folders."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = title
    folders: dict[tuple[str, ...], Element] = {(): etree.SubElement(root, "body")}
    for feed in feeds:
        for depth, name in enumerate(feed.folders, 1):
            path = feed.folders[:depth]
            if path not in folders:
                folders[path] = etree.SubElement(folders[path[:-1]], "outline", text=name, title=name)
        facts = {"type": "rss", "text": feed.title or feed.url, "xmlUrl": feed.url}
        if feed.homepage:
            facts["htmlUrl"] = feed.homepage
        etree.SubElement(folders[feed.folders], "outline", facts)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _outlines(root: Element) -> Iterator[OpmlFeed]:
    for element in root.iter(etree.Element):
        if local_name(element) != "outline":
            continue
        facts = {str(name).lower(): str(value) for name, value in element.attrib.items()}
        if address := _web_address(facts.get("xmlurl") or (facts.get("url") if facts.get("type") == "rss" else None)):
            yield OpmlFeed(
                url=address,
                title=_name(element),
                homepage=_web_address(facts.get("htmlurl")),
                folders=tuple(_folders(element)),
            )


def _folders(element: Element) -> list[str]:
    above = [outline for outline in element.iterancestors() if local_name(outline) == "outline"]
    return [name for outline in reversed(above) if (name := _name(outline))]


def _name(outline: Element) -> str | None:
    return one_line(outline.get("title")) or one_line(outline.get("text"))


def _web_address(text: str | None) -> str | None:
    """The address as it stands; "feed:" in front of it is a habit of some readers."""
    text = (text or "").strip()
    if len(text) > LONGEST_URL:
        return None
    text = text.removeprefix("feed:").removeprefix("//") if text.startswith("feed:") else text
    try:
        parse_url(text if "://" in text else f"http://{text}")
    except InputError:
        return None
    return text if "://" in text else f"http://{text}"
