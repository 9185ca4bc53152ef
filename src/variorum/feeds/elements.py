"""Well-formed XML, and the elements in it by short names: "title", "dc:date", "atom:link"."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from typing import cast

from lxml import etree

from variorum.errors import FeedError
from variorum.feeds.headers import FeedHeaders
from variorum.feeds.links import first_link, read_link
from variorum.text.charsets import find_charset, read_charset
from variorum.text.clean import storable

Element = etree._Element
Fields = Mapping[str, Sequence[Element]]

XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_BASE = "{http://www.w3.org/XML/1998/namespace}base"


class NotWellFormed(Exception):  # noqa: N818  # no error of the caller's: the tolerant reader takes over
    """The bytes are no well-formed XML, or use entities that only the tolerant reader knows."""


def read_root(body: bytes, *, url: str, headers: FeedHeaders) -> Element:
    """The root element; nothing is ever loaded. Raises NotWellFormed, or FeedError for hostile entities."""
    entities = list(_ENTITY.finditer(body))
    if any(_is_hostile(entity) for entity in entities):
        raise FeedError(f"{url} declares entities as only attacks do: it is not read.")
    charset = find_charset(headers.content_type)
    root = _parse(body, headers.base(url), charsets=(None, charset) if charset else (None,), expand=bool(entities))
    if next(root.iter(etree.Entity), None) is not None:
        raise NotWellFormed("it uses entities that it does not explain")
    _settle_bases(root, headers.base(url))
    return root


def local_name(element: Element) -> str:
    """The name without its namespace, in lower case; empty where broken XML was mended to a name that is none."""
    try:
        return etree.QName(element).localname.lower()
    except ValueError:
        return ""


def fields_of(element: Element, *, plain: str = "") -> dict[str, list[Element]]:
    """The children by their short names; those of the vocabulary `plain`, and of an unknown one that their parent
    uses too, go without a prefix."""
    fields: dict[str, list[Element]] = {}
    own = etree.QName(element).namespace or ""
    for child in element.iterchildren(etree.Element):
        space = etree.QName(child).namespace or ""
        prefix = _PREFIXES.get(space.lower(), "" if space == own else "?")
        name = local_name(child)
        fields.setdefault(name if prefix in {"", plain} else f"{prefix}:{name}", []).append(child)
    return fields


def text_of(fields: Fields, *names: str) -> str | None:
    """The text of the first field that has some, in the order of the names."""
    return next((text for text in texts_of(fields, *names)), None)


def texts_of(fields: Fields, *names: str) -> Iterator[str]:
    """The texts of all fields of these names that have some."""
    for name in names:
        for element in fields.get(name, ()):
            if text := inner_text(element).strip():
                yield text


def last_text_of(fields: Fields, *names: str) -> str | None:
    """The text of the last field of the first of these names that is there: a time that stands twice was mended."""
    return next((text for name in names for text in reversed([*texts_of(fields, name)])), None)


def inner_text(element: Element) -> str:
    """All text within an element, that of its children included."""
    return storable("".join(str(piece) for piece in element.itertext()).translate(_MISNUMBERED))


def inner_markup(element: Element) -> str:
    """All within an element as HTML: XHTML loses its prefixes and its namespace, text is escaped."""
    pieces = [html.escape(element.text or "", quote=False)]
    for child in element.iterchildren(etree.Element):
        bare = deepcopy(child)
        for part in bare.iter(etree.Element):
            part.tag = etree.QName(part).localname
        etree.cleanup_namespaces(bare)
        pieces.append(etree.tostring(bare, encoding="unicode", method="html"))
    return storable("".join(pieces).translate(_MISNUMBERED))


def related(links: Iterable[Element], relation: str) -> str | None:
    """Where the first link of this relation leads."""
    return next(
        (
            full
            for link in links
            if relation in (link.get("rel") or "alternate").lower().split()
            and (full := full_url(link, link.get("href")))
        ),
        None,
    )


def full_url(element: Element, href: str | None) -> str | None:
    """A link in full, by the nearest xml:base; None where it leads to no page. The tree is one of read_root."""
    return read_link(href, base=_base_at(element))


def first_url(element: Element, hrefs: Iterable[str | None]) -> str | None:
    """The first of several links of an element that leads to a page, in full."""
    return first_link(hrefs, base=_base_at(element))


def _base_at(element: Element) -> str:
    return str(_NEAREST_BASE(element))


def _settle_bases(root: Element, base: str) -> None:
    """Writes each xml:base in full, and at the root what the feed's links begin at; what is no address is dropped.

    Else each link would be joined to all those around it, however many they are, and however long.
    """
    nested = cast(list[Element], _BASES(root))
    root.set(_BASE, read_link(root.get(_BASE), base=base) or base)
    for number, element in enumerate(nested):
        said = str(element.attrib.pop(_BASE, ""))
        if number < _MOST_BASES and (full := read_link(said, base=_base_at(element))):
            element.set(_BASE, full)


def _is_hostile(entity: re.Match[bytes]) -> bool:
    """Whether an entity comes from elsewhere, names others, or is long."""
    text = entity["a"] or entity["b"] or b""
    return bool(entity["elsewhere"]) or len(text) > _LONG or b"&" in text.replace(b"&#", b"") or b"%" in text


def _transcoded(body: bytes, url: str, *, charset: str | None, expand: bool) -> Element | None:
    """The root by Python's own reading of the bytes: libxml2 does not know every encoding that feeds declare."""
    declared = _DECLARED.match(body)
    name = charset or (read_charset(declared[1].decode("ascii")) if declared else None)
    if name is None:
        return None
    try:
        text = _DECLARATION.sub("", body.decode(name).lstrip("\ufeff"), count=1)
        return etree.fromstring(text.encode("utf-8"), _parser("utf-8", expand=expand), base_url=url)
    except (ValueError, etree.XMLSyntaxError):
        return None


