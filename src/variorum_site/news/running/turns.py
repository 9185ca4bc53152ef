"""Whose turn it is to do the steps: one process at a time, on one machine or on many. A turn ends with its process.

The lock is held by the system, not by a row: a process that is killed cannot leave it behind.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import connection

from variorum_site.settings import direct_connection

_FILE = "steps.lock"  # beside the jobs; it stays there and holds nothing
_NUMBER = 0x7661_7269_6F72_756D  # "variorum": PostgreSQL's advisory locks are numbers, each database's its own
_SECONDS = 60  # after which PostgreSQL asks whether a machine that holds a turn is still there


@contextmanager
def turn() -> Iterator[bool]:
    """True where the steps may be done now; False where another process does them: what is due is done there."""
    if connection.vendor == "postgresql":
        with closing(direct_connection(autocommit=True)) as held:
            yield _taken_in_postgres(held)
    else:
        with closing(sqlite3.connect(_place(), timeout=0, isolation_level=None)) as held:
            yield _taken_in_file(held)


def _taken_in_postgres(held: psycopg.Connection[tuple[bool]]) -> bool:
    held.execute(f"SET tcp_keepalives_idle = {_SECONDS}")
    row = held.execute("SELECT pg_try_advisory_lock(%s)", [_NUMBER]).fetchone()
    return bool(row and row[0])


def _taken_in_file(held: sqlite3.Connection) -> bool:
    """SQLite's own lock on a file of its own: it works on every system, between threads as between processes."""
    try:
        held.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as fault:
        if fault.sqlite_errorcode == sqlite3.SQLITE_BUSY:
            return False
        raise
    return True


def _place() -> Path:
    home: Path = settings.VARIORUM.home
    return home / _FILE
