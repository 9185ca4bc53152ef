"""The feeds that the head of a page names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum.feeds import candidate_feeds, discover_feeds, sitemaps_of_robots

pytestmark = pytest.mark.unit
URL = "https://paper.example/news/"


def page(head: str) -> bytes:
    return f"<!doctype html><html><head><meta charset=utf-8>{head}</head><body><p>Text</p></body></html>".encode()


def test_feeds_come_in_the_order_of_the_page_each_once_those_of_comments_last() -> None:
    found = discover_feeds(
        page(
            '<link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed">'
            '<link rel="alternate" type="application/rss+xml" href="/feed">'
            '<link rel="ALTERNATE home" type="Application/Atom+XML; charset=utf-8" href="atom">'
            '<link rel="alternate" type="application/feed+json" href="https://other.example/feed.json">'
            '<link rel="feed" href="?feed=rss">'
            '<link rel="alternate" type="application/rss+xml" href="/feed">'
        ),
        url=URL,
    )
    assert found == (
        "https://paper.example/feed",
        "https://paper.example/news/atom",
        "https://other.example/feed.json",
        "https://paper.example/news/?feed=rss",
        "https://paper.example/comments/feed",
    )


@pytest.mark.parametrize(
    "link",
    [
        '<link rel="alternate" hreflang="fr" href="/fr">',
        '<link rel="alternate stylesheet" type="text/xml" href="/style">',
        '<link rel="alternate" type="application/json+oembed" href="/oembed">',
        '<link rel="stylesheet" type="application/rss+xml" href="/feed">',
        '<link rel="alternate" type="application/rss+xml">',
        '<link rel="alternate" type="application/rss+xml" href="javascript:x()">',
    ],
)
def test_other_links_are_no_feeds(link: str) -> None:
    assert discover_feeds(page(link), url=URL) == ()


def test_links_are_joined_to_the_base_of_the_page() -> None:
    head = '<base href="https://cdn.example/x/"><link rel="alternate" type="application/rss+xml" href="feed">'
    assert discover_feeds(page(head), url=URL) == ("https://cdn.example/x/feed",)


@given(st.binary(max_size=300))
def test_any_bytes_give_addresses_or_none(html: bytes) -> None:
    assert isinstance(discover_feeds(html, url=URL), tuple)


def test_old_ways_of_naming_a_feed_are_known_and_interfaces_of_programs_are_not_feeds() -> None:
    head = (
        '<link rel="alternate" type="application/json" href="/feed.json">'
        '<link rel="alternate" type="application/json" href="/wp-json/wp/v2/pages/7">'
        '<link rel="alternate" type="text/rss+xml" href="feed://paper.example/rss">'
    )
    body = '<a rel="alternate" type="application/atom+xml" href="feed:https://paper.example/atom">Atom</a>'
    assert discover_feeds(page(head + body), url=URL) == (
        "https://paper.example/feed.json",
        "http://paper.example/rss",
        "https://paper.example/atom",
    )


def test_what_may_be_a_feed_comes_named_first_then_linked_then_usual() -> None:
    html = page(
        '<link rel="alternate" type="application/rss+xml" href="/named">'
        '<a href="/world/rss.xml">Monde</a><a href="/comments/feed">Comments</a><a href="/list/7">RSS</a>'
        '<a href="https://other.example/rss">RSS</a><a href="/feedback">Feedback</a><a href="/?feed=rss2">Abo</a>'
    )
    found = candidate_feeds(html, url=URL)
    assert found[:5] == (
        "https://paper.example/named",
        "https://paper.example/world/rss.xml",
        "https://paper.example/?feed=rss2",
        "https://paper.example/list/7",
        "https://paper.example/comments/feed",
    )
    assert "https://paper.example/feed.xml" in found
    assert not any("other.example" in address or "feedback" in address for address in found)


def test_candidates_are_few_however_many_links_there_are() -> None:
    html = page("".join(f"<a href='/{number}/rss.xml'>x</a>" for number in range(500)))
    assert len(candidate_feeds(html, url=URL)) == 30


def test_sitemaps_of_robots_come_each_once_those_of_news_first() -> None:
    robots = (
        b"\xef\xbb\xbfUser-agent: *\nDisallow: /x\nSitemap: https://paper.example/all.xml\r\n"
        b"  SITEMAP :/news-map.xml # news\nsitemap: https://paper.example/all.xml\nSitemap:\nSitemap: mailto:x@y\n"
        b"# Sitemap: https://paper.example/commented.xml\n"
    )
    assert sitemaps_of_robots(robots, url="https://paper.example/robots.txt") == (
        "https://paper.example/news-map.xml",
        "https://paper.example/all.xml",
    )


@given(st.binary(max_size=300))
def test_any_bytes_are_a_robots_txt_and_a_page_of_candidates(body: bytes) -> None:
    assert isinstance(sitemaps_of_robots(b"Sitemap: " + body, url=URL), tuple)
    assert isinstance(candidate_feeds(body, url=URL), tuple)
