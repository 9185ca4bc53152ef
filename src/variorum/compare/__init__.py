"""The comparison of a story's reports: what they agree on, where they diverge, and what only some of them tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from variorum.compare.align import LIKELY, Aligned, align
from variorum.compare.company import score_pairs
from variorum.compare.occasions import compare_occasions
from variorum.compare.omissions import find_omissions
from variorum.compare.questions import compare_quantities
from variorum.compare.quotations import collect_quotations, compare_quotations
from variorum.compare.settled import without_asides
from variorum.compare.terms import StoryTerms, read_terms
from variorum.compare.voices import Voices, outlet_label, read_voices
from variorum.compare.wording import compare_wording
from variorum.model import Article, ArticleClaims, Breakdown, Comparison, Evidence, Origin, Outcome, Statement

__all__ = ["MADE_BY", "compare_reports", "outlet_label"]

MADE_BY = "compare/4"
_GLANCE = 0.05  # likelihood under which two claims are no longer looked at, not even for the numbers in them
_ORDER = (Outcome.CONFLICT, Outcome.UPDATE, Outcome.COMPATIBLE, Outcome.WORDING, Outcome.AGREEMENT)


def compare_reports(
    reports: Sequence[Article], claims: Mapping[str, ArticleClaims], *, origins: Sequence[Origin] = ()
) -> Breakdown:
    """The breakdown of the reports of one story. Each report needs its claims; origins say who only repeats whom.

    What a page says of itself is compared with nothing: a notice repeats the very figure that it takes back.
    """
    claims = {report.id: without_asides(claims[report.id], report) for report in reports}
    voices = read_voices(reports, origins)
    story = read_terms(reports, claims)
    pairs = score_pairs(story, least=_GLANCE)
    groups = align(story, [pair for pair in pairs if pair.score >= LIKELY])
    quotations = collect_quotations(reports, claims)
    comparisons = (
        *compare_quantities(story, pairs, voices),
        *compare_occasions(story, pairs, voices),
        *compare_quotations(quotations, voices),
        *compare_wording(story, voices),
    )
    return Breakdown(
        statements=tuple(_statement(group, story, voices) for group in groups),
        comparisons=tuple(sorted(comparisons, key=_importance)),
        quotations=quotations,
        omissions=find_omissions(story, pairs, comparisons, voices),
        made_by=MADE_BY,
    )


def _statement(group: Aligned, story: StoryTerms, voices: Voices) -> Statement:
    members = [story.claims[number] for number in group.members]
    return Statement(
        members=tuple(Evidence(article=claim.article, span=claim.claim.span) for claim in members),
        score=group.score,
        shown=group.shown,
        origins=voices.count(claim.article for claim in members),
    )


def _importance(comparison: Comparison) -> tuple[int, int]:
    """Conflicts first; among equals those on which more independent origins take a stand."""
    return _ORDER.index(comparison.outcome), -sum(position.origins for position in comparison.positions)
