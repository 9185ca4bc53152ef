"""Polling and fetching while servers are closed: theirs, or, as far as we can tell, all there are."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from structlog.testing import capture_logs
from tests.site.news.town import Town

from variorum.feeds import FeedCondition, FeedState, PollReason
from variorum.model import Feed
from variorum_site.news import models as rows
from variorum_site.news import store
from variorum_site.news.pages.fetching import fetch_pages
from variorum_site.news.polling.admin import feed_in_words
from variorum_site.news.polling.polls import poll_feeds
from variorum_site.news.queries import count_away

pytestmark = [pytest.mark.site]
HOSTS = ("herald.example", "courier.example", "echo.example", "kurier.example")


@pytest.fixture
def papers(town: Town) -> Town:
    """Four papers, each polled once."""
    for host, headline in zip(HOSTS, ("Quay burns", "Quay burns down", "Kai brennt", "Пристань сгорела"), strict=True):
        town.add(host, "MY", quay=headline)
    poll(town)
    return town


def poll(town: Town) -> int:
    with town.tools() as tools:
        return poll_feeds(replace(tools, chance=lambda: 0.0))[0]


def states() -> dict[str, FeedState]:
    return {host: store.load_feed_state(f"https://{host}/feed.xml") for host in HOSTS}


def all_due(town: Town) -> None:
    rows.FeedState.objects.update(due_at=town.now)
    rows.PageState.objects.update(due_at=town.now)


def periods() -> list[Any]:
    return list(rows.FeedPeriod.objects.order_by("id").values_list("feed_id", "works", "began_at", "ended_at"))


def test_while_our_network_is_cut_every_feed_stays_as_it_was(papers: Town) -> None:
    before, told_before = states(), periods()
    papers.wait(hours=1)
    papers.cut = True
    with capture_logs() as logs:
        assert poll(papers) == 0
    assert [one["addresses"] for one in logs if "check the network" in one["event"]] == [4]
    waiting = papers.now.replace(minute=papers.now.minute + 10)
    for host, after in states().items():
        assert after == replace(before[host], due_at=waiting, reason=PollReason.AWAY)
    assert periods() == told_before


def test_that_is_said_in_the_admin_and_counted_until_the_network_is_back(papers: Town) -> None:
    papers.wait(hours=1)
    papers.cut = True
    poll(papers)
    feed = rows.Feed.objects.select_related("state").get(url="https://herald.example/feed.xml")
    assert feed_in_words(feed).endswith("nobody answered: the network of this machine is away")
    assert count_away() == 4
    papers.cut = False
    papers.wait(minutes=10)
    assert poll(papers) == 4
    assert count_away() == 0
    assert {state.condition for state in states().values()} == {FeedCondition.OK}


def test_of_many_feeds_only_some_are_asked_in_vain_and_all_wait(papers: Town) -> None:
    for number in range(40):
        store.save_feed(Feed(url=f"https://paper{number}.example/feed.xml"))
    papers.wait(hours=1)
    papers.cut = True
    with capture_logs() as logs:
        assert poll(papers) == 0
    (asked,) = [one["addresses"] for one in logs if "check the network" in one["event"]]
    assert 24 <= asked < 44
    assert count_away() == 44


def test_feeds_that_were_never_polled_wait_too(town: Town) -> None:
    for host in HOSTS:
        town.add(host, "MY", quay="Quay burns")
    town.cut = True
    assert (poll(town), poll(town)) == (0, 0)
    assert {(state.polled_at, state.failures) for state in states().values()} == {(None, 0)}
    town.cut = False
    town.wait(minutes=10)
    assert poll(town) == 4


def test_dead_servers_fail_while_another_answers_though_nothing_else_is_due(papers: Town) -> None:
    papers.closed = set(HOSTS[:3])
    papers.wait(hours=1)
    rows.FeedState.objects.exclude(feed__url__contains=HOSTS[3]).update(due_at=papers.now)
    rows.FeedState.objects.filter(feed__url__contains=HOSTS[3]).update(due_at=papers.now.replace(year=2027))
    assert poll(papers) == 3
    found = states()
    assert [found[host].failures for host in HOSTS] == [1, 1, 1, 0]
    assert all(found[host].reason is PollReason.BACKOFF for host in HOSTS[:3])
    assert found[HOSTS[3]].polled_at == papers.now.replace(hour=papers.now.hour - 1)


def test_one_feed_that_is_due_during_a_cut_is_no_failure_either(papers: Town) -> None:
    papers.cut = True
    rows.FeedState.objects.update(due_at=papers.now.replace(year=2027))
    rows.FeedState.objects.filter(feed__url__contains=HOSTS[0]).update(due_at=papers.now)
    assert poll(papers) == 0
    assert states()[HOSTS[0]].failures == 0


def test_pages_on_dead_servers_are_given_up_in_the_end(papers: Town) -> None:
    papers.closed = set(HOSTS[:3])
    for _ in range(5):
        all_due(papers)
        with papers.tools() as tools:
            fetch_pages(tools)
    dead = rows.PageState.objects.exclude(url__contains=HOSTS[3])
    assert [(one.failures, one.due_at) for one in dead] == [(5, None)] * 3
    assert {one.step for one in store.load_rejections()} == {"fetch/1"}


def test_pages_wait_while_our_network_is_cut(papers: Town) -> None:
    papers.cut = True
    for _ in range(9):
        all_due(papers)
        with papers.tools() as tools:
            assert fetch_pages(tools).asked == 0
    assert {one.failures for one in rows.PageState.objects.all()} == {0}
    papers.cut = False
    all_due(papers)
    with papers.tools() as tools:
        assert fetch_pages(tools).asked == 4


def test_the_pages_of_a_busy_host_that_were_not_asked_only_wait(town: Town) -> None:
    paper = town.add("herald.example", "MY", **{f"quay-{number}": f"Quay burns ({number})" for number in range(30)})
    poll(town)
    paper.down, paper.excuse = True, {"Retry-After": "10800"}
    with town.tools(reservations="ignore") as tools:
        came = fetch_pages(tools)
        assert fetch_pages(tools).due == 0
    asked = sum("/quay-" in address for address in town.asked)
    assert (came.pages, came.failures, came.paused) == (0, asked, 30 - asked)
    assert 0 < asked < 10  # those that were under way when the first one was answered
    states = rows.PageState.objects
    assert (states.filter(failures=1).count(), states.filter(failures=0, error=None).count()) == (asked, 30 - asked)
    assert not states.filter(due_at__lt=town.now.replace(hour=town.now.hour + 2)).exists()
