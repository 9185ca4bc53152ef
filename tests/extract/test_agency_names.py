"""Whether a text names an agency at all, in any script and spelling."""

from __future__ import annotations

import pytest

from variorum.extract.agency_names import agency_names

pytestmark = pytest.mark.unit

NAMES = ("Télam", "Agence Exemple-Presse", "EXP", "연합본보기", "وكالة المثال", "İlke Ajansı")


@pytest.mark.parametrize(
    "text",
    [
        "BUENOS AIRES (Telam) - El dique",
        "avec l'Agence Exemple-Presse",
        "(kla/exp)",
        "EXP-Infos",
        "(서울=연합본보기는) 댐이",
        "القاهرة - ووكالة المثال",
        "ilke ajansı",
    ],
)
def test_a_name_is_seen_whatever_its_case_accents_and_neighbours(text: str) -> None:
    assert agency_names(NAMES).named_in(text)


@pytest.mark.parametrize("text", ["", "An expert said so.", "L'agence a dit", "Ajansı", "댐이 버텼다", "EX P"])
def test_a_word_that_only_begins_like_a_name_is_none(text: str) -> None:
    assert not agency_names(NAMES).named_in(text)
