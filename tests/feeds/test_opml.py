"""Lists of feeds, in and out."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum.errors import FeedError
from variorum.feeds import OpmlFeed, read_opml, write_opml

pytestmark = pytest.mark.unit

NESTED = b"""<?xml version="1.0"?>
<opml version="1.0"><head><title>Mine</title></head><body>
  <outline text="Europe">
    <outline title="Italy" text="ignored">
      <outline type="rss" text="Il Foglio Finto" xmlUrl="https://foglio.example/rss" htmlUrl="https://foglio.example/"/>
    </outline>
    <outline text="Blatt" XMLURL="feed://blatt.example/atom"/>
  </outline>
  <outline text="Twice" xmlUrl="https://foglio.example/rss?utm_source=opml"/>
  <outline type="rss" url="www.paper.example/feed" text="Paper"/>
  <outline text="no feed"/><outline text="nonsense" xmlUrl="javascript:alert(1)"/>
</body></opml>"""


def test_a_nested_list_is_read_with_its_folders_each_feed_once() -> None:
    assert read_opml(NESTED) == (
        OpmlFeed(
            url="https://foglio.example/rss",
            title="Il Foglio Finto",
            homepage="https://foglio.example/",
            folders=("Europe", "Italy"),
        ),
        OpmlFeed(url="http://blatt.example/atom", title="Blatt", folders=("Europe",)),
        OpmlFeed(url="http://www.paper.example/feed", title="Paper"),
    )


def test_a_broken_list_is_read_as_far_as_it_goes() -> None:
    broken = (
        b'<opml><body><outline text="A & B" xmlUrl="https://a.example/?x=1&y=2"/><outline text="C" xmlUrl="https://c'
    )
    (feed,) = read_opml(broken)
    assert feed.url.startswith("https://a.example/?x=1")


def test_a_list_without_feeds_is_empty() -> None:
    assert read_opml(b"<opml><body/></opml>") == ()


@pytest.mark.parametrize("body", [b"", b"words", b"<html/>", b"\x00\x01", b"{}"])
def test_what_is_no_list_is_refused(body: bytes) -> None:
    with pytest.raises(FeedError, match="no OPML"):
        read_opml(body)


def test_no_entity_of_a_list_brings_in_a_file() -> None:
    body = b'<!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/hostname">]><opml><body><outline text="&x;" xmlUrl="https://a.example/"/></body></opml>'
    feeds = read_opml(body)
    assert all(feed.title in {None, "&x;"} for feed in feeds)


def test_what_is_written_is_read_again() -> None:
    feeds = read_opml(NESTED)
    assert read_opml(write_opml(feeds, title='Räder & "Brücken"')) == feeds


_names = st.text(alphabet=st.characters(categories=["L", "N"]), min_size=1, max_size=8)


@given(st.lists(st.tuples(_names, st.lists(_names, max_size=3)), max_size=8, unique_by=lambda pair: pair[0]))
def test_any_folders_survive_writing(rows: list[tuple[str, list[str]]]) -> None:
    feeds = tuple(
        OpmlFeed(url=f"https://paper.example/{number}", title=title, folders=tuple(folders))
        for number, (title, folders) in enumerate(rows)
    )
    assert set(read_opml(write_opml(feeds))) == set(feeds)


def test_markup_and_quotation_marks_in_attributes_lose_no_feed() -> None:
    broken = (
        '<opml><body><outline text="The "Paper"" description="By <a href="https://x.example/">us</a> & <em>you</em>" '
        'xmlUrl="https://paper.example/rss" type="rss" /><outline text="B" xmlUrl="https://b.example/rss"/></body></opml>'
    )
    assert [(feed.url, feed.title) for feed in read_opml(broken.encode())] == [
        ("https://paper.example/rss", 'The "Paper"'),
        ("https://b.example/rss", "B"),
    ]


def test_single_quotation_marks_in_a_broken_list_lose_no_feed() -> None:
    broken = (
        "<opml><body><outline text='Q & A' xmlUrl='https://a.example/f'/><outline broken='x & <y>'/>"
        "<outline text='Who's <b>who</b>' xmlUrl='https://b.example/f'/>"
        '<outline text="Räder" description="by <a title=\'x\'>us</a>" title="Wheels" xmlUrl="https://c.example/f"/>'
        "</body></opml>"
    )
    assert [(feed.url, feed.title) for feed in read_opml(broken.encode())] == [
        ("https://a.example/f", "Q & A"),
        ("https://b.example/f", "Who's <b>who</b>"),
        ("https://c.example/f", "Wheels"),
    ]


def test_twenty_thousand_feeds_deep_in_folders_are_read_at_once() -> None:
    feeds = "".join(f"<outline xmlUrl='https://a.example/{number}'/>" for number in range(20_000))
    folders = "<outline text='a'>" * 240
    begun = time.process_time()
    found = read_opml(f"<opml><body>{folders}{feeds}{'</outline>' * 240}</body></opml>".encode())
    assert time.process_time() - begun < 4
    assert (len(found), found[-1].folders) == (20_000, ("a",) * 240)


def test_entities_of_html_are_letters_in_a_list_too() -> None:
    broken = (
        b'<opml><body><outline text="Caf&eacute; &unknown; & Co" xmlUrl="https://a.example/?x=1&y=2"/></body></opml>'
    )
    [feed] = read_opml(broken)
    assert feed.url == "https://a.example/?x=1&y=2"
    assert (feed.title or "").startswith("Café")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1251", "koi8-r"])
def test_a_list_is_read_in_the_encoding_that_it_declares(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?><opml><body><outline text="Вести" xmlUrl="https://v.example/rss"/></body></opml>'
    assert [feed.title for feed in read_opml(text.encode(encoding))] == ["Вести"]


def test_folders_may_be_written_as_a_category_and_a_list_of_lists_is_no_feed() -> None:
    body = (
        b'<opml><body><outline text="A" category="/World/Asia,/x" xmlUrl="https://a.example/rss"/>'
        b'<outline text="Lists" type="source" xmlUrl="https://a.example/list.opml"/></body></opml>'
    )
    assert [(feed.url, feed.folders) for feed in read_opml(body)] == [("https://a.example/rss", ("World", "Asia"))]


def test_a_feed_without_title_comes_back_without_one_and_bad_letters_do_not_stop_the_writing() -> None:
    feeds = (OpmlFeed(url="https://a.example/rss"), OpmlFeed(url="https://b.example/rss", title="B\x00\ud83d  b"))
    assert read_opml(write_opml(feeds)) == (feeds[0], OpmlFeed(url="https://b.example/rss", title="B b"))


@given(st.binary(max_size=200))
def test_any_bytes_are_a_list_or_refused(body: bytes) -> None:
    try:
        found = read_opml(b'<opml><outline text="' + body + b'" xmlUrl="https://a.example/">')
    except FeedError:
        return
    assert isinstance(found, tuple)


@pytest.mark.parametrize(
    "broken",
    [
        "<opml><body><outline:/><a:b:c/>",
        "<opml>&<\udced:x/>",
        "<nanrdf:RDF/>&",
        "<opml><=outline/><x y:z=&",
        "<opml><outline text='\udced\udca0\udc80' xmlUrl='http://b.example/'/>&",
    ],
)
def test_names_that_are_none_are_passed_over(broken: str) -> None:
    known = "<outline xmlUrl='https://blatt.example/feed'/>"
    for body in (broken, broken.replace("<opml>", f"<opml>{known}")):
        try:
            feeds = read_opml(body.encode("utf-8", "surrogateescape"))
        except FeedError:
            continue
        assert {feed.url for feed in feeds} <= {"https://blatt.example/feed", "http://b.example/"}


def test_a_broken_list_in_single_quotation_marks_is_read_as_far_as_it_goes() -> None:
    outlines = "<outline text='Газеты'><outline xmlUrl='https://a.example/feed'/><outline type='rss' xmlUrl='ht"
    [feed] = read_opml(f"<opml version='2.0'><body>{outlines}".encode())
    assert (feed.url, feed.folders) == ("https://a.example/feed", ("Газеты",))
