"""Words of every script, and the folding of spellings."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variorum.text.words import content_words, cut_words, fold, is_spaceless, stem, words

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
        ("ຂົວຖືກປິດ", ["ຂົວ", "ຖືກ", "ປິດ"]),
        ("သင်္ဘောတစ်စင်း", ["သင်္ဘော", "တစ်", "စင်း"]),
        ("ཟམ་པ་སྒོ་བརྒྱབ།", ["ཟམ", "པ", "སྒོ", "བརྒྱབ"]),
        ("ފާލަން ބަންދު", ["ފާލަން", "ބަންދު"]),
        ("قالَ مُحَمَّدٌ", ["قالَ", "مُحَمَّدٌ"]),
        ("בָּרָא אֱלֹהִים", ["בָּרָא", "אֱלֹהִים"]),
        ("la re\u0301gion d’e\u0301te\u0301", ["la", "re\u0301gion", "d’e\u0301te\u0301"]),
        ("橋は閉鎖", ["橋", "は", "閉鎖"]),
    ],
)
def test_vowel_signs_cut_no_word(text: str, expected: list[str]) -> None:
    assert [word.span.cut(text) for word in words(text)] == expected


def test_a_word_with_its_vowels_written_is_the_word_without_them() -> None:
    assert [word.folded for word in words("مُحَمَّدٌ")] == [word.folded for word in words("محمد")]
    assert [word.folded for word in words("re\u0301gion")] == [word.folded for word in words("région")]


SCRIPTS = "กขเแ่ำ ນບແ່ កខ្ា។ ကခ့်။ ཀཁེ་། 一二。 あア、 가 अा। بَ ש\u05b8 e\u0301 az AZ'’.-&09 \n"


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from(SCRIPTS), max_size=120))
def test_words_and_the_gaps_between_them_give_the_text_back(text: str) -> None:
    rebuilt, end = "", 0
    for word in words(text):
        assert end <= word.span.start < word.span.end <= len(text)
        rebuilt += text[end : word.span.start] + word.span.cut(text)
        assert not any(c.isalnum() for c in text[end : word.span.start])
        end = word.span.end
    assert not any(c.isalnum() for c in text[end:])
    assert rebuilt + text[end:] == text


@pytest.mark.parametrize(
    "text", ["Ada’s 2 boats, they say, left.", "昨日、船が出た。 Ada", "", "...", "नाव चली गई", "e\u0301tude"]
)
def test_words_in_columns_are_the_words_and_lose_no_letter(text: str) -> None:
    cut = cut_words(text)
    assert [(w.span.start, w.span.cut(text), w.folded) for w in words(text)] == list(
        zip(cut.starts, cut.written, cut.folded, strict=True)
    )
    pairs = zip(cut.gaps, (*cut.written, ""), strict=True)
    assert "".join(gap + written for gap, written in pairs) == text
