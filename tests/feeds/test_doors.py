"""What a feed may bring in: tags that are tags, addresses of a sane length, text that can be stored, in little time."""

from __future__ import annotations

import contextlib
import json
import time

import pytest

from variorum.errors import FeedError
from variorum.feeds import FeedHeaders, discover_feeds, parse_feed, read_opml
from variorum.feeds.authors import read_authors
from variorum.feeds.dates import read_date
from variorum.feeds.plain import plain_text

pytestmark = pytest.mark.unit
URL = "https://paper.example/feeds/news"
LONG = "https://paper.example/" + "a" * 2000


def rss(*items: str, language: str = "", open_mark: str = "") -> bytes:
    found = "".join(f"<item>{item}</item>" for item in items)
    return f"<rss><channel><title>T{open_mark}</title>{language}{found}</channel></rss>".encode()


def atom(language: str, entry: str = "<link href='/a'/>") -> bytes:
    return f"<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='{language}'><entry>{entry}</entry></feed>".encode()


def sitemap(language: str) -> bytes:
    return (
        "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' "
        "xmlns:news='http://www.google.com/schemas/sitemap-news/0.9'><url><loc>/a</loc><news:news><news:publication>"
        f"<news:language>{language}</news:language></news:publication></news:news></url></urlset>"
    ).encode()


def json_feed(**facts: object) -> bytes:
    return json.dumps({"title": "T", "items": [{"url": "/a"}], **facts}).encode()


@pytest.mark.parametrize(
    ("written", "tag"),
    [("en-US", "en"), ("English (United States)", None), ("english", None), ("und", None), ("pt_br", "pt")],
)
def test_only_a_well_formed_tag_is_a_language_in_every_format(written: str, tag: str | None) -> None:
    element = f"<language>{written}</language>"
    for body in (
        rss("<link>/a</link>", language=element),
        rss("<link>/a</link>", language=element, open_mark=" & T"),
        atom(written),
        sitemap(written),
        json_feed(language=written),
    ):
        assert [entry.language for entry in parse_feed(body, url=URL).entries] == [tag]


def test_an_entry_whose_own_tag_is_none_has_the_language_of_the_feed() -> None:
    item = "<link>/a</link><dc:language xmlns:dc='http://purl.org/dc/elements/1.1/'>Deutsch</dc:language>"
    (entry,) = parse_feed(rss(item, language="<language>de</language>"), url=URL).entries
    assert entry.language == "de"


def test_an_entry_with_an_endless_address_is_dropped() -> None:
    for body in (
        rss(f"<link>{LONG}</link>", "<link>/b</link>"),
        rss(f"<link>{LONG}</link>", "<link>/b</link>", open_mark=" & T"),
        json_feed(items=[{"url": LONG}, {"url": "/b"}]),
    ):
        assert [entry.url for entry in parse_feed(body, url=URL).entries] == ["https://paper.example/b"]
    assert parse_feed(atom("en", f"<link href='{LONG}'/>"), url=URL).entries == ()


def test_endless_addresses_of_feeds_are_left_out_too() -> None:
    page = f'<link rel="feed" href="{LONG}"><link rel="feed" href="/feed">'
    assert discover_feeds(page.encode(), url=URL) == ("https://paper.example/feed",)
    listed = f'<opml><body><outline xmlUrl="{LONG}"/><outline xmlUrl="{URL}"/></body></opml>'
    assert [feed.url for feed in read_opml(listed.encode())] == [URL]


def test_half_an_emoji_and_control_characters_are_cleaned_out() -> None:
    item = {"url": "/a", "id": "7\ud83d", "title": "Dam \ud83d holds\0", "summary": "<p>Two\ud83d cracks</p>"}
    feed = parse_feed(json_feed(title="T\ud83d\x07", items=[item | {"authors": [{"name": "Jo\ud83d"}]}]), url=URL)
    (entry,) = feed.entries
    assert (feed.title, entry.guid, entry.title, entry.summary) == ("T", "7", "Dam holds", "Two cracks")
    assert entry.authors == ("Jo",)


@pytest.mark.parametrize(
    "unit",
    [" ", "a", "1", "@", "a@", "a@a.", "(", "a@a(", "<", "<a", "&", "&#", "-", "\u3000", "一", "<!---->", "<!--", "."],
)
def test_a_hundred_kilobytes_of_one_mark_take_no_time(unit: str) -> None:
    text = unit * (100_000 // len(unit.encode()))
    for read in (read_date, plain_text, lambda value: read_authors([value] * 20)):
        began = time.process_time()
        read(f"x{text}¡x")
        assert time.process_time() - began < 4  # a hang takes minutes
    for body in (text.encode(), b"<?xml" + text.encode() + b">", b"<!ENTITY " + text.encode()):
        began = time.process_time()
        with contextlib.suppress(FeedError):
            parse_feed(body + b"x", url=URL, headers=FeedHeaders(content_type="text/xml; charset=" + text[:100]))
        assert time.process_time() - began < 3  # feedparser's share
