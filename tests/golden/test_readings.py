"""What a step reads changes only with its version, by which stored records are known to be old."""

from __future__ import annotations

import json

import pytest
from tests.golden.readings import READINGS, kept_files, kept_of

_REMEDY = (
    "%s reads something else than it did. Is that meant, give the step its next version, so that what is stored is "
    "read again and readers are told; then run `python -m tests.golden.readings` and look at the difference."
)


@pytest.mark.parametrize("step", READINGS)
def test_what_a_step_reads_changes_only_with_its_version(step: str) -> None:
    kept = kept_of(step)
    assert kept.exists(), f"Nothing is kept of {step}: run `python -m tests.golden.readings`."
    assert READINGS[step]() == json.loads(kept.read_text(encoding="utf-8")), _REMEDY % step


@pytest.mark.parametrize("step", READINGS)
def test_every_record_names_the_step_that_made_it(step: str) -> None:
    assert {record["made_by"] for record in READINGS[step]().values()} == {step}


def test_what_is_kept_is_of_the_versions_of_today() -> None:
    assert kept_files() == set(map(kept_of, READINGS))
