"""Quantities of different reports that answer one question, and what their answers amount to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from variorum.compare.answers import Answer
from variorum.compare.company import Likely
from variorum.compare.counted import comparable, head_of, is_measured, is_same_thing
from variorum.compare.labels import label
from variorum.compare.quantities import Told, compare_told, same_value, span_of
from variorum.compare.terms import ClaimTerms, StoryTerms, around
from variorum.compare.voices import Voices
from variorum.model import Comparison, Evidence, Outcome, Position, Quantity, QuestionKind, Role

MADE_BY = "compare/1"
# Words on either side of two quantities that are compared; 4 and 8 both gave more false conflicts than 6.
_REACH = 6
# How sure it must be that two quantities answer one question. On ten stories with a planted contradiction each and the
# same stories as they were (2026-11-23): 0.65 to 0.7 finds 9 of 10 with one false conflict in all, 0.55 finds all with
# two false ones, 0.75 finds 8.
_SURE = 0.68
_CONTEXT = 1.5  # weight of the share of words around both quantities that are the same
_HEAD = 0.1  # weight of what is counted or measured being named by the same words
_LEAST_CONTEXT = 2.0  # shared weight around two quantities without which nothing is the same question
_BONUS = {Outcome.AGREEMENT: 0.5, Outcome.COMPATIBLE: 0.25}  # numbers that go together speak for one question
_SMALL = 10  # two reports may well hold the same small number by chance

_RANK = (Outcome.CONFLICT, Outcome.UPDATE, Outcome.COMPATIBLE, Outcome.AGREEMENT)


@dataclass(frozen=True, slots=True)
class Link:
    """Two answers to what is held to be one question."""

    left: Answer
    right: Answer
    sureness: float
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class _Group:
    """Links about one question, and the value that each claim gives to it."""

    links: list[Link]
    seats: dict[tuple[str, int], object]

    @property
    def answers(self) -> frozenset[Evidence]:
        return frozenset(answer.evidence for link in self.links for answer in (link.left, link.right))


def compare_quantities(story: StoryTerms, pairs: Sequence[Likely], voices: Voices) -> tuple[Comparison, ...]:
    """One comparison for each question that at least two reports answer with a number."""
    links = _links(story, pairs, voices)
    found = [_comparison(group, voices) for group in _groups(links)]
    return tuple(one for one in found if one.outcome is not Outcome.AGREEMENT or _is_independent(one, voices))


def _is_independent(comparison: Comparison, voices: Voices) -> bool:
    """Whether more than one origin stands behind it: that copies agree says nothing."""
    return voices.count(member.article for position in comparison.positions for member in position.members) > 1


def _links(story: StoryTerms, pairs: Sequence[Likely], voices: Voices) -> list[Link]:
    found = [link for pair in pairs for link in _links_of(story, pair, voices)]
    best: dict[tuple[Evidence, str], float] = defaultdict(float)
    for link in found:
        for one, other in ((link.left, link.right), (link.right, link.left)):
            key = (one.evidence, other.claim.article)
            best[key] = max(best[key], link.sureness)
    told = _told_by(story)
    return [
        link
        for link in found
        if link.sureness >= _SURE
        and link.sureness >= best[link.left.evidence, link.right.claim.article]
        and link.sureness >= best[link.right.evidence, link.left.claim.article]
        and not (link.outcome is Outcome.CONFLICT and _is_reconciled(link, told))
    ]


def _links_of(story: StoryTerms, pair: Likely, voices: Voices) -> Iterator[Link]:
    one, other = story.claims[pair.left], story.claims[pair.right]
    for left in one.claim.quantities:
        for right in other.claim.quantities:
            if comparable(left, right, one.language, other.language):
                outcome = compare_told(_told(one, left, voices), _told(other, right, voices))
                sureness = _sureness(story, pair, Answer(one, left), Answer(other, right), outcome)
                yield Link(Answer(one, left), Answer(other, right), sureness, outcome)


def _sureness(story: StoryTerms, pair: Likely, left: Answer, right: Answer, outcome: Outcome) -> float:
    """How sure it is that both answer one question: the claims' own likeness, and the words around the numbers."""
    near_left = around(left.claim, left.quantity.span, reach=_REACH)
    near_right = around(right.claim, right.quantity.span, reach=_REACH)
    shared = story.mass(near_left & near_right)
    if shared < _LEAST_CONTEXT:
        return 0.0
    head = story.mass(head_of(left.claim, left.quantity) & head_of(right.claim, right.quantity))
    lesser = min(story.mass(near_left), story.mass(near_right))
    sureness = pair.score + _CONTEXT * shared / lesser + _HEAD * min(head, 4.0) + _BONUS.get(outcome, 0.0)
    if outcome is Outcome.AGREEMENT:
        return sureness if span_of(left.quantity)[1] >= _SMALL or head else sureness / 2
    return sureness if _same_thing(left, right, outcome, same_head=head > 0) else 0.0


