"""Pages that their publisher keeps from text and data mining, from AI, or from being listed."""

import json
import logging
import time as real_time
from collections.abc import Callable
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from tests.fetch.web import FakeTime, asked

from variorum.config import FetchSettings
from variorum.errors import FetchError
from variorum.fetch import Client
from variorum.fetch.reservations import find_reservation, read_tdmrep

pytestmark = pytest.mark.contract
MakeClient = Callable[..., Client]
HTML = ("Content-Type", "text/html; charset=utf-8")
FEED = ("Content-Type", "application/rss+xml")
TDMREP = "/.well-known/tdmrep.json"


def words(*headers: tuple[str, str], body: str = "") -> str | None:
    found = find_reservation(headers, body.encode(), agent="Variorum")
    return found.words if found else None


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("noai", "noai"),
        ("NoAI, noimageai", "noai"),
        ("noimageai", None),
        ("noindex", "noindex"),
        ("none", "none"),
        ("all", None),
        ("nofollow, noarchive, max-snippet: 50", None),
        ("index, follow", None),
        ("googlebot: noindex, noai", None),
        ("googlebot: noindex, variorum: noai", "noai"),
        ("variorum: noindex", "noindex"),
        ("unavailable_after: 25 Jun 2030 15:00:00 GMT, noai", "noai"),
        ("", None),
    ],
)
def test_a_robots_header_is_heard_where_it_speaks_to_us(value: str, said: str | None) -> None:
    assert words(HTML, ("X-Robots-Tag", value)) == said


@pytest.mark.parametrize(
    ("markup", "said"),
    [
        ('<meta name="robots" content="noai, noimageai">', "noai"),
        ("<META CONTENT=noindex NAME=Robots>", "noindex"),
        ("<meta name='variorum' content='noai'/>", "noai"),
        ('<meta name="googlebot" content="noindex">', None),
        ('<meta name="robots" content="index,follow,max-image-preview:large">', None),
        ('<meta name="tdm-reservation" content="1">', "tdm-reservation: 1"),
        ('<meta name="tdm-reservation" content="0">', None),
        ('<meta property="og:title" content="noai">', None),
        ('<!-- <meta name="robots" content="noai"> -->', None),
        ('</head><body><meta name="robots" content="noai">', None),
        ('<meta name="description" content="noindex">', None),
        ('<meta name="robots" content="no&#97;i">', "noai"),
    ],
)
def test_meta_elements_of_the_head_are_heard(markup: str, said: str | None) -> None:
    assert words(HTML, body=f"<html><head><title>Quay</title>{markup}") == said


@pytest.mark.parametrize(
    ("header", "meta", "said"),
    [("1", "0", None), ("0", "1", "tdm-reservation: 1"), ("1", None, "tdm-reservation: 1"), ("0", None, None)],
)
def test_a_meta_element_wins_over_a_header(header: str, meta: str | None, said: str | None) -> None:
    markup = f'<meta name="tdm-reservation" content="{meta}">' if meta else ""
    assert words(HTML, ("TDM-Reservation", header), body=markup) == said


@pytest.mark.parametrize("kind", [FEED, HTML])
def test_a_feed_that_is_kept_out_of_search_engines_may_be_read(kind: tuple[str, str]) -> None:
    feed = '<?xml version="1.0"?><rss version="2.0"><channel/></rss>'
    assert words(kind, ("X-Robots-Tag", "noindex, follow"), body=feed) is None
    assert words(kind, ("tdm-reservation", "1"), body=feed) == "tdm-reservation: 1"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("noindex, follow", None),
        ("noindex", None),
        ("nofollow", "nofollow"),
        ("none", "none"),
        ("noindex, noai", "noai"),
    ],
)
def test_a_page_whose_links_alone_are_used_may_be_unlisted_itself_but_not_its_links(
    value: str, said: str | None
) -> None:
    body = f'<html><head><meta name="robots" content="{value}"></head>'.encode()
    for headers, page in (([HTML], body), ([HTML, ("X-Robots-Tag", value)], b"<html>")):
        found = find_reservation(headers, page, agent="Variorum", links_only=True)
        assert (found.words if found else None) == said


def test_the_publishers_terms_are_named() -> None:
    headers = [HTML, ("tdm-reservation", "1"), ("tdm-policy", "https://paper.example/terms.json")]
    found = find_reservation(headers, b"", agent="Variorum")
    assert str(found) == "tdm-reservation: 1, on terms at https://paper.example/terms.json"


def test_no_page_takes_long_to_look_at() -> None:
    for head in ("<meta " * 40_000, "<meta " + "a" * 200_000 + ">", "<!--" * 50_000, '<meta name="' * 20_000):
        began = real_time.process_time()
        assert words(HTML, body=head) is None
        assert real_time.process_time() - began < 1.0


