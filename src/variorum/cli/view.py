"""What a reader is shown of a story's reading, in order of weight and cut to a readable amount."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from variorum.compare import outlet_label
from variorum.model import Article, Comparison, Evidence, LanguageTag, Outcome, Position
from variorum.pipeline import StoryReading
from variorum.stories import choose_title

_T = TypeVar("_T")
_DIVERGENCES = 12
_AGREED = 8
_ALONE = 3  # statements of one outlet that nobody else tells
_QUOTATIONS = 8
_WORDINGS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Words of a report, and whose."""

    text: str
    outlet: str
    country: str | None
    language: LanguageTag | None
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One position: the words it is given in, who gives it, and one sentence as an example."""

    value: str
    tellers: tuple[str, ...]  # "The Example Times (GB)"
    origins: int
    example: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One comparison."""

    label: str
    outcome: Outcome
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """What several origins tell, in the words of one report, and who tells it."""

    said: Said
    tellers: tuple[str, ...]
    origins: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """An utterance and its speaker, once for all reports that carry it."""

    speaker: str | None
    said: Said  # as the report has it that carries most of it
    outlets: tuple[str, ...] = ()  # of all reports that carry it, the earliest first


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A breakdown ready to be shown; `hidden` counts what was left out of each part."""

    title: str
    origins: int
    reports: tuple[Article, ...]
    countries: tuple[str, ...]
    summary: tuple[Said, ...]
    keywords: tuple[str, ...]
    questions: tuple[Question, ...]
    agreed: tuple[Agreed, ...]
    numbers: tuple[Question, ...]  # on which all agree
    alone: tuple[tuple[str, tuple[Said, ...]], ...]  # by outlet
    quotations: tuple[Quoted, ...]
    wording: tuple[Question, ...]
    hidden: int


def read_view(reading: StoryReading, *, everything: bool = False) -> View:
    """The view of a reading; with `everything` nothing is left out."""
    reader = _Reader(reading)
    questions = [reader.question(c) for c in reading.breakdown.divergences if c.outcome is not Outcome.WORDING]
    wording = [reader.question(c) for c in reading.breakdown.comparisons if c.outcome is Outcome.WORDING]
    numbers = [reader.question(c) for c in reading.breakdown.comparisons if c.outcome is Outcome.AGREEMENT]
    alone = reader.alone()
    quotations = reader.quotations()
    agreed = reader.agreed(everything=everything)
    cut = _Cut(everything=everything)
    return View(
        title=choose_title(reading.reports).headline or reading.reports[0].text.split("\n", 1)[0][:120],
        origins=len(reading.origins),
        reports=reading.reports,
        countries=tuple(dict.fromkeys(report.country for report in reading.reports if report.country)),
        summary=tuple(reader.said(evidence) for evidence in reading.summary.sentences),
        keywords=reading.summary.keywords,
        questions=cut.first(questions, _DIVERGENCES),
        agreed=cut.first(agreed, _AGREED),
        numbers=cut.first(numbers, _AGREED),
        alone=tuple((outlet, cut.first(told, _ALONE)) for outlet, told in alone.items()),
        quotations=cut.first(quotations, _QUOTATIONS),
        wording=cut.first(wording, _WORDINGS),
        hidden=cut.hidden,
    )


class _Cut:
    """Takes the first few of each part and counts what it leaves out."""

    def __init__(self, *, everything: bool) -> None:
        self.everything = everything
        self.hidden = 0

    def first(self, rows: Sequence[_T], most: int) -> tuple[_T, ...]:
        kept = tuple(rows if self.everything else rows[:most])
        self.hidden += len(rows) - len(kept)
        return kept


class _Reader:
    """Turns evidence into what is shown of it."""

    def __init__(self, reading: StoryReading) -> None:
        self.reading = reading
        self.reports = {report.id: report for report in reading.reports}

    def said(self, evidence: Evidence) -> Said:
        report = self.reports[evidence.article]
        return Said(
            text=evidence.span.cut(report.text),
            outlet=outlet_label(report),
            country=report.country,
            language=report.language,
            url=report.url,
        )

    def question(self, comparison: Comparison) -> Question:
        return Question(
            label=comparison.question,
            outcome=comparison.outcome,
            answers=tuple(self._answer(position) for position in comparison.positions),
        )

    def _answer(self, position: Position) -> Answer:
        first = position.members[0]
        return Answer(
            value=position.value,
            tellers=self._tellers(position.members),
            origins=position.origins,
            example=self.said(self._sentence(first)),
        )

    def _sentence(self, evidence: Evidence) -> Evidence:
        """The claim that holds a span, or the span itself."""
        claims = self.reading.claims[evidence.article].claims
        span = next((claim.span for claim in claims if claim.span.holds(evidence.span)), evidence.span)
        return Evidence(article=evidence.article, span=span)

    def _tellers(self, members: Sequence[Evidence]) -> tuple[str, ...]:
        reports = dict.fromkeys(member.article for member in members)
        return tuple(dict.fromkeys(teller(self.reports[article]) for article in reports))

    def agreed(self, *, everything: bool) -> list[Agreed]:
        """Key points with all who tell them; the other statements after them."""
        points: dict[str, list[Evidence]] = defaultdict(list)
        for evidence in self.reading.summary.key_points:
            points[evidence.article].append(evidence)
        rows: list[Agreed] = []
        for statement in self.reading.breakdown.statements:
            if statement.origins < 2 or not (statement.shown or everything):
                continue
            best = [p for m in statement.members for p in points[m.article] if m.span.holds(p.span)]
            if best or everything:
                evidence = best[0] if best else statement.members[0]
                if best:
                    points[evidence.article].remove(evidence)
                rows.append(
                    Agreed(
                        said=self.said(evidence), tellers=self._tellers(statement.members), origins=statement.origins
                    )
                )
        return sorted(rows, key=lambda row: -row.origins)

    def alone(self) -> dict[str, list[Said]]:
        found: dict[str, list[Said]] = defaultdict(list)
        for evidence in self.reading.breakdown.omissions:
            found[teller(self.reports[evidence.article])].append(self.said(evidence))
        return dict(found)

    def quotations(self) -> list[Quoted]:
        """Direct quotations with a speaker, those that most outlets carry first, then the longest."""
        rows = [
            Quoted(
                speaker=f"{utterance.speaker}, {utterance.role}" if utterance.role else utterance.speaker,
                said=self.said(utterance.wording),
                outlets=tuple(dict.fromkeys(outlet_label(self.reports[one.article]) for one in utterance.members)),
            )
            for utterance in self.reading.breakdown.utterances
            if utterance.speaker and utterance.wording
        ]
        return sorted(rows, key=lambda row: (-len(row.outlets), -min(len(row.said.text), 200)))


def teller(report: Article) -> str:
    """An outlet with its country."""
    return f"{outlet_label(report)} ({report.country})" if report.country else outlet_label(report)
