"""How much of a text stands in another, word by word: the words that lie in runs which both have."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from variorum.model import LanguageTag
from variorum.reprints.sketch import Numbers, different, mix, read_words
from variorum.text.furniture import without_furniture
from variorum.text.marks import quoted

_MARKS = 2  # characters: a word ends with the mark and the full stop behind it


class Runs(NamedTuple):
    """The runs of a text in its order, without its furniture."""

    numbers: Numbers
    different: Numbers  # sorted, each once
    single: Numbers  # those that the text has once, sorted
    own: NDArray[np.bool_]  # of each run: whether it does not lie within a quotation
    run: int  # words in each
    words: int


def read_runs(text: str, language: LanguageTag | None) -> Runs:
    """The runs of a text. One that is shorter than a run has none."""
    words = read_words(without_furniture(text, language))
    numbers = mix(words.numbers, words.run)
    starts, ends = words.starts[: len(numbers)], words.ends[words.run - 1 :]
    own = np.ones(len(numbers), bool)
    for quotation in quoted(text):
        own &= (starts < quotation.span.start - 1) | (ends > quotation.span.end + _MARKS)
    return Runs(numbers, different(numbers), _single(numbers), own, words.run, len(words.numbers))


def shared_words(left: Runs, right: Runs, *, own: bool = False, single: bool = False) -> NDArray[np.bool_]:
    """Of each word of the first text, whether it lies in a run that the second has too.

    With `own`, a run that both print as a quotation does not count: what one of them tells in its own voice does. With
    `single`, a run that either text has more than once does not: it is a formula ("was pronounced dead at").
    """
    covered = np.zeros(left.words, bool)
    if left.run != right.run or not len(left.numbers) or not len(right.numbers):
        return covered
    shared = np.isin(left.numbers, right.single if single else right.different)
    if single:
        shared &= np.isin(left.numbers, left.single)
    if own:
        shared &= left.own | np.isin(left.numbers, right.numbers[right.own])
    for place in range(left.run):
        covered[place : place + len(shared)] |= shared
    return covered


def _single(numbers: Numbers) -> Numbers:
    found, times = np.unique(numbers, return_counts=True)
    single: Numbers = found[times == 1]
    return single
