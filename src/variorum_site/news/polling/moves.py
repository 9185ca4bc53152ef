"""Where a feed is asked for after it moved."""

from __future__ import annotations

from variorum.errors import FeedError, FetchError
from variorum.feeds import FeedState
from variorum.model import Page
from variorum_site.news.running.retries import RETRIES, is_final


def ask_next(state: FeedState, result: Page | FetchError | FeedError) -> str | None:
    """Where a feed is asked for next time, where that is not its own address: where it moved for good and works.

    When it fails there for good, or too often, it is asked for at its own address again.
    """
    if isinstance(result, Page):
        found = result.permanent_url or state.address
        return found if found != state.feed_url else None
    lost = isinstance(result, FetchError) and is_final(result)
    return None if lost or state.failures + 1 >= len(RETRIES) else state.address
