"""What the breakdown's questions and outcomes are called on a page."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, ngettext_lazy, pgettext_lazy

from variorum.compare.revisions import ChangeKind
from variorum.model import First, Flag, Outcome, SourceKind
from variorum.reprints.records import CopyKind
from variorum.stories import Relation
from variorum_site.news.queries import ChangeView, RelatedStory, RevisionView
from variorum_site.news.queries.copies import CopyView

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
    "day": _("On which day?"),
    "name": _("What is the name?"),
}


def question_label(label: str, outcome: Outcome) -> str:
    """A comparison's short label as a question that a reader would ask."""
    if outcome is Outcome.WORDING:
        if label.startswith("hedged"):
            return say("As a fact, or with reserve?")
        speaker = label.removeprefix("quotation of ") if label.startswith("quotation of ") else None
        if speaker is None:
            return say("What is it called?")
        return say("What was said?") if speaker == "None" else say("What did %s say?") % speaker
    if label == "who said it":
        return say("Who said it?")
    words = label.split()
    if not words or words == ["number"]:
        return say("How many?")
    if words[-1] in QUESTIONS:
        return str(QUESTIONS[words[-1]])
    if words[0] in QUESTIONS:
        what = " ".join(words[1:]).strip("()")
        return f"{QUESTIONS[words[0]]} ({what})" if what else str(QUESTIONS[words[0]])
    return say("How many? (%s)") % label.strip("()")


FIRSTS = {
    First.ACTOR: _("Puts a name first"),
    First.FIGURE: _("Puts a figure first"),
    First.QUOTATION: _("Puts a quotation first"),
    First.EVENT: _("Puts first what happened"),
}
SOURCES = {
    SourceKind.PERSON: _("a person"),
    SourceKind.BODY: _("a body"),
    SourceKind.AGENCY: _("an agency"),
    SourceKind.OUTLET: _("an outlet"),
    SourceKind.UNNAMED: _("nobody named"),
}
FLAGS = {
    Flag.LOOP: _("They cite each other: none of them is the source."),
    Flag.UNNAMED: _("No report says who this is."),
}


def relation_label(other: RelatedStory) -> str:
    """How another story has to do with this one, and how many days lie between them, as a sentence."""
    days = other.days
    if other.kind is Relation.TOPIC:
        return say("The same topic.")
    if other.kind is Relation.CHAIN:
        if not days:
            return say("The same chain of events.")
        return ngettext(
            "The same chain of events, %(n)d day apart.", "The same chain of events, %(n)d days apart.", abs(days)
        ) % {"n": abs(days)}
    if days is None:
        return say("The same people and place at another time.")
    if days >= 0:
        return ngettext(
            "The same people and place, %(n)d day later.",
            "The same people and place, %(n)d days later.",
            days,
        ) % {"n": days}
    return ngettext(
        "The same people and place, %(n)d day earlier.",
        "The same people and place, %(n)d days earlier.",
        -days,
    ) % {"n": -days}


_CHANGES = {
    ChangeKind.NOTICE: _("The outlet says that it corrected"),
    ChangeKind.HEADLINE: _("Headline"),
    ChangeKind.NUMBER: _("Number"),
    ChangeKind.QUOTATION: _("Quotation"),
    ChangeKind.SOURCE: _("Who said it"),
    ChangeKind.NAME: _("Name"),
    ChangeKind.ADDED: _("New sentence"),
    ChangeKind.REMOVED: _("Sentence left out"),
    ChangeKind.REWORDED: _("Other words"),
    ChangeKind.MOVED: _("Now at another place"),
}


_COUNTED = {
    ChangeKind.NOTICE: ngettext_lazy("Says that it was corrected", "Says that it was corrected", "n"),
    ChangeKind.HEADLINE: ngettext_lazy("Another headline", "Another headline", "n"),
    ChangeKind.NUMBER: ngettext_lazy("%(n)d number", "%(n)d numbers", "n"),
    ChangeKind.QUOTATION: ngettext_lazy("%(n)d quotation", "%(n)d quotations", "n"),
    ChangeKind.SOURCE: ngettext_lazy("%(n)d speaker", "%(n)d speakers", "n"),
    ChangeKind.NAME: ngettext_lazy("%(n)d name", "%(n)d names", "n"),
    ChangeKind.ADDED: ngettext_lazy("%(n)d sentence added", "%(n)d sentences added", "n"),
    ChangeKind.REMOVED: ngettext_lazy("%(n)d sentence left out", "%(n)d sentences left out", "n"),
    ChangeKind.REWORDED: ngettext_lazy("%(n)d sentence reworded", "%(n)d sentences reworded", "n"),
    ChangeKind.MOVED: ngettext_lazy("%(n)d sentence moved", "%(n)d sentences moved", "n"),
}


def change_title(change: ChangeView) -> str:
    """What kind of change it is; of a number, which question it answers."""
    if change.role is not None and change.role.value in QUESTIONS:
        return str(QUESTIONS[change.role.value])
    return str(_CHANGES[change.kind])


def says_itself(change: ChangeView) -> bool:
    """Whether the title alone says what happened to the words below it: they came, went, or stand elsewhere."""
    came_alone = change.kind is ChangeKind.NOTICE and not change.before
    return came_alone or change.kind in (ChangeKind.ADDED, ChangeKind.REMOVED, ChangeKind.MOVED)


def changes_summary(version: RevisionView) -> str:
    """How many changes of each kind a version brought, heaviest first, in one line."""
    return counts_summary(version.counts)


def counts_summary(counts: Mapping[ChangeKind, int]) -> str:
    """How many changes of each kind, heaviest first, in one line."""
    return " · ".join(str(_COUNTED[kind] % {"n": counts[kind]}) for kind in ChangeKind if counts.get(kind))


_REWORDED = 50  # per cent of a copy's words: where fewer are its parent's, that says more than the counts


def copy_summary(copy: CopyView) -> str:
    """What a copy made of its parent, in one line; own reporting that it adds is told apart from this."""
    if copy.kind is CopyKind.EXACT:
        return say("unchanged")
    shortened = copy.kind is CopyKind.SHORTENED
    notes = []
    if copy.added and not copy.adds_reporting:
        notes.append(ngettext("%(n)d sentence added", "%(n)d sentences added", copy.added) % {"n": copy.added})
    if copy.cut:
        cut = ngettext("%(n)d of %(whole)d sentence cut", "%(n)d of %(whole)d sentences cut", copy.whole)
        notes.append(cut % {"n": copy.cut, "whole": copy.whole})
    if copy.changed and shortened:
        cut = ngettext("words cut in %(n)d sentence", "words cut in %(n)d sentences", copy.changed)
        notes.append(cut % {"n": copy.changed})
    elif copy.changed:
        changed = ngettext("wording changed in %(n)d sentence", "wording changed in %(n)d sentences", copy.changed)
        notes.append(changed % {"n": copy.changed})
    if copy.share < _REWORDED and not copy.others:
        notes.append(say("%(share)d %% of its wording stands there word for word") % {"share": copy.share})
    line = " · ".join(notes)
    return say("shortened: %s") % line if shortened and line else line
