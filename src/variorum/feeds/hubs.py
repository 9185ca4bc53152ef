"""WebSub (W3C): which hub tells of a feed's changes, and whether what came is the hub's."""

from __future__ import annotations

import hmac
import re
from collections.abc import Iterator
from dataclasses import replace

from variorum.feeds.links import read_link
from variorum.feeds.parsed import ParsedFeed
from variorum.feeds.state import FeedWishes
from variorum.model import Page

_LONGEST_HEADER = 8_000  # characters: more is no list of links
_LINK = re.compile(r"<([^<>]*)>((?:\s*+;\s*+[^\s=;,]++\s*+(?:=\s*+(?:\"[^\"]*+\"|[^\s\",;]*+))?+)*+)")
_REL = re.compile(r""";\s*rel\s*=\s*(?:"([^"]*)"|([^\s",;]*))""", re.IGNORECASE)
_METHODS = frozenset({"sha1", "sha256", "sha384", "sha512"})


def with_hub(wishes: FeedWishes, page: Page, feed: ParsedFeed) -> FeedWishes:
    """The wishes with the hub and the name of the feed there: by its server's Link headers, else by the feed itself."""
    links = list(_links(page))
    hub = next((link for link, rels in links if "hub" in rels), None)
    topic = next((link for link, rels in links if "self" in rels), None)
    hub = hub or read_link(feed.hub, base=page.final_url)
    if hub is None:
        return replace(wishes, hub=None, topic=None)
    topic = topic or read_link(feed.topic, base=page.final_url) or page.final_url
    return replace(wishes, hub=hub, topic=topic)


def is_signed(body: bytes, signature: str | None, *, secret: str) -> bool:
    """Whether an X-Hub-Signature ("sha256=…") was made of these bytes with this secret. Takes the same time for all."""
    method, _, digest = (signature or "").strip().partition("=")
    method = method.lower()
    if method not in _METHODS:
        return False
    expected = hmac.new(secret.encode(), body, method).hexdigest()
    return hmac.compare_digest(expected.encode(), digest.strip().lower().encode("utf-8", "replace"))


def _links(page: Page) -> Iterator[tuple[str, list[str]]]:
    for name, value in page.headers:
        if name.lower() != "link":
            continue
        for href, parameters in _LINK.findall(value[:_LONGEST_HEADER]):
            rel = _REL.search(parameters)
            link = read_link(href, base=page.final_url)
            if rel and link:
                yield link, (rel[1] or rel[2]).lower().split()
