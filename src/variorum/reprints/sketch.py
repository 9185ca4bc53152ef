"""Runs of seven words as numbers, and a small sketch of them by which copies find each other.

The algorithm is ours and versioned, because sketches are stored for years: words are hashed with xxh3-64, seven in a
row are mixed into one number, and of all numbers that fall into one of 256 bins the smallest is kept (MinHash with one
permutation). Two texts agree in a bin about as often as they share runs.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from xxhash import xxh3_64_intdigest

from variorum.model import LanguageTag
from variorum.text.furniture import without_furniture
from variorum.text.marks import quoted
from variorum.text.words import words

VERSION = 1
RUN = 7  # words
BINS = 256
EMPTY = np.uint64(2**64 - 1)

Numbers = NDArray[np.uint64]

_MULTIPLIERS = np.array([(0x9E3779B97F4A7C15 * (2 * place + 1)) % 2**64 for place in range(RUN)], dtype=np.uint64)
_MIX = np.uint64(0xBF58476D1CE4E5B9)
_SHIFT, _BIN_SHIFT = np.uint64(31), np.uint64(56)


class Runs(NamedTuple):
    """The different runs of a text, sorted; `own` are those that do not lie within a quotation."""

    all: Numbers
    own: Numbers


def read_runs(text: str, language: LanguageTag | None) -> Runs:
    """The runs of a text without its furniture. A text of fewer than seven words has none."""
    found = words(without_furniture(text, language))
    if len(found) < RUN:
        return Runs(np.empty(0, np.uint64), np.empty(0, np.uint64))
    hashed = np.fromiter((_number(word.folded) for word in found), np.uint64, len(found))
    windows = np.lib.stride_tricks.sliding_window_view(hashed, RUN)
    numbers = (windows * _MULTIPLIERS).sum(axis=1, dtype=np.uint64)
    numbers = (numbers ^ (numbers >> _SHIFT)) * _MIX
    numbers ^= numbers >> _SHIFT
    starts = np.array([word.span.start for word in found])
    ends = np.array([word.span.end for word in found])
    said = np.zeros(len(numbers), bool)
    for quotation in quoted(text):
        said |= (starts[: len(numbers)] >= quotation.span.start) & (ends[RUN - 1 :] <= quotation.span.end)
    return Runs(np.unique(numbers), np.unique(numbers[~said]))


def sketch(runs: Numbers) -> Numbers:
    """The smallest run of each bin; EMPTY where a bin has none."""
    smallest = np.full(BINS, EMPTY, np.uint64)
    np.minimum.at(smallest, (runs >> _BIN_SHIFT).astype(np.int64), runs)
    return smallest


def common(left: Numbers, right: Numbers) -> Numbers:
    """The runs that two texts share."""
    return np.intersect1d(left, right, assume_unique=True)


def share(part: Numbers, whole: Numbers) -> float:
    """The share of the first text's runs that stand in the second."""
    return len(common(part, whole)) / len(part) if len(part) else 0.0


@lru_cache(maxsize=200_000)
def _number(word: str) -> int:
    return xxh3_64_intdigest(word.encode())
