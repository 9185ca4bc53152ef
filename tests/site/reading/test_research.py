"""Coverage for research: a page, two files and an export that say the same; and silence in plain sentences."""

from __future__ import annotations

import csv
import json
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from click.testing import CliRunner
from django.test import Client
from django.utils import timezone
from tests.site.month import ALWAYS, LAST, furnish_month
from tests.site.newsroom import FERRY

from variorum.coverage import Silence, Telling, Weight, study_coverage
from variorum_site.command import main
from variorum_site.news import models as rows
from variorum_site.news.queries import CountryCoverage, Coverage, find_story, study_period, study_story
from variorum_site.reading.research import day_bars, diversity_lines, pair_lines, synchrony_grid
from variorum_site.reading.silences import silence_lines
from variorum_site.reading.tiles import Look, coverage_map

pytestmark = [pytest.mark.site, pytest.mark.django_db]


@pytest.fixture
def month(db: None) -> None:
    furnish_month(timezone.now())


def html_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


# --- silence ----------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("month")
def test_the_silence_of_a_country_is_weighed_by_what_it_usually_tells() -> None:
    page = find_story(LAST)
    assert page is not None
    silences = {line.country: line.silence for line in page.coverage if line.silence}
    found = {country: (one.told, one.such, one.weight) for country, one in silences.items()}
    assert found == {
        "NZ": (11, 11, Weight.TELLING),
        "KE": (4, 11, Weight.USUAL),
        "FR": (0, 11, Weight.USUAL),
    }


@pytest.mark.usefixtures("month")
def test_a_story_page_says_it_in_a_sentence_a_country_the_most_telling_first(client: Client) -> None:
    shown = html_of(client, f"/stories/{LAST}/")
    assert "A report was to be expected there, and we found none" in shown
    assert (
        "New Zealand</a>: 1 outlet of ours there, 1 article in these days, none of this. It told 11 of 11 such stories"
        in shown
    )
    assert shown.index("New Zealand</a>: 1 outlet") < shown.index("Kenya</a>: 1 outlet") < shown.index("France</a>: 1")
    assert "It told none of 11 such stories before." in shown
    assert 'aria-label="New Zealand: no report, though one was to be expected"' in shown


@pytest.mark.usefixtures("month")
def test_where_feeds_failed_nothing_is_weighed() -> None:
    rows.FeedPeriod.objects.filter(feed__outlet="nz/isle-post").update(works=False)
    page = find_story(LAST)
    assert page is not None
    lines = {line.country: (line.status, line.silence) for line in page.coverage}
    assert lines["NZ"] == (Coverage.UNKNOWN, None)


@pytest.mark.usefixtures("month")
def test_a_narrow_story_makes_no_silence_telling(client: Client) -> None:
    rows.Story.objects.filter(id=LAST).update(origins=3)
    shown = html_of(client, f"/stories/{LAST}/")
    assert "Too few tell this for silence elsewhere to say anything." in shown
    assert "was to be expected" not in shown


@pytest.mark.usefixtures("newsroom")
def test_without_earlier_stories_nobody_knows_what_is_usual(client: Client) -> None:
    rows.Story.objects.filter(id=FERRY).update(origins=4)
    shown = html_of(client, f"/stories/{FERRY}/")
    assert "and cannot say yet what is usual there" in shown
    assert "which is not unusual there" not in shown


def silent(country: str, **facts: float | Weight | None) -> CountryCoverage:
    defaults = {"articles": 40, "usual_articles": 40.0, "such": 20, "told": 6, "chance": 0.7, "weight": Weight.USUAL}
    measured = Silence(country=country, **{**defaults, **facts})  # type: ignore[arg-type]  # each fact of its own type
    return CountryCoverage(
        country=country,
        status=Coverage.SILENT,
        reports=0,
        origins=0,
        outlets=3,
        outlets_working=3,
        silence=measured,
    )


def test_a_country_that_published_little_is_excused_in_words() -> None:
    [line] = silence_lines([silent("NZ", articles=3)])
    assert line.sentence == (
        "3 outlets of ours there, 3 articles in these days, none of this. "
        "It told 6 of 20 such stories before, but then published more than twice as much."
    )


def test_lines_stand_by_weight_and_then_by_chance() -> None:
    unsure = silent("MY", such=2, weight=Weight.UNSURE, chance=0.1)
    lines = silence_lines([unsure, silent("NZ"), silent("KE", chance=0.2), silent("FR", weight=Weight.TELLING)])
    assert [line.country for line in lines] == ["FR", "KE", "NZ", "MY"]


def test_only_a_telling_silence_stands_out_on_the_map() -> None:
    world = coverage_map([silent("NZ", weight=Weight.TELLING), silent("KE"), silent("FR", weight=Weight.UNSURE)])
    looks = {square.code: square.look for square in world.squares if square.look is not Look.BLANK}
    assert looks == {"NZ": Look.BOLD, "KE": Look.RING, "FR": Look.RING}


