"""Pages out of WARC files: our own captures, and what anybody else has archived."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecordType

from variorum.errors import InputError
from variorum.fetch.messages import Headers, Message, read_message
from variorum.fetch.originals import OFFSET, Originals, is_revisit_of_same_body
from variorum.fetch.records import STEP, Record, iter_records
from variorum.model import Capture, Page, Rejected

# How our own records tell what a plain response record has no field for.
ASKED = "Variorum-Asked-URI"
PERMANENT = "Variorum-Permanent-URI"
LEADS_TO = "Variorum-Leads-To"  # of a redirect: the record of the page at its end
HOPS = "Variorum-Hops-Length"  # of a page: how many bytes before its record the redirects begin that led to it
ORIGINAL = "X-Archive-Orig-"
TRUNCATED = "WARC-Truncated"


def is_renamed(name: str) -> bool:
    """Whether our records hold a header of this name as X-Archive-Orig-…: those of the encoding, and those named so."""
    return name.lower() in _OF_THE_ENCODING or name.lower().startswith(ORIGINAL.lower())


def read_warc(
    source: Path | str | BinaryIO, *, name: str | None = None, max_bytes: int = 10_000_000
) -> Iterator[Page | Rejected]:
    """The pages of all response, revisit and resource records, in the order of the file, one in memory at a time.

    What cannot be read is Rejected with a reason. Where the file is broken there is one Rejected, and reading goes on
    with the next whole record, if there is one. `name`: what the archive is called in that, else as its file is. Raises
    InputError where there is no file.
    """
    if isinstance(source, Path | str):
        try:
            with Path(source).open("rb") as file:
                yield from _pages(file, name or str(source), max_bytes)
        except OSError as fault:
            raise InputError(f"{source} cannot be read ({fault.strerror or fault}): check the name.") from fault
    else:
        name = name or _name_of(source)
        if not source.seekable():  # fastwarc cannot read it, and a revisit would look in vain for its original
            raise InputError(f"{name} can be read only once: save it as a file first.")
        yield from _pages(source, name, max_bytes)


def _name_of(stream: BinaryIO) -> str:
    """The name of its file; one that has none, as a temporary file, gives a number for it."""
    name = getattr(stream, "name", None)
    return name if isinstance(name, str) else "the archive"


def read_page(file: BinaryIO, capture: Capture) -> Page:
    """The page of the record at the place of the file. Raises InputError when it is not there, or not whole."""
    gone = f"The record {capture.record_id} is not at {capture.offset} of {capture.file}: fetch the page again."
    record = _record_at(file, gone)
    if record.identity != capture.record_id:
        raise InputError(gone)
    original = None
    if record.kind == WarcRecordType.revisit:
        offset = record.header(OFFSET) or ""
        if not offset.isdigit():
            raise InputError(gone)
        file.seek(int(offset))
        original = _record_at(file, gone)
        if original.identity != record.header("WARC-Refers-To"):
            raise InputError(gone)
    most = max(len(one.block) for one in (record, original) if one is not None)
    return replace(_page(record, max_bytes=most, original=original), capture=capture)


def _record_at(file: BinaryIO, gone: str) -> Record:
    try:
        found = next(iter(ArchiveIterator(file, parse_http=False)), None)
        block = found.reader.read() if found else b""
    except OSError as fault:
        raise InputError(gone) from fault
    if found is None or len(block) < found.content_length:
        raise InputError(gone)
    return Record.of(found, block=block, place=0)


def _pages(file: BinaryIO, name: str, max_bytes: int) -> Iterator[Page | Rejected]:
    originals = Originals(file)
    for record in iter_records(file, name=name, most=max_bytes * 2):
        if isinstance(record, Rejected):
            yield record
        elif record.kind in _PAGES and _is_web(record) and record.header(LEADS_TO) is None:
            originals.add(record)
            page = _page_or_reason(record, originals, max_bytes)
            if page is not None:
                yield page


def _is_web(record: Record) -> bool:
    """Whether a record is of the web: crawlers also keep what name servers answered."""
    address = record.address.lower()
    return not address or address.startswith(("http://", "https://"))


def _page_or_reason(record: Record, originals: Originals, max_bytes: int) -> Page | Rejected | None:
    try:
        if not record.address:
            raise InputError("it names no address: leave it out.")
        original = None
        if record.kind == WarcRecordType.revisit:
            if not is_revisit_of_same_body(record):
                return None  # "not modified since": there is nothing new in it
            original = originals.get(record)
        return _page(record, max_bytes=max_bytes, original=original)
    except InputError as fault:
        return _rejected(record, str(fault))


def _page(record: Record, *, max_bytes: int, original: Record | None = None) -> Page:
    """The page of a record; where that only says that the body was the same as before, with the original's body."""
    message = _message(record, max_bytes)
    if original is not None:
        before = _message(original, max_bytes)
        head = (message.status, message.headers) if message.headers else (before.status, before.headers)
        message = Message(*head, before.body, before.cut)
    asked = record.header(ASKED)
    return Page(
        url=asked or record.address,
        final_url=record.address,
        status=message.status,
        headers=_as_sent(message.headers) if asked else message.headers,
        body=message.body,
        fetched_at=_date(record, message.headers),
        permanent_url=record.header(PERMANENT),
        truncated=_truncation(record, original, cut=message.cut),
    )


