"""What words of a language mean the same: the base of an irregular form, and the groups of words of one sense."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files

from variorum.languages import get_language
from variorum.model import LanguageTag
from variorum.text.words import fold, stem

_NONE: frozenset[str] = frozenset()
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@lru_cache(maxsize=100_000)
def base(word: str, language: LanguageTag | None) -> str:
    """The stem of a folded word, or of the word whose irregular form it is: "shot" and "shooting" are one."""
    return stem(_forms(language).get(word, word), language)


def senses_of(term: str, language: LanguageTag | None) -> frozenset[str]:
    """The groups of like sense that a base belongs to, each under a name that no word has: "~en7"."""
    return _senses(language).get(term, _NONE)


def ordinal(word: str, language: LanguageTag | None) -> int | None:
    """The place in a row that a folded word or "5th" gives; None for other words, and for the first."""
    digits = word.rstrip(_LETTERS)
    if digits.isdecimal() and digits != word:
        return int(digits) if word[len(digits) :] in get_language(language).ordinal_endings else None
    return _ordinals(language).get(word)


@cache
def _ordinals(language: LanguageTag | None) -> Mapping[str, int]:
    rows = enumerate(_table(language).get("ordinals", ()), 2)
    return {form: number for number, row in rows for form in row.split()}


@cache
def _forms(language: LanguageTag | None) -> Mapping[str, str]:
    rows = (row.split() for row in _table(language).get("forms", ()))
    return {form: first for first, *others in rows for form in others}


@cache
def _senses(language: LanguageTag | None) -> Mapping[str, frozenset[str]]:
    tag = (language or "").split("-")[0]
    groups: list[Sequence[str]] = [row.split() for row in _table(language).get("senses", ())]
    groups += [[word for word in group if " " not in word] for group in get_language(language).synonyms]
    found: dict[str, set[str]] = defaultdict(set)
    for number, group in enumerate(groups):
        for word in group:
            found[base(fold(word), language)].add(f"~{tag}{number}")
    return {term: frozenset(names) for term, names in found.items()}


def _table(language: LanguageTag | None) -> Mapping[str, Sequence[str]]:
    table: Mapping[str, Mapping[str, Sequence[str]]] = _all()
    return table.get((language or "").split("-")[0], {})


@cache
def _all() -> Mapping[str, Mapping[str, Sequence[str]]]:
    return tomllib.loads((files("variorum.compare") / "senses.toml").read_text(encoding="utf-8"))
