"""Clauses of an aligned sentence that hold a figure which nobody else gives: they are told here only.

The rest of the sentence is what others tell, too: there alone the statement stands. Where no rest is left, and the
figure is of people killed or hurt, the sentence tells something else than those that it was aligned with.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from variorum.compare.align import Aligned
from variorum.compare.senses import base, senses_of
from variorum.compare.terms import ClaimTerms, StoryTerms, number_term
from variorum.compare.voices import Voices
from variorum.languages import get_language
from variorum.model import Evidence, Quantity, Role, Span
from variorum.text.words import fold, words

_BREAK = re.compile(r"[,;:)(–—]\s|\s[(–—-]\s?|[，；：（）]")
_LEAST = 2  # content words of a clause; less belongs to the one before
_HELD = 0.4  # of what is shared must stand in the clauses that are kept
# Of people. On ten labelled stories, of ten candidate pairs with such a sentence one was right.
_FATES = frozenset(
    {Role.KILLED, Role.INJURED, Role.MISSING, Role.ARRESTED, Role.DISPLACED, Role.DEPLOYED, Role.RESCUED}
)
_SMALL = 3  # "both", "a pair", "the three": numbers that others may tell without a number


@dataclass(frozen=True, slots=True)
class Parts:
    """Where statements stand in sentences that tell more than the others do, and what of these is told here only."""

    groups: tuple[Aligned, ...]  # without the claims that tell something else
    told: Mapping[int, Span]  # claim -> what others tell of it
    own: tuple[Evidence, ...]


def part(story: StoryTerms, groups: Sequence[Aligned], voices: Voices) -> Parts:
    """The parts of all claims that stand in groups and have a clause with a figure of their own."""
    figures = _Figures.read(story, voices)
    told: dict[int, Span] = {}
    own: list[Evidence] = []
    apart: set[int] = set()
    for number, others in _partners(groups).items():
        claim = story.claims[number]
        alone = [quantity for quantity in claim.claim.quantities if figures.is_own(claim, quantity)]
        if not alone:
            continue
        spans = [quantity.span for quantity in alone]
        clauses = [*_clauses(claim, voices.reports[claim.article].text)]
        shared = frozenset(key for key in claim.index if any(key in story.claims[other].index for other in others))
        kept = _shared_run(story, claim, clauses, spans, shared)
        if kept is not None:
            told[number] = kept
            rest = [one for one in clauses if not one.overlaps(kept) and any(one.holds(span) for span in spans)]
            own += [Evidence(article=claim.article, span=clause) for clause in rest]
        elif any(quantity.role in _FATES for quantity in alone):
            apart.add(number)
            own.append(Evidence(article=claim.article, span=claim.claim.span))
    return Parts(tuple(_without(groups, apart, story)), told, tuple(own))


def _partners(groups: Iterable[Aligned]) -> dict[int, set[int]]:
    partners: dict[int, set[int]] = defaultdict(set)
    for group in groups:
        for member in group.members:
            partners[member] |= set(group.members) - {member}
    return dict(sorted(partners.items()))


def _without(groups: Iterable[Aligned], apart: set[int], story: StoryTerms) -> Iterator[Aligned]:
    for group in groups:
        members = tuple(member for member in group.members if member not in apart)
        if len({story.claims[member].article for member in members}) > 1:
            yield replace(group, members=members)


def _shared_run(
    story: StoryTerms, claim: ClaimTerms, clauses: Sequence[Span], alone: Sequence[Span], shared: frozenset[str]
) -> Span | None:
    """The clauses in a row without an own figure that hold most of what is shared; None where that is little."""
    weights = {
        place: max((story.weights[key] for key in shared & {term, *senses_of(term, claim.language)}), default=0.0)
        for term, place in zip(claim.sequence, claim.places, strict=True)
    }
    best, most = None, 0.0
    for has_own, run in groupby(clauses, key=lambda clause: any(clause.overlaps(span) for span in alone)):
        row = [*run]
        span = Span(row[0].start, row[-1].end)
        weight = sum(weight for place, weight in weights.items() if span.start <= place < span.end)
        if not has_own and weight > most:
            best, most = span, weight
    return best if most >= _HELD * sum(weights.values()) else None


def _clauses(claim: ClaimTerms, text: str) -> Iterator[Span]:
    """The clauses of a claim: cut at marks and before conjunctions."""
    known = get_language(claim.language)
    openers = known.conjunctions | known.that_words
    span = claim.claim.span
    spoken = words(span.cut(text))
    start = held = 0
    places = {place - span.start for place in claim.places}
    for left, right in pairwise(spoken):
        held += left.span.start in places
        gap = span.cut(text)[left.span.end : right.span.start]
        if held >= _LEAST and (_BREAK.search(gap) or right.folded in openers):
            yield _trimmed(text, span.start + start, span.start + right.span.start)
            start, held = right.span.start, 0
    yield _trimmed(text, span.start + start, span.end)


def _trimmed(text: str, start: int, end: int) -> Span:
    return Span(start, start + len(text[start:end].rstrip(" ,;:–—(\u00a0，；：（")))


@dataclass(frozen=True, slots=True)
class _Figures:
    """Which origins give a number, count one kind of thing, or tell of one fate."""

    origin_of: Mapping[str, str]
    numbers: Mapping[str, set[str]]
    nouns: Mapping[str, set[str]]
    fates: Mapping[Role, set[str]]

    @classmethod
    def read(cls, story: StoryTerms, voices: Voices) -> _Figures:
        numbers: dict[str, set[str]] = defaultdict(set)
        nouns: dict[str, set[str]] = defaultdict(set)
        fates: dict[Role, set[str]] = defaultdict(set)
        for claim in story.claims:
            origin = voices.origin_of[claim.article]
            for term in claim.terms:
                numbers[term].add(origin)
            for quantity in claim.claim.quantities:
                fates[quantity.role].add(origin)
                nouns[_noun(quantity, claim)].add(origin)
        return cls(voices.origin_of, numbers, nouns, fates)

    def is_own(self, claim: ClaimTerms, quantity: Quantity) -> bool:
        """Whether no other origin gives the number, or another one for the same question."""
        if quantity.low is None or quantity.low <= _SMALL:
            return False
        own = {self.origin_of[claim.article]}
        if not self.numbers[number_term(quantity.low)] <= own:
            return False
        if quantity.role is not Role.COUNT:
            return self.fates[quantity.role] <= own
        return bool(quantity.counted) and self.nouns[_noun(quantity, claim)] <= own


def _noun(quantity: Quantity, claim: ClaimTerms) -> str:
    return base(fold((quantity.counted or "").rpartition(" ")[2]), claim.language)
