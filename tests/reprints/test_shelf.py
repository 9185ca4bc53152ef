"""The look-up names the earlier texts that share enough numbers, however many there are."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variorum.reprints.shelf import POPULAR, Shelf
from variorum.reprints.sketch import Sketch

pytestmark = pytest.mark.unit


def sketch(*numbers: int) -> Sketch:
    return np.array(sorted(numbers), np.uint32)


def test_texts_that_share_enough_are_named_with_how_much() -> None:
    shelf = Shelf()
    assert [shelf.add(sketch(1, 2, 3, 4)), shelf.add(sketch(3, 4, 5)), shelf.add(sketch(9))] == [0, 1, 2]
    assert shelf.find(sketch(2, 3, 4), at_least=2) == {0: 3, 1: 2}
    assert shelf.find(sketch(2, 3, 4), at_least=3) == {0: 3}


def test_an_empty_shelf_and_an_empty_sketch_find_nothing() -> None:
    shelf = Shelf()
    assert shelf.find(sketch(1), at_least=1) == {}
    shelf.add(sketch())
    assert shelf.find(sketch(1), at_least=1) == shelf.find(sketch(), at_least=1) == {}
    assert len(shelf) == 1


def test_of_a_number_that_everybody_has_the_earliest_texts_count() -> None:
    shelf = Shelf()
    for _ in range(4 * POPULAR):
        shelf.add(sketch(7))
    assert list(shelf.find(sketch(7), at_least=1)) == list(range(POPULAR))


# Spread over all numbers, as hashes are; few enough that many texts share some.
_NUMBERS = st.frozensets(st.integers(0, 40).map(lambda n: n * 0x9E3779B1 % 2**32), max_size=12)


@settings(deadline=None)
@given(st.lists(_NUMBERS, max_size=20), _NUMBERS)
def test_it_counts_as_a_plain_comparison_does(texts: list[frozenset[int]], wanted: frozenset[int]) -> None:
    shelf = Shelf()
    for text in texts:
        shelf.add(sketch(*text))
    plain = Counter({place: len(text & wanted) for place, text in enumerate(texts)})
    assert shelf.find(sketch(*wanted), at_least=1) == {place: count for place, count in plain.items() if count}


def test_thousands_of_texts_are_found_again_each_by_its_own_numbers() -> None:
    chance = np.random.default_rng(4)
    shelf, sketches = Shelf(), []
    for _ in range(5000):
        sketches.append(np.unique(chance.integers(0, 2**30, 60, dtype=np.uint32)))
        shelf.add(sketches[-1])
    assert all(shelf.find(one, at_least=10) == {place: len(one)} for place, one in enumerate(sketches))
