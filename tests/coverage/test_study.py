"""A period's study: what counts, by whom, when; and its tables."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import date, timedelta
from io import StringIO

import pytest

from variorum.coverage import COLUMNS, CoverageStudy, Telling, study_coverage, study_object, study_rows, write_csv

pytestmark = pytest.mark.unit

FIRST = date(2026, 3, 2)
LAST = FIRST + timedelta(days=6)


def telling(story: str, place: str, origin: str, day: int = 0) -> Telling:
    return Telling(story=story, place=place, origin=origin, day=FIRST + timedelta(days=day))


def study(*tellings: Telling, **facts: int) -> CoverageStudy:
    articles = {(place, FIRST): count for place, count in facts.items()}
    return study_coverage(tellings, articles, first=FIRST, last=LAST)


def week() -> Iterator[Telling]:
    """Two countries tell six stories alike on six days, five origins each; a third tells one of them all the time."""
    for day in range(6):
        for number in range(5):
            yield telling(f"s{day}", "MY", f"m{number}", day)
            yield telling(f"s{day}", "SG", f"s{number}", day)
            yield telling("s0", "NZ", f"n{number}", day)


def test_an_origin_counts_once_a_day_however_many_reports_carry_it() -> None:
    found = study(
        telling("flood", "MY", "wire"),
        telling("flood", "MY", "wire"),
        telling("flood", "MY", "wire", day=1),
        telling("flood", "SG", "wire"),
    )
    assert found.tellings == {"MY": 2, "SG": 1}


def test_what_one_country_alone_tells_is_left_out() -> None:
    found = study(telling("flood", "MY", "a"), telling("flood", "SG", "b"), telling("fair", "MY", "a"))
    assert (found.stories, {one.story for one in found.by_story}) == (1, {"flood"})


def test_other_days_are_left_out_before_stories_are_chosen() -> None:
    found = study(telling("flood", "MY", "a"), telling("flood", "SG", "b", day=9))
    assert (found.stories, found.tellings) == (0, {})


def test_a_day_counts_articles_origins_and_stories() -> None:
    found = study(
        telling("flood", "MY", "a"), telling("flood", "MY", "b"), telling("flood", "SG", "b"), MY=40, SG=3, NZ=7
    )
    days = {one.place: (one.articles, one.origins, one.stories) for one in found.days}
    assert days == {"MY": (40, 2, 1), "SG": (3, 1, 1), "NZ": (7, 0, 0)}


def test_attention_to_all_is_more_diverse_than_to_one_and_alike_where_it_is_alike() -> None:
    found = study(*week())
    assert found.diversity["MY"].effective_stories > 5
    assert found.diversity["NZ"].effective_stories == pytest.approx(1.0)
    assert found.synchrony["MY", "SG"].corrected == 1.0
    assert found.synchrony["MY", "NZ"].high < 0.6


def test_days_are_compared_where_enough_is_told() -> None:
    found = study(*week())
    assert found.daily[FIRST] == {("MY", "NZ"): 1.0, ("MY", "SG"): 1.0, ("NZ", "SG"): 1.0}
    assert found.daily[FIRST + timedelta(days=1)]["MY", "NZ"] == 0.0


def test_too_little_is_not_measured() -> None:
    found = study(telling("flood", "MY", "a"), telling("flood", "SG", "b"))
    assert (found.diversity, found.synchrony, found.daily) == ({}, {}, {})


def test_who_tells_each_story_once_has_no_diversity() -> None:
    found = study(*(telling(f"s{n}", place, "paper", n % 7) for n in range(30) for place in ("MY", "SG")))
    assert found.diversity == {}
    assert found.synchrony["MY", "SG"].measured == 1.0


def test_nothing_makes_an_empty_study() -> None:
    found = study()
    assert (found.stories, found.days) == (0, ())
    assert list(study_rows(found)) == []


def test_the_same_input_gives_the_same_numbers() -> None:
    assert study(*week()) == study(*reversed(list(week())))


def test_the_table_has_one_measure_a_row_and_reads_back() -> None:
    rows = list(csv.DictReader(StringIO(write_csv(study_rows(study(*week(), MY=40))))))
    assert tuple(rows[0]) == COLUMNS
    measures = {row["measure"] for row in rows}
    assert measures == {"articles", "origins", "story_origins", "evenness", "effective_stories", "synchrony"}
    [alike] = [
        row for row in rows if (row["measure"], row["place"], row["other"], row["day"]) == ("synchrony", "MY", "SG", "")
    ]
    assert (alike["value"], alike["tellings"]) == ("1.0", "30")


def test_the_object_is_json() -> None:
    found = json.loads(json.dumps(study_object(study(*week()))))
    assert (found["first"], found["stories"], found["places"]["MY"]) == ("2026-03-02", 6, 30)
    assert found["synchrony"][0]["places"] == ["MY", "NZ"]
    assert len(found["daily_synchrony"]) == 18
