"""Names of countries and languages, in the reader's language, from CLDR; each country's own code stays beside them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType

from babel import Locale, UnknownLocaleError
from django.utils.translation import get_language

from variorum.model import CountryCode, LanguageTag
from variorum.outlets import country_codes
from variorum.text.words import fold


def country_name(code: CountryCode | None) -> str:
    """The country's name in the language of the page; the code itself where CLDR has none, "" for no code."""
    if not code:
        return ""
    return str(_locale().territories.get(code.upper(), code))


def language_name(tag: LanguageTag | None) -> str:
    """The language's name in the language of the page; the tag itself where CLDR has none, "" for no tag."""
    if not tag:
        return ""
    return str(_locale().languages.get(tag.replace("-", "_"), tag))


def country_choices() -> list[tuple[CountryCode, str]]:
    """All countries as (code, name), by name."""
    return sorted(((code, country_name(code)) for code in country_codes()), key=lambda pair: name_order(pair[1]))


def continent_of(code: CountryCode) -> str | None:
    """The code of the continent where a country lies, such as "142" for Asia; None where there is no such country."""
    return _continents().get(code)


def continent_name(continent: str) -> str:
    """The continent's name in the language of the page."""
    return str(_locale().territories.get(continent, continent))


def name_order(name: str) -> str:
    """What names are sorted by, and found by: their letters without case and accents."""
    return fold(name)


def direction(tag: LanguageTag | None) -> str:
    """ "rtl" or "ltr": which way the text of a language runs; "auto" for no language, so that the browser looks."""
    if not tag:
        return "auto"
    try:
        return str(Locale.parse(tag, sep="-").text_direction)
    except (UnknownLocaleError, ValueError):
        return "auto"


@cache
def _continents() -> Mapping[CountryCode, str]:
    table = tomllib.loads((files(__package__) / "continents.toml").read_text(encoding="utf-8"))["continents"]
    return MappingProxyType({code: continent for continent, codes in table.items() for code in codes.split()})


def _locale() -> Locale:
    return _parsed(get_language() or "en")


@lru_cache(maxsize=64)
def _parsed(tag: str) -> Locale:
    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")
