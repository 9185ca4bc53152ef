"""Revisit records say that a body was the same as before: where in the same file that body lies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import xxhash
from fastwarc.warc import ArchiveIterator, WarcRecordType

from variorum.errors import InputError
from variorum.fetch.records import Record

OFFSET = "Variorum-Refers-To-Offset"  # in our own files: where in the same file the body lies


def is_revisit_of_same_body(record: Record) -> bool:
    """Whether a revisit record means the same body, and not the mere answer that nothing was modified."""
    return "not-modified" not in (record.header("WARC-Profile") or "")


class Originals:
    """Remembers where the bodies of a file lie: a few numbers a record, no body."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._places: dict[int, int] = {}

    def add(self, record: Record) -> None:
        """Remember a record that has a body of its own."""
        if record.kind != WarcRecordType.revisit:
            for name in _names(record):
                self._places.setdefault(name, record.place)

    def get(self, revisit: Record) -> Record:
        """The record with the body that a revisit record means. Raises InputError where it is not in this file."""
        for name in _meant(revisit):
            place = self._places.get(name)
            found = None if place is None else self._at(place)
            if found is not None and name in set(_names(found)):
                return found
        where = revisit.header("WARC-Refers-To-Target-URI") or revisit.header("WARC-Refers-To") or "another record"
        raise InputError(
            f"its body lies with {where}, which cannot be found in this file: take in the file that holds it, or, where"
            " the file is compressed as one piece, compress its records one by one."
        )

    def _at(self, place: int) -> Record | None:
        """The record at a place; the file stands afterwards where it stood, for it is being read."""
        standing = self._file.tell()
        try:
            self._file.seek(place)
            record = next(iter(ArchiveIterator(self._file, parse_http=False)), None)
            return Record.of(record, block=record.reader.read(), place=place) if record else None
        except OSError:
            return None
        finally:
            self._file.seek(standing)


def _names(record: Record) -> Iterator[int]:
    yield _name("at", record.address, record.header("WARC-Date"))
    yield _name("id", record.identity)
    yield _name("is", record.header("WARC-Payload-Digest"))


def _meant(revisit: Record) -> Iterator[int]:
    """What a revisit record says of its original, the surest first; what it does not say names nothing."""
    address = (revisit.header("WARC-Refers-To-Target-URI") or "").strip().strip("<>")
    if address and (date := revisit.header("WARC-Refers-To-Date")):
        yield _name("at", address, date)
    if identity := revisit.header("WARC-Refers-To"):
        yield _name("id", identity)
    if digest := revisit.header("WARC-Payload-Digest"):
        yield _name("is", digest)


def _name(*parts: str | None) -> int:
    return xxhash.xxh3_64_intdigest("\n".join(part or "" for part in parts).strip().encode())
