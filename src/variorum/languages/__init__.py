"""What Variorum knows of each language: one TOML file a language, read once into a frozen record.

Rules about languages are data. Phrases are written in lower case, as `variorum.text.words.fold` gives them, unless the
comment of a field says that they are patterns. A language without a file works with the neutral defaults.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from variorum.model import LanguageTag

Phrases = frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """The data of one language; every field may be empty."""

    tag: LanguageTag
    name: str = ""
    stemmer: str | None = None  # name of the Snowball algorithm, for example "english"
    stop_words: Phrases = frozenset()
    abbreviations: Phrases = frozenset()  # that end in a stop without ending a sentence: "gen.", "abg."
    titles: Phrases = frozenset()  # before a name: "president", "mr", "foreign minister"
    # quotations and attribution
    speech_cues: Mapping[str, str] = field(
        default_factory=lambda: MappingProxyType({})
    )  # verb form -> stance: said, claimed, admitted, denied, asked
    attribution_prefixes: Phrases = frozenset()  # "according to", "laut", "selon"
    # quantities
    numbers: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))  # "seven" -> 7, "dozens" -> 24
    scales: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))  # "million" -> 1e6
    more_than: Phrases = frozenset()
    less_than: Phrases = frozenset()
    about: Phrases = frozenset()
    range_words: Phrases = frozenset()  # between two numbers: "to", "bis"
    decimal_comma: bool = False
    units: Mapping[str, str] = field(
        default_factory=lambda: MappingProxyType({})
    )  # "kilometres" -> "km", "euros" -> "EUR"
    roles: Mapping[str, str] = field(
        default_factory=lambda: MappingProxyType({})
    )  # word or stem -> Role: "killed" -> "killed"
    people: Phrases = frozenset()  # nouns that count persons: "people", "soldiers", "victims"
    # wording
    synonyms: tuple[
        tuple[str, ...], ...
    ] = ()  # verbs and nouns that news uses for one act, for alignment: ["killed", "died", "dead"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRules:
    """What the pages of one language look like around the text (languages/pages/<tag>.toml).

    All but the months are regular expressions, matched without regard to case.
    """

    furniture_lines: tuple[str, ...] = ()  # match a whole paragraph
    furniture_starts: tuple[str, ...] = ()  # a paragraph that begins so is furniture as a whole
    furniture_parts: tuple[str, ...] = ()  # pieces inside a paragraph that is otherwise text
    credit_cues: tuple[str, ...] = ()  # with a group `agency`: "reporting by .* for (?P<agency>Reuters)"
    months: tuple[tuple[str, ...], ...] = ()  # twelve groups of spellings, for datelines


NEUTRAL = Language(tag="und")


@cache
def get_language(tag: LanguageTag | None) -> Language:
    """The data of a language; the neutral defaults where there is no file."""
    table = _read("", tag)
    return Language(**_typed(table, Language)) if table else NEUTRAL


@cache
def get_page_rules(tag: LanguageTag | None) -> PageRules:
    """What surrounds the text on pages of a language; no rules where there is no file."""
    return PageRules(**_typed(_read("pages", tag), PageRules))


def known_languages() -> tuple[LanguageTag, ...]:
    """Tags of all languages that have a file, sorted."""
    names = (entry.name for entry in files("variorum.languages").iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


def _read(folder: str, tag: LanguageTag | None) -> Mapping[str, Any]:
    resource = files("variorum.languages") / folder / f"{(tag or 'und').split('-')[0].lower()}.toml"
    return tomllib.loads(resource.read_text(encoding="utf-8")) if resource.is_file() else {}


def _typed(table: Mapping[str, Any], record: type) -> dict[str, Any]:
    values: dict[str, Any] = {}
    kinds = {f.name: str(f.type) for f in fields(record)}
    for key, value in table.items():
        kind = kinds[key]  # an unknown key is a slip in our own data: KeyError is right
        if kind == "Phrases":
            values[key] = frozenset(value)
        elif kind.startswith("tuple[tuple"):
            values[key] = tuple(tuple(group) for group in value)
        elif kind.startswith("tuple"):
            values[key] = tuple(value)
        elif kind.startswith("Mapping"):
            values[key] = MappingProxyType(dict(value))
        else:
            values[key] = value
    return values
