"""Words that every day's news is full of, known before any was read: countries, offices, verbs of saying, months.

They come from CLDR and the language files, not from any corpus. Without them the first articles of a stream would take
the word "president" for as good a clue as a president's name.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from anyascii import anyascii
from babel import Locale, UnknownLocaleError

from variorum.languages import get_language
from variorum.model import LanguageTag
from variorum.text.words import fold, stem

_ROOT, _SHORTEST_ROOT = 5, 4  # letters


class Commonplace(NamedTuple):
    """The keys of commonplace words, in the three forms in which articles are compared."""

    terms: frozenset[str]
    names: frozenset[str]
    roots: frozenset[str]


@lru_cache(maxsize=200_000)
def root(word: str) -> str | None:
    """What cognates share: "olympique", "olímpico", "Олимпиада" all give "olimp"; None for short words."""
    letters = re.sub(r"[^a-z]", "", fold(anyascii(word)))
    for old, new in (("ph", "f"), ("th", "t"), ("ck", "k"), ("qu", "k"), ("sch", "s"), ("ch", "k"), ("sh", "s")):
        letters = letters.replace(old, new)
    letters = re.sub(r"(.)\1+", r"\1", letters.translate(str.maketrans("ycwzj", "ikvsi")))
    return letters[:_ROOT] if len(letters) >= _SHORTEST_ROOT else None


@cache
def commonplace(language: LanguageTag | None) -> Commonplace:
    """The commonplace words of a language; those of CLDR alone where there is no language file."""
    known = get_language(language)
    phrases = known.titles | known.people | known.attribution_prefixes | set(known.speech_cues) | set(known.scales)
    found = {word for phrase in phrases for word in phrase.split()}
    found |= _of_cldr((language or "en").split("-", maxsplit=1)[0])
    roots = frozenset(key for word in found if (key := root(word)))
    terms = frozenset(stem(word, language) for word in found)
    return Commonplace(terms=terms, names=frozenset(fold(anyascii(word)) for word in found), roots=roots)


def _of_cldr(language: str) -> set[str]:
    """Words of the names of countries, regions and months, as the language writes them."""
    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return set()
    names = [name for code, name in locale.territories.items() if not code.startswith("Q")]
    names += [name for widths in locale.months.values() for name in widths["wide"].values()]
    return {word for name in names for word in re.findall(r"[^\W\d_]{3,}", fold(name))}
