"""Who carries whose text, and how many independent voices that leaves."""

from variorum.reprints.alignment import align
from variorum.reprints.finding import find_reprints
from variorum.reprints.origins import count_origins
from variorum.reprints.records import CopyTree
from variorum.reprints.trees import Traced, trace

__all__ = ["CopyTree", "Traced", "align", "count_origins", "find_reprints", "trace"]
