"""Where a story happens, as opposed to where it is told."""

from __future__ import annotations

import pytest
from tests.compare.newsroom import report, words_of

from variorum.model import Origin
from variorum.summarize.places import find_places

pytestmark = pytest.mark.unit

LVIV = "LVIV, Ukraine - A night train left the rails near Lviv on Friday, Ukrainian officials said."


def test_the_country_of_a_happening_is_not_that_of_the_outlet() -> None:
    told = [
        report("a", LVIV, country="MY", headline="Train derails in western Ukraine"),
        report(
            "b",
            "Un train a déraillé vendredi près de Lviv, en Ukraine, selon les autorités ukrainiennes.",
            language="fr",
            country="FR",
            headline="Un train déraille en Ukraine",
        ),
    ]
    (place,) = find_places(told)
    assert (place.country, place.share, place.cities) == ("UA", 1.0, ("Lviv",))
    assert {words_of(one, *told) for one in place.evidence} == {"LVIV", "Lviv"}


def test_what_is_only_mentioned_in_passing_is_no_place_of_the_story() -> None:
    text = LVIV + "\nThe train had been built in Poland." + "\nThe cars were clean." * 30 + "\nIts cook is from Peru."
    assert [place.country for place in find_places([report("a", text)])] == ["UA"]


def test_a_dateline_alone_says_where_the_reporter_sat() -> None:
    text = "The agency has no plan for the coming flu season, its director Ada Lorne said on Monday."
    assert find_places([report("a", text, dateline="Geneva")]) == ()


def test_copies_are_one_voice() -> None:
    copies = [report(name, LVIV) for name in ("a", "b", "c")]
    others = [report(name, "The price of oats fell in Peru, where Peru's farmers grow them.") for name in ("d", "e")]
    one = Origin(key="article:a", label="A", first="a", members=("a", "b", "c"))
    assert [place.country for place in find_places([*copies, *others], origins=(one,))] == ["PE"]


def test_reports_that_agree_on_no_country_have_none() -> None:
    assert find_places([report("a", "The comet passed on Monday.")]) == ()
