"""What a page says about itself: JSON-LD, meta elements (Open Graph, article:, Dublin Core), microdata, RDFa."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from lxml.html import HtmlElement

from variorum.errors import InputError
from variorum.extract.items import read_item
from variorum.extract.jsonld import LinkedData, Node, read_linked_data
from variorum.extract.lines import plain
from variorum.urls import LONGEST_URL, join_url


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """The sources side by side; which is believed for what is decided where the fact is read."""

    linked: LinkedData  # JSON-LD; where it holds no article, the one that the markup itself holds
    metas: Mapping[str, tuple[str, ...]]  # name or property in lower case -> values in order
    item: LinkedData  # the article that the markup itself holds: microdata, else RDFa
    html_language: str | None
    canonical: str | None  # in full

    def meta(self, *names: str) -> str | None:
        """The first value of the first of these names that has one."""
        return next((value for name in names for value in self.metas.get(name, ())), None)

    def all_metas(self, names: Iterable[str]) -> tuple[str, ...]:
        """All values of these names, in the order of the names."""
        return tuple(value for name in names for value in self.metas.get(name, ()))

    def site_names(self) -> tuple[str, ...]:
        """What the site calls itself: what may be cut from the end of a title, and is no person."""
        metas = self.all_metas(("og:site_name", "application-name", "apple-mobile-web-app-title", "publisher"))
        return (*metas, *self.linked.publishers(), *self.all_metas(("dc.publisher", "copyright", "twitter:domain")))


def read_metadata(tree: HtmlElement, *, url: str) -> Metadata:
    """All structured data of a parsed page that was fetched from this address."""
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        value = plain(element.get("content") or "")
        for name in {(element.get(key) or "").strip().lower() for key in ("property", "name", "itemprop")}:
            if name and value:
                found.setdefault(name, []).append(value)
    metas = {name: tuple(values) for name, values in found.items()}
    canonical = _canonical(tree, metas, url)
    linked = read_linked_data(tree, addresses=[address for address in (url, canonical) if address])
    item = LinkedData(article=read_item(tree) or {})
    return Metadata(
        linked=linked if linked.article else replace(linked, article=_standing_in(item)),
        metas=metas,
        item=item,
        html_language=tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang"),
        canonical=canonical,
    )


def _canonical(tree: HtmlElement, metas: Mapping[str, tuple[str, ...]], url: str) -> str | None:
    links = tree.xpath('//link[translate(@rel, "CANONIL", "canonil")="canonical"]/@href')
    for link in [*links, *metas.get("og:url", ())]:
        try:
            full = join_url(url, str(link))
        except InputError:  # a canonical link that leads nowhere says nothing
            continue
        if len(full) <= LONGEST_URL:
            return full
    return None


def _standing_in(item: LinkedData) -> Node:
    """The markup's own article in JSON-LD's place, but for what meta elements say better: kickers are marked as
    headlines too, and times without their zone."""
    return {key: value for key, value in item.article.items() if key not in {"headline", "name", "datePublished"}}
