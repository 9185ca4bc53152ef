"""Who tells something: the countries, outlets and independent origins behind a row of evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from variorum.model import Article, Evidence, Origin, Position, Precision
from variorum.text.times import Moment


@dataclass(frozen=True, slots=True)
class Voices:
    """The reports of a story, and the origin that each goes back to."""

    reports: Mapping[str, Article]
    origin_of: Mapping[str, str]
    in_order: Sequence[str]  # articles, the one first that each origin had first, then by time

    def count(self, articles: Iterable[str]) -> int:
        """How many independent origins stand behind the articles."""
        return len({self.origin_of[article] for article in articles})

    def apart(self, one: str, other: str) -> bool:
        """Whether two articles are of different origins and of different outlets."""
        outlets = {outlet_label(self.reports[article]) for article in (one, other)}
        return self.origin_of[one] != self.origin_of[other] and len(outlets) > 1

    def text(self, evidence: Evidence) -> str:
        return evidence.span.cut(self.reports[evidence.article].text)

    def position(self, value: str, members: Sequence[Evidence]) -> Position:
        """One answer to a question with all who give it, the earliest report first."""
        ordered = tuple(sorted(members, key=self._when))
        told = [self.reports[evidence.article] for evidence in ordered]
        times = [at for report in told if (at := told_at(report).at)]
        return Position(
            value=value,
            members=ordered,
            countries=tuple(dict.fromkeys(report.country for report in told if report.country)),
            outlets=tuple(dict.fromkeys(outlet_label(report) for report in told)),
            origins=self.count(evidence.article for evidence in ordered),
            first_at=min(times, default=None),
        )

    def _when(self, evidence: Evidence) -> tuple[bool, float, str, int]:
        return *_moment(self.reports[evidence.article]), evidence.article, evidence.span.start


def read_voices(reports: Sequence[Article], origins: Sequence[Origin]) -> Voices:
    """The voices of a story; an article that no origin names stands for itself."""
    origin_of = {report.id: f"article:{report.id}" for report in reports}
    for origin in origins:
        origin_of.update((member, origin.key) for member in origin.members if member in origin_of)
    firsts = {origin.first for origin in origins}
    ordered = sorted(reports, key=lambda report: (report.id not in firsts, _moment(report)))
    return Voices(
        reports={report.id: report for report in reports},
        origin_of=origin_of,
        in_order=tuple(report.id for report in ordered),
    )


def told_at(report: Article) -> Moment:
    """The time of the words that we hold: a page that was changed tells them since the change only."""
    changed = report.modified or (report.fetched_at if report.revision > 1 else None)
    if changed and (report.published is None or changed > report.published):
        return Moment(changed, Precision.MINUTE)
    return Moment(report.published, report.precision)


def outlet_label(report: Article) -> str:
    """How readers know the outlet: its name, else its domain, else the article's id."""
    return report.outlet_name or report.outlet or report.domain or report.id


def _moment(report: Article) -> tuple[bool, float]:
    at = told_at(report).at
    return at is None, at.timestamp() if at else 0.0
