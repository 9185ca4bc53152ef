"""Outlets, feeds and feed states: what is saved is loaded equal."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from tests.site.news.making import NOW, feed, outlet, state

from variorum.errors import InputError
from variorum.feeds import FeedState
from variorum.model import Feed, FeedKind, OutletKind
from variorum.outlets import build_directory
from variorum_site.news import models as rows
from variorum_site.news import store

pytestmark = [pytest.mark.site, pytest.mark.django_db]

WIRE = outlet(
    "no/nordwire",
    name="Nordwire",
    kind=OutletKind.AGENCY,
    languages=("nb", "en"),
    family="north",
    credits=("Nordwire", "NW"),
    feeds=(feed("no/nordwire"), feed("no/nordwire", "map", kind=FeedKind.SITEMAP, section="World")),
)


def test_an_outlet_comes_back_equal() -> None:
    store.save_outlet(WIRE)
    assert store.load_outlet("no/nordwire") == WIRE
    assert store.load_outlet("no/nobody") is None


def test_saving_an_outlet_again_changes_it_and_stops_polling_the_feeds_it_lost() -> None:
    store.save_outlet(WIRE)
    changed = replace(WIRE, name="Nordwire AS", feeds=WIRE.feeds[:1])
    store.save_outlet(changed)
    assert store.load_outlet("no/nordwire") == changed
    assert [found.url for found, _ in store.due_feeds(NOW)] == [WIRE.feeds[0].url]


def test_a_directory_is_stored_once() -> None:
    directory = build_directory([WIRE, outlet()])
    assert store.save_directory(directory) == 2
    assert store.save_directory(directory) == 0
    assert store.load_directory() == directory


def test_what_the_owner_paused_stays_paused_when_the_directory_is_stored_again() -> None:
    store.save_outlet(WIRE)
    rows.Feed.objects.filter(url=WIRE.feeds[0].url).update(paused=True)
    assert [found.url for found, _ in store.due_feeds(NOW)] == [WIRE.feeds[1].url]
    assert store.save_directory(build_directory([WIRE])) == 0
    store.save_directory(build_directory([replace(WIRE, name="Nordwire AS")]))
    assert [found.url for found, _ in store.due_feeds(NOW)] == [WIRE.feeds[1].url]
    store.save_feed(WIRE.feeds[0])  # wished for in so many words
    assert len(store.due_feeds(NOW)) == 2


def test_a_feed_that_the_owner_added_to_a_listed_outlet_stays() -> None:
    store.save_outlet(WIRE)
    own = feed("no/nordwire", "own")
    store.save_feed(own)
    assert store.save_directory(build_directory([WIRE])) == 0
    store.save_directory(build_directory([replace(WIRE, name="Nordwire AS", feeds=())]))
    assert [found.url for found, _ in store.due_feeds(NOW)] == [own.url]


def test_a_feed_comes_back_equal_with_and_without_an_outlet() -> None:
    store.save_outlet(outlet())
    for kept in (feed(section="World"), replace(feed(name="loose"), outlet=None)):
        store.save_feed(kept)
        assert store.load_feed(kept.url) == kept


def test_a_feed_of_an_unknown_outlet_is_refused() -> None:
    with pytest.raises(InputError, match="names the outlet 'no/nobody'"):
        store.save_feed(feed("no/nobody"))


def test_a_feed_state_comes_back_equal() -> None:
    store.save_outlet(outlet())
    url = feed().url
    assert store.load_feed_state(url) == FeedState(feed_url=url)
    for kept in (state(url, etag='"1"', last_modified="today"), state(url, works=False)):
        store.save_feed_state(kept)
        assert store.load_feed_state(url) == kept


def test_feeds_are_due_by_their_time_and_those_never_polled_first() -> None:
    store.save_outlet(replace(outlet(), feeds=(feed(name="a"), feed(name="b"), feed(name="c"))))
    store.save_feed_state(state(feed(name="a").url, due_at=NOW - timedelta(minutes=1)))
    store.save_feed_state(state(feed(name="b").url, due_at=NOW + timedelta(minutes=1)))
    due = [found.url for found, _ in store.due_feeds(NOW)]
    assert sorted(due) == [feed(name="a").url, feed(name="c").url]


def periods(url: str) -> list[tuple[bool, int, int]]:
    """(worked, began, ended) in hours after NOW."""
    return [
        (one.works, round((one.began_at - NOW).seconds / 3600), round((one.ended_at - NOW).seconds / 3600))
        for one in rows.FeedPeriod.objects.filter(feed__url=url).order_by("id")
    ]


def test_times_of_working_and_failing_are_written_forth() -> None:
    store.save_outlet(outlet())
    url = feed().url
    for hour, works in enumerate((True, True, False, False, True)):
        store.save_feed_state(state(url, works=works, at=NOW + timedelta(hours=hour)))
    assert periods(url) == [(True, 0, 1), (False, 2, 4), (True, 4, 4)]


@pytest.mark.parametrize(
    "bad",
    [
        {"kind": "newspaper"},
        {"languages": 5},
        {"languages": "en"},
        {"domains": "own.example"},
        {"credits": [1]},
        {"rules": {"nonsense": 1}},
        {"rules": ["x"]},
        {"domains": ["harbour-post.example"]},
    ],
    ids=str,
)
def test_an_outlet_of_which_none_can_be_made_is_left_out_and_recorded_until_it_is_mended(bad: dict[str, Any]) -> None:
    store.save_outlet(outlet())
    store.save_outlet(outlet("xx/own"))
    rows.Outlet.objects.filter(id="xx/own").update(**bad)
    assert set(store.load_directory(now=NOW).outlets) == {"my/harbour-post"}
    assert set(store.load_directory(now=NOW).outlets) == {"my/harbour-post"}
    assert set(store.load_faults("directory")) == {"xx/own"}
    store.save_outlet(outlet("xx/own"))
    assert set(store.load_directory(now=NOW).outlets) == {"my/harbour-post", "xx/own"}
    assert store.count_faults() == 0


def test_an_outlet_that_cannot_be_read_is_replaced_by_its_file() -> None:
    store.save_outlet(outlet())
    rows.Outlet.objects.update(languages=5)
    assert store.load_outlet("my/harbour-post") is None
    assert store.save_directory(build_directory([outlet()])) == 1
    assert store.load_outlet("my/harbour-post") == outlet()


def test_a_feed_of_no_known_kind_is_not_polled_and_recorded() -> None:
    store.save_outlet(outlet(feeds=(feed(), feed(name="second"))))
    rows.Feed.objects.filter(url=feed().url).update(kind="rss")
    assert [one.url for one, _ in store.due_feeds(NOW)] == [feed(name="second").url]
    assert store.load_feed(feed().url) is None
    assert store.load_directory(now=NOW).outlets["my/harbour-post"].feeds == (feed(name="second"),)
    assert set(store.load_faults("directory")) == {feed().url}


def test_the_pages_of_outlets_open_though_one_cannot_be_read(client: Client) -> None:
    store.save_outlet(outlet())
    rows.Outlet.objects.update(kind="newspaper", languages=5)
    rows.Feed.objects.update(kind="rss")
    for address in ("/countries/", "/countries/my/", "/outlets/my/harbour-post/"):
        assert client.get(address).status_code == 200


FRONT = "https://nordwire.example/"


def _front(**facts: Any) -> Feed:
    return Feed(**{"url": FRONT, "outlet": "no/nordwire", "kind": FeedKind.PAGE, "links": r"/\d{4}/.+", **facts})


@pytest.mark.parametrize(
    ("changed", "known"),
    [
        pytest.param({}, True, id="nothing"),
        pytest.param({"name": "Nordwire AS", "rules": None}, True, id="what says nothing of its reading"),
        pytest.param({"feeds": (_front(section="World"),)}, True, id="its section"),
        pytest.param({"feeds": (_front(links="/nyheter/.+"),)}, False, id="its rule"),
        pytest.param({"feeds": (_front(kind=FeedKind.FEED, links=None),)}, False, id="its kind"),
        pytest.param({"domains": ("nordwire.example", "nw.example")}, False, id="the domains of its outlet"),
    ],
)
def test_a_feed_that_is_read_otherwise_is_known_nothing_of(changed: dict[str, Any], *, known: bool) -> None:
    before = replace(WIRE, feeds=(_front(),))
    store.save_outlet(before)
    store.save_feed_state(learned := state(FRONT, etag='"1"'))
    store.save_outlet(replace(before, **changed))
    assert store.load_feed_state(FRONT) == (learned if known else FeedState(feed_url=FRONT))


def test_a_front_page_of_another_outlet_is_read_otherwise_and_a_feed_is_not() -> None:
    store.save_outlet(replace(WIRE, feeds=(_front(), feed("no/nordwire"))))
    store.save_outlet(outlet())
    for url in (FRONT, feed("no/nordwire").url):
        store.save_feed_state(state(url, etag='"1"'))
        other = store.load_feed(url)
        assert other is not None
        store.save_feed(replace(other, outlet="my/harbour-post"))
    assert store.load_feed_state(FRONT).etag is None
    assert store.load_feed_state(feed("no/nordwire").url).etag == '"1"'
