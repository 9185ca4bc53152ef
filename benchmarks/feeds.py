"""Reading of feeds, measured: what public suites expect, what of it is met, and whether any file does harm.

    python -m benchmarks.feeds [CORPUS]      (or VARIORUM_CORPUS; CORPUS/feeds and CORPUS/geo hold the suites)

The tables go to docs/benchmarks/feeds.md, with what was not met by its cause.
"""

from __future__ import annotations

import re
import sys
import tarfile
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from pathlib import Path

import feedparser
from benchmarks.breakdown_gold import corpus_folder
from benchmarks.feeds_expectations import FIELDS
from benchmarks.feeds_safety import MEGABYTES, SECONDS, Reading, attacks, damaged, files_of
from benchmarks.feeds_suites import Suite, encodings_suite, feedparser_suites, gofeed_suite, opml_suite

from variorum.errors import FeedError
from variorum.feeds import parse_feed

REPORT = Path(__file__).parents[1] / "docs" / "benchmarks" / "feeds.md"
ARCHIVES = (
    *("feeds/char_dataset", "feeds/defusedxml_testdata", "feeds/feedparser_tests", "feeds/feedvalidator_testcases"),
    *("feeds/gofeed_testdata", "feeds/listparser_files", "feeds/rss_fetcher_fixtures", "geo/awesome_rss_opml"),
)
INTRODUCTION = """# Reading of feeds

Public suites of feeds, read by Variorum: feedparser's tests, gofeed's translations, listparser's lists and 118 real
lists, texts in 46 encodings, the W3C validator's cases, hostile XML, and 2,000 of these files with random damage. The
headers that feedparser's files state are passed on. An expectation is one comparison of a test on a
field that our records have. Titles, summaries and contents are compared as words, since feedparser gives sanitised HTML
where we give plain text or the markup as it came; an expectation of markup without any words is counted apart. Many
tests have entries that lead nowhere, which we leave out: such an entry is given an address first. "Own rules" counts
what we do otherwise on purpose, each with its reason below. Written by `python -m benchmarks.feeds`.
"""
# Why an expectation is not met: the first cause whose pattern is in the name of the file, else it is simply wrong.
WRONG = "wrong"
CAUSES = (
    (r"http_entry_id_base", "an id is kept as it is written, never made an address"),
    (r"feed_links_-|feed_item_links_-", "of several links the first counts, not the last"),
    (r"not_a_doctype|nested_cdata", "a declaration or CDATA within HTML is no text, as in a browser"),
    (r"linenoise", "a byte that is no letter in the encoding that fits best"),
)


def main() -> None:
    corpus = corpus_folder(sys.argv[1:])
    with tempfile.TemporaryDirectory() as folder:
        root = unpack(corpus, Path(folder))
        suites = [*all_suites(root)]
        readings = [*files_of(root), *attacks(), *damaged(root)]
        speed = list(_speeds(root))
    report = "\n".join([INTRODUCTION, *_table(suites), *_missed(suites), *_safety(readings), *_kinds(readings), *speed])
    REPORT.write_text(report + "\n", encoding="utf-8")
    print(report)


def conformance(corpus: Path) -> dict[str, float]:
    """The share of expectations met, of each suite: figures that have floors."""
    with tempfile.TemporaryDirectory() as folder:
        return {suite.name: suite.share for suite in all_suites(unpack(corpus, Path(folder)))}


def harmless(corpus: Path) -> dict[str, float]:
    """The share of files read without a crash, a hang or hunger; it takes minutes: each file has its own process."""
    with tempfile.TemporaryDirectory() as folder:
        root = unpack(corpus, Path(folder))
        readings = [*files_of(root), *attacks(), *damaged(root)]
    return {"files without harm": sum(one.safe for one in readings) / len(readings)}


def unpack(corpus: Path, folder: Path) -> Path:
    """The archives, each in a folder of its name."""
    for name in ARCHIVES:
        archive = corpus / f"{name}.tar.xz"
        if not archive.is_file():
            sys.exit(
                f"The corpus lacks {archive.name}: name the folder that holds feeds/ and geo/, or VARIORUM_CORPUS."
            )
        with tarfile.open(archive) as packed:
            packed.extractall(folder / archive.name.removesuffix(".tar.xz"), filter="data")
    return folder


def all_suites(root: Path) -> Iterator[Suite]:
    yield from feedparser_suites(root / "feedparser_tests")
    yield gofeed_suite(root / "gofeed_testdata")
    yield encodings_suite(root / "char_dataset")
    yield opml_suite(root / "listparser_files", root / "awesome_rss_opml")


