"""Outlines of OPML whose attributes hold unescaped quotation marks and tags, as some readers write descriptions."""

from __future__ import annotations

import re


def mend_outlines(body: bytes) -> bytes:
    """The same list with the values of known attributes escaped. An outline ends where the list's next tag begins."""
    return _OUTLINE.sub(lambda match: b"<outline" + _mended(match["inside"]) + match["end"], body)


def _mended(inside: bytes) -> bytes:
    """The attributes, each up to the quotation mark before the next known one, or up to the last."""
    starts = list(_ATTRIBUTE.finditer(inside))
    if not starts:
        return inside
    starts = [match for match in starts if match["mark"] == starts[0]["mark"]]  # the other kind stands in values
    values: dict[bytes, bytes] = {}
    for match, end in zip(starts, [*(match.start() for match in starts[1:]), len(inside)], strict=True):
        value = inside[match.end() : end].rstrip()
        values.setdefault(match["name"].lower(), value.removesuffix(match["mark"]))
    return b"".join(b' %s="%s"' % (_SPELT.get(name, name), _escaped(value)) for name, value in values.items())


def _escaped(value: bytes) -> bytes:
    return value.replace(b"<", b"&lt;").replace(b">", b"&gt;").replace(b'"', b"&quot;")


_NAMES = rb"text|title|type|xmlUrl|htmlUrl|url|description|language|category|version|created"
_SPELT = {b"xmlurl": b"xmlUrl", b"htmlurl": b"htmlUrl"}
_ATTRIBUTE = re.compile(
    rb"(?:(?<=[\"'])\s*|^\s+|(?<=\s))(?P<name>" + _NAMES + rb")\s*=\s*(?P<mark>[\"'])", re.IGNORECASE
)
_OUTLINE = re.compile(
    rb"<outline(?=\s)(?P<inside>(?:(?!<outline\s).){0,20000}?)(?P<end>/?>)(?=\s*(?:</?outline\b|</body|</opml|<!--|\Z))",
    re.IGNORECASE | re.DOTALL,
)
