"""Quantities of different reports that answer one question, and what their answers amount to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from variorum.compare.answers import Answer
from variorum.compare.company import Likely
from variorum.compare.counted import comparable, head_of, is_anybody, is_measured, is_same_thing
from variorum.compare.labels import label_all
from variorum.compare.measures import measure
from variorum.compare.outcomes import Finding, Telling, find_outcomes, is_reconciled, outcome_of, position_of, value_key
from variorum.compare.quantities import same_value, span_of
from variorum.compare.terms import StoryTerms, around
from variorum.compare.tolls import is_one_toll, joined_by_others
from variorum.compare.voices import Voices
from variorum.model import Comparison, Evidence, Outcome, Quantity, QuestionKind, Role
from variorum.text.words import fold, stem

MADE_BY = "compare/4"
# Words on either side of two quantities that are compared; 4 and 8 both gave more false conflicts than 6.
_REACH = 6
# How sure it must be that two quantities answer one question. On ten stories with a planted contradiction each and the
# same stories as they were (2026-11-23): 0.65 to 0.7 finds 9 of 10 with one false conflict in all, 0.55 finds all with
# two false ones, 0.75 finds 8.
_SURE = 0.68
_CLOSE = 3  # words on either side of a count of people, one of which must say the same of them
_CONTEXT = 1.5  # weight of the share of words around both quantities that are the same
_HEAD = 0.1  # weight of what is counted or measured being named by the same words
_LEAST_CONTEXT = 2.0  # shared weight around two quantities without which nothing is the same question
_BONUS = {Outcome.AGREEMENT: 0.5, Outcome.COMPATIBLE: 0.25}  # numbers that go together speak for one question
_ABROAD = (
    0.2  # what one fate of people adds to two languages' sentences: they must be likely one fact by 0.48 themselves
)
# Two stretches of time in one sentence are seldom the same one (no true one in ten stories), unless the sentences are
# all but one, and the words around the two.
_ONE_SENTENCE = 0.85
_ONE_CONTEXT = 0.5
# 21 schoolgirls who came home are no earlier count of the hundreds who were taken; tolls grow faster, and have a role.
_LEAP = 4
_SMALL = 10  # two reports may well hold the same small number by chance


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
    answers: frozenset[Evidence]

    @classmethod
    def of(cls, link: Link) -> _Group:
        answers = (link.left, link.right)
        seats: dict[tuple[str, int], object] = {_seat(answer): value_key(answer.quantity) for answer in answers}
        return cls([link], seats, frozenset(answer.evidence for answer in answers))

    def joined(self, other: _Group) -> _Group:
        return _Group([*self.links, *other.links], self.seats | other.seats, self.answers | other.answers)


def compare_quantities(story: StoryTerms, pairs: Sequence[Likely], voices: Voices) -> tuple[Comparison, ...]:
    """What the numbers of at least two reports amount to, for each question that they answer."""
    telling = _telling(story)
    found = [
        finding
        for answers in _questions(_groups(_links(story, pairs, voices, telling)), telling)
        for finding in find_outcomes(answers, voices, telling)
    ]
    asked = label_all([finding.answers for finding in found], voices)
    comparisons = [_comparison(finding, name, voices) for finding, name in zip(found, asked, strict=True)]
    return tuple(one for one in comparisons if one.outcome is not Outcome.AGREEMENT or _is_independent(one, voices))


def _is_independent(comparison: Comparison, voices: Voices) -> bool:
    """Whether more than one origin stands behind it: that copies agree says nothing."""
    return voices.count(member.article for position in comparison.positions for member in position.members) > 1


def _links(story: StoryTerms, pairs: Sequence[Likely], voices: Voices, telling: Telling) -> list[Link]:
    found = [link for pair in pairs for link in _links_of(story, pair, voices, telling)]
    best: dict[tuple[Evidence, str], float] = {}
    kept: list[Link] = []
    for link in sorted(found, key=lambda one: -one.sureness):  # what is better matched elsewhere stands in nobody's way
        ends = [
            (one.evidence, other.claim.article) for one, other in ((link.left, link.right), (link.right, link.left))
        ]
        if link.sureness >= _SURE and all(link.sureness >= best.get(end, 0.0) for end in ends):
            best |= dict.fromkeys(ends, link.sureness)
            if not _is_leap(link) and not (
                link.outcome is Outcome.CONFLICT and is_reconciled(link.left, link.right, telling)
            ):
                kept.append(link)
    return kept


def _is_leap(link: Link) -> bool:
    """Whether one number is many times the other, of things of which nothing else is known: they are other things."""
    one, other = (span_of(answer.quantity)[0] for answer in (link.left, link.right))
    if link.outcome is not Outcome.UPDATE or link.left.quantity.role is not Role.COUNT:
        return False
    return max(one, other) > _LEAP * min(one, other)


def _links_of(story: StoryTerms, pair: Likely, voices: Voices, telling: Telling) -> Iterator[Link]:
    one, other = story.claims[pair.left], story.claims[pair.right]
    for left in one.claim.quantities:
        for right in other.claim.quantities:
            if comparable(left, right, one.language, other.language):
                mine, theirs = Answer(one, left), Answer(other, right)
                outcome = outcome_of(mine, theirs, voices, telling)
                yield Link(mine, theirs, _sureness(story, pair, mine, theirs, outcome), outcome)


def _sureness(story: StoryTerms, pair: Likely, left: Answer, right: Answer, outcome: Outcome) -> float:
    """How sure it is that both answer one question: the claims' own likeness, and the words around the numbers."""
    near_left = around(left.claim, left.quantity.span, reach=_REACH)
    near_right = around(right.claim, right.quantity.span, reach=_REACH)
    shared = story.mass(near_left & near_right)
    if _is_one_fate_abroad(left, right):
        return pair.score + _ABROAD
    if _is_one_measure_abroad(left, right):
        return pair.score
    if shared < _LEAST_CONTEXT:
        return 0.0
    head = story.mass(head_of(left.claim, left.quantity) & head_of(right.claim, right.quantity))
    lesser = min(story.mass(near_left), story.mass(near_right))
    sureness = pair.score + _CONTEXT * shared / lesser + _HEAD * min(head, 4.0) + _BONUS.get(outcome, 0.0)
    if outcome is Outcome.AGREEMENT:
        return sureness if span_of(left.quantity)[1] >= _SMALL or head else sureness / 2
    twins = pair.score >= _ONE_SENTENCE and shared >= _ONE_CONTEXT * lesser
    if Role.DURATION in {left.quantity.role, right.quantity.role} and outcome is not Outcome.COMPATIBLE:
        return sureness if twins else 0.0
    return sureness if _same_thing(left, right, outcome, same_head=head > 0 or twins) else 0.0


