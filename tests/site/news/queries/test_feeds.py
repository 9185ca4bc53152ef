"""How feeds do, as the pages ask: together, by condition, and why a country could not be heard."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests.site.news.making import NOW, entry, feed, outlet, page, state
from tests.site.news.queries.test_queries import listen, tell

from variorum.feeds import FeedCondition
from variorum.model import Capture, Rejected
from variorum_site.news import models as rows
from variorum_site.news import store
from variorum_site.news.queries import (
    CountryCoverage,
    Coverage,
    Harvest,
    Health,
    Unheard,
    count_conditions,
    find_country,
    find_outlet,
    find_story,
)

pytestmark = [pytest.mark.site, pytest.mark.django_db]


def line_of(story: str, country: str) -> CountryCoverage:
    found = find_story(story)
    assert found is not None
    return next(one for one in found.coverage if one.country == country)


def test_a_country_that_could_not_be_heard_says_how_many_feeds_fail_and_since_when() -> None:
    tell("s", "MY")
    listen("ke/lantern", works=False, feeds=("a", "b"))
    listen("ke/beacon", works=False, after=2)
    listen("ke/candle")
    store.save_feed_state(state(feed("ke/lantern", "a").url, works=False, at=NOW + timedelta(hours=5)))
    line = line_of("s", "KE")
    assert (line.status, line.unheard) == (Coverage.UNKNOWN, Unheard.FAILING)
    assert (line.feeds_failing, line.feeds) == (3, 4)
    assert line.failing_since == NOW + timedelta(hours=2)  # when the last one of them began to


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        pytest.param({"works": False}, Unheard.FAILING, id="its feeds fail"),
        pytest.param({"after": -30}, Unheard.UNREAD, id="they were not polled then"),
        pytest.param({"read": False}, Unheard.REFUSED, id="none of its pages was an article"),
        pytest.param({"language": "km"}, Unheard.LANGUAGE, id="its language cannot be compared"),
    ],
)
def test_each_country_that_could_not_be_heard_has_its_reason(facts: dict[str, Any], why: Unheard) -> None:
    tell("s", "MY")
    listen("ke/lantern", **facts)
    assert line_of("s", "KE").unheard is why


def test_a_country_that_was_heard_whole_needs_no_reason() -> None:
    tell("s", "MY")
    listen("ke/lantern")
    assert line_of("s", "KE").unheard is None


def test_feeds_of_an_outlet_are_told_together_without_those_that_are_paused() -> None:
    store.save_outlet(outlet(feeds=tuple(feed(name=name) for name in "abcd")))
    store.save_feed_state(state(feed(name="a").url))
    store.save_feed_state(state(feed(name="b").url, works=False, at=NOW - timedelta(days=2)))
    store.save_feed_state(state(feed(name="c").url, condition=FeedCondition.QUIET))
    store.save_feed_state(state(feed(name="d").url, works=False))
    rows.Feed.objects.filter(url=feed(name="d").url).update(paused=True)
    found = find_outlet("my/harbour-post")
    assert found is not None
    tally = found.tally
    assert (tally.feeds, tally.failing, tally.quiet, tally.health) == (3, 1, 1, Health.WORKS)
    assert (tally.failing_since, tally.succeeded_at) == (NOW - timedelta(days=2), NOW)


def test_an_outlet_says_how_many_of_its_pages_could_be_read() -> None:
    store.save_outlet(outlet())
    store.save_feed_state(state(feed().url))
    for number in range(4):
        address = f"https://harbour-post.example/{number}"
        store.save_entries(
            [entry(address, feed_url=feed().url), entry(address, feed_url=feed().url, title="2")], now=NOW
        )
    for visit in store.due_visits(NOW)[:3]:
        kept = page(visit.address, capture=Capture(file="a.warc.gz", offset=0, record_id=visit.url))
        store.save_visit(visit, kept, due_at=None)
    refusal = Rejected(subject="https://harbour-post.example/0", step="extract/1", reason="It holds no text.")
    store.save_rejection(refusal, now=NOW)
    store.save_entries([entry("https://harbour-post.example/old", feed_url=feed().url)], now=NOW - timedelta(days=9))
    found = find_outlet("my/harbour-post")
    assert found is not None
    assert found.tally.harvest == Harvest(announced=4, fetched=3, read=2)
    assert found.feeds[0].harvest == found.tally.harvest
    country = find_country("MY")
    assert country is not None
    assert country.outlets[0].feeds.harvest.share == pytest.approx(2 / 3)


def test_feeds_are_counted_by_condition() -> None:
    store.save_outlet(outlet(feeds=tuple(feed(name=name) for name in "abc")))
    store.save_feed_state(state(feed(name="a").url))
    store.save_feed_state(state(feed(name="b").url, works=False))
    assert count_conditions() == {FeedCondition.UNREAD: 1, FeedCondition.OK: 1, FeedCondition.FAILING: 1}
