"""The body of an answer, unpacked, within limits that hold for what comes over the wire and for what it unpacks to."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from itertools import chain

import httpx2
from httpx2._decoders import BrotliDecoder

from variorum.errors import FetchError
from variorum.text.unpacking import GZIP, unpacked


def read_body(response: httpx2.Response, url: str, max_bytes: int, *, cut: bool = False) -> bytes:
    """The decoded body. Over max_bytes it is an error, or is cut where `cut` says so.

    Raises FetchError where the body is damaged, or ends before its coding does: half a page is none. All is unpacked
    in pieces of at most 1 MiB, so that no bomb gets far beyond the limit.
    """
    received = iter(response.stream)  # type: ignore[arg-type]  # a response to a sync client has a sync stream
    begin = _beginning(received)
    coding = _declared_coding(response, url, begin)
    counted = _Counted(response.stream, chain([begin], received), url, max_bytes + _SLACK)  # type: ignore[arg-type]
    pieces: list[bytes] = []
    size = 0
    for piece in _decoded(response, counted, coding, url):
        size += len(piece)
        pieces.append(piece)
        if size > max_bytes:
            if cut:
                break
            raise _too_large(url, max_bytes)
    return b"".join(pieces)[:max_bytes]


def _beginning(received: Iterator[bytes]) -> bytes:
    """So many bytes that it can be told how they are packed, or all there are: a read may bring a single one."""
    begin = b""
    while len(begin) < _LONGEST_MARK and (piece := next(received, None)) is not None:
        begin += piece
    return begin


def _declared_coding(response: httpx2.Response, url: str, begin: bytes) -> str | None:
    """The coding that the answer names, if it has one.

    Several would unpack into each other beyond every count of ours, and no page needs them. Plain text that is called
    gzip is read as what it is, as browsers do.
    """
    named = ",".join(response.headers.get_list("content-encoding")).lower().split(",")
    codings = [_SAME.get(coding, coding) for name in named if (coding := name.strip()) not in _NONE]
    if len(codings) > 1:
        raise FetchError(f"{url} is packed {len(codings)} times: only one coding is unpacked.", kind="encoding")
    return codings[0] if codings and begin.startswith(_BEGINS.get(codings[0], b"")) else None


def _decoded(response: httpx2.Response, counted: _Counted, coding: str | None, url: str) -> Iterator[bytes]:
    """Gzip and deflate by ourselves: httpx2 drops all but the first gzip member, and a missing end goes unseen."""
    if coding in {"br", "zstd"}:
        return _by_httpx(response, counted, coding, url)
    return _inflated(counted, coding, url) if coding in {"gzip", "deflate"} else iter(counted)


def _inflated(counted: _Counted, coding: str, url: str) -> Iterator[bytes]:
    try:
        yield from unpacked(counted, bare=coding == "deflate")
    except zlib.error as fault:
        raise FetchError(f"{url} is damaged in its compression ({fault}): ask again later.", kind="encoding") from fault
    except EOFError as fault:
        raise _incomplete(url) from fault


def _by_httpx(response: httpx2.Response, counted: _Counted, coding: str, url: str) -> Iterator[bytes]:
    """By httpx2, which notices the missing end of zstd and not that of brotli.

    Its decoder is asked for by a private name, for there is no other; a test watches it. What becomes of the
    response's header is ours alone: what the server said is kept before.
    """
    response.stream = counted
    response.headers["content-encoding"] = coding
    yield from response.iter_bytes()
    decoder = response._get_content_decoder()
    if isinstance(decoder, BrotliDecoder) and decoder.seen_data and not decoder.decompressor.is_finished():
        raise _incomplete(url)


class _Counted(httpx2.SyncByteStream):
    """The bytes as they come, refused beyond a number: what unpacks to nothing has to end somewhere, too."""

    def __init__(self, stream: httpx2.SyncByteStream, pieces: Iterator[bytes], url: str, most: int) -> None:
        self._stream = stream
        self._pieces = pieces
        self._url = url
        self._most = most

    def __iter__(self) -> Iterator[bytes]:
        received = 0
        for piece in self._pieces:
            received += len(piece)
            if received > self._most:
                raise _too_large(self._url, self._most)
            yield piece

    def close(self) -> None:
        self._stream.close()


def _incomplete(url: str) -> FetchError:
    return FetchError(f"{url} breaks off in its compression: ask again later.", kind="encoding")


def _too_large(url: str, most: int) -> FetchError:
    return FetchError(f"{url} is larger than {most} bytes: raise fetch.max_bytes.", kind="too-large")


_SLACK = 65_536  # what cannot be packed grows a little by packing
_SAME = {"x-gzip": "gzip"}  # RFC 9110, 8.4.1.3
_NONE = frozenset({"", "identity", "none"})
_BEGINS = {"gzip": GZIP, "zstd": b"\x28\xb5\x2f\xfd"}
_LONGEST_MARK = max(map(len, _BEGINS.values()))
