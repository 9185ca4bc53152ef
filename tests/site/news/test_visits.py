"""When an address is fetched again: a table of decisions."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.site.news.making import NOW, page

from variorum.errors import FeedError, FetchError
from variorum.feeds import FeedState
from variorum.model import Page
from variorum_site.news.visits import ask_next, is_final, try_again, visit_again

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("visits", "wait"),
    [
        pytest.param(0, timedelta(hours=1), id="a new article is looked at again after an hour"),
        pytest.param(1, timedelta(hours=6), id="then after six"),
        pytest.param(2, timedelta(hours=24), id="then after a day"),
        pytest.param(3, None, id="then never again"),
    ],
)
def test_a_young_article_is_looked_at_again(visits: int, wait: timedelta | None) -> None:
    assert visit_again(visits, now=NOW) == (NOW + wait if wait else None)


@pytest.mark.parametrize(
    ("failures", "kind", "retry_after", "wait"),
    [
        pytest.param(0, "timeout", None, timedelta(minutes=10), id="a timeout may pass"),
        pytest.param(2, "status-503", None, timedelta(hours=6), id="the waits grow"),
        pytest.param(4, "timeout", None, None, id="after five failures it is given up"),
        pytest.param(0, "status-404", None, None, id="what is gone stays gone"),
        pytest.param(0, "robots", None, None, id="what is forbidden is not asked for again"),
        pytest.param(0, "redirects", None, None, id="who leads in circles is not followed again"),
        pytest.param(0, "status-429", 1800.0, timedelta(minutes=30), id="the server says how long to wait"),
        pytest.param(0, "status-503", 1e9, timedelta(hours=24), id="but not for ever"),
        pytest.param(1, "status-503", 5.0, timedelta(hours=1), id="a short wait does not shorten ours"),
    ],
)
def test_a_failure_is_waited_out_or_given_up(
    failures: int, kind: str, retry_after: float | None, wait: timedelta | None
) -> None:
    fault = FetchError("No.", kind=kind, retry_after=retry_after)
    assert try_again(failures, fault, now=NOW) == (NOW + wait if wait else None)


@pytest.mark.parametrize(("kind", "final"), [("status-410", True), ("status-408", False), ("status-500", False)])
def test_only_what_asking_again_cannot_mend_is_final(kind: str, final: bool) -> None:
    assert is_final(FetchError("No.", kind=kind)) is final


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
