"""The demo world over real HTTP: feeds of every form, pages, conditions, compression, phases, and a dead outlet."""

from __future__ import annotations

import gzip
import http.client
import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any

import feedparser
import pytest
from lxml import etree, html
from protego import Protego

from variorum.world import Asked, World, serve
from variorum.world.content import Site

NOW = datetime(2031, 5, 7, 14, 30, tzinfo=UTC)
SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "n": "http://www.google.com/schemas/sitemap-news/0.9"}


class Answered:
    """A response read to its end."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()


class Reader:
    """Asks the served world by host and path."""

    def __init__(self, world: World, address: str, log: list[Asked]) -> None:
        self.world = world
        self.address = address
        self.log = log

    def get(self, host: str, path: str, *, method: str = "GET", **headers: str) -> Answered:
        connection = http.client.HTTPConnection(self.address, timeout=10)
        try:
            named = {key.replace("_", "-"): value for key, value in headers.items()}
            connection.request(method, path, headers={"Host": host, **named})
            return Answered(connection.getresponse())
        finally:
            connection.close()

    def feed(self, site: Site, **headers: str) -> Answered:
        return self.get(site.host, site.feed_path, **headers)

    def site(self, form: str) -> Site:
        return next(site for site in self.world.sites.values() if site.form == form and not site.down)


def parsed(body: bytes | str) -> Any:
    """The page's tree; Any, because what an XPath gives depends on the path."""
    return html.fromstring(body)


@pytest.fixture
def reader() -> Iterator[Reader]:
    world = World(now=NOW)
    log: list[Asked] = []
    with serve(world, log=log) as address:
        yield Reader(world, address, log)


def titles(reader: Reader, site: Site) -> set[str]:
    return {article.headline for article in reader.world.articles if article.site is site}


class TestFeeds:
    @pytest.mark.parametrize("form", ["rss", "rss-full", "atom"])
    def test_rss_and_atom_are_read_by_feedparser(self, reader: Reader, form: str) -> None:
        site = reader.site(form)
        feed = feedparser.parse(reader.feed(site).body)
        assert not feed.bozo
        assert feed.version == ("atom10" if form == "atom" else "rss20")
        assert {entry.title for entry in feed.entries} == titles(reader, site)
        assert all(entry.published_parsed for entry in feed.entries)

    def test_every_rss_and_atom_feed_has_what_its_outlet_published(self, reader: Reader) -> None:
        for site in reader.world.sites.values():
            if site.form in {"rss", "atom", "rss-full"} and not site.down:
                answered = reader.feed(site)
                feed = feedparser.parse(
                    answered.body, response_headers={"content-type": answered.headers["Content-Type"]}
                )
                assert not feed.bozo, site.outlet.id
                assert {entry.title for entry in feed.entries} == titles(reader, site)

    def test_one_feed_carries_the_whole_text(self, reader: Reader) -> None:
        feed = feedparser.parse(reader.feed(reader.site("rss-full")).body)
        assert all(entry.content[0].value.count("<p>") >= 5 for entry in feed.entries)

    def test_one_feed_is_in_an_older_encoding(self, reader: Reader) -> None:
        site = next(site for site in reader.world.sites.values() if site.encoding != "utf-8")
        answered = reader.feed(site)
        assert "windows-1252" in answered.headers["Content-Type"]
        assert "grieta".encode("windows-1252") in answered.body
        with pytest.raises(UnicodeDecodeError):
            answered.body.decode("utf-8")

    def test_json_feed_says_its_version_and_its_items(self, reader: Reader) -> None:
        site = reader.site("json")
        answered = reader.feed(site)
        feed = json.loads(answered.body)
        assert answered.headers["Content-Type"] == "application/feed+json"
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert {item["title"] for item in feed["items"]} == titles(reader, site)

    def test_a_news_sitemap_lists_addresses_titles_and_times(self, reader: Reader) -> None:
        site = reader.site("sitemap")
        tree: Any = etree.fromstring(reader.feed(site).body)
        assert set(tree.xpath("//n:title/text()", namespaces=SITEMAP)) == titles(reader, site)
        assert set(tree.xpath("//s:loc/text()", namespaces=SITEMAP)) <= reader.world.expected.keys()

    def test_the_links_of_feeds_lead_to_the_articles(self, reader: Reader) -> None:
        site = next(site for site in reader.world.sites.values() if site.tracking)
        feed = feedparser.parse(reader.feed(site).body)
        for entry in feed.entries:
            assert entry.link.endswith(site.tracking)
            assert reader.get(site.host, entry.link.removeprefix(f"http://{site.host}")).status == 200


