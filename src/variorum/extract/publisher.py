"""Who published a page that a feed announced: the transport, a portal or a query, is never taken for the publisher."""

from __future__ import annotations

from dataclasses import dataclass

from variorum.errors import InputError
from variorum.model import Entry, Outlet, OutletKind
from variorum.outlets import Directory
from variorum.text.words import fold
from variorum.urls import host_of, registrable_domain


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """The publisher of a page; name and domain as the feed has them, where the page's own are those of a carrier."""

    outlet: Outlet | None = None
    name: str | None = None
    domain: str | None = None


def find_publisher(url: str, entry: Entry | None, directory: Directory) -> Publisher:
    """The outlet of the address; of a portal's page, or one of an unknown site, the publisher that the feed names.

    A portal keeps what its feed credits to itself or to an agency: that is a credit line, and the text is the portal's.
    """
    outlet = directory.by_url(url)
    if entry is None or not (entry.publisher or entry.publisher_url):
        return Publisher(outlet=outlet)
    named = _outlet_named(entry, directory)
    if outlet is not None and not _only_carries(outlet, named, entry, directory):
        return Publisher(outlet=outlet)
    if named is not None:
        return Publisher(outlet=named, domain=_domain(entry.publisher_url))
    return Publisher(name=entry.publisher, domain=_domain(entry.publisher_url))


def _only_carries(outlet: Outlet, named: Outlet | None, entry: Entry, directory: Directory) -> bool:
    if outlet.kind is not OutletKind.PORTAL:
        return False
    if named is not None:
        return named.id != outlet.id and named.kind is not OutletKind.AGENCY
    name = _letters(entry.publisher or "")
    own = _letters(outlet.name)
    return bool(name) and name not in own and own not in name and directory.agency(entry.publisher or "") is None


def _outlet_named(entry: Entry, directory: Directory) -> Outlet | None:
    by_url = directory.by_url(entry.publisher_url) if entry.publisher_url else None
    return by_url or (directory.by_name(entry.publisher) if entry.publisher else None)


def _letters(name: str) -> str:
    return "".join(letter for letter in fold(name) if letter.isalnum())


def _domain(url: str | None) -> str | None:
    try:
        return registrable_domain(host_of(url)) if url else None
    except InputError:
        return None
