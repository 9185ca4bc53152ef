"""The records of a WARC file, one at a time; where it is broken, reading goes on with the next whole one."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Self

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from variorum.fetch.record_search import next_record
from variorum.model import Rejected
from variorum.text.unpacking import GZIP

STEP = "read_warc/2"
BROKEN = "broken-file"  # a fact of the refusal where it is the file that is broken, not one record


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record as it stands in its file."""

    kind: WarcRecordType
    headers: tuple[tuple[str, str], ...]
    block: bytes
    place: int  # where its gzip member, or it itself, begins in the file

    @classmethod
    def of(cls, record: WarcRecord, *, block: bytes, place: int) -> Self:
        return cls(kind=record.record_type, headers=record.headers.to_tuples(), block=block, place=place)

    @property
    def identity(self) -> str | None:
        return self.header("WARC-Record-ID")

    @property
    def address(self) -> str:
        return (self.header("WARC-Target-URI") or "").strip().strip("<>")

    def header(self, name: str) -> str | None:
        """The first value of a header of the record, whatever its case."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


def iter_records(file: BinaryIO, *, name: str, most: int) -> Iterator[Record | Rejected]:
    """All whole records of at most so many bytes; what is larger, and each place where the file is broken, Rejected.

    A file that is broken in too many places is left there: it is damaged as a whole, or made to take our time.
    """
    begin = file.tell()
    breaks = 0
    while True:
        last, why = -1, ""
        try:
            for record in ArchiveIterator(file, parse_http=False):
                last = record.stream_pos
                block = record.reader.read(most + 1)
                if record.content_length > most:
                    yield _too_large(record, most)
                elif len(block) < record.content_length or "Content-Length" not in record.headers:
                    why = "a record is not whole"
                    break
                else:
                    yield Record.of(record, block=block, place=last)
            else:
                why = "" if last >= 0 and not _has_rest(file, last) else "what follows is no record"
        except OSError as fault:
            why = "" if _is_mere_padding(file, last) else str(fault)
        if not why:
            return
        breaks += 1
        if breaks > _MOST_BREAKS:
            yield _broken_too_often(name)
            return
        following = next_record(file, max(last, begin) + 1)
        yield _broken(name, last, why, following)
        if following is None:
            return
        begin = following
        file.seek(begin)


def _too_large(record: WarcRecord, most: int) -> Rejected:
    subject = record.headers.get("WARC-Target-URI") or record.record_id or "a record without an id"
    return Rejected(subject=subject, step=STEP, reason=f"{subject}: larger than {most // 2} bytes: raise the limit.")


def _broken(name: str, last: int, why: str, following: int | None) -> Rejected:
    place = f"breaks off after the record at {last}"
    if last < 0:
        place = "holds no WARC record" if following is None else "begins with no WARC record"
    further = "" if following is None else f"; it goes on at byte {following}"
    return _refusal(name, f"{name} {place} ({why}){further}: get the file again.")


def _broken_too_often(name: str) -> Rejected:
    return _refusal(name, f"{name} is broken in more than {_MOST_BREAKS} places, and not read further: get it again.")


def _refusal(name: str, reason: str) -> Rejected:
    return Rejected(subject=name, step=STEP, reason=reason, facts={"kind": BROKEN})


def _has_rest(file: BinaryIO, last: int) -> bool:
    """Whether something that is no record follows the last record's gzip member, or the member has no end."""
    rest = _rest(file, last)
    return rest is None or bool(rest.strip(_PADDING))


def _is_mere_padding(file: BinaryIO, last: int) -> bool:
    """Whether nothing but zeros and white space follows the last record's gzip member, and something of that does."""
    rest = _rest(file, last) if last >= 0 else None
    return bool(rest) and not (rest or b"").strip(_PADDING)


def _rest(file: BinaryIO, last: int) -> bytes | None:
    """The beginning of what follows the gzip member at a place; None where it has no end, nothing where it is none."""
    file.seek(last)
    if file.read(2) != GZIP:
        return b""
    file.seek(last)
    member = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        while not member.eof and (piece := file.read(_PIECE)):
            while piece and not member.eof:
                member.decompress(piece, _PIECE)
                piece = member.unconsumed_tail
    except zlib.error:
        return None
    return member.unused_data + file.read(_PIECE) if member.eof else None


_MOST_BREAKS = 1_000  # each may cost a reading of the largest record
_PADDING = b"\0\r\n\t "
_PIECE = 65_536
