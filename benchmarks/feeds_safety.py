"""Every file of the suites, and some made to hurt, each read in a process of its own: no crash, no hang, no hunger.

A child is forked for each file, with a limit on its memory; what it used is asked of the system when it ends.
"""

from __future__ import annotations

import contextlib
import gzip
import os
import resource
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.feeds_fuzz import mutated

from variorum.errors import FeedError
from variorum.feeds import discover_feeds, parse_feed, read_opml

SECONDS = 2.0  # a file that takes longer hangs the poll of all others
MEGABYTES = 200
_LIMIT = 2_000_000_000  # bytes of address space: what wants more is stopped, and counted
_SMALL = 200_000  # bytes: what damage does shows in small files as in large ones
_READ, _REFUSED, _CRASHED = 0, 3, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What came of one file."""

    file: str
    outcome: str  # "read", "refused", "crash", "hang"
    seconds: float  # of the processor
    megabytes: float  # above what the process held before

    @property
    def safe(self) -> bool:
        return self.outcome in {"read", "refused"} and self.seconds <= SECONDS and self.megabytes <= MEGABYTES


def read_apart(file: str, body: bytes, reader: Callable[[bytes], object]) -> Reading:
    """Read one file in a child."""
    child = os.fork()
    if child == 0:
        _read_and_leave(body, reader)
    _, status, usage = os.wait4(child, 0)
    killed = os.WIFSIGNALED(status)
    code = os.WEXITSTATUS(status) if os.WIFEXITED(status) else -1
    outcome = {_READ: "read", _REFUSED: "refused"}.get(code, "crash")
    if killed and os.WTERMSIG(status) in {signal.SIGALRM, signal.SIGXCPU}:
        outcome = "hang"
    return Reading(
        file=file,
        outcome=outcome,
        seconds=usage.ru_utime + usage.ru_stime,
        megabytes=max(0.0, usage.ru_maxrss / 1024 - _held()),
    )


def _read_and_leave(body: bytes, reader: Callable[[bytes], object]) -> None:
    code = _CRASHED
    try:
        signal.alarm(10 * int(SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (_LIMIT, _LIMIT))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        reader(body)
        code = _READ
    except FeedError:
        code = _REFUSED
    finally:
        os._exit(code)  # whatever else was raised: a crash


def _held() -> float:
    """Megabytes in memory now, which a fork begins with."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 1_048_576


def files_of(suites: Path) -> Iterator[Reading]:
    """Every file of every suite: as a list where it is OPML, else as a feed, and once more as a page."""
    for path in sorted(one for one in suites.rglob("*") if one.is_file()):
        name, body = str(path.relative_to(suites)), path.read_bytes()
        yield read_apart(name, body, read_opml if _is_opml(path) else _read_feed)


def attacks() -> Iterator[Reading]:
    """Bytes made to hurt, larger than those of the suites."""
    for name, body in _ATTACKS.items():
        made = body()
        yield read_apart(f"made: {name}, as a feed", made, _read_feed)
        yield read_apart(f"made: {name}, as a list", made, read_opml)
        yield read_apart(f"made: {name}, as a page", made, _discover)


def damaged(suites: Path, *, count: int = 2_000) -> Iterator[Reading]:
    """Files of the suites damaged at random, the same each time, each through every door: feed, list and page."""
    files = sorted(one for one in suites.rglob("*") if one.is_file() and one.stat().st_size < _SMALL)
    bodies = [one.read_bytes() for one in files]
    for seed in range(count):
        yield read_apart(f"damaged: seed {seed}", mutated(bodies, seed), _every_door)


def _every_door(body: bytes) -> None:
    for door in (_read_feed, read_opml, _discover):
        with contextlib.suppress(FeedError):
            door(body)


def _is_opml(path: Path) -> bool:
    return path.suffix == ".opml" or "opml" in path.parts or "listparser_files" in path.parts


def _read_feed(body: bytes) -> object:
    return parse_feed(body, url="https://paper.example/feed")


def _discover(body: bytes) -> object:
    return discover_feeds(body, url="https://paper.example/")


def _rss(inside: str, head: str = "") -> bytes:
    return f"{head}<rss><channel><title>T</title>{inside}</channel></rss>".encode()


def _bomb() -> bytes:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    return _rss("<item><title>&e11;</title></item>", f'<!DOCTYPE rss [<!ENTITY e0 "ha">{entities}]>')


_ATTACKS: dict[str, Callable[[], bytes]] = {
    "a bomb of entities": _bomb,
    "60 MB of zeros, compressed": lambda: gzip.compress(b"\0" * 60_000_000),
    "50 MB of a feed, compressed": lambda: gzip.compress(_rss("<item><link>/a</link></item>" * 1_800_000)),
    "50,000 entries": lambda: _rss("<item><title>T</title><link>/a</link></item>" * 50_000),
    "200,000 nested elements": lambda: _rss("<a>" * 200_000),
    "200,000 nested lists of JSON": lambda: b'{"items":' + b"[" * 200_000,
    "5 MB of one title": lambda: _rss(f"<item><link>/a</link><title>{'word ' * 1_000_000}</title></item>"),
    "5 MB of open tags in a description": lambda: _rss(
        f"<item><link>/a</link><description><![CDATA[{'<b>' * 1_700_000}]]></description></item>"
    ),
    "broken, and 5 MB of open tags": lambda: _rss("<item><title>&" + "<a>" * 1_700_000),
    "5 MB of ampersands": lambda: _rss("&" * 5_000_000),
    "10,000 attributes": lambda: _rss("<item " + " ".join(f'a{n}="1"' for n in range(10_000)) + "/>"),
    "an outline of 5 MB": lambda: b'<opml><body><outline text="' + b'" text="' * 700_000,
}
