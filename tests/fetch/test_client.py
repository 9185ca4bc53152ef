"""The polite client against a real server on loopback."""

import contextlib
import gzip
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator

import brotli  # type: ignore[import-untyped]
import pytest
from pytest_httpserver import HTTPServer
from tests.fetch.web import FakeTime, asked, zstd
from werkzeug import Request, Response

from variorum.config import FetchSettings
from variorum.errors import ConfigError, FetchError
from variorum.fetch import Client
from variorum.fetch.wire import Wire

pytestmark = pytest.mark.contract
MakeClient = Callable[..., Client]


@pytest.mark.usefixtures("open_robots")
def test_a_page_keeps_the_address_that_everybody_else_sees(httpserver: HTTPServer, make_client: MakeClient) -> None:
    httpserver.expect_request("/story").respond_with_data("<p>Text</p>", content_type="text/html")
    page = make_client().get("https://paper.example/story?id=7#top")
    assert page.url == "https://paper.example/story?id=7#top"
    assert page.final_url == "https://paper.example/story?id=7"
    assert (page.status, page.body, page.header("content-type")) == (200, b"<p>Text</p>", "text/html")
    assert asked(httpserver) == ["paper.example/robots.txt", "paper.example/story?id=7"]


@pytest.mark.usefixtures("open_robots")
def test_the_client_says_honestly_who_it_is(httpserver: HTTPServer, make_client: MakeClient) -> None:
    httpserver.expect_request("/a").respond_with_data("x")
    make_client(contact="press@instance.example").get("http://paper.example/a")
    for request, _ in httpserver.log:
        assert request.headers["User-Agent"].startswith("Variorum/")
        assert request.headers["From"] == "press@instance.example"


@pytest.mark.usefixtures("open_robots")
def test_an_unchanged_page_is_a_304(httpserver: HTTPServer, make_client: MakeClient) -> None:
    def answer(request: Request) -> Response:
        known = request.headers.get("If-None-Match") == '"v1"' and "If-Modified-Since" in request.headers
        return Response(b"", status=304) if known else Response(b"feed", headers={"ETag": '"v1"'})

    httpserver.expect_request("/feed").respond_with_handler(answer)
    client = make_client()
    first = client.get("http://paper.example/feed")
    again = client.get(
        "http://paper.example/feed", etag=first.header("etag"), last_modified="Sun, 01 Mar 2026 00:00:00 GMT"
    )
    assert (first.status, again.status, again.body) == (200, 304, b"")


@pytest.mark.usefixtures("open_robots")
def test_a_304_that_nobody_asked_for_is_an_error(httpserver: HTTPServer, make_client: MakeClient) -> None:
    httpserver.expect_request("/feed").respond_with_data("", status=304)
    with pytest.raises(FetchError) as caught:
        make_client().get("http://paper.example/feed")
    assert caught.value.kind == "status-304"


@pytest.mark.usefixtures("open_robots")
@pytest.mark.parametrize(
    ("coding", "pack"), [("gzip", gzip.compress), ("br", brotli.compress), ("deflate", zlib.compress)]
)
def test_compressed_pages_are_unpacked(
    httpserver: HTTPServer, make_client: MakeClient, coding: str, pack: Callable[[bytes], bytes]
) -> None:
    httpserver.expect_request("/a").respond_with_data(pack(b"text " * 100), headers={"Content-Encoding": coding})
    assert make_client().get("http://paper.example/a").body == b"text " * 100


@pytest.mark.usefixtures("open_robots")
@pytest.mark.parametrize(
    ("body", "headers", "kind"),
    [
        (b"x" * 2000, {}, "too-large"),
        (gzip.compress(b"\0" * 5_000_000), {"Content-Encoding": "gzip"}, "too-large"),
        (gzip.compress(b"text", mtime=0)[:-8] + b"no check", {"Content-Encoding": "gzip"}, "encoding"),
    ],
    ids=["a long page", "a compression bomb", "damaged compression"],
)
def test_what_is_too_large_or_damaged_is_refused(
    httpserver: HTTPServer, make_client: MakeClient, body: bytes, headers: dict[str, str], kind: str
) -> None:
    httpserver.expect_request("/a").respond_with_data(body, headers=headers)
    with pytest.raises(FetchError) as caught:
        make_client(max_bytes=1000).get("http://paper.example/a")
    assert caught.value.kind == kind


