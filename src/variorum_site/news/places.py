"""Names of countries and languages, in the reader's language, from CLDR; each country's own code stays beside them."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale, UnknownLocaleError
from django.utils.translation import get_language

from variorum.model import CountryCode, LanguageTag

_NO_COUNTRIES = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}  # CLDR also names unions, pseudo-locales and the unknown


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
    found = [
        (code, str(name))
        for code, name in _locale().territories.items()
        if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES
    ]
    return sorted(found, key=lambda pair: pair[1])


def direction(tag: LanguageTag | None) -> str:
    """ "rtl" or "ltr": which way the text of a language runs; "auto" for no language, so that the browser looks."""
    if not tag:
        return "auto"
    try:
        return str(Locale.parse(tag, sep="-").text_direction)
    except (UnknownLocaleError, ValueError):
        return "auto"


def _locale() -> Locale:
    return _parsed(get_language() or "en")


@lru_cache(maxsize=64)
def _parsed(tag: str) -> Locale:
    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")
