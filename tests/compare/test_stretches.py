"""Where two sequences differ: as little as can be, and within a time that their lengths bound."""

from __future__ import annotations

from collections.abc import Sequence
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum.compare.stretches import Stretch, differing_stretches

pytestmark = pytest.mark.unit

WORDS = st.lists(st.sampled_from(["port", "гавань", "港", "ميناء"]), max_size=14)


def left_out(sequence: Sequence[str], stretches: Sequence[tuple[int, int]]) -> list[str]:
    return [one for n, one in enumerate(sequence) if not any(start <= n < end for start, end in stretches)]


def longest_common(old: Sequence[str], new: Sequence[str]) -> int:
    """The textbook's table."""
    table = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i, one in enumerate(old):
        for j, other in enumerate(new):
            table[i + 1][j + 1] = table[i][j] + 1 if one == other else max(table[i][j + 1], table[i + 1][j])
    return table[-1][-1]


@given(WORDS, WORDS)
def test_what_is_left_outside_of_the_stretches_is_the_longest_that_both_hold(old: list[str], new: list[str]) -> None:
    found = differing_stretches(old, new)
    kept = left_out(old, [(one.old, one.old_end) for one in found])
    assert kept == left_out(new, [(one.new, one.new_end) for one in found])
    assert len(kept) == longest_common(old, new)


def test_neighbours_are_one_stretch_and_a_side_may_be_empty() -> None:
    assert differing_stretches("abcdef", "abXYef") == [Stretch(2, 4, 2, 4)]
    assert differing_stretches("abef", "abcdef") == [Stretch(2, 2, 2, 4)]
    assert differing_stretches("", "") == []


def test_two_sequences_of_ten_thousand_few_words_take_no_second() -> None:
    start = process_time()
    assert differing_stretches("ab" * 5_000, "bac" * 3_333)
    assert process_time() - start < 1  # 0.03; difflib would take hours


def test_what_is_longer_than_can_be_compared_differs_from_its_first_difference_to_its_last() -> None:
    old, new = "x" + "ab" * 10_000 + "y", "x" + "ba" * 10_000 + "cy"
    assert differing_stretches(old, new) == [Stretch(1, 20_001, 1, 20_002)]
