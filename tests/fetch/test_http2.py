"""The limits again over TLS and HTTP/2, against a real server that speaks it."""

from __future__ import annotations

import gzip
import socket
import ssl
import threading
import time as real_time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import h2.config
import h2.connection
import h2.events
import h2.exceptions
import httpcore2
import pytest

from variorum.config import FetchSettings
from variorum.errors import FetchError
from variorum.fetch.addresses import Network
from variorum.fetch.wire import MAX_HEADER_BYTES, MAX_HEADERS, Answer, Wire

pytestmark = pytest.mark.contract
PEM = Path(__file__).with_name("paper.example.pem")
MOST = 1_000_000
Answering = Callable[["Speaker", int], None]


class Speaker:
    """One connection of the server. Raw bytes can be slipped in between the frames."""

    def __init__(self, connection: ssl.SSLSocket, stop: threading.Event) -> None:
        self._connection = connection
        self.stop = stop
        config = h2.config.H2Configuration(client_side=False, validate_outbound_headers=False)
        self.h2 = h2.connection.H2Connection(config=config)
        self.asked: list[dict[str, str]] = []

    def run(self, answer: Answering) -> None:
        self.h2.initiate_connection()
        self.send()
        while data := self._connection.recv(65536):
            for event in self.h2.receive_data(data):
                if isinstance(event, h2.events.RequestReceived):
                    self.asked.append({name.decode(): value.decode() for name, value in event.headers})
                    answer(self, event.stream_id)
            self.send()

    def send(self) -> None:
        self._connection.sendall(self.h2.data_to_send())

    def headers(self, stream: int, *more: tuple[str, str], end: bool = False) -> None:
        self.h2.send_headers(stream, [(":status", "200"), *more], end_stream=end)
        self.send()

    def body(self, stream: int, data: bytes) -> None:
        """Send as much as the client lets us, and wait for it to let us send more."""
        while data and not self.stop.is_set():
            room = min(self.h2.local_flow_control_window(stream), 16_384)
            if room <= 0:
                self.h2.receive_data(self._connection.recv(65536))
                continue
            self.h2.send_data(stream, data[:room])
            data = data[room:]
            self.send()

    def raw(self, frames: bytes) -> None:
        self._connection.sendall(frames)


