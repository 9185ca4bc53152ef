"""`variorum coverage`: numbers for researchers, a view for readers, and refusals in one sentence."""

from __future__ import annotations

import csv
import json
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.stories.press import NOON, article, ferry_reports, other_reports

from variorum.cli.main import cli
from variorum.jsonl import article_row, dump

pytestmark = pytest.mark.unit


def run(*arguments: str, given: str | None = None) -> Result:
    return CliRunner().invoke(cli, ["coverage", *arguments], input=given)


def lines() -> str:
    """A ferry told in two countries, the first report carried once more; and what one country alone tells."""
    first, second, third = ferry_reports()
    reports = [(first, "IE", "Quay Herald"), (second, "DE", "Der Lotse"), (third, "IE", "Fenwick Courier")]
    told = [article_row(one) | {"country": country, "outlet": outlet} for one, country, outlet in reports]
    told.append(told[0] | {"id": "ferry-copy", "outlet": "Skarn News"})
    told += [article_row(one) | {"country": "IE", "outlet": "Quay Herald"} for one in other_reports()]
    told.append(article_row(first) | {"id": "undated", "published": None, "country": "IE"})
    return "\n".join(dump(row) for row in told)


def test_json_counts_independent_origins_by_country_and_day() -> None:
    found = json.loads(run("-", "--format", "json", given=lines()).stdout)
    assert (found["by"], found["stories"], found["left_out"]) == ("country", 1, 1)
    days = {(one["place"], one["day"]): (one["articles"], one["origins"]) for one in found["days"]}
    assert days == {("IE", "2026-05-04"): (6, 1), ("DE", "2026-05-04"): (1, 1), ("IE", "2026-05-05"): (1, 1)}


def test_csv_has_one_measure_a_row() -> None:
    rows = list(csv.DictReader(StringIO(run("-", "--format", "csv", given=lines()).stdout)))
    assert {"measure": "origins", "place": "DE", "day": "2026-05-04", "value": "1"}.items() <= rows[1].items()


def test_stories_that_are_grouped_already_are_taken(tmp_path: Path) -> None:
    stories = tmp_path / "stories.json"
    grouped = [{"id": "s", "title": "", "articles": ["ferry-1", "ferry-2", "gone"]}]
    stories.write_text(json.dumps({"stories": grouped}), encoding="utf-8")
    found = json.loads(run("-", "--stories", str(stories), "--format", "json", given=lines()).stdout)
    assert found["places"] == {"DE": 1, "IE": 1}


def test_outlets_can_be_compared_in_the_place_of_countries() -> None:
    found = json.loads(run("-", "--by", "outlet", "--format", "json", given=lines()).stdout)
    assert set(found["places"]) == {"Quay Herald", "Der Lotse", "Fenwick Courier", "Skarn News"}


def test_readers_see_who_tells_how_much() -> None:
    shown = run("-", given=lines()).stdout
    assert "1 story told in at least 2 countries, 3 tellings in 2 countries." in shown
    assert "too few" in shown


def test_readers_see_measures_and_silences_where_there_is_enough(tmp_path: Path) -> None:
    told, stories = [], []
    for number in range(24):
        places = ("MY", "SG", "TH", "NZ", "NZ") if number < 23 else ("MY", "SG", "TH", "TH")
        hours = 72.0 * number
        names = [f"{number}-{count}" for count in range(len(places))]
        told += [
            article(name, f"Report {name} of its own words", hours=hours, country=place, outlet_name=f"Outlet {name}")
            for name, place in zip(names, places, strict=True)
        ]
        told += [
            article(f"rain-{number}-{count}", "Rain", hours=hours, country="NZ", outlet_name="Isle")
            for count in range(4)
        ]
        stories.append({"id": f"s{number}", "articles": names})
    listed, grouped = tmp_path / "told.jsonl", tmp_path / "stories.json"
    listed.write_text("\n".join(dump(article_row(one)) for one in told), encoding="utf-8")
    grouped.write_text(json.dumps({"stories": stories}), encoding="utf-8")
    shown = run(str(listed), "--stories", str(grouped)).stdout
    assert f"{NOON.date()} to {(NOON + timedelta(days=69)).date()}: 24 stories" in shown
    assert "23 of 23 such stories" in shown
    assert "corrected" in shown


def test_a_story_keeps_the_name_that_it_was_given(tmp_path: Path) -> None:
    stories = tmp_path / "stories.json"
    stories.write_text(json.dumps({"stories": [{"id": "s7", "articles": ["ferry-1", "ferry-2"]}]}), encoding="utf-8")
    shown = run("-", "--stories", str(stories), "--format", "csv", given=lines()).stdout
    assert {row["story"] for row in csv.DictReader(shown.splitlines()) if row["measure"] == "story_origins"} == {"s7"}


def test_stories_of_other_articles_are_refused(tmp_path: Path) -> None:
    stories = tmp_path / "stories.json"
    stories.write_text(json.dumps({"stories": [{"id": "s7", "articles": ["storm-1"]}]}), encoding="utf-8")
    result = run("-", "--stories", str(stories), given=lines())
    assert (result.exit_code, result.stdout) == (2, "")
    assert "stories.json holds none of these articles" in result.stderr


@pytest.mark.parametrize("given", ["", '{"id": "a", "text": "x"}'])
def test_without_a_date_and_a_country_there_is_nothing_to_measure(given: str) -> None:
    result = run("-", given=given)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "has no article with a date and a country" in result.stderr


@pytest.mark.parametrize("given", ["[]", "no json", '{"stories": [{"id": 1}]}'])
def test_a_file_without_stories_is_named(tmp_path: Path, given: str) -> None:
    stories = tmp_path / "stories.json"
    stories.write_text(given, encoding="utf-8")
    result = run("-", "--stories", str(stories), given=lines())
    assert result.exit_code == 2
    assert "stories.json holds no stories" in result.stderr
