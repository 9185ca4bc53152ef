"""A page without a feed: the links that an outlet's rule names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum.errors import FeedError
from variorum.feeds import ParsedFeed, read_front_page
from variorum.model import Feed, FeedKind

pytestmark = pytest.mark.unit
URL = "https://www.gazeta.example/"
FEED = Feed(url=URL, kind=FeedKind.PAGE, links=r"/\d{4}/[^/]+/?")


def read(links: str, *, feed: Feed = FEED, domains: tuple[str, ...] = (), head: str = "") -> ParsedFeed:
    body = f"<!doctype html><html lang='pl-PL'><head>{head}</head><body>{links}</body></html>"
    return read_front_page(body.encode(), feed=feed, domains=domains)


def test_links_that_match_become_entries_with_their_words_as_titles() -> None:
    found = read(
        "<a href='/2026/most'>Most <b>zamknięty</b></a><a href='/o-nas'>O nas</a><a href='/2026/tama'>Tama</a>"
    )
    assert [(one.url, one.title, one.language, one.feed_url) for one in found.entries] == [
        ("https://www.gazeta.example/2026/most", "Most zamknięty", "pl", URL),
        ("https://www.gazeta.example/2026/tama", "Tama", "pl", URL),
    ]


def test_of_several_links_to_one_page_the_heading_is_its_title() -> None:
    found = read(
        "<a href='/2026/most'><img src='x'></a><h2><a href='/2026/most#top'>Most zamknięty</a></h2>"
        "<a href='/2026/most?utm_source=home'>Czytaj więcej o moście i o tym, co dalej</a>"
    )
    assert [(one.url, one.title) for one in found.entries] == [
        ("https://www.gazeta.example/2026/most", "Most zamknięty")
    ]


def test_a_card_gives_its_heading_and_a_picture_its_label() -> None:
    found = read(
        "<a href='/2026/most'><h3>Most zamknięty</h3><p>Na długo.</p></a><a href='/2026/tama' title='Tama'><img></a>"
    )
    assert [one.title for one in found.entries] == ["Most zamknięty", "Tama"]


def test_the_rule_is_matched_against_the_whole_path_in_its_own_letters_without_query() -> None:
    feed = Feed(url=URL, kind=FeedKind.PAGE, links="/новини/[^/]+")
    found = read(
        "<a href='/новини/міст?id=2026'>Міст</a><a href='/новини/міст/2'>2</a><a href='/x/новини/міст'>x</a>", feed=feed
    )
    assert [one.url for one in found.entries] == [
        "https://www.gazeta.example/%D0%BD%D0%BE%D0%B2%D0%B8%D0%BD%D0%B8/%D0%BC%D1%96%D1%81%D1%82?id=2026"
    ]


def test_links_to_other_hosts_count_only_within_the_outlets_domains() -> None:
    links = "<a href='https://sport.gazeta.example/2026/bieg'>Bieg</a><a href='https://other.example/2026/x'>X</a>"
    assert [one.title for one in read(links, domains=("gazeta.example",)).entries] == ["Bieg"]
    with pytest.raises(FeedError, match="mend the rule"):
        read(links)


def test_links_are_joined_to_the_base_and_the_encoding_of_the_server_is_used() -> None:
    body = "<html><head><base href='/2026/'></head><a href='most'>Żółw</a></html>".encode("iso8859-2")
    found = read_front_page(body, feed=FEED, content_type="text/html; charset=iso-8859-2")
    assert [(one.url, one.title) for one in found.entries] == [("https://www.gazeta.example/2026/most", "Żółw")]


def test_links_behind_an_end_that_came_too_early_are_links() -> None:
    late = "<div><a href='/2026/tama'>Tama</a></div></BODY></html >"
    body = f"<html><body><a href='/2026/most'>Most</a></body></html>\n{late}"
    assert [one.title for one in read_front_page(body.encode(), feed=FEED).entries] == ["Most", "Tama"]


@pytest.mark.parametrize("body", [b"", b"<html></html>", b"\x89PNG", b"<a href='javascript:x()'>x</a>"])
def test_a_page_without_a_matching_link_is_refused(body: bytes) -> None:
    with pytest.raises(FeedError):
        read_front_page(body, feed=FEED)


@given(st.binary(max_size=200))
def test_any_bytes_give_entries_or_a_refusal(body: bytes) -> None:
    try:
        found = read_front_page(b"<a href='/2026/x'>" + body, feed=FEED)
    except FeedError:
        return
    assert found.entries


@pytest.mark.parametrize(
    ("label", "codec", "title"),
    [
        ("EUC-JP", "euc_jp", "港の橋が開通"),
        ("x-euc-jp", "euc_jp", "港の橋が開通"),
        ("iso-2022-jp", "iso2022_jp", "港の橋が開通"),
        ("windows-31j", "cp932", "港の橋①が開通"),
        ("x-sjis", "cp932", "港の橋①が開通"),
        ("euc-kr", "cp949", "항구 다리 개통"),
        ("gb2312", "gb18030", "港口大桥開通"),
        ("x-mac-cyrillic", "mac-cyrillic", "Мост открыт"),
        ("utf-16le", "utf-16-le", "Міст відкрито"),
        ("utf-8", "utf-8-sig", "Міст відкрито"),
    ],
)
@pytest.mark.parametrize("by_header", [True, False])
def test_a_page_is_read_in_the_encoding_that_its_server_or_it_itself_names(
    label: str, codec: str, title: str, *, by_header: bool
) -> None:
    head = "" if by_header else f'<script charset="latin1"></script><meta charset="{label}">'
    if codec.startswith("utf-16") and not by_header:
        codec = "utf-8"  # what could be read so far is no UTF-16
    body = f"<html><head>{head}</head><body><a href='/2026/a'>{title}</a></body></html>".encode(codec)
    said = f"text/html; charset={label}" if by_header else "text/html"
    assert [one.title for one in read_front_page(body, feed=FEED, content_type=said).entries] == [title]
