"""What a server says of a feed beside its bytes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from variorum.feeds import FeedHeaders, parse_feed
from variorum.model import Page

pytestmark = pytest.mark.unit
URL = "https://blad.example/feeds/nieuws"
ITEM = "<item><title>Brug</title><link>brug</link></item>"
RSS = f"<rss><channel><title>Nieuws{{}}</title><link>over</link>{ITEM}</channel></rss>"
BODIES = {
    "well-formed": RSS.format("").encode(),
    "broken": RSS.format(" & meer").encode(),
    "JSON": b'{"items": [{"url": "brug", "title": "Brug"}]}',
    "Atom": b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>Brug</title><link href='brug'/></entry></feed>",
}


def first_url(body: bytes, location: str | None, *, found_at: str | None = None) -> str:
    feed = parse_feed(body, url=URL, headers=FeedHeaders(content_location=location), found_at=found_at)
    assert feed.entries[0].feed_url == URL
    return feed.entries[0].url


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_links_begin_where_the_server_says_that_the_feed_lives(body: bytes) -> None:
    assert first_url(body, None) == "https://blad.example/feeds/brug"
    assert first_url(body, "/nl/index.xml") == "https://blad.example/nl/brug"
    assert first_url(body, "https://www.blad.example/nl/") == "https://www.blad.example/nl/brug"
    assert first_url(body, "b/", found_at="https://elders.example/a/") == "https://elders.example/a/b/brug"


@pytest.mark.parametrize(
    "location",
    [
        "http://10.1.2.3/nl/feed",
        "http://[fd00::1]/nl/feed",
        "http://web01/nl/feed",
        "http://web01.internal/nl/feed",
        "https://www.blad.example:8080/nl/feed",
        "javascript:alert(1)",
        "http://[",
        " ",
    ],
)
def test_an_address_that_only_the_servers_own_network_knows_is_passed_over(location: str) -> None:
    assert first_url(BODIES["well-formed"], location) == "https://blad.example/feeds/brug"


def test_of_an_address_at_the_feeds_own_host_only_the_path_counts() -> None:
    assert first_url(BODIES["well-formed"], "http://blad.example:8080/nl/feed?x") == "https://blad.example/nl/brug"


def test_a_base_in_the_feed_wins_over_the_servers() -> None:
    body = BODIES["well-formed"].replace(b"<rss>", b"<rss xml:base='https://basis.example/'>")
    assert first_url(body, "/nl/") == "https://basis.example/brug"


@pytest.mark.parametrize(
    ("said", "language"),
    [("nl-BE", "nl"), (" uk ", "uk"), ("nl, fr", None), ("Nederlands (België)", None), (None, None)],
)
@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_a_feed_that_names_no_language_has_its_servers(body: bytes, said: str | None, language: str | None) -> None:
    feed = parse_feed(body, url=URL, headers=FeedHeaders(content_language=said))
    assert (feed.language, feed.entries[0].language) == (language, language)


def test_what_a_feed_or_an_entry_says_of_its_language_wins_over_the_server() -> None:
    headers = FeedHeaders(content_language="en")
    told = RSS.format("</title><language>nl</language><title>").encode()
    assert {one.language for one in parse_feed(told, url=URL, headers=headers).entries} == {"nl"}
    entries = "<item xml:lang='fy'><link>/a</link></item><item><link>/b</link></item>"
    feed = parse_feed(f"<rss><channel>{entries}</channel></rss>".encode(), url=URL, headers=headers)
    assert (feed.language, [one.language for one in feed.entries]) == ("en", ["fy", "en"])


def test_the_pages_of_a_sitemap_have_languages_of_their_own() -> None:
    body = b"<urlset><url><loc>/a</loc></url></urlset>"
    assert parse_feed(body, url=URL, headers=FeedHeaders(content_language="en")).entries[0].language is None


def test_they_are_taken_from_a_page_whatever_their_case() -> None:
    headers = (("CONTENT-TYPE", "text/xml; charset=koi8-r"), ("Content-Language", "ru"), ("content-location", "/ru"))
    page = Page(
        url=URL, final_url=URL, status=200, headers=headers, body=b"", fetched_at=datetime(2026, 3, 1, tzinfo=UTC)
    )
    said = FeedHeaders.of(page)
    body = "<rss><channel><item><title>Мост</title><link>most</link></item></channel></rss>".encode("koi8-r")
    [entry] = parse_feed(body, url=URL, headers=said).entries
    assert (entry.title, entry.language, entry.url) == ("Мост", "ru", "https://blad.example/most")