@contextmanager
def speaking(answer: Answering) -> Iterator[tuple[int, list[Speaker]]]:
    """The port of a server that answers so, and its connections."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(PEM)
    context.set_alpn_protocols(["h2"])
    stop, speakers = threading.Event(), list[Speaker]()

    def run() -> None:
        while not stop.is_set():
            try:
                plain, _ = listener.accept()
            except OSError:
                return
            plain.settimeout(5)
            try:
                with context.wrap_socket(plain, server_side=True) as connection:
                    speakers.append(Speaker(connection, stop))
                    speakers[-1].run(answer)
            except (OSError, h2.exceptions.H2Error):
                plain.close()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=run)
        thread.start()
        try:
            yield listener.getsockname()[1], speakers
        finally:
            stop.set()
            listener.shutdown(socket.SHUT_RDWR)
    thread.join()


def ask(port: int, *, host: str = "paper.example", timeout: float = 2.0, trusted: bool = True) -> Answer:
    """One answer of the server, whose name leads to a public address, and whose address to this machine."""

    def connect(_: str, __: int, *more: Any) -> httpcore2.NetworkStream:
        return httpcore2.SyncBackend().connect_tcp("127.0.0.1", port, *more)

    network = Network(lookup=lambda *_: ["93.184.216.34"], connect=connect)
    wire = Wire(FetchSettings(timeout=timeout), monotonic=real_time.monotonic, network=network)
    if trusted:
        wire._client._transport._pool._ssl_context.load_verify_locations(PEM)  # type: ignore[attr-defined]
    try:
        return wire.ask(f"https://{host}/", {}, max_bytes=MOST)
    finally:
        wire.close()


def refused(answer: Answering, *, timeout: float = 2.0) -> str:
    tracemalloc.start()
    began = real_time.monotonic()
    try:
        with speaking(answer) as (port, speakers), pytest.raises(FetchError) as caught:
            ask(port, timeout=timeout)
        assert speakers[0].asked  # it was the answer that was refused, not the handshake that failed
        assert tracemalloc.get_traced_memory()[1] < 12 * MOST
        assert real_time.monotonic() - began < 20
    finally:
        tracemalloc.stop()
    return caught.value.kind


def test_a_page_is_read_over_http2_from_who_the_name_says() -> None:
    def answer(to: Speaker, stream: int) -> None:
        to.headers(stream, ("content-type", "text/html"))
        to.h2.send_data(stream, b"text", end_stream=True)

    with speaking(answer) as (port, speakers):
        assert ask(port).body == b"text"
        assert speakers[0].asked[0][":authority"] == "paper.example"


@pytest.mark.parametrize(("host", "trusted"), [("paper.example", False), ("other.example", True)])
def test_a_certificate_of_somebody_else_is_refused(host: str, trusted: bool) -> None:
    with speaking(lambda *_: None) as (port, _), pytest.raises(FetchError) as caught:
        ask(port, host=host, trusted=trusted)
    assert caught.value.kind == "tls"


def test_a_body_without_end_is_too_large_over_http2() -> None:
    def answer(to: Speaker, stream: int) -> None:
        to.headers(stream)
        while not to.stop.is_set():
            to.body(stream, bytes(100_000))

    assert refused(answer) == "too-large"


def test_a_bomb_unpacks_no_further_over_http2() -> None:
    bomb = gzip.compress(bytes(60 * MOST))

    def answer(to: Speaker, stream: int) -> None:
        to.headers(stream, ("content-encoding", "gzip"))
        to.body(stream, bomb)

    assert refused(answer) == "too-large"


@pytest.mark.parametrize(
    ("number", "size", "kind"),
    [(MAX_HEADERS + 1, 1, "headers"), (4, MAX_HEADER_BYTES // 4, "connection"), (5_000, 10, "connection")],
    ids=["many", "large", "very many"],
)
def test_headers_have_a_limit_over_http2(number: int, size: int, kind: str) -> None:
    more = [(f"x-{one}", "x" * size) for one in range(number)]
    assert refused(lambda to, stream: to.headers(stream, *more, end=True)) == kind


def frame(kind: int, flags: int, stream: int, payload: bytes) -> bytes:
    return len(payload).to_bytes(3, "big") + bytes([kind, flags]) + stream.to_bytes(4, "big") + payload


HEADERS, PING, SETTINGS, CONTINUATION = 1, 6, 4, 9


@pytest.mark.parametrize(
    ("first", "again"),
    [
        (frame(HEADERS, 0, 1, b"\x88"), frame(CONTINUATION, 0, 1, b"\x00\x01a\x01b" * 100)),
        (frame(HEADERS, 0, 1, b"\x88"), frame(CONTINUATION, 0, 1, b"")),
        (b"", frame(PING, 0, 0, bytes(8))),
        (b"", frame(SETTINGS, 0, 0, b"")),
    ],
    ids=["headers", "empty headers", "pings", "settings"],
)
def test_frames_without_end_are_left(first: bytes, again: bytes) -> None:
    def answer(to: Speaker, _: int) -> None:
        to.raw(first)
        while not to.stop.is_set():
            to.raw(again * 100)

    assert refused(answer, timeout=0.5) in {"connection", "timeout"}


@pytest.mark.parametrize("what", ["silence", "body", "pings"])
def test_who_only_drips_is_left_after_a_time_over_http2(what: str) -> None:
    def answer(to: Speaker, stream: int) -> None:
        if what == "body":
            to.headers(stream)
        while not to.stop.wait(0.05):
            if what == "body":
                to.body(stream, b".")
            elif what == "pings":
                to.raw(frame(PING, 0, 0, bytes(8)))

    began = real_time.monotonic()
    assert refused(answer, timeout=0.3) == "timeout"
    assert real_time.monotonic() - began < 4
