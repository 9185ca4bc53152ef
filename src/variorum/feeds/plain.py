"""Plain text out of what feeds call text: markup, escaped markup, or text already."""

from __future__ import annotations

import html
import re

from lxml import etree
from lxml.html import fragment_fromstring

from variorum.text.clean import storable

_LONGEST_MARKUP = 100_000  # characters that are looked at: the rest of a whole article is no summary
_LONGEST_TEXT = 2_000
_LONGEST_CONTENT = 200_000  # characters: a long read has 60,000, and a feed that carries more is no list of news


def plain_text(markup: str | None) -> str | None:
    """The words of HTML, on one line and cut at 2,000 characters; None where there are none."""
    if not markup:
        return None
    markup = storable(markup[:_LONGEST_MARKUP])
    return one_line(_text_of(markup) if _TAG.search(markup) else unescape(markup))


def one_line(text: str | None) -> str | None:
    """Text with its white space made single spaces, cut between two words; None where nothing is left."""
    words = " ".join(storable(text or "").split())
    if len(words) > _LONGEST_TEXT:
        words = words[:_LONGEST_TEXT].rpartition(" ")[0] + " …"
    return words or None


def content_markup(markup: str | None) -> str | None:
    """HTML as a feed carries it, cut between two tags at 200,000 characters; None where nothing is in it."""
    if not markup or not markup.strip():
        return None
    if len(markup) > _LONGEST_CONTENT:
        markup = markup[:_LONGEST_CONTENT]
        opened = markup.rfind("<")
        markup = markup[:opened] if opened > markup.rfind(">") else markup
    return storable(markup).strip() or None


def unescape(text: str) -> str:
    """Text with its entities undone, where a semicolon ends them: "?a=1&copy=2" stays as it is."""
    return _ENTITY.sub(lambda match: html.unescape(match[0]), text)


def _text_of(markup: str) -> str:
    opened = markup.rfind("<!--")
    if opened >= 0 and markup.find("-->", opened) < 0:  # never closed: it would swallow all that follows
        markup = markup[:opened] + markup[opened:].partition(">")[2]
    try:
        root = fragment_fromstring(markup, create_parent="div")
    except (etree.LxmlError, ValueError):
        return unescape(_ANY_TAG.sub(" ", markup))
    etree.strip_elements(root, "script", "style", "template", etree.Comment, with_tail=False)
    for element in root.iter(*_BLOCKS):
        element.tail = f" {element.tail or ''}"
        element.text = f" {element.text or ''}"
    return str(root.text_content())


_TAG = re.compile(r"<(?:/?[A-Za-z]|!--)")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|\w{2,31});")
_ANY_TAG = re.compile(r"<[^<>]*>")
_BLOCKS = (
    *("address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption", "figure"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "hr", "img", "li", "ol", "p", "pre", "section", "table", "td", "th", "tr"),
    "ul",
)
