"""How a feed does, in words: every condition, reason and kind of failure has some."""

from __future__ import annotations

from datetime import timedelta

import pytest

from variorum.feeds import FeedCondition, PollReason
from variorum_site.news.polling.words import CONDITIONS, REASONS, fault_in_words, time_in_words

pytestmark = pytest.mark.unit


def test_every_condition_and_every_reason_has_words() -> None:
    assert set(CONDITIONS) == set(FeedCondition)
    assert set(REASONS) == set(PollReason)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        pytest.param(None, "", id="no failure needs none"),
        pytest.param("timeout", "it did not answer in time", id="a known kind has its own"),
        pytest.param("status-403", "its server does not let us in", id="a status that readers meet has its own"),
        pytest.param("status-502", "its server answered with error 502", id="any other status is named"),
        pytest.param("quux", "it could not be fetched", id="a kind that is new has the plainest"),
    ],
)
def test_a_failure_is_told_in_a_clause(kind: str | None, words: str) -> None:
    assert fault_in_words(kind) == words


@pytest.mark.parametrize(
    ("time", "words"),
    [
        (None, ""),
        (timedelta(seconds=2), "1 minute"),
        (timedelta(minutes=24), "24 minutes"),
        (timedelta(minutes=119), "119 minutes"),
        (timedelta(hours=6), "6 hours"),
        (timedelta(hours=47), "47 hours"),
        (timedelta(days=7), "7 days"),
    ],
)
def test_a_time_is_told_in_its_largest_fitting_unit(time: timedelta | None, words: str) -> None:
    assert time_in_words(time) == words
