"""What bytes are, by their beginning: a table."""

from __future__ import annotations

import gzip

import pytest

from variorum_site.commands.sniffing import InputKind, sniff

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"WARC/1.1\r\nWARC-Type: response", InputKind.WARC),
        (gzip.compress(b"WARC/1.1", mtime=0), InputKind.WARC),
        (b"\x28\xb5\x2f\xfd\x04", InputKind.WARC),
        (b'{"id": "a"}\n{"id": "b"}\n', InputKind.ARTICLES),
        (b'\xef\xbb\xbf{"id": "a"}', InputKind.ARTICLES),
        (b'{"id": broken', InputKind.ARTICLES),
        (b'[{"id": "a"}]', InputKind.ARTICLES),
        (b"[" * 100_000, InputKind.ARTICLES),  # its reader says what is wrong with it
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": []}', InputKind.FEED),
        (b'<?xml version="1.0"?>\n<!-- a list -->\n<opml version="2.0">', InputKind.OPML),
        (b'<?xml version="1.0" encoding="utf-8"?><rss version="2.0">', InputKind.FEED),
        (b'<feed xmlns="http://www.w3.org/2005/Atom">', InputKind.FEED),
        (b'<rdf:RDF xmlns:rdf="x">', InputKind.FEED),
        (b'<?xml-stylesheet href="x"?><urlset>', InputKind.FEED),
        (b"<sitemapindex>", InputKind.FEED),
        ("<rss>".encode("utf-16"), InputKind.FEED),
        (b"<!DOCTYPE html>\n<html lang='en'>", InputKind.PAGE),
        (b"\n\n  <HTML><HEAD>", InputKind.PAGE),
        (b"<div><article><p>Text", InputKind.PAGE),
        (b"%PDF-1.7", InputKind.UNKNOWN),
        (b"id,headline\n1,Bridge", InputKind.UNKNOWN),
        (b"", InputKind.UNKNOWN),
    ],
)
def test_inputs_are_told_apart_by_looking(body: bytes, kind: InputKind) -> None:
    assert sniff(body) is kind
