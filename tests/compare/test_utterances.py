"""One utterance in several reports is listed once; other words or another speaker of it are shown as differences."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.compare.newsroom import DAY, compared, report, values

from variorum.model import Outcome, Precision, QuestionKind, Stance, Utterance

pytestmark = pytest.mark.unit

WORDS = "The rudder cable snapped minutes before the grounding and nobody could steer"
ONE = f"“{WORDS},” Captain Ingrid Solvang told reporters on Tuesday."
SHORT = "“The rudder cable snapped minutes before the grounding,” said Solvang, captain of the ferry."
OTHER = f"“{WORDS},” Harbour Minister Teo Vasku said on Tuesday."


def carried(*texts: str) -> tuple[Utterance, ...]:
    return compared(*(report(f"paper{number}", text) for number, text in enumerate(texts))).utterances


def test_words_that_two_reports_carry_are_listed_once() -> None:
    (utterance,) = carried(ONE, ONE)
    assert [one.article for one in utterance.members] == ["paper0", "paper1"]
    assert utterance.speaker == "Ingrid Solvang"


def test_a_cut_quotation_is_the_same_utterance_and_no_difference() -> None:
    found = compared(report("one", ONE), report("two", SHORT))
    (utterance,) = found.utterances
    assert utterance.wording
    assert utterance.wording.article == "one"
    assert [c for c in found.comparisons if c.kind in (QuestionKind.WORDING, QuestionKind.ATTRIBUTION)] == []


def test_what_editors_put_in_brackets_or_leave_out_is_no_difference() -> None:
    edited = "“The rudder cable [of the ferry] snapped ... before the grounding and nobody could steer,” Solvang said."
    found = compared(report("one", ONE), report("two", edited))
    assert [c for c in found.comparisons if c.kind is QuestionKind.WORDING] == []


def test_the_sentences_of_one_quotation_are_one_utterance() -> None:
    text = f"“{WORDS}. We waited for the tide,” Captain Ingrid Solvang said."
    (utterance,) = carried(text)
    assert utterance.members[0].span.cut(text) == f"{WORDS}. We waited for the tide,"


def test_the_first_report_is_known_where_the_times_tell() -> None:
    early = report("early", ONE, published=DAY, precision=Precision.MINUTE)
    late = report("late", ONE, published=DAY + timedelta(hours=5), precision=Precision.MINUTE)
    (utterance,) = compared(late, early).utterances
    assert utterance.first
    assert utterance.first.article == "early"


def test_nobody_is_first_where_two_share_the_time() -> None:
    (utterance,) = carried(ONE, ONE)
    assert utterance.first is None


def test_the_speaker_is_named_as_fully_as_any_report_does() -> None:
    (utterance,) = carried(SHORT, ONE)
    assert utterance.speaker == "Ingrid Solvang"
    assert utterance.stance is Stance.SAID


def test_the_same_words_in_two_mouths_are_a_conflict_over_who_said_it() -> None:
    found = compared(report("one", ONE), report("two", OTHER))
    (comparison,) = (c for c in found.comparisons if c.kind is QuestionKind.ATTRIBUTION)
    assert comparison.outcome is Outcome.CONFLICT
    assert values(comparison) == {"Ingrid Solvang", "Teo Vasku"}


def test_a_pronoun_or_an_office_puts_words_into_no_other_mouth() -> None:
    text = f"Harbour Minister Teo Vasku came on Monday.\n“{WORDS},” he said."
    found = compared(report("one", ONE), report("two", text))
    assert [c for c in found.comparisons if c.kind is QuestionKind.ATTRIBUTION] == []


def test_one_utterance_in_other_words_is_a_difference_of_words() -> None:
    other = (
        "“The cable of the rudder tore minutes before we ran aground and then nobody could steer,” "
        "Captain Ingrid Solvang said."
    )
    found = compared(report("one", ONE), report("two", other))
    assert [c.outcome for c in found.comparisons if c.kind is QuestionKind.WORDING] == [Outcome.WORDING]


def test_across_languages_nothing_is_said() -> None:
    german = (
        "„Das Ruderkabel riss Minuten vor der Grundberührung und niemand konnte steuern“, sagte Kapitänin Inga Sund."
    )
    found = compared(report("one", ONE), report("two", german, language="de"))
    assert len(found.utterances) == 2
    assert [c for c in found.comparisons if c.kind is QuestionKind.ATTRIBUTION] == []
