"""Countries named in texts of many languages."""

from __future__ import annotations

import pytest

from variorum.text.territories import Kind, find_territories, territory_of

pytestmark = pytest.mark.unit

NAMED = [
    ("en", "Malaysian police met Nigerian and Nigerien envoys in Jordan.", ["MY", "NG", "NE", "JO"]),
    ("en", "South Koreans, the Dutch and a Swiss crew flew to Beijing.", ["KR", "NL", "CH", "CN"]),
    ("en", "He told us that polish is made of turkey fat.", []),
    ("en", "The U.S. and the UK signed it.", ["US", "GB"]),
    ("fr", "Le président français a reçu des Ukrainiens venus d'Iran et de Pékin.", ["FR", "UA", "IR", "CN"]),
    ("de", "Die französische Regierung und der US-Präsident sprachen in München.", ["FR", "US", "DE"]),
    ("es", "Los estadounidenses y el ejército ucraniano llegaron a Moscú.", ["US", "UA", "RU"]),
    ("it", "I soldati ucraini e gli americani partono per la Germania.", ["UA", "US", "DE"]),
    ("ru", "Президент России встретился в Москве с украинскими послами.", ["RU", "RU", "UA"]),
    ("tr", "Türkiye'nin elçisi Almanya'da kaldı.", ["TR", "DE"]),
    ("ar", "قال الرئيس الأوكراني إن وفرنسا", ["UA", "FR"]),
    ("zh", "美国总统在北京会见了法国总统。", ["US", "CN", "FR"]),
    ("ja", "米国の大統領は東京でフランスの首相と会った。", ["US", "JP", "FR"]),
    ("ko", "미국 대통령은 서울에서 일본을 말했다.", ["US", "KR", "JP"]),
    ("id", "Presiden Prancis tiba di Jakarta.", ["FR", "ID"]),
]


@pytest.mark.parametrize(("language", "text", "codes"), NAMED)
def test_countries_are_found_by_name_people_and_city(language: str, text: str, codes: list[str]) -> None:
    assert [one.code for one in find_territories(text, language)] == codes


def test_a_part_of_a_longer_name_is_no_place() -> None:
    found = find_territories("A University of Texas student met Michael Jordan.", "en")
    assert found == ()


def test_what_follows_a_comma_tells_where_a_place_lies() -> None:
    assert {one.code for one in find_territories("A fire broke out in Paris, Texas on Monday.", "en")} == {"US"}


def test_of_two_places_of_one_name_the_one_near_the_others_is_meant() -> None:
    assert [one.code for one in find_territories("Rain fell on Georgia and on Alabama.", "en")] == ["US", "US"]
    assert [one.code for one in find_territories("Rain fell on Georgia and on Armenia.", "en")] == ["GE", "AM"]


def test_a_mention_is_cut_without_what_is_written_onto_it() -> None:
    text = "The Seattle-based firm and Kyiv's mayor talked."
    assert [one.span.cut(text) for one in find_territories(text, "en")] == ["Seattle", "Kyiv"]


def test_a_whole_name_is_a_territory_or_none() -> None:
    assert territory_of("Stati Uniti", "it") == ("US", Kind.COUNTRY)
    assert territory_of("Texas", "en") == ("US", Kind.REGION)
    assert territory_of("Bank of Japan", "en") is None
