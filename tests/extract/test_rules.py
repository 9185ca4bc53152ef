"""What an outlet's own rules find on its pages, and what happens where they find nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from tests.extract.pages import ABSAETZE, HERALD, PARAGRAPHS, directory, linked, markup, page, tree

from variorum.extract import extract_article
from variorum.extract.rules import ruled_paragraphs, without
from variorum.model import Article, Confidence, PageRules

pytestmark = pytest.mark.unit

SIDE = f"<div class='side'><p>{ABSAETZE[0]}</p></div>"
SIGNED = (
    "<p class='sig'>By <a>Bo Sample</a></p><h2 class='real'>Sel's dam holds, for now</h2><i class='day'>2031-05-17</i>"
)


def ruled(written: str, *, fast: bool = False, **rules: tuple[str, ...]) -> Article:
    outlet = replace(HERALD, rules=PageRules(**rules))
    found = extract_article(page(written), outlet=outlet, directory=directory(), fast=fast)
    assert isinstance(found, Article), found
    return found


@pytest.mark.parametrize("fast", [False, True])
def test_the_text_is_that_of_the_elements_that_rules_name_in_the_order_of_the_page(fast: bool) -> None:
    found = ruled(markup(before=SIDE), fast=fast, text=(".article-body", ".side"))
    assert found.text == "\n".join((ABSAETZE[0], *PARAGRAPHS))


def test_the_text_is_found_by_measure_where_its_rule_matches_nothing() -> None:
    assert ruled(markup(), text=(".no-such-class",)).text == "\n".join(PARAGRAPHS)


def test_what_a_rule_removes_is_no_part_of_the_text() -> None:
    found = ruled(markup(before=SIDE), remove=(".side",))
    assert found.text == "\n".join(PARAGRAPHS)


def test_the_facts_that_rules_find_go_before_declared_ones() -> None:
    head = linked(headline="Dam", author="Ann Example", datePublished="2031-05-19")
    text = markup(head=head, before=SIGNED)
    found = ruled(text, title=(".none", "h2.real"), authors=(".sig",), published=(".day",))
    assert (found.headline, found.authors) == ("Sel's dam holds, for now", ("Bo Sample",))
    assert (found.published, found.confidence) == (datetime(2031, 5, 17, tzinfo=UTC), Confidence.SHOWN)


def test_declared_facts_stand_where_the_rules_match_nothing() -> None:
    head = linked(headline="Dam", author="Ann Example", datePublished="2031-05-19")
    found = ruled(markup(head=head), title=(".none",), authors=(".none",), published=(".none",))
    assert (found.headline, found.authors, found.confidence) == ("Dam", ("Ann Example",), Confidence.DECLARED)


def test_blocks_are_lines_and_scripts_are_none() -> None:
    parsed = tree("<body><div><p>Eins\nzwei <b>drei</b></p>vier<br>fünf<script>x</script><li>sechs</div>")
    assert ruled_paragraphs(parsed, ["div"]) == ("Eins zwei drei", "vier", "fünf", "sechs")


def test_an_element_inside_a_matched_one_is_not_told_twice() -> None:
    parsed = tree("<body><div class='a'><div class='a'><p>Eins</p></div></div></body>")
    assert ruled_paragraphs(parsed, [".a", "p"]) == ("Eins",)


def test_the_page_itself_keeps_what_a_copy_of_it_loses() -> None:
    parsed = tree("<body><p>Eins</p><aside>zwei</aside>drei</body>")
    assert without(parsed, ["aside"]).text_content() == "Einsdrei"
    assert parsed.text_content() == "Einszweidrei"
