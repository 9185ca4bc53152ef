"""A silence is telling only where a report was to be expected."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from variorum.coverage import PastStory, Silence, Telling, Weight, find_silences, is_broad, weigh_silences
from variorum.coverage.silence import LEAST_STORIES, alike

pytestmark = pytest.mark.unit

ASIA = {"MY", "SG", "ID", "TH"}
AFRICA = {"KE", "TZ", "UG", "RW"}
EVERYONE = dict.fromkeys(ASIA | AFRICA | {"NZ"}, 50)


def weigh(past: list[PastStory], *, told: set[str] = ASIA, **silent: int) -> dict[str, Silence]:
    return {one.country: one for one in weigh_silences(told, silent, past)}


def stories(number: int, *countries: str, volumes: dict[str, int] | None = None) -> list[PastStory]:
    return [PastStory(countries=frozenset(countries), articles=volumes or EVERYONE)] * number


def test_a_country_that_always_tells_such_stories_is_telling_when_it_does_not() -> None:
    found = weigh(stories(20, *ASIA, "NZ"), NZ=50)["NZ"]
    assert (found.told, found.such, found.weight) == (20, 20, Weight.TELLING)
    assert found.chance == pytest.approx(0.5 / 21)


def test_a_country_that_tells_six_of_ten_says_little_by_its_silence() -> None:
    found = weigh([*stories(6, *ASIA, "NZ"), *stories(4, *ASIA)], NZ=50)["NZ"]
    assert (found.told, found.such, found.weight) == (6, 10, Weight.USUAL)
    assert found.chance == pytest.approx(4.5 / 11)


def test_a_country_that_published_little_is_excused() -> None:
    past = stories(20, *ASIA, "NZ")
    few, usual = weigh(past, NZ=5)["NZ"], weigh(past, NZ=50)["NZ"]
    assert few.chance is not None
    assert usual.chance is not None
    assert few.chance > 0.6
    assert few.weight is Weight.USUAL


def test_a_country_that_published_more_than_usual_is_no_louder() -> None:
    past = stories(20, *ASIA, "NZ")
    assert weigh(past, NZ=5000)["NZ"].chance == weigh(past, NZ=50)["NZ"].chance


def test_what_another_region_is_told_is_no_measure_for_this_one() -> None:
    past = [*stories(20, *AFRICA, "NZ"), *stories(20, *ASIA)]
    assert (weigh(past, NZ=50)["NZ"].told, weigh(past, NZ=50)["NZ"].such) == (0, 20)
    assert weigh(past, told=AFRICA, NZ=50)["NZ"].weight is Weight.TELLING


def test_stories_of_another_breadth_are_of_another_kind() -> None:
    world = set(EVERYONE) - {"NZ"}
    assert not alike({"MY"}, world)
    assert alike({"MY", "SG"}, {"MY", "TH"})
    assert not alike(set(), set())
    assert weigh(stories(20, *world, "NZ"), told={"MY", "SG"}, NZ=50)["NZ"].such == 0


def test_too_few_such_stories_are_no_measure() -> None:
    nearly, enough = LEAST_STORIES - 1, LEAST_STORIES
    assert weigh(stories(nearly, *ASIA, "NZ"), NZ=50)["NZ"].weight is Weight.UNSURE
    assert weigh(stories(enough, *ASIA, "NZ"), NZ=50)["NZ"].weight is Weight.TELLING
    assert weigh([], NZ=50)["NZ"].chance is None


def test_stories_in_whose_days_a_country_was_not_heard_do_not_count() -> None:
    past = [*stories(10, *ASIA, "NZ"), *stories(10, *ASIA, volumes={"NZ": 0})]
    assert weigh(past, NZ=50)["NZ"].such == 10


def test_a_country_that_told_it_was_heard_even_if_it_published_nothing_else() -> None:
    found = weigh(stories(20, *ASIA, "NZ", volumes={"MY": 1}), NZ=1)["NZ"]
    assert (found.such, found.weight) == (20, Weight.TELLING)


def test_a_country_that_was_not_heard_now_is_left_out() -> None:
    assert weigh(stories(20, *ASIA, "NZ"), NZ=0) == {}


def test_the_most_telling_silence_comes_first_and_the_unsure_last() -> None:
    past = [*stories(15, *ASIA, "NZ", "KE"), *stories(5, *ASIA, "KE")]
    order = [one.country for one in weigh_silences(ASIA, {"FJ": 900, "NZ": 50, "KE": 50, "TZ": 50}, past)]
    assert order == ["KE", "NZ", "TZ", "FJ"]


@pytest.mark.parametrize(("origins", "countries", "broad"), [(4, 3, True), (3, 3, False), (9, 2, False)])
def test_only_a_broad_story_makes_silence_say_anything(origins: int, countries: int, *, broad: bool) -> None:
    assert is_broad(origins=origins, countries=countries) is broad


# --- in an archive ----------------------------------------------------------------------------------------------------

MONDAY = date(2026, 3, 2)


def telling(story: str, place: str, day: date) -> Telling:
    return Telling(story=story, place=place, origin=f"{story} in {place}", day=day)


def archive(last: set[str]) -> tuple[list[Telling], dict[tuple[str, date], int]]:
    """Twelve stories, one every third day, all told by five countries but the last."""
    days = [MONDAY + timedelta(days=3 * number) for number in range(12)]
    told = [telling(f"s{number:02}", place, day) for number, day in enumerate(days) for place in {*ASIA, "NZ"}]
    kept = [one for one in told if one.day != days[-1] or one.place in last]
    articles = {(place, MONDAY + timedelta(days=day)): 9 for place in EVERYONE for day in range(60)}
    return kept, articles


def test_an_archive_shows_who_told_nothing_for_once() -> None:
    found = list(find_silences(*archive(ASIA)))
    assert [(one.story, one.silence.country) for one in found] == [("s11", "NZ")]
    assert (found[0].silence.told, found[0].silence.such, found[0].silence.articles) == (11, 11, 18)


def test_an_archive_in_which_all_tell_everything_has_no_silence() -> None:
    assert list(find_silences(*archive({*ASIA, "NZ"}))) == []


def test_without_articles_in_a_storys_days_nobody_is_silent() -> None:
    told, articles = archive(ASIA)
    assert list(find_silences(told, {key: count for key, count in articles.items() if key[0] != "NZ"})) == []


def test_reports_of_a_story_are_no_part_of_the_usual_volume() -> None:
    told, _ = archive(ASIA)
    rain = {(place, MONDAY + timedelta(days=day)): 1 for place in EVERYONE for day in range(60)}
    for one in told:
        rain[one.place, one.day] += 1
    [found] = find_silences(told, rain)
    assert (found.silence.articles, found.silence.usual_articles) == (2, 2)


def test_later_stories_say_nothing_of_what_was_usual_before() -> None:
    told, articles = archive(ASIA)
    backwards = [
        Telling(story=one.story, place=one.place, origin=one.origin, day=MONDAY + (date(2026, 4, 4) - one.day))
        for one in told
    ]
    assert list(find_silences(backwards, articles)) == []
