"""When an announced page that came is looked at again."""

from __future__ import annotations

from datetime import datetime, timedelta

# A young article is looked at again, for it may be corrected or carry a later figure; then it is left in peace.
AGAIN = (timedelta(hours=1), timedelta(hours=6), timedelta(hours=24))


def visit_again(visits: int, *, now: datetime) -> datetime | None:
    """When to look again at an address that was fetched `visits` times before this one; None: not again."""
    return now + AGAIN[visits] if visits < len(AGAIN) else None
