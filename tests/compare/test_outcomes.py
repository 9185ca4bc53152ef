"""What the answers to one question amount to, over time and over languages."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests.compare.newsroom import DAY, compared, report, values

from variorum.compare.voices import told_at
from variorum.model import Article, Breakdown, Outcome, Precision, QuestionKind

pytestmark = pytest.mark.unit

TOLL = "{} people were killed when a mine shaft collapsed near Aldern on Tuesday, {} said."


def at(hours: float, **facts: Any) -> dict[str, Any]:
    return {"published": DAY + timedelta(hours=hours), "precision": Precision.MINUTE} | facts


def toll(identity: str, number: str, source: str, **facts: Any) -> Article:
    return report(identity, TOLL.format(number, source), **facts)


def found(breakdown: Breakdown) -> list[tuple[Outcome, list[str]]]:
    return [
        (comparison.outcome, [position.value for position in comparison.positions])
        for comparison in breakdown.comparisons
        if comparison.kind is QuestionKind.QUANTITY
    ]


POLICE = toll("fjord", "Seventeen", "police", **at(2))
HOSPITAL = toll("skerry", "Twenty-one", "the hospital", **at(3))
LATER = toll("vind", "Twenty-four", "police", **at(26))


def test_two_tolls_at_one_time_and_a_later_one_are_a_conflict_and_an_update() -> None:
    told = found(compared(POLICE, HOSPITAL, LATER))
    assert [outcome for outcome, _ in told] == [Outcome.CONFLICT, Outcome.UPDATE]
    assert set(told[0][1]) == {"Seventeen people", "Twenty-one people"}
    assert told[1][1][-1] == "Twenty-four people"


def test_an_update_follows_the_outlet_that_had_the_earlier_figure_itself() -> None:
    later = toll("later", "Twenty-four", "police", **at(26, outlet_name="Skerry"))
    told = dict(found(compared(POLICE, HOSPITAL, later)))
    assert told[Outcome.UPDATE] == ["Twenty-one people", "Twenty-four people"]


def test_a_row_of_updates_is_one_question_in_the_order_of_time() -> None:
    middle = toll("skerry", "Twenty-one", "police", **at(12))
    assert found(compared(LATER, POLICE, middle)) == [
        (Outcome.UPDATE, ["Seventeen people", "Twenty-one people", "Twenty-four people"])
    ]


def test_an_outlet_that_raises_its_own_figure_within_the_hour_contradicts_nobody() -> None:
    own = toll("again", "Nineteen", "police", **at(2.5, outlet_name="Fjord"))
    assert found(compared(POLICE, own)) == [(Outcome.UPDATE, ["Seventeen people", "Nineteen people"])]


def test_the_figure_of_a_changed_page_counts_since_the_change() -> None:
    changed = toll("fjord", "Twenty-four", "police", **at(1, modified=DAY + timedelta(hours=20), revision=2))
    other = toll("skerry", "Seventeen", "police", **at(2))
    assert found(compared(changed, other)) == [(Outcome.UPDATE, ["Seventeen people", "Twenty-four people"])]


def test_a_changed_page_that_gives_no_time_counts_since_it_was_fetched() -> None:
    seen = DAY + timedelta(hours=20)
    assert told_at(report("a", "", revision=2, fetched_at=seen)).at == seen
    assert told_at(report("a", "", revision=1, fetched_at=seen)).at == DAY


def test_a_page_changed_before_it_was_published_counts_since_it_was_published() -> None:
    assert told_at(report("a", "", modified=DAY - timedelta(hours=1))).at == DAY


def test_a_report_in_another_language_joins_the_toll_that_it_gives() -> None:
    german = report(
        "bote",
        "In Aldern sind beim Einsturz eines Schachts 17 Menschen getötet worden, teilte die Polizei am Dienstag mit.",
        language="de",
        country="DE",
        **at(3),
    )
    conflict = next(c for c in compared(POLICE, HOSPITAL, german).comparisons if c.outcome is Outcome.CONFLICT)
    seventeen = next(p for p in conflict.positions if p.value == "Seventeen people")
    assert set(seventeen.outlets) == {"Fjord", "Bote"}


def test_people_of_different_fates_are_never_compared() -> None:
    ours = report("fjord", "Twelve people were killed in the blast at the Aldern mill on Tuesday, police said.")
    theirs = report("skerry", "Thirty people were injured in the blast at the Aldern mill on Tuesday, police said.")
    assert found(compared(ours, theirs)) == []


def test_people_who_only_share_the_word_for_people_are_never_compared() -> None:
    ours = report("fjord", "There were 212 people on board the Marguerite when she left Halvik for Orrest on Tuesday.")
    theirs = report("skerry", "Some 90 people waited at the pier of Halvik when the Marguerite left Orrest on Tuesday.")
    assert not any(outcome is Outcome.CONFLICT for outcome, _ in found(compared(ours, theirs)))


def test_five_per_cent_more_of_what_is_only_counted_is_no_conversion() -> None:
    ours = toll("fjord", "188", "police")
    theirs = toll("skerry", "189", "the hospital")
    assert (Outcome.AGREEMENT, ["188 people"]) not in found(compared(ours, theirs))
    assert found(compared(ours, theirs))[0][0] is Outcome.CONFLICT


LABELS = [
    ("a toll is asked by its fate", ("en", TOLL.format("Twelve", "police"), TOLL.format("Fifteen", "they")), "killed"),
    (
        "a plain count is asked by its noun, as it is written",
        (
            "de",
            "Der Sturm zerstörte in der Nacht 47 Häuser im Dorf Velmont, sagte die Polizei.",
            "Der Sturm zerstörte in der Nacht 74 Häuser im Dorf Velmont, sagte die Feuerwehr.",
        ),
        "Häuser",
    ),
]


@pytest.mark.parametrize(("told", "label"), [row[1:] for row in LABELS], ids=[row[0] for row in LABELS])
def test_labels(told: tuple[str, str, str], label: str) -> None:
    language, *texts = told
    reports = [report(f"r{number}", text, language=language) for number, text in enumerate(texts)]
    assert [c.question for c in compared(*reports).comparisons] == [label]


def test_a_label_is_in_the_language_that_most_answer_in() -> None:
    english = [
        report(name, f"The flood destroyed 47 houses in Velmont and the Torrin bridge fell, {name} said.")
        for name in ("police", "mayors")
    ]
    german = report(
        "bote",
        "Das Hochwasser zerstörte 47 Häuser in Velmont, auch die Brücke von Torrin stürzte ein.",
        language="de",
    )
    breakdown = compared(german, *english)
    assert [c.question for c in breakdown.comparisons if "47 houses" in values(c) | {"47 houses"}][:1] == ["houses"]


COACH = "Nine people were killed on Wednesday when a coach fell from the Kessel bridge near Torvald, police said."
CAR = "Onze personnes ont été tuées mercredi lorsqu’un autocar est tombé du pont de Kessel, près de Torvald."


def test_two_languages_tolls_of_one_happening_are_one_question() -> None:
    breakdown = compared(report("post", COACH), report("gazette", CAR, language="fr", country="FR"))
    [conflict] = [one for one in breakdown.comparisons if one.outcome is Outcome.CONFLICT]
    assert values(conflict) == {"Nine people", "Onze personnes"}


def test_two_languages_tolls_are_not_compared_where_no_name_is_shared() -> None:
    elsewhere = CAR.replace("Kessel", "Orlonne").replace("Torvald", "Vaudrey")
    breakdown = compared(report("post", COACH), report("gazette", elsewhere, language="fr", country="FR"))
    assert [one for one in breakdown.comparisons if one.outcome is Outcome.CONFLICT] == []