def _message(record: Record, max_bytes: int) -> Message:
    if record.kind == WarcRecordType.resource:  # the bytes alone, without a server's answer around them
        if len(record.block) > max_bytes:
            raise InputError(f"larger than {max_bytes} bytes: raise the limit.")
        kind = record.header("Content-Type")
        return Message(200, (("Content-Type", kind),) if kind else (), record.block)
    if record.kind == WarcRecordType.revisit and not record.block.strip():
        return Message(0, (), b"")
    return read_message(record.block, max_bytes=max_bytes)


def _truncation(record: Record, original: Record | None, *, cut: bool) -> str | None:
    """Why only the beginning of the page was kept, where that is so. What a server sends by that name says nothing."""
    known = [one.header(TRUNCATED) for one in (record, original) if one is not None]
    pieces = record.header("WARC-Segment-Number") is not None  # what follows stands in records of its own
    return next(filter(None, known), "unspecified" if cut or pieces else None)


def _as_sent(headers: Headers) -> Headers:
    """The headers as the server sent them: the added length taken off, the renamed ones given their names again."""
    return tuple((_name_as_sent(name), value) for name, value in headers if name.lower() != "content-length")


def _name_as_sent(name: str) -> str:
    if not name.lower().startswith(ORIGINAL.lower()):
        return name
    sent = name[len(ORIGINAL) :]
    return sent if is_renamed(sent) else name


def _date(record: Record, headers: Headers) -> datetime:
    """When the page was fetched: as the record says, else as the server said."""
    value = record.header("WARC-Date") or ""
    found = _moment(value)
    if found is None:
        said = next((text for name, text in headers if name.lower() == "date"), "")
        try:
            found = _utc(parsedate_to_datetime(said))
        except (ValueError, TypeError, OverflowError) as fault:
            raise InputError(f"its WARC-Date is {value!r}: leave it out.") from fault
    return found


def _moment(text: str) -> datetime | None:
    """A time as WARC 1.0 and 1.1 write it, the latter also as a mere year or month, or as 14 digits."""
    text = text.strip()
    if re.fullmatch(r"\d{14}", text):
        text = f"{text[:8]}T{text[8:]}"
    if short := re.fullmatch(r"(\d{4})(-\d\d)?", text):
        text = f"{short[1]}{short[2] or '-01'}-01"
    try:
        return _utc(datetime.fromisoformat(text))
    except (ValueError, OverflowError):
        return None


def _utc(moment: datetime) -> datetime:
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def _rejected(record: Record, reason: str) -> Rejected:
    """A refusal of one record."""
    subject = record.address or record.identity or "a record without an id"
    return Rejected(subject=subject, step=STEP, reason=f"{subject}: {reason}")


_OF_THE_ENCODING = frozenset({"content-encoding", "transfer-encoding", "content-length"})
_PAGES = (WarcRecordType.response, WarcRecordType.revisit, WarcRecordType.resource)
