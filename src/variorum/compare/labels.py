"""Short labels for questions: the part that the counted things play, or what is counted, in one language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from variorum.compare.answers import Answer
from variorum.compare.terms import around
from variorum.compare.voices import Voices, told_at
from variorum.languages import get_language
from variorum.model import LanguageTag, Role, Span
from variorum.text.words import words

_NEAR = 3  # content words behind a number that may say what it measures
_LEAST = 4  # letters of such a word


def label_all(questions: Sequence[Sequence[Answer]], voices: Voices) -> list[str]:
    """One label for each question: "killed", "houses", "money"; of several alike each tells more: "money (watch)"."""
    plain = [_label(answers, voices) for answers in questions]
    often = Counter(plain)
    told = []
    for answers, asked in zip(questions, plain, strict=True):
        more = _measured(answers, voices) if often[asked] > 1 and _is_role(asked) else ""
        told.append(f"{asked} ({more})" if more else asked)
    return told


def _label(answers: Sequence[Answer], voices: Voices) -> str:
    roles = Counter(answer.quantity.role for answer in answers if answer.quantity.role is not Role.COUNT)
    if roles:
        return roles.most_common(1)[0][0].value
    nouns = Counter(noun for answer in _in_one_language(answers, voices) if (noun := _noun(answer, voices)))
    return nouns.most_common(1)[0][0] if nouns else "number"


def _is_role(asked: str) -> bool:
    return asked in {role.value for role in Role}


def _in_one_language(answers: Sequence[Answer], voices: Voices) -> list[Answer]:
    """The answers in the language that most are given in; of two the one that was heard first. Earliest first."""
    spoken = Counter(answer.claim.language for answer in answers)
    ordered = sorted(answers, key=lambda answer: _when(answer, voices))
    most = max(spoken.values(), default=0)
    chosen = next((a.claim.language for a in ordered if spoken[a.claim.language] == most), None)
    return [answer for answer in ordered if answer.claim.language == chosen]


def _when(answer: Answer, voices: Voices) -> tuple[bool, float]:
    at = told_at(voices.reports[answer.claim.article]).at
    return at is None, at.timestamp() if at else 0.0


def _measured(answers: Sequence[Answer], voices: Voices) -> str:
    """A word that all answers of one language have close by, as the earliest one writes it; no name."""
    heard = _in_one_language(answers, voices)
    if len(heard) < len(answers):
        return ""
    near = [around(answer.claim, answer.quantity.span, reach=_NEAR) for answer in heard]
    shared = frozenset.intersection(*near)
    first = heard[0]
    text = voices.reports[first.claim.article].text
    for term, place in zip(first.claim.sequence, first.claim.places, strict=True):
        if term in shared and not term.startswith("@") and not first.quantity.span.overlaps(Span(place, place + 1)):
            surface = Span(place, first.claim.claim.span.end).cut(text)
            word = words(surface)[0].span.cut(surface)
            if len(word) >= _LEAST:
                return word
    return ""


def _noun(answer: Answer, voices: Voices) -> str:
    """What is counted, with the words that belong to it, as it is written: "crew members"."""
    if not answer.quantity.counted:
        return ""
    text = voices.text(answer.evidence)
    told = list(words(text))
    while told and not _names_things(told[0].folded, answer.claim.language):
        told.pop(0)
    while told and told[-1].folded in get_language(answer.claim.language).stop_words:
        told.pop()
    noun = Span(told[0].span.start, told[-1].span.end).cut(text) if told else answer.quantity.counted
    return noun if get_language(answer.claim.language).nouns_are_capital else noun.lower()


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
