"""Numbers are read as ranges, with unit, what is counted, and its role."""

from __future__ import annotations

import pytest
from tests.claims.reports import quantities

from variorum.model import Role

pytestmark = pytest.mark.unit

Row = tuple[str, float | None, float | None, bool, str | None, str | None]


def rows(text: str, language: str = "en") -> list[Row]:
    """Words, low, high, approximate, unit, counted."""
    return [(q.span.cut(text), q.low, q.high, q.approximate, q.unit, q.counted) for q in quantities(text, language)]


def roles(text: str, language: str = "en") -> list[tuple[float | None, str]]:
    return [(q.low if q.low is not None else q.high, q.role.value) for q in quantities(text, language)]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("They sent 12 boats.", ("12 boats", 12, 12, False, None, "boats")),
        ("They sent 10,500 troops.", ("10,500 troops", 10500, 10500, False, "person", "troops")),
        ("They sent twenty-five boats.", ("twenty-five boats", 25, 25, False, None, "boats")),
        ("They sent two hundred and five boats.", ("two hundred and five boats", 205, 205, False, None, "boats")),
        ("They sent a dozen boats.", ("a dozen boats", 12, 12, False, None, "boats")),
        ("They sent half a million boats.", ("half a million boats", 5e5, 5e5, False, None, "boats")),
        ("Now 1.7 to 2.2 million sheep.", ("1.7 to 2.2 million sheep", 1.7e6, 2.2e6, False, None, "sheep")),
        ("Now 1 million to 2 million cats.", ("1 million to 2 million cats", 1e6, 2e6, False, None, "cats")),
        ("They sent between 5 and 7 boats.", ("between 5 and 7 boats", 5, 7, False, None, "boats")),
        ("They sent 10-15 boats.", ("10-15 boats", 10, 15, False, None, "boats")),
        ("They sent 3 to 4 million boats.", ("3 to 4 million boats", 3e6, 4e6, False, None, "boats")),
        ("They sent more than 300 boats.", ("more than 300 boats", 300, None, False, None, "boats")),
        ("They sent at least 300 boats.", ("at least 300 boats", 300, None, False, None, "boats")),
        ("They sent 300 or more boats.", ("300 or more boats", 300, None, False, None, "boats")),
        ("They sent up to 300 boats.", ("up to 300 boats", None, 300, False, None, "boats")),
        ("They sent fewer than 300 boats.", ("fewer than 300 boats", None, 300, False, None, "boats")),
        ("They sent about 300 boats.", ("about 300 boats", 300, 300, True, None, "boats")),
        ("They sent an estimated 300 boats.", ("an estimated 300 boats", 300, 300, True, None, "boats")),
        ("They sent dozens of boats.", ("dozens of boats", 24, None, True, None, "boats")),
        ("They sent thousands of boats.", ("thousands of boats", 2000, None, True, None, "boats")),
        ("They sent tens of thousands of boats.", ("tens of thousands of boats", 20000, None, True, None, "boats")),
        ("Now hundreds of thousands of boats.", ("hundreds of thousands of boats", 2e5, None, True, None, "boats")),
        ("They sent several hundred boats.", ("several hundred boats", 300, None, True, None, "boats")),
        ("They sent 14 U.N. member countries.", ("14 U.N. member countries", 14, 14, False, None, "countries")),
        ("They sent 600 young Varian sailors.", ("600 young Varian sailors", 600, 600, False, "person", "sailors")),
    ],
)  # fmt: skip
def test_numbers_and_what_they_count(text: str, row: Row) -> None:
    assert rows(text) == [row]


