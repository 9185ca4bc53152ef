"""Who tells something: the countries, outlets and independent origins behind a row of evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from variorum.model import Article, Evidence, Origin, Position


@dataclass(frozen=True, slots=True)
class Voices:
    """The reports of a story, and the origin that each goes back to."""

    reports: Mapping[str, Article]
    origin_of: Mapping[str, str]

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
        times = [report.published for report in told if report.published]
        return Position(
            value=value,
            members=ordered,
            countries=tuple(dict.fromkeys(report.country for report in told if report.country)),
            outlets=tuple(dict.fromkeys(outlet_label(report) for report in told)),
            origins=self.count(evidence.article for evidence in ordered),
            first_at=min(times, default=None),
        )

    def _when(self, evidence: Evidence) -> tuple[bool, float, str, int]:
        published = self.reports[evidence.article].published
        moment = published.timestamp() if published else 0.0
        return published is None, moment, evidence.article, evidence.span.start


def read_voices(reports: Sequence[Article], origins: Sequence[Origin]) -> Voices:
    """The voices of a story; an article that no origin names stands for itself."""
    origin_of = {report.id: f"article:{report.id}" for report in reports}
    for origin in origins:
        origin_of.update((member, origin.key) for member in origin.members if member in origin_of)
    return Voices(reports={report.id: report for report in reports}, origin_of=origin_of)


def outlet_label(report: Article) -> str:
    """How readers know the outlet: its name, else its domain, else the article's id."""
    return report.outlet_name or report.outlet or report.domain or report.id
