"""Figures that later reports brought up to date: no headline and no sentence with one stands for its story."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from variorum.model import ArticleClaims, Breakdown, Comparison, Evidence, Outcome, Quantity, QuestionKind, Role

Figure = tuple[Role, float | None, float | None]


def superseded_figures(breakdown: Breakdown, claims: Mapping[str, ArticleClaims]) -> frozenset[Figure]:
    """The figures of all updates but the latest of each, and those that contradicted them: what they count, low, high.

    17 and 21 were told at one time, and 24 a day later: neither is today's figure.
    """
    parted = [one for one in breakdown.comparisons if one.kind is QuestionKind.QUANTITY]
    updates = [_positions(one, claims) for one in parted if one.outcome is Outcome.UPDATE]
    found = set[Figure]().union(*(set[Figure]().union(*told[:-1]) - told[-1] for told in updates))
    for told in (_positions(one, claims) for one in parted if one.outcome is Outcome.CONFLICT):
        figures = set[Figure]().union(*told)
        if figures & found and not any(figures & update[-1] for update in updates):
            found |= figures
    return frozenset(found)


def holds_any(quantities: Iterable[Quantity], figures: frozenset[Figure]) -> bool:
    """Whether one of the quantities is such a figure."""
    return any(_figure(quantity) in figures for quantity in quantities)


def outdated_headlines(
    headlines: Mapping[str, Sequence[Quantity]], claims: Mapping[str, ArticleClaims], breakdown: Breakdown
) -> frozenset[str]:
    """The articles whose headline gives such a figure; `headlines` holds what was read in the headline of each."""
    old = superseded_figures(breakdown, claims)
    return frozenset(article for article, quantities in headlines.items() if holds_any(quantities, old))


def _positions(comparison: Comparison, claims: Mapping[str, ArticleClaims]) -> list[set[Figure]]:
    return [
        {figure for member in position.members for figure in _told(member, claims)} for position in comparison.positions
    ]


def _told(member: Evidence, claims: Mapping[str, ArticleClaims]) -> list[Figure]:
    quantities = claims[member.article].quantities if member.article in claims else ()
    return [_figure(one) for one in quantities if one.span.overlaps(member.span)]


def _figure(quantity: Quantity) -> Figure:
    return quantity.role, quantity.low, quantity.high
