"""When an announced address is fetched next. Pure decisions: what happened in, when to come again out."""

from __future__ import annotations

from datetime import datetime, timedelta

from variorum.errors import FeedError, FetchError
from variorum.feeds import FeedState
from variorum.model import Page

# A young article is looked at again, for it may be corrected or carry a later figure; then it is left in peace.
AGAIN = (timedelta(hours=1), timedelta(hours=6), timedelta(hours=24))
# After a failure that may pass: ten minutes, then ever longer; after the last one the address is given up.
RETRIES = (timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6), timedelta(hours=24))
# Kinds of failure that asking again does not mend.
_FINAL = frozenset({"robots", "url", "refused-address", "too-large", "redirects", "reserved"})
_PASSING_STATUSES = frozenset({408, 425, 429})


def visit_again(visits: int, *, now: datetime) -> datetime | None:
    """When to look again at an address that was fetched `visits` times before this one; None: not again."""
    return now + AGAIN[visits] if visits < len(AGAIN) else None


def try_again(failures: int, fault: FetchError, *, now: datetime) -> datetime | None:
    """When to try again an address that failed `failures` times before this one; None: never, it is given up."""
    if is_final(fault) or failures >= len(RETRIES):
        return None
    wait = RETRIES[failures]
    if fault.retry_after is not None:
        wait = max(wait, min(timedelta(seconds=fault.retry_after), RETRIES[-1]))
    return now + wait


def ask_next(state: FeedState, result: Page | FetchError | FeedError) -> str | None:
    """Where a feed is asked for next time, where that is not its own address: where it moved for good and works.

    When it fails there for good, or too often, it is asked for at its own address again.
    """
    if isinstance(result, Page):
        found = result.permanent_url or state.address
        return found if found != state.feed_url else None
    lost = isinstance(result, FetchError) and is_final(result)
    return None if lost or state.failures + 1 >= len(RETRIES) else state.address


def is_final(fault: FetchError) -> bool:
    """Whether asking again would not help."""
    if fault.kind.startswith("status-"):
        status = int(fault.kind.removeprefix("status-"))
        return 400 <= status < 500 and status not in _PASSING_STATUSES
    return fault.kind in _FINAL
