"""Reports of one happening: who copied whom, what was decided on a story, and what people judged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from variorum.model.values import StepVersion


class Basis(StrEnum):
    TEXT = "text"  # measured overlap of words
    CREDIT = "credit"  # an agency is credited
    FAMILY = "family"  # same owner or newsroom


@dataclass(frozen=True, slots=True, kw_only=True)
class Reprint:
    """An article that carries the text of another, or of an agency."""

    article: str
    origin: str | None  # the article that it goes back to; None: the agency's own text is not among ours
    agency: str | None = None
    overlap: float | None = None  # share of this article's words that stand in the origin, four in a row; 0 to 1
    basis: Basis
    made_by: StepVersion = "reprints/2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """One independent voice of a story, with all articles that only repeat it. Members are never counted twice."""

    key: str  # "article:ID", "agency:NAME" or "family:NAME"
    label: str  # shown to readers: "Reuters", "The Star"
    first: str  # the article that had it first
    members: tuple[str, ...]  # article ids, `first` included


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One feature that spoke for a membership, in words a reader understands, and its weight."""

    feature: str  # "names", "terms", "time", "title", "place"
    weight: float
    detail: str  # "Ilyan Soret, Ada Model, Port Selane"


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """Decision: this article begins a story."""

    article: str
    story: str
    made_by: StepVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """Decision: this article belongs to a story that is already open."""

    article: str
    story: str
    score: float
    nearest: str  # the article of the story that it is most like
    reasons: tuple[Reason, ...] = ()
    made_by: StepVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """Decision: two stories are one; `source` keeps its id and points to `target` from now on."""

    source: str
    target: str
    score: float
    reasons: tuple[Reason, ...] = ()
    made_by: StepVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """Decision: with hindsight some reports of a story tell another happening, and stand in `target` from now on.

    The target is a story that is open already, or one that these reports open.
    """

    source: str
    target: str
    articles: tuple[str, ...]
    score: float  # mean likeness of these reports to those that stay: low
    reasons: tuple[Reason, ...] = ()
    made_by: StepVersion


Decision = Open | Join | Merge | Split


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """All reports of one happening."""

    id: str
    canonical_id: str  # differs from id once merged into another
    title: str
    title_article: str  # whose headline it is
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A recorded verdict on a pair of articles; a person's always wins over a step's."""

    left: str
    right: str
    together: bool
    judge: str  # "person:NAME" or "step/version"
    at: datetime
