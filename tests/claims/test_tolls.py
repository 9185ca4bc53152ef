"""Tolls in many languages: idioms of several words say what became of people, and a weekday hides no number."""

from __future__ import annotations

import pytest
from tests.claims.reports import direct, quantities

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Bei dem Unglück sind 19 Menschen ums Leben gekommen."),
        ("de", "Dabei kamen 19 Menschen ums Leben."),
        ("de", "Am Dienstag starben 19 Menschen."),
        ("de", "Es gab 19 Tote."),
        ("es", "Ayer 19 mujeres fueron halladas muertas."),
        ("es", "En el choque perdieron la vida 19 personas."),
        ("es", "El choque costó la vida a 19 personas."),
        ("fr", "Hier 19 personnes ont perdu la vie."),
        ("fr", "Hier 19 personnes ont trouvé la mort."),
        ("fr", "Le naufrage a coûté la vie à 19 personnes."),
        ("it", "Ieri hanno perso la vita 19 persone."),
        ("it", "L'incidente è costato la vita a 19 persone."),
        ("pt", "Ontem 19 pessoas perderam a vida."),
        ("nl", "Daarbij kwamen 19 mensen om het leven."),
        ("id", "Sebanyak 19 orang meninggal dunia."),
        ("id", "Kecelakaan itu merenggut nyawa 19 orang."),
        ("ms", "Seramai 19 orang terkorban."),
        ("ms", "Kejadian itu meragut nyawa 19 orang."),
        ("ms", "Seramai 19 mangsa maut."),
    ],
)
def test_idioms_of_several_words_say_who_died(language: str, text: str) -> None:
    (quantity,) = quantities(text, language)
    assert (quantity.low, quantity.role.value) == (19, "killed")
    assert quantity.counted != "ums"


@pytest.mark.parametrize(
    ("language", "text", "low"),
    [
        ("de", "Die Feuerwehr barg am Montag 14 Menschen.", 14),
        ("es", "El lunes 64 puestos quedaron cerrados.", 64),
        ("en", "On Monday 14 people came.", 14),
    ],
)
def test_a_number_behind_a_weekday_is_read(language: str, text: str, low: float) -> None:
    assert [quantity.low for quantity in quantities(text, language)] == [low]


@pytest.mark.parametrize(
    ("language", "text"),
    [("fr", "Le lundi 14 juillet est férié."), ("de", "Am Montag, 14. Juli, ruht die Arbeit."), ("es", "El lunes 14.")],
)
def test_a_day_of_the_month_behind_a_weekday_counts_nothing(language: str, text: str) -> None:
    assert quantities(text, language) == ()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Le ferry « Nordlys » a coulé, a dit le maire Jean Essai."),
        ("fr", "La barge « Dolle 6 » mouillait là, selon le maire Jean Essai."),
        ("fr", "Le maire Jean Essai est venu, précisant que la « Dolle 6 » mouillait là."),
        ("de", "Die Fähre „Nordlys“ sank, sagte Bürgermeisterin Anna Muster."),
    ],
)
def test_the_name_of_a_ship_in_marks_is_no_quotation(language: str, text: str) -> None:
    assert direct(text, language) == []


def test_one_word_beside_its_cue_is_a_quotation() -> None:
    assert direct("« Jamais », a dit le maire Jean Essai.", "fr") == [("Jamais", "Jean Essai")]
