"""Names that lead somewhere else than they say, asked of a real name server over UDP on loopback."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import httpcore2
import pytest
from pytest_httpserver import HTTPServer
from tests.fetch.names import Names, Road, name_server
from tests.fetch.web import FakeTime, asked
from werkzeug import Request, Response

from variorum.config import FetchSettings
from variorum.errors import FetchError
from variorum.fetch import Client
from variorum.fetch.addresses import Network
from variorum.fetch.wire import Wire

pytestmark = pytest.mark.contract
PUBLIC, OTHER, PUBLIC_6 = "93.184.216.34", "151.101.1.6", "2606:2800:220:1::1"


@pytest.fixture
def paper(httpserver: HTTPServer, open_robots: None) -> HTTPServer:
    httpserver.expect_request("/a").respond_with_data("x")
    httpserver.expect_request("/hub").respond_with_data("taken")
    return httpserver


def client_on(road: Road, time: FakeTime) -> Client:
    settings = FetchSettings(reservations="ignore", host_delay=0)
    return Client(settings, clock=time.clock, sleep=time.sleep, monotonic=time.monotonic, network=road.network)


def fetched(
    known: Mapping[str, Sequence[Sequence[str]]], url: str, server: HTTPServer, time: FakeTime
) -> str | list[str]:
    """The addresses that were dialled, or the kind of refusal; a refusal must have dialled none but good ones."""
    with name_server(known, way=server.port) as (_, road), client_on(road, time) as client:
        try:
            client.get(url)
        except FetchError as fault:
            assert all(address in {PUBLIC, OTHER, PUBLIC_6} for address in road.dialled)
            return fault.kind
        return road.dialled


def test_a_name_is_asked_of_a_real_server_and_dialled_as_answered(paper: HTTPServer, time: FakeTime) -> None:
    assert fetched({"paper.example": [[PUBLIC]]}, "http://paper.example/a", paper, time) == [PUBLIC] * 2
    assert asked(paper) == ["paper.example/robots.txt", "paper.example/a"]


INSIDE = [
    ["127.0.0.1"],
    ["10.0.0.7"],
    ["192.168.0.1"],
    ["169.254.169.254"],
    ["100.64.0.1"],
    ["0.0.0.0"],
    ["255.255.255.255"],
    ["224.0.0.251"],
    ["::1"],
    ["::"],
    ["::ffff:127.0.0.1"],
    ["::ffff:169.254.169.254"],
    ["64:ff9b::7f00:1"],
    ["2002:7f00:1::"],
    ["2001:0:4136:e378:8000:63bf:3fff:fdd2"],
    ["2606:2800::5efe:10.0.0.1"],
    ["fd00::1"],
    ["fe80::1"],
    [PUBLIC, "127.0.0.1"],
    ["10.0.0.1", PUBLIC],
    [PUBLIC, "::1"],
    [PUBLIC, "fd00:ec2::254"],
    ["inside.example"],
    ["hop.example"],
]


@pytest.fixture(scope="module")
def inside() -> Iterator[Road]:
    """A name for each of these answers, "answer-7.example"; nobody listens where the road leads."""
    known: dict[str, Sequence[Sequence[str]]] = {
        f"answer-{number}.example": [answers] for number, answers in enumerate(INSIDE)
    }
    known |= {"inside.example": [["192.168.7.7"]], "hop.example": [["inside.example"]]}
    with name_server(known, way=9) as (_, road):
        yield road


@pytest.mark.parametrize("number", range(len(INSIDE)), ids=lambda number: "+".join(INSIDE[number]))
def test_a_name_with_any_address_that_is_not_public_is_refused(number: int, inside: Road, time: FakeTime) -> None:
    with client_on(inside, time) as client, pytest.raises(FetchError) as caught:
        client.get(f"http://answer-{number}.example/a")
    assert (caught.value.kind, inside.dialled) == ("refused-address", [])


def test_another_word_for_a_public_name_is_fetched(paper: HTTPServer, time: FakeTime) -> None:
    known = {"paper.example": [["edge.example"]], "edge.example": [[OTHER]]}
    assert fetched(known, "http://paper.example/a", paper, time) == [OTHER] * 2


def test_a_name_without_an_address_is_a_fault_of_names(paper: HTTPServer, time: FakeTime) -> None:
    assert fetched({}, "http://nobody.example/a", paper, time) == "dns"


# --- answers that change -----------------------------------------------------------------------------------------


def closing(server: HTTPServer) -> None:
    """Robots and page, each on a connection of its own, so that the name is asked for again."""

    def answer(request: Request) -> Response:
        status = 404 if request.path == "/robots.txt" else 200
        return Response("x", status=status, headers={"Connection": "close"})

    server.expect_request("/robots.txt").respond_with_handler(answer)
    server.expect_request("/a").respond_with_handler(answer)


def test_what_was_checked_is_what_is_dialled(httpserver: HTTPServer, time: FakeTime) -> None:
    closing(httpserver)
    known = {"turning.example": [[PUBLIC], ["127.0.0.1"]]}
    with name_server(known, way=httpserver.port) as (names, road), client_on(road, time) as client:
        with pytest.raises(FetchError) as caught:
            client.get("http://turning.example/a")
        assert caught.value.kind == "refused-address"
        assert road.dialled == [PUBLIC]  # for robots.txt; the second answer was refused, not dialled
        assert asked(httpserver) == ["turning.example/robots.txt"]
        assert names.asked.count("A turning.example") == 2


def test_one_connection_asks_for_the_name_once(httpserver: HTTPServer, time: FakeTime) -> None:
    """Were it resolved once to be checked and once more to be dialled, the second answer would be the private one."""
    closing(httpserver)
    known = {"turning.example": [[PUBLIC], [OTHER], ["127.0.0.1"]]}
    with name_server(known, way=httpserver.port) as (names, road), client_on(road, time) as client:
        assert client.get("http://turning.example/a").body == b"x"
        assert road.dialled == [PUBLIC, OTHER]
        assert names.asked.count("A turning.example") == len(road.dialled)


def test_a_redirect_to_a_name_inside_is_refused(httpserver: HTTPServer, open_robots: None, time: FakeTime) -> None:
    httpserver.expect_request("/a").respond_with_data("", status=302, headers={"Location": "http://inside.example/b"})
    known = {"paper.example": [[PUBLIC]], "inside.example": [["10.1.1.1"]]}
    assert fetched(known, "http://paper.example/a", httpserver, time) == "refused-address"
    assert [one for one in asked(httpserver) if one.startswith("inside")] == []


def test_a_form_is_dialled_by_the_same_rule(paper: HTTPServer, time: FakeTime) -> None:
    known = {"hub.example": [[PUBLIC]], "inside.example": [["::ffff:10.0.0.1"]]}
    with name_server(known, way=paper.port) as (_, road), client_on(road, time) as client:
        assert client.post("http://hub.example/hub", {"a": "b"}).body == b"taken"
        with pytest.raises(FetchError) as caught:
            client.post("http://inside.example/hub", {"a": "b"})
        assert (caught.value.kind, set(road.dialled)) == ("refused-address", {PUBLIC})


def test_the_second_public_address_is_dialled_where_the_first_is_deaf(paper: HTTPServer, time: FakeTime) -> None:
    with name_server({"paper.example": [[PUBLIC, OTHER]]}, way=paper.port) as (_, road):

        def connect(host: str, *more: Any) -> httpcore2.NetworkStream:
            if host == PUBLIC:
                raise httpcore2.ConnectError("deaf")
            return road.connect(host, *more)

        settings = FetchSettings(reservations="ignore", host_delay=0)
        network = Network(lookup=road.lookup, connect=connect)
        with Client(settings, clock=time.clock, network=network) as client:
            assert client.get("http://paper.example/a").body == b"x"
        assert set(road.dialled) == {OTHER}


def test_the_server_of_names_counts_every_question(time: FakeTime) -> None:
    with name_server({"paper.example": [[PUBLIC], [OTHER, PUBLIC_6]]}, way=9) as (names, road):
        assert [road.lookup("paper.example", 80) for _ in range(2)] == [[PUBLIC], [OTHER, PUBLIC_6]]
        assert isinstance(names, Names)
        assert names.asked == ["A paper.example", "AAAA paper.example"] * 2


def test_after_a_look_up_that_took_too_long_nobody_is_dialled(paper: HTTPServer, time: FakeTime) -> None:
    with name_server({"paper.example": [[PUBLIC]]}, way=paper.port) as (_, road):

        def slowly(host: str, port: int) -> list[str]:
            time.sleep(61)  # the whole answer may take three times the timeout of twenty seconds
            return road.lookup(host, port)

        wire = Wire(FetchSettings(), monotonic=time.monotonic, network=replace(road.network, lookup=slowly))
        with pytest.raises(FetchError, match="in time") as caught:
            wire.ask("http://paper.example/a", {}, max_bytes=1_000)
        wire.close()
    assert (caught.value.kind, road.dialled) == ("timeout", [])
