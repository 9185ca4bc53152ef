"""Evidence as words with their teller: what every part of a view is made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from variorum.cli.asked import asked
from variorum.cli.view import Answer, Listed, Question, Said, Teller
from variorum.compare import outlet_label
from variorum.model import Article, Comparison, Evidence, LanguageTag, Outcome, Position, Precision, Span
from variorum.pipeline import StoryReading

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class WordsOf:
    """The reports of a reading, to cut words out of them."""

    reading: StoryReading

    def report(self, identity: str) -> Article:
        """One of the reports."""
        return next(report for report in self.reading.reports if report.id == identity)

    def teller(self, identity: str) -> Teller:
        """A report as the one who tells something."""
        report = self.report(identity)
        return Teller(
            report=report.id,
            outlet=outlet_label(report),
            country=report.country,
            language=report.language,
            url=report.url,
            at=report.published,
            day_only=report.precision is not Precision.MINUTE,
        )

    def tellers(self, members: Iterable[Evidence]) -> tuple[Teller, ...]:
        """The reports behind a row of evidence, each outlet once."""
        outlets: dict[str, Teller] = {}
        for member in members:
            teller = self.teller(member.article)
            outlets.setdefault(teller.label, teller)
        return tuple(outlets.values())

    def said(self, evidence: Evidence, *, marks: Sequence[Span] = ()) -> Said:
        """The words of an evidence; marks are spans of the report within it."""
        text = evidence.span.cut(self.report(evidence.article).text)
        lead = len(text) - len(text.lstrip())
        start = evidence.span.start + lead
        inside = [Span(max(0, one.start - start), one.end - start) for one in marks if evidence.span.holds(one)]
        return Said(text=text.strip(), teller=self.teller(evidence.article), marks=tuple(sorted(inside)))

    def around(self, evidence: Evidence) -> Said:
        """The sentence that holds an evidence, with its words marked."""
        return self.said(self.sentence(evidence), marks=[evidence.span])

    def sentence(self, evidence: Evidence) -> Evidence:
        """The claim that holds a span, or the span itself."""
        claims = self.reading.claims[evidence.article].claims
        span = next((claim.span for claim in claims if claim.span.holds(evidence.span)), evidence.span)
        return Evidence(article=evidence.article, span=span)

    def question(self, comparison: Comparison) -> Question:
        """A comparison with its answers: updates as they came, others as they are."""
        positions = list(comparison.positions)
        if comparison.outcome is Outcome.UPDATE:
            positions.sort(key=lambda one: (one.first_at is None, one.first_at.timestamp() if one.first_at else 0.0))
        return Question(
            asked=self.asked(comparison),
            outcome=comparison.outcome,
            answers=tuple(map(self.answer, positions)),
        )

    def asked(self, comparison: Comparison) -> str:
        """What is asked; a noun in English makes a whole English question."""
        members = [member for position in comparison.positions for member in position.members]
        return asked(comparison.question, comparison.kind, language=self._language(members))

    def asked_by_label(self, label: str | None) -> str | None:
        """What the first comparison of a label asks."""
        found = (one for one in self.reading.breakdown.comparisons if one.question == label)
        return next(map(self.asked, found), None) if label else None

    def answer(self, position: Position) -> Answer:
        """A position in words."""
        return Answer(
            value=" ".join(position.value.split()),
            tellers=self.tellers(position.members),
            countries=position.countries,
            origins=position.origins,
            said=self.around(position.members[0]),
            first_at=position.first_at,
            source=position.source if len(self.tellers(position.members)) > 1 else None,
        )

    def _language(self, members: Sequence[Evidence]) -> LanguageTag | None:
        spoken = Counter(self.report(member.article).language for member in members)
        return spoken.most_common(1)[0][0] if spoken else None


@dataclass(frozen=True, slots=True)
class Cut:
    """Decides how many rows of a part are shown at once."""

    everything: bool

    def first(self, rows: Sequence[_T], most: int) -> Listed[_T]:
        """The first so many rows, and the rest."""
        most = len(rows) if self.everything else most
        return Listed(shown=tuple(rows[:most]), rest=tuple(rows[most:]))
