"""Which report tells what: rows in the order in which they are read, columns by country and voice, and their places."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import pairwise

import pytest
from tests.compare.newsroom import FERRY, FERRY_TOO, compared, report

from variorum.compare.matrix import MOST_ROWS, Matrix, MatrixColumn, MatrixRow, read_matrix
from variorum.compare.strips import CELL, lay_out
from variorum.model import Comparison, Core, Evidence, Origin, Outcome, Position, QuestionKind, Span, Statement

pytestmark = pytest.mark.unit

COPIES = (Origin(key="wire", label="Wire", first="fjord", members=("fjord", "copy")),)
REPORTS = [report("fjord", FERRY), report("skerry", FERRY_TOO, country="IS"), report("copy", FERRY, country="IS")]


def matrix_of(count: int, countries: int) -> Matrix:
    columns = tuple(
        MatrixColumn(report=str(n), outlet=str(n), country=f"C{n * countries // count}", origin=str(n // 2))
        for n in range(count)
    )
    row = MatrixRow(told=Statement(members=(), score=1.0), cells=(None,) * count)
    return Matrix(columns=columns, rows=(row,))


def test_questions_tell_which_answer_each_report_gives() -> None:
    found = read_matrix(REPORTS, compared(*REPORTS, origins=COPIES), origins=COPIES)
    assert found
    [aboard] = [row for row in found.rows if isinstance(row.told, Comparison) and row.told.question == "aboard"]
    told = dict(zip((column.report for column in found.columns), aboard.cells, strict=True))
    assert told["fjord"] == told["copy"] != told["skerry"]


def test_a_country_with_most_voices_stands_first_and_one_that_nobody_knows_last() -> None:
    reports = [report("x", FERRY, country=None), report("a", FERRY), *(report(n, FERRY, country="IS") for n in "bc")]
    found = read_matrix(reports, compared(*reports))
    assert found
    assert [column.country for column in found.columns] == ["IS", "IS", "NO", None]


def test_what_most_tell_comes_before_what_several_do_and_no_sentence_twice() -> None:
    def told(place: int, origins: int) -> Statement:
        members = tuple(Evidence(article=one, span=Span(place, place + 5)) for one in ("fjord", "skerry"))
        return Statement(members=members, score=0.9, origins=origins)

    statements = (told(0, 3), told(10, 2), told(10, 2))
    breakdown = replace(
        compared(*REPORTS), statements=statements, comparisons=(), core=(Core(statement=1, origins=2, of=3),)
    )
    found = read_matrix(REPORTS, breakdown)
    assert found
    assert [row.told for row in found.rows] == [statements[1], statements[0]]


def test_there_are_no_more_rows_than_a_picture_holds() -> None:
    def asked(number: int) -> Comparison:
        position = Position(value="1", members=(Evidence(article="fjord", span=Span(number, number + 1)),))
        return Comparison(
            kind=QuestionKind.QUANTITY, question="x", outcome=Outcome.CONFLICT, positions=(position,), made_by="t/1"
        )

    breakdown = replace(compared(*REPORTS), comparisons=tuple(map(asked, range(60))))
    found = read_matrix(REPORTS, breakdown)
    assert found
    assert len(found.rows) <= MOST_ROWS


def test_of_one_report_there_is_nothing_to_draw() -> None:
    assert read_matrix(REPORTS[:1], compared(REPORTS[0])) is None
    assert read_matrix(REPORTS, replace(compared(*REPORTS), statements=(), comparisons=(), core=())) is None


@pytest.mark.parametrize(("count", "countries"), [(2, 1), (2, 2), (9, 4), (30, 12), (60, 20), (60, 60), (300, 100)])
def test_no_two_squares_touch_and_all_lie_within_the_strip(count: int, countries: int) -> None:
    strips = lay_out(matrix_of(count, countries))
    assert all(right - left > CELL for left, right in pairwise(strips.xs))
    assert strips.xs[0] == 0
    assert strips.xs[-1] + CELL == strips.width
    assert sum(group.reports for group in strips.groups) == count
    assert all(0 <= join.x1 < join.x2 <= strips.width for join in strips.joins)


def test_a_code_is_written_only_where_it_has_room() -> None:
    strips = lay_out(matrix_of(60, 20))
    named = [group for group in strips.groups if group.named]
    assert all(left.x + 13 <= right.x for left, right in pairwise(named))


def test_the_order_of_the_reports_does_not_matter() -> None:
    mixed = REPORTS[:]
    random.Random(7).shuffle(mixed)
    one, other = (read_matrix(some, compared(*REPORTS, origins=COPIES), origins=COPIES) for some in (REPORTS, mixed))
    assert one
    assert other
    assert {column.report for column in one.columns} == {column.report for column in other.columns}
    assert [row.told for row in one.rows] == [row.told for row in other.rows]
