"""A text on its way from paper to paper, as records: what a copy made of its parent, and the tree of all copies."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from variorum.model import Span, StepVersion


class Fate(StrEnum):
    """What became of sentences on their way from the origin to the copy."""

    KEPT = "kept"
    CHANGED = "changed"
    CUT = "cut"
    ADDED = "added"


@dataclass(frozen=True, slots=True, kw_only=True)
class WordChange:
    """Words of the origin, and those that stand for them in the copy; None: words that were put in, or left away."""

    copy: Span | None
    origin: Span | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Sentences of a copy and those of its origin that they come from: one and one, or more where they were joined."""

    fate: Fate
    copy: tuple[Span, ...] = ()  # of the copy's text; none where the passage was cut
    origin: tuple[Span, ...] = ()  # of the origin's text; none where it was added
    changes: tuple[WordChange, ...] = ()
    aside: bool = False  # furniture, a credit or a byline: no part of the report


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """A copy beside an article that it was made from, in the order of the copy; what was cut stands where it stood."""

    copy: str
    origin: str
    passages: tuple[Passage, ...]
    overlap: float  # share of the copy's words that stand in the origin, four in a row at least; 0 to 1
    made_by: StepVersion

    def told(self, fate: Fate) -> tuple[Passage, ...]:
        """The passages of one fate, those aside left out."""
        return tuple(passage for passage in self.passages if passage.fate is fate and not passage.aside)


class CopyKind(StrEnum):
    EXACT = "exact"
    SHORTENED = "shortened"  # only cut
    EDITED = "edited"  # words changed, or sentences added
    MERGED = "merged"  # of two articles


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """An article as a copy of its parents: of one, or of two where it was merged out of them."""

    article: str
    kind: CopyKind
    parents: tuple[Alignment, ...]  # the one that it was made from with the fewest edits first
    own: tuple[Span, ...] = ()  # its sentences that stand in no parent and are no furniture, credit or byline
    own_share: float = 0.0  # of its words, 0 to 1
    adds_reporting: bool = False  # what is its own is more than a sentence that leads over


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyTree:
    """One text on its way: who had it first, and who took it from whom. A merged copy stands in both its trees."""

    origin: str  # article id
    agency: str | None = None  # whose text it is, where one is credited
    copies: tuple[Copy, ...]  # each behind its parents
    contested: tuple[str, ...] = ()  # copies whose times do not tell whether the origin came before them
