"""A number and what it counts, as English says it: "1 page", "1,604 outlets", "no copies"."""

from __future__ import annotations


def counted(number: int, one: str, many: str | None = None) -> str:
    """The number before its noun, in the plural but for one; the plural ends in "s" unless it is given."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
