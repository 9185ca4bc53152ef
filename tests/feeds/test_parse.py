"""Feeds of every kind, well-formed: what an entry says is what is read."""

import gzip
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from variorum.errors import FeedError
from variorum.feeds import ParsedFeed, newest_entries, parse_feed
from variorum.model import Entry

pytestmark = pytest.mark.unit
URL = "https://paper.example/feeds/news.xml"
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def read(text: str, **options: Any) -> ParsedFeed:
    return parse_feed(text.encode(), url=URL, **options)


RSS = """
<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom"
     xmlns:content="http://purl.org/rss/1.0/modules/content/">
  <channel>
    <title>The Paper &amp; Post</title><link>https://paper.example/</link><language>en-GB</language>
    <atom:link href="https://paper.example/feeds/news.xml" rel="self"/>
    <item>
      <title>Bridge &lt;i&gt;closes&lt;/i&gt; for AT&amp;amp;T works</title>
      <link>/2026/bridge?id=7&amp;utm_source=rss</link>
      <guid isPermaLink="false">tag-7</guid>
      <description><![CDATA[<p>The old bridge</p><p>is closed.</p><script>x()</script>]]></description>
      <content:encoded>The whole article, which is no summary.</content:encoded>
      <dc:creator>Ana Pérez</dc:creator><author>desk@paper.example (Bo Lund)</author>
      <pubDate>Sun, 01 Mar 2026 13:00:00 +0100</pubDate>
      <source url="https://wire.example/rss">The Wire</source>
    </item>
    <item><title>An entry that leads nowhere</title></item>
    <item><guid>https://paper.example/permanent</guid></item>
  </channel>
</rss>
"""


def test_rss_is_read_whole() -> None:
    feed = read(RSS)
    assert (feed.title, feed.homepage, feed.language) == ("The Paper & Post", "https://paper.example/", "en")
    assert feed.well_formed
    assert feed.entries == (
        Entry(
            url="https://paper.example/2026/bridge?id=7&utm_source=rss",
            feed_url=URL,
            guid="tag-7",
            title="Bridge closes for AT&T works",
            summary="The old bridge is closed.",
            content="The whole article, which is no summary.",
            authors=("Ana Pérez", "Bo Lund"),
            published=NOON,
            language="en",
            publisher="The Wire",
            publisher_url="https://wire.example/rss",
        ),
        Entry(
            url="https://paper.example/permanent",
            feed_url=URL,
            guid="https://paper.example/permanent",
            language="en",
        ),
    )


ATOM = """
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de-AT" xml:base="https://blatt.example/archiv/">
  <title type="html">Das &lt;b&gt;Blatt&lt;/b&gt;</title>
  <link rel="self" href="/feed"/><link href="/"/>
  <entry>
    <id>urn:7</id>
    <title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Brücke <em>zu</em></div></title>
    <link rel="enclosure" href="ton.mp3"/><link rel="alternate" type="application/json" href="7.json"/>
    <link rel="alternate" type="text/html" href="7.html"/>
    <summary>Was &lt;kein&gt; Markup ist</summary>
    <author><name>Jo Berg</name><email>jo@blatt.example</email></author>
    <published>2026-03-01T13:00:00+01:00</published><updated>2026-03-01T12:30:00Z</updated>
    <source><title>Die Agentur</title><link href="https://agentur.example/"/><id>urn:agentur</id></source>
  </entry>
  <entry xml:lang="it"><id>https://blatt.example/8</id><title>Ponte</title></entry>
</feed>
"""


def test_atom_is_read_whole() -> None:
    feed = read(ATOM)
    assert (feed.title, feed.homepage, feed.language) == ("Das Blatt", "https://blatt.example/", "de")
    first, second = feed.entries
    assert first == Entry(
        url="https://blatt.example/archiv/7.html",
        feed_url=URL,
        guid="urn:7",
        title="Brücke zu",
        summary="Was <kein> Markup ist",
        authors=("Jo Berg",),
        published=NOON,
        updated=NOON.replace(minute=30),
        language="de",
        publisher="Die Agentur",
        publisher_url="https://agentur.example/",
    )
    assert (second.url, second.language) == ("https://blatt.example/8", "it")


