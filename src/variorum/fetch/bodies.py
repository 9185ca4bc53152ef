"""The body of an answer, unpacked, within limits that hold for what comes over the wire and for what it unpacks to."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

import httpx2

from variorum.errors import FetchError


def read_body(response: httpx2.Response, url: str, max_bytes: int, *, cut: bool = False) -> bytes:
    """The decoded body. Over max_bytes it is an error, or is cut where `cut` says so.

    httpx2 decodes in pieces of at most 1 MiB, so that no bomb gets far beyond the limit. Its changes to the header of
    the response are ours alone: what the server said is kept before.
    """
    received = iter(response.stream)  # type: ignore[arg-type]  # a response to a sync client has a sync stream
    first = next(received, b"")
    _declare_coding(response, url, first)
    most = max_bytes + _SLACK
    response.stream = _Counted(response.stream, chain([first], received), url, most)  # type: ignore[arg-type]
    pieces: list[bytes] = []
    size = 0
    for piece in response.iter_bytes():
        size += len(piece)
        pieces.append(piece)
        if size > max_bytes:
            if cut:
                break
            raise _too_large(url, max_bytes)
    return b"".join(pieces)[:max_bytes]


def _declare_coding(response: httpx2.Response, url: str, first: bytes) -> None:
    """Leave one coding that httpx2 knows, or none.

    Several would unpack into each other beyond every count of ours, and no page needs them. Plain text that is called
    gzip is read as what it is, as browsers do.
    """
    named = ",".join(response.headers.get_list("content-encoding")).lower().split(",")
    codings = [_SAME.get(coding, coding) for name in named if (coding := name.strip()) not in _NONE]
    if len(codings) > 1:
        raise FetchError(f"{url} is packed {len(codings)} times: only one coding is unpacked.", kind="encoding")
    if codings and first.startswith(_BEGINS.get(codings[0], b"")):
        response.headers["content-encoding"] = codings[0]
    elif "content-encoding" in response.headers:
        del response.headers["content-encoding"]


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


def _too_large(url: str, most: int) -> FetchError:
    return FetchError(f"{url} is larger than {most} bytes: raise fetch.max_bytes.", kind="too-large")


_SLACK = 65_536  # what cannot be packed grows a little by packing
_SAME = {"x-gzip": "gzip"}  # RFC 9110, 8.4.1.3
_NONE = frozenset({"", "identity", "none"})
_BEGINS = {"gzip": b"\x1f\x8b", "zstd": b"\x28\xb5\x2f\xfd"}
