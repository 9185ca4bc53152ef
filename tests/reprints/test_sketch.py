"""The sketch is ours and stored for years: its numbers never change within a version."""

from __future__ import annotations

import numpy as np
import pytest
from tests.reprints.wires import OWN, SPEECH, WIRE

from variorum.reprints.sketch import BINS, EMPTY, VERSION, common, read_runs, share, sketch

pytestmark = pytest.mark.unit


def test_the_numbers_of_version_1_stay_what_they_are() -> None:
    runs = read_runs("one two three four five six seven eight", "en").all
    assert VERSION == 1
    assert [f"{number:016x}" for number in runs.tolist()] == ["7ade489bd8c48469", "a66a0aadbdd2f6bc"]


def test_a_text_has_one_run_less_than_words_for_each_word_of_the_first_run() -> None:
    assert [len(read_runs("a b c d e f g h i"[:n], "en").all) for n in (0, 11, 13, 17)] == [0, 0, 1, 3]


def test_punctuation_case_and_accents_do_not_matter() -> None:
    left = read_runs("The café “Zum Löwen” opens again, on Monday evening, at eight.", "en").all
    right = read_runs("THE CAFE ZUM LOWEN OPENS AGAIN ON MONDAY EVENING AT EIGHT", "en").all
    assert left.tolist() == right.tolist()


def test_runs_within_a_quotation_are_not_own() -> None:
    runs = read_runs(f"{OWN}\n{SPEECH}", "en")
    assert 0 < len(runs.own) < len(runs.all)
    assert len(read_runs(WIRE, "en").own) == len(read_runs(WIRE, "en").all)


def test_a_sketch_has_the_smallest_run_of_each_bin() -> None:
    runs = read_runs(WIRE, "en").all
    found = sketch(runs)
    assert len(found) == BINS
    assert set(found[found != EMPTY].tolist()) <= set(runs.tolist())
    assert (sketch(np.empty(0, np.uint64)) == EMPTY).all()


def test_sketches_agree_as_often_as_texts_share_runs() -> None:
    words = [f"w{n}" for n in range(1200)]
    left, right = (read_runs(" ".join(part), "en").all for part in (words[:900], words[300:]))
    together = len(common(left, right)) / len(np.union1d(left, right))
    assert np.mean(sketch(left) == sketch(right)) == pytest.approx(together, abs=0.12)


def test_shares_are_measured_from_either_side() -> None:
    short, long = read_runs(WIRE.split("\n")[0], "en").all, read_runs(WIRE, "en").all
    assert share(short, long) == 1.0
    assert 0 < share(long, short) < 0.5
    assert share(np.empty(0, np.uint64), long) == 0.0
