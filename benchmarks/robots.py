"""robots.txt, measured: Google's cases of the specification, and real files, read by Variorum and by two others.

    python -m benchmarks.robots [CORPUS]    (or VARIORUM_CORPUS; CORPUS/robots/*.tar.xz)

The cases are those of Google's robotstxt-spec-test (Apache-2.0, says the archive), read in place; the real files are
protego's test data. The table goes to docs/benchmarks/robots.md.
"""

from __future__ import annotations

import argparse
import re
import tarfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.robotparser import RobotFileParser

from benchmarks.stories import find_corpus
from protego import Protego

from variorum.fetch.rules import read_rules
from variorum.urls import parse_url

TARGET = Path(__file__).parent.parent / "docs/benchmarks/robots.md"
AGENT = "Variorum"
SLOW = 1.0  # seconds a file: beyond it is a failure
RFC_OTHERWISE = {
    "robots.txt": "robots.txt itself is closed; RFC 9309, 2.2.2: it is implicitly allowed",
    "encoding": "letters and their percent codes differ; RFC 9309, 2.2.2: they are compared as the same",
}
INTRODUCTION = """# robots.txt

Written by `benchmarks/robots.py`. Three readers in one run: Variorum (protego behind the mendings of
`variorum/fetch/rules.py`), protego alone, and Python's own urllib.robotparser.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One question of the specification's test, and what Google answers."""

    file: str
    robots: bytes
    url: str
    agent: str
    allowed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """How the real files were read."""

    read: int
    crashes: Counter[str]
    seconds: float
    longest: float


Reader = Callable[[bytes, str, str], bool]  # robots.txt, agent, address -> allowed


def ours(robots: bytes, agent: str, url: str) -> bool:
    """As the client does it: the address as it goes over the wire."""
    return read_rules(robots, agent=agent).allow(str(parse_url(url).href) if url else url)


def protego_alone(robots: bytes, agent: str, url: str) -> bool:
    return bool(Protego.parse(robots.decode("utf-8-sig", errors="replace")).can_fetch(url, agent))


def standard_library(robots: bytes, agent: str, url: str) -> bool:
    parser = RobotFileParser()
    parser.parse(robots.decode("utf-8").splitlines())
    return parser.can_fetch(agent, url)


READERS: dict[str, Reader] = {
    "Variorum": ours,
    "protego alone": protego_alone,
    "urllib.robotparser": standard_library,
}


def main() -> None:
    """Print the tables and write them down."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="?")
    corpus = find_corpus(parser.parse_args().corpus)
    cases = read_cases(corpus)
    files = list(read_files(corpus))
    text = f"{specification(cases)}\n{real_files(files)}"
    print(text)
    TARGET.write_text(f"{INTRODUCTION}\n{text}", encoding="utf-8")


# --- the specification -------------------------------------------------------------------------------------------


def specification(cases: list[Case]) -> str:
    """The first table: how many answers are Google's, and why others are not."""
    lines = [
        "## Google's cases of the specification\n",
        f"| reader | right of {len(cases)} | right or as RFC 9309 says |",
        "|---|--:|--:|",
    ]
    wrong = {name: [case for case in cases if not _right(reader, case)] for name, reader in READERS.items()}
    for name, missed in wrong.items():
        meant = sum(_rfc(case) is not None for case in missed)
        lines.append(f"| {name} | {len(cases) - len(missed)} | {len(cases) - len(missed) + meant} |")
    lines.append(
        "\nThe suite is of 2020; RFC 9309 came in 2022 and decided some of it otherwise. What Variorum answers"
    )
    lines.append("otherwise than the suite expects:\n")
    lines += ["| cases | why |", "|--:|---|"]
    for why, number in Counter(_rfc(case) or f"wrong: {case}" for case in wrong["Variorum"]).items():
        lines.append(f"| {number} | {RFC_OTHERWISE.get(why, why)} |")
    return "\n".join(lines) + "\n"


def _right(reader: Reader, case: Case) -> bool:
    try:
        return reader(case.robots, case.agent, case.url) == case.allowed
    except ValueError:  # bytes that are no UTF-8
        return False


def _rfc(case: Case) -> str | None:
    """Why RFC 9309 wants the other answer, where it does."""
    if case.url.endswith("/robots.txt") and not case.allowed:
        return "robots.txt"
    return "encoding" if case.file.startswith("non-ascii-paths") and not case.allowed else None


def read_cases(corpus: Path) -> list[Case]:
    """All cases of the archive, in the order of its files."""
    found: list[Case] = []
    for name, body in _members(corpus / "robots" / "robotstxt_spec_test.tar.xz"):
        if name.endswith(".textproto"):
            found += _cases(Path(name).name, body.decode("utf-8"))
    return found


