"""A report in several containers is read whole; a second report on the page is none of it."""

from __future__ import annotations

import pytest
from lxml.html import HtmlElement
from tests.extract.pages import DANRAKU, PARAGRAPHS, directory, page, tree

from variorum.extract import extract_article
from variorum.extract.containers import rejoined, without_other_reports
from variorum.model import Article

pytestmark = pytest.mark.unit

TITLE = "Dam at Sel holds"
SECOND = (
    "In the town of Orn, forty kilometres downstream, the market was moved to the hill, and the bakers said that they "
    "had sold more bread on Monday than in the whole of the week before.",
    "The school bus now takes the old road through the forest, which is longer by half an hour but lies above the line "
    "that the flood of 1998 reached.",
)
AD = "<div class='ad'><span>Advertisement</span></div>"


def chunk(*paragraphs: str, name: str = "grid body__container article__body") -> str:
    return f"<div class='row'><div class='{name}'>" + "".join(f"<p>{one}</p>" for one in paragraphs) + "</div></div>"


def article(*chunks: str, title: str = TITLE) -> str:
    return f"<article><h1>{title}</h1>{AD.join(chunks)}</article>"


def html(*articles: str) -> str:
    return f"<html lang='en'><head><title>{TITLE}</title></head><body>{''.join(articles)}</body></html>"


def text_of(*articles: str) -> str:
    found = extract_article(page(html(*articles)), directory=directory())
    assert isinstance(found, Article)
    return found.text


def paragraphs_of(found: HtmlElement | None) -> list[str]:
    assert found is not None
    return [
        p.text_content() for div in found.xpath("//div[@class='grid body__container article__body'][1]") for p in div
    ]


def test_a_report_that_advertisements_cut_in_pieces_is_read_whole() -> None:
    whole = article(chunk(*PARAGRAPHS), chunk(*SECOND), chunk(*DANRAKU))
    assert text_of(whole) == "\n".join([*PARAGRAPHS, *SECOND, *DANRAKU])


def test_the_pieces_come_in_one_container_in_their_order() -> None:
    parsed = tree(html(article(chunk(*PARAGRAPHS), chunk(*SECOND))))
    assert paragraphs_of(rejoined(parsed, PARAGRAPHS))[:5] == [*PARAGRAPHS, *SECOND]
    assert paragraphs_of(parsed) == [*PARAGRAPHS, *SECOND], "the page itself stays as it is"


@pytest.mark.parametrize(
    "second",
    [
        pytest.param(chunk(*SECOND, name="comment-body"), id="another class"),
        pytest.param(chunk(SECOND[0]), id="too little to be a piece"),
        pytest.param("</article><article>" + chunk(*SECOND), id="in another article"),
    ],
)
def test_what_is_no_piece_stays_apart(second: str) -> None:
    assert rejoined(tree(html(article(chunk(*PARAGRAPHS), second))), PARAGRAPHS) is None


def test_a_report_that_was_found_whole_is_not_read_again() -> None:
    parsed = tree(html(article(chunk(*PARAGRAPHS), chunk(*SECOND))))
    assert rejoined(parsed, [*PARAGRAPHS, *SECOND]) is None


def test_a_report_that_an_endless_page_adds_is_left_out() -> None:
    other = article(chunk(*SECOND), title="Market moves uphill")
    assert text_of(article(chunk(*PARAGRAPHS)), other) == "\n".join(PARAGRAPHS)
    assert text_of(other, article(chunk(*PARAGRAPHS))) == "\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(article(chunk(*PARAGRAPHS)), id="one report"),
        pytest.param(f"<article>{article(chunk(*PARAGRAPHS))}</article>", id="one inside another"),
        pytest.param(article(chunk(*SECOND), title="A") + article(chunk(*SECOND), title="B"), id="none of this title"),
    ],
)
def test_without_a_second_report_the_page_is_taken_as_it_is(body: str) -> None:
    parsed = tree(html(body))
    assert without_other_reports(parsed, TITLE) is parsed
