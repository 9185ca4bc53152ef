"""Pairs of claims that share enough rare terms to be looked at: found through an inverted index, not by trying all."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from variorum.compare.terms import ClaimTerms, StoryTerms

_MOST = 40  # claims that a term may stand in and still call up pairs; more than that says nothing about two of them
_LEAST = (
    3.5  # shared weight of pairs worth a look; with 2 there are 1.7 times as many, and F1 is 0.508 instead of 0.512
)
_SYNONYM = 0.5  # what a shared synonym group counts, against a shared word


@dataclass(frozen=True, slots=True)
class Pair:
    """Two claims, by their index in the story, and what they share."""

    left: int
    right: int
    shared: frozenset[str]
    words: float  # weight of the shared terms
    synonyms: float  # weight of the synonym groups that they share without sharing a word of them
    likeness: float  # shared weight over what both weigh, 0 to 1

    @property
    def total(self) -> float:
        return self.words + _SYNONYM * self.synonyms


def find_candidates(story: StoryTerms) -> Iterator[Pair]:
    """Pairs in the order of the claims; those within one report among them: they tell how much it repeats itself."""
    weighed = [story.mass(claim.terms) or 1.0 for claim in story.claims]
    for left, right in _pairs(story):
        pair = _compare(story, left, right, scale=(weighed[left] * weighed[right]) ** 0.5)
        if pair is not None:
            yield pair


def _pairs(story: StoryTerms) -> Iterator[tuple[int, int]]:
    """Pairs that share a term or a synonym group which is not too common."""
    index: dict[str, list[int]] = defaultdict(list)
    for number, claim in enumerate(story.claims):
        for term in claim.terms | claim.groups:
            index[term].append(number)
    most = max(_MOST, len(story.claims) // 10)
    for number, claim in enumerate(story.claims):
        weight: dict[int, float] = defaultdict(float)
        for term in claim.terms | claim.groups:
            posting = index[term]
            if len(posting) <= most:
                gain = story.weights.get(term) or story.group_weights[term]
                for other in posting:
                    if other > number:
                        weight[other] += gain
        yield from ((number, other) for other in sorted(weight) if weight[other] >= _LEAST)


def _compare(story: StoryTerms, left: int, right: int, *, scale: float) -> Pair | None:
    one, other = story.claims[left], story.claims[right]
    shared = one.terms & other.terms
    groups = _unspoken(one, other, shared)
    if not shared and len(groups) < 2:  # one word of like sense alone is no evidence
        return None
    words = story.mass(shared)
    synonyms = math.fsum(map(story.group_weights.__getitem__, groups))
    total = words + _SYNONYM * synonyms
    return Pair(left=left, right=right, shared=shared, words=words, synonyms=synonyms, likeness=total / scale)


def _unspoken(one: ClaimTerms, other: ClaimTerms, shared: frozenset[str]) -> frozenset[str]:
    """Synonym groups of both claims of which no word is shared as such."""
    groups = one.groups & other.groups
    if not groups:
        return groups
    spoken = {group for term in shared for group in one.groups_of.get(term, frozenset())}
    return groups - spoken
