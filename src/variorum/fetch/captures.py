"""Captures: every page is kept for good in WARC files, with the redirects that led to it.

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
from functools import partial
from pathlib import Path

from variorum.errors import InputError, StorageError
from variorum.fetch.archives import read_page
from variorum.fetch.evidence import body_digest
from variorum.fetch.record_writing import Original, file_header, warc_date, write_records
from variorum.fetch.retention import CaptureFile
from variorum.interfaces import Clock, Hop
from variorum.model import Capture, Page

LARGEST_FILE = 256_000_000  # bytes: files are deleted whole, so that large ones would make retention coarse


class WarcCaptures:
    """Captures in a folder of WARC files, safe to share between threads. A variorum.interfaces.CaptureStore."""

    def __init__(self, folder: Path, *, clock: Clock, largest_file: int = LARGEST_FILE) -> None:
        self._folder = folder
        self._clock = clock
        self._largest_file = largest_file
        self._lock = threading.Lock()
        self._file: Path | None = None
        self._made_for: tuple[str, int] | None = None
        self._bodies: dict[str, Original] = {}  # of the file in use, by digest

    def keep(self, page: Page, *, request_headers: Sequence[tuple[str, str]] = (), hops: Sequence[Hop] = ()) -> Capture:
        """Write the response and the request for good, before them the redirects, and say where the response lies.

        A body that lies in the same file already is not written again. Raises StorageError when the disk takes no more.
        """
        digest = body_digest(page.body)
        original = self._bodies.get(digest)
        write = partial(write_records, page, request_headers=request_headers, hops=hops, digest=digest)
        written = write(original=original)
        with self._lock:
            try:
                path = self._file_in_use()
                if original is not None and self._bodies.get(digest) is not original:  # it lies in an earlier file
                    written = write(original=None)
                start = _append(path, written.block) + written.place
            except OSError as fault:
                raise StorageError(
                    f"{page.url} cannot be kept in {self._folder} ({fault.strerror or fault}): make room there."
                ) from fault
            if page.body:
                found = Original(start, written.record_id, page.final_url, warc_date(page))
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
                _append(path, file_header(path.name))
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


_NAME = re.compile(r"variorum-(?P<day>\d{4}-\d\d-\d\d)-\d+-\d+\.warc\.gz")
