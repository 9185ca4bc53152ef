"""Addresses: one canonical form for one page."""

import contextlib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from variorum.errors import InputError
from variorum.urls import canonical_url, host_of, join_url, registrable_domain

pytestmark = pytest.mark.unit

SAME = {
    "capitals in scheme and host, and the default port": ("HTTP://Paper.Example:80/A", "http://paper.example/A"),
    "dot segments": ("https://paper.example/a/../b/./c", "https://paper.example/b/c"),
    "a fragment": ("https://paper.example/a#comments", "https://paper.example/a"),
    "a login": ("https://reader:word@paper.example/a", "https://paper.example/a"),
    "a host in its own letters": ("https://zeitüng.example/straße", "https://xn--zeitng-6ya.example/stra%C3%9Fe"),
    "a dot after the host": ("https://paper.example./a", "https://paper.example/a"),
    "campaign parameters": ("https://paper.example/a?utm_source=x&id=7&fbclid=y", "https://paper.example/a?id=7"),
    "nothing but campaign parameters": (
        "https://paper.example/a?utm_medium=rss&at_medium=z",
        "https://paper.example/a",
    ),
    "parameters in another order": ("https://paper.example/a?b=2&a=1", "https://paper.example/a?a=1&b=2"),
    "repeated keys keep their order": ("https://paper.example/a?x=2&x=1", "https://paper.example/a?x=2&x=1"),
    "empty pieces of a query": ("https://paper.example/a?&&b=1&", "https://paper.example/a?b=1"),
    "needless percent codes": ("https://paper.example/%7ejo/%c3%a4", "https://paper.example/~jo/%C3%A4"),
    "a session in the path": ("https://paper.example/a;jsessionid=1F?b=1", "https://paper.example/a?b=1"),
    "an AMP page by its last part": ("https://paper.example/story/amp/", "https://paper.example/story"),
    "an AMP page by its kind": ("https://paper.example/story.amp.html", "https://paper.example/story.html"),
    "an AMP page by its query": ("https://paper.example/story?outputType=amp", "https://paper.example/story"),
    "an AMP cache": ("https://paper-example.cdn.ampproject.org/c/s/paper.example/a", "https://paper.example/a"),
    "Google's AMP viewer": ("https://www.google.com/amp/s/paper.example/a", "https://paper.example/a"),
    "spaces around": ("  https://paper.example/a b ", "https://paper.example/a%20b"),
    "an address in numbers": ("http://0x7f.1/", "http://127.0.0.1/"),
}


@pytest.mark.parametrize(("url", "canonical"), SAME.values(), ids=SAME)
def test_one_page_has_one_canonical_address(url: str, canonical: str) -> None:
    assert canonical_url(url) == canonical


@pytest.mark.parametrize(
    "url",
    [
        "https://paper.example/amp",
        "https://paper.example/amplifier",
        "https://paper.example/a?output=pdf",
        "https://paper.example/a?page=2",
        "https://paper.example/a/",
        "https://paper.example:8443/a",
        "https://paper.example/a%2Fb",
    ],
)
def test_what_may_choose_a_page_stays(url: str) -> None:
    assert canonical_url(url) == url


@pytest.mark.parametrize(
    "url", ["", "nonsense", "ftp://paper.example/a", "mailto:a@paper.example", "https://", "\ud800"]
)
def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(InputError, match="address"):
        canonical_url(url)


_LETTERS = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40)


@given(path=_LETTERS, query=_LETTERS)
@example(path="%2%65%2%65/x", query="%2%36")
@example(path="a/amp/amp.amp", query="amp&amp=1")
@example(path="x;sid=1;sid=2", query="utm_a=1&&")
def test_canonical_addresses_are_their_own_canonical_form(path: str, query: str) -> None:
    canonical = canonical_url(f"https://paper.example/{path}?{query}")
    assert canonical_url(canonical) == canonical


@given(st.text(max_size=60))
def test_any_text_gives_an_address_or_an_input_error(text: str) -> None:
    with contextlib.suppress(InputError):
        assert canonical_url(text).startswith("http")


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("news.paper.co.uk", "paper.co.uk"),
        ("WWW.Paper.Example.", "paper.example"),
        ("www.xn--mller-kva.de", "xn--mller-kva.de"),
        ("one.blogspot.com", "one.blogspot.com"),
        ("localhost", "localhost"),
        ("co.uk", "co.uk"),
        ("127.0.0.1", "127.0.0.1"),
        ("[::1]", "[::1]"),
    ],
)
def test_the_registrable_domain_is_what_one_organisation_registered(host: str, domain: str) -> None:
    assert registrable_domain(host) == domain


def test_the_host_is_given_in_the_letters_of_the_wire() -> None:
    assert host_of("https://WWW.Zeitüng.example:8443/a") == "www.xn--zeitng-6ya.example"


@pytest.mark.parametrize(
    ("href", "full"),
    [
        ("../b?c=1", "https://paper.example/b?c=1"),
        ("//other.example/x", "https://other.example/x"),
        (" ?page=2 ", "https://paper.example/a/c?page=2"),
        ("http://other.example", "http://other.example/"),
    ],
)
def test_links_are_joined_to_their_page(href: str, full: str) -> None:
    assert join_url("https://paper.example/a/c", href) == full


@pytest.mark.parametrize("href", ["javascript:alert(1)", "mailto:a@b.example", "http://["])
def test_links_that_lead_to_no_page_are_refused(href: str) -> None:
    with pytest.raises(InputError):
        join_url("https://paper.example/a", href)
