"""How widely a country's attention is spread over stories, at one volume for all countries."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

_DRAWS = 60
_NORMAL = 1.96  # standard errors to both sides of a 95 % interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Diversity:
    """The diversity of one distribution of attention.

    `entropy` and `evenness` are those of the counts as they are; the others are what is expected of `volume` tellings
    drawn from them.
    """

    tellings: int
    stories: int
    entropy: float  # Shannon's, in nats
    evenness: float  # entropy by that of equal attention to all stories that were told anywhere, 0 to 1
    volume: int
    expected_stories: float  # Hill number of order 0
    effective_stories: float  # exp(expected entropy): so many stories told alike would be as diverse; Hill, order 1
    low: float  # of effective_stories, 95 % interval
    high: float


def entropy(counts: Sequence[int]) -> float:
    """Shannon's entropy of a distribution given as counts, in nats; 0 for none."""
    total = sum(counts)
    return -sum(n / total * math.log(n / total) for n in counts if n) if total else 0.0


def evenness(counts: Sequence[int], *, of: int) -> float:
    """Entropy by its greatest value over `of` stories: the news diversity of Chen et al. (2024); 0 where of < 2.

    "Global News Synchrony and Diversity During the Start of the COVID-19 Pandemic", WWW 2024, arXiv 2405.00280.
    """
    return entropy(counts) / math.log(of) if of > 1 else 0.0


def rarefied(counts: Sequence[int], volume: int) -> tuple[float, float]:
    """Expected number of stories, and expected entropy, of `volume` tellings drawn without replacement.

    Exact, by the expected number of stories that are drawn k times: equations 3 and 4 of Chao et al., "Rarefaction and
    extrapolation with Hill numbers", Ecological Monographs 84 (2014). Raises ValueError for a volume that the counts do
    not hold.
    """
    total = sum(counts)
    if not 0 < volume <= total:
        raise ValueError(f"{volume} tellings cannot be drawn from {total}: give a volume from 1 to that.")
    drawn = np.zeros(volume + 1)
    for count, stories in Counter(counts).items():
        drawn += stories * _chances(count, total, volume)
    times = np.arange(1, volume + 1) / volume
    return float(drawn[1:].sum()), float(-(times * np.log(times)) @ drawn[1:])


def measure_diversity(counts: Sequence[int], *, volume: int, of: int, rng: np.random.Generator) -> Diversity:
    """The diversity of a country that told each of its stories by so many origins, `of` being all stories there are.

    `volume` is the number of tellings at which countries are compared: who tells more tells more different stories
    without being more diverse. The interval is a bootstrap's: its spread, around the measured value.
    """
    kept = [count for count in counts if count]
    expected, nats = rarefied(kept, volume)
    total = sum(kept)
    again = rng.multinomial(total, np.array(kept) / total, size=_DRAWS)
    spread = float(np.std([rarefied([int(n) for n in draw if n], volume)[1] for draw in again]))
    return Diversity(
        tellings=total,
        stories=len(kept),
        entropy=entropy(kept),
        evenness=evenness(kept, of=of),
        volume=volume,
        expected_stories=expected,
        effective_stories=math.exp(nats),
        low=math.exp(max(0.0, nats - _NORMAL * spread)),
        high=math.exp(min(math.log(volume), nats + _NORMAL * spread)),
    )


@lru_cache(maxsize=4096)
def _chances(count: int, total: int, volume: int) -> NDArray[np.float64]:
    """Of a story told `count` times among `total` tellings: the chance to be drawn 0, 1, ... `volume` times."""
    chances = np.zeros(volume + 1)
    whole = _log_choose(total, volume)
    for times in range(max(0, volume - (total - count)), min(count, volume) + 1):
        ways = _log_choose(count, times) + _log_choose(total - count, volume - times)
        chances[times] = math.exp(ways - whole)
    return chances


def _log_choose(total: int, chosen: int) -> float:
    return math.lgamma(total + 1) - math.lgamma(chosen + 1) - math.lgamma(total - chosen + 1)