# --- tdmrep.json -------------------------------------------------------------------------------------------------


def rule(location: str, reserved: object, **more: str) -> dict[str, Any]:
    return {"location": location, "tdm-reservation": reserved} | more


@pytest.mark.parametrize(
    ("rules", "path", "open_"),
    [
        ([rule("/", 1)], "/a", False),
        ([rule("*", 1)], "/a", False),
        ([rule("/", "1")], "/a", False),
        ([rule("/", 0)], "/a", True),
        ([rule("/", True)], "/a", True),
        ([rule("/", 1), rule("/news/", 0)], "/news/1", True),
        ([rule("/", 0), rule("/data/*.html$", 1)], "/data/x.html", False),
        ([rule("/\n\nUser-agent: *\nDisallow: /", 1)], "/a", True),
        ([rule("a", 1), "/", None, 7, {"location": 3}], "/a", True),
        (rule("/", 1), "/a", False),
        ({}, "/a", True),
        ("/", "/a", True),
    ],
)
def test_a_sites_file_reserves_paths(rules: object, path: str, open_: bool) -> None:
    assert read_tdmrep(json.dumps(rules).encode())[0].allow(f"https://paper.example{path}") is open_


@pytest.mark.parametrize("body", [b"", b"<!doctype html>", b"[" * 100_000, b"\xff\xfe[", b"null"])
def test_what_is_no_such_file_reserves_nothing(body: bytes) -> None:
    assert read_tdmrep(body)[0].allow("https://paper.example/a")


# --- the client --------------------------------------------------------------------------------------------------


@pytest.fixture
def site(httpserver: HTTPServer, open_robots: None) -> HTTPServer:
    rules = [rule("/kept", 1, **{"tdm-policy": "https://paper.example/terms"}), rule("/kept/open", 0)]
    httpserver.expect_request(TDMREP).respond_with_json(rules)
    for path in ("/kept/1", "/kept/open/1", "/a"):
        httpserver.expect_request(path).respond_with_data("x", content_type="text/html")
    noai = '<html><head><meta name="robots" content="noai"></head><body>x'
    httpserver.expect_request("/noai").respond_with_data(noai, content_type="text/html")
    httpserver.expect_request("/header").respond_with_data("x", headers={"TDM-Reservation": "1"})
    httpserver.expect_request("/moved").respond_with_data("", status=301, headers={"Location": "/kept/1"})
    return httpserver


def outcome(client: Client, path: str, *, links_only: bool = False) -> str:
    try:
        return str(client.get(f"https://paper.example{path}", links_only=links_only).status)
    except FetchError as fault:
        return fault.kind


@pytest.mark.parametrize("path", ["/kept/1", "/noai", "/header", "/moved"])
def test_what_is_reserved_is_refused_as_the_settings_say(
    site: HTTPServer, make_client: MakeClient, caplog: pytest.LogCaptureFixture, path: str
) -> None:
    caplog.set_level(logging.INFO, logger="variorum.fetch")
    assert outcome(make_client(reservations="respect"), path) == "reserved"
    assert not [one for one in caplog.records if one.name.startswith("variorum")]
    assert outcome(make_client(reservations="note"), path) == "200"
    assert [one.name for one in caplog.records if one.name.startswith("variorum")] == ["variorum.fetch.client"]
    assert outcome(make_client(reservations="ignore"), path) == "200"


@pytest.mark.parametrize(("words", "page", "links"), [("noindex", "reserved", "200"), ("nofollow", "200", "reserved")])
def test_what_is_asked_for_its_links_is_refused_where_they_are_not_to_be_followed(
    site: HTTPServer, make_client: MakeClient, words: str, page: str, links: str
) -> None:
    head = f'<html><head><meta name="robots" content="{words}"></head><a href="/a">A</a>'
    site.expect_request("/section").respond_with_data(head, content_type="text/html")
    assert outcome(make_client(reservations="respect"), "/section") == page
    assert outcome(make_client(reservations="respect"), "/section", links_only=True) == links
    assert outcome(make_client(reservations="note"), "/section", links_only=True) == "200"


def test_reservations_are_respected_by_default() -> None:
    assert FetchSettings().reservations == "respect"


@pytest.mark.parametrize("path", ["/a", "/kept/open/1"])
def test_what_is_not_reserved_is_fetched(site: HTTPServer, make_client: MakeClient, path: str) -> None:
    assert outcome(make_client(reservations="respect"), path) == "200"


def test_a_page_that_the_sites_file_reserves_is_never_asked_for(site: HTTPServer, make_client: MakeClient) -> None:
    with pytest.raises(FetchError, match=r"https://paper\.example/terms"):
        make_client(reservations="respect").get("https://paper.example/kept/1")
    assert asked(site) == ["paper.example/robots.txt", f"paper.example{TDMREP}", "paper.example/ai.txt"]


