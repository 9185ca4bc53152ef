"""How likely two articles tell one happening: a few named features, a weight for each, one number between 0 and 1."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from variorum.stories.commonplace import commonplace
from variorum.stories.frequencies import Frequencies, Vector, cosine
from variorum.stories.profile import Profile

_LONGEST_GAP = 365.0  # days: what is further apart is just as far apart
# What two unrelated articles share of their leads and names, before this stream was seen; and how many neighbours it
# takes to believe the stream instead.
_BACKGROUND, _BELIEF = 0.03, 10
_OTHERS = slice(10, 50)  # ranks of the neighbours that most likely tell something else
_EASE = 0.02  # keeps the logarithm of a quotient of small likenesses calm


class Vectors(NamedTuple):
    """A profile weighted by rarity. Terms and leads compare within a language, the rest across."""

    terms: Vector
    lead: Vector
    names: Vector
    numbers: Vector
    roots: Vector


@dataclass(frozen=True, slots=True, kw_only=True)
class Background:
    """What an article shares with neighbours that tell something else. In a stream about one subject that is much."""

    lead: float = _BACKGROUND
    names: float = _BACKGROUND


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Weights by feature, and the thresholds of the decisions."""

    same_language: Mapping[str, float]
    other_language: Mapping[str, float]
    join: float  # the score from which an article belongs to a story
    look_for_merge: float  # the score from which a second story may be the same
    merge: float  # the likelihood from which it is

    def of(self, *, same_language: bool) -> Mapping[str, float]:
        return self.same_language if same_language else self.other_language


Features = Mapping[str, float]


def weigh(profile: Profile, frequencies: Frequencies) -> Vectors:
    """The vectors of a profile as rarities stand now."""
    space, common = f"terms {profile.language}", commonplace(profile.language)
    return Vectors(
        terms=frequencies.vector(space, profile.terms, common.terms),
        lead=frequencies.vector(space, profile.lead, common.terms),
        names=frequencies.vector("names", profile.names, common.names),
        numbers=frequencies.vector("numbers", profile.numbers),
        roots=frequencies.vector("roots", profile.roots, common.roots),
    )


class Likeness(NamedTuple):
    """Cosines of two articles, part by part. Of two languages only what crosses the border is compared."""

    same_language: bool
    terms: float = 0.0
    lead: float = 0.0
    names: float = 0.0
    numbers: float = 0.0
    roots: float = 0.0


def compare(left: Vectors, right: Vectors, *, same_language: bool) -> Likeness:
    """The cosines of a pair."""
    names, numbers = cosine(left.names, right.names), cosine(left.numbers, right.numbers)
    if not same_language:
        return Likeness(same_language, names=names, numbers=numbers, roots=cosine(left.roots, right.roots))
    return Likeness(
        same_language,
        terms=cosine(left.terms, right.terms),
        lead=cosine(left.lead, right.lead),
        names=names,
        numbers=numbers,
    )


def pair_features(likeness: Likeness, *backgrounds: Background) -> Features:
    """The features of a pair but for the time between them, which is one of the whole story.

    Square roots, because likeness is felt in its first tenths: 0.04 against 0.16 tells more than 0.6 against 0.8.
    """
    numbers = math.sqrt(likeness.numbers)
    if not likeness.same_language:
        return {
            "bias": 1.0,
            "roots": math.sqrt(likeness.roots),
            "names": math.sqrt(likeness.names),
            "numbers": numbers,
        }
    return {
        "bias": 1.0,
        "terms": math.sqrt(likeness.terms),
        "lead": _contrast(likeness.lead, [b.lead for b in backgrounds]),
        "names": _contrast(likeness.names, [b.names for b in backgrounds]),
        "numbers": numbers,
    }


def time_features(moment: datetime | None, moments: Iterable[datetime | None]) -> Features:
    """Days to the nearest report of the story: a story that is still told is near, however long ago it began."""
    gaps = [abs((moment - other).total_seconds()) / 86_400 for other in moments if moment and other]
    if not gaps:
        return {"undated": 1.0}
    return {"gap": math.log1p(min(*gaps, _LONGEST_GAP))}


def evidence(features: Features, weights: Mapping[str, float]) -> float:
    """The weighted sum: log odds."""
    return sum(weights[name] * value for name, value in features.items())


def likelihood(log_odds: float) -> float:
    return 1 / (1 + math.exp(-log_odds))


def background(neighbours: Iterable[Likeness]) -> Background:
    """The mean likeness of neighbours that tell something else, drawn towards what is usual while they are few."""
    same = [likeness for likeness in neighbours if likeness.same_language]
    return Background(lead=_usual([one.lead for one in same]), names=_usual([one.names for one in same]))


@cache
def default_weights() -> Weights:
    """The weights that ship with the package."""
    return read_weights(files("variorum.stories").joinpath("weights.toml").read_text(encoding="utf-8"))


def read_weights(text: str) -> Weights:
    table = tomllib.loads(text)
    return Weights(same_language=table["same_language"], other_language=table["other_language"], **table["thresholds"])


def _contrast(likeness: float, backgrounds: list[float]) -> float:
    """How far the likeness stands out from what both articles share with others anyway."""
    return sum(math.log((likeness + _EASE) / (usual + _EASE)) for usual in backgrounds) / len(backgrounds)


def _usual(values: list[float]) -> float:
    others = sorted(values, reverse=True)[_OTHERS]
    return (sum(others) + _BACKGROUND * _BELIEF) / (len(others) + _BELIEF)
