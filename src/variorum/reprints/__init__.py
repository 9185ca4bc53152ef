"""Who carries whose text, and how many independent voices that leaves."""

from variorum.reprints.finding import find_reprints
from variorum.reprints.origins import count_origins

__all__ = ["count_origins", "find_reprints"]
