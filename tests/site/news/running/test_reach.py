"""Whether an address fails, or our own network does: told by whether anybody answers after it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from variorum.errors import FetchError
from variorum.model import Page
from variorum_site.news.running.reach import Left, Reach

pytestmark = pytest.mark.unit


def silence(kind: str = "connection") -> FetchError:
    return FetchError("It broke off the connection: ask again later.", kind=kind)


def answer(url: str) -> Page:
    return Page(url=url, final_url=url, status=200, headers=(), body=b"", fetched_at=datetime(2026, 3, 4, tzinfo=UTC))


def heard(*outcomes: tuple[str, Page | FetchError]) -> tuple[list[str], Left]:
    """The addresses that were counted as they came in, and what is left at the end."""
    reach = Reach()
    counted = [address for one in outcomes for address, _ in reach.heard(*one)]
    return counted, reach.left()


HOSTS = ("https://a.example/1", "https://b.example/1", "https://c.example/1")


def test_an_answer_is_counted_at_once() -> None:
    assert heard((HOSTS[0], answer(HOSTS[0])))[0] == [HOSTS[0]]


@pytest.mark.parametrize("kind", ["status-404", "robots", "too-large"])
def test_so_is_a_refusal_of_a_server(kind: str) -> None:
    assert heard((HOSTS[0], silence(kind)))[0] == [HOSTS[0]]


def test_who_does_not_answer_is_counted_when_another_does() -> None:
    counted, left = heard((HOSTS[0], silence()), (HOSTS[1], silence("timeout")), (HOSTS[2], answer(HOSTS[2])))
    assert (counted, left) == (list(HOSTS), Left())


def test_where_nobody_answers_any_more_nothing_is_counted() -> None:
    counted, left = heard(
        (HOSTS[0], answer(HOSTS[0])), *((one, silence(kind)) for one, kind in zip(HOSTS, _KINDS, strict=True))
    )
    assert (counted, left.postponed) == ([HOSTS[0]], HOSTS)


def test_one_host_that_does_not_answer_is_no_cut_of_the_line() -> None:
    pages = [f"https://a.example/{number}" for number in range(9)]
    _, left = heard(*((one, silence()) for one in pages))
    assert [address for address, _ in left.counted] == pages
    assert left.postponed == ()


_KINDS = ("connection", "dns", "robots-unreachable")
