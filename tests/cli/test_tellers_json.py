"""The keys that say who tells what: every place of a claim is one in `claims`, every span cuts its words."""

from __future__ import annotations

from typing import Any

import pytest
from tests.compare.newsroom import report

from variorum.cli.reading_json import reading_row
from variorum.outlets import load_directory
from variorum.pipeline import break_down

pytestmark = pytest.mark.unit

OURS = (
    "The ferry Marguerite ran aground off Halvik on Tuesday with 214 passengers aboard.\n"
    "Mayor Ada Model told Reuters that tugs will tow the Marguerite to Halvik harbour before noon."
)
THEIRS = (
    "On Tuesday, 214 passengers were aboard the ferry Marguerite when it ran aground near Halvik.\n"
    "Tugs will tow the Marguerite before noon into Halvik harbour, mayor Ada Model told Reuters."
)
REPORTS = (
    report("fjord", OURS, headline="Marguerite with 214 passengers runs aground"),
    report("skerry", THEIRS, headline="Ferry runs aground", country="SE"),
    report("holm", "Coffee prices in Brastad fell again because of a rich harvest in the south.", headline="Coffee"),
)


@pytest.fixture(scope="module")
def row() -> dict[str, Any]:
    return reading_row(break_down(REPORTS, directory=load_directory()))


def test_a_chain_names_the_agency_between_that_told_it_first(row: dict[str, Any]) -> None:
    (chain,) = [one for one in row["chains"] if one["source"] == "Ada Model"]
    assert chain["kind"] == "person"
    assert ("Reuters", "Ada Model") in {(link["teller"], link["source"]) for link in chain["links"]}


def test_what_a_report_leaves_out_is_a_part_of_the_core(row: dict[str, Any]) -> None:
    core = {one["claim"] for one in row["core"]}
    assert row["left_out"]
    assert all(set(one["claims"]) <= core for one in row["left_out"])
    assert [one["report"] for one in row["left_out"]] == ["holm"]


def test_every_claim_that_is_pointed_at_is_there(row: dict[str, Any]) -> None:
    places = [one["claim"] for one in (*row["core"], *row["only_in"], *row["headlines"])]
    places += [rest["claim"] for chain in row["chains"] for rest in chain["rests"]]
    assert all(place is None or 0 <= place < len(row["claims"]) for place in places)


def test_every_span_cuts_its_words(row: dict[str, Any]) -> None:
    texts = {one.id: one.text for one in REPORTS}
    members = [link["member"] for chain in row["chains"] for link in chain["links"] if link["member"]]
    members += [one for chain in row["chains"] for rest in chain["rests"] for one in rest["members"]]
    members += [one["lead"] for one in row["headlines"] if one["lead"]]
    assert members
    for one in members:
        assert texts[one["report"]][one["start"] : one["end"]] == one["text"]


def test_a_headline_carries_its_own_words(row: dict[str, Any]) -> None:
    first = next(one for one in row["headlines"] if one["report"] == "fjord")
    assert (first["first"], first["actor"]["text"], first["figure"]["text"]) == (
        "actor",
        "Marguerite",
        "214 passengers",
    )
