"""Told apart by looking: what a file, an address or a stream of bytes is."""

from __future__ import annotations

import json
import re
from enum import StrEnum

_LOOK = 4096  # bytes
_PACKED = (b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"\x04\x22\x4d\x18")  # gzip, zstd, lz4: how archives are compressed


class InputKind(StrEnum):
    ADDRESS = "address"
    FOLDER = "folder"
    WARC = "WARC file"
    ARTICLES = "JSON lines"
    OPML = "OPML file"
    FEED = "feed"
    PAGE = "HTML page"
    UNKNOWN = "unknown"


def sniff(body: bytes) -> InputKind:
    """What these bytes are, by their beginning."""
    if body.startswith((b"WARC/", *_PACKED)):
        return InputKind.WARC
    head = _text(body[:_LOOK])
    if head.startswith(("{", "[")):
        return _sniff_json(body)
    root = re.sub(r"<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>]*>", "", head, flags=re.DOTALL | re.IGNORECASE).lstrip()
    if re.match(r"<opml\b", root, re.IGNORECASE):
        return InputKind.OPML
    if re.match(r"<(?:\w+:)?(?:rss|feed|RDF|urlset|sitemapindex|channel)\b", root, re.IGNORECASE):
        return InputKind.FEED
    if re.search(r"<(?:html|head|body|article|!doctype html|meta|title)\b", head, re.IGNORECASE):
        return InputKind.PAGE
    return InputKind.UNKNOWN


def _sniff_json(body: bytes) -> InputKind:
    """One object that says it is a JSON Feed is one; everything else is read as JSON lines."""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return InputKind.ARTICLES
    is_feed = isinstance(value, dict) and "jsonfeed.org" in str(value.get("version", ""))
    return InputKind.FEED if is_feed else InputKind.ARTICLES


def _text(head: bytes) -> str:
    """The beginning in letters: UTF-16 by its mark, everything else as far as it is ASCII."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", errors="replace").lstrip("\ufeff").lstrip()
    return head.removeprefix(b"\xef\xbb\xbf").decode("latin-1").lstrip()
