"""Days and names that contradict each other, and those that do not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.compare.newsroom import DAY, compared, report, values

from variorum.compare.occasions import is_same_spelling
from variorum.model import Comparison, Outcome, QuestionKind

pytestmark = pytest.mark.unit

FIRE = "The fire in Halvik harbour began in a warehouse on {}, Fire Chief {} said."


def of_kind(kind: QuestionKind, *texts: str, **facts: object) -> list[Comparison]:
    reports = [report(f"r{number}", text, **(facts if number else {})) for number, text in enumerate(texts)]
    return [one for one in compared(*reports).comparisons if one.kind is kind]


def test_two_days_of_one_statement_are_a_conflict() -> None:
    (found,) = of_kind(QuestionKind.DATE, FIRE.format("Tuesday", "Anna Berg"), FIRE.format("Sunday", "Anna Berg"))
    assert (found.outcome, values(found)) == (Outcome.CONFLICT, {"Tuesday", "Sunday"})


def test_a_weekday_and_its_date_are_one_day() -> None:
    texts = FIRE.format("Tuesday", "Anna Berg"), FIRE.format("March 3", "Anna Berg")
    assert not of_kind(QuestionKind.DATE, *texts)


def test_two_reports_that_both_know_both_days_do_not_contradict_each_other() -> None:
    one = f"{FIRE.format('Tuesday', 'Anna Berg')}\nA first alarm on Sunday was false."
    other = f"{FIRE.format('Sunday', 'Anna Berg')}\nDivers came on Tuesday and inspected the quay."
    assert not of_kind(QuestionKind.DATE, one, other)


def test_neighbouring_days_of_two_countries_may_be_one() -> None:
    texts = FIRE.format("Tuesday", "Anna Berg"), FIRE.format("Monday", "Anna Berg")
    assert of_kind(QuestionKind.DATE, *texts)
    assert not of_kind(QuestionKind.DATE, *texts, country="NZ")


def test_the_date_of_the_page_is_no_day_of_the_happening() -> None:
    one, other = (f"{day}, 2026\n{FIRE.format('Tuesday', 'Anna Berg')}" for day in ("March 3", "March 9"))
    assert not of_kind(QuestionKind.DATE, one, other)


def test_two_family_names_behind_one_first_name_are_a_conflict() -> None:
    (found,) = of_kind(QuestionKind.NAME, FIRE.format("Tuesday", "Anna Berg"), FIRE.format("Tuesday", "Anna Borg"))
    assert (found.outcome, values(found)) == (Outcome.CONFLICT, {"Anna Berg", "Anna Borg"})


def test_two_names_behind_one_title_are_a_conflict() -> None:
    (found,) = of_kind(QuestionKind.NAME, FIRE.format("Tuesday", "Anna Berg"), FIRE.format("Tuesday", "Ola Lund"))
    assert values(found) == {"Anna Berg", "Ola Lund"}


def test_spellings_of_one_name_are_no_conflict() -> None:
    texts = FIRE.format("Tuesday", "Anna Selenska"), FIRE.format("Tuesday", "Anna Zelenskaya")
    assert not of_kind(QuestionKind.NAME, *texts)


def test_somebody_whom_the_other_report_names_too_contradicts_nothing() -> None:
    more = "Anna Berg was not at the harbour."
    texts = FIRE.format("Tuesday", "Anna Berg"), f"{FIRE.format('Tuesday', 'Anna Lund')}\n{more}"
    assert not of_kind(QuestionKind.NAME, *texts)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("muhammad", "mohammed", True),
        ("zelensky", "selenskyj", True),
        ("hussein", "husain", True),
        ("berg", "borg", False),
        ("berg", "lund", False),
    ],
)
def test_spellings_share_consonants_and_the_colour_of_their_vowels(one: str, other: str, same: bool) -> None:
    assert is_same_spelling(one, other) is same


RESCUED = "{} people were rescued from the ferry Marguerite off Halvik harbour on Tuesday, the coastguard said."


@pytest.mark.parametrize(
    ("later", "outcome"),
    [
        ("The coastguard revised the figure: {}", Outcome.UPDATE),
        ("{} It corrected an earlier figure of 189 rescued people.", Outcome.UPDATE),
        ("{}", Outcome.CONFLICT),
    ],
)
def test_a_smaller_figure_is_an_update_only_where_the_report_says_so(later: str, outcome: Outcome) -> None:
    reports = (
        report("a", RESCUED.format(189)),
        report("b", later.format(RESCUED.format(188)), published=DAY + timedelta(1)),
    )
    assert [one.outcome for one in compared(*reports).comparisons if one.question == "rescued"] == [outcome]


def test_at_least_seventeen_stands_with_seventeen_in_a_conflict() -> None:
    killed = "{} people were killed when the ferry Marguerite ran aground off Halvik harbour, the coastguard said."
    found = compared(*(report(name, killed.format(name)) for name in ("17", "21", "At least 17")))
    (conflict,) = [one for one in found.comparisons if one.outcome is Outcome.CONFLICT]
    assert values(conflict) == {"17 people", "21 people"}
    assert sorted(len(position.members) for position in conflict.positions) == [1, 2]


def test_a_speed_is_not_brought_up_to_date() -> None:
    text = "The tram left the rails in a sharp bend with a limit of {} mph in Halvik, the inspectors said."
    found = compared(report("a", text.format(12)), report("b", text.format(82), published=DAY + timedelta(days=1)))
    assert [one.outcome for one in found.comparisons if one.kind is QuestionKind.QUANTITY] == [Outcome.CONFLICT]
