"""What a page says about itself: JSON-LD, meta elements (Open Graph, article:, Dublin Core), microdata."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lxml.html import HtmlElement

from variorum.errors import InputError
from variorum.extract.jsonld import LinkedData, read_linked_data
from variorum.extract.lines import plain
from variorum.urls import LONGEST_URL, join_url


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """The three sources side by side; which is believed for what is decided where the fact is read."""

    linked: LinkedData
    metas: Mapping[str, tuple[str, ...]]  # name or property in lower case -> values in order
    items: Mapping[str, tuple[str, ...]]  # microdata: itemprop -> values in order
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
    addresses = {address.split("#")[0].split("?")[0].rstrip("/") for address in (url, canonical) if address}
    return Metadata(
        linked=read_linked_data(tree, addresses=addresses),
        metas=metas,
        items=_microdata(tree),
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


_ITEMS = ("headline", "datePublished", "dateModified", "author", "articleSection")


def _microdata(tree: HtmlElement) -> dict[str, tuple[str, ...]]:
    """Properties of the first schema.org article on the page."""
    scopes = tree.xpath('//*[@itemscope][contains(@itemtype, "Article") or contains(@itemtype, "Posting")]')
    found: dict[str, tuple[str, ...]] = {}
    for prop in _ITEMS if scopes else ():
        elements = scopes[0].xpath(f'.//*[@itemprop="{prop}"]')
        values = [_item_value(element) for element in elements]
        found[prop] = tuple(value for value in values if value)
    return found


def _item_value(element: HtmlElement) -> str:
    names = element.xpath('.//*[@itemprop="name"]') if element.get("itemscope") is not None else []
    element = names[0] if names else element
    return plain(element.get("content") or element.get("datetime") or element.text_content())
