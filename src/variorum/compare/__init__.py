"""The comparison of a story's reports: what they agree on, where they diverge, and what only some of them tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from variorum.compare.align import LIKELY, Aligned, align
from variorum.compare.alike import OwnWords, alike_pairs
from variorum.compare.chain import trace_sources
from variorum.compare.company import score_pairs
from variorum.compare.core import find_core, find_left_out, find_only_in, read_telling
from variorum.compare.headlines import Figures, read_headlines
from variorum.compare.hedges import compare_hedges
from variorum.compare.houses import House, Houses
from variorum.compare.occasions import compare_occasions
from variorum.compare.omissions import find_omissions
from variorum.compare.parts import Parts, part
from variorum.compare.questions import compare_quantities
from variorum.compare.quotations import collect_quotations, compare_quotations, group_utterances
from variorum.compare.settled import without_asides
from variorum.compare.slant import find_terms
from variorum.compare.slots import compare_slots
from variorum.compare.terms import StoryTerms, read_terms
from variorum.compare.voices import Voices, outlet_label, read_voices
from variorum.compare.wording import compare_wording
from variorum.model import Article, ArticleClaims, Breakdown, Comparison, Evidence, Origin, Outcome, Statement

__all__ = ["MADE_BY", "House", "Houses", "compare_reports", "outlet_label"]

MADE_BY = "compare/4"
_GLANCE = 0.05  # likelihood under which two claims are no longer looked at, not even for the numbers in them
_ORDER = (Outcome.CONFLICT, Outcome.UPDATE, Outcome.COMPATIBLE, Outcome.WORDING, Outcome.AGREEMENT)


def compare_reports(
    reports: Sequence[Article],
    claims: Mapping[str, ArticleClaims],
    *,
    origins: Sequence[Origin] = (),
    figures: Figures | None = None,
    houses: Houses | None = None,
) -> Breakdown:
    """The breakdown of the reports of one story. Each report needs its claims; origins say who only repeats whom.

    The figures are those in the headlines; houses say which outlets and agencies a text may mean.

    What a page says of itself is compared with nothing: a notice repeats the very figure that it takes back.
    """
    claims = {report.id: without_asides(claims[report.id], report) for report in reports}
    voices = read_voices(reports, origins)
    story = read_terms(reports, claims)
    pairs = score_pairs(story, least=_GLANCE)
    parts = part(story, align(story, [pair for pair in pairs if pair.score >= LIKELY]), voices)
    groups = parts.groups
    quotations = collect_quotations(reports, claims)
    alike, own = alike_pairs(story, groups, voices), OwnWords(voices)
    telling = read_telling(story, groups, pairs, voices)
    core = find_core(telling)
    statements = tuple(_statement(group, story, parts, voices) for group in groups)
    found = (
        *compare_quantities(story, pairs, voices),
        *compare_occasions(story, pairs, voices),
        *compare_quotations(quotations, voices),
        *compare_wording(story, alike, own),
        *compare_slots(story, alike, own),
        *compare_hedges(alike, own),
    )
    compared = tuple(sorted(found, key=_importance))
    traced = trace_sources(story, statements, compared, voices=voices, houses=houses or Houses())
    return Breakdown(
        statements=traced.statements,
        comparisons=traced.comparisons,
        quotations=quotations,
        omissions=find_omissions(story, pairs, compared, voices, parts.own),
        core=core,
        only_in=find_only_in(telling),
        left_out=find_left_out(telling, core),
        chains=traced.chains,
        headlines=read_headlines(reports, claims, figures=figures or {}, statements=statements, comparisons=compared),
        terms=find_terms(story, voices),
        made_by=MADE_BY,
        utterances=group_utterances(quotations, voices),
    )


def _statement(group: Aligned, story: StoryTerms, parts: Parts, voices: Voices) -> Statement:
    members = [story.claims[number] for number in group.members]
    spans = [parts.told.get(number, story.claims[number].claim.span) for number in group.members]
    return Statement(
        members=tuple(Evidence(article=claim.article, span=span) for claim, span in zip(members, spans, strict=True)),
        score=group.score,
        shown=group.shown,
        origins=voices.count(claim.article for claim in members),
    )


def _importance(comparison: Comparison) -> tuple[int, int]:
    """Conflicts first; among equals those on which more independent origins take a stand."""
    return _ORDER.index(comparison.outcome), -sum(position.origins for position in comparison.positions)
