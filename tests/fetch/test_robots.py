"""What robots.txt allows, when it is asked, and what happens while nobody can read it."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from pytest_httpserver import HTTPServer
from tests.fetch.web import FakeTime, asked

from variorum.errors import FetchError
from variorum.fetch import Client

pytestmark = pytest.mark.contract
MakeClient = Callable[..., Client]

RULES = """
User-agent: *
Disallow: /private
Crawl-delay: 3

User-agent: variorum
Disallow: /closed
Allow: /closed/but-this
Crawl-delay: 2.5
"""


@pytest.fixture
def site(httpserver: HTTPServer) -> HTTPServer:
    httpserver.expect_request("/robots.txt").respond_with_data("\ufeff" + RULES)
    httpserver.expect_request("/closed/but-this").respond_with_data("x")
    httpserver.expect_request("/private").respond_with_data("x")
    return httpserver


def kind_of(client: Client, url: str) -> str:
    try:
        return str(client.get(url).status)
    except FetchError as fault:
        return fault.kind


@pytest.mark.parametrize(("path", "outcome"), [("closed", "robots"), ("closed/but-this", "200"), ("private", "200")])
def test_the_group_that_names_us_is_obeyed(site: HTTPServer, make_client: MakeClient, path: str, outcome: str) -> None:
    assert kind_of(make_client(), f"https://paper.example/{path}") == outcome


def test_the_pause_that_a_site_asks_for_is_kept(site: HTTPServer, make_client: MakeClient, time: FakeTime) -> None:
    client = make_client(host_delay=1.0)
    client.get("https://paper.example/private")
    client.get("https://paper.example/private")
    assert time.slept == [2.5, 2.5]


def test_a_pause_without_measure_is_kept_within_bounds(
    httpserver: HTTPServer, make_client: MakeClient, time: FakeTime
) -> None:
    httpserver.expect_request("/robots.txt").respond_with_data("User-agent: *\nCrawl-delay: 999999")
    httpserver.expect_request("/a").respond_with_data("x")
    client = make_client(host_delay=0)
    client.get("https://paper.example/a")
    client.get("https://paper.example/a")
    assert time.slept == [60.0, 60.0]


def test_robots_are_asked_once_a_day_for_each_origin(site: HTTPServer, make_client: MakeClient, time: FakeTime) -> None:
    client = make_client(host_delay=0)
    for _ in range(3):
        client.get("https://paper.example/private")
    client.get("http://paper.example/private")
    assert asked(site).count("paper.example/robots.txt") == 2
    time.sleep(86_401)
    client.get("https://paper.example/private")
    assert asked(site).count("paper.example/robots.txt") == 3


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_where_there_are_no_rules_everything_is_allowed(
    httpserver: HTTPServer, make_client: MakeClient, status: int
) -> None:
    httpserver.expect_request("/robots.txt").respond_with_data("Disallow: /", status=status)
    httpserver.expect_request("/a").respond_with_data("x")
    assert kind_of(make_client(), "https://paper.example/a") == "200"


@pytest.mark.parametrize("status", [429, 500, 503])
def test_while_nobody_can_read_the_rules_nothing_is_fetched(
    httpserver: HTTPServer, make_client: MakeClient, time: FakeTime, status: int
) -> None:
    httpserver.expect_ordered_request("/robots.txt").respond_with_data("", status=status)
    httpserver.expect_ordered_request("/robots.txt").respond_with_data("")
    httpserver.expect_ordered_request("/a").respond_with_data("x")
    client = make_client()
    for _ in range(2):
        with pytest.raises(FetchError) as caught:
            client.get("https://paper.example/a")
        assert caught.value.kind == "robots-unreachable"
        assert caught.value.retry_after == pytest.approx(600, abs=5)
    assert len(httpserver.log) == 1
    time.sleep(601)
    assert kind_of(client, "https://paper.example/a") == "200"


def test_rules_that_were_known_hold_on_while_the_new_ones_cannot_be_read(
    httpserver: HTTPServer, make_client: MakeClient, time: FakeTime
) -> None:
    httpserver.expect_ordered_request("/robots.txt").respond_with_data("User-agent: *\nDisallow: /closed")
    httpserver.expect_ordered_request("/a").respond_with_data("x")
    httpserver.expect_ordered_request("/robots.txt").respond_with_data("", status=500)
    httpserver.expect_ordered_request("/a").respond_with_data("x")
    client = make_client()
    assert kind_of(client, "https://paper.example/a") == "200"
    time.sleep(86_401)
    assert kind_of(client, "https://paper.example/closed") == "robots"
    assert kind_of(client, "https://paper.example/a") == "200"


def test_rules_behind_a_redirect_are_read(httpserver: HTTPServer, make_client: MakeClient) -> None:
    elsewhere = {"Location": "https://www.paper.example/robots.txt"}
    httpserver.expect_request("/robots.txt", headers={"Host": "paper.example"}).respond_with_data(
        "", status=301, headers=elsewhere
    )
    httpserver.expect_request("/robots.txt").respond_with_data("User-agent: *\nDisallow: /a")
    assert kind_of(make_client(), "https://paper.example/a") == "robots"


def test_a_page_of_html_in_place_of_rules_forbids_nothing(httpserver: HTTPServer, make_client: MakeClient) -> None:
    httpserver.expect_request("/robots.txt").respond_with_data("<!doctype html><title>Hello</title>")
    httpserver.expect_request("/a").respond_with_data("x")
    assert kind_of(make_client(), "https://paper.example/a") == "200"


def test_rules_without_end_are_read_to_their_limit(httpserver: HTTPServer, make_client: MakeClient) -> None:
    httpserver.expect_request("/robots.txt").respond_with_data("User-agent: *\nDisallow: /a\n" + "# long\n" * 200_000)
    assert kind_of(make_client(), "https://paper.example/a") == "robots"


def test_a_host_without_an_address_says_so_itself(make_client: MakeClient) -> None:
    assert kind_of(make_client(hosts={}), "https://no-such-paper.invalid/a") == "dns"


def test_a_private_host_is_refused_before_anything_is_asked(httpserver: HTTPServer, make_client: MakeClient) -> None:
    client = make_client(hosts={}, ports=(80, 443, httpserver.port))
    assert kind_of(client, f"http://127.0.0.1:{httpserver.port}/a") == "refused-address"
    assert httpserver.log == []


@pytest.mark.parametrize(("hops", "outcome"), [(5, "robots"), (6, "200")])
def test_rules_are_looked_for_behind_five_redirects(
    httpserver: HTTPServer, make_client: MakeClient, hops: int, outcome: str
) -> None:
    """RFC 9309, 2.3.1.2: behind more, there are none. The setting for pages changes nothing in it."""
    steps = ["/robots.txt", *(f"/step-{number}" for number in range(hops))]
    for path, to in pairwise(steps):
        httpserver.expect_request(path).respond_with_data("", status=302, headers={"Location": to})
    httpserver.expect_request(steps[-1]).respond_with_data("User-agent: *\nDisallow: /")
    httpserver.expect_request("/a").respond_with_data("x")
    assert kind_of(make_client(max_redirects=1, host_delay=0), "https://paper.example/a") == outcome


def test_rules_that_lead_in_a_circle_are_none(httpserver: HTTPServer, make_client: MakeClient) -> None:
    httpserver.expect_request("/robots.txt").respond_with_data("", status=302, headers={"Location": "/robots.txt"})
    httpserver.expect_request("/a").respond_with_data("x")
    assert kind_of(make_client(), "https://paper.example/a") == "200"


def test_a_busy_host_is_left_alone_though_only_its_rules_were_asked_for(
    httpserver: HTTPServer, make_client: MakeClient, time: FakeTime
) -> None:
    httpserver.expect_request("/robots.txt").respond_with_data("", status=503, headers={"Retry-After": "1800"})
    client = make_client()
    assert kind_of(client, "https://paper.example/a") == "robots-unreachable"
    time.sleep(700)
    assert kind_of(client, "https://paper.example/a") == "robots-unreachable"
    assert kind_of(client, "http://paper.example/a") == "paused"  # another origin of the same host
    assert len(httpserver.log) == 1


@pytest.mark.parametrize(
    ("said", "wait"),
    [
        pytest.param("1800", 1800, id="seconds"),
        pytest.param("Sun, 01 Mar 2026 13:00:00 GMT", 3600, id="a date"),
        pytest.param("60", 600, id="less than we wait ourselves"),
        pytest.param("Sun, 01 Mar 2026 11:00:00 GMT", 600, id="a date that is past"),
        pytest.param("soon", 600, id="nothing sensible"),
    ],
)
@pytest.mark.parametrize("status", [429, 503])
def test_rules_that_cannot_be_had_are_asked_for_again_when_their_server_says(
    httpserver: HTTPServer, make_client: MakeClient, time: FakeTime, said: str, wait: int, status: int
) -> None:
    busy = {"Retry-After": said}
    httpserver.expect_ordered_request("/robots.txt").respond_with_data("", status=status, headers=busy)
    httpserver.expect_ordered_request("/robots.txt").respond_with_data("")
    httpserver.expect_ordered_request("/a").respond_with_data("x")
    client = make_client()
    with pytest.raises(FetchError) as caught:
        client.get("https://paper.example/a")
    assert caught.value.kind == "robots-unreachable"
    assert caught.value.retry_after == pytest.approx(wait, abs=5)
    assert ("retry-after", said) in caught.value.headers
    time.sleep(wait - 10)
    assert kind_of(client, "https://paper.example/a") == "robots-unreachable"
    time.sleep(15)
    assert kind_of(client, "https://paper.example/a") == "200"


def test_the_name_in_the_rules_is_the_one_that_we_send(httpserver: HTTPServer, make_client: MakeClient) -> None:
    httpserver.expect_request("/robots.txt").respond_with_data("User-agent: Quay-Bot\nDisallow: /a")
    httpserver.expect_request("/a").respond_with_data("x")
    client = make_client(user_agent="Quay-Bot/3 (+https://quay.example)")
    assert kind_of(client, "https://paper.example/a") == "robots"
    assert httpserver.log[0][0].headers["User-Agent"].startswith("Quay-Bot/3")


@pytest.mark.parametrize("kind", ["text/html", "application/octet-stream", "image/png"])
def test_rules_are_read_whatever_they_are_called(httpserver: HTTPServer, make_client: MakeClient, kind: str) -> None:
    httpserver.expect_request("/robots.txt").respond_with_data("User-agent: *\r\nDisallow: /", content_type=kind)
    assert kind_of(make_client(), "https://paper.example/a") == "robots"
