"""Quality and speed of the finding of reprints.

    python -m benchmarks.reprints [CORPUS] [--look]    (or VARIORUM_CORPUS; CORPUS/reprints, CORPUS/stream)

The listed pairs share a fifth of their runs of seven words (Jaccard); the list is silver, measured and not judged.
Every pair within one found text counts. --look prints what was found beyond the list, and all that was found in the
stream, with the longest stretches that are shared. Copies with known edits are made of articles of the stream, see
reprints_edits; speed is taken beside datasketch, see reprints_speed.
"""

from __future__ import annotations

import argparse
import itertools
import json
import lzma
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.reprints_edits import Made, Pair, make_chains, make_copies, needed, originals_of, same_topic
from benchmarks.stories import find_corpus

from variorum.jsonl import read_articles
from variorum.model import Article
from variorum.outlets import load_directory
from variorum.reprints import trace
from variorum.reprints.records import Copy

if TYPE_CHECKING:
    from benchmarks.reprints_speed import Looked

TARGET = Path(__file__).parent.parent / "docs/benchmarks/reprints.md"
LONG = 20_000  # articles of the stream on which speed is taken


class Chains(NamedTuple):
    """Of chains of copies, how many parents were named rightly."""

    direct: str
    of_copies: str


def pairs_of(articles: Sequence[Article]) -> set[Pair]:
    """All pairs within one text, as the command prints them."""
    _, trees = trace(articles, directory=load_directory())
    texts = [{tree.origin, *(copy.article for copy in tree.copies)} for tree in trees]
    return {frozenset(pair) for text in texts for pair in itertools.combinations(text, 2)}


def timed(articles: Sequence[Article]) -> tuple[set[Pair], float]:
    """The pairs, and CPU milliseconds an article, alignments included."""
    began = time.process_time()
    found = pairs_of(articles)
    return found, (time.process_time() - began) / len(articles) * 1000


def main() -> None:
    """Print the tables and write them down."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", nargs="?")
    parser.add_argument("--look", action="store_true", help="print what was found beyond the list, and in the stream")
    options = parser.parse_args()
    corpus = find_corpus(options.corpus)
    articles, listed = read_pairs(corpus)
    found, cost = timed(articles)
    recall = len(found & listed) / len(listed)
    row = f"| reprints | {len(articles)} | {len(listed)} | {recall:.3f} | {len(found - listed)} | {cost:.1f} |"
    if options.look:
        _look(articles, found - listed)
    lines = [*_HEAD, row]
    stream = corpus / "stream" / "articles.jsonl.xz"
    if stream.is_file():
        with lzma.open(stream, "rt", encoding="utf-8") as rows:
            real = list(read_articles(rows, name=stream.name))
        also, cost = timed(real)
        lines.append(f"| stream | {len(real)} | | | {len(also)} | {cost:.1f} |")
        if options.look:
            _look(real, also)
        lines += _generated(real)
    _write(lines)


def read_pairs(corpus: Path) -> tuple[list[Article], set[Pair]]:
    """The articles, and the pairs that are listed."""
    with (corpus / "reprints/articles.jsonl").open(encoding="utf-8") as lines:
        articles = list(read_articles(lines, name="articles.jsonl"))
    with (corpus / "reprints/pairs.jsonl").open(encoding="utf-8") as lines:
        listed = {frozenset((row["a"], row["b"])) for row in map(json.loads, lines)}
    return articles, listed


def _generated(real: Sequence[Article]) -> list[str]:
    """What is measured on copies with known edits."""
    from benchmarks.reprints_speed import compare, lengthened

    originals = originals_of(real)
    made = make_copies(originals, same_topic(originals, needed()))
    found = pairs_of(made.articles)
    used = {one.id for one in made.articles}
    chains = follow(make_chains(originals))
    looked = compare(lengthened([*made.articles, *(one for one in real if one.id not in used)], LONG), made.pairs)
    return [*_known_edits(made, found), *_chains(chains), *_speed(looked)]


def _known_edits(made: Made, found: set[Pair]) -> list[str]:
    true = set(made.pairs)
    hits = len(true & found)
    precision, recall = hits / len(found), hits / len(true)
    kinds: dict[str, Counter[bool]] = defaultdict(Counter)
    for pair, kind in made.pairs.items():
        kinds[kind][pair in found] += 1
    return [
        "",
        "## Copies with known edits",
        "",
        f"{len(true)} pairs among {len(made.articles)} articles of the stream: originals, their copies,",
        f"and {made.others} on their topics that are no copies: precision {precision:.3f}, recall {recall:.3f},",
        f"**F1 {2 * precision * recall / (precision + recall):.3f}**.",
        "",
        "| edit | pairs | found |",
        "|---|---|---|",
        *(f"| {kind} | {sum(of.values())} | {of[True] / sum(of.values()):.3f} |" for kind, of in kinds.items()),
    ]


def follow(chains: Made) -> Chains:
    """How often a copy is put below the very article that it was made from."""
    copies: dict[str, Copy] = {copy.article: copy for tree in trace(chains.articles).trees for copy in tree.copies}
    right: dict[str, Counter[bool]] = defaultdict(Counter)
    for pair, kind in chains.pairs.items():
        right[kind][any(name in copies and {name, copies[name].parents[0].origin} == pair for name in pair)] += 1
    shown = {kind: f"{of[True]} of {sum(of.values())}" for kind, of in right.items()}
    return Chains(shown["direct"], shown["copy of a copy"])


def _chains(chains: Chains) -> list[str]:
    return [
        "",
        "## Who copied whom",
        "",
        "Of each original three copies with edits of their own, and a copy with further edits of one of these:",
        f"the parent is right for {chains.direct} copies of the original, for {chains.of_copies} copies of a copy.",
    ]


def _speed(looked: Sequence[Looked]) -> list[str]:
    return [
        "",
        "## Sketch and look-up",
        "",
        f"CPU milliseconds an article, {LONG:,} articles, the stream lengthened by renaming; recall over known copies.",
        "",
        "| way | sketch | look-up | both | recall | others met, an article |",
        "|---|---|---|---|---|---|",
        *(
            f"| {w.name} | {w.sketch:.2f} | {w.look_up:.2f} | {w.total:.2f} | {w.recall:.3f} | {w.others:.2f} |"
            for w in looked
        ),
    ]


def _look(articles: Sequence[Article], pairs: Iterable[Pair]) -> None:
    known = {article.id: article for article in articles}
    for pair in pairs:
        left, right = (known[name] for name in sorted(pair))
        print(f"{left.outlet_name}: {left.headline}", f"{right.outlet_name}: {right.headline}", sep="\n  ")


_HEAD = [
    "# Finding reprints",
    "",
    "Written by `benchmarks/reprints.py`. Recall is over the listed pairs; the list is silver.",
    "",
    "| set | articles | listed pairs | recall | found beyond the list | CPU ms an article |",
    "|---|---|---|---|---|---|",
]


def _write(lines: Sequence[str]) -> None:
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