def _is_one_fate_abroad(left: Answer, right: Answer) -> bool:
    """Whether sentences in two languages, about a name they share, each count the people of one fate, and just once.

    The words around such numbers are never the same: the sentences' own likeness must speak for them.
    """
    one, other = left.claim, right.claim
    if one.language == other.language or not one.names & other.names:
        return False
    if not is_same_thing(left.quantity, right.quantity, one.language, other.language):
        return False
    return all(
        sum(quantity.role is answer.quantity.role for quantity in answer.claim.claim.quantities) == 1
        for answer in (left, right)
    )


def _is_one_measure_abroad(left: Answer, right: Answer) -> bool:
    """Whether sentences in two languages, about a name they share, each hold one number of a kind.

    Nothing else is different: each other number of the one stands in the other, too.
    """
    one, other = left.claim, right.claim
    if one.language == other.language or not one.names & other.names or Role.DURATION is left.quantity.role:
        return False
    mine, theirs = (
        [quantity for quantity in answer.claim.claim.quantities if quantity is not answer.quantity]
        for answer in (left, right)
    )
    return (
        measure(left.quantity.unit).kind == measure(right.quantity.unit).kind
        and not any(_is_of_kind(quantity, left.quantity) for quantity in (*mine, *theirs))
        and all(any(same_value(quantity, too) for too in theirs) for quantity in mine)
    )


def _is_of_kind(quantity: Quantity, other: Quantity) -> bool:
    return quantity.role is other.role and measure(quantity.unit).kind == measure(other.unit).kind


def _same_thing(left: Answer, right: Answer, outcome: Outcome, *, same_head: bool) -> bool:
    """Different numbers answer one question only where the same thing is counted, or measured by the same words."""
    roles = {left.quantity.role, right.quantity.role}
    if Role.AGE in roles:
        return _same_person(left, right)
    if is_measured(left.quantity) and is_measured(right.quantity):
        return same_head
    if not is_same_thing(left.quantity, right.quantity, left.claim.language, right.claim.language):
        return False
    if roles == {Role.COUNT} and outcome is not Outcome.COMPATIBLE and not _same_company(left, right):
        return False
    return bool(left.quantity.counted) == bool(right.quantity.counted) or not (_is_part(left) or _is_part(right))


