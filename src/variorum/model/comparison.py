"""What the comparison of a story's reports finds, each piece with its evidence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from variorum.model.claims import Quotation, Stance
from variorum.model.values import CountryCode, Span, StepVersion


class Outcome(StrEnum):
    AGREEMENT = "agreement"
    COMPATIBLE = "compatible"  # different precision
    UPDATE = "update"  # a later figure
    CONFLICT = "conflict"
    OMISSION = "omission"  # only here
    WORDING = "wording"


class QuestionKind(StrEnum):
    QUANTITY = "quantity"
    DATE = "date"
    NAME = "name"
    FACT = "fact"
    ATTRIBUTION = "attribution"
    WORDING = "wording"
    OMISSION = "omission"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A span of a stored report: what everything shown stands on."""

    article: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Sentences of several reports that state the same fact."""

    members: tuple[Evidence, ...]
    score: float  # 0 to 1
    shown: bool = True
    origins: int = 1  # independent origins among the members


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """One answer to a question, and all who give it."""

    value: str  # in the reports' own words
    members: tuple[Evidence, ...]
    countries: tuple[CountryCode, ...] = ()
    outlets: tuple[str, ...] = ()
    origins: int = 1
    first_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A question with its positions and outcome. A divergence is one whose outcome is not agreement."""

    kind: QuestionKind
    question: str  # a short label: "killed", "troops"
    outcome: Outcome
    positions: tuple[Position, ...]
    made_by: StepVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """The same words of one speaker in one report or several: a quotation to be listed once."""

    speaker: str | None  # as fully as any of the reports names who spoke
    role: str | None = None  # what the reports say the speaker is
    members: tuple[Evidence, ...] = ()  # one of each report, the earliest report first
    wording: Evidence | None = None  # the member that carries most of it
    origins: int = 1  # independent origins among the members
    direct: bool = True
    stance: Stance = Stance.SAID
    first: Evidence | None = None  # who had it first; None where times do not tell


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown:
    """All that a comparison of a story's reports found."""

    statements: tuple[Statement, ...]
    comparisons: tuple[Comparison, ...]  # most important first: conflict, update, compatible, wording, agreement
    quotations: tuple[tuple[str, Quotation], ...]  # (article id, quotation)
    omissions: tuple[Evidence, ...]  # statements of one origin that no other origin tells
    made_by: StepVersion
    utterances: tuple[Utterance, ...] = ()  # the direct quotations, each once with all reports that carry it

    @property
    def divergences(self) -> tuple[Comparison, ...]:
        return tuple(c for c in self.comparisons if c.outcome is not Outcome.AGREEMENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A country that a story is about, whoever reports it."""

    country: CountryCode
    share: float  # of the independent origins whose headline, dateline or lead say so, 0 to 1
    cities: tuple[str, ...] = ()  # cities and datelines there, as the reports write them
    evidence: tuple[Evidence, ...] = ()  # where it is named, once for each of a few origins


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Extractive: every sentence is a span of a report."""

    sentences: tuple[Evidence, ...]  # a short running summary, in the order of the happening
    key_points: tuple[Evidence, ...]  # what most independent origins tell, most agreed first
    keywords: tuple[str, ...]  # names and words that many reports use, as they write them
    places: tuple[Place, ...] = ()  # where it happens, the most agreed first
    lead: Evidence | None = None  # that sentence of the summary which tells most of what the reports open with
    made_by: StepVersion
