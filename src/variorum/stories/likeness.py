"""How alike two articles are, and how strongly that ties them to one happening: few named features, a weight for each.

The tie of two articles is between 0 and 1. It asks three things: how much they share (their likeness), how far that
stands out from what each shares with articles that tell something else (the contrast: in a stream about one subject
everything is alike), and whether the same articles are near to both (shared neighbours, Jarvis and Patrick 1973).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from variorum.stories.vocabulary import Part

Array = NDArray[np.float64]

_LONGEST_GAP = 365.0  # days: what is further apart is just as far apart
# What an article shares with others that tell something else, before this stream was seen, and how many neighbours it
# takes to believe the stream instead. High, because what is common cannot be known yet: with 0.1 and 10 a war's strikes
# joined a visit to one of its sides among nine articles. On the five sets any of 0.1 to 0.3 and 5 or 10 stays within
# 0.012 of BCubed F1.
USUAL, BELIEF = 0.2, 10
OTHERS = slice(10, 50)  # ranks of the neighbours that most likely tell something else
_ROOTED = [Part.NUMBERS, Part.ROOTS]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Weights by feature, and the threshold of the decision. What each means stands in weights.toml."""

    same_language: Mapping[str, float]
    other_language: Mapping[str, float]
    contrast: float
    ease: float
    floor: float
    time: float
    undated: float
    shared: float
    neighbours: int
    join: float


def shares(cosines: Array, same_language: NDArray[np.bool_], weights: Weights) -> Array:
    """What each part adds to the likeness of each pair, parts x pairs.

    Square roots where likeness is felt in its first tenths: 0.04 against 0.16 tells more than 0.6 against 0.8.
    """
    felt = cosines.copy()
    felt[_ROOTED] = np.sqrt(felt[_ROOTED])
    within, across = (
        np.array([[table.get(part.name.lower(), 0.0)] for part in Part])
        for table in (weights.same_language, weights.other_language)
    )
    found: Array = felt * np.where(same_language, within, across)
    return found


def likeness(cosines: Array, meaning: Array, same_language: NDArray[np.bool_], weights: Weights) -> Array:
    """The weighted cosines of pairs, (6, n) -> (n,); of two languages the embeddings' too.

    Squares for embeddings, in which everything is somewhat alike; they speak across languages only, where words do not.
    """
    added = np.where(same_language, 0.0, weights.other_language["meaning"] * meaning**2)
    found: Array = shares(cosines, same_language, weights).sum(axis=0) + added
    return found


def nearness(days: Array, weights: Weights) -> Array:
    """What time leaves of a tie, 0 to 1: all on the same minute, less by a power of the days between. NaN: undated."""
    gaps = np.where(np.isnan(days), weights.undated, np.minimum(days, _LONGEST_GAP))
    found: Array = (1 + gaps) ** -weights.time
    return found


def standing_out(likenesses: Array, expected: Array, weights: Weights) -> Array:
    """The likeness, with how far it stands out from what the two articles share with others anyway; 0 to 1."""
    contrast = np.log((likenesses + weights.ease) / (expected + weights.ease))
    found: Array = np.clip(likenesses + weights.contrast * contrast - weights.floor, 0.0, 1.0)
    return found


@cache
def default_weights() -> Weights:
    """The weights that ship with the package."""
    return read_weights(files("variorum.stories").joinpath("weights.toml").read_text(encoding="utf-8"))


def read_weights(text: str) -> Weights:
    table = tomllib.loads(text)
    return Weights(same_language=table["same_language"], other_language=table["other_language"], **table["tie"])
