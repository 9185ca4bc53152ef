"""Scripts, and by which letters and small words the languages of one script are told apart (alphabets.toml)."""

from __future__ import annotations

import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from variorum.model import LanguageTag
from variorum.text.word_lists import read_words

_LETTERS = "alphabets.toml"
_WORDS = "function_words.txt"
_ALONE, _COMMON = "ALONE", "COMMON"  # tables of alphabets.toml that are no script's

Writers = Mapping[str, frozenset[LanguageTag]]  # letter or word -> the languages that write it


class Script(NamedTuple):
    """The languages of a script, with what sets them apart."""

    languages: frozenset[LanguageTag]
    letters: Writers
    words: Writers


@cache
def get_script(name: str | None) -> Script | None:
    """What is known of the languages of a script, by the name that Unicode gives it; None where there is no table."""
    if name is None:
        return None
    table = _tables().get(name)
    return _of_one(name) if table is None else _of_many(table)


@lru_cache(maxsize=8192)
def script_of(character: str) -> str | None:
    """The first word of a letter's Unicode name ("LATIN", "CJK"); None for what is no letter."""
    return unicodedata.name(character, "").partition(" ")[0].partition("-")[0] if character.isalpha() else None


@cache
def scripts_of(language: LanguageTag) -> frozenset[str]:
    """The scripts that a language is listed with; none for a language without a line."""
    alone = {name for name, only in _alone().items() if only == language}
    return frozenset(alone | {name for name, table in _tables().items() if language in table})


@cache
def common_languages() -> frozenset[LanguageTag]:
    """The languages that many outlets publish in."""
    return frozenset(_read()[_COMMON]["languages"].split())


def function_words() -> Mapping[LanguageTag, frozenset[str]]:
    """The small words of each language, in lower case; Serbian has a section for each of its scripts."""
    return read_words(_WORDS)


def _of_many(table: Mapping[LanguageTag, str]) -> Script:
    letters, words = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    for language, written in table.items():
        for letter in "".join(written.split()):
            letters[letter].add(language)
        for word in function_words().get(language, ()):
            words[word].add(language)
    return Script(frozenset(table), _frozen(letters), _frozen(words))


def _of_one(name: str) -> Script | None:
    only = _alone().get(name)
    return Script(frozenset({only}), {}, {}) if only else None


def _frozen(sets: Mapping[str, set[str]]) -> Writers:
    return {key: frozenset(value) for key, value in sets.items()}


@cache
def _read() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((files(__package__) / _LETTERS).read_text("utf-8"))


def _tables() -> Mapping[str, Mapping[LanguageTag, str]]:
    return {name: table for name, table in _read().items() if name not in (_ALONE, _COMMON)}


def _alone() -> Mapping[str, LanguageTag]:
    return _read()[_ALONE]
