"""Dates as feeds write them."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum.feeds.dates import read_date

pytestmark = pytest.mark.unit
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "Sun, 01 Mar 2026 12:00:00 GMT",
        "Sun, 1 Mar 2026 12:00 +0000",
        "Sun, 01 Mar 2026 12:00:00",
        "Sun, 01 Mar 2026 13:00:00 +0100",
        "Sun, 01 Mar 2026 14:00:00 MESZ",
        "Sun, 01 Mar 2026 13:00:00 CET",
        "Sun, 01 Mar 2026 07:00:00 EST",
        "Sun, 01 Mar 2026 17:30:00 IST",
        "Sun, 01 Mar 2026 21:00:00 +0900 (JST)",
        "2026-03-01T12:00:00Z",
        "2026-03-01T12:00:00.000Z",
        "2026-03-01T13:00:00+0100",
        "2026-03-01T13:00:00 +01:00",
        "2026-03-01 12:00:00",
        "  2026-03-01T12:00:00Z\n",
    ],
)
def test_one_moment_has_many_spellings(text: str) -> None:
    assert read_date(text) == NOON


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-03-01", NOON.replace(hour=0)),
        ("20260301", NOON.replace(hour=0)),
        ("Sun Mar  1 12:00:00 2026", NOON),
        ("2026-03-01 오후 9:00:00", NOON),
        ("2026-március-1T13:00+01:00", NOON),
    ],
)
def test_rarer_spellings_are_read_too(text: str, moment: datetime) -> None:
    assert read_date(text) == moment


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "yesterday",
        "0",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "0000-00-00",
        "9999-12-31",
        "32 Foo 2026",
        "Mon, 01 Jan 0001 00:00:00 +0100",
        "0001-01-01T00:00:00+01:00",
        "(" * 100_000,
        "1" * 5000,
    ],
)
def test_what_is_no_day_of_publication_is_none(text: str | None) -> None:
    assert read_date(text) is None


@given(st.text(alphabet="0123456789-:+TZ., MarGMTESC/", max_size=40))
def test_any_text_gives_an_aware_time_or_none(text: str) -> None:
    found = read_date(text)
    assert found is None or found.tzinfo is UTC
