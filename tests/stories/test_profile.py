"""What the grouping sees of an article: words by place, names, numbers, days, roots that cross languages."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from tests.stories.press import article

from variorum.stories.commonplace import commonplace, root
from variorum.stories.profile import read_profile, spelled
from variorum.text.days import find_days, opening_day

pytestmark = pytest.mark.unit

COGNATES = {
    "three alphabets": ("olympique", "olímpico", "Олимпиада"),
    "endings": ("Olympics", "olympische"),
    "th and t": ("marathon", "maratón"),
    "k, c and ck": ("Kolumbien", "Colombia"),
}


@pytest.mark.parametrize("spellings", COGNATES.values(), ids=COGNATES.keys())
def test_cognates_share_a_root(spellings: tuple[str, ...]) -> None:
    first = {(root(word) or "")[:3] for word in spellings}
    assert len(first) == 1


def test_short_words_have_no_root() -> None:
    assert [root(word) for word in ("der", "a", "", "12")] == [None] * 4


DAYS = {
    "English, month first": ("It began on July 12, 2025.", "en", [(2025, 7, 12)]),
    "English, day first": ("the 3rd of May", "en", [(None, 5, 3)]),
    "Italian": ("13 ottobre 2008", "it", [(2008, 10, 13)]),
    "Spanish": ("el 17 de septiembre de 2008", "es", [(2008, 9, 17)]),
    "German": ("am 4. März", "de", [(None, 3, 4)]),
    "French": ("le 1 août 2020", "fr", [(2020, 8, 1)]),
    "ISO": ("2019-02-28", None, [(2019, 2, 28)]),
    "an impossible day": ("31 February 2020, 2019-02-31", "en", []),
    "no day": ("in May of that year, 12 people", "en", []),
    "a language without CLDR data": ("July 12", "zz", [(None, 7, 12)]),
}


@pytest.mark.parametrize(("text", "language", "expected"), DAYS.values(), ids=DAYS.keys())
def test_days_are_read(text: str, language: str | None, expected: list[tuple[int | None, int, int]]) -> None:
    found = find_days(text, language)
    assert [(day.year, day.month, day.day) for day in found] == expected
    assert all(day.span.cut(text).strip() for day in found)


def test_a_day_at_the_top_dates_an_undated_article() -> None:
    assert opening_day("13 ottobre 2008\nI mercati salgono.", "it") == datetime(2008, 10, 13, tzinfo=UTC)
    assert opening_day("No day here.", "en") is None
    assert opening_day("Long ago. " * 60 + "July 12, 2025", "en") is None


def test_the_page_date_wins_over_the_day_in_the_text() -> None:
    told = article("a", "Old letter found", "July 12, 1998 is the date on a letter found in Lutz.")
    assert read_profile(told).moment == told.published


def test_the_time_of_fetching_is_the_last_resort() -> None:
    fetched = datetime(2026, 5, 5, tzinfo=UTC)
    assert read_profile(article("a", "No date", hours=None, fetched_at=fetched)).moment == fetched


def test_numbers_are_compared_however_they_are_grouped() -> None:
    english = read_profile(article("a", None, "It cost 12,500 crowns and took 2.5 days in 1987, 7 of them wet."))
    german = read_profile(article("b", None, "Es kostete 12.500 Kronen und dauerte 2,5 Tage.", language="de"))
    assert set(english.numbers) == set(german.numbers) == {"12500", "2.5"}


def test_the_day_of_publication_is_no_clue() -> None:
    assert "day 05-04" not in read_profile(article("a", None, "On May 4 the bridge of Lutz opened.")).numbers
    assert "day 05-02" in read_profile(article("a", None, "On May 2 the bridge of Lutz opened.")).numbers


def test_the_headline_counts_most_and_background_least() -> None:
    profile = read_profile(article("a", "Bridge opens", "Mayor smiles. " + "filler " * 400 + "epilogue"))
    assert profile.terms["bridg"] > profile.terms["mayor"] > profile.terms["epilogu"]


def test_a_headline_in_title_case_makes_no_names() -> None:
    profile = read_profile(article("a", "Bridge In Lutz Opens After Long Delay", "The bridge in Lutz opened."))
    assert "lutz" in profile.names
    assert not {"bridge", "opens", "delay"} & set(profile.names)


def test_furniture_is_no_term() -> None:
    profile = read_profile(article("a", None, "The bridge of Lutz opened.\nSign up here."))
    assert not any(term.startswith("sign") for term in profile.terms)


def test_the_teaser_stands_in_for_a_missing_text() -> None:
    assert "lutz" in read_profile(article("a", "Bridge", "", teaser="A new bridge in Lutz.")).terms


def test_an_unknown_language_is_found_out() -> None:
    told = article("a", None, "Die Brücke über den Fluss wurde gestern nach langer Zeit eröffnet.", language=None)
    assert read_profile(told).language == "de"


def test_an_empty_article_has_an_empty_profile() -> None:
    profile = read_profile(article("a", None, "", language=None, hours=None))
    assert [profile.terms, profile.names, profile.numbers, profile.roots, profile.moment] == [{}, {}, {}, {}, None]


def test_countries_and_offices_are_commonplace_in_every_language() -> None:
    assert {"france", "president"} <= {*commonplace("en").names}
    assert "frankreich" in commonplace("de").names
    assert commonplace("zz").terms == commonplace(None).terms or not commonplace("zz").names


def test_keys_are_spelled_as_they_stand_first_and_words_as_in_the_headline() -> None:
    told = article("a", "BRIDGES open", "The bridge of Ada Lutz opened. They saw LUTZ there.")
    assert spelled(told, "terms")["bridg"] == "BRIDGES"
    assert spelled(told, "names")["lutz"] == "Ada Lutz"
    assert spelled(told, "roots")["bridg"] == "BRIDGES"
    assert spelled(told, "terms").keys() >= read_profile(told).terms.keys()


@pytest.mark.parametrize(
    ("language", "headline"),
    [
        ("en", "Guinea leaves the games"),
        ("fr", "La Guinée quitte les jeux"),
        ("ru", "Гвинея покидает игры"),
        ("sl", "Brez Gvineje na igrah"),
        ("es", "El equipo guineano renuncia"),
    ],
)
def test_a_country_is_one_place_in_all_languages(language: str, headline: str) -> None:
    assert "GN" in read_profile(article("a", headline, language=language)).places


def test_a_place_is_spelled_as_the_article_writes_it() -> None:
    told = article("a", "Гвинея покидает игры", language="ru")
    assert spelled(told, "places")["GN"] == "Гвинея"


def test_a_language_without_place_names_has_no_places() -> None:
    assert read_profile(article("a", "Guinea", language="tlh")).places == {}
