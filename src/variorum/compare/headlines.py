"""Headlines with a figure that later reports brought up to date: they stand for their story no longer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from variorum.model import ArticleClaims, Breakdown, Comparison, Evidence, Outcome, Quantity, QuestionKind, Role

_Figure = tuple[Role, float | None, float | None]


def outdated_headlines(
    headlines: Mapping[str, Sequence[Quantity]], claims: Mapping[str, ArticleClaims], breakdown: Breakdown
) -> frozenset[str]:
    """The articles whose headline gives such a figure; `headlines` holds what was read in the headline of each."""
    old: set[_Figure] = set()
    for comparison in breakdown.comparisons:
        if comparison.kind is QuestionKind.QUANTITY and comparison.outcome is Outcome.UPDATE:
            old |= _superseded(comparison, claims)
    return frozenset(
        article for article, quantities in headlines.items() if any(_figure(quantity) in old for quantity in quantities)
    )


def _superseded(comparison: Comparison, claims: Mapping[str, ArticleClaims]) -> set[_Figure]:
    """The figures of all positions but the last."""
    told = [
        {figure for member in position.members for figure in _told(member, claims)} for position in comparison.positions
    ]
    return set[_Figure]().union(*told[:-1]) - told[-1]


def _told(member: Evidence, claims: Mapping[str, ArticleClaims]) -> list[_Figure]:
    return [_figure(one) for one in claims[member.article].quantities if one.span.overlaps(member.span)]


def _figure(quantity: Quantity) -> _Figure:
    return quantity.role, quantity.low, quantity.high
