"""Agencies and datelines, as they stand at the edges of a text."""

from __future__ import annotations

import pytest
from tests.extract.pages import PARAGRAPHS, directory

from variorum.extract.credits import Credits, read_credits

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
