"""How often a feed changes and is asked: bounds, and what it is worth over two weeks of invented feeds."""

from __future__ import annotations

from datetime import timedelta
from statistics import fmean

import pytest
from benchmarks import polling

from variorum.feeds import Pace
from variorum.feeds.pace import interval_of

pytestmark = pytest.mark.unit
PACE = Pace()


@pytest.mark.parametrize(
    ("rate", "interval"),
    [
        pytest.param(None, timedelta(minutes=30), id="a feed that is not known is asked at the usual interval"),
        pytest.param(1.0, timedelta(minutes=30), id="so is one with an entry an hour"),
        pytest.param(4.0, timedelta(minutes=15), id="four times the entries halve it"),
        pytest.param(0.25, timedelta(minutes=60), id="a quarter of them doubles it"),
        pytest.param(1e6, timedelta(minutes=10), id="it is never under the shortest"),
        pytest.param(1e-30, timedelta(days=1), id="nor over the longest, however rare the entries"),
        pytest.param(0.0, timedelta(days=1), id="nor where there are none"),
    ],
)
def test_the_interval_follows_the_rate(rate: float | None, interval: timedelta) -> None:
    assert interval_of(rate, PACE) == interval


@pytest.fixture(scope="module")
def ours() -> dict[str, polling.Outcome]:
    return polling.all_outcomes(lambda entries: polling.adaptive(entries, seed=11))


def _mean(outcomes: dict[str, polling.Outcome]) -> float:
    return fmean(delay / timedelta(minutes=1) for one in outcomes.values() for delay in one.delays)


def test_with_as_many_requests_new_entries_are_seen_much_sooner_than_at_a_fixed_interval(
    ours: dict[str, polling.Outcome],
) -> None:
    requests = sum(one.requests for one in ours.values())
    even = polling.COUNTED * len(ours) / requests
    same = polling.all_outcomes(lambda entries: polling.fixed(entries, even))
    assert sum(one.requests for one in same.values()) == pytest.approx(requests, rel=0.02)
    assert _mean(ours) < 0.55 * _mean(same)


def test_fewer_requests_are_made_than_every_half_hour_and_entries_are_seen_sooner(
    ours: dict[str, polling.Outcome],
) -> None:
    usual = polling.all_outcomes(lambda entries: polling.fixed(entries, timedelta(minutes=30)))
    assert sum(one.requests for one in ours.values()) < sum(one.requests for one in usual.values())
    assert _mean(ours) < 0.6 * _mean(usual)


def test_a_feed_that_sleeps_is_hardly_asked(ours: dict[str, polling.Outcome]) -> None:
    assert ours["asleep"].requests < 40


def test_no_feed_is_asked_more_often_than_the_shortest_wait_allows(ours: dict[str, polling.Outcome]) -> None:
    assert max(one.requests for one in ours.values()) <= polling.COUNTED / PACE.shortest
