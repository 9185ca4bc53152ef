"""What the answers to one question amount to: which contradict each other, and which bring others up to date."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from itertools import combinations
from typing import NamedTuple

from variorum.compare.answers import Answer
from variorum.compare.corrections import is_corrected
from variorum.compare.counted import comparable
from variorum.compare.quantities import Told, compare_told, same_value, span_of
from variorum.compare.voices import Voices, outlet_label, told_at
from variorum.model import Outcome, Position, Precision, Quantity
from variorum.text.times import Moment

_RANK = (Outcome.CONFLICT, Outcome.UPDATE, Outcome.COMPATIBLE, Outcome.AGREEMENT)

Telling = Mapping[str, Sequence[Answer]]  # article -> all quantities that it tells


@dataclass(frozen=True, slots=True)
class Finding:
    """An outcome and the answers that it stands on, one row for each position."""

    outcome: Outcome
    positions: tuple[tuple[Answer, ...], ...]

    @property
    def answers(self) -> tuple[Answer, ...]:
        return tuple(answer for position in self.positions for answer in position)


def told(answer: Answer, voices: Voices) -> Told:
    """The answer with the time at which its outlet gave it, or the day that it says itself it is of."""
    report = voices.reports[answer.claim.article]
    moment = told_at(report)
    day = answer.quantity.as_of
    if day and moment.at and day < moment.at.date():
        moment = Moment(datetime.combine(day, time(), tzinfo=UTC), Precision.DAY)
    return Told(answer.quantity, moment.at, moment.precision, outlet_label(report))


def outcome_of(one: Answer, other: Answer, voices: Voices, told_by: Telling) -> Outcome:
    """What two answers to one question amount to; a figure that corrects an earlier one brings it up to date."""
    outcome = compare_told(told(one, voices), told(other, voices))
    if outcome is Outcome.CONFLICT and is_corrected(one, other, told_by, voices):
        return Outcome.UPDATE
    return outcome


def value_key(quantity: Quantity) -> tuple[float, ...]:
    """What makes two answers one position."""
    return tuple(round(edge, 6) for edge in span_of(replace(quantity, approximate=False)))


def is_reconciled(one: Answer, other: Answer, told_by: Telling) -> bool:
    """Whether one report gives the other's number as well, here or elsewhere: then it does not deny it."""
    return any(
        same_value(mine.quantity, theirs.quantity)
        and comparable(mine.quantity, theirs.quantity, mine.claim.language, theirs.claim.language)
        for mine, article in ((one, other.claim.article), (other, one.claim.article))
        for theirs in told_by[article]
    )


def find_outcomes(answers: Sequence[Answer], voices: Voices, told_by: Telling) -> Iterator[Finding]:
    """The contradictions, the one line of updates, and what differs in precision only; or that all agree.

    17 and 21 at one time and 24 a day later are a contradiction of the first two and an update to the third.
    """
    stands = _stands(answers)
    between = {
        pair: _between(stands[pair[0]], stands[pair[1]], voices, told_by)
        for pair in combinations(range(len(stands)), 2)
    }
    shown: set[int] = set()
    for group in _conflicting(between):
        heard = group | _beside(group, between, count=len(stands))
        shown |= heard
        sides = _joined(group, heard - group, stands)
        yield Finding(Outcome.CONFLICT, _ordered(sides, voices))
    line = _line(stands, between, voices)
    if line:
        shown |= set(line)
        yield Finding(Outcome.UPDATE, tuple(stands[number] for number in line))
    rest = set(range(len(stands))) - shown
    if rest:
        rest |= _beside(rest, between, count=len(stands))
        worst = [between[pair] for pair in combinations(sorted(rest), 2)]
        outcome = min(worst, key=_RANK.index, default=Outcome.AGREEMENT)
        if len(rest) > 1 or not shown:
            yield Finding(outcome, _ordered([stands[number] for number in sorted(rest)], voices))


class _Row(NamedTuple):
    """Positions that bring each other up to date, and what speaks for showing just these."""

    length: int
    own: int  # steps that one outlet took itself
    voices: int
    numbers: tuple[int, ...]


_Stand = tuple[Answer, ...]
_Between = Mapping[tuple[int, int], Outcome]


