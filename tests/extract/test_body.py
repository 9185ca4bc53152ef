"""The text of a page: the paragraphs of the report, and nothing that leads elsewhere."""

from __future__ import annotations

import pytest
from tests.extract.pages import ABSAETZE, DANRAKU, PARAGRAPHS, URL, markup, tree

from variorum.extract.body import declared_paragraphs, read_paragraphs
from variorum.extract.lines import fold_line

pytestmark = pytest.mark.unit


def read(text: str, *titles: str) -> tuple[str, ...]:
    return read_paragraphs(text, tree(text), url=URL, titles=titles)


@pytest.mark.parametrize(("paragraphs", "language"), [(PARAGRAPHS, "en"), (ABSAETZE, "de"), (DANRAKU, "ja")])
def test_paragraphs_come_whole_and_in_order(paragraphs: tuple[str, ...], language: str) -> None:
    assert read(markup(*paragraphs, language=language), "Dam at Sel holds") == paragraphs


def test_a_paragraph_that_is_one_link_leads_elsewhere() -> None:
    teaser = '<a href="/world/2031/05/18/river-rises">River rises for the fourth day in a row in the valley</a>'
    assert read(markup(PARAGRAPHS[0], teaser, *PARAGRAPHS[1:]), "Dam at Sel holds") == PARAGRAPHS


def test_a_link_within_a_sentence_stays() -> None:
    sentence = PARAGRAPHS[0].replace("the village of Sel", '<a href="/sel">the village of Sel</a>')
    assert read(markup(sentence, *PARAGRAPHS[1:]), "Dam at Sel holds") == PARAGRAPHS


def test_line_breaks_separate_paragraphs_and_soft_hyphens_go() -> None:
    text = f"{PARAGRAPHS[0]}<br><br>{PARAGRAPHS[1]}".replace("engineers", "engi\u00adneers")
    assert read(markup(text, PARAGRAPHS[2]), "Dam at Sel holds") == PARAGRAPHS


def test_a_page_without_text_has_no_paragraphs() -> None:
    assert read("<html><body><div id='app'></div></body></html>") == ()


@pytest.mark.parametrize(
    "declared",
    ["First line.\n\nSecond line.", "<p>First line.</p><p>Second <b>line.</b></p>", "First line.<br/>Second line."],
)
def test_a_declared_text_keeps_its_paragraphs(declared: str) -> None:
    assert declared_paragraphs(declared) == ("First line.", "Second line.")
    assert declared_paragraphs(None) == ()


def test_folding_forgets_case_and_punctuation() -> None:
    assert fold_line("  “Dam” HOLDS! ") == fold_line("dam holds")
