"""Quality and speed of the grouping on five sets with known stories, beside a plain TF-IDF pass.

    python -m benchmarks.stories [CORPUS]      (or VARIORUM_CORPUS; CORPUS/stories/*/articles.jsonl, gold.jsonl)

One setting for all sets. The plain pass joins an article to the story of the most alike earlier article when their
TF-IDF cosine reaches a threshold, and is given the best threshold of each set, which no real stream would tell it.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from variorum.jsonl import read_articles
from variorum.model import Article
from variorum.pipeline import stories_from
from variorum.stories import StoryIndex, group_stream
from variorum.stories.likeness import Weights
from variorum.text.words import content_words

SETS = ("news-cluster", "ecb-plus", "shootings", "four-languages", "olympics-headlines")
TARGET = Path(__file__).parent.parent / "docs/benchmarks/stories.md"
THRESHOLDS = [n / 100 for n in range(8, 60, 4)]


class BCubed(NamedTuple):
    """Likeness of a grouping to the true one."""

    precision: float
    recall: float
    pair_f1: float
    found: int
    true: int

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / (self.precision + self.recall)


def find_corpus(argument: str | None) -> Path:
    """The corpus folder of the argument or VARIORUM_CORPUS; ends the program in one sentence where there is none."""
    given = argument or os.environ.get("VARIORUM_CORPUS")
    if not given or not (Path(given) / "stories").is_dir():
        sys.exit("The corpus is missing: name the folder that holds stories/ as argument or in VARIORUM_CORPUS.")
    return Path(given)


def read_set(corpus: Path, name: str) -> tuple[list[Article], dict[str, str]]:
    """The articles of a set in their order, and the true story of each."""
    folder = corpus / "stories" / name
    with (folder / "articles.jsonl").open(encoding="utf-8") as lines:
        articles = list(read_articles(lines, name=name))
    with (folder / "gold.jsonl").open(encoding="utf-8") as lines:
        gold = {row["id"]: row["story"] for row in map(json.loads, lines)}
    return articles, gold


def grouped(articles: Sequence[Article], *, weights: Weights | None = None) -> dict[str, str]:
    """The story that each article ends in."""
    decisions = group_stream(articles, index=StoryIndex(weights=weights))
    stories = stories_from(decisions, {article.id: article for article in articles})
    return {article: story.id for story in stories for article in story.articles}


def score(found: Mapping[str, str], gold: Mapping[str, str]) -> BCubed:
    """BCubed and pair scores over the articles that have a true story."""
    by_found, by_gold, both = Counter[str](), Counter[str](), Counter[tuple[str, str]]()
    for article, true in gold.items():
        by_found[found[article]] += 1
        by_gold[true] += 1
        both[found[article], true] += 1
    precision = sum(n * n / by_found[f] for (f, _), n in both.items()) / len(gold)
    recall = sum(n * n / by_gold[g] for (_, g), n in both.items()) / len(gold)
    hit = _pairs(both.values())
    pair_f1 = 2 * hit / max(1, _pairs(by_found.values()) + _pairs(by_gold.values()))
    return BCubed(precision, recall, pair_f1, len(by_found), len(by_gold))


def _pairs(sizes: Iterable[int]) -> int:
    return sum(n * (n - 1) // 2 for n in sizes)


def plain(articles: Sequence[Article], gold: Mapping[str, str]) -> tuple[float, BCubed]:
    """The plain pass: TF-IDF over all words, cosine to every earlier article, the threshold that suits the set best."""
    counts = [Counter(content_words(f"{a.headline or ''}\n{a.text}", a.language)) for a in articles]
    spread = Counter(word for one in counts for word in one)
    postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
    nearest: list[tuple[int, float]] = []
    for number, one in enumerate(counts):
        vector = {w: (1 + math.log(c)) * math.log(len(counts) / spread[w]) for w, c in one.items()}
        length = math.sqrt(sum(v * v for v in vector.values())) or 1.0
        likeness: dict[int, float] = defaultdict(float)
        for word, weight in vector.items():
            for other, theirs in postings[word]:
                likeness[other] += weight * theirs / length
            postings[word].append((number, weight / length))
        nearest.append(max(likeness.items(), key=lambda pair: pair[1]) if likeness else (number, 0.0))
    best = (0.0, BCubed(1e-9, 1e-9, 0.0, 0, 0))
    for threshold in THRESHOLDS:
        story: list[int] = []
        for number, (other, likeness_) in enumerate(nearest):
            story.append(story[other] if likeness_ >= threshold else number)
        result = score({a.id: str(s) for a, s in zip(articles, story, strict=True)}, gold)
        if result.f1 > best[1].f1:
            best = (threshold, result)
    return best


def main() -> None:
    """Print the table and write it down."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", nargs="?")
    corpus = find_corpus(parser.parse_args().corpus)
    lines = [
        "# Grouping articles into stories",
        "",
        "Written by `benchmarks/stories.py`. One setting for all sets; the plain TF-IDF pass has the best threshold of",
        "each set. P, R, F1: BCubed. Pairs: F1 over pairs of articles. Weights: see `benchmarks/train_stories.py`.",
        "",
        "| set | articles | P | R | F1 | pairs | found / true | articles a CPU second | plain F1 | plain pairs |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    for name in SETS:
        articles, gold = read_set(corpus, name)
        began = time.process_time()
        story = grouped(articles)
        speed = len(articles) / (time.process_time() - began)
        ours = score(story, gold)
        _, rough = plain(articles, gold)
        lines.append(
            f"| {name} | {len(articles)} | {ours.precision:.3f} | {ours.recall:.3f} | **{ours.f1:.3f}** "
            f"| {ours.pair_f1:.3f} | {ours.found} / {ours.true} | {speed:.0f} | {rough.f1:.3f} | {rough.pair_f1:.3f} |"
        )
        print(lines[-1], flush=True)
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
