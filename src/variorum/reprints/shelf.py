"""A look-up over sketches: which earlier texts share how many numbers with a new one.

Pairs of (number, text) stand in few sorted arrays, each twice as large as the next at least: a text goes into the
smallest, and arrays of one size become one (Bentley and Saxe 1980, "Decomposable searching problems I"). Some fourteen
bytes a number and no Python object: an archive of a million articles takes two gigabytes.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from variorum.reprints.sketch import Sketch

# Of a number that many texts have, only the earliest count: a run in more texts than this is a formula of a house, or
# the text went around the world, and then the earliest are those that are asked for.
POPULAR = 64

_SMALL = 64  # texts: an array that is smaller is sorted anew for each, which takes less than to ask one more array
_PLACE = np.uint64(32)
_TEXT = np.uint64(2**32 - 1)


class Shelf:
    """Texts by the numbers of their sketches; each is known by its place in the order in which they were added."""

    def __init__(self) -> None:
        self._arrays: list[_Array] = []  # the largest first
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def add(self, sketch: Sketch) -> int:
        """Put a text behind those that are there, and say its place."""
        place = self._count
        self._count += 1
        pairs, texts = [(sketch.astype(np.uint64) << _PLACE) | np.uint64(place)], 1
        while self._arrays and self._arrays[-1].texts <= max(texts, _SMALL - 1):
            array = self._arrays.pop()
            pairs.insert(0, array.pairs)
            texts += array.texts
        self._arrays.append(_array(np.sort(np.concatenate(pairs), kind="stable"), texts))
        return place

    def find(self, sketch: Sketch, *, at_least: int) -> dict[int, int]:
        """Place of each text that shares so many numbers -> how many it shares."""
        wanted = sketch.astype(np.uint64)
        met = [_texts(array, wanted) for array in self._arrays]
        texts = np.sort(np.concatenate(met)) if met else np.empty(0, np.uint64)
        firsts = np.flatnonzero(np.diff(texts, prepend=_TEXT))
        times = np.diff(firsts, append=len(texts))
        often = times >= at_least
        return dict(zip(texts[firsts[often]].tolist(), times[often].tolist(), strict=True))


class _Array(NamedTuple):
    """Sorted pairs, a number in the upper half and a text in the lower; numbers that begin alike share a bucket."""

    pairs: NDArray[np.uint64]
    buckets: NDArray[np.int32]  # where each begins; the last is the end of all
    shift: np.uint64  # a pair without so many of its lower bits is its bucket
    texts: int


def _array(pairs: NDArray[np.uint64], texts: int) -> _Array:
    """As many buckets as pairs, about: most numbers lie in the lowest eighth, so six pairs stand in each used one."""
    bits = max(1, len(pairs).bit_length())
    shift = np.uint64(64 - bits)
    sizes = np.bincount((pairs >> shift).view(np.int64), minlength=2**bits)
    buckets = np.zeros(2**bits + 1, np.int32)
    np.cumsum(sizes, out=buckets[1:])
    return _Array(pairs, buckets, shift, texts)


def _texts(array: _Array, wanted: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The texts of all wanted numbers."""
    bucket = ((wanted << _PLACE) >> array.shift).view(np.int64)
    starts = array.buckets.take(bucket)
    counts = np.minimum(array.buckets.take(bucket + 1) - starts, POPULAR)
    ends = counts.cumsum()
    places = np.arange(ends[-1] if len(ends) else 0) + (starts - (ends - counts)).repeat(counts)
    pairs = array.pairs.take(places)
    texts: NDArray[np.uint64] = pairs[pairs >> _PLACE == wanted.repeat(counts)] & _TEXT
    return texts
