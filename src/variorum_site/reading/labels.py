"""What the breakdown's questions and outcomes are called on a page."""

from __future__ import annotations

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

# Labels are those of variorum.model.Role; any other label is a noun out of the reports and shows as it is.
QUESTIONS = {
    "killed": _("How many were killed?"),
    "injured": _("How many were hurt?"),
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
