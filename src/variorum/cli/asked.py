"""A comparison's short label as the question that a reader would ask, in English."""

from __future__ import annotations

from variorum.compare.revisions import ChangeKind
from variorum.model import First, LanguageTag, Outcome, QuestionKind, SourceKind

_ASKED = {
    "killed": "How many were killed?",
    "injured": "How many were hurt?",
    "aboard": "How many were aboard?",
    "rescued": "How many were rescued?",
    "missing": "How many are missing?",
    "arrested": "How many were arrested?",
    "displaced": "How many had to leave?",
    "deployed": "How many were sent?",
    "money": "How much money?",
    "percent": "What share?",
    "distance": "How far?",
    "duration": "How long?",
    "age": "How old?",
    "weight": "How heavy?",
    "temperature": "How warm?",
    "magnitude": "How strong?",
    "day": "On which day?",
    "name": "What is the name?",
}
OUTCOMES = {
    Outcome.CONFLICT: "conflict",
    Outcome.UPDATE: "update",
    Outcome.COMPATIBLE: "more and less exact",
    Outcome.WORDING: "other words",
    Outcome.AGREEMENT: "agreement",
    Outcome.OMISSION: "only here",
}
FIRST = {
    First.ACTOR: "a name",
    First.FIGURE: "a figure",
    First.QUOTATION: "a quotation",
    First.EVENT: "what happened",
}
SOURCES = {
    SourceKind.PERSON: "a person",
    SourceKind.BODY: "a body",
    SourceKind.AGENCY: "an agency",
    SourceKind.OUTLET: "an outlet",
    SourceKind.UNNAMED: "nobody named",
}
CHANGES = {
    ChangeKind.NOTICE: "Says that it was corrected",
    ChangeKind.HEADLINE: "Headline",
    ChangeKind.NUMBER: "Number",
    ChangeKind.QUOTATION: "Quotation",
    ChangeKind.SOURCE: "Who said it",
    ChangeKind.NAME: "Name",
    ChangeKind.ADDED: "New sentence",
    ChangeKind.REMOVED: "Sentence left out",
    ChangeKind.REWORDED: "Other words",
    ChangeKind.MOVED: "Now at another place",
}


def asked(label: str, kind: QuestionKind, *, language: LanguageTag | None = None) -> str:
    """The question behind a label whose words are of a language: "killed" asks "How many were killed?"."""
    if kind is QuestionKind.WORDING:
        return _of_words(label)
    if kind is QuestionKind.ATTRIBUTION:
        return "Who said it?"
    told = label.split()
    if not told or told == ["number"]:
        return "How many?"
    if told[-1] in _ASKED:
        return _ASKED[told[-1]]
    if told[0] in _ASKED:
        what = " ".join(told[1:]).strip("()")
        return f"{_ASKED[told[0]]} ({what})" if what else _ASKED[told[0]]
    noun = label.strip("()")
    return f"How many {noun}?" if (language or "").split("-")[0] == "en" else f"How many? ({noun})"


def _of_words(label: str) -> str:
    if label.startswith("hedged"):
        return "As a fact, or with reserve?"
    if not label.startswith("quotation of "):
        return "What is it called?"
    speaker = label.removeprefix("quotation of ")
    return "What was said?" if speaker == "None" else f"What did {speaker} say?"