@pytest.mark.parametrize(
    ("text", "low", "unit", "role"),
    [
        ("It cost $5.2 billion.", 5.2e9, "USD", Role.MONEY),
        ("It cost £4m.", 4e6, "GBP", Role.MONEY),
        ("It cost RM3.5 million.", 3.5e6, "MYR", Role.MONEY),
        ("It cost 2,000 euros.", 2000, "EUR", Role.MONEY),
        ("It cost two million pounds.", 2e6, "GBP", Role.MONEY),
        ("It weighs two pounds.", 2, "pound", Role.WEIGHT),
        ("It rose 4.5 percent.", 4.5, "%", Role.PERCENT),
        ("It rose 4.5%.", 4.5, "%", Role.PERCENT),
        ("It lies 15 kilometres away.", 15, "km", Role.DISTANCE),
        ("It took three days.", 3, "day", Role.DURATION),
        ("It is a 25-tonne truck.", 25, "tonne", Role.WEIGHT),
        ("It was 30 degrees Celsius.", 30, "°C", Role.TEMPERATURE),
        ("The 31-year-old left.", 31, "year", Role.AGE),
        ("A man aged 31 left.", 31, "year", Role.AGE),
        ("They saw Ada Model, 34, there.", 34, "year", Role.AGE),
        ("A magnitude 6.1 earthquake came.", 6.1, None, Role.MAGNITUDE),
        ("A 5.8-magnitude earthquake came.", 5.8, None, Role.MAGNITUDE),
    ],
)
def test_units_say_what_is_measured(text: str, low: float, unit: str | None, role: Role) -> None:
    (quantity,) = quantities(text)
    assert (quantity.low, quantity.unit, quantity.role) == (low, unit, role)


@pytest.mark.parametrize(
    "text",
    [
        "It happened in 1998.",
        "It happened in the 1990s and the '80s.",
        "It happened on May 12, 2019.",
        "It happened on 12 May.",
        "It happened on 12/05/2019.",
        "It happened at 14:30 and at 2 p.m. there.",
        "It was the 21st day.",
        "They took Flight 370 and Route 66.",
        "They read page 3 of Article 5.",
        "They flew an F-16 and met S-21 veterans of COVID-19.",
        "They passed Amendment 64, which helped.",
        "They read Resolution 1718.",
        "No one came, and one of them left.",
        "This one is a good one.",
    ],
)
def test_dates_times_ordinals_and_labels_are_no_quantities(text: str) -> None:
    assert rows(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The blast killed 12 people and injured 30.", [(12, "killed"), (30, "injured")]),
        ("Twelve people were killed and 30 injured.", [(12, "killed"), (30, "injured")]),
        ("At least four soldiers and two civilians were killed.", [(4, "killed"), (2, "killed")]),
        ("Four sailors were killed by 3 gunmen in 2 attacks.", [(4, "killed"), (3, "count"), (2, "count")]),
        ("The death toll rose to 25.", [(25, "killed")]),
        ("Three workers are missing.", [(3, "missing")]),
        ("Police arrested 14 protesters.", [(14, "arrested")]),
        ("It held 3,200 prisoners.", [(3200, "arrested")]),
        ("Some 3,200 people were imprisoned there.", [(3200, "arrested")]),
        ("Around 450 rescuers were killed and thousands more wounded.", [(450, "killed"), (2000, "injured")]),
        ("They deployed 400 troops.", [(400, "deployed")]),
        ("The storm killed 400 troops.", [(400, "killed")]),
        ("Two sailors, one 16 and the other 17, were injured.", [(2, "injured"), (16, "count"), (17, "count")]),
        ("Two sailors - among them a boy - were injured.", [(2, "injured")]),
        ("It began with the killing of two sailors.", [(2, "killed")]),
        ("Five villages were evacuated.", [(5, "count")]),
        ("A ferry with 212 people on board sank.", [(212, "aboard")]),
        ("Of the 212 people on board, 188 survived.", [(212, "aboard"), (188, "rescued")]),
        ("Divers pulled 189 people from the water.", [(189, "rescued")]),
        ("Divers pulled 12 bodies from the water.", [(12, "killed")]),
        ("All 62 passengers were rescued.", [(62, "rescued")]),
        ("The ferry was carrying 62 passengers.", [(62, "aboard")]),
        ("Two passengers were treated there.", [(2, "count")]),
        ("Nineteen miners trapped there were rescued.", [(19, "rescued")]),
        ("They saved 12 boats.", [(12, "count")]),
        ("They waited 11 hours and saved 3 cakes.", [(11, "duration"), (3, "count")]),
    ],
)
def test_roles_come_from_the_words_of_the_same_clause(text: str, expected: list[tuple[float, str]]) -> None:
    assert roles(text) == expected


