"""Diversity and synchrony: known values, volume, and what they must never do."""

from __future__ import annotations

import math
from collections import Counter
from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum.coverage import (
    corrected_synchrony,
    entropy,
    evenness,
    likeness,
    measure_diversity,
    measure_synchrony,
    rarefied,
)

pytestmark = pytest.mark.unit

COUNTS = st.lists(st.integers(1, 9), min_size=1, max_size=7)
SHARES = st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 30), min_size=1)


def rng() -> np.random.Generator:
    return np.random.default_rng(5)


# --- diversity --------------------------------------------------------------------------------------------------------


def test_equal_attention_is_as_diverse_as_can_be() -> None:
    assert entropy([3, 3, 3, 3]) == pytest.approx(math.log(4))
    assert evenness([3, 3, 3, 3], of=4) == pytest.approx(1.0)
    assert evenness([12], of=4) == 0.0
    assert evenness([1], of=1) == 0.0
    assert entropy([]) == 0.0


def test_rarefaction_is_the_mean_over_all_ways_to_draw() -> None:
    counts, volume = [3, 2, 1], 3
    drawn = [Counter(some) for some in combinations("aaabbc", volume)]
    stories, nats = rarefied(counts, volume)
    assert stories == pytest.approx(sum(map(len, drawn)) / len(drawn))
    assert nats == pytest.approx(sum(entropy(list(some.values())) for some in drawn) / len(drawn))


@given(COUNTS)
def test_the_whole_volume_changes_nothing(counts: list[int]) -> None:
    stories, nats = rarefied(counts, sum(counts))
    assert stories == pytest.approx(len(counts))
    assert nats == pytest.approx(entropy(counts), abs=1e-9)


@given(COUNTS)
def test_a_smaller_volume_is_never_more_diverse(counts: list[int]) -> None:
    measured = [rarefied(counts, volume)[1] for volume in range(1, sum(counts) + 1)]
    assert all(small <= large + 1e-9 for small, large in pairwise(measured))


@pytest.mark.parametrize("volume", [0, 7])
def test_more_than_there_is_cannot_be_drawn(volume: int) -> None:
    with pytest.raises(ValueError, match="cannot be drawn"):
        rarefied([3, 2, 1], volume)


def test_who_tells_ten_times_as_much_of_the_same_is_not_more_diverse() -> None:
    shares, draw = np.array([1 / rank for rank in range(1, 40)]), rng()
    measured = {
        total: [
            measure_diversity(draw.multinomial(total, shares / shares.sum()).tolist(), volume=40, of=39, rng=draw)
            for _ in range(12)
        ]
        for total in (60, 600)
    }
    small, large = (np.mean([one.effective_stories for one in found]) for found in measured.values())
    plain = [np.mean([math.exp(one.entropy) for one in found]) for found in measured.values()]
    assert large == pytest.approx(small, rel=0.05)
    assert plain[1] > 1.2 * plain[0]
    assert measured[600][0].high - measured[600][0].low < measured[60][0].high - measured[60][0].low


@given(COUNTS)
def test_a_diversity_lies_in_its_interval(counts: list[int]) -> None:
    found = measure_diversity(counts, volume=min(5, sum(counts)), of=9, rng=rng())
    assert 1 - 1e-9 <= found.low <= found.effective_stories + 1e-9
    assert found.effective_stories <= found.high + 1e-9
    assert found.high <= found.volume + 1e-9


# --- synchrony --------------------------------------------------------------------------------------------------------


def test_the_same_shares_are_wholly_alike_and_other_stories_not_at_all() -> None:
    assert likeness({"a": 3, "b": 1}, {"a": 30, "b": 10}) == pytest.approx(1.0)
    assert likeness({"a": 3}, {"b": 3}) == pytest.approx(0.0)
    assert likeness({"a": 1}, {"a": 1, "b": 1}) == pytest.approx(1 - math.sqrt(0.311278), abs=1e-6)


@given(SHARES, SHARES)
def test_likeness_is_the_same_both_ways_and_between_nothing_and_all(one: dict[str, int], other: dict[str, int]) -> None:
    assert likeness(one, other) == pytest.approx(likeness(other, one))
    found = measure_synchrony(one, other, rng=rng())
    assert 0 <= found.low <= found.corrected <= found.high <= 1


def test_few_tellings_of_one_attention_are_corrected_towards_it_and_not_past_it() -> None:
    stories = [f"s{number:02}" for number in range(59)]
    mine = [6000 // rank for rank in range(1, 60)]
    theirs = [count if number % 2 else 0 for number, count in enumerate(mine)]
    true = likeness(named(stories, mine), named(stories, theirs))
    errors = []
    for seed in range(12):
        draw = np.random.default_rng(seed)
        few = [draw.multinomial(n, np.array(of) / sum(of)).tolist() for n, of in ((400, mine), (120, theirs))]
        found = measure_synchrony(named(stories, few[0]), named(stories, few[1]), rng=draw)
        errors.append((found.measured - true, found.corrected - true))
    measured, corrected = np.mean(errors, axis=0)
    assert measured < corrected < 0.03
    assert abs(corrected) < abs(measured) / 2


def named(stories: list[str], counts: list[int]) -> dict[str, int]:
    return dict(zip(stories, counts, strict=True))


def test_countries_without_a_common_story_stay_apart() -> None:
    found = measure_synchrony({"a": 5, "b": 5}, {"c": 5, "d": 5}, rng=rng())
    assert (found.measured, found.corrected) == (0.0, 0.0)


def test_a_country_without_a_telling_is_refused() -> None:
    with pytest.raises(ValueError, match="leave it out"):
        measure_synchrony({"a": 1}, {}, rng=rng())


def test_single_tellings_stay_as_measured_for_halving_them_would_make_strangers_alike() -> None:
    draw = rng()
    one, other = ({f"s{n}": 1 for n in draw.choice(60, size=40, replace=False)} for _ in range(2))
    assert corrected_synchrony(one, other, rng=draw) == likeness(one, other) < 0.7
