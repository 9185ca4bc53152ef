"""Speakers are followed to their full name and role; dashes and marks of other scripts make quotations too."""

from __future__ import annotations

import pytest
from tests.claims.reports import direct, read

pytestmark = pytest.mark.unit


def roles(text: str, language: str = "en") -> list[str | None]:
    return [one.attribution.role if one.attribution else None for one in read(text, language).quotations if one.direct]


@pytest.mark.parametrize(
    ("language", "text", "role"),
    [
        ("en", "“It is safe,” said Jo Case, a spokesman for the ministry.", "spokesman for the ministry"),
        ("en", "“It is safe,” said Varian ministry spokesman Jo Case.", "Varian ministry spokesman"),
        ("en", "“It is safe,” said the local prefect, Jo Case.", "local prefect"),
        ("en", "“It is safe,” said the local mayor, Jo Case.", "local mayor"),
        ("en", "Harbour Minister Ada Model came. “It sank,” the minister admitted.", "Harbour Minister"),
        ("en", "“It is safe,” Ms. Ada Model said.", None),
        ("en", "“It is safe,” said Jo Case, who had waited for hours.", None),
        ("fr", "« C’est sûr », a dit la directrice du musée, Anne Preuve.", "directrice du musée"),
        ("de", "„Wir warten“, sagte der Sprecher der Reederei, Jan Muster.", "Sprecher der Reederei"),
        ("es", "«Es seguro», dijo el jefe de turno, Luis Ensayo.", "jefe de turno"),
    ],
)
def test_the_role_of_a_speaker_is_what_the_article_says(language: str, text: str, role: str | None) -> None:
    assert roles(text, language) == [role]


def test_a_first_name_alone_is_the_person_named_before() -> None:
    text = "The paper's Ofelia Quist-Model reports from Sel. As Ofelia explains, “it sank last night”."
    assert direct(text) == [("it sank last night", "Ofelia Quist-Model")]


def test_pieces_of_one_utterance_have_one_number() -> None:
    text = "“We will wait,” Ada Model said. “We will not go. They know.”\n“We are late,” Jo Case said."
    numbers = [one.utterance for one in read(text).quotations]
    assert numbers == [0, 0, 0, 1]


def test_words_in_marks_inside_of_what_is_told_are_the_tellers() -> None:
    text = "Jan Muster sagte, der Damm sei sicher. Es drohe „keine große Gefahr“ am Hafen."
    assert direct(text, "de") == [("keine große Gefahr", "Jan Muster")]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("sv", "– Vi väntar på båten, säger Anna Modell.", [("Vi väntar på båten,", "Anna Modell")]),
        (
            "ru",
            "— Мы ждём корабль, — сказал министр Иван Примеров. — Он придёт завтра.",
            [("Мы ждём корабль,", "Иван Примеров"), ("Он придёт завтра.", "Иван Примеров")],
        ),
        ("pl", "– Czekamy na statek – powiedział minister Jan Przykład.", [("Czekamy na statek", "Jan Przykład")]),
        (
            "es",
            "—Esperamos el barco —dijo la alcaldesa Ana Modelo—. Llegará mañana.",
            [("Esperamos el barco", "Ana Modelo"), ("Llegará mañana.", "Ana Modelo")],
        ),
        ("no", "– Vi venter på båten, sier Anna Modell.", [("Vi venter på båten,", "Anna Modell")]),
        ("da", "– Vi venter på båden, siger Anna Modell.", [("Vi venter på båden,", "Anna Modell")]),
        ("uk", "— Ми чекаємо корабель, — сказала Анна Приклад.", [("Ми чекаємо корабель,", "Анна Приклад")]),
        ("de", "»Wir warten lange«, sagte Anna Muster.", [("Wir warten lange", "Anna Muster")]),
        ("zh", "市长王模说：“我们会等待船只到来。”", [("我们会等待船只到来。", "市长王模")]),
        ("zh", "「我們會等待船隻，」市長王模表示。", [("我們會等待船隻，", "市長王模")]),
        ("ja", "市長は「船を待っている」と述べた。", [("船を待っている", "市長")]),
    ],
)
def test_marks_of_many_languages(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert direct(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "– a list of boats\n– a list of men"),
        ("ja", "新しい「北の星」が沈んだ。"),
        ("sv", "– Första punkten på listan"),
    ],
)
def test_lists_and_names_are_no_speech(language: str, text: str) -> None:
    assert direct(text, language) == []
