"""Extraction of saved pages, measured: Variorum, both ways, beside other extractors in one run on one machine.

    python benchmarks/extract.py [CORPUS] [--sample N]

CORPUS (or VARIORUM_CORPUS) holds extract/fundus.tar.xz and extract/scrapinghub.tar.xz, or folders of those names:
pages.jsonl with id, path and url, and truth.jsonl with title, authors, published and text. The table goes to
docs/benchmarks/extract.md. newspaper4k and readability-lxml are in the dependency group `bench`; without it they are
left out.
"""

from __future__ import annotations

import argparse
import collections
import json
import logging
import os
import re
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import trafilatura
from trafilatura.settings import Document

from variorum.extract import extract_article
from variorum.jsonl import iso
from variorum.model import Page, Rejected

SETS = ("fundus", "scrapinghub")
REPORT = Path(__file__).parents[1] / "docs" / "benchmarks" / "extract.md"
SPACELESS = re.compile(r"[぀-ヿ㐀-鿿฀-๿]")
INTRODUCTION = """# Extraction of articles from saved pages

Pages of some 180 outlets of 41 countries (fundus) and 181 older pages (scrapinghub), read by Variorum (the careful way,
and the fast one for archives), by trafilatura alone, by newspaper4k and by readability-lxml, page by page in turn, in
one run. Text: mean F1 of 4-word runs (4-character runs where a script has no spaces), counted with multiplicity. Title,
day and authors: share of pages where it is right; "day wrong" is a day that was given and is not right. A refused page
counts as zero. Time is CPU time; "of trafilatura's" divides it by that of trafilatura alone in the same run.
Written by `benchmarks/extract.py`.
"""