def test_a_page_that_reserves_itself_is_not_kept(site: HTTPServer, make_client: MakeClient) -> None:
    class Kept(list[str]):
        def keep(self, page: Any, *, request_headers: Any = (), hops: Any = ()) -> Any:
            self.append(page.url)

    kept = Kept()
    client = make_client(reservations="respect", captures=kept)
    assert [outcome(client, path) for path in ("/noai", "/a")] == ["reserved", "200"]
    assert kept == ["https://paper.example/a"]


def test_the_sites_file_is_asked_for_once_a_day(site: HTTPServer, make_client: MakeClient, time: FakeTime) -> None:
    client = make_client(reservations="respect")
    other = client.keeping(client._captures)  # type: ignore[arg-type]
    assert [outcome(one, "/a") for one in (client, client, other)] == ["200"] * 3
    assert asked(site).count(f"paper.example{TDMREP}") == 1
    time.sleep(86_401)
    outcome(client, "/a")
    assert asked(site).count(f"paper.example{TDMREP}") == 2


@pytest.mark.parametrize("status", [404, 403, 500])
def test_a_site_without_the_file_reserves_nothing_by_it(
    httpserver: HTTPServer, open_robots: None, make_client: MakeClient, status: int
) -> None:
    httpserver.expect_request(TDMREP).respond_with_json([rule("/", 1)], status=status)
    httpserver.expect_request("/a").respond_with_data("x")
    assert outcome(make_client(reservations="respect"), "/a") == "200"


def test_the_files_are_not_asked_for_where_robots_txt_closes_it(
    httpserver: HTTPServer, make_client: MakeClient
) -> None:
    httpserver.expect_request("/robots.txt").respond_with_data(
        "User-agent: *\nDisallow: /.well-known/\nDisallow: /ai.txt"
    )
    httpserver.expect_request("/a").respond_with_data("x")
    assert outcome(make_client(reservations="respect"), "/a") == "200"
    assert asked(httpserver) == ["paper.example/robots.txt", "paper.example/a"]


@pytest.mark.parametrize("path", [TDMREP, "/ai.txt"])
def test_a_page_that_says_that_there_is_no_file_is_none(
    httpserver: HTTPServer, make_client: MakeClient, path: str
) -> None:
    words = "User-agent: *\nDisallow: /" if path == "/ai.txt" else '[{"location": "/", "tdm-reservation": 1}]'
    httpserver.expect_request(path).respond_with_data(words, status=404)
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    httpserver.expect_request("/page").respond_with_data("<p>Open</p>", content_type="text/html")
    assert make_client().get("https://paper.example/page").status == 200


# --- ai.txt ------------------------------------------------------------------------------------------------------

NO_TEXT = "# Prevent datasets from using the following file types\nUser-Agent: *\nDisallow: *.txt\nDisallow: *.html\n"


@pytest.mark.parametrize(
    ("file", "path", "told"),
    [
        pytest.param(f"{NO_TEXT}Disallow: /\nDisallow: *", "/a", "reserved", id="as the generator writes it for all"),
        pytest.param(NO_TEXT, "/a.html", "reserved", id="a kind of file"),
        pytest.param(NO_TEXT, "/a", "200", id="another kind"),
        pytest.param("User-Agent: *\nDisallow: *.jpg\nAllow: *.txt", "/a.html", "200", id="pictures only"),
        pytest.param("User-Agent: GPTBot\nDisallow: /", "/a", "200", id="another's name"),
        pytest.param("User-Agent: Variorum\nDisallow: /", "/a", "reserved", id="our name"),
        pytest.param("---\nname: Paper\n---\n# What we do\nDisallow nothing.", "/a", "200", id="another form"),
        pytest.param("<!doctype html><p>Not found.</p>", "/a", "200", id="a page in its place"),
    ],
)
def test_what_ai_txt_closes_is_reserved(
    httpserver: HTTPServer, open_robots: None, make_client: MakeClient, file: str, path: str, told: str
) -> None:
    httpserver.expect_request("/ai.txt").respond_with_data(file, content_type="text/plain")
    httpserver.expect_request(path).respond_with_data("x", content_type="text/html")
    assert outcome(make_client(reservations="respect"), path) == told
    assert outcome(make_client(reservations="note"), path) == "200"
    asked_before = len(httpserver.log)
    assert outcome(make_client(reservations="ignore"), path) == "200"
    assert "paper.example/ai.txt" not in asked(httpserver)[asked_before:]


def test_the_refusal_names_the_file(httpserver: HTTPServer, open_robots: None, make_client: MakeClient) -> None:
    httpserver.expect_request("/ai.txt").respond_with_data("User-Agent: *\nDisallow: /")
    with pytest.raises(FetchError, match=r"Disallow in ai\.txt"):
        make_client(reservations="respect").get("https://paper.example/a")
