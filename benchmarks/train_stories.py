"""Look for better weights of the grouping, and say what they reach on sets that they were not looked for on.

    python -m benchmarks.train_stories [CORPUS] [--rounds N]      (or VARIORUM_CORPUS)

A climb with random steps from neutral weights: what is better by the mean of BCubed F1 and pair F1 over the sets is
kept. No gradient: what counts is the grouping, not the pairs. The cosines of all pairs that the index would compare are
gathered once, as rarities stand at a set's end; each try measures ties and puts the articles together anew. Sets count
the same, however many articles they have. The climb is made once on all sets, and once for each set without it: the
threshold is learned like the weights.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from pathlib import Path

import numpy as np
from benchmarks.stories import SETS, BCubed, find_corpus, read_set, score
from numpy.typing import NDArray
from scipy import sparse

from variorum.stories.likeness import BELIEF, OTHERS, USUAL, Weights, default_weights, likeness, nearness, standing_out
from variorum.stories.linkage import agglomerate
from variorum.stories.open_articles import OpenArticles

TARGET = Path(__file__).parent.parent / "docs/benchmarks/stories-training.md"
MOST = 1_000  # articles of a set: more cost time and taught nothing else
NEUTRAL = Weights(
    same_language={"terms": 0.3, "lead": 0.3, "names": 0.2, "numbers": 0.1, "places": 0.1},
    other_language={"roots": 0.5, "names": 0.2, "numbers": 0.2, "places": 0.1, "meaning": 0.5},
    contrast=0.3,
    ease=0.03,
    floor=0.1,
    time=0.2,
    undated=1.0,
    shared=0.3,
    neighbours=7,
    join=0.3,
)
STEPS = {"contrast": 0.08, "ease": 0.01, "floor": 0.04, "time": 0.06, "shared": 0.12, "join": 0.03}
STEP = 0.08  # of a weight of a feature


@dataclass(frozen=True, kw_only=True)
class Sample:
    """A set as the climb sees it: n articles, m pairs that the index would compare."""

    articles: Sequence[str]
    gold: Mapping[str, str]
    left: NDArray[np.int64]  # (m,)
    right: NDArray[np.int64]
    cosines: NDArray[np.float64]  # (6, m)
    same_language: NDArray[np.bool_]
    days: NDArray[np.float64]


def gather(corpus: Path, name: str) -> Sample:
    """A set, or the first articles of a large one."""
    articles, gold = read_set(corpus, name)
    window = OpenArticles(window=timedelta(days=1), least=len(articles))
    for article in articles[:MOST]:
        window.add(window.look(article).seen)
    place = {article: number for number, article in enumerate(window)}
    pairs: dict[tuple[int, int], tuple[NDArray[np.float64], bool, float]] = {}
    for identity, number in place.items():
        look = window.look_again(identity, among=place)
        for n, other in enumerate(look.others):
            key = (min(number, place[other]), max(number, place[other]))
            pairs[key] = look.cosines[:, n], bool(look.same_language[n]), float(look.days[n])
    ends = np.array(sorted(pairs))
    values = [pairs[left, right] for left, right in ends.tolist()]
    return Sample(
        articles=list(place),
        gold={article: story for article, story in gold.items() if article in place},
        left=ends[:, 0],
        right=ends[:, 1],
        cosines=np.array([cosines for cosines, _, _ in values]).T,
        same_language=np.array([same for _, same, _ in values]),
        days=np.array([days for _, _, days in values]),
    )


def grouped(sample: Sample, weights: Weights) -> BCubed:
    """The result of a set with these weights."""
    ties: dict[str, dict[str, float]] = {article: {} for article in sample.articles}
    strengths = _strengths(sample, weights)
    measured = np.where(sample.same_language, _with_neighbours(sample, strengths, weights), strengths)
    for place in np.flatnonzero(strengths > 0).tolist():
        left, right = sample.articles[sample.left[place]], sample.articles[sample.right[place]]
        ties[left][right] = ties[right][left] = float(measured[place])
    groups = agglomerate(sample.articles, ties, weights.join)
    return score({article: str(n) for n, group in enumerate(groups) for article in group}, sample.gold)


def climb(samples: Mapping[str, Sample], weights: Weights, *, rounds: int, seed: int) -> Weights:
    """The best weights of so many tries."""
    chance = random.Random(seed)
    best = merit(samples, weights)
    for _ in range(rounds):
        tried = step(weights, chance)
        found = merit(samples, tried)
        if found > best:
            weights, best = tried, found
    return weights


def merit(samples: Mapping[str, Sample], weights: Weights) -> float:
    """The mean of BCubed F1 and pair F1 over the sets."""
    results = [grouped(sample, weights) for sample in samples.values()]
    return sum(result.f1 + result.pair_f1 for result in results) / (2 * len(results))


def step(weights: Weights, chance: random.Random) -> Weights:
    """One to three weights moved at random."""
    found = weights
    for _ in range(chance.choice((1, 2, 3))):
        kind = chance.choice(("same_language", "other_language", "tie"))
        if kind == "tie":
            name = chance.choice(list(STEPS))
            found = replace(found, **{name: max(0.001, getattr(found, name) + chance.gauss(0, STEPS[name]))})
        else:
            table = dict(getattr(found, kind))
            name = chance.choice([one for one in table if one != "meaning"])
            table[name] = max(0.0, table[name] + chance.gauss(0, STEP))
            same = kind == "same_language"
            found = replace(found, same_language=table) if same else replace(found, other_language=table)
    return found


def _strengths(sample: Sample, weights: Weights) -> NDArray[np.float64]:
    """As Ties.survey reckons them, for all pairs at once."""
    none = np.zeros(len(sample.left))
    likenesses = likeness(sample.cosines, none, sample.same_language, weights)
    size = len(sample.articles)
    both = sparse.csr_matrix((likenesses, (sample.left, sample.right)), (size, size))
    rows = (both + both.T).tocsr()
    usual = np.empty(size)
    for place in range(size):
        others = np.sort(rows.data[rows.indptr[place] : rows.indptr[place + 1]])[::-1][OTHERS]
        usual[place] = (others.sum() + USUAL * BELIEF) / (len(others) + BELIEF)
    expected = np.sqrt(usual[sample.left] * usual[sample.right])
    found: NDArray[np.float64] = standing_out(likenesses, expected, weights) * nearness(sample.days, weights)
    return found


def _with_neighbours(sample: Sample, strengths: NDArray[np.float64], weights: Weights) -> NDArray[np.float64]:
    """The strengths, with the neighbours that both articles share."""
    size = len(sample.articles)
    both = sparse.csr_matrix((strengths, (sample.left, sample.right)), (size, size))
    rows = (both + both.T).tolil()
    for place in range(size):
        values, columns = np.array(rows.data[place]), np.array(rows.rows[place], int)
        kept = np.argsort(-values, kind="stable")[: weights.neighbours]
        rows.data[place], rows.rows[place] = [*values[kept], 1.0], [*columns[kept], place]
    near = rows.tocsr()
    near = sparse.diags(1 / np.sqrt(np.asarray(near.multiply(near).sum(axis=1)).ravel())) @ near
    shared = np.asarray(near[sample.left].multiply(near[sample.right]).sum(axis=1)).ravel()
    found: NDArray[np.float64] = (1 - weights.shared) * strengths + weights.shared * shared
    return found


def main() -> None:
    """Climb, print and write down."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", nargs="?")
    parser.add_argument("--rounds", type=int, default=150, help="tries of each climb")
    options = parser.parse_args()
    corpus = find_corpus(options.corpus)
    samples = {name: gather(corpus, name) for name in SETS}
    lines = [
        "# The weights of the grouping on sets left out",
        "",
        f"Written by `benchmarks/train_stories.py`: {options.rounds} random steps from neutral weights, on the first",
        f"{MOST:,} articles of each set. BCubed F1 / pair F1; the whole sets stand in stories.md.",
        "",
        "| set | neutral | learned on the four others | learned on all five | as shipped |",
        "|---|---|---|---|---|",
    ]
    whole = climb(samples, NEUTRAL, rounds=options.rounds, seed=1)
    for name, sample in samples.items():
        rest = {other: one for other, one in samples.items() if other != name}
        apart = climb(rest, NEUTRAL, rounds=options.rounds, seed=1)
        tried = [grouped(sample, weights) for weights in (NEUTRAL, apart, whole, default_weights())]
        lines.append(f"| {name} | " + " | ".join(f"{one.f1:.3f} / {one.pair_f1:.3f}" for one in tried) + " |")
        print(lines[-1], flush=True)
    lines += ["", "The climb on all five sets ended at:", "", "```", *_told(whole), "```"]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))


def _told(weights: Weights) -> list[str]:
    return [f"{name} = {value}" for name, value in asdict(weights).items()]


if __name__ == "__main__":
    main()
