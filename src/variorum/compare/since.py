"""What is new in a story since a moment, what changed, and what was withdrawn, by the times of reports and revisions.

A report counts as new where it cannot have appeared before the moment: one of which only the day is known is new from
the next day on, and of one without any time nobody can say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from variorum.compare.revisions import Change, ChangeKind, Changes
from variorum.model import (
    Article,
    Breakdown,
    Comparison,
    Evidence,
    Outcome,
    Position,
    QuestionKind,
    Statement,
    StepVersion,
)

MADE_BY = "since/1"
# What takes something back; that a sentence is missing in a later version may also be an editor's cut, and is told so.
_WITHDRAWN = frozenset({ChangeKind.NOTICE, ChangeKind.REMOVED})


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAnswer:
    """A question and the answers that were first given since; `before` are those that stood already."""

    comparison: Comparison
    before: tuple[Position, ...]
    answers: tuple[Position, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedReport:
    """A report that was changed since, and how."""

    changes: Changes
    withdrawn: tuple[Change, ...]  # notices of correction, and sentences that stand there no more
    changed: tuple[Change, ...]  # all others


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """All that is otherwise since a moment."""

    moment: datetime
    reports: tuple[str, ...]  # that appeared since, oldest first
    undated: tuple[str, ...]  # of which nobody can say
    answers: tuple[NewAnswer, ...]  # conflicts first
    statements: tuple[Statement, ...]  # that several make, and that were first made since
    alone: tuple[Evidence, ...]  # what one of the new reports alone tells
    changed: tuple[ChangedReport, ...]
    made_by: StepVersion = MADE_BY

    @property
    def nothing(self) -> bool:
        """Whether all is as it was."""
        return not (self.reports or self.changed)


def changes_since(
    moment: datetime, reports: Sequence[Article], breakdown: Breakdown, *, revised: Iterable[Changes] = ()
) -> Since:
    """What is otherwise since a moment; `revised` is how reports differ from their versions of that moment."""
    new = [one for one in reports if one.published and one.published >= moment]
    fresh = [_changed_report(one) for one in revised if one.changes]
    stood = _Stood(
        reports=frozenset(one.id for one in reports) - frozenset(one.id for one in new),
        since={one.changes.article: one.changes for one in fresh},
    )
    return Since(
        moment=moment,
        reports=tuple(one.id for one in sorted(new, key=lambda one: (one.published or moment, one.id))),
        undated=tuple(one.id for one in reports if one.published is None),
        answers=tuple(_new_answers(breakdown.comparisons, stood)),
        statements=tuple(_new_statements(breakdown.statements, stood)),
        alone=tuple(one for one in breakdown.omissions if not stood.held(one)),
        changed=tuple(fresh),
    )


@dataclass(frozen=True, slots=True)
class _Stood:
    """What was there at the moment: the reports that had appeared, and what they were changed in since."""

    reports: frozenset[str]
    since: Mapping[str, Changes]

    def held(self, evidence: Evidence) -> bool:
        """Whether the words stood in their report at the moment."""
        if evidence.article not in self.reports:
            return False
        changes = self.since[evidence.article].changes if evidence.article in self.since else ()
        return not any(_came(change, evidence) for change in changes)


def _came(change: Change, evidence: Evidence) -> bool:
    """Whether a change brought these words: the whole sentence where none like it stood there, else what is marked."""
    after = change.after
    if after is None or after.of_headline or change.kind is ChangeKind.MOVED:
        return False
    spans = after.marks if change.before and after.marks else (after.span,)
    return any(span.overlaps(evidence.span) for span in spans)


def _new_answers(comparisons: Iterable[Comparison], stood: _Stood) -> Iterator[NewAnswer]:
    for one in comparisons:
        if one.kind is QuestionKind.WORDING or one.outcome is Outcome.AGREEMENT:
            continue
        before = tuple(position for position in one.positions if any(map(stood.held, position.members)))
        answers = tuple(position for position in one.positions if position not in before)
        if answers:
            yield NewAnswer(comparison=one, before=before, answers=answers)


def _new_statements(statements: Iterable[Statement], stood: _Stood) -> Iterator[Statement]:
    for one in statements:
        if one.shown and one.origins > 1 and not any(map(stood.held, one.members)):
            yield one


def _changed_report(changes: Changes) -> ChangedReport:
    gone = tuple(one for one in changes.changes if one.kind in _WITHDRAWN)
    return ChangedReport(
        changes=changes,
        withdrawn=gone,
        changed=tuple(one for one in changes.changes if one not in gone and one.kind is not ChangeKind.MOVED),
    )
