"""Captures: every response is kept for good as a pair of WARC 1.1 records, each its own gzip member.

One file a day for each process, and another when it has grown large. A file is only ever added to by the process that
made it, one whole record at a time, so that no reader ever sees a half of one and no two writers meet. A process that
is killed in the midst leaves at worst one torn record at the end of its file, which nothing refers to.
"""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Collection, Sequence
from datetime import UTC, date
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit
from uuid import uuid4

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from variorum.errors import InputError, StorageError
from variorum.fetch.archives import ASKED, ORIGINAL, PERMANENT, STORED_ENCODED, TRUNCATED, read_page
from variorum.fetch.evidence import body_digest
from variorum.fetch.originals import OFFSET
from variorum.fetch.retention import CaptureFile
from variorum.interfaces import Clock
from variorum.model import Capture, Page

LARGEST_FILE = 256_000_000  # bytes: files are deleted whole, so that large ones would make retention coarse


class _Written(NamedTuple):
    block: bytes
    record_id: str


class _Original(NamedTuple):
    """A body that lies in the file in use already."""

    offset: int
    record_id: str
    url: str
    date: str


class WarcCaptures:
    """Captures in a folder of WARC files, safe to share between threads. A variorum.interfaces.CaptureStore."""

    def __init__(self, folder: Path, *, clock: Clock, largest_file: int = LARGEST_FILE) -> None:
        self._folder = folder
        self._clock = clock
        self._largest_file = largest_file
        self._lock = threading.Lock()
        self._file: Path | None = None
        self._made_for: tuple[str, int] | None = None
        self._bodies: dict[str, _Original] = {}  # of the file in use, by digest

    def keep(self, page: Page, *, request_headers: Sequence[tuple[str, str]] = ()) -> Capture:
        """Write the response and the request for good, and say where the response lies.

        A body that lies in the same file already is not written again. Raises StorageError when the disk takes no more.
        """
        digest = body_digest(page.body)
        original = self._bodies.get(digest)
        written = _records(page, request_headers, digest, original)
        with self._lock:
            try:
                path = self._file_in_use()
                if original is not None and self._bodies.get(digest) is not original:  # it lies in an earlier file
                    written = _records(page, request_headers, digest, None)
                start = _append(path, written.block)
            except OSError as fault:
                raise StorageError(
                    f"{page.url} cannot be kept in {self._folder} ({fault.strerror or fault}): make room there."
                ) from fault
            if page.body:
                found = _Original(start, written.record_id, page.final_url, _warc_date(page))
                self._bodies.setdefault(digest, found)
        return Capture(file=path.name, offset=start, record_id=written.record_id)

    def read(self, capture: Capture) -> Page:
        """The page as it was kept. Raises InputError when the file or the record is gone."""
        path = self.path(capture)
        try:
            with path.open("rb") as file:
                file.seek(capture.offset)
                return read_page(file, capture)
        except FileNotFoundError as fault:
            raise InputError(f"The capture file {path} is gone: fetch the page again.") from fault

    def path(self, capture: Capture) -> Path:
        """The file of a capture, whether it is still there or not. Raises InputError where it would lie elsewhere."""
        path = (self._folder / capture.file).resolve()
        if not path.is_relative_to(self._folder.resolve()):
            raise InputError(f"The capture {capture.file!r} lies outside {self._folder}: it is not read.")
        return path

    def files(self) -> list[CaptureFile]:
        """The files that were written here, oldest day first; other files in the folder are nobody's business."""
        found = []
        for path in self._folder.glob("variorum-*.warc.gz"):
            if (named := _NAME.fullmatch(path.name)) is not None:
                day = date.fromisoformat(named["day"])
                found.append(CaptureFile(name=path.name, day=day, size=path.stat().st_size))
        return sorted(found, key=lambda one: (one.day, one.name))

    def discard(self, names: Collection[str]) -> None:
        """Delete whole files. Who reads one of them at this moment reads it to its end."""
        for name in names:
            (self._folder / name).unlink(missing_ok=True)

    def _file_in_use(self) -> Path:
        wanted = (self._clock().astimezone(UTC).date().isoformat(), os.getpid())
        if self._file is None or wanted != self._made_for or self._is_full(self._file):
            self._file = self._new_file(*wanted)
            self._made_for = wanted
            self._bodies.clear()
        return self._file

    def _is_full(self, path: Path) -> bool:
        """Whether a file has grown large enough; one that somebody deleted is not written again under its old name."""
        try:
            return path.stat().st_size >= self._largest_file
        except FileNotFoundError:
            return True

    def _new_file(self, day: str, process: int) -> Path:
        """A file that nobody else writes: its name is taken by creating it, so a process number may come again."""
        self._folder.mkdir(parents=True, exist_ok=True)
        number = 0
        while True:
            path = self._folder / f"variorum-{day}-{process}-{number}.warc.gz"
            try:
                path.open("xb").close()
            except FileExistsError:
                number += 1
                continue
            try:
                _append(path, _file_header(path.name))
            except OSError:
                path.unlink()
                raise
            return path


