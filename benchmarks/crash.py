"""A killed process loses nothing: `kill -9` at random moments while a local web of 300 articles is taken in.

    python -m benchmarks.crash [--kills 200] [--seed 1]     (PostgreSQL too where DATABASE_URL names a server)

A web of twelve papers in six languages publishes its articles in ten waves. After each wave the site's steps run in a
process of their own, which is killed at a random moment; after the last one it is left to end. Then every article must
be there exactly once, grouped, its story compared, and every capture must read back as it was served. Twenty webs make
two hundred kills. Then the same with a full disk and with the line cut.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self
from urllib.parse import urlsplit

import psycopg
from benchmarks.crash_web import CrashWeb, serve

LONGEST = 2.4  # seconds until a kill: two times what a wave takes, so that every step is hit
ROUNDS = 10
_LARGE = 400_000_000  # bytes: more than any of the webs takes
TABLE = Path(__file__).resolve().parent.parent / "docs" / "benchmarks" / "crash.md"
_ENDED = "had ended before"
_STEPS = {"": "before the first feed", "f": "polling", "p": "fetching", "e": "extracting", "s": "comparing"}


@dataclass(slots=True)
class Outcome:
    """What became of one web."""

    report: dict[str, Any]
    killed: Counter[str] = field(default_factory=Counter)  # by the step that was last heard of
    said: list[str] = field(default_factory=list)  # sentences of the runs that stopped by themselves


class Site:
    """The site under test in a home of its own: see benchmarks.crash_site."""

    def __init__(self, home: Path, address: str, *, database: str | None = None) -> None:
        self._read, write = os.pipe()
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("VARIORUM_", "DJANGO_"))}
        kept.pop("DATABASE_URL", None)
        environment = {
            **kept,
            "VARIORUM_HOME": str(home),
            "VARIORUM_FETCH_HOSTS": f"*={address}",
            "VARIORUM_FETCH_HOST_DELAY": "0",
            "VARIORUM_FETCH_TIMEOUT": "5",
            **({"DATABASE_URL": database} if database else {}),
        }
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.crash_site", str(write)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
            pass_fds=[write],
            cwd=Path(__file__).resolve().parent.parent,
        )
        os.close(write)
        self._expect("ready")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stream("stdin").close()
        self._process.wait(30)
        self._stream("stdout").close()
        os.close(self._read)

    def run(self, *, kill_after: float | None = None, file_limit: int = 0) -> tuple[int, str]:
        """One run of the steps: how it ended, and what it said, or the letter of the step that it was killed in."""
        self._say(f"run {file_limit or ''}")
        child = int(self._expect("child"))
        if kill_after is not None:
            time.sleep(kill_after)
            with suppress(ProcessLookupError):  # it had ended before
                os.kill(child, signal.SIGKILL)
        said, line = "", self._line()
        while not line.startswith("ended"):
            said += line.removeprefix("said ")
            line = self._line()
        code = int(line.removeprefix("ended "))
        told = self._progress()
        return code, (_STEPS[told[-1:]] if code == -signal.SIGKILL else said)

    def report(self) -> dict[str, Any]:
        """What is stored now."""
        self._say("report")
        self._expect("child")
        found: dict[str, Any] = json.loads(self._line())
        self._expect("ended")
        return found

    def _progress(self) -> str:
        """The letters of the steps that were told since the last time."""
        told = b""
        while select.select([self._read], [], [], 0)[0] and (piece := os.read(self._read, 65_536)):
            told += piece
        return told.decode()

    def _say(self, line: str) -> None:
        print(line, file=self._stream("stdin"), flush=True)

    def _expect(self, word: str) -> str:
        line = self._line()
        assert line.startswith(word), f"expected {word!r}, got {line!r}"
        return line.removeprefix(word).strip()

    def _line(self) -> str:
        return self._stream("stdout").readline().rstrip("\n") or self._gone()

    def _gone(self) -> str:
        raise EOFError("The site under test has ended: see its standard error.")

    def _stream(self, name: str) -> IO[str]:
        stream: IO[str] | None = getattr(self._process, name)
        assert stream is not None
        return stream


def kill_often(home: Path, *, seed: int, database: str | None = None, rounds: int = ROUNDS) -> Outcome:
    """Take in a web in waves, kill the process after each, and let the last run end."""
    web, chance = CrashWeb(waves=rounds), random.Random(seed)
    with serve(web) as address, Site(home, address, database=database) as site:
        outcome = Outcome({})
        for _ in range(rounds):
            web.publish()
            code, step = site.run(kill_after=chance.uniform(0.02, LONGEST))
            assert code in (0, -signal.SIGKILL), f"a run ended with {code}: {step}"
            outcome.killed[step if code == -signal.SIGKILL else _ENDED] += 1
        code, said = site.run()
        assert code == 0, f"the last run ended with {code}: {said}"
        outcome.report = site.report()
    return outcome


def fill_disk(home: Path, *, database: str | None = None, articles: int = 300) -> Outcome:
    """Take in a web on a disk that is full twice before all of it fits; without the right to mount one, a limit on the
    size of files stands in for it."""
    web = CrashWeb(articles=articles, waves=1)
    web.publish()
    with small_disk(home) as resize, serve(web) as address, Site(home, address, database=database) as site:
        outcome = Outcome({})
        used = sum(path.stat().st_size for path in home.rglob("*") if path.is_file())
        for room in (60_000, 400_000, 0):
            if resize is not None:
                resize(used + room if room else _LARGE)
            code, said = site.run(file_limit=0 if resize is not None or not room else _limit(home) + room)
            outcome.said.append(said.replace(str(home), "HOME"))
            assert (code, bool(said)) in ((0, False), (4, True)), f"ended with {code}: {said!r}"
        outcome.report = site.report()
    return outcome


@contextmanager
def small_disk(folder: Path) -> Iterator[Callable[[int], None] | None]:
    """A disk of memory in place of a folder, and what changes its size; None where it may not be mounted."""
    mount = shutil.which("mount")
    command = [mount or "", "-t", "tmpfs", "-o", f"size={_LARGE}", "variorum-crash", str(folder)]
    if mount is None or subprocess.run(command, check=False, capture_output=True).returncode:
        yield None
        return

    def resize(size: int) -> None:
        subprocess.run([mount, "-o", f"remount,size={size}", str(folder)], check=True)

    try:
        yield resize
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def _limit(home: Path) -> int:
    return max((path.stat().st_size for path in home.glob("*.sqlite3*")), default=0)


def cut_line(home: Path, *, database: str | None = None, articles: int = 300) -> Outcome:
    """Take in a web whose line is cut in the midst, try in vain, and go on when it is back."""
    web = CrashWeb(articles=articles, waves=1, answers_left=articles // 2)
    web.publish()
    with serve(web) as address, Site(home, address, database=database) as site:
        for _ in range(6):  # more often than an address that fails is tried
            code, said = site.run()
            assert code == 0, f"ended with {code}: {said!r}"
        before = site.report()["articles"]
        assert 0 < before < articles, f"the line was not cut in the midst, but at {before} articles"
        web.answers_left = None
        code, said = site.run()
        assert code == 0, f"ended with {code}: {said!r}"
        return Outcome(site.report())


@contextmanager
def fresh_database(server: str) -> Iterator[str]:
    """A database of its own on a PostgreSQL server, which any address of it names; gone at the end."""
    name = f"variorum_crash_{os.getpid()}_{random.SystemRandom().randrange(10**6)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    try:
        yield urlsplit(server)._replace(path=f"/{name}").geturl()
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def faults_of(report: dict[str, Any], *, articles: int = 300) -> list[str]:
    """What is not as it should be, a sentence each."""
    wanted = {
        **dict.fromkeys(("articles", "addresses", "revisions", "entries", "announced", "memberships"), articles),
        **dict.fromkeys(("waiting", "ungrouped", "stale", "unread_stories", "failing"), 0),
        **dict.fromkeys(("wrong_captures", "unreadable_files"), 0),
        "rejections": [],
    }
    return [f"{name}: {report[name]}, not {value}" for name, value in wanted.items() if report[name] != value]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200, help="how many in all, on each database")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    server = os.environ.get("DATABASE_URL")
    databases = {"SQLite": None} | ({"PostgreSQL": server} if server else {})
    rows, failed = [], []
    for name, address in databases.items():
        began = time.monotonic()
        outcomes = [_measured(address, kill_often, seed=options.seed + web) for web in range(options.kills // ROUNDS)]
        rows.append(_kill_row(name, outcomes, time.monotonic() - began))
        full, cut = _measured(address, fill_disk), _measured(address, cut_line)
        rows += [_row(f"{name}, disk full twice", full), _row(f"{name}, line cut", cut)]
        rows.append(f"| {name}: what a full disk says | {next(filter(None, full.said), '')} |")
        failed += [f"{name}: {fault}" for one in (*outcomes, full, cut) for fault in faults_of(one.report)]
    text = "\n".join(["# Killed, full, cut off", "", *_introduction(), "", "| what | found |", "|---|---|", *rows, ""])
    print(text)
    TABLE.write_text(text, encoding="utf-8")
    if failed:
        sys.exit("\n".join(failed))


def _measured(server: str | None, measure: Callable[..., Outcome], **options: int) -> Outcome:
    with tempfile.TemporaryDirectory() as home:
        if server is None:
            return measure(Path(home), **options)
        with fresh_database(server) as database:
            return measure(Path(home), database=database, **options)


def _introduction() -> list[str]:
    paragraphs = (__doc__ or "").split("\n\n")
    return [paragraphs[0].split("\n")[0], "", " ".join(paragraphs[2].split())]


def _kill_row(name: str, outcomes: Sequence[Outcome], seconds: float) -> str:
    steps: Counter[str] = sum((one.killed for one in outcomes), Counter())
    killed = sum(number for step, number in steps.items() if step != _ENDED)
    where = ", ".join(f"{number} {step}" for step, number in steps.most_common())
    wrong = sum(bool(faults_of(one.report)) for one in outcomes)
    torn = sum(one.report["torn_files"] for one in outcomes)
    kept = sum(one.report["articles"] for one in outcomes)
    return (
        f"| {name}, killed | {killed} times ({where}) in {len(outcomes)} webs: {kept} articles, each once;"
        f" webs with a fault: {wrong}; capture files with a torn end: {torn}; {seconds:.0f} s |"
    )


def _row(name: str, outcome: Outcome) -> str:
    faults = "; ".join(faults_of(outcome.report)) or "nothing lost, nothing twice"
    return f"| {name} | {outcome.report['articles']} articles; {faults} |"


if __name__ == "__main__":
    main()
