"""Captures: every response is kept for good as a pair of WARC 1.1 records, each its own gzip member.

One file a day for each process. A file is only ever added to by the process that made it, one whole record at a time,
so that no reader ever sees a half of one and no two writers meet.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from datetime import UTC
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit
from uuid import uuid4

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from variorum.errors import InputError
from variorum.fetch.archives import ASKED, ORIGINAL, PERMANENT, STORED_ENCODED, read_page
from variorum.interfaces import Clock
from variorum.model import Capture, Page


class _Written(NamedTuple):
    block: bytes
    record_id: str


class WarcCaptures:
    """Captures in a folder of WARC files, safe to share between threads. A variorum.interfaces.CaptureStore."""

    def __init__(self, folder: Path, *, clock: Clock) -> None:
        self._folder = folder
        self._clock = clock
        self._lock = threading.Lock()
        self._file: Path | None = None
        self._made_for: tuple[str, int] | None = None

    def keep(self, page: Page, *, request_headers: Sequence[tuple[str, str]] = ()) -> Capture:
        """Write the response and the request for good, and say where the response lies."""
        written = _records(page, request_headers)
        with self._lock:
            path = self._todays_file()
            start = _append(path, written.block)
        return Capture(file=path.name, offset=start, record_id=written.record_id)

    def read(self, capture: Capture) -> Page:
        """The page as it was kept. Raises InputError when the file or the record is gone."""
        path = (self._folder / capture.file).resolve()
        if not path.is_relative_to(self._folder.resolve()):
            raise InputError(f"The capture {capture.file!r} lies outside {self._folder}: it is not read.")
        try:
            with path.open("rb") as file:
                file.seek(capture.offset)
                return read_page(file, capture)
        except FileNotFoundError as fault:
            raise InputError(f"The capture file {path} is gone: fetch the page again.") from fault

    def _todays_file(self) -> Path:
        wanted = (self._clock().astimezone(UTC).date().isoformat(), os.getpid())
        if self._file is None or wanted != self._made_for:
            self._file = self._new_file(*wanted)
            self._made_for = wanted
        return self._file

    def _new_file(self, day: str, process: int) -> Path:
        """A file that nobody else writes: its name is taken by creating it, so a process number may come again."""
        self._folder.mkdir(parents=True, exist_ok=True)
        number = 0
        while True:
            path = self._folder / f"variorum-{day}-{process}-{number}.warc.gz"
            try:
                with path.open("xb") as file:
                    file.write(_file_header(path.name))
            except FileExistsError:
                number += 1
                continue
            return path


def _append(path: Path, block: bytes) -> int:
    """Add a block to a file and give its place; a block that could not be written whole is taken away again."""
    with path.open("ab") as file:
        start = file.seek(0, os.SEEK_END)
        try:
            file.write(block)
            file.flush()
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


def _records(page: Page, request_headers: Sequence[tuple[str, str]]) -> _Written:
    out = BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="1.1")
    record_id = f"<urn:uuid:{uuid4()}>"
    date = page.fetched_at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    facts = {"WARC-Record-ID": record_id, "WARC-Date": date, ASKED: page.url}
    if page.permanent_url:
        facts[PERMANENT] = page.permanent_url
    head = _Head(f"{page.status} {_phrase(page.status)}", _stored_headers(page), protocol="HTTP/1.1")
    writer.write_record(
        writer.create_warc_record(
            page.final_url,
            "response",
            payload=BytesIO(page.body),
            length=len(page.body),  # without it, warcio copies the body into a file that it forgets to close
            http_headers=head,
            warc_headers_dict=facts,
        )
    )
    parts = urlsplit(page.final_url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    asked = _Head(f"GET {target} HTTP/1.1", _one_line(request_headers), is_http_request=True)
    writer.write_record(
        writer.create_warc_record(
            page.final_url,
            "request",
            http_headers=asked,
            warc_headers_dict={"WARC-Date": date, "WARC-Concurrent-To": record_id},
        )
    )
    return _Written(out.getvalue(), record_id)


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


_STANDARD = "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"
