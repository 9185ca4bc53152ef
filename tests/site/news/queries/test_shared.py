"""What a story's page says that its reports share."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.site.news.making import NOW, TEXT, article, evidence, reading

from variorum.model import Join, Open, Outcome, Statement
from variorum_site.news import store
from variorum_site.news.queries import find_story

pytestmark = [pytest.mark.site, pytest.mark.django_db]

NAMES = ("a", "b")
OPENED = "The bridge at Orla opened on Monday."
NINE = next(line for line in TEXT.replace(". ", ".\n").split("\n") if "Nine people" in line)


def shared(*rows: tuple[str, ...], outcome: Outcome = Outcome.AGREEMENT) -> list[str]:
    """The sentences shown as shared by two reports of the usual text, each row being aligned."""
    for name in NAMES:
        store.save_article(article(name, text=TEXT), now=NOW)
    join = Join(article="b", story="s", score=1.0, nearest="a", made_by="stories/1")
    store.apply([Open(article="a", story="s", made_by="stories/1"), join], now=NOW)
    statements = tuple(
        Statement(members=tuple(evidence(name, words) for words in row for name in NAMES), score=0.9, origins=2)
        for row in rows
    )
    read = reading("s", *NAMES, outcome=outcome)
    read = replace(read, breakdown=replace(read.breakdown, statements=statements))
    store.save_reading(read, title=article("a"), now=NOW)
    page = find_story("s")
    assert page is not None
    return [view.text.marked for view in page.agreed]


def test_what_several_voices_state_is_shared() -> None:
    assert shared((OPENED,)) == [OPENED]


def test_a_sentence_that_stands_in_two_statements_is_shown_once() -> None:
    assert shared((OPENED,), (OPENED, NINE)) == [OPENED]


@pytest.mark.parametrize("outcome", [Outcome.CONFLICT, Outcome.UPDATE])
def test_a_sentence_with_a_figure_on_which_the_reports_part_is_not_shared(outcome: Outcome) -> None:
    assert shared((OPENED,), (NINE,), outcome=outcome) == [OPENED]


def test_a_sentence_with_a_figure_on_which_they_agree_is_shared() -> None:
    assert set(shared((OPENED,), (NINE,))) == {OPENED, NINE}
