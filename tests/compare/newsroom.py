"""Builds reports with sane defaults, and compares them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from variorum.claims import read_claims
from variorum.compare import compare_reports
from variorum.model import Article, Breakdown, Comparison, Evidence, Origin, Precision

DAY = datetime(2026, 3, 4, tzinfo=UTC)

FERRY = (
    "HALVIK – At least 31 people were injured when the ferry Marguerite ran aground off Halvik harbour on Tuesday, "
    "the coastguard said.\n"
    "The ferry was carrying 214 passengers and 18 crew members to the island of Orrest.\n"
    "Captain Ingrid Solvang told reporters that a rudder cable had snapped minutes before the grounding.\n"
    "Divers will inspect the hull on Thursday."
)
FERRY_TOO = (
    "The ferry Marguerite, carrying 241 passengers and 18 crew members to Orrest island, ran aground on Tuesday.\n"
    "Thirty-one people were injured when the ferry Marguerite ran aground off Halvik harbour, according to the "
    "coastguard.\n"
    "The shipping company Nordlinje promised to refund all tickets sold for the summer season."
)
ALONE = "The shipping company Nordlinje promised to refund all tickets sold for the summer season."


def report(identity: str, text: str, **facts: Any) -> Article:
    """An English report of 4 March from an outlet that is called like its id."""
    defaults: dict[str, Any] = {
        "language": "en",
        "outlet_name": identity.title(),
        "country": "NO",
        "published": DAY,
        "precision": Precision.DAY,
        "made_by": "test/1",
    }
    return Article(id=identity, text=text, **(defaults | facts))


def compared(*reports: Article, origins: tuple[Origin, ...] = ()) -> Breakdown:
    """The breakdown of reports, their claims read by the real reader."""
    return compare_reports(reports, {one.id: read_claims(one) for one in reports}, origins=origins)


def words_of(evidence: Evidence, *reports: Article) -> str:
    """What a piece of evidence cuts out of its report."""
    texts = {one.id: one.text for one in reports}
    return evidence.span.cut(texts[evidence.article])


def values(comparison: Comparison) -> set[str]:
    return {position.value for position in comparison.positions}
