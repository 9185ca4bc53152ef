"""How likely two claims of different reports state one fact, judged by their own words: a logistic model."""

from __future__ import annotations

import math
from collections.abc import Mapping

from variorum.compare.candidates import Pair
from variorum.compare.terms import StoryTerms

Features = Mapping[str, float]


def logistic(features: Features, weights: Features) -> float:
    """The probability that weighted features amount to; the weight named "" is added as it is."""
    total = weights[""]
    for name, value in features.items():
        total += weights[name] * value
    return 1.0 / (1.0 + math.exp(-total))


def own_features(story: StoryTerms, pair: Pair) -> dict[str, float]:
    """What the two claims themselves show."""
    one, other = story.claims[pair.left], story.claims[pair.right]
    shared = sorted((story.weights[term] for term in pair.shared), reverse=True)
    total = math.log1p(pair.total)
    phrases = math.log1p(math.fsum(map(story.near_weights.__getitem__, one.near & other.near)))
    return {
        "shared": total,
        "numbers": story.mass([term for term in pair.shared if term[0] == "#"]),
        "synonyms": pair.synonyms,
        "names": math.log1p(story.mass(pair.shared & one.names & other.names)),
        "phrases": phrases,
        "shared x phrases": total * phrases,
        "depth": one.share + other.share,
        "second rarest": shared[1] if len(shared) > 1 else 0.0,
        "length": math.log1p(len(one.sequence)) + math.log1p(len(other.sequence)),
        "terms": float(len(pair.shared)),
    }


def own_probability(story: StoryTerms, pair: Pair) -> float:
    """How likely the pair states one fact, by its own words alone."""
    return logistic(own_features(story, pair), WEIGHTS)


# Fitted by benchmarks/fit_likeness.py on ten labelled stories, 2026-11-23. Rare words that both claims share, and that
# stand close together in both, weigh most; claims deep in a report, and long ones, share words by chance.
WEIGHTS: Features = {
    "": -0.618,
    "shared": 1.544,
    "numbers": 0.245,
    "synonyms": 0.073,
    "names": 0.178,
    "phrases": -0.386,
    "shared x phrases": 0.418,
    "depth": -1.337,
    "second rarest": 0.265,
    "length": -0.651,
    "terms": -0.128,
}
