"""The feeds that the head of a page names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum.feeds import candidate_feeds, discover_feeds

pytestmark = pytest.mark.unit
URL = "https://paper.example/news/"


def page(head: str) -> bytes:
    return f"<!doctype html><html><head><meta charset=utf-8>{head}</head><body><p>Text</p></body></html>".encode()


def test_feeds_come_in_the_order_of_the_page_each_once() -> None:
    found = discover_feeds(
        page(
            '<link rel="alternate" type="application/rss+xml" href="/feed">'
            '<link rel="ALTERNATE home" type="Application/Atom+XML; charset=utf-8" href="/7/atom">'
            '<link rel="alternate" type="application/feed+json" href="https://other.example/feed.json">'
            '<link rel="feed" href="?feed=rss">'
            '<link rel="alternate" type="application/rss+xml" href="/feed">'
        ),
        url=URL,
    )
    assert found == (
        "https://paper.example/feed",
        "https://other.example/feed.json",
        "https://paper.example/news/?feed=rss",
    )


def named(*feeds: str | tuple[str, str], url: str = "https://paper.example/") -> tuple[str, ...]:
    """What a page that names these feeds, some with a title, is found to have; without the site's own address."""
    pairs = [feed if isinstance(feed, tuple) else (feed, "") for feed in feeds]
    links = [f'<link rel="alternate" type="text/xml" href="{href}" title="{title}">' for href, title in pairs]
    return tuple(one.removeprefix("https://paper.example") for one in discover_feeds(page("".join(links)), url=url))


@pytest.mark.parametrize(
    "feed",
    [
        "/comments/feed/",
        "/?feed=comments-rss2",
        "/feeds/8602232226025600478/comments/default",
        ("/rss/7", "Kommentar-Feed"),
        ("/rss/7", "Flux des commentaires"),
        ("/rss/7", "RSS dos comentários"),
        ("/rss/7", "Комментарии"),
        ("/rss/7", "コメントフィード"),
        ("/rss/7", "تعليقات"),
        ("/rss/7", "新闻评论"),
        "/wp-json/wp/v2/feed",
        "/wp-json/oembed/1.0/embed?url=https%3A%2F%2Fpaper.example%2F&format=xml",
    ],
)
def test_comments_and_interfaces_of_programs_are_never_chosen(feed: str | tuple[str, str]) -> None:
    assert named(feed, ("/feed/", "Journal")) == ("/feed/",)


def test_a_word_for_comments_in_all_titles_is_the_name_of_the_site() -> None:
    assert named(("/feed/", "The Commentator"), ("/world/feed/", "The Commentator: world")) == (
        "/feed/",
        "/world/feed/",
    )


@pytest.mark.parametrize(
    "address",
    [
        "https://paper.example/2026/03/01/bridge-closed/",
        "https://paper.example/news/bridge-of-larran-closed",
        "https://paper.example/archive/63076/",
        "https://paper.example/blog/index.html",
    ],
)
def test_the_feed_below_an_article_holds_its_comments(address: str) -> None:
    own = f"{address.rstrip('/')}/feed/"
    assert named(own, url=address) == ()
    assert named(own, "/feed/", url=address) == ("/feed/",)


def test_the_feed_below_a_section_is_one_but_the_sites_own_comes_first() -> None:
    assert named("/news/feed/", "/feed/", url="https://paper.example/news/") == ("/feed/", "/news/feed/")


@pytest.mark.parametrize(
    ("feeds", "main"),
    [
        (("/rss/Landkreis%20M%C3%BCnchen", "/rss/Topthemen"), "/rss/Topthemen"),
        (("/rss/2.0/sociedad/", "/rss/2.0/ultima-hora/"), "/rss/2.0/ultima-hora/"),
        (("/rss/test-feed-1.45", "/rss/weather-1.41", "/rss/top-stories-1.82"), "/rss/top-stories-1.82"),
        (("/feeds/special/phones/latest.xml", "/feeds/paper-News-rss2.0.xml"), "/feeds/paper-News-rss2.0.xml"),
        (("/wp-content/plugins/board/rss.php", "/feed/"), "/feed/"),
        (("/video/rss", "/sport/rss", "/politik/rss", "/rss"), "/rss"),
        (("/podcast/feed.rss", "/deportes/feed.rss", "/mundo/feed.rss"), "/mundo/feed.rss"),
        (("/rss/культура", "/rss/новости"), None),
        ((("/f/1", "Спорт"), ("/f/2", "Все новости")), "/f/2"),
        (("/rss/paper", "/rss/welt"), "/rss/paper"),
    ],
)
def test_the_main_feed_of_a_site_comes_first(feeds: tuple[str | tuple[str, str], ...], main: str | None) -> None:
    main = main or "/rss/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8"
    assert named(*feeds)[0] == main
    assert named(*reversed(feeds))[0] == main


def test_the_feed_of_the_part_that_a_page_is_in_comes_after_that_of_the_site() -> None:
    feeds = ("/rss/wirtschaft/", "/rss/ueberblick/")
    assert named(*feeds, url="https://paper.example/wirtschaft/")[0] == "/rss/ueberblick/"
    assert named(*feeds)[0] == "/rss/wirtschaft/"


def test_of_two_forms_of_one_feed_the_first_is_taken() -> None:
    assert named("/index~atom.xml", "/index~rss2.xml", "/index~rdf.xml") == ("/index~atom.xml",)
    assert named("/rss.php?feed=RSS1.0", "/rss.php?feed=ATOM1.0") == ("/rss.php?feed=RSS1.0",)
    assert named("/feeds/posts/default", "/feeds/posts/default?alt=rss") == ("/feeds/posts/default",)
    assert named("/world/rss", "/world/atom", "/asia/atom") == ("/world/rss", "/asia/atom")


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
        '<link rel="alternate" type="text/rss+xml" href="feed://paper.example/asia/rss">'
    )
    body = '<a rel="alternate" type="application/atom+xml" href="feed:https://other.example/atom">Atom</a>'
    assert discover_feeds(page(head + body), url=URL) == (
        "https://paper.example/feed.json",
        "https://other.example/atom",
        "http://paper.example/asia/rss",
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
    assert "https://paper.example/news/feed.xml" in found
    assert not any("other.example" in address or "feedback" in address for address in found)


def test_the_usual_places_of_feeds_are_those_of_the_paper_not_of_its_host() -> None:
    assert candidate_feeds(page(""), url="https://host.example/paper/?from=ad")[:2] == (
        "https://host.example/paper/feed/",
        "https://host.example/paper/rss",
    )


def test_candidates_are_few_however_many_links_there_are() -> None:
    html = page("".join(f"<a href='/{number}/rss.xml'>x</a>" for number in range(500)))
    assert len(candidate_feeds(html, url=URL)) == 30


@given(st.binary(max_size=300))
def test_any_bytes_are_a_page_of_candidates(body: bytes) -> None:
    assert isinstance(candidate_feeds(body, url=URL), tuple)
