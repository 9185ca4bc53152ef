"""Digits with the separators of a language."""

from __future__ import annotations

import pytest

from variorum.claims.numbers import digits_value, read_number, tokenize
from variorum.languages import get_language
from variorum.model import Span

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("text", "decimal_comma", "value"),
    [
        ("12", False, 12),
        ("10,000", False, 10000),
        ("1.5", False, 1.5),
        ("1,234.5", False, 1234.5),
        ("1,00,000", False, 100000),
        ("10.000", True, 10000),
        ("1,5", True, 1.5),
        ("1.234,5", True, 1234.5),
        ("1 250", True, 1250),
        ("1\u202f250", True, 1250),
        ("1’250", False, 1250),
        ("0.125", False, 0.125),
        ("12.05.2019", True, None),
        ("192.168.0.1", False, None),
        ("1⁄2", False, None),
        ("1 25", True, None),
    ],
)
def test_the_value_of_digits(text: str, *, decimal_comma: bool, value: float | None) -> None:
    assert digits_value(text, decimal_comma=decimal_comma) == value


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("en", "nine", 9),
        ("en", "ninety nine", 99),
        ("en", "three hundred thousand", 300000),
        ("en", "two million five hundred thousand", 2500000),
        ("en", "five two", 5),
        ("fr", "quatre-vingt-dix", 90),
        ("fr", "deux cent trente", 230),
        ("de", "neunhundertneunundneunzig", 999),
        ("es", "doscientos treinta y cinco", 235),
        ("ms", "tiga ratus dua belas", 312),
        ("en", "twenty-one", 21),
        ("en", "two hundred and twelve", 212),
        ("en", "two and a half", 2.5),
        ("en", "two and a half million", 2500000),
        ("fr", "vingt et une", 21),
        ("fr", "vingt-et-un", 21),
        ("fr", "soixante-dix", 70),
        ("fr", "soixante-dix-sept", 77),
        ("fr", "soixante et onze", 71),
        ("fr", "quatre-vingt-douze", 92),
        ("fr", "quatre-vingt-dix-neuf", 99),
        ("fr", "cent vingt", 120),
        ("fr", "deux cents", 200),
        ("fr", "deux-cents", 200),
        ("fr", "deux mille", 2000),
        ("fr", "mille neuf cent quatre-vingt-quatre", 1984),
        ("fr", "trois et demi", 3.5),
        ("es", "treinta y dos", 32),
        ("es", "veintiuno", 21),
        ("es", "ciento veinte", 120),
        ("es", "ciento veintiuna", 121),
        ("es", "dos mil", 2000),
        ("es", "dos mil millones", 2000000000),
        ("es", "noventa y nueve", 99),
        ("de", "einundzwanzig", 21),
        ("de", "zweihundertzwölf", 212),
        ("de", "dreitausend", 3000),
        ("de", "dreißigtausend", 30000),
        ("de", "hundertfünf", 105),
        ("de", "eintausendzweihundertdreiundvierzig", 1243),
        ("de", "dreieinhalb", 3.5),
        ("it", "ventuno", 21),
        ("it", "ventotto", 28),
        ("it", "trentadue", 32),
        ("it", "centoventitré", 123),
        ("it", "duemilacinquecento", 2500),
        ("pt", "vinte e um", 21),
        ("pt", "cento e vinte", 120),
        ("pt", "mil e duzentos", 1200),
        ("pt", "dois mil e quinze", 2015),
        ("nl", "eenentwintig", 21),
        ("nl", "tweeëntwintig", 22),
        ("nl", "tweehonderd", 200),
        ("nl", "drieduizend", 3000),
        ("nl", "tweeënhalf", 2.5),
        ("ms", "dua puluh satu", 21),
        ("ms", "dua belas", 12),
        ("ms", "seratus", 100),
        ("ms", "dua ratus dua belas", 212),
        ("id", "seribu dua ratus", 1200),
        ("id", "delapan belas", 18),
        ("id", "dua setengah", 2.5),
    ],
)
def test_the_value_of_number_words(language: str, text: str, value: float) -> None:
    known = get_language(language)
    number = read_number(tokenize(text, Span(0, len(text)), known), 0, known)
    assert number is not None
    assert number.low == value


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("fr", "vingt et deux autres", 20),
        ("es", "cien y dos", 100),
        ("en", "five and six", 5),
        ("de", "drei und zwanzig", 3),
        ("pt", "dez e cinco", 10),
    ],
)
def test_and_between_two_numbers_joins_no_others(language: str, text: str, value: float) -> None:
    known = get_language(language)
    number = read_number(tokenize(text, Span(0, len(text)), known), 0, known)
    assert number is not None
    assert number.low == value


@pytest.mark.parametrize(
    ("language", "word"),
    [("de", "einig"), ("de", "achtung"), ("nl", "achten"), ("nl", "eend"), ("it", "seie"), ("it", "treni")],
)
def test_a_word_that_only_begins_like_a_number_is_none(language: str, word: str) -> None:
    known = get_language(language)
    assert read_number(tokenize(word, Span(0, len(word)), known), 0, known) is None
