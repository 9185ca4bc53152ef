"""Tolls: how many people met one fate. A story has one of each, so that reports in other words speak of it, too."""

from __future__ import annotations

from collections.abc import Sequence

from variorum.compare.answers import Answer
from variorum.compare.outcomes import Telling, value_key
from variorum.model import Role

_LEAST = 10  # two smaller figures may be one by chance
_PERSON = "person"
_UNFATED = frozenset(
    {
        Role.MONEY,
        Role.PERCENT,
        Role.DISTANCE,
        Role.DURATION,
        Role.AGE,
        Role.WEIGHT,
        Role.TEMPERATURE,
        Role.MAGNITUDE,
        Role.COUNT,
    }
)


def is_one_toll(one: Sequence[Answer], other: Sequence[Answer]) -> bool:
    """Whether two rows of answers count people of one fate, and share a figure that is no small one."""
    roles = {answer.quantity.role for answer in (*one, *other)}
    if len(roles) > 1 or not all(_counts_people(answer) for answer in (*one, *other)):
        return False
    places = {(a.claim.article, a.claim.place): value_key(a.quantity) for a in one}
    if any(places.get((b.claim.article, b.claim.place), value_key(b.quantity)) != value_key(b.quantity) for b in other):
        return False  # a claim that gives two figures answers two questions
    return bool(_figures(one) & _figures(other))


def joined_by_others(answers: Sequence[Answer], telling: Telling) -> tuple[Answer, ...]:
    """The answers with those of other articles that give the same toll in words too unlike to be linked.

    They must share a figure that is no small one, the fate, and a name that stands in the sentence.
    """
    if not all(_counts_people(answer) for answer in answers) or len({a.quantity.role for a in answers}) > 1:
        return tuple(answers)
    role, figures = answers[0].quantity.role, _figures(answers)
    names = frozenset[str]().union(*(answer.claim.names for answer in answers))
    silent = telling.keys() - {answer.claim.article for answer in answers}
    found = list(answers)
    for article in (article for article in telling if article in silent):
        same = (
            answer
            for answer in telling[article]
            if answer.quantity.role is role
            and _counts_people(answer)
            and value_key(answer.quantity) in figures
            and answer.claim.names & names
        )
        found += [answer for answer in (next(same, None),) if answer is not None]
    return tuple(found)


def _counts_people(answer: Answer) -> bool:
    return answer.quantity.role not in _UNFATED and answer.quantity.unit in (None, _PERSON)


def _figures(answers: Sequence[Answer]) -> set[tuple[float, ...]]:
    return {
        value_key(answer.quantity)
        for answer in answers
        if max(bound for bound in (answer.quantity.low, answer.quantity.high, 0.0) if bound is not None) >= _LEAST
    }
