"""The tables by which languages of one script are told apart hold what they promise."""

from __future__ import annotations

import unicodedata

import pytest

from variorum.text.alphabets import common_languages, function_words, get_script, script_of, scripts_of

pytestmark = pytest.mark.unit

SCRIPTS = ["LATIN", "CYRILLIC", "ARABIC", "DEVANAGARI", "BENGALI", "ETHIOPIC", "HEBREW", "TIBETAN"]


@pytest.mark.parametrize("name", SCRIPTS)
def test_every_language_of_a_table_has_small_words_in_its_script(name: str) -> None:
    script = get_script(name)
    assert script is not None
    for language in script.languages:
        letters = {letter for word in function_words()[language] for letter in word}
        assert name in {script_of(letter) for letter in letters}, language


def test_every_list_of_small_words_belongs_to_a_script() -> None:
    assert all(scripts_of(language) for language in function_words())


@pytest.mark.parametrize("name", [*SCRIPTS, "CJK"])
def test_letters_and_words_are_composed_and_small(name: str) -> None:
    script = get_script(name)
    assert script is not None
    for written in [*script.letters, *script.words]:
        assert written == unicodedata.normalize("NFC", written).lower()


def test_every_common_language_can_be_told() -> None:
    assert all(scripts_of(language) for language in common_languages())


def test_a_script_of_one_language_names_it() -> None:
    script = get_script("THAI")
    assert script is not None
    assert script.languages == {"th"}
    assert get_script("RUNIC") is None
    assert get_script(None) is None


def test_serbian_is_written_in_two_scripts_and_klingon_in_none() -> None:
    assert scripts_of("sr") == {"LATIN", "CYRILLIC"}
    assert scripts_of("tlh") == frozenset()


@pytest.mark.parametrize(("letter", "script"), [("ä", "LATIN"), ("ж", "CYRILLIC"), ("ー", "KATAKANA"), ("1", None)])
def test_a_letter_has_a_script(letter: str, script: str | None) -> None:
    assert script_of(letter) == script