class TestPages:
    def test_every_article_is_served_with_its_text(self, reader: Reader) -> None:
        for article in reader.world.articles:
            answered = reader.get(article.site.host, article.path)
            assert answered.status == 200
            page = parsed(answered.body.decode(article.site.encoding))
            assert page.xpath("string(//h1)") == article.headline
            assert [p.text_content() for p in page.xpath("//div[@class='article-body']/p")] == list(article.paragraphs)
            assert page.xpath("//link[@rel='canonical']/@href") == [article.url]

    def test_the_pages_carry_furniture_that_is_no_part_of_the_report(self, reader: Reader) -> None:
        article = reader.world.articles[0]
        page = parsed(reader.get(article.site.host, article.path).body)
        for place in (
            "nav",
            "figcaption",
            "aside[@class='newsletter']",
            "div[@role='dialog']",
            "ul[@class='share-bar']",
        ):
            assert page.xpath(f"string(//{place})").strip()

    def test_json_ld_is_valid_and_tells_the_times(self, reader: Reader) -> None:
        article = next(a for a in reader.world.articles if a.site.markup == "json-ld")
        page = parsed(reader.get(article.site.host, article.path).body)
        row = json.loads(page.xpath("string(//script[@type='application/ld+json'])"))
        assert row["@type"] == "NewsArticle"
        assert datetime.fromisoformat(row["datePublished"]) == article.published

    @pytest.mark.parametrize(
        ("markup", "path"),
        [
            ("open-graph", "//meta[@property='article:published_time']/@content"),
            ("microdata", "//time[@itemprop='datePublished']/@datetime"),
            ("plain", "//time/@datetime"),
        ],
    )
    def test_every_markup_tells_when_it_was_published(self, reader: Reader, markup: str, path: str) -> None:
        article = next(a for a in reader.world.articles if a.site.markup == markup)
        page = parsed(reader.get(article.site.host, article.path).body)
        assert datetime.fromisoformat(page.xpath(path)[0]) == article.published

    def test_the_picture_of_an_article_is_a_drawing(self, reader: Reader) -> None:
        article = reader.world.articles[0]
        answered = reader.get(article.site.host, article.picture_path)
        assert answered.headers["Content-Type"] == "image/svg+xml"
        assert etree.fromstring(answered.body).tag.endswith("svg")

    def test_a_home_page_names_its_feed_and_links_its_articles(self, reader: Reader) -> None:
        site = reader.site("atom")
        page = parsed(reader.get(site.host, "/").body)
        assert page.xpath("//link[@rel='alternate']/@href") == [site.feed_path]
        assert set(page.xpath("//section//a/text()")) == titles(reader, site)

    def test_unknown_paths_and_hosts_are_not_found(self, reader: Reader) -> None:
        assert reader.get("quayherald.example", "/nowhere").status == 404
        assert reader.get("elsewhere.example", "/").status == 404

    def test_robots_txt_forbids_the_search(self, reader: Reader) -> None:
        robots = Protego.parse(reader.get("quayherald.example", "/robots.txt").body.decode())
        assert not robots.can_fetch("http://quayherald.example/search?q=x", "Variorum")
        assert robots.can_fetch("http://quayherald.example/atom.xml", "Variorum")

    def test_robots_txt_names_the_news_sitemap(self, reader: Reader) -> None:
        site = reader.site("sitemap")
        robots = Protego.parse(reader.get(site.host, "/robots.txt").body.decode())
        assert list(robots.sitemaps) == [site.outlet.feeds[0].url]


