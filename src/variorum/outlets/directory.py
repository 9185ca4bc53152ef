"""All known outlets, and the tables that find one by address, name or credit line."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import urlsplit

from variorum.errors import InputError
from variorum.model import Feed, Outlet
from variorum.text.words import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """All known outlets, with the tables that find one."""

    outlets: Mapping[str, Outlet]
    domains: Mapping[str, str]  # host name -> Outlet.id
    names: Mapping[str, tuple[str, ...]]  # folded name -> ids; two outlets may share a name
    credits: Mapping[str, str]  # folded name in credit lines -> id of the agency
    endings: frozenset[str] = frozenset()  # the last words of names that have several

    def by_url(self, url: str) -> Outlet | None:
        """The outlet that an address belongs to: of its host, or of the nearest domain above it."""
        host = find_host(url)
        while host:
            if host in self.domains:
                return self.outlets[self.domains[host]]
            host = host.partition(".")[2]
        return None

    def by_name(self, name: str) -> Outlet | None:
        """The outlet of that name, with or without its article; None where two outlets share the name."""
        found = self.names.get(_name_key(name), ())
        return self.outlets[found[0]] if len(found) == 1 else None

    def by_full_name(self, name: str) -> Outlet | None:
        """The outlet of that name, but none of a single word that other outlets' names end with: "Times", "Post"."""
        key = _name_key(name)
        return None if key in self.endings else self.by_name(name)

    def agency(self, credit: str) -> Outlet | None:
        """The agency that a credit line means by this name."""
        found = self.credits.get(_fold(credit))
        return self.outlets[found] if found else None

    def family(self, outlet_id: str) -> str:
        """What counts as one voice with this outlet: its family, or the outlet alone."""
        outlet = self.outlets.get(outlet_id)
        return (outlet.family if outlet else None) or outlet_id

    def feeds(self) -> Iterator[Feed]:
        """Every feed of every outlet."""
        for outlet in self.outlets.values():
            yield from outlet.feeds


def build_directory(
    outlets: Iterable[Outlet], *, left_out: Callable[[Outlet, InputError], None] | None = None
) -> Directory:
    """The tables over outlets of different ids, of which no two may claim one domain, feed or credit.

    The second that does is handed to `left_out` with the reason; without that, InputError is raised.
    """
    claimed = _Claimed()
    names: dict[str, tuple[str, ...]] = {}
    known: dict[str, Outlet] = {}
    for outlet in sorted(outlets, key=lambda one: one.id):
        try:
            claimed.refuse(outlet)
        except InputError as fault:
            if left_out is None:
                raise
            left_out(outlet, fault)
            continue
        claimed.add(outlet)
        names[_name_key(outlet.name)] = (*names.get(_name_key(outlet.name), ()), outlet.id)
        known[outlet.id] = outlet
    return Directory(
        outlets=MappingProxyType(known),
        domains=MappingProxyType(claimed.domains),
        names=MappingProxyType(names),
        credits=MappingProxyType(claimed.credits),
        endings=frozenset(name.rsplit(" ", 1)[1] for name in names if " " in name),
    )


def refuse_clash(outlet: Outlet, others: Iterable[Outlet]) -> None:
    """Raises InputError when another outlet claims one of its domains, feeds or credits too."""
    claimed = _Claimed()
    for other in others:
        claimed.add(other)
    claimed.refuse(outlet)


def find_host(url: str) -> str:
    """The host name of an address in small letters; "" where it has none."""
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


class _Claimed:
    """What only one outlet can have, and whose it is: domains, addresses of feeds, names in credit lines."""

    def __init__(self) -> None:
        self.domains: dict[str, str] = {}
        self.feeds: dict[str, str] = {}
        self.credits: dict[str, str] = {}

    def add(self, outlet: Outlet) -> None:
        for table, keys, _ in self._of(outlet):
            table.update(dict.fromkeys(keys, outlet.id))

    def refuse(self, outlet: Outlet) -> None:
        for table, keys, what in self._of(outlet):
            for key in keys:
                if (other := table.get(key, outlet.id)) != outlet.id:
                    raise InputError(f"{outlet.id}: the {what} {key!r} stands in {other} too; keep it in one.")

    def _of(self, outlet: Outlet) -> Iterator[tuple[dict[str, str], Collection[str], str]]:
        yield self.domains, outlet.domains, "domain"
        yield self.feeds, [feed.url for feed in outlet.feeds], "feed"
        yield self.credits, [_fold(credit) for credit in outlet.credits], "credit"


def _fold(text: str) -> str:
    return " ".join(fold(text).split())


def _name_key(name: str) -> str:
    return _fold(name).removeprefix("the ")
