"""The lead under the headline is the first paragraph of a report, where the language writes reports so."""

from __future__ import annotations

import pytest
from tests.extract.pages import ABSAETZE, PARAGRAPHS, directory, linked, markup, page, tree

from variorum.extract import extract_article
from variorum.extract.leads import find_lead
from variorum.model import Article

pytestmark = pytest.mark.unit

VORSPANN = "Nach Tagen voller Regen fürchten 1400 Menschen im Tal von Sel um ihre Häuser, und die Pumpen kommen spät."
TEXT = "\n".join(ABSAETZE)


def lead(shown: str, *, declared: str = VORSPANN, text: str = TEXT) -> str | None:
    return find_lead(tree(markup(*ABSAETZE, before=shown)), descriptions=[declared, None], text=text)


def text_of(paragraphs: tuple[str, ...], *, language: str, teaser: str) -> str:
    shown = f"<header><h2 class='subtitle'>{teaser}</h2></header>"
    text = markup(*paragraphs, language=language, head=linked(description=teaser), before=shown)
    found = extract_article(page(text), directory=directory())
    assert isinstance(found, Article)
    return found.text


def test_a_lead_that_stands_apart_is_the_first_paragraph() -> None:
    assert text_of(ABSAETZE, language="de", teaser=VORSPANN) == "\n".join([VORSPANN, *ABSAETZE])


def test_an_english_subtitle_says_again_what_the_text_says() -> None:
    teaser = "Engineers spent the night on the wall while 1,400 people slept in the schools of the valley."
    assert text_of(PARAGRAPHS, language="en", teaser=teaser) == "\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    "shown",
    [
        pytest.param(f"<p>{VORSPANN}</p>", id="a paragraph"),
        pytest.param(f"<div><span>\n  {VORSPANN}</span></div>", id="a span on a line of its own"),
        pytest.param(f"<h2>{VORSPANN.replace('fürchten', '<b>fürchten</b>')}</h2>", id="a heading with a bold word"),
    ],
)
def test_it_is_found_in_any_block(shown: str) -> None:
    assert lead(shown) == VORSPANN


def test_one_that_the_description_cuts_off_is_found_whole() -> None:
    assert lead(f"<p>{VORSPANN}</p>", declared=VORSPANN[:60] + "…") == VORSPANN


@pytest.mark.parametrize(
    "shown",
    [
        pytest.param("", id="nothing shown"),
        pytest.param(f"<ul><li><p>{VORSPANN}</p></li></ul>", id="a teaser in a list"),
        pytest.param(f"<aside><p>{VORSPANN}</p></aside>", id="beside the report"),
        pytest.param(f"<figure><figcaption><span>{VORSPANN}</span></figcaption></figure>", id="a caption"),
        pytest.param(f"<p>{VORSPANN} Und mehr.</p>", id="the beginning of another paragraph"),
    ],
)
def test_what_is_no_lead_is_left(shown: str) -> None:
    assert lead(shown) is None


def test_a_text_that_has_it_gets_it_once() -> None:
    assert lead(f"<p>{VORSPANN}</p>", text=f"{VORSPANN}\n{TEXT}") is None


def test_a_short_description_is_a_kicker() -> None:
    assert lead("<p>Regen im Tal</p>", declared="Regen im Tal") is None
