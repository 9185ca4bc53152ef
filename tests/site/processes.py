"""Processes of the site at work at once: on the tests' own PostgreSQL database, or on an SQLite file of their own."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from django.db import connection

from variorum_site.settings import direct_connection

_OPENED = """
import sys
from variorum_site.commands.opening import open_site
settings = open_site()
print("ready", flush=True)
sys.stdin.readline()
"""


def run_at_once(script: str, home: Path, *arguments: str) -> list[subprocess.CompletedProcess[str]]:
    """Run a script in a process for each argument, all from one moment on: `settings` are the settings in force."""
    command = [sys.executable, "-c", _OPENED + script]
    started: list[subprocess.Popen[str]] = []
    for argument in arguments:
        pipe = subprocess.PIPE
        process = subprocess.Popen(
            [*command, argument], env=_environment(home), stdin=pipe, stdout=pipe, stderr=pipe, text=True
        )
        started.append(process)
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n", process.communicate()[1]  # one after another: the first migrates
    for process in started:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    ended = []
    for process in started:
        out, err = process.communicate(timeout=120)
        ended.append(subprocess.CompletedProcess(process.args, process.returncode, out, err))
    return ended


def stored(home: Path, query: str) -> Sequence[tuple[object, ...]]:
    """What a query finds in the database that the processes wrote to."""
    if connection.vendor == "postgresql":
        with closing(direct_connection()) as found:
            return found.execute(query.encode()).fetchall()
    with closing(sqlite3.connect(home / "variorum.sqlite3")) as file:
        return file.execute(query).fetchall()


def _environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("VARIORUM_", "DJANGO_"))}
    kept.pop("DATABASE_URL", None)
    if connection.vendor == "postgresql":
        known = {name: quote(str(value), safe="") for name, value in connection.settings_dict.items()}
        door = f"{known['USER']}:{known['PASSWORD']}@{known['HOST']}:{known['PORT'] or 5432}"
        kept["DATABASE_URL"] = f"postgres://{door}/{known['NAME']}"
    return {**kept, "VARIORUM_HOME": str(home)}
