"""The page of all countries: short by continent, found by name, and honest about what is not read."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from variorum.model import Feed, Outlet, OutletKind
from variorum.outlets import country_codes
from variorum_site.news import models as rows
from variorum_site.news import store
from variorum_site.news.queries import CountryLine, Health, list_countries, list_outlets
from variorum_site.news.queries.feeds import whole_tally
from variorum_site.news.queries.outlet_records import FeedsTally
from variorum_site.reading.atlas import draw_atlas, find_countries, known_outlets

pytestmark = [pytest.mark.site, pytest.mark.django_db]


def outlet(identity: str, *, feeds: int = 1) -> Outlet:
    host = identity.replace("/", ".")
    return Outlet(
        id=identity,
        name=identity.partition("/")[2].title(),
        country=identity[:2].upper(),
        languages=("en",),
        kind=OutletKind.PAPER,
        homepage=f"https://{host}.example/",
        domains=(f"{host}.example",),
        feeds=tuple(Feed(url=f"https://{host}.example/{n}.xml", outlet=identity) for n in range(feeds)),
    )


def line(code: str, *, outlets: int = 1, stories: int = 0, feeds: FeedsTally | None = None) -> CountryLine:
    tally = feeds or FeedsTally(feeds=1)
    return CountryLine(country=code, outlets=outlets, articles=stories, stories=stories, feeds=tally)


def html(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def words(client: Client, address: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html(client, address)).split())


KNOWN = {
    "feeds that work need no word": (line("KE", outlets=2), "2 outlets"),
    "feeds that fail": (line("KE", feeds=FeedsTally(feeds=1, failing=1)), "1 outlet, feeds fail"),
    "feeds that were never polled": (
        line("KE", outlets=2, feeds=FeedsTally(feeds=1, unread=1)),
        "2 outlets, not read yet",
    ),
    "feeds that the owner paused": (line("KE", feeds=FeedsTally(paused=1)), "1 outlet, paused"),
    "outlets without a feed": (line("KE", outlets=3, feeds=FeedsTally()), "3 outlets, no feed known"),
    "reports of an outlet that is not known": (line("KE", outlets=0, stories=2), "no outlet known"),
}


@pytest.mark.parametrize(("known", "said"), KNOWN.values(), ids=KNOWN.keys())
def test_a_country_says_what_we_know_of_its_outlets(known: CountryLine, said: str) -> None:
    assert known_outlets(known) == said


def test_each_country_stands_once_on_its_continent_by_name() -> None:
    atlas = draw_atlas([line("ZA"), line("KE"), line("DE", outlets=4), line("AX")])
    assert [(one.name, one.outlets, [c.name for c in one.countries]) for one in atlas.continents] == [
        ("Africa", 2, ["Kenya", "South Africa"]),
        ("Europe", 5, ["Åland Islands", "Germany"]),
    ]
    assert (atlas.countries, atlas.outlets, len(atlas.unknown)) == (4, 7, 246)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("united k", ["GB"]),
        ("KOREA", ["KP", "KR"]),
        ("cote", ["CI"]),
        ("de", ["DE", "DK"]),
        ("bissau", ["GW"]),
        ("land", []),
        ("  ", []),
    ],
)
def test_a_country_is_found_by_the_beginning_of_a_word_or_its_code(asked: str, found: list[str]) -> None:
    assert sorted(entry.code for entry in find_countries(asked, [])) == found


def test_a_country_is_found_in_the_language_of_the_page_and_in_english() -> None:
    with override("fr"):
        assert [entry.name for entry in find_countries("allem", [])] == ["Allemagne"]
        assert [entry.name for entry in find_countries("germ", [])] == ["Allemagne"]


def test_many_countries_are_folded_by_continent_and_the_map_comes_first(client: Client) -> None:
    codes = sorted(country_codes())[::4]
    for code in codes:
        store.save_outlet(outlet(f"{code.lower()}/lantern"))
    shown = html(client, "/countries/")
    assert shown.index('id="map"') < shown.index('id="names"')
    assert len(re.findall(r'<details class="continent">', shown)) == 6  # five continents, and what is not known
    assert len(re.findall(r'<li><a href="/countries/[A-Z]{2}/">', shown)) == len(codes) > 40


def test_few_countries_are_shown_unfolded(client: Client) -> None:
    store.save_outlet(outlet("ke/lantern"))
    assert re.search(
        r'<details class="continent" open>\s*<summary><span class="name">Africa', html(client, "/countries/")
    )


def test_a_search_finds_also_a_country_of_which_no_outlet_is_known(client: Client) -> None:
    store.save_outlet(outlet("ke/lantern", feeds=0))
    assert "1 country found" in words(client, "/countries/?q=kenya")
    assert "Kenya 1 outlet, no feed known" in words(client, "/countries/?q=kenya")
    assert "Antarctica no outlet known" in words(client, "/countries/?q=antarc")
    assert "No country has a name that begins so." in words(client, "/countries/?q=zzz")


def test_a_country_without_outlets_says_that_nobody_knows(client: Client) -> None:
    shown = words(client, "/countries/AQ/")
    assert "We know no outlet of this country, so we don't know what is told there." in shown
    assert "0 stories" not in shown


def test_a_country_whose_outlets_have_no_feed_says_so(client: Client) -> None:
    store.save_outlet(outlet("ck/reef", feeds=0))
    shown = words(client, "/countries/CK/")
    assert "We know no public feed of its outlets, so what is told there does not reach us." in shown
    assert "Reef no public feed known" in shown
    assert "not read yet" not in shown
    assert "Cook Islands 1 outlet, no feed known" in words(client, "/countries/?q=cook")
    assert "We know no public feed of its outlets" in words(client, "/?country=CK")


def test_an_outlet_without_a_feed_says_how_it_could_still_be_read(client: Client) -> None:
    store.save_outlet(outlet("ck/reef", feeds=0))
    shown = words(client, "/outlets/ck/reef/")
    assert "We know no public feed of this outlet, so its articles do not reach us." in shown
    assert "by its news sitemap, by a front page whose links stand in for a feed, or out of an archive" in shown


def test_an_outlet_whose_feeds_are_paused_is_not_said_to_have_none(client: Client) -> None:
    store.save_outlet(outlet("ke/lantern"))
    rows.Feed.objects.update(paused=True)
    assert [known.health for known in list_outlets()] == [Health.PAUSED]
    assert "no public feed" not in words(client, "/countries/KE/")


def test_a_feed_names_its_section(client: Client) -> None:
    known = outlet("ke/lantern", feeds=0)
    feed = Feed(url="https://ke.lantern.example/w.xml", outlet=known.id, section="Ulimwengu")
    store.save_outlet(replace(known, feeds=(feed,)))
    assert "Ulimwengu https://ke.lantern.example/w.xml" in words(client, "/outlets/ke/lantern/")


def test_the_database_counts_feeds_as_the_list_of_outlets_does(client: Client, newsroom: None) -> None:
    store.save_outlet(outlet("ke/lantern", feeds=3))
    store.save_outlet(outlet("ck/reef", feeds=0))
    rows.Feed.objects.filter(url="https://ke.lantern.example/2.xml").update(paused=True)
    rows.FeedState.objects.create(
        feed=rows.Feed.objects.get(url="https://ke.lantern.example/1.xml"),
        polled_at=timezone.now(),
        since=timezone.now(),
        failures=2,
        condition="failing",
    )
    for known in list_countries():
        listed = list_outlets(country=known.country)
        assert (known.outlets, known.feeds) == (len(listed), whole_tally(one.feeds for one in listed))


def test_the_page_of_countries_asks_the_database_three_times(
    client: Client, newsroom: None, django_assert_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    with django_assert_num_queries(3):
        client.get("/countries/")
