"""Agencies and datelines, as they stand at the edges of a text."""

from __future__ import annotations

import pytest
from tests.extract.pages import PARAGRAPHS, directory, markup, page

from variorum.extract import extract_article
from variorum.extract.credits import Credits, read_credits
from variorum.model import Article

pytestmark = pytest.mark.unit

LEAD = "The dam above the village held through the night, engineers said, although water was seeping through."


def read(*paragraphs: str, authors: tuple[str, ...] = (), language: str = "en") -> Credits:
    return read_credits(paragraphs, authors=authors, language=language, directory=directory())


@pytest.mark.parametrize(
    ("paragraph", "language", "place"),
    [
        (f"SEL, May 19 (Northwire) - {LEAD}", "en", "SEL"),
        (f"PORT ELM, May 19 (Northwire) – {LEAD}", "en", "Port Elm"),
        (f"PORT ELM, Iona (NW) — {LEAD}", "en", "Port Elm, Iona"),
        (f"Port Elm (Northwire) -- {LEAD}", "en", "Port Elm"),
        (f"(Northwire) - {LEAD}", "en", None),
        (f"Port Elm (NW) - {LEAD}", "de", "Port Elm"),
        (f"Порт Эльм, 19 мая. /Northwire/. {LEAD}", "ru", "Порт Эльм"),
        ("【セル＝Northwire】ダムは一晩持ちこたえたと、技術者らが月曜日に明らかにした。", "ja", "セル"),
    ],
)
def test_a_dateline_names_agency_and_place(paragraph: str, language: str, place: str | None) -> None:
    assert read(paragraph, *PARAGRAPHS, language=language) == Credits(agencies=("Northwire",), dateline=place)


@pytest.mark.parametrize(
    ("last", "language", "agencies"),
    [
        ("The lake fell by a metre. - Northwire", "en", ("Northwire",)),
        ("The lake fell by a metre. Northwire", "en", ("Northwire",)),
        ("(QUAY HERALD with Northwire)", "en", ("Northwire",)),
        ("With inputs from Northwire and Southpress", "en", ("Northwire", "Southpress")),
        ("Northwire contributed to this report.", "en", ("Northwire",)),
        ("Northwire writers Ann Example and Bo Sample contributed to this report.", "en", ("Northwire",)),
        ("Source: Northwire", "en", ("Northwire",)),
        ("NW/Southpress", "en", ("Northwire", "Southpress")),
        ("Mit Material von Northwire und Southpress.", "de", ("Northwire", "Southpress")),
        ("© Northwire-info, 2031", "de", ("Northwire",)),
        ("(Le Quai avec Northwire)", "fr", ("Northwire",)),
        ("Con información de Southpress", "es", ("Southpress",)),
        ("Com informações da Southpress", "pt", ("Southpress",)),
        ("来源：南方社", "zh", ("Southpress",)),
        ("(quay/Northwire/b)", "de", ("Northwire",)),
    ],
)
def test_a_closing_credit_names_agencies(last: str, language: str, agencies: tuple[str, ...]) -> None:
    assert read(*PARAGRAPHS, last, language=language).agencies == agencies


@pytest.mark.parametrize(
    "paragraph",
    [
        "The figures were first published by Northwire, which cited two officials, and the ministry denied them.",
        "Workers look at the cracks. Photo: Ann Example/Northwire",
        "Ann Example/Northwire via Getty Images",
        "The report (in full) - was read out aloud in the square.",
    ],
)
def test_a_mention_or_a_picture_credit_is_no_credit(paragraph: str) -> None:
    assert read(*PARAGRAPHS, paragraph).agencies == ()


def test_an_agency_in_the_byline_is_credited_once() -> None:
    found = read(f"PORT ELM (NW) - {LEAD}", authors=("Ann Example", "Northwire"))
    assert found.agencies == ("Northwire",)


@pytest.mark.parametrize(
    ("paragraph", "place"),
    [
        (f"PORT ELM: {LEAD}", "Port Elm"),
        (f"PORT ELM, May 19 — {LEAD}", "Port Elm"),
        (f"WARNING: {LEAD} A warning was given.", None),
        (f"THE DAM: {LEAD}", None),
        (f"Port Elm: {LEAD}", None),
        ("PORT ELM:", None),
        (f"기사입력: {LEAD}", None),
    ],
)
def test_a_place_in_capitals_is_a_dateline_and_a_label_is_not(paragraph: str, place: str | None) -> None:
    assert read(paragraph, *PARAGRAPHS).dateline == place


def test_an_empty_text_credits_nobody() -> None:
    assert read() == Credits()


@pytest.mark.parametrize(
    ("line", "language", "agencies"),
    [
        ("Northwire", "en", ("Northwire",)),
        ("(Northwire)", "de", ("Northwire",)),
        ("Northwire-Southpress", "sv", ("Northwire", "Southpress")),
        ("/Northwire/", "da", ("Northwire",)),
        ("*Com informações da Southpress", "pt", ("Southpress",)),
        ("avec nos confrères de Northwire", "fr", ("Northwire",)),
        ("Con fonte Northwire", "it", ("Northwire",)),
        ("Met medewerking van Northwire", "nl", ("Northwire",)),
        ("Źródło: Northwire", "pl", ("Northwire",)),
        ("Zdroj: Northwire", "cs", ("Northwire",)),
        ("Lähde: Northwire", "fi", ("Northwire",)),
        ("Northwire nyomán", "hu", ("Northwire",)),
        ("Sursa: Northwire", "ro", ("Northwire",)),
        ("Kaynak: Northwire", "tr", ("Northwire",)),
        ("С использованием материалов Northwire", "ru", ("Northwire",)),
        ("Με πληροφορίες από Northwire", "el", ("Northwire",)),
        ("المصدر: Northwire", "ar", ("Northwire",)),
        ("به نقل از Northwire", "fa", ("Northwire",)),
        ("מקור: Northwire", "he", ("Northwire",)),
        ("इनपुट: Northwire", "hi", ("Northwire",)),
        ("ที่มา: Northwire", "th", ("Northwire",)),
        ("Theo Northwire", "vi", ("Northwire",)),
        ("（南方社）", "ja", ("Southpress",)),
        ("(With Northwire inputs)", "en", ("Northwire",)),
    ],
)
def test_a_line_that_only_credits_is_no_text(line: str, language: str, agencies: tuple[str, ...]) -> None:
    found = read(*PARAGRAPHS, line, language=language)
    assert (found.agencies, found.lines) == (agencies, frozenset({len(PARAGRAPHS)}))


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("По данным Northwire, вода поднялась ещё на метр.", "ru"),
        ("Theo Northwire, nước hồ đã dâng thêm một mét trong đêm.", "vi"),
        ("Con información de Southpress la alcaldesa ordenó cerrar el valle.", "es"),
        ("The lake fell by a metre. (Northwire)", "en"),
        ("The mayor spoke to Northwire.", "en"),
    ],
)
def test_a_sentence_with_an_agency_in_it_is_text(line: str, language: str) -> None:
    assert read(*PARAGRAPHS, line, language=language).lines == frozenset()


def test_credit_lines_are_cut_from_the_article() -> None:
    found = extract_article(page(markup(*PARAGRAPHS, "(Northwire)")), directory=directory())
    assert isinstance(found, Article)
    assert (found.agencies, found.text) == (("Northwire",), "\n".join(PARAGRAPHS))
