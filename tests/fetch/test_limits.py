"""Servers that want to use up our time or our memory, over real sockets on loopback."""

from __future__ import annotations

import gzip
import socket
import threading
import time as real_time
import tracemalloc
import zlib
from collections.abc import Callable

import brotli  # type: ignore[import-untyped]
import pytest
from tests.fetch.sockets import MOST, OK, ask, server, whole
from tests.fetch.web import zstd

from variorum.errors import FetchError
from variorum.fetch.wire import MAX_HEADER_BYTES, MAX_HEADERS

pytestmark = pytest.mark.contract


def refused(answer: Callable[[socket.socket, threading.Event], None], *, timeout: float = 2.0) -> str:
    """The kind of refusal. Memory and time must stay within bounds, whatever the server does."""
    tracemalloc.start()
    began = real_time.monotonic()
    try:
        with server(answer) as address, pytest.raises(FetchError) as caught:
            ask(address, timeout=timeout)
        assert tracemalloc.get_traced_memory()[1] < 12 * MOST
        assert real_time.monotonic() - began < 20  # many times what it takes: machines of tests are busy
    finally:
        tracemalloc.stop()
    return caught.value.kind


def forever(head: bytes, piece: bytes, *, pause: float = 0.0) -> Callable[[socket.socket, threading.Event], None]:
    def answer(connection: socket.socket, stop: threading.Event) -> None:
        connection.sendall(head)
        while not stop.wait(pause):
            connection.sendall(piece)

    return answer


# --- bytes -------------------------------------------------------------------------------------------------------

ZEROS = bytes(60 * MOST)


def packed_twice() -> bytes:
    return gzip.compress(gzip.compress(ZEROS))


@pytest.mark.parametrize(
    ("pack", "coding", "kind"),
    [
        (lambda: gzip.compress(ZEROS), "gzip", "too-large"),
        (lambda: gzip.compress(ZEROS), "x-gzip", "too-large"),
        (lambda: zlib.compress(ZEROS), "deflate", "too-large"),
        (lambda: zlib.compress(ZEROS, wbits=-15), "deflate", "too-large"),
        (lambda: brotli.compress(ZEROS, quality=4), "br", "too-large"),
        (lambda: zstd.compress(ZEROS), "zstd", "too-large"),
        (packed_twice, "gzip, gzip", "encoding"),
        (packed_twice, "gzip\r\nContent-Encoding: gzip", "encoding"),
        (lambda: (b"\x50\x2a\x4d\x18" + (9_000).to_bytes(4, "little") + bytes(9_000)) * 400, "zstd", "too-large"),
        (lambda: zstd.compress(b"") * 300_000, "zstd", "too-large timeout"),  # a slow machine finds the time first
    ],
    ids=[
        "gzip",
        "x-gzip",
        "deflate",
        "raw deflate",
        "brotli",
        "zstd",
        "gzip in gzip",
        "two headers",
        "frames to be skipped",
        "empty frames",
    ],
)
def test_no_bomb_unpacks_beyond_the_limit(pack: Callable[[], bytes], coding: str, kind: str) -> None:
    assert refused(whole(pack(), coding=coding)) in kind.split()


def test_what_follows_the_end_of_gzip_is_not_read() -> None:
    head = OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"x")
    with server(forever(head, bytes(50_000))) as address:
        assert ask(address).body == b"x"


@pytest.mark.parametrize(
    "head",
    [OK + b"\r\n", OK + b"Content-Length: 100000000000\r\n\r\n", OK + b"Transfer-Encoding: chunked\r\n\r\n"],
    ids=["no length", "a long length", "chunks"],
)
def test_a_body_without_end_is_too_large(head: bytes) -> None:
    piece = bytes(50_000)
    chunk = b"%x\r\n%s\r\n" % (len(piece), piece) if b"chunked" in head else piece
    assert refused(forever(head, chunk)) == "too-large"


def test_a_body_that_may_be_cut_is_cut() -> None:
    with server(whole(gzip.compress(ZEROS), coding="gzip")) as address:
        assert len(ask(address, cut=True).body) == MOST


def test_a_body_of_just_the_limit_is_read() -> None:
    with server(whole(bytes(MOST))) as address:
        assert len(ask(address).body) == MOST


def test_the_body_of_a_refusal_is_not_read() -> None:
    with server(forever(b"HTTP/1.1 404 Not Found\r\n\r\n", bytes(50_000))) as address:
        assert (ask(address).status, ask(address).body) == (404, b"")


# --- headers -----------------------------------------------------------------------------------------------------


def headers(number: int, size: int) -> bytes:
    lines = b"".join(b"X-%d: %s\r\n" % (one, b"x" * size) for one in range(number))
    return OK + lines + b"Content-Length: 1\r\n\r\nx"


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (headers(MAX_HEADERS + 1, 1), "headers"),
        (headers(2, MAX_HEADER_BYTES // 2), "headers"),
        (headers(1, 200_000), "connection"),
        (headers(30_000, 1), "connection"),
    ],
    ids=["many", "large", "beyond what is kept", "very many"],
)
def test_headers_have_a_limit(raw: bytes, kind: str) -> None:
    assert refused(lambda connection, _: connection.sendall(raw)) == kind


def test_headers_below_the_limit_are_read() -> None:
    with server(lambda connection, _: connection.sendall(headers(MAX_HEADERS - 5, 200))) as address:
        assert ask(address).header("x-7") == "x" * 200


@pytest.mark.parametrize(
    ("head", "piece"),
    [
        (b"HTTP/1.1 200 OK\r\nX: ", b"x" * 5_000),
        (b"HTTP/1.1 200 OK\r\n", b"X: y\r\n" * 500),
        (b"", b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n1;", b"x" * 5_000),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"X: y\r\n" * 500),
    ],
    ids=["one header", "headers", "answers before the answer", "a chunk's extension", "trailers"],
)
def test_what_never_comes_to_its_end_is_left(head: bytes, piece: bytes) -> None:
    assert refused(forever(head, piece), timeout=0.5) in {"connection", "timeout"}


STORED = b"\x1f\x8b\x08\0\0\0\0\0\0\x03" + b"\x01\xff\xff\0\0"  # gzip that announces 65,535 bytes as they are


# --- time --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "piece"),
    [
        (b"", b""),
        (b"HTTP/1.1 200 OK\r\nX: ", b"x"),
        (OK + b"Content-Length: 100000\r\n\r\n", b"."),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\n.\r\n"),
        (OK + b"Content-Encoding: gzip\r\nContent-Length: 100000\r\n\r\n" + STORED, b"\0"),
    ],
    ids=["silence", "headers that drip", "a body that drips", "chunks that drip", "gzip that drips"],
)
def test_who_only_drips_is_left_after_a_time(head: bytes, piece: bytes) -> None:
    began = real_time.monotonic()
    assert refused(forever(head, piece, pause=0.05), timeout=0.3) == "timeout"
    assert real_time.monotonic() - began < 3
