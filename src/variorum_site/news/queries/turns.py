"""What became of a story by merges and splits, as pages show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from variorum.model import LanguageTag, Reason


class Turn(StrEnum):
    """How a story came by its reports, or lost some."""

    TOOK_IN = "took-in"  # another story was merged into this one
    SPLIT_FROM = "split-from"  # this one was opened, or stood alone again, by reports of another
    WON = "won"  # reports of another story moved here
    LOST = "lost"  # reports of this one moved to another


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryTurn:
    """One merge or split in a story's history that was not taken back."""

    at: datetime
    turn: Turn
    title: str  # of the other story
    language: LanguageTag | None
    slug: str | None  # None: it stands in this story now, or was not read yet
    reports: int  # that moved; 0 for a merge
    reasons: tuple[Reason, ...]
    made_by: str
