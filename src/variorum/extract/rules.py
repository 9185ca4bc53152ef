"""What an outlet's own rules find on its pages: CSS selectors, for what those declare wrongly or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from functools import cache
from typing import cast

from lxml.cssselect import CSSSelector
from lxml.html import HtmlElement

from variorum.extract.lines import plain
from variorum.text.clean import storable

# What begins a line of its own on a page, whatever style sheets say.
_BLOCKS = re.compile(
    r"p|div|section|article|main|li|ul|ol|dl|dt|dd|h[1-6r]|blockquote|pre|table|t[rdh]|br|figure|figcaption|aside|header"
    r"|footer|nav|address|details|summary"
)
_UNSEEN = frozenset({"script", "style", "noscript", "template", "iframe", "svg"})


def find_elements(tree: HtmlElement, selectors: Sequence[str]) -> list[HtmlElement]:
    """The elements of the first selector that matches any, in the page's order; none of them inside another."""
    for selector in selectors:
        found = _select(tree, selector)
        if found:
            chosen = set(found)
            return [element for element in found if chosen.isdisjoint(element.iterancestors())]
    return []


def find_values(tree: HtmlElement, selectors: Sequence[str]) -> tuple[str, ...]:
    """What those elements say in one line each: the machine's form where they have one, else their text."""
    elements = find_elements(tree, selectors)
    values = (plain(e.get("content") or e.get("datetime") or " ".join(e.itertext())) for e in elements)
    return tuple(value for value in values if value)


def without(tree: HtmlElement, selectors: Sequence[str]) -> HtmlElement:
    """A copy of the page without the elements of any of these selectors; the page itself where there are none."""
    if not selectors:
        return tree
    pruned = deepcopy(tree)
    for selector in selectors:
        for element in _select(pruned, selector):
            if element.getparent() is not None:
                element.drop_tree()
    return pruned


def ruled_paragraphs(tree: HtmlElement, selectors: Sequence[str]) -> tuple[str, ...]:
    """The lines of the elements that hold the report, of all selectors; none where no selector matches."""
    found = {element for selector in selectors for element in _select(tree, selector)}
    outer = [e for e in tree.iter() if e in found and found.isdisjoint(e.iterancestors())] if found else []
    lines = (" ".join(line.split()) for element in outer for line in _text(element).split("\n"))
    return tuple(line for line in lines if line)


def _text(element: HtmlElement) -> str:
    return storable("".join(_pieces(element))).replace("\u00ad", "")


def _pieces(root: HtmlElement) -> Iterator[str]:
    """The words of an element in order, with a line end around every block; no recursion: pages nest deeply."""
    unseen: list[HtmlElement] = []
    for event, element in _events(root):
        is_block = _BLOCKS.fullmatch(str(element.tag)) is not None
        if event == "start":
            if element.tag in _UNSEEN:
                unseen.append(element)
            yield "\n" if is_block else ""
            yield "" if unseen else _one_line(element.text)
        else:
            if unseen and unseen[-1] is element:
                unseen.pop()
            yield "\n" if is_block else ""
            yield "" if unseen or element is root else _one_line(element.tail)


def _events(root: HtmlElement) -> Iterator[tuple[str, HtmlElement]]:
    stack: list[tuple[str, HtmlElement]] = [("start", root)]
    while stack:
        event, element = stack.pop()
        yield event, element
        if event == "start":
            stack.append(("end", element))
            stack += [("start", child) for child in reversed(element)]


def _one_line(text: str | None) -> str:
    return (text or "").replace("\n", " ")


def _select(tree: HtmlElement, selector: str) -> list[HtmlElement]:
    """Selectors match elements and nothing else; the types of XPath say less."""
    return cast("list[HtmlElement]", _compiled(selector)(tree))


@cache
def _compiled(selector: str) -> CSSSelector:
    return CSSSelector(selector, translator="html")