def _append(path: Path, block: bytes) -> int:
    """Add a block to a file and give its place; a block that could not be written whole is taken away again."""
    with path.open("ab", buffering=0) as file:
        start = file.seek(0, os.SEEK_END)
        try:
            left = memoryview(block)
            while left:
                left = left[file.write(left) :]
        except OSError:
            os.truncate(path, start)
            raise
    return start


def _file_header(name: str) -> bytes:
    out = BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="1.1")
    facts = {"software": "Variorum", "format": "WARC File Format 1.1", "conformsTo": _STANDARD}
    writer.write_record(writer.create_warcinfo_record(name, facts))
    return out.getvalue()


def _records(
    page: Page, request_headers: Sequence[tuple[str, str]], digest: str, original: _Original | None
) -> _Written:
    out = BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="1.1")
    record_id = f"<urn:uuid:{uuid4()}>"
    facts = {"WARC-Record-ID": record_id, "WARC-Date": _warc_date(page), ASKED: page.url}
    facts |= {name: value for name, value in _more(page) if value}
    head = _Head(f"{page.status} {_phrase(page.status)}", _stored_headers(page), protocol="HTTP/1.1")
    if original is None:
        response = writer.create_warc_record(
            page.final_url,
            "response",
            payload=BytesIO(page.body),
            length=len(page.body),  # without it, warcio copies the body into a file that it forgets to close
            http_headers=head,
            warc_headers_dict=facts,
        )
    else:
        facts |= {"WARC-Refers-To": original.record_id, OFFSET: str(original.offset)}
        response = writer.create_revisit_record(
            page.final_url, digest, original.url, original.date, http_headers=head, warc_headers_dict=facts
        )
    writer.write_record(response)
    writer.write_record(_request(writer, page, request_headers, record_id))
    return _Written(out.getvalue(), record_id)


def _request(writer: WARCWriter, page: Page, headers: Sequence[tuple[str, str]], record_id: str) -> object:
    parts = urlsplit(page.final_url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    asked = _Head(f"GET {target} HTTP/1.1", _one_line(headers), is_http_request=True)
    return writer.create_warc_record(
        page.final_url,
        "request",
        http_headers=asked,
        warc_headers_dict={"WARC-Date": _warc_date(page), "WARC-Concurrent-To": record_id},
    )


def _more(page: Page) -> list[tuple[str, str | None]]:
    return [(PERMANENT, page.permanent_url), (TRUNCATED, page.header(TRUNCATED))]


def _warc_date(page: Page) -> str:
    return page.fetched_at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _stored_headers(page: Page) -> list[tuple[str, str]]:
    """The headers with those renamed that told of the encoding on the way: the body is stored decoded."""
    kept = [(f"{ORIGINAL}{n}" if n.lower() in STORED_ENCODED else n, v) for n, v in _one_line(page.headers)]
    return [*kept, ("Content-Length", str(len(page.body)))]


def _one_line(headers: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(name, " ".join(value.splitlines())) for name, value in headers]


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


class _Head(StatusAndHeaders):  # type: ignore[misc]  # warcio has no types
    """Headers that are written in their own letters, where warcio would write percent codes."""

    def compute_headers_buffer(self, header_filter: object = None) -> None:
        """Keep the headers ready as bytes, each letter as it is."""
        self.headers_buff = self.to_bytes()


_NAME = re.compile(r"variorum-(?P<day>\d{4}-\d\d-\d\d)-\d+-\d+\.warc\.gz")
_STANDARD = "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"
