"""Whole feeds of every kind, damaged at random: each is read or refused with a sentence, and soon."""

from __future__ import annotations

import contextlib
import json
import time

import pytest
from benchmarks.feeds_fuzz import mutated
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from variorum.errors import FeedError
from variorum.feeds import FeedHeaders, candidate_feeds, parse_feed, read_front_page, read_opml
from variorum.model import Feed, FeedKind

pytestmark = pytest.mark.unit
URL = "https://blatt.example/feed"
PAGE = Feed(url="https://blatt.example/", kind=FeedKind.PAGE, links="/.+")
SPACES = "xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:content='http://purl.org/rss/1.0/modules/content/'"
RSS = (
    f"<?xml version='1.0' encoding='utf-8'?><rss version='2.0' {SPACES}><channel><title>Вісник &amp; Ко</title>"
    "<ttl>30</ttl>"
    "<skipHours><hour>3</hour></skipHours><atom:link rel='hub' href='https://hub.example/'/><link>/</link>"
    "<item><title>Міст закрито</title><link>/a?x=1&amp;y=2</link><guid isPermaLink='false'>7</guid>"
    "<description><![CDATA[<p>Влада <b>закрила</b> міст.</p>]]></description><dc:creator>Ада Мельник</dc:creator>"
    "<pubDate>Sun, 01 Mar 2026 13:00:00 MEZ</pubDate><source url='https://wire.example/'>Wire</source></item></channel></rss>"
)
ATOM = (
    "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='ja' xml:base='/x/'><title type='html'>新聞 &amp;lt; 港</title>"
    "<entry><id>tag:7</id><title>橋が閉鎖</title><link href='a'/><updated>2026-03-01T12:00:00+09:00</updated>"
    "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>市長が発表した。</p></div></content></entry></feed>"
)
SITEMAP = (
    "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' xmlns:n='http://www.google.com/schemas/sitemap-news/0.9'>"
    "<url><loc>https://blatt.example/a</loc><lastmod>2026-03-01</lastmod><n:news><n:publication><n:name>صحيفة</n:name>"
    "<n:language>ar</n:language></n:publication><n:title>الجسر مغلق</n:title></n:news></url></urlset>"
)
JSON = json.dumps({"title": "Blatt", "items": [{"id": 7, "url": "/a", "title": "Brücke", "content_html": "<p>zu</p>"}]})
OPML = "<opml version='2.0'><body><outline text='Été'><outline type='rss' text='A' xmlUrl='https://a.example/f'/></outline></body></opml>"
HTML = (
    "<!doctype html><html lang='pl'><head><link rel='alternate' type='application/rss+xml' title='Żółw' href='/feed'>"
    "</head><body><h2><a href='/2026/most'>Most zamknięty</a></h2></body></html>"
)
WHOLE = [text.encode() for text in (RSS, ATOM, SITEMAP, JSON, OPML, HTML)]
HEADERS = FeedHeaders(content_type="text/xml; charset=idna", content_location="http://[", content_language="x-" * 99)


@seed(20260301)
@settings(max_examples=300, deadline=None)
@given(st.integers(0, 10**9), st.sampled_from([None, HEADERS, FeedHeaders(content_type="text/html; charset=utf-16")]))
def test_a_damaged_feed_is_read_or_refused_whatever_door_it_comes_through(
    damage: int, headers: FeedHeaders | None
) -> None:
    body = mutated(WHOLE, damage)
    begun = time.process_time()
    with contextlib.suppress(FeedError):
        for entry in parse_feed(body, url=URL, headers=headers).entries:
            assert entry.url.startswith("http")
            assert entry.feed_url == URL
            for text in (entry.guid, entry.title, entry.summary, entry.content, entry.publisher, *entry.authors):
                assert "\x00" not in (text or "").encode("utf-8").decode()
    with contextlib.suppress(FeedError):
        assert all("://" in feed.url for feed in read_opml(body))
    with contextlib.suppress(FeedError):
        assert read_front_page(body, feed=PAGE, url=URL).entries
    assert all(address.startswith("http") for address in candidate_feeds(body, url=URL))
    assert time.process_time() - begun < 2
