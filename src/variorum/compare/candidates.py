"""Pairs of claims that share enough rare terms to be looked at: found through an inverted index, not by trying all."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from heapq import nlargest

from variorum.compare.matches import Match, match
from variorum.compare.terms import StoryTerms

_MOST = 40  # claims that a term may stand in and still call up pairs; more than that says nothing about two of them
_LEAST = 1.0  # shared weight of pairs worth a look
# Partners that a claim may have, so that the work grows with the claims and not with their square: so many, and one for
# four reports. On ten stories of 3 or 4 reports 15 are as good as all, 2026-11-26; with 12 F1 falls by 0.006.
_PARTNERS = 15
_REPORTS = 4
_LIKE = 0.12  # of the weight of both that is shared: under it are half of all pairs; with 0.15 F1 falls by 0.02


def find_candidates(story: StoryTerms) -> Iterator[Match]:
    """Pairs in the order of the claims; those within one report among them: they tell how much it repeats itself."""
    for left, right in _pairs(story):
        found = match(story, left, right)
        if found.mass > _LEAST:
            yield found


def _pairs(story: StoryTerms) -> list[tuple[int, int]]:
    """Pairs that share a term or a sense which is not too common: for each claim those that share most."""
    most = max(_MOST, len(story.claims) // 10)
    counts = Counter(term for claim in story.claims for term in claim.index)
    common = {term for term, count in counts.items() if count > (_MOST if term[0] == "~" else most)}
    scale = [1.0 / math.sqrt(mass or 1.0) for mass in story.masses]
    index: dict[str, list[int]] = defaultdict(list)
    partners: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for number, claim in enumerate(story.claims):
        shared: dict[int, float] = defaultdict(float)
        for term in claim.index:
            if term not in common:
                gain = story.weights[term]
                for other in index[term]:
                    shared[other] += gain
                index[term].append(number)
        for other, weight in shared.items():
            like = round(weight * scale[number] * scale[other], 6)
            if like >= _LIKE and weight > _LEAST:
                partners[number].append((like, -other))
                partners[other].append((like, -number))
    kept = _PARTNERS + len(story.told) // _REPORTS
    return sorted(
        {(min(one, -other), max(one, -other)) for one, near in partners.items() for _, other in nlargest(kept, near)}
    )
