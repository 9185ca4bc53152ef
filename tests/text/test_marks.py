"""Quotation marks are paired by the conventions of many languages."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variorum.text.marks import quoted

pytestmark = pytest.mark.unit


def inner(text: str) -> list[str]:
    return [found.span.cut(text) for found in quoted(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We wait,” said Ana. “We hope.”", ["We wait,", "We hope."]),
        ('"We wait," said Ana. "We hope."', ["We wait,", "We hope."]),
        ("‘We don’t know,’ said Ana.", ["We don’t know,"]),
        ("'We don't know,' said Ana.", ["We don't know,"]),
        ("„Wir warten“, sagte Ana.", ["Wir warten"]),
        ("„Wir warten”, powiedziała Ana.", ["Wir warten"]),
        ("»Wir warten«, sagte Ana.", ["Wir warten"]),
        ("« Nous attendons », dit Ana.", ["Nous attendons"]),
        ("«Esperamos», dijo Ana.", ["Esperamos"]),
        ("「待っています」と述べた。", ["待っています"]),
        ("”Vi väntar”, sade Ana.", ["Vi väntar"]),
        ("She called it “a ‘bad’ idea” twice.", ["a ‘bad’ idea"]),
        ('“Because of this," said Ana, it stopped.', ["Because of this,"]),
        ('""We wait," said Ana.', ["We wait,"]),
        ("“an old brotherhood ” in the hall", ["an old brotherhood"]),
        ("‘The boys’ school is closed,’ she said.", ["The boys’ school is closed,"]),
    ],
)
def test_outermost_pairs_are_found_without_their_marks(text: str, expected: list[str]) -> None:
    assert inner(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The boys’ school and the girls’ school don’t agree.",
        "It's the '90s, and rock 'n' roll isn't dead.",
        "He is 5'10\" tall.",
        "L’homme n’est pas venu.",
        "",
    ],
)
def test_apostrophes_and_inches_open_nothing(text: str) -> None:
    assert inner(text) == []


def test_a_quotation_of_several_paragraphs_opens_anew_in_each() -> None:
    text = "“We wait.\n“We hope.\n“We stay,” said Ana."
    found = quoted(text)
    assert inner(text) == ["We wait.", "We hope.", "We stay,"]
    assert [quote.closed for quote in found] == [False, False, True]


def test_a_stray_mark_in_a_sentence_opens_nothing() -> None:
    assert inner('The pipe was 3" wide and the crew" went home.') == []


def test_a_new_opening_mark_ends_a_quotation_that_nobody_closed() -> None:
    assert inner("“We wait. “We hope,” said Ana.") == ["We wait.", "We hope,"]


@settings(max_examples=50, deadline=None)
@given(st.text(alphabet="ab .,!?\n\"'“”„‘’«»‹›「」😀שלום", max_size=80))
def test_spans_never_overlap_and_lie_inside_the_text(text: str) -> None:
    end = 0
    for found in quoted(text):
        assert end <= found.span.start < found.span.end <= len(text)
        assert "\n" not in found.span.cut(text)
        end = found.span.end
