"""The feeds that the head of a page names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum.feeds import discover_feeds

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
