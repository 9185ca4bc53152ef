"""Invented reports through the whole comparison."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.compare.newsroom import ALONE, DAY, FERRY, FERRY_TOO, compared, report, values, words_of

from variorum.model import Breakdown, Origin, Outcome, Precision, QuestionKind

pytestmark = pytest.mark.unit

LATER = {"published": DAY + timedelta(hours=14), "precision": Precision.MINUTE}


def outcomes(breakdown: Breakdown) -> set[tuple[Outcome, frozenset[str]]]:
    return {
        (comparison.outcome, frozenset(values(comparison)))
        for comparison in breakdown.comparisons
        if comparison.kind is QuestionKind.QUANTITY
    }


def test_sentences_that_tell_the_same_are_aligned() -> None:
    ours, theirs = report("fjord", FERRY), report("skerry", FERRY_TOO)
    shown = [statement for statement in compared(ours, theirs).statements if statement.shown]
    told = [{words_of(member, ours, theirs)[:20] for member in statement.members} for statement in shown]
    assert any({"HALVIK – At least 31", "Thirty-one people we"} <= pieces for pieces in told)


def test_one_number_that_differs_between_alike_sentences_is_a_conflict() -> None:
    breakdown = compared(report("fjord", FERRY), report("skerry", FERRY_TOO))
    conflicts = [c for c in breakdown.comparisons if c.outcome is Outcome.CONFLICT]
    assert [values(conflict) for conflict in conflicts] == [{"214 passengers", "241 passengers"}]
    assert conflicts[0].question == "aboard"


def test_the_number_that_both_give_is_agreement() -> None:
    breakdown = compared(report("fjord", FERRY), report("skerry", FERRY_TOO))
    assert any(outcome is Outcome.AGREEMENT and "18 crew members" in told for outcome, told in outcomes(breakdown))


def test_a_report_that_knows_both_numbers_is_in_no_conflict() -> None:
    knowing = FERRY + "\nAn earlier statement had put the number at 241 passengers."
    breakdown = compared(report("fjord", knowing), report("skerry", FERRY_TOO))
    assert not [c for c in breakdown.comparisons if c.outcome is Outcome.CONFLICT]


@pytest.mark.parametrize(
    ("language", "told", "notice"),
    [
        (
            "en",
            "The coastguard said {} people were killed when the ferry Marguerite sank.",
            "Correction: An earlier version of this article said that {} people were killed when the Marguerite sank.",
        ),
        (
            "de",
            "Bei dem Untergang der Fähre Marguerite wurden {} Menschen getötet, teilte die Küstenwache mit.",
            "Korrektur: Zunächst hieß es, bei dem Untergang der Fähre Marguerite wurden {} Menschen getötet.",
        ),
        (
            "es",
            "El naufragio del ferry Marguerite dejó {} muertos, informó la guardia costera.",
            "Fe de erratas: una versión anterior decía que el naufragio del ferry Marguerite dejó {} muertos.",
        ),
        (
            "ar",
            "قُتل {} شخصًا في غرق العبّارة مارغريت بحسب خفر السواحل.",
            "تصحيح: قيل سابقًا إن {} شخصًا قُتلوا في غرق العبّارة مارغريت.",
        ),
    ],
)
def test_a_figure_that_a_notice_takes_back_is_told_by_nobody(language: str, told: str, notice: str) -> None:
    wrong = report("fjord", told.format(21), language=language)
    right = report("skerry", f"{told.format(12)}\n{notice.format(21)}", language=language)
    breakdown = compared(wrong, right)
    assert [comparison.outcome for comparison in breakdown.comparisons] == [Outcome.CONFLICT]
    assert all(member.span.start == 0 for statement in breakdown.statements for member in statement.members)


def test_a_later_higher_toll_is_an_update_told_in_the_order_of_time() -> None:
    text = "Twelve people were killed when a mine shaft collapsed near Aldern, police said."
    first = report("fjord", text, precision=Precision.MINUTE)
    second = report(
        "skerry", "Nineteen people were killed when the mine shaft collapsed near Aldern, police say.", **LATER
    )
    update = next(c for c in compared(second, first).comparisons if c.kind is QuestionKind.QUANTITY)
    assert update.outcome is Outcome.UPDATE
    assert [position.value for position in update.positions] == ["Twelve people", "Nineteen people"]


def test_two_ages_in_one_story_are_not_compared_when_they_belong_to_two_persons() -> None:
    one = report("fjord", "The mayor Petra Lindqvist, 61, opened the bridge together with her son.")
    other = report("skerry", "The engineer Olaf Brandt, 38, who built the bridge, was applauded for a minute.")
    assert not [c for c in compared(one, other).comparisons if c.outcome is Outcome.CONFLICT]


def test_a_statement_of_one_report_is_listed_as_told_only_there() -> None:
    ours, theirs = report("fjord", FERRY), report("skerry", FERRY_TOO)
    alone = {words_of(evidence, ours, theirs) for evidence in compared(ours, theirs).omissions}
    assert ALONE in alone
    assert not any("ran aground off Halvik" in told for told in alone)


def test_what_only_copies_of_one_text_tell_is_told_by_one_origin_only() -> None:
    ours, copy, theirs = report("fjord", FERRY_TOO), report("copy", FERRY_TOO), report("skerry", FERRY)
    one = Origin(key="article:fjord", label="Fjord", first="fjord", members=("fjord", "copy"))
    breakdown = compared(ours, copy, theirs, origins=(one,))
    assert ALONE in {words_of(evidence, ours, copy, theirs) for evidence in breakdown.omissions}
    assert all(statement.origins <= 2 for statement in breakdown.statements)


def test_copies_of_one_text_agree_on_nothing() -> None:
    one = Origin(key="article:fjord", label="Fjord", first="fjord", members=("fjord", "copy"))
    breakdown = compared(report("fjord", FERRY), report("copy", FERRY), origins=(one,))
    assert breakdown.comparisons == ()
    assert breakdown.omissions == ()


def test_page_furniture_is_neither_aligned_nor_told_alone() -> None:
    ours = report("fjord", FERRY + "\nSign up here.\nRead more")
    theirs = report("skerry", FERRY_TOO + "\nSign up here.\nRead more")
    breakdown = compared(ours, theirs)
    told = [words_of(m, ours, theirs) for s in breakdown.statements for m in s.members]
    told += [words_of(evidence, ours, theirs) for evidence in breakdown.omissions]
    assert not any("Sign up" in words or words == "Read more" for words in told)


def test_a_question_is_no_statement_that_others_omit() -> None:
    ours = report("fjord", "Why did the rudder cable of the Marguerite snap minutes before she ran aground?")
    theirs = report("skerry", ALONE)
    assert not any("Why" in words_of(evidence, ours, theirs) for evidence in compared(ours, theirs).omissions)


def test_two_words_for_one_act_are_told_apart_by_report() -> None:
    ours = report(
        "fjord",
        "The army began an operation in the Sorva valley at dawn on Monday.\nThe operation met no resistance.",
    )
    theirs = report(
        "skerry",
        "The army began an incursion in the Sorva valley at dawn on Monday.\nThe incursion met resistance.",
    )
    wording = [c for c in compared(ours, theirs).comparisons if c.outcome is Outcome.WORDING]
    assert [values(choice) for choice in wording] == [{"operation", "incursion"}]


def test_a_report_that_uses_both_words_makes_no_choice() -> None:
    ours = report("fjord", "The army began an operation in the Sorva valley at dawn.\nThe operation met no resistance.")
    theirs = report(
        "skerry",
        "The army began an incursion in the Sorva valley at dawn.\nThe incursion, or operation, met no resistance.",
    )
    assert not [c for c in compared(ours, theirs).comparisons if c.outcome is Outcome.WORDING]


def test_one_utterance_in_two_renderings_is_shown_with_both() -> None:
    ours = report(
        "fjord", "“We will rebuild every single house in this valley before winter,” said mayor Petra Lindqvist."
    )
    theirs = report(
        "skerry", "“Before winter we shall rebuild each house in the valley,” said Petra Lindqvist, the mayor."
    )
    rendered = [c for c in compared(ours, theirs).comparisons if c.question == "quotation of Petra Lindqvist"]
    assert len(rendered) == 1
    assert len(rendered[0].positions) == 2


def test_a_shortened_quotation_is_no_other_rendering() -> None:
    ours = report("fjord", "“We will rebuild every single house in this valley,” said Petra Lindqvist.")
    theirs = report("skerry", "Petra Lindqvist said: “We will rebuild every single house.”")
    assert not [c for c in compared(ours, theirs).comparisons if c.kind is QuestionKind.WORDING]


def test_numbers_are_compared_across_languages() -> None:
    english = report(
        "fjord", "The flood in Velmont destroyed 47 houses, and the Torrin bridge collapsed, officials said."
    )
    german = report(
        "bote",
        "Das Hochwasser in Velmont zerstörte 47 Häuser, auch die Brücke von Torrin stürzte ein, sagten die Behörden.",
        language="de",
        country="DE",
    )
    found = outcomes(compared(english, german))
    assert (Outcome.AGREEMENT, frozenset({"47 houses"})) in found or (
        Outcome.AGREEMENT,
        frozenset({"47 Häuser"}),
    ) in found


FRENCH = (
    "Au moins 12 personnes ont été blessées dans l'effondrement du pont de Torvac, mardi soir, selon les pompiers.",
    "Douze personnes ont été blessées mardi dans l'effondrement du pont de Torvac, ont annoncé les pompiers.",
)
SPANISH = (
    "El incendio en el mercado de Vallenar destruyó 40 puestos, según los bomberos.",
    "Un incendio destruyó 64 puestos del mercado de Vallenar, según los bomberos.",
)
GERMAN = (
    "Bei dem Unfall auf der Brücke von Altholm wurden 14 Menschen verletzt, teilte die Polizei mit.",
    "Nach Angaben der Polizei wurden bei dem Unfall auf der Brücke von Altholm 17 Menschen verletzt.",
)


@pytest.mark.parametrize(
    ("language", "texts", "outcome"),
    [
        ("fr", FRENCH, Outcome.COMPATIBLE),
        ("es", SPANISH, Outcome.CONFLICT),
        ("de", GERMAN, Outcome.CONFLICT),
    ],
)
def test_other_languages_are_compared_like_english(language: str, texts: tuple[str, str], outcome: Outcome) -> None:
    reports = [report(f"r{n}", text, language=language) for n, text in enumerate(texts)]
    assert outcome in {found for found, _ in outcomes(compared(*reports))}


def test_a_language_without_data_is_compared_by_its_words_alone() -> None:
    text = "Lennuk maandus hädaolukorras Tartu lähedal esmaspäeval, teatas politsei."
    breakdown = compared(report("a", text, language="xx"), report("b", text, language="xx"))
    assert len(breakdown.statements) == 1


def test_one_report_alone_has_nothing_to_be_compared_with() -> None:
    breakdown = compared(report("fjord", FERRY))
    assert (breakdown.statements, breakdown.comparisons, breakdown.omissions) == ((), (), ())


def test_reports_without_text_break_nothing() -> None:
    assert compared(report("a", ""), report("b", "")).statements == ()


def test_positions_carry_countries_outlets_origins_and_the_first_time() -> None:
    ours, theirs = report("fjord", FERRY, country="NO"), report("skerry", FERRY_TOO, country="IS", **LATER)
    conflict = next(c for c in compared(ours, theirs).comparisons if "214 passengers" in values(c))
    position = next(p for p in conflict.positions if p.value == "214 passengers")
    assert (position.countries, position.outlets, position.origins) == (("NO",), ("Fjord",), 1)
    assert position.first_at == DAY


def test_conflicts_come_first_and_agreement_last() -> None:
    outcomes_in_order = [c.outcome for c in compared(report("a", FERRY), report("b", FERRY_TOO)).comparisons]
    assert outcomes_in_order[0] is Outcome.CONFLICT
    assert outcomes_in_order[-1] is Outcome.AGREEMENT


def test_the_same_reports_give_the_same_breakdown_twice() -> None:
    def once() -> Breakdown:
        return compared(*(report(name, text) for name, text in (("a", FERRY), ("b", FERRY_TOO))))

    assert once() == once()