def _stands(answers: Sequence[Answer]) -> list[_Stand]:
    values: dict[tuple[float, ...], list[Answer]] = defaultdict(list)
    for answer in answers:
        values[value_key(answer.quantity)].append(answer)
    return [tuple(found) for found in values.values()]


def _between(one: _Stand, other: _Stand, voices: Voices, told_by: Telling) -> Outcome:
    """The gravest outcome between two positions; reports that know both figures contradict nobody."""
    found = set()
    for left in one:
        for right in other:
            outcome = outcome_of(left, right, voices, told_by)
            if outcome is not Outcome.CONFLICT or not is_reconciled(left, right, told_by):
                found.add(outcome)
    return min(found, key=_RANK.index, default=Outcome.COMPATIBLE)


def _conflicting(between: _Between) -> list[set[int]]:
    """Positions that hang together through contradictions."""
    groups: list[set[int]] = []
    for pair, outcome in between.items():
        if outcome is Outcome.CONFLICT:
            touched = [group for group in groups if group & set(pair)]
            groups = [group for group in groups if group not in touched]
            groups.append(set(pair).union(*touched))
    return groups


def _beside(group: set[int], between: _Between, *, count: int) -> set[int]:
    """Positions that fit with one of a group and bring none of it up to date."""
    found = set()
    for number in set(range(count)) - group:
        outcomes = {between[min(number, member), max(number, member)] for member in group}
        if outcomes & {Outcome.COMPATIBLE, Outcome.AGREEMENT} and not outcomes & {Outcome.UPDATE, Outcome.CONFLICT}:
            found.add(number)
    return found


def _joined(group: set[int], beside: set[int], stands: Sequence[_Stand]) -> list[_Stand]:
    """The sides of a contradiction: "at least 17" stands with the one 17, "dozens" for itself."""
    sides = {number: stands[number] for number in sorted(group)}
    for number in sorted(beside):
        same = [member for member in group if _edges(stands[number]) & _edges(stands[member])]
        if len(same) == 1:
            sides[same[0]] = (*sides[same[0]], *stands[number])
        else:
            sides[number] = stands[number]
    return list(sides.values())


def _edges(stand: _Stand) -> set[object]:
    """The bounds of a figure; "at least" has one: no bound at all is nothing that two figures share."""
    return {edge for edge in value_key(stand[0].quantity) if not (isinstance(edge, float) and math.isinf(edge))}


def _line(stands: Sequence[_Stand], between: _Between, voices: Voices) -> tuple[int, ...]:
    """The longest row of figures each of which brings the one before it up to date; none has less than two.

    Of two rows of one length the one counts in which an outlet follows its own figure, then the one with more voices.
    """
    moments = {number: at for number, stand in enumerate(stands) if (at := _first(stand, voices)) is not None}
    best: dict[int, _Row] = {}
    for number in sorted(moments, key=lambda one: moments[one]):
        weight = voices.count(answer.claim.article for answer in stands[number])
        rows = [_Row(1, 0, weight, (number,))]
        for earlier, row in best.items():
            if between[min(number, earlier), max(number, earlier)] is Outcome.UPDATE:
                own = bool(_outlets(stands[earlier], voices) & _outlets(stands[number], voices))
                rows.append(_Row(row.length + 1, row.own + own, row.voices + weight, (*row.numbers, number)))
        best[number] = max(rows)
    longest = max(best.values(), default=None)
    return longest.numbers if longest and longest.length > 1 else ()


def _first(stand: _Stand, voices: Voices) -> float | None:
    times = [at.timestamp() for answer in stand if (at := told_at(voices.reports[answer.claim.article]).at)]
    return min(times, default=None)


def _outlets(stand: _Stand, voices: Voices) -> set[str]:
    return {outlet_label(voices.reports[answer.claim.article]) for answer in stand}


def _ordered(stands: Sequence[_Stand], voices: Voices) -> tuple[_Stand, ...]:
    def rank(stand: _Stand) -> float:
        return -voices.count(answer.claim.article for answer in stand)

    return tuple(sorted(stands, key=rank))


def position_of(answers: Sequence[Answer], voices: Voices) -> Position:
    """One position in the words of the earliest report that takes it, an exact figure before a rough one."""
    exact = [answer.evidence for answer in answers if answer.quantity.exact]
    position = voices.position("", exact or [answer.evidence for answer in answers])
    return voices.position(voices.text(position.members[0]), [answer.evidence for answer in answers])