def _cases(file: str, text: str) -> Iterator[Case]:
    """The protobuf text of one file: names, strings that stand one after another, and braces."""
    robots, fields = b"", dict[str, str]()
    field, value = "", b""
    for token in _TOKEN.finditer(text):
        if token["text"] is not None:
            value += _unescaped(token["text"])
        elif token["name"]:
            field, value = token["name"], b""
        if token["text"] is not None and field == "robotstxt":
            robots = value
        elif token["text"] is not None:
            fields[field] = value.decode("utf-8", errors="replace")  # explanations hold bytes, too
        elif token["name"] in {"ALLOWED", "DISALLOWED"}:
            fields["outcome"] = field
        if token["end"] and "outcome" in fields:
            allowed = fields["outcome"] == "ALLOWED"
            agent = fields.get("useragent", "")
            yield Case(file=file, robots=robots, url=fields.get("testurl", ""), agent=agent, allowed=allowed)
            fields = {}


def _unescaped(text: str) -> bytes:
    """A string of protobuf text: "\\\\xEF" and "\\\\357" are bytes, other letters are UTF-8."""
    found = b""
    for piece in _ESCAPE.finditer(text):
        if piece["hex"]:
            found += bytes([int(piece["hex"], 16)])
        elif piece["octal"]:
            found += bytes([int(piece["octal"], 8)])
        else:
            found += (_LETTERS.get(piece["letter"] or "", piece["letter"]) or piece["plain"]).encode("utf-8")
    return found


# --- real files --------------------------------------------------------------------------------------------------


def real_files(files: list[tuple[str, bytes]]) -> str:
    """The second table: what happens with files of the real web."""
    total, largest = sum(len(body) for _, body in files), max(len(body) for _, body in files)
    lines = [
        f"## Real files\n\n{len(files)} files of {total / 1e6:.1f} MB in all, the largest {largest}"
        f" bytes; each is read, and asked for one address. Over {SLOW:.0f} s of CPU time a file is a failure.\n",
        "| reader | read | crashes | CPU ms a file | slowest file, CPU ms |",
        "|---|--:|---|--:|--:|",
    ]
    for name, reader in READERS.items():
        speed = measured(reader, files)
        crashes = ", ".join(f"{number} {kind}" for kind, number in speed.crashes.items()) or "none"
        each, longest = f"{1000 * speed.seconds / len(files):.2f}", f"{1000 * speed.longest:.0f}"
        lines.append(f"| {name} | {speed.read} | {crashes} | {each} | {longest} |")
    rules = [read_rules(body, agent=AGENT) for _, body in files]
    lines.append("\nOf the files as Variorum reads them:\n\n| | files |\n|---|--:|")
    lines.append(f"| close the home page to us | {sum(not one.allow('https://site.example/') for one in rules)} |")
    lines.append(f"| ask for a pause | {sum(one.delay > 0 for one in rules)} |")
    lines.append(f"| ask for a minute or more, which is kept as one | {sum(one.delay >= 60 for one in rules)} |")
    lines.append(f"| name sitemaps | {sum(bool(one.sitemaps) for one in rules)} |")
    return "\n".join(lines) + "\n"


def measured(reader: Reader, files: list[tuple[str, bytes]]) -> Speed:
    """Read all files. Nothing is caught but to be counted."""
    crashes: Counter[str] = Counter()
    longest = seconds = 0.0
    for name, body in files:
        began = time.process_time()
        try:
            reader(body, AGENT, f"https://{name}/news/2026/03/a-story.html?page=2")
        except Exception as fault:  # noqa: BLE001  # of others' code, counted by kind
            crashes[type(fault).__name__] += 1
        spent = time.process_time() - began
        if spent > SLOW:
            crashes["too slow"] += 1
        seconds += spent
        longest = max(longest, spent)
    return Speed(read=len(files) - crashes.total(), crashes=crashes, seconds=seconds, longest=longest)


def read_files(corpus: Path) -> Iterator[tuple[str, bytes]]:
    """Each real file with the host that it is of."""
    for name, body in _members(corpus / "robots" / "protego_test_data.tar.xz"):
        yield Path(name).name, body


def _members(archive: Path) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(archive) as packed:
        for member in packed:
            if (stream := packed.extractfile(member)) is not None:
                yield member.name, stream.read()


_TOKEN = re.compile(r'#[^\n]*|"(?P<text>(?:[^"\\\n]|\\.)*)"|(?P<name>[A-Za-z_]\w*)|(?P<end>\})')
_ESCAPE = re.compile(
    r"\\x(?P<hex>[0-9A-Fa-f]{1,2})|\\(?P<octal>[0-7]{1,3})|\\(?P<letter>.)|(?P<plain>[^\\]+)", re.DOTALL
)
_LETTERS = {"n": "\n", "r": "\r", "t": "\t"}


if __name__ == "__main__":
    main()