Row = dict[str, Any]
Extractor = Callable[[str, bytes], Row | None]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="?", type=Path, default=os.environ.get("VARIORUM_CORPUS"))
    parser.add_argument("--sample", type=int, help="only so many pages of each set")
    options = parser.parse_args()
    if not options.corpus or not (Path(options.corpus) / "extract").is_dir():
        sys.exit("No corpus: give the folder that holds extract/ as the argument or in VARIORUM_CORPUS.")
    logging.disable(logging.CRITICAL)  # the extractors' own complaints about pages
    lines = [
        "| set | what | pages | refused | text F1 | title | day | day wrong | authors | ms a page | worst page, s "
        "| of trafilatura's |",
        "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for name in SETS:
        with tempfile.TemporaryDirectory() as folder:
            pages, truth = read_set(Path(options.corpus) / "extract", name, Path(folder))
            lines += [f"| {name} | {' | '.join(cells)} |" for cells in table(pages[: options.sample], truth)]
    text = "\n".join(lines)
    print(text)
    if not options.sample:
        REPORT.parent.mkdir(parents=True, exist_ok=True)
        REPORT.write_text(f"{INTRODUCTION}\n{text}\n", encoding="utf-8")


@dataclass(slots=True)
class Tally:
    """What one extractor reached on a set."""

    scores: dict[str, list[float]] = field(default_factory=lambda: collections.defaultdict(list))
    seconds: list[float] = field(default_factory=list)
    refused: int = 0


def table(pages: Sequence[tuple[Row, bytes]], truth: dict[str, Row]) -> list[list[str]]:
    """The cells of the lines of one set: every extractor reads a page before the next page is taken up."""
    compared = extractors()
    tallies = {label: Tally() for label in compared}
    for extractor in compared.values():  # models and rules are read once, outside of the time of a page
        for row, body in pages[:: max(1, len(pages) // 40)]:
            extractor(row["url"], body)
    for row, body in pages:
        for label, extractor in compared.items():
            began = time.process_time()
            got = extractor(row["url"], body)
            tallies[label].seconds.append(time.process_time() - began)
            tallies[label].refused += got is None
            for name, value in score(got or {}, truth[row["id"]]):
                tallies[label].scores[name].append(value)
    alone_for = sum(tallies[ALONE].seconds)
    return [cells(label, tally, alone_for) for label, tally in tallies.items()]


def cells(label: str, tally: Tally, alone_for: float) -> list[str]:
    names = ("text", "title", "day", "day wrong", "authors")
    shares = [f"{sum(found) / len(found):.3f}" if (found := tally.scores[name]) else "" for name in names]
    total, count = sum(tally.seconds), len(tally.seconds)
    times = [f"{1000 * total / count:.1f}", f"{max(tally.seconds):.2f}", f"{total / alone_for:.2f}"]
    return [label, str(count), str(tally.refused), *shares, *times]


def read_set(root: Path, name: str, folder: Path) -> tuple[list[tuple[Row, bytes]], dict[str, Row]]:
    """The pages of a set with their bytes, and the truth of each."""
    archive = root / f"{name}.tar.xz"
    if archive.is_file():
        with tarfile.open(archive) as packed:
            packed.extractall(folder, filter="data")
        root = folder
    pages = [(row, (root / name / row["path"]).read_bytes()) for row in rows(root / name / "pages.jsonl")]
    return pages, {row["id"]: row for row in rows(root / name / "truth.jsonl")}


def rows(path: Path) -> Iterator[Row]:
    return (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())


def ours(url: str, body: bytes, *, fast: bool = False) -> Row | None:
    page = Page(url=url, final_url=url, status=200, headers=(), body=body, fetched_at=datetime.now(UTC))
    found = extract_article(page, fast=fast)
    if isinstance(found, Rejected):
        return None
    published = iso(found.published, found.precision)
    return {"title": found.headline, "authors": found.authors, "published": published, "text": found.text}


def fast(url: str, body: bytes) -> Row | None:
    return ours(url, body, fast=True)


def alone(url: str, body: bytes) -> Row | None:
    found = trafilatura.bare_extraction(body, url=url, include_comments=False, with_metadata=True)
    if not isinstance(found, Document):
        return None
    facts = found.as_dict()
    authors = [name.strip() for name in (facts["author"] or "").split(";") if name.strip()]
    return {"title": facts["title"], "authors": authors, "published": facts["date"], "text": facts["text"]}


ALONE = "trafilatura alone"
EXTRACTORS: dict[str, Extractor] = {"Variorum": ours, "Variorum, fast": fast, ALONE: alone}


def extractors() -> dict[str, Extractor]:
    """Ours, and the peers that are installed; imported here, for the floors need none of them."""
    try:
        from benchmarks import extract_peers
    except ImportError:
        return EXTRACTORS
    return {**EXTRACTORS, "newspaper4k": extract_peers.newspaper, "readability-lxml": extract_peers.readable}


def score(got: Row, wanted: Row) -> Iterator[tuple[str, float]]:
    """The scores of one page; a fact that the truth does not name is not scored."""
    if wanted.get("text"):
        yield "text", text_f1(got.get("text"), wanted["text"])
    if wanted.get("title"):
        yield "title", fold(got.get("title")) == fold(wanted["title"])
    if wanted.get("published"):
        right = bool(days(got.get("published")) & days(wanted["published"]))
        yield "day", right
        yield "day wrong", bool(got.get("published")) and not right
    if wanted.get("authors"):
        yield "authors", {fold(a) for a in got.get("authors") or ()} == {fold(a) for a in wanted["authors"]}


def text_f1(found: str | None, wanted: str) -> float:
    a, b = shingles(found or ""), shingles(wanted)
    return 2 * sum((a & b).values()) / max(1, sum(a.values()) + sum(b.values()))


def shingles(text: str) -> collections.Counter[tuple[str, ...]]:
    text = text.casefold()
    dense = len(SPACELESS.findall(text)) > len(text) / 4
    tokens = [c for c in text if c.isalnum()] if dense else re.findall(r"\w+", text)
    size = min(4, len(tokens)) or 1
    return collections.Counter(tuple(tokens[i : i + size]) for i in range(len(tokens) - size + 1))


def fold(text: str | None) -> str:
    return re.sub(r"\W+", "", text or "").casefold()


def days(value: str | None) -> set[str]:
    """The day in the value's own offset and in UTC."""
    if not value:
        return set()
    moment = datetime.fromisoformat(value)
    utc = {moment.astimezone(UTC).date().isoformat()} if moment.tzinfo else set()
    return {moment.date().isoformat()} | utc


if __name__ == "__main__":
    main()
