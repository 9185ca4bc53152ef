"""Words of one sense, irregular forms, and places in a row."""

from __future__ import annotations

import pytest

from variorum.compare.senses import base, ordinal, senses_of
from variorum.languages import get_language
from variorum.text.words import fold

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(("form", "first"), [("stolen", "steal"), ("flew", "fly"), ("women", "woman"), ("met", "met")])
def test_an_irregular_form_has_the_base_of_its_word(form: str, first: str) -> None:
    expected = "meet" if form == "met" else first
    assert base(form, "en") == base(expected, "en")


def test_a_language_without_a_table_keeps_its_stems() -> None:
    assert base("häuser", "de") == base("häusern", "de")
    assert base("дом", "ru")
    assert base("word", None) == "word"


def test_words_of_one_sense_share_a_group_and_others_do_not() -> None:
    assert senses_of(base("ferry", "en"), "en") & senses_of(base("vessels", "en"), "en")
    assert not senses_of(base("ferry", "en"), "en") & senses_of(base("judge", "en"), "en")


@pytest.mark.parametrize("tag", ["de", "es", "fr", "it", "nl", "pt"])
def test_the_synonyms_of_a_language_are_groups_too(tag: str) -> None:
    group = next(group for group in get_language(tag).synonyms if sum(" " not in word for word in group) > 1)
    one, other, *_ = (base(fold(word), tag) for word in group if " " not in word)
    assert senses_of(one, tag) & senses_of(other, tag)


@pytest.mark.parametrize(
    ("word", "language", "place"),
    [
        ("fifth", "en", 5),
        ("5th", "en", 5),
        ("first", "en", None),
        ("five", "en", None),
        ("dritten", "de", 3),
        ("troisieme", "fr", 3),
        ("quinta", "es", 5),
        ("第五", "zh", None),
        ("5x", "en", None),
    ],
)
def test_ordinals_are_read_by_value(word: str, language: str, place: int | None) -> None:
    assert ordinal(word, language) == place
