"""Words of every script, and the folding of spellings."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variorum.text.words import content_words, fold, is_spaceless, stem, words

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("text", "folded"),
    [("É", "e"), ("Straße", "strasse"), ("Don’t", "don't"), ("ＡＢ", "ab"), ("Ñu", "nu")],
)
def test_folding_drops_case_accents_and_widths(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_a_possessive_is_no_part_of_the_word() -> None:
    assert [word.folded for word in words("Ada’s boat")] == ["ada", "boat"]


def test_scripts_without_spaces_are_cut_by_dictionary() -> None:
    assert [word.folded for word in words("北京发生地震")] == ["北京", "发生", "地震"]
    assert is_spaceless("北京发生地震")
    assert not is_spaceless("Peking")


def test_content_words_are_stems_without_stop_words() -> None:
    assert content_words("The boats were sinking", "en") == ["boat", "sink"]


def test_a_language_without_a_stemmer_keeps_its_words() -> None:
    assert stem("kapal", "ms") == "kapal"


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=80))
def test_spans_of_words_lie_in_order_inside_the_text(text: str) -> None:
    end = 0
    for word in words(text):
        assert end <= word.span.start < word.span.end <= len(text)
        end = word.span.end


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("बांध टिका रहा", ["बांध", "टिका", "रहा"]),
        ("เขื่อนยังอยู่", ["เขื่อน", "ยัง", "อยู่"]),
        ("ទំនប់រឹងមាំ", ["ទំនប់", "រឹងមាំ"]),
    ],
)
def test_vowel_signs_cut_no_word(text: str, expected: list[str]) -> None:
    assert [word.span.cut(text) for word in words(text)] == expected