def _same_thing(left: Answer, right: Answer, outcome: Outcome, *, same_head: bool) -> bool:
    """Different numbers answer one question only where the same thing is counted, or measured by the same words."""
    roles = {left.quantity.role, right.quantity.role}
    if Role.DURATION in roles and outcome is not Outcome.COMPATIBLE:
        return False  # two stretches of time in one sentence are seldom the same one: no true one in ten stories
    if Role.AGE in roles:
        return _same_person(left, right)
    if is_measured(left.quantity) and is_measured(right.quantity):
        return same_head
    if not is_same_thing(left.quantity, right.quantity, left.claim.language, right.claim.language):
        return False
    return bool(left.quantity.counted) == bool(right.quantity.counted) or not (_is_part(left) or _is_part(right))


def _same_person(left: Answer, right: Answer) -> bool:
    """Two ages are one person's only where a name stands close to both."""
    near = [around(answer.claim, answer.quantity.span, reach=_REACH) & answer.claim.names for answer in (left, right)]
    return bool(near[0] & near[1])


def _is_part(answer: Answer) -> bool:
    """Whether the claim names a greater number of people, of which these may be some: "84, including 10 children"."""
    return any(
        other.unit == answer.quantity.unit and span_of(other)[0] > span_of(answer.quantity)[0]
        for other in answer.claim.claim.quantities
    )


def _told(claim: ClaimTerms, quantity: Quantity, voices: Voices) -> Told:
    report = voices.reports[claim.article]
    return Told(quantity, report.published, report.precision)


def _told_by(story: StoryTerms) -> Mapping[str, Sequence[Answer]]:
    found: dict[str, list[Answer]] = defaultdict(list)
    for claim in story.claims:
        found[claim.article] += [Answer(claim, quantity) for quantity in claim.claim.quantities]
    return found


def _is_reconciled(link: Link, told: Mapping[str, Sequence[Answer]]) -> bool:
    """Whether one report gives the other's number as well, here or elsewhere: then it does not deny it."""
    return any(
        same_value(mine.quantity, theirs.quantity)
        and comparable(mine.quantity, theirs.quantity, mine.claim.language, theirs.claim.language)
        for mine, theirs_article in (
            (link.left, link.right.claim.article),
            (link.right, link.left.claim.article),
        )
        for theirs in told[theirs_article]
    )


def _groups(links: Sequence[Link]) -> list[list[Link]]:
    """Links that hang together through shared answers, the surest first.

    A claim that gives two numbers answers two questions: "21 of more than 200" never makes one group of them.
    """
    groups: list[_Group] = []
    for link in sorted(links, key=lambda link: -link.sureness):
        own = _Group([link], {_seat(answer): _value_key(answer.quantity) for answer in (link.left, link.right)})
        touched = [group for group in groups if group.answers & own.answers]
        fitting = [group for group in touched if not _clash(group, own)]
        if len(fitting) < len(touched):
            continue
        for group in fitting:
            if not _clash(group, own):
                groups.remove(group)
                own = _Group([*group.links, *own.links], group.seats | own.seats)
        groups.append(own)
    return [group.links for group in groups]


def _clash(group: _Group, other: _Group) -> bool:
    return any(group.seats.get(seat, value) != value for seat, value in other.seats.items())


def _seat(answer: Answer) -> tuple[str, int]:
    return answer.claim.article, answer.claim.place


def _comparison(links: Sequence[Link], voices: Voices) -> Comparison:
    outcome = min((link.outcome for link in links), key=_RANK.index)
    surest: dict[tuple[object, str], tuple[float, Answer]] = {}
    for link in links:
        for answer in (link.left, link.right):
            key = (_value_key(answer.quantity), answer.claim.article)
            if key not in surest or link.sureness > surest[key][0]:
                surest[key] = (link.sureness, answer)
    values: dict[object, list[Answer]] = defaultdict(list)
    for (value, _), (_, answer) in surest.items():
        values[value].append(answer)
    positions = [_position(answers, voices) for answers in values.values()]
    answers = [answer for answers in values.values() for answer in answers]
    return Comparison(
        kind=QuestionKind.QUANTITY,
        question=label(answers, voices, reach=_REACH),
        outcome=outcome,
        positions=tuple(sorted(positions, key=_by_time if outcome is Outcome.UPDATE else _by_origins)),
        made_by=MADE_BY,
    )


def _by_origins(position: Position) -> float:
    return -position.origins


def _by_time(position: Position) -> float:
    return position.first_at.timestamp() if position.first_at else 0.0


def _position(answers: Sequence[Answer], voices: Voices) -> Position:
    position = voices.position("", [answer.evidence for answer in answers])
    return voices.position(voices.text(position.members[0]), position.members)


def _value_key(quantity: Quantity) -> object:
    return tuple(round(edge, 6) for edge in span_of(replace(quantity, approximate=False)))
