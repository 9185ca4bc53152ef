"""How central each sentence of a story is: the stationary weights of a walk along likeness (LexRank)."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_DAMPING = 0.85
_LEAST = 0.1  # cosine under which two sentences are not neighbours; the value of the LexRank paper
_STEPS = 50


def centrality(sentences: Sequence[Sequence[str]]) -> list[float]:
    """One weight for each sentence, given as its terms; they sum up to 1."""
    if not sentences:
        return []
    likeness = cosines(sentences)
    likeness[likeness < _LEAST] = 0.0
    np.fill_diagonal(likeness, 1.0)
    walk = likeness / likeness.sum(axis=1, keepdims=True)
    size = len(sentences)
    weights = np.full(size, 1.0 / size)
    for _ in range(_STEPS):
        weights = (1.0 - _DAMPING) / size + _DAMPING * (weights @ walk)
    return [float(weight) for weight in weights / weights.sum()]


def cosines(sentences: Sequence[Sequence[str]]) -> NDArray[np.float64]:
    """Likeness of each sentence to each, by terms weighted with their rarity among these sentences."""
    counts = Counter(term for sentence in sentences for term in set(sentence))
    place = {term: number for number, term in enumerate(sorted(counts))}
    rarity = {term: math.log(1.0 + len(sentences) / count) for term, count in counts.items()}
    table = np.zeros((len(sentences), max(1, len(place))))
    for row, sentence in enumerate(sentences):
        for term, count in Counter(sentence).items():
            table[row, place[term]] = count * rarity[term]
    lengths = np.linalg.norm(table, axis=1, keepdims=True)
    table /= np.maximum(lengths, 1e-9)
    return np.asarray(table @ table.T)
