"""Template tags: times for people and machines, names in the reader's language."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils.translation import override

from variorum.model import Outcome, Role
from variorum_site.news.queries import ArticleRef, OutletRef
from variorum_site.reading.labels import OUTCOMES, QUESTIONS
from variorum_site.reading.templatetags import reading as tags

pytestmark = pytest.mark.site
NOW = datetime(2031, 5, 4, 12, 0, tzinfo=UTC)


def ref(**facts: object) -> ArticleRef:
    plain = {"id": "a", "slug": "a", "headline": "x", "outlet": OutletRef(name="El Faro"), "at": NOW}
    return ArticleRef(**{**plain, **facts})  # type: ignore[arg-type]  # a builder of tests


@time_machine.travel(NOW, tick=False)
def test_a_recent_time_is_told_as_how_long_ago_and_whole_for_machines() -> None:
    shown = tags.when(NOW - timedelta(hours=2))
    assert shown == '<time datetime="2031-05-04T10:00:00+00:00" title="4 May 2031, 10:00 UTC">2 hours ago</time>'


@time_machine.travel(NOW, tick=False)
def test_an_old_time_is_told_as_its_day() -> None:
    assert ">4 March 2031</time>" in tags.when(NOW - timedelta(days=61))


@time_machine.travel(NOW, tick=False)
@pytest.mark.parametrize(
    ("ago", "told"),
    [
        pytest.param(timedelta(hours=3), "09:00", id="today by the hour"),
        pytest.param(timedelta(hours=15), "Saturday", id="yesterday by the day of the week"),
        pytest.param(timedelta(days=6), "Monday", id="so all days of a week"),
        pytest.param(timedelta(days=7), "27 April 2031", id="what is longer ago by the date"),
    ],
)
def test_since_when_is_told(ago: timedelta, told: str) -> None:
    assert f">{told}</time>" in tags.since(NOW - ago)


def test_a_share_is_told_in_the_readers_way() -> None:
    assert tags.percent(0.955) == "96%"
    with override("fr"):
        assert tags.percent(0.955) == "96\xa0%"


@time_machine.travel(NOW, tick=False)
def test_a_time_to_come_is_told_as_its_day_and_not_as_ago() -> None:
    assert ">5 May 2031</time>" in tags.when(NOW + timedelta(days=1))


@time_machine.travel(NOW, tick=False)
def test_times_speak_the_language_of_the_page() -> None:
    with override("fr"):
        assert "il y a 2 heures" in tags.when(NOW - timedelta(hours=2))


def test_a_missing_time_says_so() -> None:
    assert tags.when(None) == "time not given"
    assert tags.clock(None) == "time not given"


@time_machine.travel(NOW, tick=False)
def test_a_day_is_not_shown_as_a_minute() -> None:
    assert ">4 May 2031</time>" in tags.dated(ref(day_only=True))
    assert ">4 May, 12:00</time>" in tags.dated(ref())


@time_machine.travel(NOW, tick=False)
def test_a_time_of_another_year_names_it() -> None:
    assert ">31 Dec 2030, 23:59</time>" in tags.clock(datetime(2030, 12, 31, 23, 59, tzinfo=UTC))
    assert ">1 Jan, 00:00</time>" in tags.dated(ref(at=datetime(2031, 1, 1, tzinfo=UTC)))
    with override("fr"):
        assert tags.full(datetime(2019, 3, 4, 12, 30, tzinfo=UTC)) == "4 mars 2019, 12:30"


@time_machine.travel(NOW, tick=False)
def test_an_undated_article_says_that_the_time_is_when_it_was_fetched() -> None:
    assert ">fetched 4 May, 12:00</time>" in tags.dated(ref(dated=False))


def test_a_text_carries_its_language_and_direction() -> None:
    assert tags.lang("ar") == 'lang="ar" dir="rtl"'
    assert tags.lang("fr") == 'lang="fr" dir="ltr"'
    assert tags.lang(None) == 'dir="auto"'


def test_every_outcome_has_a_name() -> None:
    assert set(OUTCOMES) == set(Outcome)
    assert all(tags.outcome(outcome) for outcome in Outcome)


@pytest.mark.parametrize(
    ("label", "outcome", "asked"),
    [
        ("killed", "conflict", "How many were killed?"),
        ("people killed", "update", "How many were killed?"),
        ("distance bajo tierra", "compatible", "How far? (bajo tierra)"),
        ("percent (acuerdo comercio)", "conflict", "What share? (acuerdo comercio)"),
        ("distance", "conflict", "How far?"),
        ("troops", "conflict", "How many? (troops)"),
        ("number", "conflict", "How many?"),
        ("", "update", "How many?"),
        ("hurt / injured", "wording", "What is it called?"),
        ("quotation of Anwar Delosa", "wording", "What did Anwar Delosa say?"),
        ("quotation of None", "wording", "What was said?"),
    ],
)
def test_a_label_is_asked_as_a_reader_would_ask(label: str, outcome: str, asked: str) -> None:
    assert tags.question(label, outcome) == asked


def test_every_role_that_is_no_plain_count_has_its_question() -> None:
    assert {role.value for role in Role if role is not Role.COUNT} | {"day", "name"} == set(QUESTIONS)
