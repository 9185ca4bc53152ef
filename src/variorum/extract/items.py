"""Schema.org items in the markup itself: microdata (itemprop) and RDFa (property), read into nodes like JSON-LD's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from lxml.html import HtmlElement

from variorum.extract.jsonld import ARTICLE, Node
from variorum.extract.lines import plain

_MOST = 400  # properties of one item that are looked at
_DEEPEST = 3
_LONGEST = 5_000  # characters of one value: none of what is read is a text, though an element around one may claim so
_MOST_WORDS = 100_000  # characters of all values of an article: elements inside one another repeat their words
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
                return _Reader(dialect).node(scope)
    return None


class _Reader:
    """Reads one article: each element once, and no more words in all than an article's facts have."""

    def __init__(self, dialect: _Dialect) -> None:
        self._dialect = dialect
        self._left = _MOST_WORDS

    def node(self, scope: HtmlElement, depth: int = 0) -> dict[str, Any]:
        """An item with the properties that are its own: those inside an inner item belong to that one."""
        found: dict[str, list[Any]] = {}
        for element in scope.xpath(f".//*[@{self._dialect.name}]")[:_MOST]:
            names = _READ.intersection(_local(name) for name in (element.get(self._dialect.name) or "").split())
            if not names or _owner(element, self._dialect) is not scope:
                continue
            for name, value in self._values(element, names, depth).items():
                if value:
                    found.setdefault(name, []).append(value)
        return {"@type": [_local(kind) for kind in _kinds(scope, self._dialect)], **found}

    def _values(self, element: HtmlElement, names: Iterable[str], depth: int) -> dict[str, Any]:
        """Per name an inner item, or a line: the machine's form if there is one, an address where one is meant, else
        the words."""
        if element.get(self._dialect.scope) is not None:
            inner = self.node(element, depth + 1) if depth < _DEEPEST else {}
            return dict.fromkeys(names, inner if len(inner) > 1 else self._words(element))
        written = element.get("content") or element.get("datetime")
        if written:
            return dict.fromkeys(names, self._line(written))
        address = element.get("href") or element.get("src") or element.get("resource")
        addresses = _ADDRESSES.intersection(names) if address else frozenset()
        others = [name for name in names if name not in addresses]
        return {
            **dict.fromkeys(addresses, plain((address or "")[:_LONGEST])),
            **(dict.fromkeys(others, self._words(element)) if others else {}),
        }

    def _words(self, element: HtmlElement) -> str:
        return self._line(element.text_content()) if self._left else ""

    def _line(self, text: str) -> str:
        """A text as one line, cut where it is endless; nothing once there were too many."""
        looked_at = text[: min(_LONGEST, self._left)]
        self._left -= len(looked_at)
        return plain(looked_at)


def _owner(element: HtmlElement, dialect: _Dialect) -> HtmlElement | None:
    return next((one for one in element.iterancestors() if one.get(dialect.scope) is not None), None)


def _kinds(scope: HtmlElement, dialect: _Dialect) -> Iterator[str]:
    yield from (scope.get(dialect.kind) or "").split()


def _local(name: str) -> str:
    """A name without its vocabulary: "schema:headline", "https://schema.org/headline"."""
    return re.split(r"[/#:]", name)[-1]
