"""What most tell, what a report leaves out of it, and what one country alone tells."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.compare.newsroom import DAY, compared, report, words_of

from variorum.model import Article, Origin

pytestmark = pytest.mark.unit

CABLE = "Captain Ingrid Solvang said a rudder cable of the ferry Marguerite had snapped before the grounding."
CABLE_TOO = "A rudder cable of the ferry Marguerite had snapped before the grounding, said captain Ingrid Solvang."
REFUND = "The shipping company Nordlinje will refund all tickets that it sold for the summer season."
REFUND_TOO = "All tickets sold for the summer season will be refunded by the shipping company Nordlinje."
RAIN = "Coffee prices in Brastad fell again because of a rich harvest in the southern valleys."
HARBOUR = "The harbour master of Orrest closed two of the piers to visitors until the end of the week."


def core(*reports: Article, origins: tuple[Origin, ...] = ()) -> list[tuple[str, int, int]]:
    breakdown = compared(*reports, origins=origins)
    return [
        (words_of(breakdown.statements[one.statement].members[0], *reports), one.origins, one.of)
        for one in breakdown.core
    ]


def left_out(*reports: Article, origins: tuple[Origin, ...] = ()) -> dict[str, list[str]]:
    breakdown = compared(*reports, origins=origins)
    return {
        one.article: [words_of(breakdown.statements[number].members[0], *reports) for number in one.statements]
        for one in breakdown.left_out
    }


def only_in(*reports: Article) -> list[tuple[str, str]]:
    return [(one.country, words_of(one.members[0], *reports)) for one in compared(*reports).only_in]


def three(third: str, **facts: object) -> tuple[Article, ...]:
    return report("a", CABLE), report("b", CABLE_TOO), report("c", third, **facts)


def test_what_two_of_three_origins_tell_is_the_core() -> None:
    assert core(*three(RAIN)) == [(CABLE, 2, 3)]


def test_of_four_origins_two_are_not_most() -> None:
    assert core(*three(RAIN), report("d", HARBOUR)) == []


def test_copies_of_one_origin_are_counted_once() -> None:
    one = Origin(key="agency:Wire", label="Wire", first="a", members=("a", "b"))
    assert core(*three(RAIN), origins=(one,)) == []


def test_what_most_tell_and_a_report_does_not_is_left_out_by_it() -> None:
    assert left_out(*three(RAIN)) == {"c": [CABLE]}


def test_a_report_that_was_there_before_it_was_told_leaves_nothing_out() -> None:
    assert left_out(*three(RAIN, published=DAY - timedelta(days=1))) == {}


def test_a_report_in_another_language_is_not_said_to_leave_it_out() -> None:
    reports = three(
        "Les prix du café ont encore baissé à Brastad grâce à une riche récolte dans le sud.", language="fr"
    )
    assert left_out(*reports) == {}
    assert core(*reports) == [(CABLE, 2, 2)]


def test_a_report_that_may_well_tell_it_is_not_said_to_leave_it_out() -> None:
    assert (
        left_out(*three("The rudder cable of the Marguerite broke, the captain told reporters, before it ran aground."))
        == {}
    )


def test_a_copy_leaves_out_what_its_origin_does_and_is_not_listed_again() -> None:
    one = Origin(key="agency:Wire", label="Wire", first="c", members=("c", "d"))
    assert left_out(*three(RAIN), report("d", RAIN), origins=(one,)) == {"c": [CABLE]}


def test_what_several_outlets_of_one_country_alone_tell_is_said_to_be_so() -> None:
    reports = (
        report("a", f"{CABLE}\n{REFUND}"),
        report("b", f"{CABLE_TOO}\n{REFUND_TOO}"),
        report("c", CABLE_TOO, country="SE"),
    )
    assert only_in(*reports) == [("NO", REFUND)]


def test_what_another_country_may_tell_in_a_language_of_its_own_is_not_said_to_be_told_in_one_alone() -> None:
    swedish = report("c", "Färjan Marguerite gick på grund utanför Halvik i tisdags.", country="SE", language="sv")
    assert only_in(report("a", f"{CABLE}\n{REFUND}"), report("b", f"{CABLE_TOO}\n{REFUND_TOO}"), swedish) == []


def test_in_a_story_of_one_country_nothing_is_told_there_alone() -> None:
    assert only_in(report("a", REFUND), report("b", REFUND_TOO), report("c", RAIN)) == []
