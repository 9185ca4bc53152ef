"""Small values that all records share, and the refusal that any step may give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

LanguageTag = str  # a BCP 47 primary language, lower case: "en", "zh"
CountryCode = str  # ISO 3166-1 alpha-2, upper case: "MY"
StepVersion = str  # "step/version", for example "extract/1"


class Span(NamedTuple):
    """A stretch of a text: code points from start up to but not including end."""

    start: int
    end: int

    def cut(self, text: str) -> str:
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def holds(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A refusal is a result: which subject, by which step, why, in one sentence that also names the remedy."""

    subject: str
    step: StepVersion
    reason: str
    facts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