def _parse(body: bytes, url: str, *, charsets: Sequence[str | None], expand: bool) -> Element:
    """The root by the first encoding that fits: some feeds declare one in the file while the server names another."""
    fault: Exception | None = None
    for charset in charsets:
        try:
            root = etree.fromstring(body, _parser(charset, expand=expand), base_url=url)
        except (etree.XMLSyntaxError, LookupError) as found:
            fault = found
        else:
            return root
    if (root := _transcoded(body, url, charset=charsets[-1], expand=expand)) is not None:
        return root
    raise NotWellFormed(str(fault)) from fault


def _parser(charset: str | None, *, expand: bool) -> etree.XMLParser:
    """A parser that expands the entities of the feed itself where they were seen to be harmless, else none at all."""
    return etree.XMLParser(
        encoding=charset,
        resolve_entities="internal" if expand else False,  # type: ignore[arg-type]  # newer than the stubs
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


_BASES = etree.XPath("descendant::*[@xml:base]")
_NEAREST_BASE = etree.XPath("string(ancestor-or-self::*[@xml:base][1]/@xml:base)", smart_strings=False)
_MOST_BASES = 10_000  # one for each entry; in full they take 20 MB at most
_ENTITY = re.compile(
    rb"<!ENTITY\s+(?:%\s*)?[\w.:-]+\s+(?:(?P<elsewhere>SYSTEM|PUBLIC)\b|\"(?P<a>[^\"]*)|'(?P<b>[^']*))", re.IGNORECASE
)
_DECLARED = re.compile(rb"""<\?xml[^>]{0,100}?\bencoding\s*=\s*["']([A-Za-z][\w.:-]{0,40})["']""")
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
_LONG = 200  # bytes: a letter or a name is short, what is to be repeated a thousand times is not
# "&#146;" means an apostrophe to those who write it: its number in windows-1252, a control character in Unicode.
_MISNUMBERED = {
    code: letter
    for code in range(0x80, 0xA0)
    if (letter := bytes([code]).decode("cp1252", "ignore")) and letter.isprintable()
}
_PREFIXES = {  # by the name of the vocabulary in small letters
    "": "",
    "http://purl.org/rss/1.0/": "",
    "http://purl.org/net/rss1.1#": "",
    "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://channel.netscape.com/rdf/simple/0.9/": "",
    "http://my.netscape.com/publish/formats/rss-0.91.dtd": "",
    "http://backend.userland.com/rss": "",
    "http://backend.userland.com/rss2": "",
    "http://blogs.law.harvard.edu/tech/rss": "",
    "http://www.sitemaps.org/schemas/sitemap/0.9": "",
    "https://www.sitemaps.org/schemas/sitemap/0.9": "",
    "http://www.google.com/schemas/sitemap/0.84": "",
    "http://www.w3.org/2005/atom": "atom",
    "http://purl.org/atom/ns#": "atom",
    "http://purl.org/dc/elements/1.0/": "dc",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://my.netscape.com/rdf/simple/0.90/": "",
    "http://www.w3.org/1999/xhtml": "xhtml",
    "http://purl.org/rss/1.0/modules/syndication/": "sy",
    "http://search.yahoo.com/mrss/": "media",
    "http://search.yahoo.com/mrss": "media",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/rss/1.0/modules/dcterms/": "dcterms",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "http://www.pheedo.com/namespace/pheedo": "pheedo",
    "http://www.google.com/schemas/sitemap-news/0.9": "news",
    "https://www.google.com/schemas/sitemap-news/0.9": "news",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
}