def test_the_first_of_two_numbers_counts_what_the_second_counts() -> None:
    found = quantities("They freed 21 of the more than 200 sailors.")
    assert [(q.low, q.counted) for q in found] == [(21, "sailors"), (200, "sailors")]


@pytest.mark.parametrize(
    ("language", "text", "low", "high", "unit"),
    [
        ("fr", "Au moins 23 personnes sont venues.", 23, None, "person"),
        ("fr", "Plus de 1 250 maisons.", 1250, None, None),
        ("fr", "Environ 3,5 millions d’euros.", 3.5e6, 3.5e6, "EUR"),
        ("fr", "Soixante-quinze maisons.", 75, 75, None),
        ("fr", "Entre 5 et 7 bateaux.", 5, 7, None),
        ("fr", "Vingt et une personnes sont venues.", 21, 21, "person"),
        ("fr", "Entre vingt et trente personnes sont venues.", 20, 30, "person"),
        ("fr", "Il a attendu trois heures et demie.", 3.5, 3.5, "hour"),
        ("es", "La maniobra duró tres horas y media.", 3.5, 3.5, "hour"),
        ("en", "It took two and a half days.", 2.5, 2.5, "day"),
        ("de", "Dreißig Menschen kamen.", 30, 30, "person"),
        ("de", "Es dauerte dreieinhalb Stunden.", 3.5, 3.5, "hour"),
        ("it", "Sono arrivate ventuno persone.", 21, 21, "person"),
        ("nl", "Er kwamen tweehonderdtwaalf mensen.", 212, 212, "person"),
        ("de", "Mindestens 23 Menschen kamen.", 23, None, "person"),
        ("de", "Es sind 1.250 Häuser.", 1250, 1250, None),
        ("de", "Es kostet 3,5 Millionen Euro.", 3.5e6, 3.5e6, "EUR"),
        ("de", "Dreiundzwanzig Boote kamen.", 23, 23, None),
        ("de", "Zweihundertfünf Boote kamen.", 205, 205, None),
        ("de", "Zehntausende kamen.", 20000, None, None),
        ("es", "Al menos 23 personas llegaron.", 23, None, "person"),
        ("es", "Más de 3,5 millones de euros.", 3.5e6, None, "EUR"),
        ("es", "Treinta y cinco casas.", 35, 35, None),
        ("es", "Decenas de miles de personas.", 20000, None, "person"),
        ("it", "Circa 3,5 milioni di euro.", 3.5e6, 3.5e6, "EUR"),
        ("it", "Una quarantina di case.", 36, None, None),
        ("pt", "Mais de R$ 3,5 milhões.", 3.5e6, None, "BRL"),
        ("pt", "Vinte e três casas.", 23, 23, None),
        ("nl", "Minstens 23 mensen kwamen.", 23, None, "person"),
        ("nl", "Tienduizenden kwamen.", 20000, None, None),
        ("ms", "Kira-kira 40 orang tiba.", 40, 40, "person"),
        ("ms", "Dua puluh lima buah bot.", 25, 25, None),
        ("ms", "Lebih RM3.5 juta dibayar.", 3.5e6, None, "MYR"),
        ("id", "Sedikitnya 23 orang datang.", 23, None, "person"),
        ("id", "Dua ratus lima puluh kapal.", 250, 250, None),
        ("id", "Lebih dari Rp3,5 miliar dibayar.", 3.5e9, None, "IDR"),
    ],
)
def test_other_languages(language: str, text: str, low: float, high: float | None, unit: str | None) -> None:
    (quantity,) = quantities(text, language)
    assert (quantity.low, quantity.high, quantity.unit) == (low, high, unit)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "Le séisme a fait 12 morts et 30 blessés.", [(12, "killed"), (30, "injured")]),
        ("fr", "Un homme de 45 ans est venu le 14 juillet 2025 à 14h30.", [(1, "count"), (45, "age")]),
        ("de", "12 Menschen wurden getötet und 30 verletzt.", [(12, "killed"), (30, "injured")]),
        ("de", "Die Zahl der Toten stieg auf 1.250.", [(1250, "killed")]),
        ("de", "Der 45-jährige Fahrer kam am 14. Juli 2025 um 14:30 Uhr.", [(45, "age")]),
        ("es", "Murieron 12 personas y 30 resultaron heridas.", [(12, "killed"), (30, "injured")]),
        ("es", "La cifra de muertos subió a 1.250.", [(1250, "killed")]),
        ("ms", "Seramai 12 orang maut dan 30 cedera.", [(12, "killed"), (30, "injured")]),
        ("ms", "Bot itu membawa 40 penumpang dan 30 terselamat.", [(40, "aboard"), (30, "rescued")]),
        ("id", "Kapal mengangkut 40 orang dan 30 orang selamat.", [(40, "aboard"), (30, "rescued")]),
        ("fr", "Le bateau avait 40 personnes à bord et 30 ont été secourues.", [(40, "aboard"), (30, "rescued")]),
        ("de", "Das Boot mit 40 Passagieren sank, 30 Menschen wurden gerettet.", [(40, "aboard"), (30, "rescued")]),
        ("de", "Zwei Hubschrauber sind im Einsatz.", [(2, "count")]),
        ("es", "Sacaron del agua a 30 personas.", [(30, "rescued")]),
        ("it", "A bordo c’erano 40 persone. Sono state tratte in salvo 30 persone.", [(40, "count"), (30, "rescued")]),
        ("pt", "O barco levava 40 pessoas a bordo.", [(40, "aboard")]),
        ("nl", "Aan boord waren 40 mensen. Dertig mensen werden gered.", [(40, "count"), (30, "rescued")]),
        ("id", "Sebanyak 12 orang tewas dan 30 luka-luka.", [(12, "killed"), (30, "injured")]),
    ],
)
def test_roles_in_other_languages(language: str, text: str, expected: list[tuple[float, str]]) -> None:
    assert roles(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text", "counted"),
    [
        ("de", "Die 41.000 Beschäftigten streiken.", "Beschäftigten"),
        ("de", "Danach durften 14 sofort nach Hause.", None),
        ("de", "Es sind 3 Kilometer gesunken“, sagte der Fahrer.", None),
        ("de", "Vier Besatzungsmitglieder kamen.", "Besatzungsmitglieder"),
        ("en", "Gusts of 148 km/h had brought trees down.", None),
        ("es", "Pasaron 340 metros bajo tierra.", None),
        ("es", "Abarca el 64 por ciento del comercio entre los puertos.", None),
        ("es", "Después 14 regresaron a casa.", None),
        ("fr", "Ils ont perdu les deux premières sondes.", "sondes"),
        ("fr", "Une trentaine venus de loin.", None),
        ("ms", "Seramai 27 anak kapal tiba.", "anak kapal"),
        ("ms", "Kemudian 188 terselamat.", None),
    ],
)
def test_what_is_counted_is_a_noun_in_the_letters_of_the_text(language: str, text: str, counted: str | None) -> None:
    assert [q.counted for q in quantities(text, language)] == [counted]


def test_a_speed_has_a_unit_of_its_own() -> None:
    assert rows("Gusts of 148 km/h came.") == [("148 km/h", 148, 148, False, "km/h", None)]


@pytest.mark.parametrize(
    "text",
    ["The barge, the Sel 6, sank. Divers reached the Sel 6 later.", "The barge “Sel 6” sank there."],
)
def test_a_number_in_a_ship_s_name_is_no_quantity(text: str) -> None:
    assert rows(text) == []
