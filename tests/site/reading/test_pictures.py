"""The small pictures keep their promises: nothing is cut, nothing hides, copies are smaller than voices."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta

import pytest

from variorum_site.reading.pictures import Moment, timeline, voice_dots

pytestmark = pytest.mark.unit
START = datetime(2031, 5, 4, 6, 20, tzinfo=UTC)


def moment(hours: float, country: str = "Chile", *, copy: bool = False) -> Moment:
    return Moment(at=START + timedelta(hours=hours), country=country, label="El Faro", copy=copy)


def test_each_report_is_one_dot() -> None:
    picture = voice_dots([4, 1, 1])
    assert picture is not None
    assert [dot.copy for dot in picture.dots] == [False, True, True, True, False, False]


def test_a_copy_is_drawn_smaller_than_a_voice() -> None:
    picture = voice_dots([2])
    assert picture is not None
    assert picture.dots[1].radius < picture.dots[0].radius


def test_no_dot_is_cut_by_the_edge() -> None:
    picture = voice_dots([3, 2, 2])
    assert picture is not None
    assert all(dot.x - dot.radius >= 0 and dot.x + dot.radius <= picture.width for dot in picture.dots)


@pytest.mark.parametrize("sizes", [[], [41], [1] * 41])
def test_what_does_not_fit_a_line_is_not_drawn(sizes: list[int]) -> None:
    assert voice_dots(sizes) is None


def test_a_single_time_makes_no_timeline() -> None:
    assert timeline([moment(0), moment(0)]) is None
    assert timeline([]) is None


def test_countries_stand_in_the_order_of_their_first_report() -> None:
    picture = timeline([moment(3, "Peru"), moment(0, "Chile"), moment(5, "Peru")])
    assert picture is not None
    assert [lane.name for lane in picture.lanes] == ["Chile", "Peru"]
    assert len(picture.lanes[1].marks) == 2


def test_dots_at_the_same_time_do_not_hide_each_other() -> None:
    picture = timeline([moment(0), moment(0), moment(9)])
    assert picture is not None
    first, second, _ = picture.lanes[0].marks
    assert first.y != second.y


def test_all_dots_lie_within_the_picture() -> None:
    picture = timeline([moment(hour) for hour in (0, 0.1, 7, 30)])
    assert picture is not None
    marks = [mark for lane in picture.lanes for mark in lane.marks]
    assert all(0 < mark.x < 100 and mark.y < picture.foot for mark in marks)


@pytest.mark.parametrize("hours", [0.2, 1, 5, 26, 80, 400, 3000])
def test_ticks_leave_room_for_their_words(hours: float) -> None:
    picture = timeline([moment(0), moment(hours)])
    assert picture is not None
    places = [tick.x for tick in picture.ticks]
    assert places == sorted(places)
    assert all(later - earlier > 20 for earlier, later in itertools.pairwise(places))


def test_a_later_day_is_named_and_the_same_day_is_not() -> None:
    long, short = timeline([moment(0), moment(40)]), timeline([moment(0), moment(4)])
    assert long is not None
    assert short is not None
    assert long.ticks[-1].dated
    assert not short.ticks[-1].dated
