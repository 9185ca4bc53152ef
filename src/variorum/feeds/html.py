"""Pages of HTML as trees, for the links in them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from variorum.feeds.links import read_link
from variorum.text.charsets import find_charset
from variorum.text.clean import storable

# libxml2 drops what stands behind them, browsers show it: and programs put them in the middle of pages.
_ENDS = re.compile(rb"</(?:body|html)\s*>", re.IGNORECASE)
_HEAD = 2048  # bytes in which a page names its encoding
_META = re.compile(rb"<meta\b[^>]{0,500}?charset\s*=[^>]{1,60}", re.IGNORECASE)


def read_html(body: bytes, *, content_type: str | None = None) -> HtmlElement | None:
    """The tree of a page in the encoding that the server or the page names, else UTF-8 if it fits; None for no HTML."""
    encoding = find_charset(content_type) or _own_charset(body)
    if encoding is not None:  # libxml2 does not know all of them, and reads some otherwise than browsers do
        body = body.decode(encoding, errors="replace").lstrip("\ufeff").encode("utf-8", errors="replace")
    parser = HTMLParser(no_network=True, recover=True, encoding=encoding and "utf-8")
    try:
        return document_fromstring(_ENDS.sub(b"", body), parser=parser)
    except (etree.LxmlError, ValueError):
        return None


def base_of(page: HtmlElement, url: str) -> str:
    """What links of the page are joined to: the address of its first <base>, else its own."""
    return next((full for base in page.iter("base") if (full := read_link(base.get("href"), base=url))), url)


def links_of(page: HtmlElement, *, url: str) -> Iterator[tuple[HtmlElement, str]]:
    """Every <a> with where it leads, in the order of the page."""
    base = base_of(page, url)
    for link in page.iter("a"):
        if address := read_link(link.get("href"), base=base):
            yield link, address


def text_of_link(link: HtmlElement) -> str:
    """Its words on one line."""
    return " ".join(storable(" ".join(str(piece) for piece in link.itertext())).split())


def _own_charset(body: bytes) -> str | None:
    """The encoding that a page itself names, or UTF-8 if it names none and is that; None leaves it to libxml2."""
    named = _META.search(body[:_HEAD])
    if named is None:
        return "utf-8" if _is_utf8(body) else None
    encoding = find_charset(named[0].decode("ascii", errors="replace"))
    # A declaration that could be read as ASCII is none of these.
    return "utf-8" if encoding and encoding.startswith(("utf-16", "utf-32")) else encoding


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