def _table(suites: Sequence[Suite]) -> Iterator[str]:
    yield "| suite | files | expectations | met | share | own rules | wrong | markup only | of other fields |"
    yield "|---|--:|--:|--:|--:|--:|--:|--:|--:|"
    for suite in suites:
        wrong = sum(cause_of(file) == WRONG for file, *_ in suite.failures)
        met, all_of_them = suite.met.total(), suite.met.total() + suite.missed.total()
        yield (
            f"| {suite.name} | {suite.files} | {all_of_them} | {met} | {100 * suite.share:.1f} % "
            f"| {all_of_them - met - wrong} | {wrong} | {suite.wordless} | {suite.others} |"
        )
    yield from ("", "By field, feedparser's and gofeed's together:", "")
    yield "| field | met | of |"
    yield "|---|--:|--:|"
    for name in FIELDS:
        met, missed = (sum(count[name] for count in counts) for counts in zip(*_counts(suites), strict=True))
        yield f"| {name} | {met} | {met + missed} |"
    yield ""


def _counts(suites: Sequence[Suite]) -> list[tuple[Counter[str], Counter[str]]]:
    return [(suite.met, suite.missed) for suite in suites]


def _missed(suites: Sequence[Suite]) -> Iterator[str]:
    yield from ("## What was not met, by cause", "")
    found: dict[str, list[str]] = {}
    for suite in suites:
        for file, what, _ in suite.failures:
            found.setdefault(cause_of(file), []).append(f"{file} ({what})")
    for cause, files in found.items():
        yield f"- **{cause}**: {', '.join(files)}"
    if not found:
        yield "Nothing."
    yield ""


def cause_of(file: str) -> str:
    return next((cause for pattern, cause in CAUSES if re.search(pattern, file)), WRONG)


def _safety(readings: Sequence[Reading]) -> Iterator[str]:
    harmful = [one for one in readings if not one.safe]
    slow, hungry = (max(readings, key=lambda one: one.seconds), max(readings, key=lambda one: one.megabytes))
    yield from ("## Crashes, hangs, memory", "")
    yield (
        f"{len(readings)} readings, each in a process of its own: {len(harmful)} crashed, took over {SECONDS:.0f} s "
        f"or over {MEGABYTES} MB. The slowest took {slow.seconds:.2f} s ({slow.file}), the hungriest "
        f"{hungry.megabytes:.0f} MB ({hungry.file})."
    )
    yield ""
    for one in harmful:
        yield f"- {one.file}: {one.outcome}, {one.seconds:.2f} s, {one.megabytes:.0f} MB"
    yield ""


def _kinds(readings: Iterable[Reading]) -> Iterator[str]:
    """How many files of each suite are read at all; a refusal is right where a file is no feed."""
    counted: dict[str, Counter[str]] = {}
    for one in readings:
        place = "/".join(one.file.split("/")[:3]) if "feedvalidator" in one.file else one.file.split("/")[0]
        counted.setdefault(place.partition(":")[0], Counter())[one.outcome] += 1
    yield "| files | read | refused with a sentence |"
    yield "|---|--:|--:|"
    for place, outcomes in counted.items():
        yield f"| {place} | {outcomes['read']} | {outcomes['refused']} |"
    yield ""


def _speeds(root: Path) -> Iterator[str]:
    yield from (
        "## Speed beside feedparser alone, in one run",
        "",
        "Processor time a feed, sanitising switched off.",
        "",
    )
    yield "| feeds | Variorum ms | feedparser ms | times faster |"
    yield "|---|--:|--:|--:|"
    sets = {
        "two real feeds of 150 kB": [path.read_bytes() for path in (root / "rss_fetcher_fixtures").rglob("*.rss")],
        "feedparser's well-formed tests": [
            path.read_bytes() for path in sorted((root / "feedparser_tests/tests/wellformed").rglob("*.xml"))
        ],
    }
    for name, bodies in sets.items():
        ours, theirs = _milliseconds(bodies, _ours), _milliseconds(bodies, _theirs)
        yield f"| {name} | {ours:.2f} | {theirs:.2f} | {theirs / ours:.1f} |"


def _milliseconds(bodies: Sequence[bytes], read: object) -> float:
    assert callable(read)
    read(bodies[0])
    began = time.process_time()
    for body in bodies:
        read(body)
    return 1000 * (time.process_time() - began) / len(bodies)


def _ours(body: bytes) -> None:
    try:
        parse_feed(body, url="https://paper.example/feed")
    except FeedError:
        return


def _theirs(body: bytes) -> None:
    feedparser.parse(BytesIO(body), sanitize_html=False, resolve_relative_uris=False)


if __name__ == "__main__":
    main()
