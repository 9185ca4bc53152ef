"""Which report tells what: the questions on which reports part, and the statements that several of them make.

Rows in the order in which a reader meets them, columns by country and voice, so that copies stand side by side.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from variorum.compare.voices import Voices, outlet_label, read_voices
from variorum.model import (
    Article,
    Breakdown,
    Comparison,
    CountryCode,
    Evidence,
    Origin,
    Outcome,
    QuestionKind,
    Statement,
)

MOST_ROWS = 14  # more is no picture any more, but a wall
_PARTING = (Outcome.CONFLICT, Outcome.UPDATE, Outcome.COMPATIBLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixColumn:
    """One report."""

    report: str
    outlet: str
    country: CountryCode | None
    origin: str  # key of the voice that it speaks in


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """A question or a statement, and for each column the answer's number, 0 where the statement is made, or None."""

    told: Comparison | Statement
    cells: tuple[int | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Reports against what they tell."""

    columns: tuple[MatrixColumn, ...]
    rows: tuple[MatrixRow, ...]


def read_matrix(
    reports: Sequence[Article], breakdown: Breakdown, *, origins: Sequence[Origin] = (), most: int = MOST_ROWS
) -> Matrix | None:
    """What several origins state, most first, then what they part on; None where there is nothing to draw."""
    voices = read_voices(reports, origins)
    columns = tuple(_columns(voices))
    parting = [one for one in breakdown.comparisons if _parts(one)]
    shared = [one for one in _shared(breakdown, voices) if not _holds_any(one, parting)]
    parting = parting[: most // 2]
    told: list[Comparison | Statement] = [*shared[: most - len(parting)], *parting]
    if len(columns) < 2 or not told:
        return None
    return Matrix(
        columns=columns,
        rows=tuple(MatrixRow(told=one, cells=tuple(_cells(one, columns))) for one in told),
    )


def _parts(comparison: Comparison) -> bool:
    return comparison.outcome in _PARTING and comparison.kind is not QuestionKind.WORDING


def _columns(voices: Voices) -> Iterator[MatrixColumn]:
    """Countries with most voices first, within one the voice that told it first; its copies follow it."""
    spoken = Counter(
        country for _, country in {(voices.origin_of[one], report.country) for one, report in voices.reports.items()}
    )
    heard = {origin: place for place, origin in reversed([*enumerate(map(voices.origin_of.get, voices.in_order))])}
    countries = {country: place for place, country in reversed([*enumerate(_countries(voices))])}

    def place(report: str) -> tuple[bool, int, int, int, int]:
        country = voices.reports[report].country
        origin = heard[voices.origin_of[report]]
        return country is None, -spoken[country], countries[country], origin, voices.in_order.index(report)

    for report in sorted(voices.in_order, key=place):
        article = voices.reports[report]
        yield MatrixColumn(
            report=report,
            outlet=outlet_label(article),
            country=article.country,
            origin=voices.origin_of[report],
        )


def _countries(voices: Voices) -> list[CountryCode | None]:
    return [voices.reports[report].country for report in voices.in_order]


def _shared(breakdown: Breakdown, voices: Voices) -> list[Statement]:
    """Statements of two origins or more, no sentence of them twice; what most tell first."""
    found: list[Statement] = []
    used: set[Evidence] = set()
    core = [breakdown.statements[one.statement] for one in breakdown.core]
    for statement in (*core, *sorted(breakdown.statements, key=lambda one: (-one.origins, -one.score))):
        known = [one for one in statement.members if one.article in voices.reports]
        if statement.shown and statement.origins > 1 and known and not used & set(known):
            used |= set(known)
            found.append(statement)
    return found


def _holds_any(statement: Statement, comparisons: Sequence[Comparison]) -> bool:
    """Whether a figure on which reports part stands in a sentence of the statement: the question tells of it."""
    figures = [member for one in comparisons for position in one.positions for member in position.members]
    return any(sentence.overlaps(figure) for sentence in statement.members for figure in figures)


def _cells(told: Comparison | Statement, columns: Sequence[MatrixColumn]) -> Iterator[int | None]:
    answers = _answers(told)
    for column in columns:
        yield answers.get(column.report)


def _answers(told: Comparison | Statement) -> Mapping[str, int]:
    """The number of the answer that each report gives, its first one where it gives several."""
    if isinstance(told, Statement):
        return {member.article: 0 for member in told.members}
    found: dict[str, int] = {}
    for number, position in enumerate(told.positions):
        for member in position.members:
            found.setdefault(member.article, number)
    return found
