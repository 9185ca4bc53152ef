"""Pairs of claims that share enough rare terms to be looked at: found through an inverted index, not by trying all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from heapq import nlargest

from variorum.compare.matches import Match, match
from variorum.compare.terms import StoryTerms

_MOST = 40  # claims that a term may stand in and still call up pairs; more than that says nothing about two of them
_LEAST = 1.0  # shared weight of pairs worth a look
# Partners that a claim may have, so that the work grows with the claims and not with their square: so many, and one for
# each report. On ten stories of 3 or 4 reports 25 are as good as all, with 15 the average precision falls by 0.015.
_PARTNERS = 25


def find_candidates(story: StoryTerms) -> Iterator[Match]:
    """Pairs in the order of the claims; those within one report among them: they tell how much it repeats itself."""
    for left, right in _pairs(story):
        found = match(story, left, right)
        if found.mass > _LEAST:
            yield found


def _pairs(story: StoryTerms) -> list[tuple[int, int]]:
    """Pairs that share a term or a sense which is not too common: for each claim those that share most."""
    index: dict[str, list[int]] = defaultdict(list)
    for number, claim in enumerate(story.claims):
        for term in claim.index:
            index[term].append(number)
    most = max(_MOST, len(story.claims) // 10)
    partners = _PARTNERS + len(story.told)
    found: set[tuple[int, int]] = set()
    for number, claim in enumerate(story.claims):
        weight: dict[int, float] = defaultdict(float)
        for term in sorted(claim.index):
            if len(index[term]) <= most:
                gain = story.weights[term]
                for other in index[term]:
                    weight[other] += gain
        weight.pop(number, None)
        for other in nlargest(partners, weight, key=lambda one: (weight[one], -one)):
            if weight[other] > _LEAST:
                found.add((min(number, other), max(number, other)))
    return sorted(found)