class TestProtocol:
    def test_an_unchanged_feed_answers_304_to_its_entity_tag(self, reader: Reader) -> None:
        site = reader.site("rss")
        etag = reader.feed(site).headers["ETag"]
        again = reader.feed(site, If_None_Match=etag)
        assert (again.status, again.body, again.headers["ETag"]) == (304, b"", etag)
        assert reader.feed(site, If_None_Match=f'"other", W/{etag}').status == 304
        assert reader.feed(site, If_None_Match='"other"').status == 200

    def test_an_unchanged_feed_answers_304_to_its_date(self, reader: Reader) -> None:
        site = reader.site("rss")
        modified = reader.feed(site).headers["Last-Modified"]
        assert reader.feed(site, If_Modified_Since=modified).status == 304
        earlier = format_datetime(parsedate_to_datetime(modified) - timedelta(seconds=1), usegmt=True)
        assert reader.feed(site, If_Modified_Since=earlier).status == 200
        assert reader.feed(site, If_Modified_Since="yesterday").status == 200

    def test_the_entity_tag_counts_before_the_date(self, reader: Reader) -> None:
        site = reader.site("rss")
        modified = reader.feed(site).headers["Last-Modified"]
        assert reader.feed(site, If_None_Match='"other"', If_Modified_Since=modified).status == 200

    def test_a_changed_page_has_a_new_tag_and_a_later_date(self, reader: Reader) -> None:
        article = next(a for a in reader.world.articles if "4 600" in a.headline)
        before = reader.get(article.site.host, article.path)
        reader.world.advance()
        after = reader.get(article.site.host, article.path, If_None_Match=before.headers["ETag"])
        assert after.status == 200
        assert "4 200" in after.body.decode()
        assert parsedate_to_datetime(after.headers["Last-Modified"]) > parsedate_to_datetime(
            before.headers["Last-Modified"]
        )

    def test_a_text_is_compressed_when_asked(self, reader: Reader) -> None:
        site = reader.site("atom")
        plain, packed = reader.feed(site), reader.feed(site, Accept_Encoding="gzip, br")
        assert plain.headers["Content-Encoding"] is None
        assert packed.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(packed.body) == plain.body

    def test_head_gives_the_headers_only(self, reader: Reader) -> None:
        answered = reader.get("quayherald.example", "/", method="HEAD")
        assert answered.status == 200
        assert int(answered.headers["Content-Length"]) > 0
        assert answered.body == b""

    def test_the_outlet_that_is_down_answers_503_to_all_but_robots(self, reader: Reader) -> None:
        site = next(site for site in reader.world.sites.values() if site.down)
        assert reader.get(site.host, "/robots.txt").status == 200
        for path in (site.feed_path, "/"):
            answered = reader.get(site.host, path)
            assert answered.status == 503
            assert answered.headers["Retry-After"] == "3600"

    def test_the_later_phase_shows_in_the_feeds(self, reader: Reader) -> None:
        site = next(s for s in reader.world.sites.values() if s.outlet.id == "sg/island-chronicle")
        before = len(feedparser.parse(reader.feed(site).body).entries)
        reader.world.advance()
        assert len(feedparser.parse(reader.feed(site).body).entries) == before + 1

    def test_requests_are_logged_for_who_asks(self, reader: Reader) -> None:
        reader.get("QuayHerald.example:80", "/atom.xml?x=1")
        assert reader.log[-1] == Asked(host="QuayHerald.example", path="/atom.xml?x=1", status=200)


def test_the_world_can_be_served_for_a_look() -> None:
    with subprocess.Popen([sys.executable, "-m", "variorum.world"], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        process.terminate()
    assert line.startswith("curl -H 'Host: ")
