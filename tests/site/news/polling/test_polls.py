"""Polling over real HTTP: what a feed is asked for next, what is stored of it, and what is said of a change."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DataError, connection
from structlog.testing import capture_logs
from tests.site.news.making import NOW, feed, outlet
from tests.site.news.town import Town

from variorum.config import load_settings
from variorum.feeds import FeedCondition, FeedDay, FeedState, FeedWishes, Pace, PollReason
from variorum.model import Feed
from variorum_site.news import models as rows
from variorum_site.news import store
from variorum_site.news.polling.polls import poll_feeds
from variorum_site.news.running.tools import pace_of

pytestmark = [pytest.mark.site, pytest.mark.django_db]
HERALD = "https://herald.example/feed.xml"


@pytest.fixture
def herald(town: Town) -> Town:
    town.add("herald.example", "MY", quay="Old ferry quay of Larran burns down")
    return town


def poll(town: Town, *, chance: float = 0.0) -> FeedState:
    with town.tools() as tools:
        poll_feeds(replace(tools, chance=lambda: chance))
    return store.load_feed_state(HERALD)


def test_a_state_with_all_that_polling_learned_comes_back_equal() -> None:
    store.save_outlet(outlet())
    whole = FeedState(
        feed_url=feed().url,
        polled_at=NOW,
        succeeded_at=NOW,
        due_at=NOW,
        failures=1,
        error="It did not answer in time.",
        fault="timeout",
        condition=FeedCondition.SLOW,
        since=NOW - timedelta(days=1),
        changed_at=NOW - timedelta(hours=2),
        rate=0.75,
        gap=timedelta(minutes=80),
        interval=timedelta(minutes=35),
        reason=PollReason.BACKOFF,
        wishes=FeedWishes(ttl_minutes=60, skip_hours=(1, 2), skip_days=(6,), hub="https://hub.example/", topic="x"),
        days=(FeedDay(day=NOW.date(), polls=9, slow=1, faults=(("dns", 1), ("timeout", 2))),),
    )
    store.save_feed_state(whole)
    assert store.load_feed_state(feed().url) == whole


def test_a_feed_that_is_unchanged_is_asked_less_often(herald: Town) -> None:
    first = poll(herald)
    herald.wait(hours=12)
    second = poll(herald)
    assert first.interval
    assert second.interval
    assert second.interval > first.interval
    assert (second.condition, second.changed_at) == (FeedCondition.OK, first.changed_at)


def test_feeds_that_were_polled_together_are_not_polled_together_again(herald: Town) -> None:
    herald.add("courier.example", "NZ", quay="Quay burns down in one night")
    chances = iter((0.1, 0.9))
    with herald.tools() as tools:
        poll_feeds(replace(tools, chance=lambda: next(chances)))
    due = [store.load_feed_state(url).due_at for url in (HERALD, "https://courier.example/feed.xml")]
    assert len(set(due)) == 2


def test_a_server_that_is_down_is_said_so_once_in_the_log(herald: Town) -> None:
    poll(herald)
    herald.papers["herald.example"].down = True
    with capture_logs() as logs:
        for _ in range(3):
            herald.wait(days=1)
            poll(herald)
    [line] = [one for one in logs if one["event"] == "feed changed"]
    assert (line["feed"], line["was"], line["now"], line["fault"]) == (HERALD, "ok", "failing", "status-503")


@pytest.mark.parametrize(
    ("name", "said", "reason"),
    [
        ("Retry-After", "10800", PollReason.RETRY_AFTER),
        ("Retry-After", "Wed, 04 Mar 2026 15:00:00 GMT", PollReason.RETRY_AFTER),
        ("Cache-Control", "public, max-age=10800", PollReason.ASKED),
    ],
)
def test_a_busy_server_is_asked_again_when_it_says(herald: Town, name: str, said: str, reason: PollReason) -> None:
    paper = herald.papers["herald.example"]
    paper.down, paper.excuse = True, {name: said}
    with herald.tools(reservations="ignore") as tools:
        poll_feeds(replace(tools, chance=lambda: 0.0))
    state = store.load_feed_state(HERALD)
    assert (state.fault, state.reason, state.due_at) == ("status-503", reason, herald.now + timedelta(hours=3))


@pytest.mark.parametrize("moved_first", [True, False], ids=["the one that moved first", "the other first"])
def test_a_feed_that_moved_to_where_another_is_polled_is_polled_where_it_was(herald: Town, moved_first: bool) -> None:
    herald.add("courier.example", "NZ", quay="Quay burns down in one night")
    courier = "https://courier.example/feed.xml"
    poll(herald)
    herald.wait(days=1)
    herald.papers["herald.example"].moved = {"/feed.xml": courier}
    early, late = herald.now - timedelta(hours=2), herald.now - timedelta(hours=1)
    moved = replace(store.load_feed_state(HERALD), address=courier, due_at=early if moved_first else late)
    store.save_feed_state(moved)
    store.save_feed_state(replace(store.load_feed_state(courier), due_at=late if moved_first else early))
    herald.asked.clear()
    assert poll(herald).polled_at == herald.now
    assert store.load_feed_state(courier).polled_at == herald.now
    assert herald.asked.count("herald.example/feed.xml") == 1


def test_a_fault_that_cannot_be_stored_ends_no_run(herald: Town) -> None:
    herald.add("courier.example", "NZ", quay="Quay burns down in one night")
    broken = rows.Feed.objects.get(url=HERALD).pk

    def refuse(execute: Any, sql: str, given: Any, *rest: Any) -> Any:
        if '"news_feedstate"' in sql and sql.startswith(("INSERT", "UPDATE")) and broken in given:
            raise DataError("no such value")
        return execute(sql, given, *rest)

    with connection.execute_wrapper(refuse):
        assert poll(herald).polled_at is None
    assert store.load_feed_state("https://courier.example/feed.xml").polled_at == herald.now
    assert "DataError" in str(store.load_faults("feeds")[HERALD])
    assert poll(herald).polled_at == herald.now


def test_an_answer_says_how_long_it_took(herald: Town) -> None:
    with herald.tools() as tools:
        page = tools.feeds.get(HERALD)
    assert page.seconds is not None
    assert 0 < page.seconds < 5


def test_a_usual_interval_outside_the_bounds_moves_the_bound(tmp_path: Path) -> None:
    def pace(minutes: int) -> Pace:
        return pace_of(load_settings({"VARIORUM_HOME": str(tmp_path), "VARIORUM_POLL_MINUTES": str(minutes)}))

    assert pace(30) == Pace()
    assert pace(5) == Pace(usual=timedelta(minutes=5), shortest=timedelta(minutes=5))
    assert pace(4320) == Pace(usual=timedelta(days=3), longest=timedelta(days=3))


def test_another_feed_of_a_busy_host_only_waits(herald: Town) -> None:
    """The host says of one feed that it has too much to do; the other one is not asked, and has not failed."""
    poll(herald)
    sport = "https://herald.example/sport.xml"
    store.save_outlet(outlet("my/sport", feeds=(Feed(url=sport, outlet="my/sport"),)))
    paper = herald.papers["herald.example"]
    herald.wait(hours=12)
    paper.down, paper.excuse = True, {"Retry-After": "10800"}
    with herald.tools(reservations="ignore") as tools:
        poll_feeds(tools)
    states = [store.load_feed_state(url) for url in (HERALD, sport)]
    assert sorted(state.failures for state in states) == [0, 1]
    assert all(state.due_at is not None and state.due_at >= herald.now + timedelta(hours=3) for state in states)
