"""What holds for every comparison, whatever the reports say."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.compare.newsroom import FERRY, FERRY_TOO, compared, report

from variorum.claims import read_claims
from variorum.compare import compare_reports
from variorum.model import Article, Breakdown, Evidence
from variorum.summarize import summarize

pytestmark = pytest.mark.unit

SENTENCES = [
    *FERRY.split("\n"),
    *FERRY_TOO.split("\n"),
    "“We saw the lights go out,” said Tove Brandal, 43, a passenger.",
    "More than 200 people were taken off the ship by 9 p.m.",
    "About 190 passengers were brought ashore.",
    "“We saw all lights going out at once,” passenger Tove Brandal said.",
    "Sign up here.",
    "«Les passagers sont sains et saufs», a déclaré la capitaine Ingrid Solvang.",
    "船长说,三十一人受伤。",
    "قالت خفر السواحل إن 31 شخصا أصيبوا.",
    "",
    "“",
]
TEXTS = st.lists(st.sampled_from(SENTENCES) | st.text(max_size=60), max_size=6).map("\n".join)
LANGUAGES = st.sampled_from(["en", "fr", "de", "zh", "ar", None])
REPORTS = st.lists(st.tuples(TEXTS, LANGUAGES), min_size=1, max_size=4).map(
    lambda rows: tuple(report(f"r{number}", text, language=language) for number, (text, language) in enumerate(rows))
)
calmly = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def all_evidence(breakdown: Breakdown) -> Iterator[Evidence]:
    for statement in breakdown.statements:
        yield from statement.members
    for comparison in breakdown.comparisons:
        for position in comparison.positions:
            yield from position.members
    yield from breakdown.omissions
    yield from (Evidence(article=article, span=quotation.span) for article, quotation in breakdown.quotations)


@calmly
@given(REPORTS)
def test_all_evidence_lies_in_its_article_and_cuts_words(reports: tuple[Article, ...]) -> None:
    texts = {one.id: one.text for one in reports}
    for evidence in all_evidence(compared(*reports)):
        assert 0 <= evidence.span.start < evidence.span.end <= len(texts[evidence.article])
        assert evidence.span.cut(texts[evidence.article]).strip()


@calmly
@given(REPORTS)
def test_a_statement_has_members_of_at_least_two_reports(reports: tuple[Article, ...]) -> None:
    for statement in compared(*reports).statements:
        assert len({member.article for member in statement.members}) >= 2
        assert 0.0 <= statement.score <= 1.0


@calmly
@given(REPORTS)
def test_what_is_told_alone_stands_in_no_statement(reports: tuple[Article, ...]) -> None:
    breakdown = compared(*reports)
    shared = {member for statement in breakdown.statements for member in statement.members}
    assert not shared & set(breakdown.omissions)


@calmly
@given(REPORTS)
def test_a_comparison_has_at_least_one_position_and_each_has_tellers(reports: tuple[Article, ...]) -> None:
    for comparison in compared(*reports).comparisons:
        assert comparison.question
        assert comparison.positions
        assert all(position.members and position.value for position in comparison.positions)


@calmly
@given(REPORTS)
def test_the_order_of_the_reports_changes_no_outcome(reports: tuple[Article, ...]) -> None:
    def found(ordered: tuple[Article, ...]) -> list[str]:
        return sorted(comparison.outcome.value for comparison in compared(*ordered).comparisons)

    assert found(reports) == found(tuple(reversed(reports)))


@calmly
@given(REPORTS)
def test_every_sentence_of_a_summary_is_cut_from_a_report(reports: tuple[Article, ...]) -> None:
    claims = {one.id: read_claims(one) for one in reports}
    texts = {one.id: one.text for one in reports}
    summary = summarize(reports, claims, compare_reports(reports, claims))
    for evidence in (*summary.sentences, *summary.key_points):
        assert any(claim.span.holds(evidence.span) for claim in claims[evidence.article].claims)
        assert evidence.span.cut(texts[evidence.article]).strip()
    assert len(summary.sentences) <= 4
