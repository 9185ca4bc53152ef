"""The raw records of a capture and their digests: for who checks a fact with other tools than ours."""

from __future__ import annotations

import hashlib
from base64 import b32encode
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator

from variorum.errors import InputError
from variorum.fetch.archives import HOPS
from variorum.fetch.originals import OFFSET
from variorum.fetch.records import Record
from variorum.model import Capture


def body_digest(body: bytes) -> str:
    """As WARC files write it: SHA-1 in base 32, which is what the tools of archives compare."""
    return "sha1:" + b32encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode()


def recorded_digest(path: Path, capture: Capture) -> str | None:
    """The digest of the page's body as its record names it. Raises InputError when the record is not there."""
    with _opened(path, capture) as file:
        return _first(file, capture).header("WARC-Payload-Digest")


def raw_records(path: Path, capture: Capture) -> bytes:
    """The capture as a small WARC file: the redirects, the response and the request; where the response only says that
    the body was the same as before, the record of that body first. Raises InputError when they are not there."""
    with _opened(path, capture) as file:
        first = _first(file, capture)
        found = _before(file, capture.offset, int(first.header(HOPS) or 0)) + _members(file, capture.offset, 2)
        if (offset := first.header(OFFSET)) is None:
            return found
        return _members(file, int(offset), 1) + found


def _opened(path: Path, capture: Capture) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as fault:
        raise InputError(f"The bytes of {capture.record_id} are no longer kept: {path} is gone.") from fault


def _first(file: BinaryIO, capture: Capture) -> Record:
    gone = f"The record {capture.record_id} is not at {capture.offset} of {capture.file}: the file was changed."
    file.seek(capture.offset)
    try:
        record = next(iter(ArchiveIterator(file, parse_http=False)), None)
    except OSError as fault:
        raise InputError(gone) from fault
    if record is None or record.record_id != capture.record_id:
        raise InputError(gone)
    return Record.of(record, block=b"", place=capture.offset)


def _before(file: BinaryIO, offset: int, length: int) -> bytes:
    file.seek(offset - length)
    return file.read(length)


def _members(file: BinaryIO, offset: int, count: int) -> bytes:
    """The gzip members of so many records, from a place on."""
    file.seek(offset)
    try:
        places = [record.stream_pos for record in islice(ArchiveIterator(file, parse_http=False), count + 1)]
    except OSError:  # what follows is a torn record: the last one of a process that was killed
        places = []
    file.seek(offset)
    return file.read(places[count] - offset if len(places) > count else -1)
