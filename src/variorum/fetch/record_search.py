"""Where the next record begins in a broken WARC file, in a time that grows with the file and no faster."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecordType


def next_record(file: BinaryIO, after: int) -> int | None:
    """Where the next record begins that can be read, if there is one: after a break, files are often stuck together.

    What a packed record holds as it is (gzip stores what it cannot shrink) is no record of its own.
    """
    stored = _stored_head(file, after - 1)
    for place in _candidates(file, after):
        file.seek(place)
        if place != stored and _begins_record(file.read(_LONGEST_HEAD)):
            return place
    return None


def _stored_head(file: BinaryIO, place: int) -> int | None:
    """Where the head of the packed record at a place stands as it is; None where it is packed, or none begins there."""
    file.seek(max(0, place))
    begin = file.read(_FIRST_BLOCK)
    if place < 0 or not begin.startswith(_GZIP):
        return None
    head = begin.find(_PLAIN)
    return place + head if head >= 0 and _unpacked(begin[:head], len(_PLAIN)) == b"" else None


def _candidates(file: BinaryIO, after: int) -> Iterator[int]:
    """Every place at or after a given one where a gzip member or a plain record may begin."""
    at = after
    while True:
        file.seek(at)
        piece = file.read(_PIECE)
        if len(piece) < len(_PLAIN):
            return
        yield from (at + found.start() for found in _MARK.finditer(piece))
        at += len(piece) - len(_PLAIN) + 1


def _begins_record(begin: bytes) -> bool:
    """Whether the head of a record stands here, plain or packed."""
    if begin.startswith(_GZIP):
        if not _unpacked(begin[:_FIRST_BLOCK], len(_PLAIN)).startswith(_PLAIN):  # most are none: see so cheaply
            return False
        begin = _unpacked(begin, _LONGEST_HEAD)
    if not _FIRST_LINE.match(begin):
        return False
    # Of several first lines before one blank line only the last may begin a head. Without this, lines that go on saying
    # so make each of them a head as long as all that follow: 200 KB of such took 6 s.
    another = _FIRST_LINE.search(begin, 1)
    ends = (begin.find(blank, 0, another.start() if another else None) for blank in (b"\n\r\n", b"\n\n"))
    end = min((place for place in ends if place >= 0), default=None)
    if end is None:
        return False
    try:
        record = next(iter(ArchiveIterator(BytesIO(begin[:end] + b"\n\r\n"), parse_http=False)), None)
    except OSError:
        return False
    return record is not None and record.record_type != WarcRecordType.unknown


def _unpacked(packed: bytes, most: int) -> bytes:
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(packed, most)
    except zlib.error:
        return b""


_GZIP = b"\x1f\x8b\x08"
_PLAIN = b"WARC/1."
_MARK = re.compile(b"|".join(map(re.escape, (_GZIP, _PLAIN))))
_FIRST_LINE = re.compile(rb"WARC/1\.\d\r?\n")
_LONGEST_HEAD = 32_768  # bytes: of a response it has ten lines or twenty, the longest of them an address
_FIRST_BLOCK = 2_048  # bytes: enough for the head of a gzip member, its file name, and its first block's own tables
_PIECE = 65_536