@pytest.mark.usefixtures("open_robots")
@pytest.mark.parametrize(
    ("body", "coding"),
    [
        (b"plain text", "gzip"),
        (b"plain text", "zstd"),
        (b"plain text", "none"),
        (b"plain text", "UTF-8"),
        (gzip.compress(b"plain text", mtime=0), "x-gzip"),
        (gzip.compress(b"plain text", mtime=0), "Identity, GZIP"),
        (zlib.compress(b"plain text", wbits=-15), "deflate"),
        (zstd.compress(b"plain text"), "zstd"),
    ],
)
def test_a_coding_that_is_wrongly_declared_is_read_as_browsers_do(
    httpserver: HTTPServer, make_client: MakeClient, body: bytes, coding: str
) -> None:
    httpserver.expect_request("/a").respond_with_data(body, headers={"Content-Encoding": coding})
    page = make_client().get("http://paper.example/a")
    assert (page.body, page.header("content-encoding")) == (b"plain text", coding)


@pytest.mark.usefixtures("open_robots")
@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 418, 500])
def test_a_refusal_names_its_status(httpserver: HTTPServer, make_client: MakeClient, status: int) -> None:
    httpserver.expect_request("/a").respond_with_data("no", status=status)
    with pytest.raises(FetchError, match=str(status)) as caught:
        make_client().get("http://paper.example/a")
    assert (caught.value.kind, caught.value.retry_after) == (f"status-{status}", None)


@pytest.mark.usefixtures("open_robots")
@pytest.mark.parametrize("said", ["120", "Sun, 01 Mar 2026 12:02:00 GMT"])
def test_a_busy_host_is_left_alone_for_as_long_as_it_asks(
    httpserver: HTTPServer, make_client: MakeClient, time: FakeTime, said: str
) -> None:
    httpserver.expect_request("/a").respond_with_data("", status=503, headers={"Retry-After": said})
    httpserver.expect_request("/b").respond_with_data("well again")
    client = make_client()
    with pytest.raises(FetchError) as busy:
        client.get("http://paper.example/a")
    assert busy.value.kind == "status-503"
    assert busy.value.retry_after == pytest.approx(120, abs=1)
    assert ("retry-after", said) in busy.value.headers
    with pytest.raises(FetchError) as paused:
        client.get("http://paper.example/b")
    assert paused.value.kind == "paused"
    assert paused.value.retry_after == pytest.approx(120, abs=1)
    time.sleep(120)
    assert client.get("http://paper.example/b").body == b"well again"


# --- redirects ---------------------------------------------------------------------------------------------------


def redirect(server: HTTPServer, path: str, to: str, *, status: int = 302) -> None:
    server.expect_request(path).respond_with_data("", status=status, headers={"Location": to})


@pytest.mark.usefixtures("open_robots")
def test_a_permanent_chain_tells_where_to_ask_next_time(httpserver: HTTPServer, make_client: MakeClient) -> None:
    redirect(httpserver, "/old", "https://www.paper.example/new", status=301)
    redirect(httpserver, "/new", "/newest", status=308)
    redirect(httpserver, "/newest", "today", status=302)
    httpserver.expect_request("/today").respond_with_data("x")
    page = make_client().get("http://paper.example/old")
    assert page.final_url == "https://www.paper.example/today"
    assert page.permanent_url == "https://www.paper.example/newest"


@pytest.mark.usefixtures("open_robots")
def test_after_a_temporary_redirect_nothing_is_permanent(httpserver: HTTPServer, make_client: MakeClient) -> None:
    redirect(httpserver, "/a", "/b", status=307)
    redirect(httpserver, "/b", "/c", status=301)
    httpserver.expect_request("/c").respond_with_data("x")
    assert make_client().get("http://paper.example/a").permanent_url is None


@pytest.mark.usefixtures("open_robots")
@pytest.mark.parametrize(
    ("to", "kind"),
    [
        ("/a", "redirects"),
        ("ftp://paper.example/a", "url"),
        ("javascript:alert(1)", "url"),
        ("http://paper.example:22/", "refused-address"),
        ("http://reader:word@paper.example/", "url"),
    ],
)
def test_a_redirect_is_checked_like_the_first_address(
    httpserver: HTTPServer, make_client: MakeClient, to: str, kind: str
) -> None:
    redirect(httpserver, "/a", to)
    with pytest.raises(FetchError) as caught:
        make_client().get("http://paper.example/a")
    assert caught.value.kind == kind


