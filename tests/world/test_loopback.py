"""What both the demo and the benchmarks are served by."""

from __future__ import annotations

from http.client import HTTPConnection, HTTPResponse, RemoteDisconnected

import pytest

from variorum.world.loopback import Reply, Request, serve_web, tagged

pytestmark = pytest.mark.contract


def answer(request: Request) -> Reply | None:
    """The host and the target as text; at one address nothing at all, at another what is not there."""
    if request.target == "/silent":
        return None
    body = None if request.target == "/gone" else f"{request.host} {request.target}".encode()
    return tagged(request, body, etag='"1"', content_type="text/plain")


def ask(target: str, *, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    with serve_web(answer) as address:
        connection = HTTPConnection(address, timeout=5)
        try:
            named = {"Host": "paper.example:80"} | {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, target, headers=named)
            found: HTTPResponse = connection.getresponse()
            return found.status, dict(found.getheaders()), found.read()
        finally:
            connection.close()


def test_hosts_are_told_apart_and_queries_are_kept() -> None:
    status, headers, body = ask("/räder?x=1".replace("ä", "%C3%A4"))
    assert (status, body) == (200, b"paper.example /r%C3%A4der?x=1")
    assert (headers["ETag"], headers["Content-Length"]) == ('"1"', str(len(body)))


@pytest.mark.parametrize(
    ("tags", "status"), [('"1"', 304), ('W/"1"', 304), ('"0", "1"', 304), ("*", 304), ('"0"', 200), ("", 200)]
)
def test_what_the_client_has_is_not_sent_again(tags: str, status: int) -> None:
    found = ask("/a", If_None_Match=tags)
    assert found[0] == status
    assert (found[2] == b"", "Content-Length" in found[1]) == (status == 304, status == 200)


def test_a_head_has_the_length_and_no_body() -> None:
    status, headers, body = ask("/a", method="HEAD")
    assert (status, headers["Content-Length"], body) == (200, "16", b"")


def test_what_is_not_there_is_said_so() -> None:
    assert ask("/gone")[0] == 404


def test_a_server_may_hang_up_without_a_word() -> None:
    with pytest.raises(RemoteDisconnected):
        ask("/silent")
