"""Stories that are really related: the same people and place at another time. Rather none than a stranger."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from variorum.model import Article, Reason
from variorum.stories.profile import read_profile, spelled

_CENTRAL = 0.5  # share of a story's reports that must name it
_SHARED = 2  # central names that both stories must have in common
_RARE_SHARE, _RARE_COUNT = 0.05, 3  # one of them stands in no more stories than the larger of these
_LIKE = 0.15  # weighted share of the central names that both have

Names = Mapping[str, str]  # name -> as it is written


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """Another story and why it is related."""

    story: str
    score: float  # 0 to 1
    reasons: tuple[Reason, ...]


def related(
    reports: Sequence[Article], others: Mapping[str, Sequence[Article]], *, limit: int = 5
) -> tuple[Related, ...]:
    """The other stories whose central names are this one's too, the most alike first; often none.

    A shared country is no relation: at least two central names must agree, one of them rare among the stories.
    """
    return related_by_names(
        central_names(reports), {story: central_names(articles) for story, articles in others.items()}, limit=limit
    )


def related_by_names(own: Names, theirs: Mapping[str, Names], *, limit: int = 5) -> tuple[Related, ...]:
    """As `related`, by central names that are known already: they are read once where many stories are related."""
    spread: Counter[str] = Counter(name for names in theirs.values() for name in names)
    rare = max(_RARE_COUNT, _RARE_SHARE * len(theirs))
    weights = {name: math.log((len(theirs) + 2) / (spread[name] + 1)) + 0.1 for name in {*own, *spread}}
    found = []
    for story, names in theirs.items():
        both = sorted(own.keys() & names.keys(), key=lambda name: -weights[name])
        if len(both) < _SHARED or spread[both[0]] > rare:
            continue
        whole = min(sum(weights[name] for name in own), sum(weights[name] for name in names))
        score = sum(weights[name] for name in both) / whole
        if score >= _LIKE:
            detail = ", ".join(dict.fromkeys(own[name] for name in both))
            reason = Reason(feature="names", weight=1.0, detail=detail)
            found.append(Related(story=story, score=round(score, 4), reasons=(reason,)))
    return tuple(sorted(found, key=lambda one: (-one.score, one.story))[:limit])


def central_names(reports: Sequence[Article]) -> Names:
    """Names that at least half of the reports give weight to -> as they are written."""
    named: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for report in reports:
        for name, written in _weighty(report):
            named[name] += 1
            shown.setdefault(name, written)
    return {name: shown[name] for name, count in named.items() if count >= _CENTRAL * len(reports)}


@lru_cache(maxsize=4096)  # a live site asks about the same few hundred stories again and again, 20 ms an article
def _weighty(report: Article) -> tuple[tuple[str, str], ...]:
    """Names of the headline or the lead, or said at least twice, and how each is written."""
    profile = read_profile(report)
    weighty = [name for name, weight in profile.names.items() if weight >= 2]
    written = spelled(report, "names")
    return tuple((name, written.get(name, name)) for name in weighty)