@pytest.mark.usefixtures("open_robots")
def test_a_redirect_never_leads_into_the_private_network(httpserver: HTTPServer, make_client: MakeClient) -> None:
    redirect(httpserver, "/a", "http://169.254.169.254/latest/meta-data/")
    client = make_client(hosts={"paper.example": f"127.0.0.1:{httpserver.port}"})
    with pytest.raises(FetchError) as caught:
        client.get("http://paper.example/a")
    assert caught.value.kind == "refused-address"


@pytest.mark.usefixtures("open_robots")
def test_redirects_without_end_are_given_up(httpserver: HTTPServer, make_client: MakeClient) -> None:
    for number in range(5):
        redirect(httpserver, f"/{number}", f"/{number + 1}")
    client = make_client(max_redirects=3)
    with pytest.raises(FetchError) as caught:
        client.get("http://paper.example/0")
    assert caught.value.kind == "redirects"
    assert len(asked(httpserver)) == 1 + 4


@pytest.mark.usefixtures("open_robots")
def test_a_redirect_without_a_location_is_an_error(httpserver: HTTPServer, make_client: MakeClient) -> None:
    httpserver.expect_request("/a").respond_with_data("", status=302)
    with pytest.raises(FetchError) as caught:
        make_client().get("http://paper.example/a")
    assert caught.value.kind == "status-302"


def test_robots_are_asked_again_at_the_host_that_a_redirect_leads_to(
    httpserver: HTTPServer, make_client: MakeClient
) -> None:
    closed = {"Host": "closed.example"}
    httpserver.expect_request("/robots.txt", headers=closed).respond_with_data("User-agent: *\nDisallow: /")
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    redirect(httpserver, "/a", "https://closed.example/b")
    with pytest.raises(FetchError) as caught:
        make_client().get("http://paper.example/a")
    assert caught.value.kind == "robots"
    assert "closed.example/b" not in asked(httpserver)


@pytest.mark.usefixtures("open_robots")
def test_no_cookie_is_ever_sent_back(httpserver: HTTPServer, make_client: MakeClient) -> None:
    httpserver.expect_request("/a").respond_with_data("x", headers={"Set-Cookie": "reader=1"})
    client = make_client()
    client.get("http://paper.example/a")
    client.get("http://paper.example/a")
    assert not any("Cookie" in request.headers for request, _ in httpserver.log)


# --- faults ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("url", ["nonsense", "ftp://paper.example/", "https://me:word@paper.example/"])
def test_what_is_no_address_is_never_asked_for(make_client: MakeClient, url: str) -> None:
    with pytest.raises(FetchError) as caught:
        make_client().get(url)
    assert caught.value.kind == "url"


def test_only_the_ports_of_the_setting_are_used(make_client: MakeClient) -> None:
    with pytest.raises(FetchError, match=r"fetch\.ports") as caught:
        make_client().get("http://paper.example:6379/")
    assert caught.value.kind == "refused-address"


def _serve(answer: Callable[[socket.socket], None]) -> tuple[socket.socket, threading.Thread]:
    listener = socket.create_server(("127.0.0.1", 0))

    def run() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                connection.recv(65536)
                try:
                    answer(connection)
                except OSError:
                    continue

    thread = threading.Thread(target=run)
    thread.start()
    return listener, thread


@pytest.fixture
def raw_server() -> Iterator[Callable[[Callable[[socket.socket], None]], str]]:
    """Servers that answer with raw bytes; gives the value of the setting `hosts`."""
    running: list[tuple[socket.socket, threading.Thread]] = []

    def start(answer: Callable[[socket.socket], None]) -> str:
        running.append(_serve(answer))
        return f"127.0.0.1:{running[-1][0].getsockname()[1]}"

    yield start
    for listener, thread in running:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()


