"""Whom several texts name, each once."""

from __future__ import annotations

import pytest

from variorum.text.named import Named, Told, gather_names

pytestmark = pytest.mark.unit


def told(name: str, body: str, *, headline: str = "", language: str = "en") -> Told:
    return Told(id=name, language=language, headline=headline, body=body)


def by_name(*texts: Told) -> dict[str, Named]:
    return {one.written: one for one in gather_names(texts)}


def test_a_family_name_alone_is_the_full_name() -> None:
    found = by_name(told("a", "Mayor Odile Brassac spoke on the pier. When Brassac left, nobody saw Brassac again."))
    assert found["Odile Brassac"].count == 3
    assert found["Odile Brassac"].person
    assert "Brassac" not in found


def test_a_family_name_of_two_people_is_neither() -> None:
    text = "They saw Ada Lorne and Hugo Lorne on the pier, and a dog of Lorne barked."
    assert {"Ada Lorne", "Hugo Lorne", "Lorne"} <= by_name(told("a", text)).keys()


def test_first_letters_are_the_whole_name() -> None:
    found = by_name(
        told("a", "The envoy met the Harbour Rescue League in Lutz. The boats of the HRL sailed, said HRL men.")
    )
    assert "HRL" not in found
    assert found["Harbour Rescue League"].count == 3


def test_a_country_is_one_in_all_languages_and_its_people_count_for_it() -> None:
    texts = (
        told("a", "They came from Ukraine with Ukrainian papers."),
        told("b", "Sie kamen aus der Ukraine.", language="de"),
        told("c", "Ellos vinieron de Ucrania con papeles.", language="es"),
    )
    (ukraine,) = [one for one in gather_names(texts) if one.country == "UA"]
    assert ukraine.told_by == {"a", "b", "c"}


def test_names_of_other_alphabets_are_one_where_they_sound_alike() -> None:
    texts = (
        told("a", "The envoy met Volodymyr Zarevsky in Lutz.", language="en"),
        told("b", "Der Gesandte traf Wolodymyr Sarewskyj in Lutz.", language="de"),
        told("c", "Посол встретил Владимира в Лутце, а потом ушёл.", language="ru"),
    )
    zarevsky = next(
        one for one in gather_names(texts) if "arev" in one.written.lower() or "arew" in one.written.lower()
    )
    assert zarevsky.told_by == {"a", "b"}


def test_a_word_that_is_written_small_elsewhere_is_no_name() -> None:
    assert "Zoo" not in by_name(
        told("a", "They closed the Zoo. The zoo will open when the zoo is clean, said Ada Lorne.")
    )


def test_capitals_of_the_printer_are_undone() -> None:
    assert "Kota Lembah" in by_name(told("a", "Growers of KOTA LEMBAH met, and KOTA LEMBAH was full."))


def test_what_stands_in_the_headline_or_the_lead_leads() -> None:
    far = "The weather was fine. " * 40 + "They say that Ada Lorne was there."
    found = by_name(told("a", far, headline="Rain over old Montferrand"))
    assert not found["Ada Lorne"].leading
    assert found["Montferrand"].headed
