"""When what failed is tried again: a table of decisions."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.site.news.making import NOW

from variorum.errors import FetchError
from variorum_site.news.running.retries import is_final, pause_of, try_again

pytestmark = pytest.mark.unit


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


@pytest.mark.parametrize(
    ("kind", "retry_after", "wait"),
    [
        pytest.param("paused", 7200.0, timedelta(hours=2), id="as long as its host said"),
        pytest.param("paused", 1e9, timedelta(hours=24), id="but not for ever"),
        pytest.param("paused", 3.0, timedelta(minutes=10), id="and not all of them in a moment"),
        pytest.param("status-429", 7200.0, None, id="who was asked was not kept waiting"),
    ],
)
def test_what_was_not_asked_only_waits(kind: str, retry_after: float, wait: timedelta | None) -> None:
    assert pause_of(FetchError("No.", kind=kind, retry_after=retry_after)) == wait
