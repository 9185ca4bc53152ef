"""Pages out of WARC files: our own captures, and what anybody else has archived."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, NamedTuple

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from variorum.errors import InputError
from variorum.model import Capture, Page, Rejected

STEP = "read_warc/1"

# How our own records tell what a plain response record has no field for.
ASKED = "Variorum-Asked-URI"
PERMANENT = "Variorum-Permanent-URI"
ORIGINAL = "X-Archive-Orig-"
STORED_ENCODED = frozenset({"content-encoding", "transfer-encoding", "content-length"})


def read_warc(source: Path | str | BinaryIO, *, max_bytes: int = 10_000_000) -> Iterator[Page | Rejected]:
    """The pages of all response records, in the order of the file; what cannot be read is Rejected with a reason.

    A file that breaks off gives all its whole records, then one Rejected. Raises InputError where there is no file.
    """
    if isinstance(source, Path | str):
        try:
            with Path(source).open("rb") as file:
                yield from _pages(file, str(source), max_bytes)
        except OSError as fault:
            raise InputError(f"{source} cannot be read ({fault.strerror or fault}): check the name.") from fault
    else:
        yield from _pages(source, getattr(source, "name", "the archive"), max_bytes)


def read_page(file: BinaryIO, capture: Capture) -> Page:
    """The page of the response record at the place of the file. Raises InputError when it is not there."""
    gone = f"The record {capture.record_id} is not at {capture.offset} of {capture.file}: fetch the page again."
    try:
        record = next(iter(ArchiveIterator(file, parse_http=False)), None)
        if record is None or record.record_id != capture.record_id:
            raise InputError(gone)
        block = record.reader.read()
    except OSError as fault:
        raise InputError(gone) from fault
    if len(block) < record.content_length:
        raise InputError(gone)
    return _page(record, block, max_bytes=len(block), capture=capture)


def _pages(file: BinaryIO, name: str, max_bytes: int) -> Iterator[Page | Rejected]:
    last = -1
    try:
        for record in ArchiveIterator(file, parse_http=False):
            last = record.stream_pos
            block = record.reader.read(max_bytes * 2 + 1)
            if record.content_length > max_bytes * 2:
                yield _rejected(record, f"larger than {max_bytes} bytes: raise the limit.")
            elif len(block) < record.content_length or "Content-Length" not in record.headers:
                yield _broken(name, last)
                return
            elif record.record_type == WarcRecordType.response:
                yield _page_or_reason(record, block, max_bytes)
    except OSError as fault:
        yield _broken(name, last, str(fault))
        return
    if last < 0 or _breaks_off(file, last):
        yield _broken(name, last)


def _page_or_reason(record: WarcRecord, block: bytes, max_bytes: int) -> Page | Rejected:
    if not record.headers.get("WARC-Target-URI"):
        return _rejected(record, "it names no address: leave it out.")
    try:
        return _page(record, block, max_bytes=max_bytes)
    except InputError as fault:
        return _rejected(record, str(fault))


def _page(record: WarcRecord, block: bytes, *, max_bytes: int, capture: Capture | None = None) -> Page:
    final_url = (record.headers.get("WARC-Target-URI") or "").strip("<>")
    http = _http(block, max_bytes)
    asked = record.headers.get(ASKED)
    return Page(
        url=asked or final_url,
        final_url=final_url,
        status=http.status,
        headers=_original(http.headers) if asked else http.headers,
        body=http.body,
        fetched_at=_date(record),
        permanent_url=record.headers.get(PERMANENT),
        capture=capture,
    )


class _Http(NamedTuple):
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


def _http(block: bytes, max_bytes: int) -> _Http:
    """The HTTP message of a record, decoded. Some archives store bodies decoded under headers that say otherwise."""
    for decode in ("all", "transfer", "none"):
        record = WarcRecord()
        record.init_headers(WarcRecordType.response)
        record.is_http = True
        record.set_bytes_content(block)
        try:
            record.parse_http(auto_decode=decode)
            body = record.reader.read(max_bytes + 1)
        except OSError:
            continue
        if len(body) > max_bytes:
            raise InputError(f"larger than {max_bytes} bytes: raise the limit.")
        headers = tuple((_text(name), _text(value)) for name, value in record.http_headers.items_bytes())
        return _Http(record.http_headers.status_code or 0, headers, body)
    raise InputError("its HTTP message cannot be read: leave it out.")


def _original(headers: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """The headers as the server sent them: the added length taken off, the renamed ones given their names again."""
    kept = [(name, value) for name, value in headers if name.lower() != "content-length"]
    return tuple((name.removeprefix(ORIGINAL), value) for name, value in kept)


def _date(record: WarcRecord) -> datetime:
    value = record.headers.get("WARC-Date") or ""
    try:
        found = datetime.fromisoformat(value)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError) as fault:
        raise InputError(f"its WARC-Date is {value!r}: leave it out.") from fault


def _breaks_off(file: BinaryIO, last: int) -> bool:
    """Whether something that is no record follows the last record's gzip member, or the member has no end."""
    if not file.seekable():
        return False
    file.seek(last)
    if file.read(2) != b"\x1f\x8b":
        return False
    file.seek(last)
    member = zlib.decompressobj(zlib.MAX_WBITS | 16)
    while not member.eof and (piece := file.read(_PIECE)):
        while piece and not member.eof:
            member.decompress(piece, _PIECE)
            piece = member.unconsumed_tail
    rest = member.unused_data + file.read(_PIECE)
    return not member.eof or bool(rest)


def _broken(name: str, last: int, why: str = "") -> Rejected:
    place = "holds no WARC record" if last < 0 else f"breaks off after the record at {last}"
    reason = f"{name} {place}{f' ({why})' if why else ''}: get the file again."
    return Rejected(subject=name, step=STEP, reason=reason)


def _rejected(record: WarcRecord, reason: str) -> Rejected:
    subject = record.headers.get("WARC-Target-URI") or record.record_id or "a record without an id"
    return Rejected(subject=subject, step=STEP, reason=f"{subject}: {reason}")


def _text(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("latin-1")


_PIECE = 65_536
