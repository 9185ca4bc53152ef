"""Plain lists of words, a section a language: "[th]" and the words below it; lines that begin with # are comments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from variorum.model import LanguageTag


@cache
def read_words(name: str) -> Mapping[LanguageTag, frozenset[str]]:
    """The words of each language in a file of this folder; a language may have several sections."""
    found: dict[LanguageTag, set[str]] = defaultdict(set)
    tag = ""
    for line in (files(__package__) / name).read_text("utf-8").splitlines():
        if line.startswith("["):
            tag = line.strip("[] ")
        elif tag and not line.startswith("#"):
            found[tag].update(line.split())
    return {language: frozenset(words) for language, words in found.items()}
