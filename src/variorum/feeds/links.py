"""Links as feeds write them, in full."""

from __future__ import annotations

from variorum.errors import InputError
from variorum.urls import LONGEST_URL, join_url


def read_link(href: str | None, *, base: str) -> str | None:
    """A link in full; None where it leads to no page, or is longer than any address of a page."""
    if not href or not href.strip() or len(href) > 2 * LONGEST_URL:  # the blank around it is none of it
        return None
    try:
        full = join_url(base, href)
    except InputError:
        return None
    return full if len(full) <= LONGEST_URL else None
