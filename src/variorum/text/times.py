"""When something was told, as exactly as is known, and what came before what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from variorum.model import Precision


@dataclass(frozen=True, slots=True)
class Moment:
    """When a report told what it tells."""

    at: datetime | None = None
    precision: Precision | None = None


def is_earlier(one: Moment, other: Moment) -> bool:
    """Whether one time surely came before the other: of one known by its day alone that day says nothing."""
    if one.at is None or other.at is None:
        return False
    if Precision.DAY in (one.precision, other.precision):
        return one.at.date() < other.at.date()
    return one.at < other.at
