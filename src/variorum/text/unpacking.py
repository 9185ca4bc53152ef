"""Gzip and deflate, unpacked piece by piece: several gzip members in a row, and a missing end that is noticed."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from itertools import chain

PIECE = 16_384  # bytes, the most that is taken in or given out at once: no bomb gets far beyond a limit


def unpacked(packed: Iterable[bytes], *, bare: bool = False) -> Iterator[bytes]:
    """What gzip or zlib bytes unpack to; with `bare` also deflate without any frame. Nothing gives nothing.

    What follows a gzip member and is none, is passed over. Raises zlib.error where the bytes are damaged or packed in
    another way, EOFError where they break off: by then all that could be unpacked was given.
    """
    slices = _slices(packed)
    begin = _at_least(slices, b"", 2)
    while begin:
        stream = zlib.decompressobj(-zlib.MAX_WBITS if bare and not _is_framed(begin) else zlib.MAX_WBITS | 32)
        for given in chain([begin], slices):
            yield from _drained(stream, given)
            if stream.eof:
                break
        else:
            raise EOFError("it breaks off")
        following = _at_least(slices, stream.unused_data, 2) if begin.startswith(GZIP) else b""
        begin = following if following.startswith(GZIP) else b""


def _drained(stream: zlib._Decompress, given: bytes) -> Iterator[bytes]:
    """All that a slice unpacks to: a whole piece says that there is more, also where no input is left."""
    more = True
    while more and not stream.eof:
        piece = stream.decompress(given, PIECE)
        given = stream.unconsumed_tail
        more = len(piece) == PIECE or bool(given)
        if piece:
            yield piece


def _slices(packed: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in small slices: zlib copies all that it leaves of one, at each call and for each member."""
    for piece in packed:
        for start in range(0, len(piece), PIECE):
            yield piece[start : start + PIECE]


def _at_least(slices: Iterator[bytes], begin: bytes, number: int) -> bytes:
    """The beginning with further slices, until it has so many bytes or there are no more."""
    while len(begin) < number and (following := next(slices, None)) is not None:
        begin += following
    return begin


def _is_framed(begin: bytes) -> bool:
    """Whether it begins as gzip or zlib does (RFC 1950, 2.2); no packer begins a bare block with such bits."""
    return begin.startswith(GZIP) or (begin[0] & 0x8F == 0x08 and int.from_bytes(begin[:2], "big") % 31 == 0)


GZIP = b"\x1f\x8b"
