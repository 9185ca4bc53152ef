"""What a feed carries beside its entries: whole texts, its rhythm, its hub."""

import json
from datetime import timedelta

import pytest

from variorum.feeds import ParsedFeed, parse_feed

pytestmark = pytest.mark.unit
URL = "https://blatt.example/feed"
SPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom" '
    'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" xmlns:x="http://www.w3.org/1999/xhtml"'
)


def rss(channel: str = "", item: str = "<link>/a</link>") -> ParsedFeed:
    return parse_feed(f"<rss {SPACES}><channel>{channel}<item>{item}</item></channel></rss>".encode(), url=URL)


def atom(entry: str, feed: str = "") -> ParsedFeed:
    body = f"<feed xmlns='http://www.w3.org/2005/Atom'>{feed}<entry><link href='/a'/>{entry}</entry></feed>"
    return parse_feed(body.encode(), url=URL)


ESCAPED = "<link>/a</link><content:encoded>&lt;p&gt;Die &lt;b&gt;Brücke&lt;/b&gt;&lt;/p&gt;</content:encoded>"
XHTML = "<link>/a</link><x:body><x:p>Die <x:b>Brücke</x:b></x:p></x:body>"


@pytest.mark.parametrize("item", [ESCAPED, XHTML], ids=["escaped", "XHTML"])
def test_the_whole_text_of_rss_is_kept_as_markup(item: str) -> None:
    assert rss(item=item).entries[0].content == "<p>Die <b>Brücke</b></p>"


def test_of_two_descriptions_the_second_is_the_whole_text() -> None:
    item = "<link>/a</link><description>Kurz</description><description>&lt;p&gt;Lang&lt;/p&gt;</description>"
    [entry] = rss(item=item).entries
    assert (entry.summary, entry.content) == ("Kurz", "<p>Lang</p>")


@pytest.mark.parametrize(
    ("content", "kept"),
    [
        ("<content type='html'>&lt;p&gt;橋が閉鎖&lt;/p&gt;</content>", "<p>橋が閉鎖</p>"),
        ("<content>5 &lt; 6</content>", "5 &lt; 6"),
        (
            "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>橋</p></div></content>",
            "<div><p>橋</p></div>",
        ),
        ("<content type='text/html' mode='base64'>PHA+ZWluczwvcD4=</content>", "<p>eins</p>"),
        ("<content type='image/png'>iVBORw0KGgo=</content>", None),
        ("<content type='html' src='https://blatt.example/a.html'/>", None),
        ("<content>eins</content><content type='html'>&lt;i&gt;zwei&lt;/i&gt;</content>", "<i>zwei</i>"),
    ],
)
def test_the_content_of_atom_is_kept_by_its_type(content: str, kept: str | None) -> None:
    assert atom(content).entries[0].content == kept


def test_json_feeds_carry_html_or_text() -> None:
    items = [{"url": "/a", "content_html": "<p>Un</p>"}, {"url": "/b", "content_text": "1 < 2"}]
    body = json.dumps({"items": items, "hubs": [{"type": "rssCloud", "url": "/no"}, {"type": "WebSub", "url": "/hub"}]})
    feed = parse_feed(body.encode(), url=URL)
    assert [entry.content for entry in feed.entries] == ["<p>Un</p>", "1 &lt; 2"]
    assert feed.hub == "https://blatt.example/hub"


def test_a_broken_feed_carries_the_same_text_as_a_whole_one() -> None:
    broken = f"<rss {SPACES}><channel><title>A & B</title><item>{ESCAPED}</item></channel></rss>"
    feed = parse_feed(broken.encode(), url=URL)
    assert (feed.well_formed, feed.entries[0].content) == (False, "<p>Die <b>Brücke</b></p>")


def test_an_endless_text_is_cut_between_two_tags() -> None:
    [entry] = rss(
        item=f"<link>/a</link><content:encoded>{'&lt;p&gt;word&lt;/p&gt;' * 30_000}</content:encoded>"
    ).entries
    assert 190_000 < len(entry.content or "") <= 200_000
    assert (entry.content or "").endswith((">", "word"))


@pytest.mark.parametrize(
    ("channel", "ttl"),
    [
        ("<ttl>90</ttl>", timedelta(minutes=90)),
        ("<ttl>0</ttl>", None),
        ("<ttl>soon</ttl>", None),
        ("<ttl>999999</ttl>", timedelta(days=30)),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>", timedelta(minutes=15)),
        ("<sy:updateFrequency>2</sy:updateFrequency>", timedelta(hours=12)),
        ("<sy:updatePeriod>fortnightly</sy:updatePeriod>", None),
        ("", None),
    ],
)
def test_a_feed_says_how_long_it_may_be_kept(channel: str, ttl: timedelta | None) -> None:
    assert rss(channel).ttl == ttl


