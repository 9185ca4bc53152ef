"""Which errors mean that the disk takes no more, and how the log says so: in a sentence, now and then."""

from __future__ import annotations

import errno
import logging
import sqlite3
import time
from collections.abc import Callable

import psycopg

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS})
_SQLITE = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN})
_QUIET = 60.0  # seconds: the queue tries again every few


def is_of_the_disk(fault: BaseException | None) -> bool:
    """Whether a database or the system could not write for want of room or rights."""
    if isinstance(fault, sqlite3.Error):
        return getattr(fault, "sqlite_errorcode", 0) & 0xFF in _SQLITE  # the low byte is the kind
    if isinstance(fault, OSError):
        return fault.errno in _NO_ROOM
    return isinstance(fault, psycopg.errors.DiskFull | psycopg.errors.IoError)


class FullDiskFilter(logging.Filter):
    """Says once a minute that the queue cannot be written, where each try would print where in the code it failed."""

    def __init__(self, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._monotonic = monotonic
        self._said_at: float | None = None

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record is shown; it is shortened where it is of the disk."""
        fault = record.exc_info[1] if record.exc_info else None
        if not is_of_the_disk(fault):
            return True
        record.msg = f"The queue of jobs cannot be written ({fault}): make room on its disk, or mend the rights to it."
        record.args, record.exc_info, record.exc_text = None, None, None
        now = self._monotonic()
        if self._said_at is not None and now - self._said_at < _QUIET:
            return False
        self._said_at = now
        return True
