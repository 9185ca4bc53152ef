"""Feeds as they should not be: broken, misdeclared, or made to hurt."""

import contextlib
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum.errors import FeedError
from variorum.feeds import FeedHeaders, parse_feed
from variorum.model import Entry

pytestmark = pytest.mark.unit
UTF8 = '<?xml version="1.0" encoding="utf-8"?>'
URL = "https://paper.example/feeds/news.xml"


def rss(item: str, *, head: str = "", attributes: str = "") -> str:
    return f'{head}<rss version="2.0" {attributes}><channel><title>T</title><item>{item}</item></channel></rss>'


@dataclass(frozen=True)
class Case:
    body: bytes
    title: str | None
    url: str
    content_type: str | None = None


CASES = {
    "an unescaped & in an address": Case(
        rss("<title>Rock &amp; Roll</title><link>https://paper.example/a?x=1&y=2</link>").encode(),
        "Rock & Roll",
        "https://paper.example/a?x=1&y=2",
    ),
    "an unescaped & in a title": Case(
        rss("<title>Rock & Roll</title><link>https://paper.example/a</link>").encode(),
        "Rock & Roll",
        "https://paper.example/a",
    ),
    "an entity of HTML that XML does not know": Case(
        rss("<title>Caf&eacute;&nbsp;open</title><link>/a</link>").encode(), "Café open", "https://paper.example/a"
    ),
    "an entity that only a missing DTD explains": Case(
        rss(
            "<title>Caf&eacute; open</title><link>/a</link>",
            head='<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://my.netscape.com/rss-0.91.dtd">',
        ).encode(),
        "Café open",
        "https://paper.example/a",
    ),
    "an entity that the feed explains itself": Case(
        rss("<title>Caf&e; open</title><link>/a</link>", head='<!DOCTYPE rss [<!ENTITY e "&#233;">]>').encode(),
        "Café open",
        "https://paper.example/a",
    ),
    "an entity escaped twice": Case(
        rss("<title>Rock &amp;amp; Caf&amp;eacute;</title><link>/a</link>").encode(),
        "Rock & Café",
        "https://paper.example/a",
    ),
    "broken off in the second entry": Case(
        rss("<title>First</title><link>/a</link>").replace("</channel></rss>", "<item><title>Sec").encode(),
        "First",
        "https://paper.example/a",
    ),
    "xml:base on the feed": Case(
        rss("<title>E</title><link>a</link>", attributes='xml:base="https://other.example/x/"').encode(),
        "E",
        "https://other.example/x/a",
    ),
    "xml:base on the feed, in broken XML": Case(
        rss("<title>E &</title><link>a</link>", attributes='xml:base="https://other.example/x/"').encode(),
        "E &",
        "https://other.example/x/a",
    ),
    "xml:base that is relative itself": Case(
        rss("<title>E</title><link>a</link>", attributes='xml:base="/y/"').encode(), "E", "https://paper.example/y/a"
    ),
    "xml:base that is nonsense": Case(
        rss("<title>E</title><link>a</link>", attributes='xml:base="javascript:1"').encode(),
        "E",
        "https://paper.example/feeds/a",
    ),
    "windows-1251, declared": Case(
        rss("<title>Мост закрыт</title><link>/a</link>", head='<?xml version="1.0" encoding="windows-1251"?>').encode(
            "windows-1251"
        ),
        "Мост закрыт",
        "https://paper.example/a",
    ),
    "windows-1251, declared by the server only": Case(
        rss("<title>Мост закрыт</title><link>/a</link>").encode("windows-1251"),
        "Мост закрыт",
        "https://paper.example/a",
        "text/xml; charset=windows-1251",
    ),
    "windows-1252, declared as UTF-8": Case(
        rss("<title>Café – open</title><link>/a</link>", head='<?xml version="1.0" encoding="utf-8"?>').encode(
            "cp1252"
        ),
        "Café – open",
        "https://paper.example/a",
    ),
    "UTF-16": Case(
        rss("<title>Café</title><link>/a</link>", head='<?xml version="1.0" encoding="utf-16"?>').encode("utf-16"),
        "Café",
        "https://paper.example/a",
    ),
    "a mark of byte order and white space first": Case(
        b"\xef\xbb\xbf\n\n " + rss("<title>E</title><link>/a</link>", head='<?xml version="1.0"?>').encode(),
        "E",
        "https://paper.example/a",
    ),
    "a warning of the server's program first": Case(
        b"Warning: something\n" + rss("<title>E</title><link>/a</link>", head='<?xml version="1.0"?>').encode(),
        "E",
        "https://paper.example/a",
    ),
    "control characters": Case(rss("<title>A\x0bB</title><link>/a</link>").encode(), "A B", "https://paper.example/a"),
    "script in a title": Case(
        rss(
            "<title><![CDATA[Hello<script>alert(1)</script> <b onclick='x()'>you</b>]]></title><link>/a</link>"
        ).encode(),
        "Hello you",
        "https://paper.example/a",
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_what_readers_expect_to_be_read_is_read(case: Case) -> None:
    first = parse_feed(case.body, url=URL, headers=FeedHeaders(content_type=case.content_type)).entries[0]
    assert (first.title, first.url) == (case.title, case.url)


@pytest.mark.parametrize(
    ("encoding", "title"),
    [
        ("windows-1251", "Мост через реку закрыт на ремонт, сообщил мэр города вчера вечером"),
        ("koi8-r", "Мост через реку закрыт на ремонт, сообщил мэр города вчера вечером"),
        ("shift_jis", "川にかかる橋が修理のため閉鎖されたと市長が発表した"),
        ("euc-kr", "시장은 강을 가로지르는 다리가 수리를 위해 폐쇄되었다고 발표했다"),
        ("gb2312", "市长昨晚宣布河上的大桥因维修而关闭"),
        ("windows-1253", "Ο δήμαρχος ανακοίνωσε ότι η γέφυρα έκλεισε για επισκευές"),
        ("windows-1256", "أعلن رئيس البلدية أن الجسر فوق النهر مغلق للإصلاح"),
        ("utf-16", "Мост"),
        ("utf-16-le", "Мост"),
        ("utf-32-be", "Мост"),
    ],
)
@pytest.mark.parametrize("kind", [None, "text/xml", "text/xml; charset=nonsense", "text/xml; charset=zlib"])
def test_the_encoding_of_broken_xml_that_nobody_declares_is_found(encoding: str, title: str, kind: str | None) -> None:
    head = '<?xml version="1.0"?>' if encoding.startswith("utf") else ""
    body = rss(f"<title>{title}</title><link>/a</link>", head=head).replace("<title>T", "<title>T & T").encode(encoding)
    assert parse_feed(body, url=URL, headers=FeedHeaders(content_type=kind)).entries[0].title == title


@pytest.mark.parametrize("encoding", ["cp037", "cp424", "cp1140"])
def test_the_pages_of_ebcdic_are_told_apart_by_what_the_feed_declares(encoding: str) -> None:
    title = "הגשר" if encoding == "cp424" else "Café"
    head = f'<?xml version="1.0" encoding="{encoding}"?>'
    body = rss(f"<title>{title}</title><link>/a</link>", head=head).encode(encoding)
    assert parse_feed(body, url=URL).entries[0].title == title


def test_a_long_word_in_an_unknown_encoding_does_not_hang_the_reader() -> None:
    begun = time.process_time()
    body = rss(f"<title>\xa6 & {'a' * 100_000}</title><link>/a</link>").encode("latin-1")
    assert parse_feed(body, url=URL).entries[0].url == "https://paper.example/a"
    assert time.process_time() - begun < 2


@pytest.mark.parametrize("kind", [None, "text/xml; charset=punycode"])
def test_a_codec_that_is_no_encoding_of_texts_is_not_obeyed(kind: str | None) -> None:
    begun = time.process_time()
    head = '<?xml version="1.0"?>' if kind else '<?xml version="1.0" encoding="punycode"?>'
    with contextlib.suppress(FeedError):
        parse_feed(f"{head}<rss>-{'a' * 300_000}".encode(), url=URL, headers=FeedHeaders(content_type=kind))
    assert time.process_time() - begun < 2


def test_broken_xml_in_utf8_is_read_as_such_though_its_server_says_ascii() -> None:
    body = rss("<title>Café & bar</title><link>/a</link>").encode()
    feed = parse_feed(body, url=URL, headers=FeedHeaders(content_type="text/xml; charset=us-ascii"))
    assert feed.entries[0].title == "Café & bar"


def test_script_addresses_are_no_addresses() -> None:
    feed = parse_feed(rss("<title>E</title><link>javascript:alert(1)</link>").encode(), url=URL)
    assert feed.entries == ()


def test_the_tolerant_reader_gives_the_same_record_as_the_strict_one() -> None:
    item = (
        "<title>E</title><link>/a</link><guid isPermaLink='false'>7</guid><description>One &lt;b&gt;two&lt;/b&gt;"
        "</description><pubDate>Sun, 01 Mar 2026 13:00:00 MEZ</pubDate><author>d@p.test (Jo Berg)</author>"
        "<source url='https://wire.example/rss'>The Wire</source>"
    )
    strict = parse_feed(rss(item).encode(), url=URL)
    tolerant = parse_feed(rss(item).replace("<title>T</title>", "<title>T & T</title>").encode(), url=URL)
    assert (strict.well_formed, tolerant.well_formed) == (True, False)
    assert strict.entries == tolerant.entries
    assert strict.entries == (
        Entry(
            url="https://paper.example/a",
            feed_url=URL,
            guid="7",
            title="E",
            summary="One two",
            authors=("Jo Berg",),
            published=datetime(2026, 3, 1, 12, tzinfo=UTC),
            publisher="The Wire",
            publisher_url="https://wire.example/rss",
        ),
    )


BOMB = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
ATTACKS = {
    "a bomb of entities": f'<!DOCTYPE rss [<!ENTITY e0 "ha">{BOMB}]>' + rss("<title>&e11;</title><link>/a</link>"),
    "a long entity many times": f'<!DOCTYPE rss [<!ENTITY a "{"x" * 50_000}">]>' + rss("&a;" * 20_000),
    "a file of this machine": '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    + rss("<title>&x;</title><link>/a</link>"),
    "a parameter entity from elsewhere": '<!DOCTYPE rss [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x.dtd"> %x;]>'
    + rss("<title>E</title><link>/a</link>"),
}


@pytest.mark.parametrize("body", ATTACKS.values(), ids=ATTACKS)
def test_attacks_by_entities_are_refused_at_once(body: str) -> None:
    begun = time.process_time()
    with pytest.raises(FeedError, match="attacks"):
        parse_feed(body.encode(), url=URL)
    assert time.process_time() - begun < 4  # a hang takes minutes


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8"])
def test_no_spelling_of_an_entity_brings_in_a_file(encoding: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("do not tell")
    body = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}">]>' + rss("<title>E &x;</title><link>/a</link>")
    try:
        read = parse_feed(body.encode(encoding), url=URL).entries
    except FeedError:
        return
    assert "do not tell" not in str(read)


def test_the_name_of_a_file_is_no_feed(tmp_path: Path) -> None:
    feed = tmp_path / "feed.xml"
    feed.write_text(rss("<title>E</title><link>/a</link>"))
    with pytest.raises(FeedError):
        parse_feed(str(feed).encode(), url=URL)


@pytest.mark.parametrize(
    "piece", ["<", "&", "<a ", "<![CDATA[", "<!--", "<a>", "&nbsp;", "<item>", "<!DOCTYPE rss [", "]]>"]
)
def test_repeated_pieces_of_markup_do_not_hang_the_reader(piece: str) -> None:
    begun = time.process_time()
    with contextlib.suppress(FeedError):
        parse_feed(b"<rss version='2.0'><channel>" + piece.encode() * 20_000, url=URL)
    assert time.process_time() - begun < 2


# fmt: off
_PIECES = st.sampled_from([
    "<rss>", "<channel>", "<item>", "</item>", "<title>", "</title>", "<link>", "/a", "&amp;", "&", "<", ">", "]]>",
    "<![CDATA[", "<feed xmlns='http://www.w3.org/2005/Atom'>", "<entry>", "<link href='/a'/>", "<pubDate>", "9999",
    "{", '"items"', ":", "[", "]", "}", "\x00", "\ufeff", "é", "<!--", "-->", "<?xml version='1.0'?>", "&#0;",
    "&#x110000;", "&#xD800;", "&bogus;", "<guid>", "<source url='", "'>", "<description>", "mailto:", "http://[",
])
# fmt: on


@given(st.lists(_PIECES, max_size=25))
def test_nothing_but_a_feed_error_is_ever_raised(pieces: list[str]) -> None:
    try:
        feed = parse_feed("".join(pieces).encode(), url=URL)
    except FeedError:
        return
    assert all(entry.url.startswith("http") for entry in feed.entries)


@given(st.binary(max_size=200))
def test_nothing_but_a_feed_error_is_raised_for_any_bytes(body: bytes) -> None:
    try:
        feed = parse_feed(body, url=URL)
    except FeedError:
        return
    assert all(entry.url.startswith("http") for entry in feed.entries)


_HEAD = '<?xml version="1.0" encoding="{0}"?>'
_WHOLE = (
    f"{_HEAD}<rss><channel><title>Т</title><item><title>Мост &amp; порт</title><link>/a</link><guid>7</guid>"
    "<description>&lt;p&gt;закрыт&lt;/p&gt;</description><source url='https://w.example/'>W</source></item></channel></rss>",
    f"{_HEAD}<feed xmlns='http://www.w3.org/2005/Atom'><entry><title type='html'>Порт</title><link href='/a'/>"
    "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>x</div></content></entry></feed>",
    f"{_HEAD}<urlset><url><loc>/a</loc><lastmod>2026-03-01</lastmod></url></urlset>",
)


@given(
    st.sampled_from(_WHOLE),
    st.sampled_from(["utf-8", "utf-16", "windows-1251", "koi8-r", "ptcp154", "utf-32"]),
    st.lists(st.tuples(st.integers(0, 600), st.binary(max_size=4), st.integers(0, 8)), max_size=4),
)
def test_a_feed_with_some_bytes_changed_is_read_or_refused(
    text: str, encoding: str, changes: list[tuple[int, bytes, int]]
) -> None:
    body = text.format(encoding).encode(encoding)
    for place, put, dropped in changes:
        body = body[:place] + put + body[place + dropped :]
    try:
        feed = parse_feed(body, url=URL)
    except FeedError:
        return
    assert all(entry.url.startswith("http") and entry.feed_url == URL for entry in feed.entries)


def test_a_feed_of_a_million_tags_is_refused_before_it_is_a_tree() -> None:
    with pytest.raises(FeedError, match="tags"):
        parse_feed(b"<rss><channel>" + b"<a/>" * 1_000_001, url=URL)


def test_of_an_endless_list_the_beginning_is_read_and_of_a_sitemap_the_newest() -> None:
    item = "<item><link>/{}</link></item>"
    feed = parse_feed(f"<rss><channel>{''.join(map(item.format, range(10_050)))}</channel></rss>".encode(), url=URL)
    assert (len(feed.entries), feed.entries[0].url) == (10_000, "https://paper.example/0")
    pages = "".join(f"<url><loc>/{n}</loc><lastmod>{2000 + n // 500}-01-01</lastmod></url>" for n in range(10_050))
    entries = parse_feed(f"<urlset>{pages}</urlset>".encode(), url=URL).entries
    assert (len(entries), "https://paper.example/10049" in {entry.url for entry in entries}) == (10_000, True)
