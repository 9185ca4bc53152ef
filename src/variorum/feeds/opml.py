"""Lists of feeds as OPML, in and out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html.entities import html5

from lxml import etree

from variorum.errors import FeedError, InputError
from variorum.feeds.elements import Element, local_name
from variorum.feeds.mending import mend_outlines
from variorum.feeds.parsed import OpmlFeed
from variorum.feeds.plain import one_line
from variorum.urls import LONGEST_URL, canonical_url, parse_url


def read_opml(body: bytes) -> tuple[OpmlFeed, ...]:
    """The feeds of a list, each address once; broken XML is read as far as it goes. Raises FeedError for no OPML.

    Folders are the outlines around a feed; where there are none, the first path of its categories.
    """
    body = body.lstrip(b" \t\r\n\xef\xbb\xbf")
    try:
        return _feeds(etree.fromstring(body, _parser(recover=False)))
    except (etree.XMLSyntaxError, ValueError):
        pass
    body = _explained(body[:_MOST_BROKEN])
    plain = _feeds(_recovered(body))
    mended = _feeds(_recovered(mend_outlines(body)))
    return mended if len(mended) > len(plain) else plain


def write_opml(feeds: Iterable[OpmlFeed], *, title: str = "Feeds") -> bytes:
    """An OPML 2.0 list with the feeds in their folders; `read_opml` reads the same feeds back, folder by folder."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = one_line(title)
    folders: dict[tuple[str, ...], Element] = {(): etree.SubElement(root, "body")}
    for feed in feeds:
        names = tuple(name for folder in feed.folders if (name := one_line(folder)))
        for depth, name in enumerate(names, 1):
            path = names[:depth]
            if path not in folders:
                folders[path] = etree.SubElement(folders[path[:-1]], "outline", text=name, title=name)
        name = one_line(feed.title) or feed.url
        facts = {"type": "rss", "text": name, "title": name, "xmlUrl": feed.url}
        if feed.homepage:
            facts["htmlUrl"] = feed.homepage
        etree.SubElement(folders[names], "outline", facts)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _feeds(root: Element | None) -> tuple[OpmlFeed, ...]:
    if root is None or local_name(root) not in {"opml", "outline", "body"}:
        raise FeedError("This is no OPML: its outermost element has to be <opml>.")
    found: dict[str, OpmlFeed] = {}
    for feed in _outlines(root):
        found.setdefault(canonical_url(feed.url), feed)
    return tuple(found.values())


def _recovered(body: bytes) -> Element | None:
    """The outermost element of broken XML, what cannot be read left out."""
    try:
        return etree.fromstring(body, _parser(recover=True))
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise FeedError(f"This is no OPML ({fault}): export the list again.") from fault


def _parser(*, recover: bool) -> etree.XMLParser:
    return etree.XMLParser(recover=recover, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def _explained(body: bytes) -> bytes:
    """The same with names of HTML's letters as numbers, and "&" that begins no entity escaped."""
    named = _NAMED.sub(lambda match: _numbered(match[0], match[1]), body)
    return _BARE.sub(b"&amp;", named)


def _numbered(written: bytes, name: bytes) -> bytes:
    letters = html5.get(f"{name.decode('ascii')};")
    if letters is None or name in _OF_XML:
        return written
    return "".join(f"&#{ord(letter)};" for letter in letters).encode("ascii")


def _outlines(root: Element) -> Iterator[OpmlFeed]:
    folders: list[tuple[str, ...]] = [()]  # of each outline around, the names down to it
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if local_name(element) != "outline":
            continue
        if event == "end":
            folders.pop()
            continue
        facts = _facts(element)
        name = one_line(facts.get("title")) or one_line(facts.get("text"))
        if feed := _feed(facts, name=name, folders=folders[-1]):
            yield feed
        folders.append((*folders[-1], name) if name else folders[-1])


def _feed(facts: Mapping[str, str], *, name: str | None, folders: tuple[str, ...]) -> OpmlFeed | None:
    """The feed of an outline; None where it is a folder, or another list."""
    kind = facts.get("type", "").strip().lower()
    address = _web_address(facts.get("xmlurl") or (facts.get("url") if kind in _FEEDS else None))
    if address is None or kind == "source":
        return None
    return OpmlFeed(
        url=address,
        title=name if name != address else None,  # written in its place where a feed has no title
        homepage=_web_address(facts.get("htmlurl")),
        folders=folders or _category(facts.get("category")),
    )


def _category(written: str | None) -> tuple[str, ...]:
    """The first of the categories that is a path: "/World/Asia,/News"."""
    paths = [path for path in (written or "").split(",") if path.strip().startswith("/")]
    return tuple(name for part in (paths[0].split("/") if paths else ()) if (name := one_line(part)))


def _facts(outline: Element) -> dict[str, str]:
    """The attributes, names in small letters; none where broken XML was mended to letters that are none."""
    try:
        return {str(name).lower(): str(value) for name, value in outline.attrib.items()}
    except UnicodeDecodeError:
        return {}


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


_MOST_BROKEN = 1_000_000  # bytes of broken XML that are mended: ten thousand feeds
_FEEDS = frozenset({"rss", "rss1", "atom", "pie", "feed"})  # types that readers have written, in small letters
_NAMED = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31});")
_BARE = re.compile(rb"&(?!#\d{1,7};|#[xX][0-9A-Fa-f]{1,6};|[A-Za-z][\w.-]{0,40};)")
_OF_XML = frozenset({b"amp", b"lt", b"gt", b"quot", b"apos"})
