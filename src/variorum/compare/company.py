"""How likely two claims state one fact once the other claims of the story are heard too.

A claim of a third report that is like both speaks for the pair. A report that says much the same in many sentences
speaks against any one of them: what they share is then the story's theme and not the fact.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from variorum.compare.candidates import find_candidates
from variorum.compare.likeness import Features, logistic, own_probability
from variorum.compare.matches import Match, is_another, told_mass
from variorum.compare.terms import StoryTerms

# That one minister speaks in two reports does not make two statements one. So much must weigh what is shared beside who
# said it: on ten labelled stories, 2026-11-27, 1 costs 0.006 of F1 on all pairs, and 3 would cost 0.02. With 3 those
# shown are right in 0.81 instead of 0.80 of the cases. These stories are English; in two languages it matters.
_LEAST_TOLD, _SHOWN_TOLD = 1.0, 3.0
_PARTNERS = 20  # of each claim that are heard; keeps the cost linear in the number of pairs

# Likelihood by the words alone under which no company helps: 37 % of the candidate pairs, one in 70 of which is right.
_FAINT = 0.05


_Ties = Mapping[int, Mapping[int, float]]  # claim -> other claims -> how like they are


@dataclass(frozen=True, slots=True)
class Likely:
    """Two claims, by their index in the story, and the probability that they state one fact."""

    left: int
    right: int
    score: float
    sure: bool = True  # False: they share names and who said it, too little else to be shown as one statement


def score_pairs(story: StoryTerms, *, least: float) -> tuple[Likely, ...]:
    """Pairs of claims of different reports that are at least so likely, most likely first."""
    found = [
        Likely(pair.left, pair.right, score, sure=_is_sure(story, pair))
        for pair, features in company_features(story)
        if (score := logistic(features, WEIGHTS)) >= least
    ]
    return tuple(sorted(found, key=lambda likely: (-likely.score, likely.left, likely.right)))


def _is_sure(story: StoryTerms, pair: Match) -> bool:
    """Whether what is shared says what happened; between languages names alone do not."""
    one, other = story.claims[pair.left], story.claims[pair.right]
    if one.language != other.language and pair.shared <= one.names | other.names:
        return False
    return told_mass(story, pair) >= _SHOWN_TOLD


def company_features(story: StoryTerms) -> Iterator[tuple[Match, dict[str, float]]]:
    """What the pair itself shows and what other claims say, for each pair of claims of different reports."""
    across: list[tuple[Match, float]] = []
    ties: dict[int, dict[int, float]] = defaultdict(dict)  # between reports
    echoes: dict[int, dict[int, float]] = defaultdict(dict)  # within one
    for pair in find_candidates(story):
        if is_another(story, pair) or told_mass(story, pair) < _LEAST_TOLD:
            continue
        if story.claims[pair.left].article == story.claims[pair.right].article:
            tie, kept = min(1.0, pair.likeness), echoes
        else:
            tie, kept = own_probability(story, pair), ties
            if tie < _FAINT:
                continue
            across.append((pair, tie))
        kept[pair.left][pair.right] = kept[pair.right][pair.left] = tie
    company = _Company.gather(story, ties, echoes)
    for pair, tie in across:
        yield pair, {"own": math.log(tie / (1.0 - tie))} | company.heard(pair, tie)


@dataclass(frozen=True, slots=True)
class _Company:
    """What each claim of a story has to do with the others."""

    articles: tuple[str, ...]  # of the claims
    neighbours: tuple[tuple[int, int], ...]  # of each claim, those of its report before and behind it; -1 for none
    ties: _Ties
    closest: _Ties  # of either kind, the strongest of each claim
    crowds: Mapping[tuple[int, str], float]  # claim and another report -> how much of that is like the claim

    @classmethod
    def gather(cls, story: StoryTerms, ties: _Ties, echoes: _Ties) -> _Company:
        articles = tuple(claim.article for claim in story.claims)
        crowds: dict[tuple[int, str], float] = defaultdict(float)
        for claim, near in ties.items():
            for other, tie in near.items():
                crowds[claim, articles[other]] += tie
        numbers = range(len(articles))
        closest = {claim: _strongest({**ties.get(claim, {}), **echoes.get(claim, {})}) for claim in numbers}
        padded = (None, *articles, None)
        neighbours = tuple(
            (n - 1 if padded[n] == padded[n + 1] else -1, n + 1 if padded[n + 2] == padded[n + 1] else -1)
            for n in numbers
        )
        return cls(articles, neighbours, ties, closest, crowds)

    def heard(self, pair: Match, tie: float) -> dict[str, float]:
        """What other claims say on a pair."""
        left, right = self.closest[pair.left], self.closest[pair.right]
        own = (self.articles[pair.left], self.articles[pair.right])
        thirds, repeated = [0.0], 0.0
        for claim in left.keys() & right.keys():
            both = left[claim] * right[claim]
            if self.articles[claim] in own:
                repeated = max(repeated, both)
            else:
                thirds.append(both)
        rivals = self.crowds[pair.left, own[1]] + self.crowds[pair.right, own[0]] - 2 * tie
        return {
            "third reports": math.sqrt(math.fsum(thirds)),
            "repeated": repeated,
            "rivals": math.log1p(max(0.0, rivals)),
            "beside": max(self._beside(pair.left, pair.right), self._beside(pair.right, pair.left)),
        }

    def _beside(self, claim: int, other: int) -> float:
        """How like the claim is what stands right before or behind the other one."""
        near = self.ties[claim]
        before, behind = self.neighbours[other]
        return max(near.get(before, 0.0), near.get(behind, 0.0))


def _strongest(near: Mapping[int, float]) -> dict[int, float]:
    return dict(sorted(near.items(), key=lambda item: (-item[1], item[0]))[:_PARTNERS])


# Fitted by benchmarks/fit_likeness.py on ten labelled stories, 2026-11-26: F1 0.544 on stories left out, 0.543 by a
# threshold that they did not choose; word overlap alone has 0.46 by the threshold that suits all best. Without company
# it is 0.02 less. Rivals are other claims of either report that are as like; beside is what stands next to a claim.
WEIGHTS: Features = {
    "": -0.276,
    "own": 0.798,
    "third reports": 1.249,
    "repeated": 1.606,
    "rivals": -0.706,
    "beside": 0.957,
}
