"""JSON Feed 1.0 and 1.1."""

from __future__ import annotations

import html
import json
from collections.abc import Mapping
from typing import Any

from variorum.errors import FeedError
from variorum.feeds.authors import read_authors
from variorum.feeds.dates import read_date
from variorum.feeds.links import first_link, is_whole, read_link
from variorum.feeds.parsed import MOST_ENTRIES, ParsedFeed
from variorum.feeds.plain import content_markup, one_line, plain_text
from variorum.model import Entry
from variorum.text.clean import storable
from variorum.text.language import read_tag


def read_json_feed(body: bytes, *, url: str, base: str) -> ParsedFeed:
    """The feed of a JSON object, its links joined to `base`. Raises FeedError where it is no JSON, or no feed."""
    try:
        table = json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError) as fault:
        raise FeedError(f"{url} begins like JSON and is none ({fault}): check the address.") from fault
    if not isinstance(table, dict) or not isinstance(table.get("items"), list):
        raise FeedError(f"{url} is JSON without a list of items: check that the address is that of a feed.")
    language, authors = _language(table, None), _authors(table)
    entries = (
        _entry(item, url=url, base=base, language=language, authors=authors)
        for item in table["items"][:MOST_ENTRIES]
        if isinstance(item, dict)
    )
    return ParsedFeed(
        title=one_line(_string(table, "title")),
        homepage=read_link(_string(table, "home_page_url"), base=base),
        language=language,
        entries=tuple(entry for entry in entries if entry),
        hub=_hub(table, base),
        topic=read_link(_string(table, "feed_url"), base=base),
    )


def _hub(table: Mapping[str, Any], base: str) -> str | None:
    """The first hub that speaks WebSub, by its newer or older name."""
    hubs = table.get("hubs")
    for hub in hubs if isinstance(hubs, list) else ():
        speaks = isinstance(hub, dict) and (_string(hub, "type") or "").lower() in {"websub", "pubsubhubbub"}
        if speaks and (address := read_link(_string(hub, "url"), base=base)):
            return address
    return None


def _entry(
    item: Mapping[str, Any], *, url: str, base: str, language: str | None, authors: tuple[str, ...]
) -> Entry | None:
    guid = item.get("id")
    guid = storable(str(guid)) if isinstance(guid, str | int | float) else None
    address = first_link(
        [_string(item, "url"), guid if is_whole(guid) else None, _string(item, "external_url")], base=base
    )
    if address is None:
        return None
    return Entry(
        url=address,
        feed_url=url,
        guid=guid,
        title=plain_text(_string(item, "title")),
        summary=plain_text(_string(item, "summary")),
        content=content_markup(_string(item, "content_html") or _escaped(_string(item, "content_text"))),
        authors=_authors(item) or authors,
        published=read_date(_string(item, "date_published")),
        updated=read_date(_string(item, "date_modified")),
        language=_language(item, language),
    )


def _authors(table: Mapping[str, Any]) -> tuple[str, ...]:
    """Those of the feed or of an item, by their newer or older name."""
    authors = table.get("authors")
    known = authors if isinstance(authors, list) else [table.get("author")]
    return read_authors(_string(author, "name") for author in known if isinstance(author, dict))


def _escaped(text: str | None) -> str | None:
    return html.escape(text, quote=False) if text else None


def _language(table: Mapping[str, Any], inherited: str | None) -> str | None:
    return read_tag(_string(table, "language")) or inherited


def _string(table: Mapping[str, Any], key: str) -> str | None:
    value = table.get(key)
    return value if isinstance(value, str) and value.strip() else None
