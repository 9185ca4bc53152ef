"""JSON-LD of a page: all nodes, read with tolerance, and the one node that describes the article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from lxml.html import HtmlElement

from variorum.extract.lines import plain
from variorum.extract.mending import read_json

Node = Mapping[str, Any]

_NONE: Node = MappingProxyType({})
_DEEPEST = 6
ARTICLE = re.compile(r"(?:^|[/#:])(?:\w*Article|\w*Posting|Report|Review|ClaimReview|Recipe)$")
_ORGANISATION = re.compile(r"Organi[sz]ation$|Corporation$|NewsMedia|Brand$|WebSite$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """A name that a page gives as its author's, and whether it says that this is no person."""

    name: str
    organisation: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedData:
    """The article's own node, and all nodes that have an id, which others refer to."""

    article: Node = field(default_factory=lambda: _NONE)
    nodes: tuple[Node, ...] = ()
    by_id: Mapping[str, Node] = field(default_factory=lambda: _NONE)

    def text(self, key: str) -> str | None:
        """The value of a key of the article as one line of plain text."""
        return next(iter(_texts(self.article.get(key))), None)

    def texts(self, key: str) -> tuple[str, ...]:
        """All values of a key of the article, each as one line of plain text."""
        return tuple(_texts(self.article.get(key)))

    def body(self) -> str | None:
        """The text of the article with its line breaks, where the page declares it."""
        value = self.article.get("articleBody")
        return value if isinstance(value, str) else None

    def authors(self) -> tuple[Author, ...]:
        """Who is named as author, or as creator where there is none, in the page's order."""
        for key in ("author", "creator"):
            found = tuple(self._people(self.article.get(key)))
            if found:
                return found
        return ()

    def publishers(self) -> tuple[str, ...]:
        """Names of the organisations that publish the page."""
        nodes = [self.article, *(n for n in self.nodes if kinds(n) & {"WebSite", "NewsMediaOrganization"})]
        names = [name for n in nodes for key in ("publisher", "sourceOrganization") for name in self._names(n.get(key))]
        return tuple(names + [name for n in nodes[1:] for name in _texts(n.get("name"))])

    def picture(self) -> str | None:
        """The address of the first picture."""
        for image in _listed(self.article.get("image")) + _listed(self.article.get("thumbnailUrl")):
            resolved = self._resolved(image)
            found = next(iter(_texts(resolved.get("url") or resolved.get("contentUrl"))), None) if resolved else image
            if isinstance(found, str) and found.strip():
                return found.strip()
        return None

    def _people(self, value: Any) -> Iterator[Author]:
        for one in _listed(value):
            node = self._resolved(one)
            if not node:
                yield from (Author(name=name) for name in _texts(one))
                continue
            organisation = any(_ORGANISATION.search(kind) for kind in kinds(node))
            yield from (Author(name=name, organisation=organisation) for name in _texts(node.get("name")))

    def _names(self, value: Any) -> Iterator[str]:
        for one in _listed(value):
            node = self._resolved(one)
            yield from _texts(node.get("name") if node else one)

    def _resolved(self, value: Any) -> Node:
        if not isinstance(value, dict):
            return _NONE
        target = self.by_id.get(str(value.get("@id")))
        return {**target, **value} if target else value


def read_linked_data(tree: HtmlElement, *, addresses: Iterable[str]) -> LinkedData:
    """The JSON-LD of a page; the article node is the one of this page's addresses, else the fullest."""
    scripts = tree.xpath('//script[contains(translate(@type, "LDJSON", "ldjson"), "ld+json")]')
    nodes = tuple(node for script in scripts for node in _nodes(read_json(script.text_content())))
    by_id = {str(node["@id"]): node for node in nodes if "@id" in node and len(node) > 1}
    return LinkedData(
        article=_choose(nodes, {form for one in addresses for form in _forms(one)}), nodes=nodes, by_id=by_id
    )


def kinds(node: Node) -> set[str]:
    """The types of a node, without their vocabulary's address."""
    return {re.split(r"[/#:]", str(kind))[-1] for kind in _listed(node.get("@type"))}


def _choose(nodes: tuple[Node, ...], addresses: set[str]) -> Node:
    articles = [node for node in nodes if any(ARTICLE.search(kind) for kind in kinds(node))]

    def fitness(node: Node) -> tuple[bool, bool, int]:
        own = any(_plain(url) in addresses for url in _addresses(node))
        return own, any("Article" in kind for kind in kinds(node)), len(_FACTS & node.keys())

    return max(articles, key=fitness, default=_NONE)


_FACTS = {"headline", "datePublished", "author", "articleBody", "description", "publisher", "image"}


def _addresses(node: Node) -> Iterator[str]:
    for key in ("url", "@id", "mainEntityOfPage"):
        for value in _listed(node.get(key)):
            yield str(value.get("@id") or value.get("url") or "") if isinstance(value, dict) else str(value)


def _forms(address: str) -> tuple[str, ...]:
    """An address in full and from the root of its site, as nodes write it."""
    whole = _plain(address)
    path = whole.partition("/")[2]
    return (whole, f"/{path}") if path else (whole,)


def _plain(address: str) -> str:
    """What two spellings of one address share: no scheme, no "www.", no query, no fragment."""
    bare = address.split("#", maxsplit=1)[0].split("?", maxsplit=1)[0].rstrip("/")
    return re.sub(r"^(?:https?:)?//(?:www\.)?", "", bare, flags=re.IGNORECASE)


def _nodes(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Every node at the top or under @graph and the keys that wrap a page's main thing."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for one in value:
            yield from _nodes(one, depth + 1)
    elif isinstance(value, dict):
        if "@type" in value or "@id" in value:
            yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart", "itemReviewed"):
            if isinstance(value.get(key), dict | list):
                yield from _nodes(value[key], depth + 1)


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]


def _texts(value: Any) -> Iterator[str]:
    for one in _listed(value):
        written = (one.get("@value") or one.get("name")) if isinstance(one, dict) else one
        if isinstance(written, str | int | float) and (line := plain(str(written))):
            yield line
