"""Links as feeds write them, in full."""

from __future__ import annotations

import re
from collections.abc import Iterable

from variorum.errors import InputError
from variorum.urls import LONGEST_URL, join_url, parse_url

_WHOLE = re.compile(r"https?://", re.IGNORECASE)  # not joined: that would read the base once more for each link


def read_link(href: str | None, *, base: str) -> str | None:
    """A link in full; None where it leads to no page, or is longer than any address of a page."""
    if not href or not href.strip() or len(href) > 2 * LONGEST_URL:  # the blank around it is none of it
        return None
    try:
        whole = href.strip()
        full = str(parse_url(whole).href) if is_whole(whole) else join_url(base, whole)
    except InputError:
        return None
    return full if len(full) <= LONGEST_URL else None


def is_whole(href: str | None) -> bool:
    """Whether it is an address of the web as it stands, and not a part of one, a number or a name."""
    return bool(href and _WHOLE.match(href))


def first_link(hrefs: Iterable[str | None], *, base: str) -> str | None:
    """The first of several links that leads to a page, in full."""
    return next((full for href in hrefs if (full := read_link(href, base=base))), None)
