"""Names are runs of capitalised words, without titles, possessives and days."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variorum.text.names import find_names, name_key

pytestmark = pytest.mark.unit


def keys(text: str, language: str = "en") -> list[str]:
    return [name.key for name in find_names(text, language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met in Nordhaven. NORDHAVEN is far.", ["nordhaven", "nordhaven"]),
        ("It left for Varia’s Sel region.", ["varia", "sel"]),
        ("It left for Varia's Sel region.", ["varia", "sel"]),
        ("On Monday the Varian Foreign Minister Ada Model spoke in May.", ["ada model"]),
        ("They saw President Model and Mrs. Case.", ["model", "case"]),
        ("They saw the President there.", []),
        ("They met Ada Mo-del, a Sel-based envoy.", ["ada mo del", "sel"]),
        ("There stood J. R. Model and the U.N. Rescue Council.", ["j r model", "u n rescue council"]),
        ("They trust the Bank of Sel.", ["bank of sel"]),
        ("He saw Senator Ada Model of Sel there.", ["ada model"]),
        ("Rain fell. Rain stopped.", []),
        ("Ada Model said so. Model left.", ["ada model", "model"]),
        ("They paid RM3.5 and USD 5 to Ada.", ["ada"]),
        ("SIX NEW BOATS FOR OLD SEL", []),
        ("", []),
    ],
)
def test_names_in_english(text: str, expected: list[str]) -> None:
    assert keys(text) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "Der Fahrer traf Bürgermeisterin Anna Muster am Dienstag in Nordhafen.", ["anna muster", "nordhafen"]),
        ("de", "Mehrere Häuser und eine Rettung: Paula von der Muster sprach.", ["paula von der muster"]),
        (
            "de",
            "Gestern sprach Hafenmeisterin Anna Muster mit Passagier Paul Probe.",
            ["anna muster", "paul probe"],
        ),
        ("de", "Danach griff die Ukraine an, und der Kreml schwieg in der Nacht.", ["ukraine", "kreml"]),
        ("de", "Das Tief kam. Erst nach Tamsins Abzug war der Tamsin vergessen.", ["tamsins abzug", "tamsin"]),
        ("de", "Dort hat der Motor die Tür und das Haus bewegt.", []),
        ("ms", "Kata Leftenan Komander Ali Misal kepada Komander Siti Contoh.", ["ali misal", "siti contoh"]),
        ("en", "They met Lieutenant-Commander Ada Model there.", ["ada model"]),
        ("fr", "Mardi, le ministre Jean Essai est venu à Valmont.", ["jean essai", "valmont"]),
        ("fr", "Puis Paul Avril est venu en avril.", ["paul avril"]),
        ("es", "La presidenta Ana Modelo llegó el lunes a Puerto Claro.", ["ana modelo", "puerto claro"]),
        ("ms", "Menurut Datuk Seri Ali Misal di Kampung Baru.", ["ali misal", "kampung baru"]),
    ],
)
def test_names_in_other_languages(language: str, text: str, expected: list[str]) -> None:
    assert keys(text, language) == expected


def test_the_text_keeps_the_title_and_bare_cuts_the_name_alone() -> None:
    text = "Then Foreign Minister Ada Model left."
    (name,) = find_names(text, "en")
    assert name.text == "Foreign Minister Ada Model"
    assert name.bare.cut(text) == "Ada Model"


@pytest.mark.parametrize(
    ("one", "other"), [("Müller", "Muller"), ("Model's", "Model"), ("So-ri", "So Ri"), ("ÉLAN", "Élan")]
)
def test_two_spellings_share_a_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=120), st.sampled_from(["en", "de", "fr", "ms", None]))
def test_spans_cut_the_words_of_the_name(text: str, language: str | None) -> None:
    for name in find_names(text, language):
        assert name.span.cut(text) == name.text
        assert name.span.holds(name.bare)
        assert name.key
