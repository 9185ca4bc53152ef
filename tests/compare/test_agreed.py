"""What reports agree on is told once, in a plain sentence, and under a plain label where no sentence holds it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.compare.newsroom import report

from variorum.compare.agreed import Agreed, read_agreed
from variorum.model import (
    Article,
    Breakdown,
    Comparison,
    Core,
    Evidence,
    Outcome,
    Position,
    QuestionKind,
    Statement,
)

pytestmark = pytest.mark.unit

OURS = report(
    "a", "Forty houses burned down in Dorvik on Tuesday.\nThe mayor of Dorvik spoke of 21 girls in the school."
)
THEIRS = report(
    "b", "Fire destroyed 40 houses in the town of Dorvik.\nIn the school of Dorvik were 21 pupils that day."
)
THIRD = report("c", "In Dorvik 40 houses burned.\nDorvik counts 21.")
EMPTY = Breakdown(statements=(), comparisons=(), quotations=(), omissions=(), made_by="t/1")


def line(article: Article, number: int) -> Evidence:
    return words(article, article.text.split("\n")[number])


def words(article: Article, told: str) -> Evidence:
    from variorum.model import Span

    start = article.text.index(told)
    return Evidence(article=article.id, span=Span(start, start + len(told)))


def statement(number: int, *articles: Article, origins: int = 2, shown: bool = True) -> Statement:
    members = tuple(line(one, number) for one in articles)
    return Statement(members=members, score=0.9, origins=origins, shown=shown)


def asked(outcome: Outcome, *members: Evidence) -> Comparison:
    position = Position(value="x", members=members, origins=len(members))
    return Comparison(
        kind=QuestionKind.QUANTITY, question="houses", outcome=outcome, positions=(position,), made_by="t/1"
    )


def read(breakdown: Breakdown, **options: object) -> Agreed:
    return read_agreed([OURS, THEIRS, THIRD], breakdown, **options)  # type: ignore[arg-type]  # passed on as they are


def test_the_core_comes_first_whatever_its_place() -> None:
    breakdown = replace(
        EMPTY,
        statements=(statement(0, OURS, THEIRS, THIRD, origins=3), statement(1, OURS, THEIRS)),
        core=(Core(statement=1, origins=2, of=3),),
    )
    assert [one.core is not None for one in read(breakdown).statements] == [True, False]


def test_a_sentence_that_stands_above_is_not_told_again_where_another_says_it() -> None:
    breakdown = replace(EMPTY, statements=(statement(0, OURS, THEIRS),))
    for above, other in ((OURS, THEIRS), (THEIRS, OURS)):
        [told] = read(breakdown, above=[line(above, 0)]).statements
        assert told.said == line(other, 0)


def test_a_key_point_stands_for_its_statement() -> None:
    breakdown = replace(EMPTY, statements=(statement(0, OURS, THEIRS),))
    [told] = read(breakdown, points=[line(THEIRS, 0)]).statements
    assert told.said == line(THEIRS, 0)


def test_a_figure_on_which_all_agree_goes_with_the_sentence_that_holds_it() -> None:
    forty = asked(Outcome.AGREEMENT, words(OURS, "Forty houses"), words(THEIRS, "40 houses"))
    breakdown = replace(EMPTY, statements=(statement(0, OURS, THEIRS),), comparisons=(forty,))
    found = read(breakdown)
    assert set(found.statements[0].figures) == {words(OURS, "Forty houses"), words(THEIRS, "40 houses")}
    assert found.figures == ()


def test_a_figure_that_no_sentence_holds_has_a_label_that_says_what_is_counted() -> None:
    found = read(replace(EMPTY, comparisons=(asked(Outcome.AGREEMENT, words(THIRD, "21"), words(OURS, "21 girls")),)))
    assert [one.label for one in found.figures] == ["21 girls"]


def test_the_same_figure_of_the_same_tellers_is_told_once() -> None:
    twice = (
        asked(Outcome.AGREEMENT, words(OURS, "21 girls"), words(THEIRS, "21 pupils"), words(THIRD, "21")),
        asked(Outcome.AGREEMENT, words(OURS, "21 girls"), words(THIRD, "21")),
    )
    assert len(read(replace(EMPTY, comparisons=twice)).figures) == 1


def test_a_figure_on_which_reports_part_makes_its_sentence_no_agreement() -> None:
    parted = asked(Outcome.CONFLICT, words(OURS, "Forty houses"))
    breakdown = replace(EMPTY, statements=(statement(0, OURS, THEIRS),), comparisons=(parted,))
    assert read(breakdown).statements == ()


def test_the_less_sure_is_told_only_when_everything_is_asked_for() -> None:
    breakdown = replace(EMPTY, statements=(statement(0, OURS, THEIRS, shown=False),))
    assert read(breakdown).statements == ()
    assert len(read(breakdown, everything=True).statements) == 1
