"""Schema.org items in the markup itself: microdata (itemprop) and RDFa (property), read into nodes like JSON-LD's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from lxml.html import HtmlElement

from variorum.extract.jsonld import ARTICLE, Node
from variorum.extract.lines import plain

_MOST = 400  # properties of one item that are looked at
_DEEPEST = 3
_READ = frozenset(
    [
        "headline",
        "name",
        "alternativeHeadline",
        "description",
        "articleSection",
        "keywords",
        "inLanguage",
        "isAccessibleForFree",
        "datePublished",
        "dateModified",
        "dateCreated",
        "author",
        "creator",
        "publisher",
        "url",
        "image",
        "mainEntityOfPage",
    ]
)
_ADDRESSES = frozenset({"url", "image", "mainEntityOfPage"})


class _Dialect(NamedTuple):
    """The attributes of one way to write items."""

    scope: str  # marks an item
    kind: str  # its types
    name: str  # of its properties
    items: str  # path to all of them


_MICRODATA = _Dialect("itemscope", "itemtype", "itemprop", "//*[@itemscope and @itemtype]")
_RDFA = _Dialect("typeof", "typeof", "property", "//*[@typeof]")


def read_item(tree: HtmlElement) -> Node | None:
    """The first article of a page that is written as microdata, else as RDFa; None where there is none."""
    for dialect in (_MICRODATA, _RDFA):
        for scope in tree.xpath(dialect.items):
            if any(ARTICLE.search(kind) for kind in _kinds(scope, dialect)):
                return _node(scope, dialect)
    return None


def _node(scope: HtmlElement, dialect: _Dialect, depth: int = 0) -> dict[str, Any]:
    """An item with the properties that are its own: those inside an inner item belong to that one."""
    found: dict[str, list[Any]] = {}
    for element in scope.xpath(f".//*[@{dialect.name}]")[:_MOST]:
        names = _READ.intersection(_local(name) for name in (element.get(dialect.name) or "").split())
        if not names or _owner(element, dialect) is not scope:
            continue
        for name in names:
            value = _value(element, name, dialect, depth)
            if value:
                found.setdefault(name, []).append(value)
    return {"@type": [_local(kind) for kind in _kinds(scope, dialect)], **found}


def _value(element: HtmlElement, name: str, dialect: _Dialect, depth: int) -> Any:
    """An inner item, or a line: the machine's form if there is one, an address where one is meant, else the words."""
    if element.get(dialect.scope) is not None:
        inner = _node(element, dialect, depth + 1) if depth < _DEEPEST else {}
        return inner if len(inner) > 1 else plain(element.text_content())
    written = element.get("content") or element.get("datetime")
    if not written and name in _ADDRESSES:
        written = element.get("href") or element.get("src") or element.get("resource")
    return plain(written or element.text_content())


def _owner(element: HtmlElement, dialect: _Dialect) -> HtmlElement | None:
    return next((one for one in element.iterancestors() if one.get(dialect.scope) is not None), None)


def _kinds(scope: HtmlElement, dialect: _Dialect) -> Iterator[str]:
    yield from (scope.get(dialect.kind) or "").split()


def _local(name: str) -> str:
    """A name without its vocabulary: "schema:headline", "https://schema.org/headline"."""
    return re.split(r"[/#:]", name)[-1]
