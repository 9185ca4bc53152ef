"""Two words in one place of sentences that state one fact."""

from __future__ import annotations

import pytest
from tests.compare.newsroom import compared, report, values

from variorum.model import Article, Origin, Outcome

pytestmark = pytest.mark.unit

KEPT = "The crew of the trawler Vesla was on Monday in the {} of the harbour police of Vask."


def wording(*reports: Article, origins: tuple[Origin, ...] = ()) -> list[set[str]]:
    return [values(c) for c in compared(*reports, origins=origins).comparisons if c.outcome is Outcome.WORDING]


def kept(identity: str, word: str, more: str = "", language: str = "en") -> Article:
    return report(identity, f"{KEPT.format(word)}{more}", language=language)


def test_two_words_in_one_place_are_two_wordings() -> None:
    assert wording(kept("fjord", "custody"), kept("skerry", "care")) == [{"custody", "care"}]


def test_a_third_report_joins_those_whose_word_it_shares() -> None:
    (found,) = [
        c
        for c in compared(kept("fjord", "custody"), kept("skerry", "care"), kept("holm", "care")).comparisons
        if c.outcome is Outcome.WORDING
    ]
    assert {position.value: position.origins for position in found.positions} == {"care": 2, "custody": 1}


def test_a_word_that_the_other_report_uses_too_is_no_choice() -> None:
    both = kept("fjord", "custody", " It is in good care.")
    assert wording(both, kept("skerry", "care")) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [("custody", "Custody"), ("centre", "centres"), ("coast-guard", "coastguard"), ("Vesla", "care"), ("1984", "care")],
)
def test_two_forms_names_and_numbers_are_no_choice(one: str, other: str) -> None:
    assert wording(kept("fjord", one), kept("skerry", other)) == []


def test_daily_words_for_one_act_are_no_choice() -> None:
    text = "The ferry Marguerite {} a barge off Halvik harbour on Monday night."
    assert wording(report("fjord", text.format("struck")), report("skerry", text.format("hit"))) == []


def test_other_words_in_other_surroundings_are_no_choice() -> None:
    ours = report("fjord", "The crew of the trawler Vesla slept at the harbour police station of Vask on Monday.")
    theirs = report("skerry", "On Monday the harbour police of Vask fed the crew of the trawler Vesla.")
    assert wording(ours, theirs) == []


def test_words_that_are_quoted_are_not_the_reports_own() -> None:
    text = "“The crew of the trawler Vesla is in the {} of the harbour police of Vask,” said Petra Lindqvist on Monday."
    assert wording(report("fjord", text.format("custody")), report("skerry", text.format("care"))) == []


def test_who_says_it_is_no_wording() -> None:
    text = "The flood destroyed 47 houses in Velmont and the Torrin bridge fell, {} said on Monday."
    assert wording(report("fjord", text.format("police")), report("skerry", text.format("mayors"))) == []


def test_copies_choose_nothing() -> None:
    one = Origin(key="agency:Wire", label="Wire", first="fjord", members=("fjord", "skerry"))
    assert wording(kept("fjord", "custody"), kept("skerry", "care"), origins=(one,)) == []


def test_a_language_whose_small_words_are_not_known_is_silent() -> None:
    assert wording(kept("fjord", "custody", language="xx"), kept("skerry", "care", language="xx")) == []


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        (
            "de",
            "Die Besatzung des Kutters Vesla war am Montag in der {} der Hafenpolizei von Vask.",
            {"Obhut", "Gewalt"},
        ),
        ("fr", "L'équipage du chalutier Vesla était lundi sous la {} de la police de Vask.", {"garde", "menace"}),
        (
            "es",
            "La tripulación del barco Vesla estaba el lunes bajo la {} de la policía de Vask.",
            {"guarda", "amenaza"},
        ),
        (
            "ru",
            "Экипаж траулера «Весла» в понедельник находился под {} портовой полиции Васка.",
            {"охраной", "защитой"},
        ),
    ],
)
def test_places_are_found_in_other_languages(language: str, text: str, words: set[str]) -> None:
    one, other = sorted(words)
    ours, theirs = (report(name, text.format(word), language=language) for name, word in (("a", one), ("b", other)))
    assert wording(ours, theirs) == [words]
