"""What weights the labelled sets ask for: by halves of papers, articles and messages, each tried there."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from benchmarks.language_sets import Case

from variorum.text.language import WEIGHTS, read_hints, vote
from variorum.text.language_marks import Marks, read_marks, read_sample, small_words

_MOST = 2000  # cases of a set: the large ones shall not drown the others
_PENALTY = 1e-4
_STEPS = 12
_SURE = 0.6


class _Question(NamedTuple):
    kind: str
    key: str
    language: str
    marks: dict[str, Marks]


def fit_halves(cases: Sequence[Case]) -> str:
    """The weights of either half and of all, and what each half's reach on the other, set by set."""
    questions = _questions(cases)
    one = [question for question in questions if _half(question.key)]
    two = [question for question in questions if not _half(question.key)]
    lines = []
    for label, trained, tried in (("one half", one, two), ("the other", two, one), ("all", questions, questions)):
        weights = _fit(trained)
        lines.append(f"{label}: " + ", ".join(f"{n} {w:.2f}" for n, w in weights._asdict().items()))
        lines.append("  on the other half: " + _reached(tried, weights))
        lines.append("  those in force there: " + _reached(tried, WEIGHTS))
    return "\n".join(lines)


def _questions(cases: Sequence[Case]) -> list[_Question]:
    """The cases that the vote is asked about, with the marks of each candidate."""
    taken, found = Counter[str](), []
    for case in sorted(cases, key=lambda case: hashlib.sha256(f"{case.kind} {case.key}".encode()).digest()):
        taken[case.kind] += 1
        if taken[case.kind] > _MOST:
            continue
        sample = read_sample(case.text)
        marks = read_marks(sample, read_hints(case.declared, sample.script), small_words(sample))
        if case.language in marks and len(marks) > 1:
            found.append(_Question(case.kind, case.key, case.language, marks))
    return found


def _fit(questions: Sequence[_Question]) -> Marks:
    """Conditional logistic regression; a set counts as the root of its size."""
    sizes = Counter(q.kind for q in questions)
    tables = [np.array(list(q.marks.values()), dtype=float) for q in questions]
    answers = [list(q.marks).index(q.language) for q in questions]
    worth = np.array([sizes[q.kind] ** -0.5 for q in questions])
    worth /= worth.sum()

    weights = np.zeros(len(Marks._fields))
    for _ in range(_STEPS):  # of Newton's method
        slope, bend = -2 * _PENALTY * weights, 2 * _PENALTY * np.eye(len(weights))
        for table, answer, share in zip(tables, answers, worth, strict=True):
            sums = table @ weights
            powers = np.exp(sums - sums.max())
            powers /= powers.sum()
            mean = powers @ table
            slope = slope + share * (table[answer] - mean)
            bend = bend + share * ((table.T * powers) @ table - np.outer(mean, mean))
        weights = weights + np.linalg.solve(bend, slope)
    return Marks(*weights.tolist())


def _reached(questions: Sequence[_Question], weights: Marks) -> str:
    counts = defaultdict[str, list[int]](lambda: [0, 0, 0])
    for question in questions:
        shares = vote(question.marks, weights)
        best = max(shares, key=shares.__getitem__)
        count = counts[question.kind]
        count[0] += 1
        count[1] += shares[best] >= _SURE and best == question.language
        count[2] += shares[best] >= _SURE and best != question.language
    return "; ".join(f"{k} right {r / n:.3f} wrong {w / n:.3f}" for k, (n, r, w) in sorted(counts.items()))


def _half(key: str) -> int:
    return hashlib.sha256(key.encode()).digest()[0] % 2
