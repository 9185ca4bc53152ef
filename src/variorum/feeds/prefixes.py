"""Feeds that use a prefix as everybody does, "atom:link" or "dc:date", and forget to declare it."""

from __future__ import annotations

import re

_MOST = 50  # prefixes: a feed with more is made to hurt


def declare_prefixes(body: bytes) -> bytes:
    """The same feed with its undeclared prefixes declared in its root element; a well-known one means what it usually
    does, any other one nothing. Unchanged where none is missing, or no root of a feed stands at the beginning."""
    root = _ROOT.search(body[:_HEAD])
    if root is None:
        return body
    used = dict.fromkeys(match[1] for match in _USED.finditer(body))
    declared = frozenset(_DECLARED.findall(root[0]))
    missing = [prefix for prefix in used if prefix not in declared and prefix.lower() not in _RESERVED]
    names = b"".join(b' xmlns:%s="%s"' % (prefix, _known(prefix)) for prefix in missing[:_MOST])
    return body[: root.end(1)] + names + body[root.end(1) :]


def _known(prefix: bytes) -> bytes:
    return _VOCABULARIES.get(prefix.lower(), b"urn:unknown:" + prefix)


_HEAD = 10_000  # bytes in which the root element begins
_ROOT = re.compile(rb"(<(?:rss|rdf:rdf|feed|channel|urlset|sitemapindex)\b)[^>]*+>", re.IGNORECASE)
_USED = re.compile(rb"<([A-Za-z_][\w-]{0,30}+):(?=[A-Za-z_])")
_DECLARED = re.compile(rb"\bxmlns:([^\s=>]+)\s*=")
_RESERVED = frozenset({b"xml", b"xmlns"})
_VOCABULARIES = {
    b"atom": b"http://www.w3.org/2005/Atom",
    b"atom10": b"http://www.w3.org/2005/Atom",
    b"a10": b"http://www.w3.org/2005/Atom",
    b"content": b"http://purl.org/rss/1.0/modules/content/",
    b"dc": b"http://purl.org/dc/elements/1.1/",
    b"dcterms": b"http://purl.org/dc/terms/",
    b"feedburner": b"http://rssnamespace.org/feedburner/ext/1.0",
    b"itunes": b"http://www.itunes.com/dtds/podcast-1.0.dtd",
    b"media": b"http://search.yahoo.com/mrss/",
    b"news": b"http://www.google.com/schemas/sitemap-news/0.9",
    b"rdf": b"http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    b"sy": b"http://purl.org/rss/1.0/modules/syndication/",
}
