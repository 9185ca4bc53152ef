"""The text of an article: trafilatura's choice of blocks, without headline, link lists and furniture."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from configparser import ConfigParser
from copy import deepcopy
from functools import cache
from itertools import islice

from lxml.etree import _Element
from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.settings import DEFAULT_CONFIG, Document

from variorum.extract.lines import fold_line
from variorum.extract.parsing import read_tree
from variorum.text.clean import storable
from variorum.text.words import is_spaceless

_LOOK_AT = 40  # paragraphs of a page that tell which script it is in
_MANY_TAGS = 12_000  # half as many again as the richest of 434 news pages; its last resort takes their square in time
_HEADLINE = 20  # letters of a first heading that no paragraph repeats by chance
_FIRST_HEADINGS = 2  # the report's and the section's; more are headings within a text
_BLOCKS = frozenset(("p", "head", "item", "quote", "code", "cell", "fw", "ab"))


def read_paragraphs(markup: str, tree: HtmlElement | None, *, url: str, titles: Iterable[str]) -> tuple[str, ...]:
    """The paragraphs of the report in order; none where the page holds no article text.

    Takes the tree of the markup where the caller has it.
    """
    if tree is None:
        tree = read_tree(markup)
    config = _dense_config() if _is_spaceless(tree) else DEFAULT_CONFIG
    document = bare_extraction(
        tree,
        url=url,
        include_comments=False,
        include_tables=True,
        config=config,
        fast=markup.count("<") > _MANY_TAGS,
    )
    if not isinstance(document, Document) or document.body is None:
        return ()
    known = {fold_line(title) for title in titles if title}
    headings = _headlines(tree)
    links = frozenset(_squeezed(link.text_content()) for link in tree.iter("a"))  # a line that is one leads elsewhere
    kept: list[str] = []
    for line in _lines(document.body):
        folded = fold_line(line)
        if not folded or _squeezed(line) in links or folded in headings or (folded in known and len(kept) < 2):
            continue
        kept.append(line)
    return tuple(kept)


def _headlines(tree: HtmlElement) -> set[str]:
    """The first headings of a page, folded, which its text does not repeat; none where they divide the text."""
    found = [fold_line(heading.text_content()) for heading in tree.iter("h1")]
    return {line for line in found if len(line) >= _HEADLINE} if len(found) <= _FIRST_HEADINGS else set()


def declared_paragraphs(text: str | None) -> tuple[str, ...]:
    """The paragraphs of a text that structured data holds, as lines or as HTML."""
    lines = re.split(r"\n+|<br\s*/?>|</p>", storable(html.unescape(text or "")), flags=re.IGNORECASE)
    return tuple(line for raw in lines if (line := " ".join(re.sub(r"<[^<>]{1,300}>", " ", raw).split())))


@cache
def _dense_config() -> ConfigParser:
    """trafilatura gives up on the paragraphs of a text of less than 250 letters: that is a whole report in Chinese."""
    config = deepcopy(DEFAULT_CONFIG)
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", "80")
    return config


def _is_spaceless(tree: HtmlElement) -> bool:
    return is_spaceless("".join(p.text_content()[:100] for p in islice(tree.iter("p"), _LOOK_AT)))


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _lines(body: _Element) -> Iterator[str]:
    """The text of each innermost block; a quote or an item with paragraphs inside gives several lines."""
    for block in body.iter():
        if block.tag not in _BLOCKS and block.tag != "body":
            continue
        line: list[str] = [block.text or ""]
        for child in block:
            if child.tag in _BLOCKS or child.tag in ("list", "table", "row", "quote") or child.tag == "lb":
                yield from _finished(line)
                line = [child.tail or ""]
            else:
                line += ["".join(str(text) for text in child.itertext()), child.tail or ""]
        yield from _finished(line)


def _finished(line: list[str]) -> Iterator[str]:
    text = " ".join(storable("".join(line)).replace("\u00ad", "").split())
    if text:
        yield text
