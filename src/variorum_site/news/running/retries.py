"""What becomes of an address that could not be fetched: when it is tried again, or that it is given up."""

from __future__ import annotations

from datetime import datetime, timedelta

from variorum.errors import FetchError
from variorum_site.news.running.reach import WAIT

# After a failure that may pass: ten minutes, then ever longer; after the last one the address is given up.
RETRIES = (timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6), timedelta(hours=24))
# Kinds of failure that asking again does not mend.
_FINAL = frozenset({"robots", "url", "refused-address", "too-large", "redirects", "reserved"})
_PAUSED = "paused"  # its host asked us to stay away before, so that the address itself was not asked
_PASSING_STATUSES = frozenset({408, 425, 429})


def try_again(failures: int, fault: FetchError, *, now: datetime) -> datetime | None:
    """When to try again an address that failed `failures` times before this one; None: never, it is given up."""
    if is_final(fault) or failures >= len(RETRIES):
        return None
    wait = RETRIES[failures]
    if fault.retry_after is not None:
        wait = max(wait, min(timedelta(seconds=fault.retry_after), RETRIES[-1]))
    return now + wait


def pause_of(fault: FetchError) -> timedelta | None:
    """How long an address waits that was not asked, because its host wants to be left alone; None: it was asked.

    That counts as no failure of the address, or the pages of a busy host would be given up unseen.
    """
    if fault.kind != _PAUSED:
        return None
    return max(WAIT, min(timedelta(seconds=fault.retry_after or 0.0), RETRIES[-1]))


def is_final(fault: FetchError) -> bool:
    """Whether asking again would not help."""
    if fault.kind.startswith("status-"):
        status = int(fault.kind.removeprefix("status-"))
        return 400 <= status < 500 and status not in _PASSING_STATUSES
    return fault.kind in _FINAL
