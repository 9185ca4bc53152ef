"""A short label for a question, made of words that its answers share."""

from __future__ import annotations

from collections.abc import Sequence

from variorum.compare.answers import Answer
from variorum.compare.terms import around
from variorum.compare.voices import Voices
from variorum.languages import get_language
from variorum.model import LanguageTag, Role, Span
from variorum.text.words import words

_MOST = 2  # words that tell one count of people from another


def label(answers: Sequence[Answer], voices: Voices, *, reach: int) -> str:
    """What is asked, in the reports' own words: "people killed", "people (critical condition)", "money (watch)"."""
    roles = [a.quantity.role.value for a in answers if a.quantity.role is not Role.COUNT]
    nouns = [noun for answer in answers if (noun := _noun(answer, voices))]
    noun = max(nouns, key=nouns.count) if nouns else ""
    role = max(roles, key=roles.count) if roles else ""
    asked = f"{noun} {role}".strip() if role not in noun else noun
    if noun and role:
        return asked
    shared = " ".join(_shared_words(answers, voices, besides=noun, reach=reach))
    return f"{asked} ({shared})" if asked and shared else asked or shared or "number"


def _shared_words(answers: Sequence[Answer], voices: Voices, *, besides: str, reach: int) -> list[str]:
    """The first two words that all answers have around their numbers, as the first answer writes them."""
    near = [around(answer.claim, answer.quantity.span, reach=reach) for answer in answers]
    shared = frozenset.intersection(*near)
    claim = answers[0].claim
    text = voices.reports[claim.article].text
    found = []
    for term, place in zip(claim.sequence, claim.places, strict=True):
        if term in shared and not answers[0].quantity.span.start <= place < answers[0].quantity.span.end:
            surface = Span(place, claim.claim.span.end).cut(text)
            word = words(surface)[0].span.cut(surface)
            if word.lower() not in besides and word not in found:
                found.append(word)
    return found[:_MOST]


def _noun(answer: Answer, voices: Voices) -> str:
    """What is counted, with the words that belong to it: "crew members"."""
    if not answer.quantity.counted:
        return ""
    told = [word.folded for word in words(voices.text(answer.evidence))]
    while told and not _names_things(told[0], answer.claim.language):
        told.pop(0)
    return " ".join(told) or answer.quantity.counted.lower()


def _names_things(word: str, language: LanguageTag | None) -> bool:
    """Whether a word at the head of a quantity belongs to the noun and not to the number."""
    known = get_language(language)
    numbers = known.numbers.keys() | known.scales.keys() | known.vague.keys()
    edges = {part for phrase in known.more_than | known.less_than | known.about for part in phrase.split()}
    return not (
        word[0].isdigit()
        or word in known.stop_words
        or word in edges
        or word.split("-", maxsplit=1)[0] in numbers
        or word in numbers
    )
