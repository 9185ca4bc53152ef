"""A response to the tree of its page, or to the reason why it is none that can be read."""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml import html as lxml_html
from lxml.etree import LxmlError
from lxml.html import HtmlElement

from variorum.extract.archive import Pruned, prune, skeleton
from variorum.extract.charset import decode
from variorum.model import Page

_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")


# Bounds that keep the reading of a page under three seconds. Of 434 news pages the largest has 2.2 million characters,
# the richest 8,000 tags.
_LONGEST = 6_000_000
_MOST_TAGS = 40_000
_MOST_TEXT = 500_000  # characters between tags: a long novel
_TAG = re.compile(r"<[a-zA-Z/]")
_LONG = 100_000  # characters of a tag that is worth a look
_LONG_TAG = re.compile(rf"<[a-zA-Z][^<>]{{{_LONG},}}")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_MOST_ATTRIBUTES = 5_000
_PARSER = lxml_html.HTMLParser(encoding="utf-8", collect_ids=False, remove_comments=True, remove_pis=True)


class Refusal(Exception):  # noqa: N818 - a result on its way out, not a fault
    """Why a page holds no article."""


class Parsed(NamedTuple):
    """A page that can be read."""

    markup: str
    tree: HtmlElement  # of the whole page; of its skeleton where it is read the fast way
    pruned: Pruned | None = None  # for the fast way alone


def parse(page: Page, *, fast: bool = False) -> Parsed:
    """The markup of a page and its tree. Raises Refusal for what is no page."""
    if not 200 <= page.status < 300:
        raise Refusal(f"the server answered with status {page.status}; fetch it again later")
    kind = (page.header("content-type") or "text/html").split(";")[0].strip().lower()
    if kind not in {"text/html", "application/xhtml+xml", "text/plain", "application/octet-stream"}:
        raise Refusal(f"it is {kind}, not an HTML page; give the address of the article itself")
    # What is kept is cleaned line by line, later: to look at every character of a page takes its time.
    markup = _DECLARATION.sub("", decode(page).replace("\0", ""))
    refuse_what_is_endless(markup, linear=fast)
    if "<" not in markup:
        raise Refusal("it holds no HTML; give a saved web page")
    try:
        if not fast:
            return Parsed(markup, read_tree(markup))
        pruned = prune(markup)
        return Parsed(markup, skeleton(pruned), pruned)
    except (LxmlError, ValueError) as fault:
        raise Refusal(f"it cannot be parsed as HTML ({fault}); save the page again") from fault


def read_tree(markup: str) -> HtmlElement:
    """The tree of a page without comments, which are no text."""
    return lxml_html.document_fromstring(markup.encode(), parser=_PARSER)


def refuse_what_is_endless(markup: str, *, linear: bool = False) -> None:
    """Raise Refusal for what would take long to read: no news page is of that size.

    A parser whose time grows as the page does (`linear`) is spared only by the page's length and number of tags.
    """
    tags = markup.count("<")  # also those in scripts, so that most pages are not looked through
    tags = sum(1 for _ in _TAG.finditer(markup)) if tags > _MOST_TAGS else tags
    if len(markup) > _LONGEST or tags > _MOST_TAGS:
        raise Refusal(f"it is too large ({len(markup):,} characters, {tags:,} tags); save the article alone")
    if linear:
        return
    if len(markup) > 2 * _MOST_TEXT:
        pieces = (piece.partition(">") for piece in prune(markup).shown.split("<"))
        text = sum(len(words) for _, _, words in pieces)
        if text > _MOST_TEXT:
            raise Refusal(f"it holds {text:,} characters of text, more than any report; save the article alone")
    half = _LONG // 2  # a long tag fills a window of half its length, in which no tag ends
    if all(markup.find(">", start, start + half) >= 0 for start in range(0, len(markup) - half, half)):
        return
    longest = max(_LONG_TAG.finditer(markup), key=lambda tag: tag.end() - tag.start(), default=None)
    if longest and len(_QUOTED.sub("", longest[0]).split()) > _MOST_ATTRIBUTES:
        raise Refusal("one of its tags has thousands of attributes; save the article alone")
