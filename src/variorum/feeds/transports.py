"""Transports kept apart from publishers: links of search engines and counters, by rules about hosts."""

from __future__ import annotations

import base64
import binascii
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from urllib.parse import parse_qs

from ada_url import URL

from variorum.errors import InputError
from variorum.feeds.links import read_link
from variorum.feeds.plain import one_line
from variorum.model import Entry
from variorum.urls import parse_url


@dataclass(frozen=True, slots=True, kw_only=True)
class Transport:
    """What is known of one carrier's addresses."""

    hosts: frozenset[str]
    path: re.Pattern[str]
    feeds: re.Pattern[str] | None
    parameters: tuple[str, ...]
    code: bool


def credit_publisher(entry: Entry) -> Entry:
    """The entry with its true address where the link tells it, and the publisher that a transport's headline ends with.

    The guid stays what it was. A link that only its host can resolve stays too: `is_transport` knows it.
    """
    address = true_address(entry.url)
    found = replace(entry, url=address) if address else entry
    return _without_credit(found) if entry.feed_url and _is_query(entry.feed_url) else found


def is_transport(url: str) -> bool:
    """Whether an address is a transport's link, so that a page that stands there is no report of a publisher."""
    return _transport(url) is not None


def true_address(url: str) -> str | None:
    """The publisher's address that a transport's link holds; None for any other link, and where it cannot be read.

    Nothing is asked: the address stands in a parameter, or in the code at the end of the path, which is base64 of
    numbered fields (protocol buffers), the first of which that is a web address is the page.
    """
    transport, parsed = _transport(url), _parsed(url)
    if transport is None or parsed is None:
        return None
    query = parse_qs(parsed.search.removeprefix("?"))
    candidates = [value for name in transport.parameters for value in query.get(name, ())]
    if transport.code:
        candidates.extend(_fields(_decoded(parsed.pathname.rpartition("/")[2])))
    addresses = (read_link(text, base=url) for text in candidates if text.startswith(("http://", "https://")))
    return next((address for address in addresses if address and not is_transport(address)), None)


def _without_credit(entry: Entry) -> Entry:
    """Headline and publisher of "Headline - Publisher"; only the publisher that the feed names too, where it does."""
    headline, mark, name = (entry.title or "").rpartition(" - ")
    if entry.publisher:
        ending = f" - {entry.publisher}"
        title = (entry.title or "").removesuffix(ending)
        return replace(entry, title=one_line(title), summary=None, content=None)
    if not mark or not headline.strip() or len(name) > _LONGEST_NAME:
        return replace(entry, summary=None, content=None)
    return replace(entry, title=one_line(headline), publisher=one_line(name), summary=None, content=None)


@lru_cache(maxsize=64)
def _is_query(feed_url: str) -> bool:
    parsed = _parsed(feed_url)
    return parsed is not None and any(
        parsed.hostname in transport.hosts and transport.feeds and transport.feeds.fullmatch(parsed.pathname)
        for transport in _transports()
    )


def _transport(url: str) -> Transport | None:
    if not any(host in url for one in _transports() for host in one.hosts):  # most links: not worth taking apart
        return None
    parsed = _parsed(url)
    if parsed is None:
        return None
    known = (one for one in _transports() if parsed.hostname in one.hosts)
    return next((one for one in known if one.path.fullmatch(parsed.pathname)), None)


def _parsed(url: str) -> URL | None:
    try:
        return parse_url(url)
    except InputError:
        return None


def _decoded(code: str) -> bytes:
    try:
        return base64.b64decode(code.rstrip("=") + "=" * (-len(code.rstrip("=")) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return b""


def _fields(message: bytes) -> Iterator[str]:
    """The texts of a message of protocol buffers, as far as it is one."""
    place = 0
    while place < len(message):
        key, place = _number(message, place)
        if key & 7 == _VARINT:
            _, place = _number(message, place)
        elif key & 7 == _BYTES:
            length, place = _number(message, place)
            if text := message[place : place + length].decode("utf-8", "ignore"):
                yield text
            place += length
        else:
            return


def _number(message: bytes, place: int) -> tuple[int, int]:
    """A number of seven bits a byte, and the place behind it."""
    number = shift = 0
    while place < len(message) and shift < 64:
        byte = message[place]
        number |= (byte & 0x7F) << shift
        place, shift = place + 1, shift + 7
        if byte < 0x80:
            return number, place
    return number, len(message)


@cache
def _transports() -> tuple[Transport, ...]:
    tables = tomllib.loads((files("variorum.feeds") / "transports.toml").read_text(encoding="utf-8"))["transports"]
    return tuple(
        Transport(
            hosts=frozenset(table["hosts"]),
            path=re.compile(table["path"]),
            feeds=re.compile(table["feeds"]) if "feeds" in table else None,
            parameters=tuple(table.get("parameters", ())),
            code=table.get("code", False),
        )
        for table in tables
    )


_VARINT, _BYTES = 0, 2  # kinds of fields
_LONGEST_NAME = 60  # characters: what is longer is half a headline
