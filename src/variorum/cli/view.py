"""What a reader is shown of a story's reading: records of words and who wrote them, one part after the other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from variorum.compare.matrix import Matrix
from variorum.compare.revisions import Change
from variorum.compare.steps import Step
from variorum.model import CountryCode, First, Flag, LanguageTag, Outcome, SourceKind, Span, Stance

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed(Generic[_T]):
    """Rows in order of weight: those that are shown at once, and the rest, which a page folds and a terminal leaves out
    unless it is asked for all."""

    shown: tuple[_T, ...] = ()
    rest: tuple[_T, ...] = ()

    @property
    def all(self) -> tuple[_T, ...]:
        """Every row."""
        return self.shown + self.rest

    def __len__(self) -> int:
        return len(self.shown) + len(self.rest)


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """One report, as the one who tells something."""

    report: str
    outlet: str
    country: CountryCode | None = None
    language: LanguageTag | None = None
    url: str | None = None
    at: datetime | None = None
    day_only: bool = True

    @property
    def label(self) -> str:
        """The outlet with its country."""
        return f"{self.outlet} ({self.country})" if self.country else self.outlet


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Words of a report, those that matter most in them, and whose they are."""

    text: str
    teller: Teller
    marks: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One position: the words it is given in, who gives it, and one sentence as an example."""

    value: str
    tellers: tuple[Teller, ...]
    countries: tuple[CountryCode, ...]
    origins: int
    said: Said
    first_at: datetime | None = None
    source: str | None = None  # on which all of them rest


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One comparison."""

    asked: str
    outcome: Outcome
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What several origins tell, in the words of one report; `of` how many could tell it, where most do."""

    said: Said
    tellers: tuple[Teller, ...]
    origins: int
    of: int | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure on which all agree that give it."""

    label: str
    said: Said
    tellers: tuple[Teller, ...]
    origins: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Alone:
    """What one country's reports, or one report, alone tell."""

    title: str
    country: CountryCode | None
    told: Listed[Said]
    of_country: bool = False  # several origins of one country, not one report


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """What one report leaves out of what most tell."""

    teller: Teller
    told: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """One utterance, who is quoted, and who carries it, the earliest first where their times tell."""

    speaker: str | None
    role: str | None = None
    stance: Stance = Stance.SAID
    said: Said
    tellers: tuple[Teller, ...]
    first_known: bool = False
    origins: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Resting:
    """A source and what rests on it."""

    source: str
    kind: SourceKind
    spellings: tuple[str, ...]
    flags: tuple[Flag, ...]
    origins: int
    outlets: tuple[str, ...]
    steps: tuple[Step, ...]
    told: Listed[Said]
    whole: int  # how many of the things told rest on this source alone, in every report that tells them


@dataclass(frozen=True, slots=True, kw_only=True)
class Fronted:
    """A headline, and what it puts first."""

    said: Said
    first: First
    asked: str | None = None  # the question that its figure answers


@dataclass(frozen=True, slots=True, kw_only=True)
class SideWord:
    """A word that one side uses more than the others."""

    term: str
    uses: int
    elsewhere: int
    origins: int
    said: Said | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """The words that set one side apart."""

    title: str
    words: Listed[SideWord]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixLine:
    """A row of the matrix in words: what is told or asked, and the answers in their order."""

    label: str
    language: LanguageTag | None
    outcome: Outcome
    answers: tuple[str, ...]  # empty for a statement
    cells: tuple[int | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixView:
    """Which report tells what."""

    matrix: Matrix
    lines: tuple[MatrixLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Revised:
    """A report that was changed since a moment: what was taken back, and what else is otherwise, with both wordings."""

    teller: Teller
    withdrawn: tuple[ChangeWords, ...]
    changed: tuple[ChangeWords, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeWords:
    """One change in words."""

    change: Change
    before: Said | None
    after: Said | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A question to which new answers were given since a moment."""

    asked: str
    outcome: Outcome
    before: tuple[Answer, ...]
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SinceView:
    """What is new, changed and withdrawn since a moment."""

    moment: datetime
    reports: tuple[Fronted, ...]
    undated: int
    moved: tuple[Moved, ...]
    told: Listed[Said]  # what several, or a new report alone, tell for the first time
    revised: tuple[Revised, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A breakdown ready to be shown, its parts in the order in which they are read."""

    title: str
    title_language: LanguageTag | None
    origins: int
    reports: tuple[Fronted, ...]  # oldest first
    countries: tuple[CountryCode, ...]
    languages: tuple[LanguageTag, ...]
    days: tuple[datetime, ...]  # first and last
    summary: tuple[Said, ...]
    keywords: tuple[str, ...]
    since: SinceView | None
    core: tuple[Shared, ...]
    shared: Listed[Shared]
    figures: Listed[Figure]
    questions: Listed[Question]  # conflicts, updates, compatible
    wording: Listed[Question]
    matrix: MatrixView | None
    alone: tuple[Alone, ...]
    missing: tuple[Missing, ...]
    quotations: Listed[Quoted]
    chains: Listed[Resting]
    headlines: tuple[Fronted, ...]
    sides: tuple[Side, ...]

    @property
    def hidden(self) -> int:
        """How many findings are not shown at once."""
        parts: tuple[Listed[Shared] | Listed[Figure] | Listed[Question] | Listed[Quoted] | Listed[Resting], ...]
        parts = (self.shared, self.figures, self.questions, self.wording, self.quotations, self.chains)
        own = sum(len(part.rest) for part in parts)
        return own + sum(len(one.told.rest) for one in self.alone) + sum(len(one.words.rest) for one in self.sides)
