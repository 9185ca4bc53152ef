"""A story in a few sentences, all of them the reports' own: summary, key points, keywords and places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from variorum.model import Article, ArticleClaims, Breakdown, Origin, Summary
from variorum.summarize.keywords import find_keywords
from variorum.summarize.places import find_places
from variorum.summarize.points import find_key_points
from variorum.summarize.sentences import choose_sentences, read_sentences

__all__ = ["MADE_BY", "summarize"]

MADE_BY = "summarize/4"


def summarize(
    reports: Sequence[Article],
    claims: Mapping[str, ArticleClaims],
    breakdown: Breakdown,
    *,
    origins: Sequence[Origin] = (),
) -> Summary:
    """What the reports of one story tell together. Every sentence is a span of a report."""
    sentences = read_sentences(reports, claims, breakdown, origins=origins)
    chosen = choose_sentences(sentences)
    return Summary(
        sentences=chosen.sentences,
        lead=chosen.lead,
        key_points=find_key_points(sentences, breakdown),
        keywords=find_keywords(reports, claims, origins=origins),
        places=find_places(reports, origins=origins),
        made_by=MADE_BY,
    )
