"""Whether an address fails, or our own network does: told by whether anybody answers after it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from variorum.errors import FetchError
from variorum.model import Page
from variorum_site.news.running.reach import Left, Others, Reach

pytestmark = pytest.mark.unit


def silence(kind: str = "connection") -> FetchError:
    return FetchError("It broke off the connection: ask again later.", kind=kind)


def answer(url: str) -> Page:
    return Page(url=url, final_url=url, status=200, headers=(), body=b"", fetched_at=datetime(2026, 3, 4, tzinfo=UTC))


def heard(*outcomes: tuple[str, Page | FetchError], others: Others | None = None) -> tuple[list[str], Left]:
    """The addresses that were counted as they came in, and what is left at the end."""
    reach = Reach(lambda _: others or Others())
    counted = [address for one in outcomes for address, _ in reach.heard(*one)]
    return counted, reach.left()


HOSTS = ("https://a.example/1", "https://b.example/1", "https://c.example/1")


def test_an_answer_is_counted_at_once() -> None:
    assert heard((HOSTS[0], answer(HOSTS[0])))[0] == [HOSTS[0]]


@pytest.mark.parametrize("kind", ["status-404", "tls", "too-large"])
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


def test_many_silent_hosts_in_a_row_are_looked_into_before_the_end() -> None:
    reach = Reach(lambda _: Others())
    doubts = []
    for number in range(30):
        assert not list(reach.heard(f"https://h{number}.example/", silence()))
        doubts.append(reach.is_doubtful())
    assert doubts == [False] * 23 + [True] * 7
    assert list(reach.heard(HOSTS[0], answer(HOSTS[0])))
    assert not reach.is_doubtful()


def test_one_host_that_does_not_answer_is_no_cut_of_the_line() -> None:
    pages = [f"https://a.example/{number}" for number in range(9)]
    _, left = heard(*((one, silence()) for one in pages))
    assert [address for address, _ in left.counted] == pages
    assert left.postponed == ()


@pytest.mark.parametrize("kind", ["robots", "reserved", "paused", "url", "fault"])
def test_what_we_say_ourselves_is_counted_and_is_nobodys_answer(kind: str) -> None:
    counted, left = heard((HOSTS[0], silence()), (HOSTS[1], silence(kind)))
    assert (counted, [address for address, _ in left.counted]) == ([HOSTS[1]], [HOSTS[0]])


def test_a_robots_txt_that_its_server_refuses_is_no_silence() -> None:
    refused = FetchError("It could not be read.", kind="robots-unreachable", headers=(("Server", "x"),))
    assert heard((HOSTS[0], refused))[0] == [HOSTS[0]]
    assert heard((HOSTS[0], silence()), (HOSTS[1], refused))[0] == [HOSTS[0], HOSTS[1]]  # an answer, so no cut


@pytest.mark.parametrize(
    ("hosts", "others", "counted"),
    [
        pytest.param(3, Others(asked=1, answered=True), True, id="one who answered lately still does"),
        pytest.param(3, Others(asked=3), False, id="nobody does"),
        pytest.param(3, Others(), False, id="nobody is known who did"),
        pytest.param(1, Others(asked=2), False, id="one is silent, and so are two who answered lately"),
        pytest.param(1, Others(asked=1), True, id="two silent hosts are too few to say so"),
        pytest.param(1, Others(), True, id="one is fewer still"),
    ],
)
def test_who_is_silent_at_the_end_is_counted_where_others_answer(hosts: int, others: Others, counted: bool) -> None:
    _, left = heard(*((one, silence("timeout")) for one in HOSTS[:hosts]), others=others)
    assert (len(left.counted), len(left.postponed)) == ((hosts, 0) if counted else (0, hosts))


def test_nobody_is_asked_where_all_answered() -> None:
    def ask(_: frozenset[str]) -> Others:
        raise AssertionError("nobody is silent")

    reach = Reach(ask)
    assert list(reach.heard(HOSTS[0], answer(HOSTS[0])))
    assert reach.left() == Left()


_KINDS = ("connection", "dns", "robots-unreachable")
