"""Fit the weights of compare/likeness.py and compare/company.py on labelled stories, measured on stories left out.

    python -m benchmarks.fit_likeness CORPUS

Printed: both tables of weights, and what a model fitted on all stories but one finds in that one, over all stories; by
the threshold that suits all best, and by one that suits the other stories best, which no story chose for itself.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from benchmarks.breakdown_gold import GoldStory, SentencePair, corpus_folder, gold_stories
from numpy.typing import NDArray

from variorum.claims import read_claims
from variorum.compare import company, likeness
from variorum.compare.candidates import find_candidates
from variorum.compare.matches import Match, is_another
from variorum.compare.terms import StoryTerms, read_terms

Array = NDArray[np.float64]
_RIDGE = 5.0


@dataclass(frozen=True, slots=True)
class Sample:
    """One story: its candidate pairs, the sentence pairs that each touches, and which of those are right."""

    story: GoldStory
    terms: StoryTerms
    pairs: list[Match]
    touched: list[set[SentencePair]]
    right: Array
    numbers: dict[tuple[int, int], int]  # of the pairs, by their claims

    def number_of(self, pair: Match) -> int:
        return self.numbers[pair.left, pair.right]


def main() -> None:
    samples = [read_sample(story) for story in gold_stories(corpus_folder(sys.argv[1:]))]
    scores: list[list[float]] = []
    for left_out in samples:
        fit_both([sample for sample in samples if sample is not left_out])
        scores.append(score(left_out))
    for line in measure(samples, scores):
        print(line)
    fit_both(samples)
    print("likeness.WEIGHTS =", {name: round(value, 3) for name, value in likeness.WEIGHTS.items()})
    print("company.WEIGHTS =", {name: round(value, 3) for name, value in company.WEIGHTS.items()})


def read_sample(story: GoldStory) -> Sample:
    terms = read_terms(story.reports, {report.id: read_claims(report) for report in story.reports})
    touched = [story.touched(claim.article, claim.claim.span) for claim in terms.claims]
    pairs = [
        pair
        for pair in find_candidates(terms)
        if terms.claims[pair.left].article != terms.claims[pair.right].article and not is_another(terms, pair)
    ]
    sentences = [{(min(a, b), max(a, b)) for a in touched[p.left] for b in touched[p.right]} for p in pairs]
    right = np.array([float(bool(found & story.same)) for found in sentences])
    numbers = {(pair.left, pair.right): number for number, pair in enumerate(pairs)}
    return Sample(story, terms, pairs, sentences, right, numbers)


def fit_both(samples: Sequence[Sample]) -> None:
    """Put weights fitted on the samples into both modules: the second model sees the first one's answers."""
    rows = [likeness.own_features(sample.terms, pair) for sample in samples for pair in sample.pairs]
    likeness.WEIGHTS = fit(rows, np.concatenate([sample.right for sample in samples]))
    heard = [
        (features, sample.right[sample.number_of(pair)])
        for sample in samples
        for pair, features in company.company_features(sample.terms)
    ]
    company.WEIGHTS = fit([features for features, _ in heard], np.array([right for _, right in heard]))


def score(sample: Sample) -> list[float]:
    """The likelihood of each pair; nothing for those that are too unlikely by their words alone."""
    found = [0.0] * len(sample.pairs)
    for pair, features in company.company_features(sample.terms):
        found[sample.number_of(pair)] = likeness.logistic(features, company.WEIGHTS)
    return found


def fit(rows: Sequence[dict[str, float]], right: Array) -> dict[str, float]:
    """Logistic regression by Newton's steps with a ridge, on features scaled to one spread."""
    names = list(rows[0])
    values = np.array([[row[name] for name in names] for row in rows])
    centre, spread = values.mean(0), values.std(0) + 1e-9
    scaled = np.c_[(values - centre) / spread, np.ones(len(values))]
    weights = np.zeros(len(names) + 1)
    ridge = np.r_[np.full(len(names), _RIDGE), 1e-6]
    for _ in range(30):
        guess = 1 / (1 + np.exp(-scaled @ weights))
        slope = scaled.T @ (guess - right) + ridge * weights
        bend = (scaled.T * (guess * (1 - guess))) @ scaled + np.diag(ridge)
        weights -= np.linalg.solve(bend, slope)
    unscaled = weights[:-1] / spread
    return {"": float(weights[-1] - unscaled @ centre), **dict(zip(names, map(float, unscaled), strict=True))}


def measure(samples: Sequence[Sample], scores: Sequence[Sequence[float]]) -> list[str]:
    """The best pair F1 over all thresholds, the recall at a precision of 0.78, and F1 by a threshold of the others."""
    found = [_sentence_pairs(sample, own) for sample, own in zip(samples, scores, strict=True)]
    gold = [len(sample.story.same) for sample in samples]
    ranked, precision, recall = _curve([row for rows in found for row in rows], sum(gold))
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-9)
    top, strict = int(f1.argmax()), int(np.flatnonzero(precision >= 0.78)[-1])
    average = float((precision * [right for _, right in ranked]).sum() / sum(gold))
    return [
        f"best F1 {f1[top]:.3f} (precision {precision[top]:.3f}, recall {recall[top]:.3f}) at {ranked[top][0]:.3f}",
        f"precision {precision[strict]:.3f} with recall {recall[strict]:.3f} at {ranked[strict][0]:.3f}",
        f"average precision {average:.3f}",
        f"F1 by the threshold that suits the other stories {_nested(found, gold):.3f}",
    ]


def _sentence_pairs(sample: Sample, own: Sequence[float]) -> list[tuple[float, bool]]:
    """The score of each pair of sentences, and whether it is right."""
    best: dict[SentencePair, float] = {}
    for sentences, score in zip(sample.touched, own, strict=True):
        for pair in sentences:
            best[pair] = max(score, best.get(pair, 0.0))
    return [(score, pair in sample.story.same) for pair, score in sorted(best.items())]


def _curve(found: list[tuple[float, bool]], gold: int) -> tuple[list[tuple[float, bool]], Array, Array]:
    """The pairs, best first, and the precision and recall down to each of them."""
    ranked = sorted(found, key=lambda item: -item[0])
    hits = np.cumsum([right for _, right in ranked])
    return ranked, hits / np.arange(1, len(ranked) + 1), hits / gold


def _nested(found: Sequence[list[tuple[float, bool]]], gold: Sequence[int]) -> float:
    hits = shown = 0
    for number, own in enumerate(found):
        others = [row for other, rows in enumerate(found) if other != number for row in rows]
        ranked, precision, recall = _curve(others, sum(gold) - gold[number])
        threshold = ranked[int((precision * recall / np.maximum(precision + recall, 1e-9)).argmax())][0]
        taken = [right for score, right in own if score >= threshold]
        hits, shown = hits + sum(taken), shown + len(taken)
    return 2 * hits / (shown + sum(gold))


if __name__ == "__main__":
    main()
