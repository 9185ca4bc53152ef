"""What the pages show of a story's breakdown beside its questions: who tells, carries, rests on and leaves out what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from variorum.compare.matrix import Matrix
from variorum.compare.revisions import ChangeKind
from variorum.compare.steps import Step
from variorum.model import CountryCode, First, Flag, LanguageTag, Outcome, SourceKind
from variorum_site.news.queries.records import ArticleRef, Passage, PositionView, TextPiece


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureView:
    """A figure that several voices give alike, and no shared statement holds."""

    label: str
    passages: tuple[Passage, ...]
    origins: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryAlone:
    """What several voices of one country tell, and none of another."""

    country: CountryCode
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingView:
    """What one report leaves out of what most tell, each thing in the wordings of others, the plainest first."""

    article: ArticleRef
    told: tuple[tuple[Passage, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """A source, who has it from there, and what rests on it."""

    source: str
    kind: SourceKind
    spellings: tuple[str, ...]  # others than the name itself
    flags: tuple[Flag, ...]
    origins: int
    steps: tuple[Step, ...]
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontedView:
    """What a headline puts first."""

    first: First
    pieces: tuple[TextPiece, ...]  # the headline, marked where its first name or figure stands
    question: str | None = None  # label of the question that its figure answers
    outcome: Outcome | None = None  # of that question


@dataclass(frozen=True, slots=True, kw_only=True)
class SideWordView:
    """A word that one side uses more than the others."""

    term: str
    language: LanguageTag | None
    uses: int
    elsewhere: int
    origins: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SideView:
    """The words that set one side apart: a country's, or an outlet's."""

    side: str
    by: str  # "country" or "outlet"
    words: tuple[SideWordView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowView:
    """What a row of the matrix is about: a question with its answers, or a statement in the reports' words."""

    question: str | None = None
    outcome: Outcome = Outcome.AGREEMENT
    answers: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = ()  # all wordings of a statement, the plainest first


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixPage:
    """Which report tells what."""

    matrix: Matrix
    articles: tuple[ArticleRef, ...]  # of the columns
    rows: tuple[RowView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tellers:
    """Who tells, carries, rests on and leaves out what."""

    figures: tuple[FigureView, ...] = ()
    countries: tuple[CountryAlone, ...] = ()
    missing: tuple[MissingView, ...] = ()
    sources: tuple[SourceView, ...] = ()
    headlines: Mapping[str, FrontedView] = field(default_factory=dict)  # by article
    sides: tuple[SideView, ...] = ()
    matrix: MatrixPage | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAnswerView:
    """A question with the answers that were first given since a moment."""

    question: str
    outcome: Outcome
    anchor: str  # of the question on the page
    before: tuple[PositionView, ...]
    answers: tuple[PositionView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisedView:
    """A report that its outlet changed since a moment; versions have a page of their own."""

    article: ArticleRef
    before: int
    after: int
    counts: Mapping[ChangeKind, int]  # heaviest first

    @property
    def withdrawn(self) -> bool:
        """Whether it was corrected, or sentences stand there no more."""
        return ChangeKind.NOTICE in self.counts or ChangeKind.REMOVED in self.counts


@dataclass(frozen=True, slots=True, kw_only=True)
class SincePage:
    """What is new, changed or withdrawn in a story since a moment."""

    moment: datetime
    reports: tuple[ArticleRef, ...]
    answers: tuple[NewAnswerView, ...]
    passages: tuple[Passage, ...]  # told for the first time
    revised: tuple[RevisedView, ...]

    @property
    def nothing(self) -> bool:
        """Whether all is as it was."""
        return not (self.reports or self.answers or self.revised)
