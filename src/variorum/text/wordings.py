"""Several wordings of one thing: which of them says least that the others do not say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from variorum.languages import get_language
from variorum.model import LanguageTag
from variorum.text.words import content_words, words

_NUMBER = re.compile(r"\d+(?:[.,'’\u00a0\u202f ]\d{3})*")


class Wording(NamedTuple):
    """A sentence as one report has it."""

    text: str
    language: LanguageTag | None
    figures: frozenset[float] | None = None  # the numbers in it; None: those that stand in digits


class Excess(NamedTuple):
    """What a wording says beyond the others; the least is the best to show under all their names."""

    figures: bool  # it gives a number that none of the others gives
    leans: bool  # it begins with a word that points to the sentence before: "He added"
    terms: float  # share of its content words that stand in no other wording of its language, 0 to 1, in tenths


def excess(wording: Wording, others: Sequence[Wording]) -> Excess:
    """What a wording says beyond the others. Words are compared within a language, numbers across all."""
    known = frozenset[float]().union(*map(_figures, others))
    return Excess(
        figures=bool(others) and not _figures(wording) <= known,
        leans=_leans(wording),
        terms=_own_terms(wording, [other for other in others if other.language == wording.language]),
    )


def _figures(wording: Wording) -> frozenset[float]:
    if wording.figures is not None:
        return wording.figures
    return frozenset(float(re.sub(r"\D", "", number[0])) for number in _NUMBER.finditer(wording.text))


def _own_terms(wording: Wording, others: Sequence[Wording]) -> float:
    own = set(content_words(wording.text, wording.language))
    if not own or not others:
        return 0.0
    known = {term for other in others for term in content_words(other.text, other.language)}
    return round(len(own - known) / len(own), 1)


def _leans(wording: Wording) -> bool:
    known = get_language(wording.language)
    pointing = known.pronouns_male | known.pronouns_female | known.pronouns_many | known.pronouns_thing
    first = next(iter(words(wording.text)), None)
    return first is not None and first.folded in pointing | known.conjunctions
