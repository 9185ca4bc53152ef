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
    ],
)
def test_the_value_of_number_words(language: str, text: str, value: float) -> None:
    known = get_language(language)
    number = read_number(tokenize(text, Span(0, len(text)), known), 0, known)
    assert number is not None
    assert number.low == value
