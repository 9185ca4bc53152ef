"""A disk that takes no more is said in a sentence, once a minute."""

from __future__ import annotations

import errno
import logging
import sqlite3
from pathlib import Path

import psycopg
import pytest

from variorum_site.news.running.full_disk import FullDiskFilter, is_of_the_disk

pytestmark = pytest.mark.unit


def full_database(folder: Path) -> sqlite3.Error:
    """The error of a real SQLite file that may not grow."""
    connection = sqlite3.connect(folder / "small.sqlite3")
    connection.execute("PRAGMA max_page_count = 2")
    connection.execute("CREATE TABLE words (word TEXT)")
    with pytest.raises(sqlite3.OperationalError) as refused:
        connection.execute("INSERT INTO words VALUES (?)", ["quay" * 9_000])
    connection.close()
    return refused.value


def record(fault: BaseException) -> logging.LogRecord:
    return logging.LogRecord(
        "huey.consumer", logging.ERROR, __file__, 1, "Error reading %s", ("queue",), (type(fault), fault, None)
    )


def test_a_database_without_room_is_of_the_disk(tmp_path: Path) -> None:
    assert is_of_the_disk(full_database(tmp_path))
    assert is_of_the_disk(psycopg.errors.DiskFull())
    assert is_of_the_disk(OSError(errno.ENOSPC, "No space left on device"))


@pytest.mark.parametrize("fault", [None, ValueError(), sqlite3.IntegrityError(), OSError(errno.ENOENT, "gone")])
def test_other_faults_are_not(fault: BaseException | None) -> None:
    assert not is_of_the_disk(fault)


def test_the_log_says_it_once_a_minute_and_without_the_place_in_the_code(tmp_path: Path) -> None:
    fault, now = full_database(tmp_path), [100.0]
    known = FullDiskFilter(monotonic=lambda: now[0])
    first = record(fault)
    assert known.filter(first)
    assert first.getMessage().startswith("The queue of jobs cannot be written (database or disk is full): make room")
    assert first.exc_info is None
    assert not known.filter(record(fault))
    now[0] += 61
    assert known.filter(record(fault))


def test_other_faults_are_logged_as_they_are() -> None:
    other = record(ValueError("7"))
    assert FullDiskFilter().filter(other)
    assert other.getMessage() == "Error reading queue"
    assert other.exc_info is not None