def test_hours_and_days_to_skip_are_read_in_utc() -> None:
    feed = rss(
        "<skipHours><hour>0</hour><hour>24</hour><hour> 7 </hour><hour>99</hour></skipHours>"
        "<skipDays><day>Sunday</day><day>saturday</day><day>Caturday</day></skipDays>"
    )
    assert (feed.skip_hours, feed.skip_days) == (frozenset({0, 7}), frozenset({5, 6}))


@pytest.mark.parametrize("links", ["<{0}link rel='hub' href='/hub'/><{0}link rel='self' href='https://b.example/f'/>"])
def test_a_feed_names_its_hub_and_the_name_it_has_there(links: str) -> None:
    for feed in (rss(links.format("atom:")), atom("", links.format(""))):
        assert (feed.hub, feed.topic) == ("https://blatt.example/hub", "https://b.example/f")


def test_links_are_joined_to_where_the_feed_was_found_and_entries_keep_the_address_it_is_known_by() -> None:
    body = b"<rss><channel><item><link>a</link></item></channel></rss>"
    [entry] = parse_feed(body, url=URL, found_at="https://neu.example/x/feed").entries
    assert (entry.url, entry.feed_url) == ("https://neu.example/x/a", URL)


def test_numbers_of_windows_1252_are_the_letters_that_were_meant() -> None:
    assert rss(item="<title>Don&#146;t &#147;go&#148;</title><link>/a</link>").entries[0].title == "Don’t “go”"


def test_an_encoding_that_only_python_knows_is_read() -> None:
    item = "<item><title>Көпір жабылды</title><link>/a</link></item>"
    body = f'<?xml version="1.0" encoding="ptcp154"?><rss><channel>{item}</channel></rss>'
    feed = parse_feed(body.encode("ptcp154"), url=URL)
    assert (feed.well_formed, feed.entries[0].title) == (True, "Көпір жабылды")


def test_text_after_an_open_frame_or_an_open_comment_is_not_swallowed() -> None:
    item = "<link>/a</link><description>One &lt;iframe src='x'/&gt; two &lt;!-- three &gt; four</description>"
    assert rss(item=item).entries[0].summary == "One two four"


RHYTHM = (
    "<title>{}</title><ttl>45</ttl><SkipHours><hour>1</hour><hour> 24</hour><hour>x</hour></SkipHours>"
    "<skipDays><day>Sunday</day><day>saturday </day><day>Caturday</day></skipDays>"
)


@pytest.mark.parametrize("title", ["Blatt", "Blatt & Co", "Blatt &hellip;"])
def test_the_rhythm_is_read_from_broken_xml_as_from_sound(title: str) -> None:
    feed = rss(RHYTHM.format(title))
    assert feed.well_formed is (title == "Blatt")
    assert (feed.ttl, feed.skip_hours, feed.skip_days) == (timedelta(minutes=45), frozenset({0, 1}), frozenset({5, 6}))


def test_hours_that_are_never_closed_end_with_the_channel() -> None:
    feed = rss("<title>&</title><skipHours><hour>3</hour>", item="<link>/a</link><hour>4</hour>")
    assert (feed.well_formed, feed.skip_hours) == (False, frozenset({3}))


def test_prefixes_that_nobody_declared_mean_what_they_usually_do() -> None:
    body = (
        "<?xml version='1.0'?><rss version='2.0'><channel><atom:link rel='hub' href='https://hub.example/'/>"
        "<item><title>Brücke</title><link>/a</link><dc:creator>Ada Maas</dc:creator><house:rank>1</house:rank>"
        "<content:encoded>&lt;p&gt;Die Brücke&lt;/p&gt;</content:encoded></item></channel></rss>"
    )
    feed = parse_feed(body.encode(), url=URL)
    assert (feed.well_formed, feed.hub) == (True, "https://hub.example/")
    assert (feed.entries[0].authors, feed.entries[0].content) == (("Ada Maas",), "<p>Die Brücke</p>")
    broken = parse_feed(body.replace("Brücke<", "Brücke & Damm<", 1).encode(), url=URL)
    assert (broken.well_formed, broken.hub) == (False, "https://hub.example/")


def test_a_prefix_that_is_declared_keeps_its_meaning() -> None:
    item = "<item><link>/a</link><dc:creator>X</dc:creator><dx:a/></item>"
    body = f"<rss xmlns:dc='urn:other'><channel>{item}</channel></rss>"
    assert parse_feed(body.encode(), url=URL).entries[0].authors == ()


@pytest.mark.parametrize("declared", ["xmlns:dcterms='http://purl.org/dc/terms/'", "xmlns:dcterms = 'urn:x'"])
def test_a_declared_prefix_that_only_begins_like_one_declares_no_other(declared: str) -> None:
    item = "<item><link>/a</link><dc:creator>Ада Маас</dc:creator></item>"
    feed = parse_feed(f"<rss {declared}><channel>{item}</channel></rss>".encode(), url=URL)
    assert (feed.well_formed, feed.entries[0].authors) == (True, ("Ада Маас",))
