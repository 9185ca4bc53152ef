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
_NAMES_CHARSET = re.compile(rb"charset\s*=", re.IGNORECASE)


def read_html(body: bytes, *, content_type: str | None = None) -> HtmlElement | None:
    """The tree of a page in the encoding that the server or the page names, else UTF-8 if it fits; None for no HTML."""
    encoding = find_charset(content_type)
    if encoding is None and not _NAMES_CHARSET.search(body[:2048]) and _is_utf8(body):
        encoding = "utf-8"
    try:
        parser = HTMLParser(no_network=True, recover=True, encoding=encoding)
    except LookupError:  # an encoding that libxml2 does not know
        parser = HTMLParser(no_network=True, recover=True)
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


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
