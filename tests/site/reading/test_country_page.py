"""The page of a country: how its feeds do, in sentences for one and for none, and all its stories counted."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from tests.site.news.making import NOW, article, feed, outlet, state
from tests.site.news.queries.test_queries import tell
from tests.site.reading.test_pages import text_of

from variorum.feeds import FeedCondition
from variorum.model import Open
from variorum_site.news import store
from variorum_site.news.queries import Health, list_countries

pytestmark = [pytest.mark.site, pytest.mark.django_db]


def working(*, failing: int = 0, unread: int = 0, feeds: int) -> None:
    """An outlet of Kenya with so many feeds."""
    names = [f"feed-{number}" for number in range(feeds)]
    store.save_outlet(outlet("ke/lantern", feeds=tuple(feed("ke/lantern", name) for name in names)))
    for number, name in enumerate(names[unread:]):
        store.save_feed_state(state(feed("ke/lantern", name).url, works=number >= failing))


@pytest.mark.parametrize(
    ("feeds", "said"),
    [
        pytest.param({"feeds": 1}, "The only feed works.", id="the only one works"),
        pytest.param({"feeds": 3}, "All 3 feeds work.", id="all work"),
        pytest.param({"feeds": 1, "failing": 1}, "The only feed fails at the moment.", id="the only one fails"),
        pytest.param({"feeds": 2, "failing": 2}, "All 2 feeds fail at the moment.", id="all fail"),
        pytest.param({"feeds": 3, "failing": 1}, "1 of 3 feeds fails at the moment.", id="one fails"),
        pytest.param({"feeds": 3, "failing": 2}, "2 of 3 feeds fail at the moment.", id="some fail"),
        pytest.param({"feeds": 1, "unread": 1}, "The only feed has not been read yet.", id="the only one is new"),
        pytest.param(
            {"feeds": 3, "unread": 1}, "2 of 3 feeds work, the others have not been read yet.", id="one is new"
        ),
    ],
)
def test_a_country_tells_how_its_feeds_do_in_a_sentence(client: Client, feeds: dict[str, int], said: str) -> None:
    working(**feeds)
    shown = text_of(client, "/countries/KE/")
    assert said in shown
    assert "No story told here yet, 1 outlet known." in shown


def test_an_outlet_of_which_every_feed_fails_is_told_so(client: Client) -> None:
    working(feeds=2, failing=2)
    assert re.search(r"all 2 feeds have been failing since 4 March 2026", text_of(client, "/countries/KE/"))
    assert "All 2 feeds fail at the moment." in text_of(client, "/")


def test_a_feed_that_is_slow_does_not_fail_too(client: Client) -> None:
    store.save_outlet(outlet("ke/lantern"))
    address = feed("ke/lantern").url
    late: dict[str, Any] = {
        "fault": "timeout",
        "failures": 1,
        "error": "It did not answer in time.",
        "condition": FeedCondition.SLOW,
    }
    store.save_feed_state(replace(state(address), **late))
    assert "The only feed works." in text_of(client, "/countries/KE/")
    assert [line.health for line in list_countries()] == [Health.WORKS]
    shown = text_of(client, "/outlets/ke/lantern/")
    assert "slow https" in shown
    assert "failing" not in shown


def test_a_country_counts_all_its_stories_though_it_lists_the_first(client: Client) -> None:
    for number in range(32):
        tell(f"told-{number}", "MY")
    shown = text_of(client, "/countries/MY/")
    assert "32 stories told here" in shown
    assert "All 32 stories told here" in shown
    assert [line.stories for line in list_countries()] == [32]
    assert "Told here Bridge opens" in shown
    assert "elsewhere" not in shown


def test_a_story_that_was_not_read_yet_is_counted_in_no_country(client: Client) -> None:
    store.save_article(article("a"), now=NOW)
    store.apply([Open(article="a", story="s", made_by="stories/1")], now=NOW)
    assert [line.stories for line in list_countries()] == [0]
    assert "know no outlet of this country" in text_of(client, "/countries/MY/")
