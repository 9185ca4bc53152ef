"""Whether a sentence can stand alone: it leans on nothing before it, cuts no quotation, and is of a readable length."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from itertools import pairwise

from variorum.languages import get_language
from variorum.model import Article, LanguageTag, Span
from variorum.text.furniture import furniture
from variorum.text.marks import quoted
from variorum.text.words import words

_SHORTEST, _LONGEST = 7, 48  # words
_HEAD = 4  # words at the head of a sentence, before which nothing is named that "near it" could mean
_MOSTLY = 0.6  # share of a sentence that may stand between quotation marks
_FULL_STOPS = (".", "!", "。", "।", "؟", "۔", "…")
# Places in capitals, then perhaps a date and the agency, then a dash or a colon.
_DATELINE = re.compile(
    r"[^\W\d_a-zß-ÿ][^\Wa-zß-ÿ]*(?:[ ./,'’-]+[^\Wa-zß-ÿ]+)*"
    r"(?:,? [^–—:()]{1,25})?(?: ?\([^()]{2,40}\))?(?: ?[–—]|:| --?) +"
)
_CLOSING = "\"'”’»›」』)"


def without_dateline(report: Article, span: Span) -> Span:
    """The sentence from behind "LAGOS, 3 May (Agency) – " at its head."""
    found = _DATELINE.match(span.cut(report.text))
    return Span(span.start + found.end(), span.end) if found else span


def stands_alone(report: Article, span: Span) -> bool:
    """Whether a reader who sees only this sentence understands what it says."""
    text = span.cut(report.text)
    told = [word.folded for word in words(text)]
    if not _SHORTEST <= len(told) <= _LONGEST or not text.rstrip(_CLOSING).endswith(_FULL_STOPS):
        return False
    if _leans(told, report.language) or text[:1].islower():
        return False
    return _keeps_quotations(report, span) and not any(span.overlaps(piece) for piece in _furniture(report))


def _leans(told: list[str], language: LanguageTag | None) -> bool:
    known = get_language(language)
    leaning = known.conjunctions | _pronouns(language) | _leaning().get((language or "").split("-")[0], frozenset())
    if told[0] in leaning or " ".join(told[:2]) in leaning:
        return True
    return any(
        place in known.place_prepositions and thing in known.pronouns_thing for place, thing in pairwise(told[:_HEAD])
    )


def _pronouns(language: LanguageTag | None) -> frozenset[str]:
    known = get_language(language)
    return known.pronouns_male | known.pronouns_female | known.pronouns_many | known.pronouns_thing | known.pronouns_any


def _keeps_quotations(report: Article, span: Span) -> bool:
    """Whether no quotation runs over the edges of the sentence, nor fills most of it."""
    inside = 0
    for quotation in quoted(report.text):
        if quotation.span.overlaps(span):
            if not span.holds(quotation.span) or not quotation.closed:
                return False
            inside += quotation.span.end - quotation.span.start
    return inside <= _MOSTLY * (span.end - span.start)


def _furniture(report: Article) -> tuple[Span, ...]:
    return furniture(report.text, report.language)


@cache
def _leaning() -> Mapping[str, frozenset[str]]:
    table = tomllib.loads((files("variorum.summarize") / "leaning.toml").read_text(encoding="utf-8"))
    return {language: frozenset(phrases) for language, phrases in table.items()}