# --- the study --------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("month")
def test_a_period_counts_each_countrys_tellings_and_articles() -> None:
    study = study_period(days=90, now=timezone.now())
    assert study.stories == 12
    assert study.tellings == {"ID": 12, "MY": 12, "SG": 12, "TH": 12, "NZ": 11, "KE": 4}
    published = {line.place: 0 for line in study.days}
    for line in study.days:
        published[line.place] += line.articles
    assert published == {"ID": 24, "MY": 24, "SG": 24, "TH": 24, "NZ": 23, "KE": 16, "FR": 12}


@pytest.mark.usefixtures("month")
def test_a_shorter_period_leaves_out_what_was_before() -> None:
    assert study_period(days=8, now=timezone.now()).stories == 3


@pytest.mark.usefixtures("month")
def test_one_story_has_its_own_coverage() -> None:
    found = study_story(LAST)
    assert found is not None
    assert found.study.tellings == dict.fromkeys(sorted(one[:2].upper() for one in ALWAYS), 1)
    assert study_story("none") is None


@pytest.mark.usefixtures("newsroom")
def test_copies_of_one_voice_count_once_a_country_and_day() -> None:
    found = study_story(FERRY)
    assert found is not None
    assert set(found.study.tellings) == {"MY", "FR", "EG", "GB"}
    assert {one.origins for one in found.study.by_story} == {1}


def test_an_empty_site_says_what_is_missing(client: Client) -> None:
    assert "Nothing to measure yet" in html_of(client, "/research/")
    assert client.get("/research/coverage.csv").content.decode().strip().count("\n") == 0
    assert client.get("/research/coverage.json").json()["stories"] == 0


@pytest.mark.usefixtures("month")
def test_the_page_shows_days_and_says_where_too_little_is_told(client: Client) -> None:
    shown = html_of(client, "/research/?days=90")
    assert shown.count('<svg class="bars"') == 6
    assert "Too little is told in this period to measure it" in shown
    assert 'href="/research/coverage.csv?days=90"' in shown
    assert "Day by day" in html_of(client, f"/research/?story={LAST}")
    assert f'href="/research/?story={LAST}"' in html_of(client, f"/stories/{LAST}/")


@pytest.mark.parametrize("asked", ["days=31", "days=x", "days="])
def test_another_period_is_the_usual_one(client: Client, asked: str) -> None:
    assert "last 30 days</b>" in html_of(client, f"/research/?{asked}")


def test_a_story_that_is_not_there_is_not_found(client: Client) -> None:
    assert client.get("/research/?story=none").status_code == 404
    assert client.get("/research/coverage.csv?story=none").status_code == 404


def test_measured_countries_are_drawn(client: Client) -> None:
    furnish_month(timezone.now(), stories=24)
    study = study_period(days=90, now=datetime.now(UTC))
    grid = synchrony_grid(study)
    assert grid is not None
    assert (len(grid.cells), len(pair_lines(study)), len(day_bars(study))) == (10, 10, 6)
    shown = html_of(client, "/research/?days=90")
    assert shown.count('<rect class="shade"') == 10
    assert "<title>Malaysia and Indonesia: 100 of 100</title>" in shown
    assert "Too little is told in this period to measure it" in shown


def test_the_most_diverse_country_comes_first_and_all_have_one_scale() -> None:
    day = date(2026, 3, 2)
    tellings = [
        Telling(story=story, place=place, origin=f"{place}-{number}", day=day)
        for place, stories in {"MY": "abcd", "SG": "a", "NZ": "ab"}.items()
        for story in stories
        for number in range(40 // len(stories))
    ]
    lines = diversity_lines(study_coverage(tellings, {}, first=day, last=day))
    assert [line.country for line in lines] == ["MY", "NZ", "SG"]
    assert all(2 <= line.low <= line.x <= line.high <= 98 for line in lines)


@pytest.mark.usefixtures("month")
def test_page_files_and_export_say_the_same(client: Client) -> None:
    table = client.get("/research/coverage.csv?days=90")
    assert table.headers["Content-Disposition"].startswith('attachment; filename="coverage-')
    exported = CliRunner().invoke(main, ["export", "coverage", "--days", "90", "--csv"], catch_exceptions=False).output
    assert exported == table.content.decode()
    lines = CliRunner().invoke(main, ["export", "coverage", "--days", "90"], catch_exceptions=False).output
    measures = [json.loads(line) for line in lines.splitlines()]
    assert len(measures) == len(list(csv.DictReader(StringIO(exported))))
    assert client.get("/research/coverage.json?days=90").json()["stories"] == 12
