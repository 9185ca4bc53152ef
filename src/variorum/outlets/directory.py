"""All known outlets, and the tables that find one by address, name or credit line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
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


def build_directory(outlets: Iterable[Outlet]) -> Directory:
    """The tables over outlets of different ids. Raises InputError when two claim one domain, feed or credit."""
    domains: dict[str, str] = {}
    addresses: dict[str, str] = {}
    credit_lines: dict[str, str] = {}
    names: dict[str, tuple[str, ...]] = {}
    known: dict[str, Outlet] = {}
    for outlet in sorted(outlets, key=lambda one: one.id):
        _claim(domains, outlet.domains, outlet, "domain")
        _claim(addresses, [feed.url for feed in outlet.feeds], outlet, "feed")
        _claim(credit_lines, [_fold(credit) for credit in outlet.credits], outlet, "credit")
        names[_name_key(outlet.name)] = (*names.get(_name_key(outlet.name), ()), outlet.id)
        known[outlet.id] = outlet
    return Directory(
        outlets=MappingProxyType(known),
        domains=MappingProxyType(domains),
        names=MappingProxyType(names),
        credits=MappingProxyType(credit_lines),
    )


def find_host(url: str) -> str:
    """The host name of an address in small letters; "" where it has none."""
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


def _claim(table: dict[str, str], keys: Iterable[str], outlet: Outlet, what: str) -> None:
    for key in keys:
        if table.setdefault(key, outlet.id) != outlet.id:
            raise InputError(f"{outlet.id}.toml: the {what} {key!r} stands in {table[key]}.toml too; keep it in one.")


def _fold(text: str) -> str:
    return " ".join(fold(text).split())


def _name_key(name: str) -> str:
    return _fold(name).removeprefix("the ")
