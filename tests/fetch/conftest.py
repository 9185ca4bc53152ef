"""A web on loopback: every host name leads to one local server, and time passes only when somebody sleeps."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from tests.fetch.web import FakeTime

from variorum.config import FetchSettings
from variorum.fetch import Client


@pytest.fixture
def time() -> FakeTime:
    return FakeTime()


@pytest.fixture
def make_client(httpserver: HTTPServer, time: FakeTime) -> Iterator[Callable[..., Client]]:
    """Makes clients to whom every host name leads to the test's server; keywords are settings.

    Reservations are looked for where a test says so, lest every log of requests hold one more.
    """
    made: list[Client] = []

    def make(*, captures: Any = None, **settings: Any) -> Client:
        known: dict[str, Any] = {
            "hosts": {"*": f"127.0.0.1:{httpserver.port}"},
            "timeout": 5.0,
            "reservations": "ignore",
        } | settings
        client = Client(
            FetchSettings(**known), captures=captures, clock=time.clock, sleep=time.sleep, monotonic=time.monotonic
        )
        made.append(client)
        return client

    yield make
    for client in made:
        client.close()


@pytest.fixture
def open_robots(httpserver: HTTPServer) -> None:
    """No robots.txt anywhere: everything is allowed."""
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