def _same_person(left: Answer, right: Answer) -> bool:
    """Two ages are one person's only where a name stands close to both."""
    near = [around(answer.claim, answer.quantity.span, reach=_REACH) & answer.claim.names for answer in (left, right)]
    return bool(near[0] & near[1])


def _same_company(left: Answer, right: Answer) -> bool:
    """Whether a word besides names stands close to both: "people" alone may be anybody."""
    if not any(is_anybody(answer.quantity, answer.claim.language) for answer in (left, right)):
        return True
    near = []
    for answer in (left, right):
        noun = stem(fold(answer.quantity.counted or ""), answer.claim.language)
        near.append(around(answer.claim, answer.quantity.span, reach=_CLOSE) - answer.claim.names - {noun})
    return bool(near[0] & near[1])


def _is_part(answer: Answer) -> bool:
    """Whether the claim names a greater number of people, of which these may be some: "84, including 10 children"."""
    return any(
        other.unit == answer.quantity.unit and span_of(other)[0] > span_of(answer.quantity)[0]
        for other in answer.claim.claim.quantities
    )


def _telling(story: StoryTerms) -> Telling:
    found: dict[str, list[Answer]] = defaultdict(list)
    for claim in story.claims:
        found[claim.article] += [Answer(claim, quantity) for quantity in claim.claim.quantities]
    return found


def _groups(links: Sequence[Link]) -> list[list[Link]]:
    """Links that hang together through shared answers, the surest first.

    A claim that gives two numbers answers two questions: "21 of more than 200" never makes one group of them.
    """
    groups: dict[int, _Group] = {}  # in the order in which they were last joined
    place: dict[Evidence, int] = {}  # an answer -> the group that it is in
    for number, link in enumerate(sorted(links, key=lambda link: -link.sureness)):
        own = _Group.of(link)
        touched = sorted({place[answer] for answer in own.answers if answer in place})
        if any(_clash(groups[one], own) for one in touched):
            continue
        for one in touched:
            if not _clash(groups[one], own):
                own = groups.pop(one).joined(own)
        groups[number] = own
        place |= dict.fromkeys(own.answers, number)
    return [group.links for group in groups.values()]


def _clash(group: _Group, other: _Group) -> bool:
    return any(group.seats.get(seat, value) != value for seat, value in other.seats.items())


def _seat(answer: Answer) -> tuple[str, int]:
    return answer.claim.article, answer.claim.place


def _questions(groups: Sequence[Sequence[Link]], telling: Telling) -> Iterator[tuple[Answer, ...]]:
    """The answers of each group, one for each value that an article gives; groups about one toll are one question."""
    questions: list[tuple[Answer, ...]] = []
    for links in groups:
        answers = _surest(links)
        same = [one for one in questions if is_one_toll(one, answers)]
        questions = [one for one in questions if one not in same]
        questions.append(_distinct([*(answer for one in same for answer in one), *answers]))
    yield from (joined_by_others(answers, telling) for answers in questions)


def _surest(links: Sequence[Link]) -> list[Answer]:
    """Of the answers with which an article gives a value the one that is surest to belong here."""
    surest: dict[tuple[object, str], tuple[float, Answer]] = {}
    for link in links:
        for answer in (link.left, link.right):
            key = (value_key(answer.quantity), answer.claim.article)
            if key not in surest or link.sureness > surest[key][0]:
                surest[key] = (link.sureness, answer)
    return [answer for _, answer in surest.values()]


def _distinct(answers: Sequence[Answer]) -> tuple[Answer, ...]:
    found: dict[tuple[object, str], Answer] = {}
    for answer in answers:
        found.setdefault((value_key(answer.quantity), answer.claim.article), answer)
    return tuple(found.values())


def _comparison(finding: Finding, asked: str, voices: Voices) -> Comparison:
    return Comparison(
        kind=QuestionKind.QUANTITY,
        question=asked,
        outcome=finding.outcome,
        positions=tuple(position_of(answers, voices) for answers in finding.positions),
        made_by=MADE_BY,
    )
