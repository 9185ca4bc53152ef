"""Where a feed is asked for after it moved: a table of decisions."""

from __future__ import annotations

import pytest
from tests.site.news.making import page

from variorum.errors import FeedError, FetchError
from variorum.feeds import FeedState
from variorum.model import Page
from variorum_site.news.polling.moves import ask_next

pytestmark = pytest.mark.unit


OWN, NEW = "https://herald.example/feed.xml", "https://herald.example/new.xml"


@pytest.mark.parametrize(
    ("known", "failures", "result", "address"),
    [
        pytest.param(None, 0, page(OWN), None, id="what did not move stays"),
        pytest.param(None, 0, page(OWN, permanent_url=NEW), NEW, id="what moved for good is asked for there"),
        pytest.param(NEW, 0, page(NEW), NEW, id="and stays there"),
        pytest.param(NEW, 0, page(NEW, permanent_url=OWN), None, id="unless it moves home"),
        pytest.param(NEW, 0, FetchError("No.", kind="timeout"), NEW, id="a failure may pass"),
        pytest.param(NEW, 3, FetchError("No.", kind="timeout"), None, id="many failures send it home"),
        pytest.param(NEW, 0, FetchError("No.", kind="status-404"), None, id="what is gone sends it home"),
        pytest.param(None, 0, FeedError("No feed."), None, id="a page that is no feed moves nothing"),
    ],
)
def test_a_feed_is_asked_for_where_it_moved(
    known: str | None, failures: int, result: Page | FetchError | FeedError, address: str | None
) -> None:
    assert ask_next(FeedState(feed_url=OWN, failures=failures, address=known), result) == address
