"""Turns at hosts, and what servers say about when to come again."""

import threading
import time as real_time
from datetime import UTC, datetime

import pytest
from tests.fetch.web import FakeTime

from variorum.errors import FetchError
from variorum.fetch.politeness import LONGEST_PAUSE, Turns, read_retry_after

pytestmark = pytest.mark.unit
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def turns_at(time: FakeTime) -> Turns:
    return Turns(concurrency=1, sleep=time.sleep, monotonic=time.monotonic)


def test_the_pause_counts_from_the_end_of_the_last_request(time: FakeTime) -> None:
    turns = turns_at(time)
    with turns.turn("paper.example", delay=2):
        time.sleep(5)  # a slow answer
    with turns.turn("paper.example", delay=2):
        pass
    assert time.slept == [5, 2]


def test_hosts_do_not_wait_for_each_other(time: FakeTime) -> None:
    turns = turns_at(time)
    for host in ("one.example", "two.example", "three.example"):
        with turns.turn(host, delay=2):
            pass
    assert time.slept == []


def test_a_failed_request_is_followed_by_a_pause_too(time: FakeTime) -> None:
    turns = turns_at(time)
    with pytest.raises(FetchError), turns.turn("paper.example", delay=2):
        raise FetchError("gone", kind="status-404")
    with turns.turn("paper.example", delay=2):
        pass
    assert time.slept == [2]


def test_a_host_that_asked_for_a_pause_is_not_waited_for(time: FakeTime) -> None:
    turns = turns_at(time)
    turns.pause("paper.example", 30)
    turns.pause("paper.example", 10)  # the longer one counts
    with pytest.raises(FetchError) as caught, turns.turn("paper.example", delay=2):
        pass
    assert [caught.value.kind, round(caught.value.retry_after or 0)] == ["paused", 30]
    time.sleep(31)
    with turns.turn("paper.example", delay=2):
        pass


def test_a_host_that_asks_for_a_pause_meanwhile_is_heeded(time: FakeTime) -> None:
    def sleep(seconds: float) -> None:
        time.sleep(seconds)
        turns.pause("paper.example", 30)

    turns = Turns(concurrency=2, sleep=sleep, monotonic=time.monotonic)
    with (
        turns.turn("paper.example", delay=2),
        pytest.raises(FetchError) as caught,
        turns.turn("paper.example", delay=2),
    ):
        pass
    assert caught.value.kind == "paused"


def test_the_longer_of_two_pauses_lies_between_two_requests(time: FakeTime) -> None:
    turns = turns_at(time)
    for delay in (1, 5, 1):
        with turns.turn("paper.example", delay=delay):
            pass
    assert time.slept == [5, 5]


def test_a_dot_at_the_end_makes_no_other_host(time: FakeTime) -> None:
    turns = turns_at(time)
    for host in ("paper.example", "paper.example."):
        with turns.turn(host, delay=2):
            pass
    assert time.slept == [2]


@pytest.mark.parametrize("concurrency", [1, 3])
def test_no_more_requests_run_at_one_host_than_allowed(concurrency: int) -> None:
    turns = Turns(concurrency=concurrency, sleep=real_time.sleep, monotonic=real_time.monotonic)
    running, most, lock = 0, 0, threading.Lock()

    def visit() -> None:
        nonlocal running, most
        with turns.turn("paper.example", delay=0):
            with lock:
                running += 1
                most = max(most, running)
            real_time.sleep(0.01)
            with lock:
                running -= 1

    threads = [threading.Thread(target=visit) for _ in range(9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == concurrency


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        ("99999999999", LONGEST_PAUSE),
        ("Sun, 01 Mar 2026 12:01:30 GMT", 90.0),
        ("Sun, 01 Mar 2026 12:01:30 -0000", 90.0),
        ("Sun, 01 Mar 2026 11:00:00 GMT", 0.0),
        ("Wed, 01 Mar 2079 11:00:00 GMT", LONGEST_PAUSE),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("", None),
        (None, None),
    ],
)
def test_a_retry_after_is_read_as_seconds_or_as_a_date(value: str | None, seconds: float | None) -> None:
    assert read_retry_after(value, now=NOW) == seconds
