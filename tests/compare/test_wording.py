"""Words that take a side, and words that do not."""

from __future__ import annotations

from typing import Any

import pytest
from tests.compare.newsroom import compared, report, values

from variorum.claims import read_claims
from variorum.compare.alike import OwnWords
from variorum.compare.terms import read_terms
from variorum.compare.voices import read_voices
from variorum.compare.wording import _charged, compare_wording
from variorum.languages import known_languages
from variorum.model import Article, Outcome

pytestmark = pytest.mark.unit

DAWN = "The coastguard boarded three boats in {} on the Sorva Bank at dawn on Monday.\nThe {} met no resistance."


def wording(*reports: Article) -> list[set[str]]:
    return [values(c) for c in compared(*reports).comparisons if c.outcome is Outcome.WORDING]


def unaligned(*reports: Article) -> list[set[str]]:
    """What is found where no two sentences were held to state the same."""
    story = read_terms(reports, {one.id: read_claims(one) for one in reports})
    return [values(c) for c in compare_wording(story, (), OwnWords(read_voices(reports, ())))]


def dawn(identity: str, word: str, **facts: Any) -> Article:
    return report(identity, DAWN.format(f"a {word}", word), **facts)


def test_an_operation_and_a_raid_are_told_apart() -> None:
    assert wording(dawn("fjord", "raid"), dawn("skerry", "operation")) == [{"raid", "operation"}]


def test_the_word_of_more_voices_comes_first() -> None:
    breakdown = compared(dawn("a", "operation"), dawn("b", "raid"), dawn("c", "raid"))
    assert [position.value for position in breakdown.comparisons[0].positions][:1] == ["raid"]


def test_one_act_in_daily_words_is_no_choice() -> None:
    ours = report("fjord", "The ferry struck a barge off Halvik and sank.\nThe ferry struck it at night.")
    theirs = report("skerry", "The ferry hit a barge off Halvik and sank.\nThe ferry hit it at night.")
    assert wording(ours, theirs) == []


def test_two_forms_of_one_word_are_no_choice() -> None:
    ours = report("fjord", "Raids on the Sorva Bank at dawn angered Vask.\nThe raids on the Sorva Bank went on.")
    theirs = report("skerry", "A raid on the Sorva Bank at dawn angered Vask.\nThe raid on the Sorva Bank went on.")
    assert wording(ours, theirs) == []


def test_a_word_that_is_only_quoted_is_not_the_words_of_the_report() -> None:
    ours = report(
        "fjord",
        "The coastguard boarded three boats on the Sorva Bank at dawn.\n"
        "“A raid on the Sorva Bank at dawn, a raid,” said the minister Petra Lindqvist.",
    )
    assert wording(ours, dawn("skerry", "operation")) == []


def test_outside_of_one_statement_a_word_used_once_is_chance_unless_the_headline_repeats_it() -> None:
    once = "The coastguard boarded three boats in a raid on the Sorva Bank at dawn on Monday."
    assert unaligned(report("fjord", once), dawn("skerry", "operation")) == []
    said = report("fjord", once, headline="Anger after raid on Sorva Bank")
    assert unaligned(said, dawn("skerry", "operation")) == [{"raid", "operation"}]


def test_a_word_used_once_is_a_choice_in_a_statement_that_another_makes_in_other_words() -> None:
    once = "The coastguard boarded three boats in a raid on the Sorva Bank at dawn on Monday."
    assert wording(report("fjord", once), dawn("skerry", "operation")) == [{"raid", "operation"}]


def test_a_report_that_uses_both_words_chooses_none() -> None:
    both = "The coastguard boarded in a raid at dawn three boats on the Sorva Bank on Monday.\nOperations go on."
    assert wording(report("fjord", both), dawn("skerry", "operation")) == []


def test_words_beside_one_word_are_of_one_thing_whatever_else_the_reports_call_it() -> None:
    text = "The {} group Sorva Front on Monday released 21 sailors of the trawler Vesla, Vask said."
    ours = report("fjord", text.format("militant") + "\nThe rebels asked for nothing.")
    theirs = report("skerry", text.format("terror") + "\nThe militants asked for nothing.")
    assert wording(ours, theirs) == [{"militant", "terror"}]


def test_words_in_other_company_are_not_of_one_thing() -> None:
    other = report("fjord", "Police ended a raid on a kitchen in Brastad.\nThe raid on the kitchen found mould.")
    assert wording(other, dawn("skerry", "operation")) == []


def test_copies_of_one_outlet_choose_nothing() -> None:
    assert wording(dawn("a", "raid", outlet_name="One"), dawn("b", "operation", outlet_name="One")) == []


def test_words_are_weighed_in_other_languages_too() -> None:
    text = "Die Küstenwache stoppte am Montag bei {} auf der Sorvabank drei Boote.\n{} auf der Sorvabank verlief ruhig."
    ours = report("bote", text.format("einem Einsatz", "Der Einsatz"), language="de")
    theirs = report("kurier", text.format("einer Razzia", "Die Razzia"), language="de")
    assert wording(ours, theirs) == [{"Einsatz", "Razzia"}]


@pytest.mark.parametrize("language", known_languages())
def test_no_charged_word_stands_for_two_things(language: str) -> None:
    from importlib.resources import files
    from tomllib import loads

    table = loads((files("variorum.compare") / "charged.toml").read_text(encoding="utf-8")).get(language, {})
    told = [word for rows in table.values() for row in rows for word in row]
    assert len(told) == len(set(told))
    assert len(_charged(language)) == len(told)


def test_a_language_without_charged_words_is_silent() -> None:
    assert wording(dawn("a", "raid", language="xx"), dawn("b", "operation", language="xx")) == []
