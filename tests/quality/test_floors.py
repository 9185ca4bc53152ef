"""What was once reached on real input is not lost: benchmarks/floors.json."""

import os
from pathlib import Path

import pytest
from benchmarks import floors

pytestmark = pytest.mark.quality

CORPUS = os.environ.get("VARIORUM_CORPUS")


@pytest.mark.skipif(not CORPUS, reason="the floors are measured on real texts: name their folder in VARIORUM_CORPUS")
@pytest.mark.parametrize("name", floors.MEASURES)
def test_no_figure_falls_below_its_floor(name: str) -> None:
    corpus, known = Path(CORPUS or ""), floors.read_floors()
    measure, sets = floors.MEASURES[name]
    assert floors.digest(corpus, sets) == known[name]["digest"], "another corpus: measure anew with --update"
    assert floors.below(name, measure(corpus), known) == []


def test_every_measure_has_its_floors() -> None:
    assert set(floors.read_floors()) == set(floors.MEASURES)


def test_a_floor_is_lowered_only_when_that_is_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["floors"])
    assert floors._raised({"F1": 0.9}, {"F1": 0.8}) == {"F1": 0.9}
    assert floors._raised({"F1": 0.7}, {"F1": 0.8}) == {"F1": 0.795}
    monkeypatch.setattr("sys.argv", ["floors", "--allow-regression"])
    assert floors._raised({"F1": 0.9}, {"F1": 0.8}) == {"F1": 0.795}
