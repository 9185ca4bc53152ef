"""Fits the weights by which stories count as related, and measures them on stories that were left out.

    python -m benchmarks.train_related [CORPUS] [--write]      (or VARIORUM_CORPUS)

Related are: the reports of one true story before and after its longest pause of two days and more (news-cluster,
shootings, four-languages), and the two like happenings of one topic of ecb-plus where they share somebody or some
place by name (related_pairs.txt, paired by reading them). Strangers are all other stories that share a rare key. That
is a hard test: thousands of shootings, many in one city, some on pages full of their outlet's own furniture. Some
strangers are related in truth (two stories of one rocket), so that the precision is a lower bound. All stories stand
in one index.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import xxhash
from benchmarks.stories import find_corpus, read_set
from numpy.typing import NDArray

from variorum.jsonl import read_articles
from variorum.model import Article
from variorum.stories.profile import read_profile
from variorum.stories.related import Rarity, RelatedIndex, index_keys, nearest, pair_features
from variorum.stories.traits import Traits, read_traits

if TYPE_CHECKING:
    from sklearn.linear_model import LogisticRegression

SETS = ("ecb-plus", "news-cluster", "four-languages", "shootings")
PAIRS = Path(__file__).parent / "related_pairs.txt"
TARGET = Path(__file__).parent.parent / "src/variorum/stories/related.toml"
_PAUSE = timedelta(days=2)
_FOLDS = 5
_PRECISION = 0.9  # of what is shown, strangers that are related in truth counted as mistakes


class Pair(NamedTuple):
    """Two stories that share something rare."""

    stories: frozenset[str]
    features: Mapping[str, float]
    related: bool


def read_world(corpus: Path, sets: Sequence[str] = SETS) -> dict[str, Traits]:
    """The stories of all sets, those with a pause cut in two: "ID/a" and "ID/b"."""
    world: dict[str, Traits] = {}
    for name in sets:
        articles, gold = read_set(corpus, name)
        stories: dict[str, list[Article]] = defaultdict(list)
        for article in articles:
            if article.id in gold:
                stories[gold[article.id]].append(article)
        for story, reports in stories.items():
            for part, told in _parts(story, reports, cut=name != "ecb-plus"):
                world[part] = read_traits(part, told)
    return world


def _parts(story: str, reports: Sequence[Article], *, cut: bool) -> Iterator[tuple[str, Sequence[Article]]]:
    dated = sorted(reports, key=_moment)
    gaps = [(_moment(after) - _moment(before), place) for place, (before, after) in enumerate(pairwise(dated), 1)]
    longest, place = max(gaps, default=(timedelta(), 0))
    if not cut or longest < _PAUSE or any(read_profile(report).moment is None for report in reports):
        yield story, dated
        return
    yield f"{story}/a", dated[:place]
    yield f"{story}/b", dated[place:]


def _moment(report: Article) -> datetime:
    return read_profile(report).moment or datetime(1, 1, 1, tzinfo=UTC)


def true_pairs(world: Mapping[str, Traits]) -> set[frozenset[str]]:
    """What is related: see the head of this file."""
    halves = {frozenset((name, f"{name[:-1]}b")) for name in world if name.endswith("/a")}
    lines = PAIRS.read_text("utf-8").splitlines()
    paired = {frozenset(line.split()[:2]) for line in lines if line.endswith(" named")}
    return halves | {pair for pair in paired if pair <= world.keys()}


def read_pairs(world: Mapping[str, Traits]) -> list[Pair]:
    """All pairs of which one leads to the other through a rare key."""
    stories: dict[str, list[str]] = defaultdict(list)
    for name, traits in world.items():
        for key in index_keys(traits):
            stories[key].append(name)
    rarity = Rarity(stories=len(world), seen={key: len(found) for key, found in stories.items()})
    true = true_pairs(world)
    found: dict[frozenset[str], Pair] = {}
    for name, traits in world.items():
        for other in nearest({key: stories[key] for key in index_keys(traits)}, rarity, without=name):
            both = frozenset((name, other))
            if both not in found:
                features = pair_features(traits, world[other], rarity)
                if features:
                    found[both] = Pair(both, features, both in true)
    return list(found.values())


def read_seeds(corpus: Path) -> list[Traits]:
    """The stories of the two pages of seeds/, of which one lists strangers as related."""
    folder = corpus / "seeds"
    with (folder / "reports.jsonl").open(encoding="utf-8") as lines:
        reports = {article.id: article for article in read_articles(lines, name="seeds")}
    stories = json.loads((folder / "expected.json").read_text("utf-8"))["stories"]
    return [read_traits(story[0], [reports[name] for name in story]) for story in stories]


def measure(corpus: Path, sets: Sequence[str] = ("ecb-plus", "news-cluster", "four-languages")) -> dict[str, float]:
    """Precision and recall with the shipped weights, on the sets that are quick to read."""
    world = read_world(corpus, sets)
    index = RelatedIndex()
    for traits in world.values():
        index.add(traits)
    true = true_pairs(world)
    shown = {frozenset((name, one.story)) for name, traits in world.items() for one in index.related_to(traits)}
    return {"precision": len(shown & true) / max(1, len(shown)), "recall": len(shown & true) / len(true)}


def _fold(pair: Pair) -> int:
    return xxhash.xxh3_64_intdigest(min(pair.stories).partition("/")[0].encode()) % _FOLDS


def fit(pairs: Sequence[Pair]) -> tuple[LogisticRegression, NDArray[np.float64]]:
    """The weights on all pairs, and for each pair its likelihood by the weights of the other folds."""
    values = np.array([list(pair.features.values()) for pair in pairs])
    truth = np.array([pair.related for pair in pairs])
    folds = np.array([_fold(pair) for pair in pairs])
    likely = np.zeros(len(pairs))
    for fold in range(_FOLDS):
        model = _model().fit(values[folds != fold], truth[folds != fold])
        likely[folds == fold] = model.predict_proba(values[folds == fold])[:, 1]
    return _model().fit(values, truth), likely


def _model() -> LogisticRegression:
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=1.0, max_iter=4000)


def threshold(pairs: Sequence[Pair], likely: NDArray[np.float64]) -> float:
    """The lowest likelihood from which the wished precision is kept, on the folds that were left out."""
    order = np.argsort(-likely)
    hits = np.cumsum([pairs[place].related for place in order])
    good = np.where(hits / np.arange(1, len(order) + 1) >= _PRECISION)[0]
    return float(likely[order][good[-1]]) if len(good) else 1.0


def main() -> None:
    """Fit, measure, and write the weights if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", nargs="?", default=os.environ.get("VARIORUM_CORPUS"))
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    world = read_world(find_corpus(options.corpus))
    pairs = read_pairs(world)
    model, likely = fit(pairs)
    least = threshold(pairs, likely)
    shown = [pair for pair, score in zip(pairs, likely, strict=True) if score >= least]
    right = sum(pair.related for pair in shown)
    true = true_pairs(world)
    print(f"{len(world)} stories, {len(pairs)} pairs that share a rare key, {len(true)} related")
    print(f"left out: precision {right / max(1, len(shown)):.3f}, recall {right / len(true):.3f} from {least:.3f}")
    if options.write:
        _write(model, list(pairs[0].features), least, precision=right / len(shown), recall=right / len(true))

    _print_by_set(shown, true)
    _print_speed(world)


