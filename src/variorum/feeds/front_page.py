"""A page without a feed: its links that match an outlet's rule are the list."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from variorum.errors import FeedError, InputError
from variorum.feeds.html import links_of, read_html, text_of_link
from variorum.feeds.parsed import ParsedFeed
from variorum.feeds.plain import one_line
from variorum.model import Entry, Feed
from variorum.text.language import read_tag
from variorum.urls import canonical_url, host_of

_MOST = 500  # links: a front page has 300, and a page with more is a list of an archive
_LONGEST_PATH = 500  # characters that a rule is matched against: longer ones are no address of a report
_LONGEST_TITLE = 300


def read_front_page(
    body: bytes, *, feed: Feed, url: str | None = None, domains: Collection[str] = (), content_type: str | None = None
) -> ParsedFeed:
    """The reports that a page links to, each once, in the order of the page, with the words of the link as title.

    A link counts if its host is the page's own or lies in one of the domains, and if `feed.links` matches its whole
    path: from the first slash, percent codes undone, without query and fragment. `url` is where the page was found
    after redirects. Raises FeedError where it is no HTML or no link matches: then the rule is out of date.
    """
    address = url or feed.url
    page = read_html(body, content_type=content_type)
    if page is None:
        raise FeedError(f"{feed.url} is no page of HTML: check the address.")
    rule = re.compile(feed.links or ".*")
    own = {host_of(address), host_of(feed.url)}
    itself = {_canonical(address), _canonical(feed.url)}
    found: dict[str, tuple[str, _Title]] = {}
    for link, target in links_of(page, url=address):
        key = _canonical(target)
        if key and key not in itself and _is_own(target, own, domains) and rule.fullmatch(_path(target)):
            title = _title(link)
            first, known = found.get(key, (target.partition("#")[0], title))
            found[key] = (first, max(known, title))
        if len(found) >= _MOST:
            break
    if not found:
        raise FeedError(f"No link of {feed.url} matches {feed.links!r}: mend the rule `links` in the outlet's file.")
    language = read_tag(page.get("lang") or page.get("xml:lang"))
    entries = (
        Entry(url=target, feed_url=feed.url, title=one_line(title.text[:_LONGEST_TITLE]), language=language)
        for target, title in found.values()
    )
    return ParsedFeed(title=one_line(page.findtext(".//title")), language=language, entries=tuple(entries))


class _Title(NamedTuple):
    """What a link says of its page; of several links to one page the best says it: larger is better."""

    rank: int  # 2: a heading in the link or around it; 1: other words; 0: an attribute
    short: bool  # a longer text is a headline with its teaser
    length: int
    text: str


def _title(link: HtmlElement) -> _Title:
    heading = next((text for one in link.iter(*_HEADINGS) if (text := text_of_link(one))), "")
    words = heading or text_of_link(link)
    headed = heading or any(above.tag in _HEADINGS for above in link.iterancestors())
    text = words or (link.get("title") or link.get("aria-label") or "").strip()
    rank = (2 if headed else 1) if words else 0
    return _Title(rank=rank, short=len(text) <= _LONGEST_HEADING, length=len(text), text=text)


def _is_own(target: str, hosts: Collection[str], domains: Collection[str]) -> bool:
    host = host_of(target)
    return host in hosts or any(host == domain or host.endswith(f".{domain}") for domain in domains)


def _path(target: str) -> str:
    return unquote(urlsplit(target).path)[:_LONGEST_PATH]


def _canonical(target: str) -> str | None:
    try:
        return canonical_url(target)
    except InputError:
        return None


_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LONGEST_HEADING = 160  # characters
