"""Where two sequences differ: the stretches outside of the longest sequence that both hold in order.

A page may repeat one line a thousand times, and whoever looks at its versions must not wait for that: the time is
bounded by the product of the two lengths, of which a whole row is one operation. difflib takes their product times the
number of stretches: it took 28 s for 1,000 words of "a b a b" against 1,500 of "b a c b a c", which take 2 ms here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from typing import NamedTuple

_MOST = 100_000_000  # product of two lengths, a bit of memory each; what is longer is told as wholly other


class Stretch(NamedTuple):
    """From where to where the two differ, in each of them; one of the two may be empty, never both."""

    old: int
    old_end: int
    new: int
    new_end: int


def differing_stretches(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Stretch]:
    """The stretches of two sequences that differ, in order."""
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    left, right = old[head : len(old) - tail], new[head : len(new) - tail]
    kept = [] if len(left) * len(right) > _MOST else [*_kept(left, right)][::-1]
    found: list[Stretch] = []
    i = j = 0
    for i_kept, j_kept in [*kept, (len(left), len(right))]:
        if i < i_kept or j < j_kept:
            found.append(Stretch(head + i, head + i_kept, head + j, head + j_kept))
        i, j = i_kept + 1, j_kept + 1
    return found


def _common(old: Sequence[Hashable], new: Sequence[Hashable]) -> int:
    """How many elements both begin with."""
    pairs = zip(old, new, strict=False)
    return next((n for n, (one, other) in enumerate(pairs) if one != other), min(len(old), len(new)))


def _kept(old: Sequence[Hashable], new: Sequence[Hashable]) -> Iterator[tuple[int, int]]:
    """The elements of a longest common subsequence, from the last to the first: where they stand in either.

    Hyyrö's algorithm (2004): the bits of a row are the places of `old`; one is unset where the common subsequence of
    all of `old` up to there, and of `new` up to the row, is longer than that of one element of `old` less.
    """
    rows = _rows(old, new)
    i, j = len(old), len(new)
    while i and j:
        if rows[j] >> (i - 1) & 1:
            i -= 1
            continue
        j -= 1
        if rows[j] >> (i - 1) & 1:
            i -= 1
            yield i, j


def _rows(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[int]:
    places: dict[Hashable, int] = defaultdict(int)
    for place, element in enumerate(old):
        places[element] |= 1 << place
    every = (1 << len(old)) - 1
    rows = [every]
    for element in new:
        row = rows[-1]
        kept = row & places.get(element, 0)
        rows.append((row + kept | row - kept) & every)
    return rows
