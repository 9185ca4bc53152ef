"""Two answers to one question, as numbers: the table of outcomes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from variorum.compare.quantities import Told, compare_told, same_value, simultaneous, span_of
from variorum.model import Outcome, Precision, Quantity, Role, Span

pytestmark = pytest.mark.unit

MORNING = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
TOLL: dict[str, Any] = {"role": Role.KILLED, "unit": "person"}
AGE: dict[str, Any] = {"role": Role.AGE, "unit": "year"}
WEIGHT: dict[str, Any] = {"role": Role.WEIGHT, "unit": "tonne"}
MONEY: dict[str, Any] = {"role": Role.MONEY, "unit": "EUR"}
MISSING: dict[str, Any] = {"role": Role.MISSING, "unit": "person"}
VISITORS: dict[str, Any] = {"role": Role.COUNT, "unit": "person", "counted": "visitors"}
WAY: dict[str, Any] = {"role": Role.DISTANCE}
ABOUT: dict[str, Any] = {"approximate": True}


def told(
    low: float | None, high: float | None = None, *, hours: float | None = 0, day: bool = False, **facts: Any
) -> Told:
    """An answer published so many hours after nine o'clock; one number alone is exact."""
    if facts.pop("closed", True) and high is None:
        high = low
    published = None if hours is None else MORNING + timedelta(hours=hours)
    quantity = Quantity(span=Span(0, 1), low=low, high=high, **facts)
    return Told(quantity, published, Precision.DAY if day else Precision.MINUTE)


def more_than(low: float, **facts: Any) -> Told:
    return told(low, closed=False, **facts)


def up_to(high: float, **facts: Any) -> Told:
    return told(None, high, closed=False, **facts)


TABLE = [
    ("the same toll is agreement", told(12, **TOLL), told(12, **TOLL), Outcome.AGREEMENT),
    ("the same toll a day later is agreement", told(12, **TOLL), told(12, hours=24, **TOLL), Outcome.AGREEMENT),
    ("a rough and an exact figure of one size agree", told(600, **ABOUT, **TOLL), told(600, **TOLL), Outcome.AGREEMENT),
    ("one weight in two units agrees", told(2, **WEIGHT), told(2000, role=Role.WEIGHT, unit="kg"), Outcome.AGREEMENT),
    ("fifteen kilometres are nine miles", told(15, unit="km", **WAY), told(9.3, unit="mile", **WAY), Outcome.AGREEMENT),
    (
        "more than ten thousand is within thousands",
        more_than(2000, **TOLL),
        more_than(10000, **TOLL),
        Outcome.COMPATIBLE,
    ),
    ("about two million lies in a range", told(2e6, **ABOUT, **TOLL), told(1.7e6, 2.2e6, **TOLL), Outcome.COMPATIBLE),
    ("at least forty allows forty-two", more_than(40, **TOLL), told(42, **TOLL), Outcome.COMPATIBLE),
    ("up to sixty allows fifty", up_to(60, **TOLL), told(50, **TOLL), Outcome.COMPATIBLE),
    (
        "a rounded price is compatible with the exact one",
        told(43000, **MONEY),
        told(43350, **MONEY),
        Outcome.COMPATIBLE,
    ),
    ("nearly eighty is compatible with seventy-seven", told(80, **ABOUT, **TOLL), told(77, **TOLL), Outcome.COMPATIBLE),
    ("two tolls at one time are a conflict", told(12, **TOLL), told(15, **TOLL), Outcome.CONFLICT),
    ("two tolls within two hours are a conflict", told(12, **TOLL), told(15, hours=1.5, **TOLL), Outcome.CONFLICT),
    ("a higher toll hours later is an update", told(12, **TOLL), told(15, hours=5, **TOLL), Outcome.UPDATE),
    ("the order of the reports does not matter", told(15, hours=5, **TOLL), told(12, **TOLL), Outcome.UPDATE),
    ("a lower toll hours later is a conflict", told(15, **TOLL), told(12, hours=5, **TOLL), Outcome.CONFLICT),
    (
        "a count of people that grows is an update",
        told(300, **VISITORS),
        told(511, hours=24, **VISITORS),
        Outcome.UPDATE,
    ),
    (
        "a count of people that falls is a conflict",
        told(511, **VISITORS),
        told(371, hours=24, **VISITORS),
        Outcome.CONFLICT,
    ),
    ("fewer missing later is an update", told(9, **MISSING), told(4, hours=6, **MISSING), Outcome.UPDATE),
    ("more missing later is a conflict", told(4, **MISSING), told(9, hours=6, **MISSING), Outcome.CONFLICT),
    ("an age never changes between reports", told(31, **AGE), told(33, hours=30, **AGE), Outcome.CONFLICT),
    ("a weight never changes between reports", told(25, **WEIGHT), told(80, hours=30, **WEIGHT), Outcome.CONFLICT),
    ("a sum of a past day never changes", told(600, **MONEY), told(865, hours=300, **MONEY), Outcome.CONFLICT),
    ("at least twenty and at most ten are a conflict", more_than(20, **TOLL), up_to(10, **TOLL), Outcome.CONFLICT),
    ("a toll without a time is a conflict", told(12, hours=None, **TOLL), told(15, **TOLL), Outcome.CONFLICT),
    ("days alone on one date are one time", told(12, day=True, **TOLL), told(15, hours=9, **TOLL), Outcome.CONFLICT),
    ("a later day is later", told(12, day=True, **TOLL), told(15, hours=24, day=True, **TOLL), Outcome.UPDATE),
    ("600 is no rounding of 865", told(600, **WEIGHT), told(865, **WEIGHT), Outcome.CONFLICT),
    ("10 is no rounding of 12", told(10, **TOLL), told(12, **TOLL), Outcome.CONFLICT),
]


@pytest.mark.parametrize(("one", "other", "outcome"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_outcome(one: Told, other: Told, outcome: Outcome) -> None:
    assert compare_told(one, other) is outcome


@pytest.mark.parametrize(("one", "other", "outcome"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_the_outcome_is_the_same_from_either_side(one: Told, other: Told, outcome: Outcome) -> None:
    assert compare_told(other, one) is outcome


def test_a_rough_figure_has_soft_edges() -> None:
    assert span_of(Quantity(span=Span(0, 1), low=100, high=100, approximate=True)) == pytest.approx((90, 110))


def test_units_are_turned_into_one_before_comparing() -> None:
    assert span_of(Quantity(span=Span(0, 1), low=2, high=2, unit="km")) == (2000, 2000)


def test_open_edges_are_only_the_same_as_open_edges() -> None:
    assert not same_value(more_than(30, **TOLL).quantity, told(30, **TOLL).quantity)


def test_reports_of_two_days_are_not_simultaneous() -> None:
    assert not simultaneous(told(1, day=True), told(1, hours=24, day=True))
