"""What the breakdown's questions and outcomes are called on a page."""

from __future__ import annotations

from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from variorum.model import Outcome

OUTCOMES = {
    Outcome.AGREEMENT: _("Agreement"),
    Outcome.COMPATIBLE: _("More and less exact"),
    Outcome.UPDATE: pgettext_lazy("outcome", "Update"),
    Outcome.CONFLICT: pgettext_lazy("outcome", "Conflict"),
    Outcome.OMISSION: _("Only here"),
    Outcome.WORDING: _("Other words"),
}

# Labels are the roles of variorum.model.Role, alone or with words out of the reports: "people killed", "distance east".
QUESTIONS = {
    "killed": _("How many were killed?"),
    "injured": _("How many were hurt?"),
    "aboard": _("How many were aboard?"),
    "rescued": _("How many were rescued?"),
    "missing": _("How many are missing?"),
    "arrested": _("How many were arrested?"),
    "displaced": _("How many had to leave?"),
    "deployed": _("How many were sent?"),
    "money": _("How much money?"),
    "percent": _("What share?"),
    "distance": _("How far?"),
    "duration": _("How long?"),
    "age": _("How old?"),
    "weight": _("How heavy?"),
    "temperature": _("How warm?"),
    "magnitude": _("How strong?"),
}


def question_label(label: str, outcome: Outcome) -> str:
    """A comparison's short label as a question that a reader would ask."""
    if outcome is Outcome.WORDING:
        speaker = label.removeprefix("quotation of ") if label.startswith("quotation of ") else None
        if speaker is None:
            return say("What is it called?")
        return say("What was said?") if speaker == "None" else say("What did %s say?") % speaker
    words = label.split()
    if not words or words == ["number"]:
        return say("How many?")
    if words[-1] in QUESTIONS:
        return str(QUESTIONS[words[-1]])
    if words[0] in QUESTIONS:
        what = " ".join(words[1:]).strip("()")
        return f"{QUESTIONS[words[0]]} ({what})" if what else str(QUESTIONS[words[0]])
    return say("How many? (%s)") % label.strip("()")