def _print_by_set(shown: Sequence[Pair], true: set[frozenset[str]]) -> None:
    halves = [pair for pair in shown if any("/" in story for story in pair.stories)]
    found = sum(pair.related for pair in halves)
    whole = sum(any("/" in story for story in pair) for pair in true)
    print(f"  continued after a pause: {found} of {whole}")
    print(f"  like happenings of one topic: {sum(p.related for p in shown) - found} of {len(true) - whole}")


def _print_speed(world: Mapping[str, Traits]) -> None:
    """How looking grows: with a tenth of the stories in the index, and with all."""
    names = list(world)
    for size in (len(names) // 10, len(names)):
        index = RelatedIndex()
        for name in names[:size]:
            index.add(world[name])
        started = time.perf_counter()
        kinds = Counter(one.kind.value for name in names[:100] for one in index.related_to(world[name]))
        print(f"  {(time.perf_counter() - started) * 10:.1f} ms a story among {size}; of 100: {dict(kinds)}")


def _write(model: LogisticRegression, names: Sequence[str], least: float, *, precision: float, recall: float) -> None:
    weights = "\n".join(f'"{name}" = {weight:.3f}' for name, weight in zip(names, model.coef_[0], strict=True))
    TARGET.write_text(
        "# How likely two stories are related: a logistic regression over what they share, made by\n"
        "# benchmarks/train_related.py. Left out of the fit, among stories that were cut in two and thousands of\n"
        f"# strangers of the same kind, its precision is {precision:.2f} and its recall {recall:.2f}; see there.\n"
        f"bias = {model.intercept_[0]:.3f}\nleast = {least:.3f}\n\n[weights]\n{weights}\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
