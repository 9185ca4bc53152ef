"""Feeds damaged at random, the same for the same seed: cut, doubled, spliced, recoded, with hostile pieces in them."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

_WOUNDS = (1, 1, 2, 3, 8, 30)  # how many are done to one feed


def mutated(bodies: Sequence[bytes], seed: int) -> bytes:
    """One of the feeds, damaged."""
    chance = random.Random(seed)
    body = chance.choice(bodies)
    for _ in range(chance.choice(_WOUNDS)):
        body = chance.choices(_HURT, weights=_OFTEN)[0](body, bodies, chance)
    return body


def _insert(body: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    place = chance.randrange(len(body) + 1)
    return body[:place] + chance.choice(_PIECES) + body[place:]


def _delete(body: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    place = chance.randrange(len(body) + 1)
    return body[:place] + body[place + chance.choice((1, 2, 5, 30, 300)) :]


def _change(body: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    place = chance.randrange(len(body) + 1)
    return body[:place] + bytes([chance.randrange(256)]) + body[place + 1 :]


def _splice(body: bytes, bodies: Sequence[bytes], chance: random.Random) -> bytes:
    other, place = chance.choice(bodies), chance.randrange(len(body) + 1)
    start = chance.randrange(len(other) + 1)
    return body[:place] + other[start : start + chance.choice((10, 100, 1_000))] + body[place:]


def _repeat(body: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    place = chance.randrange(len(body) + 1)
    return body[:place] + body[place : place + chance.choice((5, 50, 500))] * chance.choice((1, 2, 50)) + body[place:]


def _cut(body: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    return body[: chance.randrange(len(body) + 1)]


def _swap_case(body: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    start, end = sorted((chance.randrange(len(body) + 1), chance.randrange(len(body) + 1)))
    return body[:start] + body[start:end].swapcase() + body[end:]


def _recode(body: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    encoding = chance.choice(("utf-16", "utf-16-le", "utf-32", "cp037", "latin-1", "cp1251", "utf-8-sig"))
    return body.decode("utf-8", "ignore").encode(encoding, "ignore")


_Hurt = Callable[[bytes, Sequence[bytes], random.Random], bytes]
_HURT: tuple[_Hurt, ...] = (_insert, _delete, _change, _splice, _repeat, _cut, _swap_case, _recode)
_OFTEN = (6, 3, 3, 2, 2, 1, 1, 1)
# fmt: off
_PIECES = (
    b"<", b">", b"&", b'"', b"'", b"<![CDATA[", b"]]>", b"<!--", b"-->", b"<item>", b"</item>", b"<entry>", b"\x00",
    b"&#x110000;", b"&#xD800;", b"&#0;", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"<a:b>", b"<a:>",
    b'xmlns:a=""',
    b'xml:base="http://["', b'xml:lang="\xf0\x9f"', b'<?xml version="1.0" encoding="utf-7"?>', b' encoding="idna"',
    b' encoding="punycode"', b'<!DOCTYPE rss [<!ENTITY a "b">]>', b"&a;", b"9" * 400, b"a" * 30_000, b"<a>" * 3_000,
    b"http://[::", b"http://" + b"a" * 300 + b".example/", b"%00", b'<link href="', b'<guid isPermaLink="',
    b"<pubDate>99999999999999</pubDate>", b"<updated>0001-01-01T00:00:00+23:59</updated>",
    b"<updated>9999-12-31T23:59:59-23:59</updated>", b"<ttl>999999</ttl>", b"<skipHours><hour>",
    b"<sy:updateFrequency>0</sy:updateFrequency>", b'{"', b"[", b"null", b"1e999", b"\\ud800", b"NaN",
)
# fmt: on
