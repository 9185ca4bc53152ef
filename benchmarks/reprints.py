"""Quality and speed of the finding of reprints.

    python -m benchmarks.reprints [CORPUS] [--look]    (or VARIORUM_CORPUS; CORPUS/reprints/articles.jsonl, pairs.jsonl)

The listed pairs share a fifth of their runs of seven words (Jaccard); the list is silver, measured and not judged.
Every pair within one found text counts. --look prints what was found beyond the list. Speed is also taken on the stream
of CORPUS/stream, where it is there.
"""

from __future__ import annotations

import argparse
import itertools
import json
import lzma
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.stories import find_corpus

from variorum.jsonl import read_articles
from variorum.model import Article
from variorum.outlets import load_directory
from variorum.reprints import find_reprints

TARGET = Path(__file__).parent.parent / "docs/benchmarks/reprints.md"
STREAM = 2_000  # articles

Pair = frozenset[str]


def pairs_of(articles: Sequence[Article]) -> set[Pair]:
    """All pairs within one text."""
    texts: dict[str, set[str]] = defaultdict(set)
    for reprint in find_reprints(articles, directory=load_directory()):
        if reprint.origin:
            texts[reprint.origin] |= {reprint.origin, reprint.article}
    return {frozenset(pair) for text in texts.values() for pair in itertools.combinations(text, 2)}


def timed(articles: Sequence[Article]) -> tuple[set[Pair], float]:
    """The pairs, and articles a second."""
    began = time.perf_counter()
    found = pairs_of(articles)
    return found, len(articles) / (time.perf_counter() - began)


def main() -> None:
    """Print the table and write it down."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", nargs="?")
    parser.add_argument("--look", action="store_true", help="print what was found beyond the list")
    options = parser.parse_args()
    corpus = find_corpus(options.corpus)
    articles, listed = read_pairs(corpus)
    found, speed = timed(articles)
    rows = [
        ("reprints", len(articles), len(listed), f"{len(found & listed) / len(listed):.3f}", len(found - listed), speed)
    ]
    stream = corpus / "stream" / "articles.jsonl.xz"
    if stream.is_file():
        with lzma.open(stream, "rt", encoding="utf-8") as lines:
            some = list(read_articles(itertools.islice(lines, STREAM), name=stream.name))
        also, speed = timed(some)
        rows.append(("stream", len(some), 0, "", len(also), speed))
    if options.look:
        _look(articles, found - listed)
    _write(rows)


def read_pairs(corpus: Path) -> tuple[list[Article], set[Pair]]:
    """The articles, and the pairs that are listed."""
    with (corpus / "reprints/articles.jsonl").open(encoding="utf-8") as lines:
        articles = list(read_articles(lines, name="articles.jsonl"))
    with (corpus / "reprints/pairs.jsonl").open(encoding="utf-8") as lines:
        listed = {frozenset((row["a"], row["b"])) for row in map(json.loads, lines)}
    return articles, listed


def _look(articles: Sequence[Article], pairs: Iterable[Pair]) -> None:
    known = {article.id: article for article in articles}
    for pair in pairs:
        print(*(f"{known[name].outlet_name}: {known[name].headline}" for name in sorted(pair)), sep="\n  ")


def _write(rows: Iterable[tuple[object, ...]]) -> None:
    lines = [
        "# Finding reprints",
        "",
        "Written by `benchmarks/reprints.py`. Recall is over the listed pairs; the list is silver.",
        "",
        "| set | articles | listed pairs | recall | found beyond the list | articles a second |",
        "|---|---|---|---|---|---|",
        *(f"| {' | '.join(str(cell) for cell in row[:-1])} | {row[-1]:.0f} |" for row in rows),
    ]
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
