"""The transport is not the publisher: links of search engines are taken apart, headlines give their publisher back."""

import base64

import pytest

from variorum.feeds import is_transport, parse_feed, true_address

pytestmark = pytest.mark.unit
QUERY = "https://news.google.com/rss/search?q=bridge&hl=en"
PAGE = "https://paper.example/2026/bridge?id=7"


def code(url: str, *more: str) -> str:
    """An old code of the query's host: numbered fields, the page the fourth of them."""
    fields = b"".join(bytes([0x22 if n == 0 else 0x2A, len(one)]) + one.encode() for n, one in enumerate((url, *more)))
    return base64.urlsafe_b64encode(b"\x08\x13" + fields).decode().rstrip("=")


OLD = f"https://news.google.com/rss/articles/{code(PAGE)}?oc=5"
NEW = f"https://news.google.com/rss/articles/{code('AU_yqLNumberThatOnlyTheHostCanRead')}?oc=5"


def query(*items: str) -> bytes:
    return f"<rss><channel>{''.join(f'<item>{item}</item>' for item in items)}</channel></rss>".encode()


@pytest.mark.parametrize(
    ("link", "address"),
    [
        (OLD, PAGE),
        (f"https://news.google.com/__i/rss/rd/articles/{code(PAGE, 'https://paper.example/amp')}", PAGE),
        (f"https://news.google.com/articles/{code(PAGE)}", PAGE),
        ("https://www.google.com/url?sa=t&url=https%3A%2F%2Fpaper.example%2Fa&ct=ga", "https://paper.example/a"),
        (
            "https://www.bing.com/news/apiclick.aspx?ref=rss&url=https%3a%2f%2fpaper.example%2fa",
            "https://paper.example/a",
        ),
        (NEW, None),
        ("https://news.google.com/rss/articles/%%%", None),
        ("https://news.google.com/rss/articles/CBMi", None),
        (f"https://news.google.com/rss/articles/{code('javascript:alert(1)')}", None),
        ("https://www.google.com/url?url=https%3A%2F%2Fwww.google.com%2Furl%3Furl%3Dx", None),
        ("https://www.google.com/about?url=https%3A%2F%2Fpaper.example%2F", None),
        ("https://paper.example/url?url=https%3A%2F%2Fother.example%2F", None),
    ],
)
def test_the_true_address_is_read_off_the_link_where_it_stands_there(link: str, address: str | None) -> None:
    assert true_address(link) == address


def test_a_link_that_only_its_host_can_resolve_is_known_as_a_transports() -> None:
    assert (is_transport(NEW), is_transport(PAGE), is_transport("https://news.google.com/home")) == (True, False, False)


def test_an_item_of_a_query_has_the_publishers_address_name_and_headline() -> None:
    item = (
        f"<title>Old bridge closes - for good - The Paper</title><link>{OLD}</link><guid isPermaLink='false'>C7</guid>"
        "<description>&lt;a href='x'&gt;Old bridge closes&lt;/a&gt; The Paper</description>"
        "<source url='https://www.paper.example'>The Paper</source>"
    )
    [entry] = parse_feed(query(item), url=QUERY).entries
    assert (entry.url, entry.guid, entry.feed_url) == (PAGE, "C7", QUERY)
    assert (entry.title, entry.summary) == ("Old bridge closes - for good", None)
    assert (entry.publisher, entry.publisher_url) == ("The Paper", "https://www.paper.example/")


def test_without_a_source_the_publisher_is_what_the_headline_ends_with() -> None:
    item = f"<title>旧桥关闭 - 晨报</title><link>{NEW}</link>"
    [entry] = parse_feed(query(item), url=QUERY).entries
    assert (entry.title, entry.publisher, entry.url) == ("旧桥关闭", "晨报", NEW)


def test_a_headline_elsewhere_keeps_its_ending() -> None:
    item = "<title>Bridge closes - The Paper</title><link>https://paper.example/a</link>"
    [entry] = parse_feed(query(item), url="https://paper.example/rss/search").entries
    assert (entry.title, entry.publisher) == ("Bridge closes - The Paper", None)


def test_a_headline_without_an_ending_is_left_as_it_is() -> None:
    [entry] = parse_feed(query(f"<title>Bridge closes</title><link>{OLD}</link>"), url=QUERY).entries
    assert (entry.title, entry.publisher) == ("Bridge closes", None)
