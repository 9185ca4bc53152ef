"""Articles put together bottom up."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum.stories.linkage import agglomerate, link

pytestmark = pytest.mark.unit


def both_ways(pairs: Mapping[tuple[str, str], float], articles: str = "") -> dict[str, dict[str, float]]:
    ties: dict[str, dict[str, float]] = {article: {} for article in articles}
    for (left, right), tie in pairs.items():
        ties.setdefault(left, {})[right] = ties.setdefault(right, {})[left] = tie
    return ties


PAIRS = both_ways({("a", "b"): 0.8, ("b", "c"): 0.5, ("c", "d"): 0.9, ("a", "c"): 0.1}, "abcde")


def test_the_most_alike_come_together_first() -> None:
    assert agglomerate("abcde", PAIRS, 0.6) == [["a", "b"], ["c", "d"], ["e"]]


def test_a_low_threshold_joins_all_that_is_tied() -> None:
    assert agglomerate("abcde", PAIRS, 0.05) == [["a", "b", "c", "d"], ["e"]]


def test_two_loose_groups_are_measured_against_their_own_looseness() -> None:
    loose = both_ways(dict.fromkeys(combinations("abcdef", 2), 0.3))
    assert link(9 * 0.3, 3 + 6 * 0.3, 3 + 6 * 0.3) > 0.5
    assert agglomerate("abcdef", loose, 0.3) == [list("abcdef")]


def test_what_is_to_stand_together_does() -> None:
    assert ["a", "e"] in agglomerate("abcde", PAIRS, 0.95, together=[("a", "e"), ("a", "not there")])


def test_what_is_apart_stays_apart_and_the_rest_goes_on() -> None:
    def apart(left: Collection[str], right: Collection[str]) -> bool:
        return any({one, other} == {"a", "b"} for one in left for other in right)

    assert agglomerate("abcde", PAIRS, 0.6, apart=apart) == [["a"], ["b"], ["c", "d"], ["e"]]


@given(
    st.dictionaries(
        st.sampled_from(list(combinations("abcdefgh", 2))), st.floats(0.01, 1.0, allow_nan=False), max_size=20
    )
)
def test_no_two_groups_that_reach_the_threshold_are_left(pairs: dict[tuple[str, str], float]) -> None:
    ties = both_ways(pairs, "abcdefgh")
    groups = agglomerate("abcdefgh", ties, 0.4)
    assert sorted(article for group in groups for article in group) == list("abcdefgh")
    within = [sum(1 + sum(ties[one].get(other, 0.0) for other in group) for one in group) for group in groups]
    for (left, ours), (right, theirs) in combinations(list(zip(groups, within, strict=True)), 2):
        between = sum(ties[one].get(other, 0.0) for one in left for other in right)
        assert between / math.sqrt(ours * theirs) < 0.4 + 1e-9