def test_a_page_that_drips_for_ever_is_a_timeout(raw_server: Callable[..., str], time: FakeTime) -> None:
    stop = threading.Event()

    def drip(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        while not stop.wait(0.02):
            connection.sendall(b".")

    settings = FetchSettings(hosts={"*": raw_server(drip)}, timeout=0.1, host_delay=0)
    with Client(settings, clock=time.clock) as client, pytest.raises(FetchError) as caught:
        client._wire.ask("http://paper.example/", {}, max_bytes=10**6)
    stop.set()
    assert caught.value.kind == "timeout"


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (b"", "connection"),
        (b"nonsense\r\n\r\n", "connection"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nshort", "connection"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"x" * 200_000, "connection"),
    ],
    ids=["no answer", "no HTTP", "broken off", "headers without end"],
)
def test_a_broken_answer_is_a_connection_fault(
    raw_server: Callable[..., str], time: FakeTime, raw: bytes, kind: str
) -> None:
    settings = FetchSettings(hosts={"*": raw_server(lambda connection: connection.sendall(raw))}, timeout=2)
    with Client(settings, clock=time.clock) as client, pytest.raises(FetchError) as caught:
        client._wire.ask("http://paper.example/", {}, max_bytes=10**6)
    assert caught.value.kind == kind


def test_nobody_at_the_address_is_a_connection_fault(time: FakeTime) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"127.0.0.1:{listener.getsockname()[1]}"
    with Client(FetchSettings(hosts={"*": address}), clock=time.clock) as client:
        with pytest.raises(FetchError) as caught:
            client._wire.ask("http://paper.example/", {}, max_bytes=10)
        assert caught.value.kind == "connection"
        with pytest.raises(FetchError) as caught:
            client.get("http://paper.example/")
        assert caught.value.kind == "robots-unreachable"


def test_a_bad_certificate_is_told_apart() -> None:
    from variorum.fetch.wire import _is_tls

    fault = OSError("handshake failed")
    fault.__cause__ = ssl.SSLCertVerificationError("self-signed")
    assert _is_tls(fault)
    assert not _is_tls(OSError("reset"))


@pytest.mark.usefixtures("open_robots")
@pytest.mark.parametrize("validator", ['"vé1"', '"v\ud83d"', '"v1"\r\nX-Other: 1', "“v1”"])
def test_a_validator_that_cannot_be_sent_is_left_out(
    validator: str, httpserver: HTTPServer, make_client: MakeClient
) -> None:
    httpserver.expect_request("/feed").respond_with_data("feed")
    page = make_client().get("http://paper.example/feed", etag=validator, last_modified=validator)
    assert (page.status, page.body) == (200, b"feed")
    sent = {name.lower() for request, _ in httpserver.log for name in request.headers.keys()}  # noqa: SIM118
    assert sent.isdisjoint({"if-none-match", "if-modified-since", "x-other"})


@pytest.mark.usefixtures("open_robots")
def test_a_header_that_cannot_be_sent_is_a_fetch_error(httpserver: HTTPServer) -> None:
    wire = Wire(FetchSettings(hosts={"*": f"127.0.0.1:{httpserver.port}"}), monotonic=time.monotonic)
    with contextlib.closing(wire), pytest.raises(FetchError, match="header") as caught:
        wire.ask("http://paper.example/a", {"If-None-Match": "é"}, max_bytes=1000)
    assert caught.value.kind == "header"


@pytest.mark.parametrize("setting", [{"user_agent": "Büchse/1"}, {"contact": "jo@büchse.example"}, {"contact": "a\nb"}])
def test_a_name_of_ours_that_cannot_be_sent_is_a_fault_of_the_setting(
    setting: dict[str, str], make_client: MakeClient
) -> None:
    with pytest.raises(ConfigError, match=f"fetch.{next(iter(setting))}"):
        make_client(**setting)


@pytest.mark.parametrize("path", ["a\r\nX: y", "räder\nz", "a\tb", "a\0b", "a\x85b", "a\x7fb"])
def test_an_address_with_control_characters_is_refused(
    httpserver: HTTPServer, make_client: MakeClient, path: str
) -> None:
    with pytest.raises(FetchError, match="control characters: remove them") as caught:
        make_client().get(f"http://paper.example/{path}")
    assert caught.value.kind == "url"
    assert asked(httpserver) == []


@pytest.mark.usefixtures("open_robots")
def test_an_address_that_is_too_long_is_refused_also_behind_a_redirect(
    httpserver: HTTPServer, make_client: MakeClient
) -> None:
    endless = "/" + "a" * 2000
    httpserver.expect_request("/a").respond_with_data("", status=302, headers={"Location": endless})
    client = make_client()
    for address in (f"http://paper.example{endless}", "http://paper.example/a"):
        with pytest.raises(FetchError, match="characters") as caught:
            client.get(address)
        assert caught.value.kind == "url"
        assert len(str(caught.value)) < 300
