"""A packed body comes whole or not at all, over real sockets on loopback."""

from __future__ import annotations

import gzip
import socket
import threading
import time as real_time
import zlib
from collections.abc import Callable

import brotli  # type: ignore[import-untyped]
import pytest
from tests.fetch.sockets import OK, ask, server, whole
from tests.fetch.web import zstd

from variorum.errors import FetchError

pytestmark = pytest.mark.contract
PAGE = "<html><body>" + "".join(f"<p>Zeile {n}: 渡轮于黎明时分沉没。</p>" for n in range(3_000)) + "</body></html>"
BODY = PAGE.encode()


def bare(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


PACKED = {
    "gzip": ("gzip", gzip.compress(BODY)),
    "deflate": ("deflate", zlib.compress(BODY)),
    "bare deflate": ("deflate", bare(BODY)),
    "brotli": ("br", brotli.compress(BODY)),
    "zstd": ("zstd", zstd.compress(BODY)),
}


@pytest.mark.parametrize("name", PACKED)
@pytest.mark.parametrize("share", [0.01, 0.5, 0.999])
def test_a_body_that_ends_before_its_coding_does_is_refused(name: str, share: float) -> None:
    coding, packed = PACKED[name]
    broken = packed[: max(5, int(len(packed) * share))]
    with server(whole(broken, coding=coding)) as address, pytest.raises(FetchError, match="ask again later") as caught:
        ask(address)
    assert caught.value.kind == "encoding"


@pytest.mark.parametrize("name", PACKED)
@pytest.mark.parametrize("chunked", [False, True])
def test_a_body_is_read_whole_where_its_first_read_brings_one_byte(name: str, chunked: bool) -> None:
    coding, packed = PACKED[name]
    head = OK + f"Content-Encoding: {coding}\r\n".encode()

    def answer(connection: socket.socket, _: threading.Event) -> None:
        how = b"Transfer-Encoding: chunked" if chunked else b"Content-Length: %d" % len(packed)
        connection.sendall(head + how + b"\r\n\r\n")
        for piece in (packed[:1], packed[1:2], packed[2:3], packed[3:]):
            connection.sendall(b"%x\r\n%s\r\n" % (len(piece), piece) if chunked else piece)
            real_time.sleep(0.05)
        connection.sendall(b"0\r\n\r\n" if chunked else b"")

    with server(answer) as address:
        assert ask(address).body == BODY


def test_of_several_gzip_members_all_are_read() -> None:
    packed = b"".join(gzip.compress(BODY[start : start + 7_000]) for start in range(0, len(BODY), 7_000))
    with server(whole(packed, coding="gzip")) as address:
        assert ask(address).body == BODY


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
@pytest.mark.parametrize("pack", ["nothing at all", "packed"])
def test_an_empty_body_is_empty(coding: str, pack: str) -> None:
    packers: dict[str, Callable[[bytes], bytes]] = {
        "gzip": gzip.compress,
        "deflate": zlib.compress,
        "br": brotli.compress,
        "zstd": zstd.compress,
    }
    body = packers[coding](b"") if pack == "packed" else b""
    with server(whole(body, coding=coding)) as address:
        assert ask(address).body == b""


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
@pytest.mark.parametrize("text", [b"<html>plain</html>", b"no", b"\x1f"])
def test_plain_text_that_is_called_packed_is_read_as_it_is(coding: str, text: bytes) -> None:
    with server(whole(text, coding=coding)) as address:
        assert ask(address).body == text


def test_a_damaged_body_is_refused() -> None:
    damaged = bytearray(gzip.compress(BODY))
    damaged[len(damaged) // 2] ^= 0xFF
    with server(whole(bytes(damaged), coding="gzip")) as address, pytest.raises(FetchError, match="damaged") as caught:
        ask(address)
    assert caught.value.kind == "encoding"
