"""Statements: claims of different reports that state one fact, grouped from pairs that were held likely."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

from variorum.compare.company import Likely
from variorum.compare.terms import StoryTerms

# On ten labelled stories, each judged by a model of the other nine, 2026-11-26: pairs above 0.32 are right in 0.65 of
# the cases and hold 0.47 of all right ones, F1 0.54; above 0.49 it is 0.78 and 0.37.
LIKELY = 0.32
SHOWN = 0.5


@dataclass(frozen=True, slots=True)
class Aligned:
    """Claims, by their index in the story, each of which is like each one of another report."""

    members: tuple[int, ...]
    score: float
    shown: bool


def align(story: StoryTerms, pairs: Sequence[Likely]) -> tuple[Aligned, ...]:
    """Groups that cover all pairs, the surest first. A claim that states several facts stands in several groups."""
    articles = [claim.article for claim in story.claims]
    sure = [pair for pair in pairs if pair.sure and pair.score >= SHOWN]
    unsure = [pair for pair in pairs if not pair.sure or pair.score < SHOWN]
    groups = _cover(sure, linked=sure, articles=articles, shown=True)
    return (*groups, *_cover(unsure, linked=pairs, articles=articles, shown=False))


def _cover(pairs: Iterable[Likely], *, linked: Iterable[Likely], articles: Sequence[str], shown: bool) -> list[Aligned]:
    """Each pair joins the first group with whose members of other reports both its claims are linked, or opens one."""
    score = {(pair.left, pair.right): pair.score for pair in linked}
    groups: list[set[int]] = []
    places: dict[int, list[int]] = defaultdict(list)  # claim -> groups that it stands in
    for pair in pairs:
        both = {pair.left, pair.right}
        number = next((n for n in _groups_of(both, places) if _fits(groups[n], both, score, articles)), None)
        if number is None:
            number = len(groups)
            groups.append(set())
        for claim in sorted(both - groups[number]):
            places[claim].append(number)
        groups[number] |= both
    return [_aligned(group, score, articles, shown=shown) for group in groups]


def _groups_of(claims: set[int], places: dict[int, list[int]]) -> list[int]:
    return sorted({number for claim in claims for number in places[claim]})


def _fits(group: set[int], both: set[int], score: dict[tuple[int, int], float], articles: Sequence[str]) -> bool:
    """Whether the new claims of a pair are linked with each member of another report."""
    return all(
        (min(member, claim), max(member, claim)) in score
        for claim in both - group
        for member in group - both
        if articles[member] != articles[claim]
    )


def _across(group: Iterable[int], articles: Sequence[str]) -> list[tuple[int, int]]:
    members = sorted(group)
    return [
        (left, right)
        for number, left in enumerate(members)
        for right in members[number + 1 :]
        if articles[left] != articles[right]
    ]


def _aligned(group: set[int], score: dict[tuple[int, int], float], articles: Sequence[str], *, shown: bool) -> Aligned:
    return Aligned(
        members=tuple(sorted(group)),
        score=round(fmean(score[pair] for pair in _across(group, articles)), 3),
        shown=shown,
    )
