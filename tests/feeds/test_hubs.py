"""Which hub a feed names, and whether what came is signed with our secret."""

from __future__ import annotations

import hashlib
import hmac
from datetime import UTC, datetime

import pytest

from variorum.feeds import FeedWishes, ParsedFeed, is_signed
from variorum.feeds.hubs import with_hub
from variorum.model import Page

pytestmark = pytest.mark.unit
URL = "https://paper.example/feed.xml"
HUB = "https://hub.example/"
SECRET = "quay-lantern"
BODY = "<rss>Fähre</rss>".encode()


def wishes(*links: str, hub: str | None = None, topic: str | None = None) -> tuple[str | None, str | None]:
    headers = tuple(("Link", link) for link in links)
    page = Page(url=URL, final_url=URL, status=200, headers=headers, body=b"", fetched_at=datetime.now(UTC))
    found = with_hub(FeedWishes(ttl_minutes=5), page, ParsedFeed(hub=hub, topic=topic))
    assert found.ttl_minutes == 5
    return found.hub, found.topic


@pytest.mark.parametrize(
    ("links", "named", "expected"),
    [
        pytest.param((), {}, (None, None), id="a feed without a hub has none"),
        pytest.param((), {"hub": HUB, "topic": URL}, (HUB, URL), id="a feed names its hub itself"),
        pytest.param((), {"hub": HUB}, (HUB, URL), id="a feed that does not name itself is known by its address"),
        pytest.param((), {"hub": "/hub"}, ("https://paper.example/hub", URL), id="a relative hub is read in full"),
        pytest.param((), {"hub": "javascript:alert(1)"}, (None, None), id="what is no web address is no hub"),
        pytest.param(
            (f'<{HUB}>; rel="hub", <https://paper.example/self>; rel=self',),
            {},
            (HUB, "https://paper.example/self"),
            id="a header names both",
        ),
        pytest.param(
            (f'<{HUB}>; title="a, b; c"; rel="preload HUB"', "</self>; rel='x'; y, </me>; rel=self"),
            {},
            (HUB, "https://paper.example/me"),
            id="several headers with other parameters and several relations are read",
        ),
        pytest.param(
            (f"<{HUB}>; rel=hub",), {"hub": "https://other.example/"}, (HUB, URL), id="a header wins over the feed"
        ),
        pytest.param(("<https://paper.example/>; rel=alternate",), {}, (None, None), id="other links are no hub"),
    ],
)
def test_a_hub_is_found(links: tuple[str, ...], named: dict[str, str], expected: tuple[str | None, str | None]) -> None:
    assert wishes(*links, **named) == expected


def signature(method: str, body: bytes = BODY, secret: str = SECRET) -> str:
    return f"{method}={hmac.new(secret.encode(), body, method).hexdigest()}"


@pytest.mark.parametrize("method", ["sha1", "sha256", "sha384", "sha512"])
def test_what_is_signed_with_our_secret_is_the_hubs(method: str) -> None:
    assert is_signed(BODY, signature(method), secret=SECRET)
    assert is_signed(BODY, signature(method).upper(), secret=SECRET)


@pytest.mark.parametrize(
    "given",
    [
        pytest.param(None, id="no signature"),
        pytest.param("", id="an empty one"),
        pytest.param(signature("sha256", secret="another"), id="another secret"),
        pytest.param(signature("sha256", body=b"other"), id="another body"),
        pytest.param(signature("md5"), id="a method that is broken"),
        pytest.param("sha256=", id="no digest"),
        pytest.param(hashlib.sha256(BODY).hexdigest(), id="no method"),
        pytest.param("sha256=é" + "0" * 63, id="letters that are none of a digest"),
        pytest.param("sha256=" + "0" * 1_000_000, id="a digest that is too long"),
    ],
)
def test_what_is_not_signed_with_our_secret_is_nobodys(given: str | None) -> None:
    assert not is_signed(BODY, given, secret=SECRET)


def test_a_hostile_header_is_read_in_no_time() -> None:
    assert wishes("<" * 50_000 + ";" * 50_000, "<a>" + "; x" * 20_000 + "=") == (None, None)