def test_atom_of_the_first_version_is_read() -> None:
    feed = read(
        '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>T</title><entry><title mode="escaped">'
        '&lt;b&gt;E&lt;/b&gt;</title><link rel="alternate" href="/a"/><issued>2026-03-01T12:00:00Z</issued>'
        "<modified>2026-03-01T12:00:00Z</modified><author>Jo</author></entry></feed>"
    )
    assert feed.entries == (
        Entry(
            url="https://paper.example/a",
            feed_url=URL,
            title="E",
            authors=("Jo",),
            published=NOON,
            updated=NOON,
        ),
    )


def test_an_atom_entry_may_stand_alone() -> None:
    feed = read('<entry xmlns="http://www.w3.org/2005/Atom"><title>E</title><link href="/a"/></entry>')
    assert [entry.url for entry in feed.entries] == ["https://paper.example/a"]


RDF = """
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="{vocabulary}"
         xmlns:dc="http://purl.org/dc/elements/1.1/">
  <channel rdf:about="https://paper.example/"><title>T</title><link>https://paper.example/</link>
    <dc:language>ja-JP</dc:language></channel>
  <item rdf:about="https://paper.example/a"><title>E</title><dc:date>2026-03-01T12:00:00Z</dc:date></item>
</rdf:RDF>
"""


@pytest.mark.parametrize("vocabulary", ["http://purl.org/rss/1.0/", "http://my.netscape.com/rdf/simple/0.9/"])
def test_rdf_keeps_its_items_beside_the_channel(vocabulary: str) -> None:
    feed = read(RDF.format(vocabulary=vocabulary))
    (entry,) = feed.entries
    assert (feed.title, entry.url, entry.published, entry.language) == ("T", "https://paper.example/a", NOON, "ja")


def test_the_address_behind_a_counter_is_preferred() -> None:
    feed = read(
        '<rss xmlns:f="http://rssnamespace.org/feedburner/ext/1.0"><channel><item><link>https://count.example/7</link>'
        "<f:origLink>https://paper.example/7</f:origLink></item></channel></rss>"
    )
    assert feed.entries[0].url == "https://paper.example/7"


NEWS_SITEMAP = """
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
  <url><loc>https://paper.example/a?x=1&amp;y=2</loc><lastmod>2026-03-01</lastmod>
    <news:news><news:publication><news:name>The Paper</news:name><news:language>zh-cn</news:language></news:publication>
      <news:publication_date>2026-03-01T20:00:00+08:00</news:publication_date><news:title>标题</news:title></news:news>
  </url>
  <url><loc>https://paper.example/b</loc></url><url><loc> </loc></url>
</urlset>
"""


def test_a_news_sitemap_has_titles_and_times() -> None:
    first, second = read(NEWS_SITEMAP).entries
    assert first == Entry(
        url="https://paper.example/a?x=1&y=2",
        feed_url=URL,
        title="标题",
        published=NOON,
        updated=NOON.replace(hour=0),
        language="zh",
        publisher="The Paper",
        publisher_url="https://paper.example/",
    )
    assert second == Entry(url="https://paper.example/b", feed_url=URL)


def test_an_index_names_its_sitemaps_the_newest_last() -> None:
    feed = read(
        '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        "<sitemap><loc>/new.xml</loc><lastmod>2026-03-01</lastmod></sitemap>"
        "<sitemap><loc>/old.xml</loc><lastmod>2025-03-01</lastmod></sitemap>"
        "<sitemap><loc>/any.xml</loc></sitemap><sitemap><loc>/any.xml</loc></sitemap></sitemapindex>"
    )
    assert feed.entries == ()
    assert feed.sitemaps == tuple(f"https://paper.example/{name}.xml" for name in ("any", "old", "new"))


JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "The Paper",
    "home_page_url": "https://paper.example/",
    "language": "pt-BR",
    "items": [
        {
            "id": 7,
            "url": "/7",
            "title": "Ponte fecha",
            "summary": "A <b>ponte</b>",
            "authors": [{"name": "Ana"}, {"url": "https://x.example"}, "nobody"],
            "date_published": "2026-03-01T12:00:00Z",
            "date_modified": "never",
        },
        {"id": "https://paper.example/8", "author": {"name": "Bo"}, "language": "es"},
        {"id": "9", "external_url": "https://other.example/9"},
        {"id": "10"},
        "nonsense",
    ],
}


def test_a_json_feed_is_read_whole() -> None:
    feed = read("\ufeff" + json.dumps(JSON_FEED))
    assert (feed.title, feed.homepage, feed.language) == ("The Paper", "https://paper.example/", "pt")
    assert feed.entries == (
        Entry(
            url="https://paper.example/7",
            feed_url=URL,
            guid="7",
            title="Ponte fecha",
            summary="A ponte",
            authors=("Ana",),
            published=NOON,
            language="pt",
        ),
        Entry(
            url="https://paper.example/8", feed_url=URL, guid="https://paper.example/8", authors=("Bo",), language="es"
        ),
        Entry(url="https://other.example/9", feed_url=URL, guid="9", language="pt"),
    )


def test_a_compressed_feed_is_unpacked() -> None:
    assert parse_feed(gzip.compress(RSS.encode()), url=URL) == read(RSS)
    halves = RSS.encode()[:300], RSS.encode()[300:]
    assert parse_feed(b"".join(map(gzip.compress, halves)), url=URL) == read(RSS)


@pytest.mark.parametrize("behind", [b"", b"\0" * 8, b"words"])
def test_a_feed_compressed_in_several_members_is_read_whole(behind: bytes) -> None:
    body = RSS.encode()
    members = (body[:700], b"", body[700:])
    assert parse_feed(b"".join(map(gzip.compress, members)) + behind, url=URL) == read(RSS)


def test_a_compressed_feed_that_breaks_off_is_read_as_far_as_it_goes() -> None:
    items = "".join(f"<item><title>A & {number * 7919}</title><link>/{number}</link></item>" for number in range(500))
    packed = gzip.compress(f"<rss><channel>{items}".encode())
    assert 0 < len(parse_feed(packed[: len(packed) // 2], url=URL).entries) < 500


def test_an_empty_feed_is_a_feed() -> None:
    assert read("<rss><channel><title>T</title></channel></rss>") == ParsedFeed(title="T")


def test_a_long_text_is_cut_between_two_words() -> None:
    feed = read(
        f"<rss><channel><item><link>/a</link><description>{'word ' * 1000}</description></item></channel></rss>"
    )
    summary = feed.entries[0].summary or ""
    assert len(summary) <= 2_002
    assert summary.endswith("word …")


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (b"<!DOCTYPE html><html><head></head></html>", "page of HTML"),
        (b"<?xml version='1.0'?><!-- hello --><html xmlns='http://www.w3.org/1999/xhtml'/>", "page of HTML"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "another kind"),
        (b"{not json", "begins like JSON"),
        (b"[1, 2]", "without a list of items"),
        (b'{"items": 7}', "without a list of items"),
        (b"[" * 100_000, "begins like JSON"),
        (b'{"items": "\xff"}', "begins like JSON"),
        (b"plain words", "no entry of it can be read"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "no entry of it can be read"),
        (b"\x1f\x8b damaged", "damaged"),
        (gzip.compress(b" " * 61_000_000), "unpacks to more"),
    ],
)
def test_what_is_no_feed_is_refused_with_the_reason(body: bytes, reason: str) -> None:
    with pytest.raises(FeedError, match=reason):
        parse_feed(body, url=URL)


def test_of_a_sitemap_what_is_new_comes_first_and_what_has_no_time_last() -> None:
    times = {"old": NOON - timedelta(days=9), "new": NOON, "newer": NOON + timedelta(hours=1), "undated": None}
    entries = [Entry(url=f"https://paper.example/{name}", published=time) for name, time in times.items()]
    found = newest_entries(entries, since=NOON - timedelta(days=3), most=10)
    assert [entry.url.rpartition("/")[2] for entry in found] == ["newer", "new", "undated"]
    assert newest_entries(entries, since=NOON, most=1) == found[:1]
