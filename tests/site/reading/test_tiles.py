"""The world as tiles: every country has one square of its own, near its neighbours, and speaks by its form."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from tests.site.newsroom import FERRY

from variorum.outlets import load_directory
from variorum_site.news.places import country_choices
from variorum_site.news.queries import CountryCoverage, CountryLine, Coverage, Health, PlaceView
from variorum_site.news.queries.outlet_records import FeedsTally
from variorum_site.reading.tiles import Look, Tile, countries_map, coverage_map, places_map, read_tiles


def line(code: str, outlets: int, health: Health = Health.WORKS) -> CountryLine:
    tally = {
        Health.WORKS: FeedsTally(feeds=1),
        Health.FAILS: FeedsTally(feeds=1, failing=1),
        Health.UNREAD: FeedsTally(feeds=1, unread=1),
    }
    return CountryLine(country=code, outlets=outlets, articles=0, stories=0, feeds=tally[health])


def told(code: str, status: Coverage) -> CountryCoverage:
    return CountryCoverage(country=code, status=status, reports=0, origins=0, outlets=1, outlets_working=1)


def tile(code: str) -> Tile:
    return read_tiles()[code]


@pytest.mark.unit
def test_every_country_that_has_a_name_has_one_square() -> None:
    assert set(read_tiles()) == {code for code, _ in country_choices()}
    assert len(read_tiles()) == 250  # the 249 of ISO 3166-1, and Kosovo


@pytest.mark.unit
def test_every_country_of_the_directory_has_a_square() -> None:
    assert {outlet.country for outlet in load_directory().outlets.values()} <= set(read_tiles())


@pytest.mark.unit
@pytest.mark.parametrize(
    "pair", ["US CA", "US MX", "PT ES", "DE PL", "NO SE", "FR CH", "ZA LS", "EG SD", "MY SG", "AR UY", "NZ NF", "UZ TM"]
)
def test_neighbours_are_neighbours(pair: str) -> None:
    one, other = map(tile, pair.split())
    assert max(abs(one.column - other.column), abs(one.row - other.row)) == 1


@pytest.mark.unit
@pytest.mark.parametrize(
    "northern_first", ["NO DE", "DE IT", "IT LY", "LY CF", "CF ZA", "CN IN", "IN LK", "US BR", "JP AU"]
)
def test_north_is_up(northern_first: str) -> None:
    north, south = map(tile, northern_first.split())
    assert north.row < south.row


@pytest.mark.unit
@pytest.mark.parametrize(
    "western_first", ["US GB", "BR NG", "GB PL", "PL RU", "EG IR", "IR IN", "IN CN", "CN JP", "JP FJ"]
)
def test_west_is_left(western_first: str) -> None:
    west, east = map(tile, western_first.split())
    assert west.column < east.column


@pytest.mark.unit
def test_a_square_says_how_many_outlets_are_read_and_whether_their_feeds_work() -> None:
    lines = [line("MY", 7), line("FR", 2), line("KE", 1), line("PT", 3, Health.FAILS), line("PE", 1, Health.UNREAD)]
    lines.append(CountryLine(country="CK", outlets=2, articles=0, stories=0, feeds=FeedsTally()))
    looks = {square.code: (square.look, square.title) for square in countries_map(lines).squares}
    assert looks["CK"] == (Look.RING, "Cook Islands: 2 outlets, no feed known")
    assert looks["MY"] == (Look.FULL, "Malaysia: 7 outlets")
    assert looks["FR"] == (Look.HALF, "France: 2 outlets")
    assert looks["KE"] == (Look.LOW, "Kenya: 1 outlet")
    assert looks["PT"] == (Look.CROSSED, "Portugal: 3 outlets, feeds fail")
    assert looks["PE"] == (Look.RING, "Peru: 1 outlet, not read yet")
    assert looks["BR"] == (Look.BLANK, "Brazil")


@pytest.mark.unit
def test_a_story_tells_reported_from_silent_and_from_not_known() -> None:
    lines = [told("MY", Coverage.REPORTED), told("FR", Coverage.SILENT), told("KE", Coverage.UNKNOWN)]
    world = coverage_map(lines)
    looks = {square.code: square.look for square in world.squares if square.look is not Look.BLANK}
    assert looks == {"MY": Look.FULL, "FR": Look.RING, "KE": Look.CROSSED}
    assert [text for _, text in world.legend] == ["reported", "we found no report", "we don't know"]


@pytest.mark.unit
def test_where_a_story_happens_looks_unlike_where_it_was_told() -> None:
    places = [PlaceView(country=code, cities=(), passages=()) for code in ("UA", "PL")]
    world = places_map(places, ["PL", "MY"])
    looks = {square.code: square.look for square in world.squares if square.look is not Look.BLANK}
    assert looks == {"UA": Look.HERE, "PL": Look.BOTH, "MY": Look.FULL}
    assert len(world.legend) == 3


@pytest.mark.unit
def test_the_legend_explains_only_what_is_there() -> None:
    assert [look for look, _ in countries_map([line("MY", 1)]).legend] == [Look.LOW]


@pytest.mark.site
@pytest.mark.django_db
def test_the_countries_page_has_a_map_whose_squares_are_links(client: Client, newsroom: None) -> None:
    shown = client.get("/countries/").content.decode()
    assert re.search(r'<a class="low" href="/countries/MY/" aria-label="Malaysia: 1 outlet"><title>', shown)
    assert re.search(r'<a class="crossed" href="/countries/KE/" aria-label="Kenya: 1 outlet, feeds fail">', shown)
    assert shown.count('<g class="blank"') == 250 - len({"MY", "FR", "EG", "GB", "JP", "KE"})


@pytest.mark.site
@pytest.mark.django_db
def test_a_story_shows_on_the_map_where_it_was_reported(client: Client, newsroom: None) -> None:
    shown = client.get(f"/stories/{FERRY}/").content.decode()
    assert 'aria-label="France: reported"' in shown
    assert re.search(r'aria-label="Kenya: we don(\'|&#x27;)t know"', shown)


@pytest.mark.site
@pytest.mark.django_db
@pytest.mark.parametrize(("language", "name"), [("en", "Brazil"), ("fr", "Brésil"), ("ja", "ブラジル")])
def test_the_map_names_countries_in_the_language_of_the_page(
    client: Client, newsroom: None, settings: Any, language: str, name: str
) -> None:
    settings.LANGUAGES = [("en", "English"), ("fr", "Français"), ("ja", "日本語")]
    shown = client.get("/countries/", headers={"accept-language": language}).content.decode()
    assert f"<title>{name}</title>" in shown
