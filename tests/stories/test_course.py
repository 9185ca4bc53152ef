"""Since when a story runs, and whether more is to be expected."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests.stories.press import NOON, article

from variorum.model import Article, Precision
from variorum.stories import Status, follow_course

pytestmark = pytest.mark.unit


def at(*hours: float, **facts: Any) -> list[Article]:
    return [article(f"a{n}", "x", hours=hour, **facts) for n, hour in enumerate(hours)]


CASES = [
    ("one report keeps a story open over the night", at(0), 27.9, Status.DEVELOPING),
    ("and no longer", at(0), 28, Status.QUIET),
    ("a report every hour does not make it quiet within the day", at(0, 1, 2, 3), 30, Status.DEVELOPING),
    ("a story that is told every two days is not quiet after one", at(0, 48, 96), 96 + 47, Status.DEVELOPING),
    ("but is after its own pause", at(0, 48, 96), 96 + 49, Status.QUIET),
    ("a pause of weeks keeps nothing open for weeks", at(0, 600), 600 + 97, Status.QUIET),
    ("a report known by its day may be of its evening", at(0, precision=Precision.DAY), 50, Status.DEVELOPING),
]


@pytest.mark.parametrize(("reports", "hours", "status"), [row[1:] for row in CASES], ids=[row[0] for row in CASES])
def test_a_story_goes_on_by_its_own_rhythm(reports: list[Article], hours: float, status: Status) -> None:
    course = follow_course(reports)
    assert course is not None
    assert course.status(NOON + timedelta(hours=hours)) is status


def test_a_changed_report_changes_the_story() -> None:
    course = follow_course([article("a", "x", hours=0, modified=NOON + timedelta(hours=9)), article("b", "y", hours=3)])
    assert course is not None
    assert (course.first_at, course.changed_at) == (NOON, NOON + timedelta(hours=9))


def test_reports_without_any_time_have_no_course() -> None:
    assert follow_course([article("a", "x", hours=None)]) is None
