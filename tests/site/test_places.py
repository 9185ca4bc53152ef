"""Countries and languages are named in the reader's language; what CLDR does not know keeps its code."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from variorum.outlets import country_codes
from variorum_site.news import places

pytestmark = pytest.mark.site


def test_a_country_is_named_in_the_language_of_the_page() -> None:
    assert places.country_name("DE") == "Germany"
    with override("fr"):
        assert places.country_name("DE") == "Allemagne"


def test_a_language_is_named_in_the_language_of_the_page() -> None:
    assert places.language_name("ms") == "Malay"
    assert places.language_name("zh-Hans") == "Simplified Chinese"


def test_unknown_and_missing_codes_are_kept_as_they_are() -> None:
    assert (places.country_name("QQ"), places.country_name(None)) == ("QQ", "")
    assert (places.language_name("xq"), places.language_name(None)) == ("xq", "")


def test_the_choices_are_countries_by_name_without_unions_and_numbers() -> None:
    choices = places.country_choices()
    codes = {code for code, _ in choices}
    assert {"MY", "FR", "KE"} <= codes
    assert not codes & {"EU", "UN", "ZZ", "001"}
    assert not codes & {"AC", "CP", "DG", "EA", "IC", "TA"}, "reserved codes are of no country"
    assert codes == country_codes()


def test_names_are_sorted_without_regard_to_accents() -> None:
    names = [name for _, name in places.country_choices()]
    assert names.index("Åland Islands") < names.index("Albania") < names.index("Zambia")


def test_every_country_lies_on_one_continent() -> None:
    assert {code for code in country_codes() if places.continent_of(code) is None} == set()
    assert places.continent_of("QQ") is None


def test_a_continent_is_named_in_the_language_of_the_page() -> None:
    assert places.continent_name(places.continent_of("KE") or "") == "Africa"
    with override("ms"):
        assert places.continent_name(places.continent_of("DE") or "") == "Eropah"


def test_the_direction_of_a_language() -> None:
    assert [places.direction(tag) for tag in ("ar", "he", "en", None, "not a tag")] == [
        "rtl",
        "rtl",
        "ltr",
        "auto",
        "auto",
    ]
