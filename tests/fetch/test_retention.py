"""Which capture files go: the oldest whole days, never today's, never what is still needed."""

from __future__ import annotations

from datetime import date

import pytest

from variorum.fetch import Retention, choose_expired
from variorum.fetch.retention import CaptureFile

pytestmark = pytest.mark.unit

TODAY = date(2026, 3, 10)
FILES = [
    CaptureFile(name=name, day=date(2026, 3, day), size=size)
    for name, day, size in (("a", 1, 100), ("b1", 5, 100), ("b2", 5, 300), ("c", 9, 100), ("d", 10, 900))
]


@pytest.mark.parametrize(
    ("retention", "expired"),
    [
        pytest.param(Retention(), "", id="for good"),
        pytest.param(Retention(days=9), "", id="the ninth day counts"),
        pytest.param(Retention(days=8), "a", id="a day longer past"),
        pytest.param(Retention(days=1), "a b1 b2", id="yesterday stays"),
        pytest.param(Retention(bytes=1500), "", id="all of it fits"),
        pytest.param(Retention(bytes=1499), "a", id="the oldest goes first"),
        pytest.param(Retention(bytes=1350), "a b1", id="file by file"),
        pytest.param(Retention(bytes=1), "a b1 b2 c", id="today's stay whatever they take"),
        pytest.param(Retention(days=8, bytes=1350), "a b1", id="both limits"),
    ],
)
def test_what_goes(retention: Retention, expired: str) -> None:
    found = choose_expired(FILES, retention, today=TODAY, needed=())
    assert [file.name for file in found] == expired.split()


def test_what_is_needed_stays_and_a_younger_one_goes_in_its_place() -> None:
    found = choose_expired(FILES, Retention(bytes=1400), today=TODAY, needed={"a"})
    assert [file.name for file in found] == ["b1"]
    assert choose_expired(FILES, Retention(days=8), today=TODAY, needed={"a"}) == ()


@pytest.mark.parametrize(
    ("retention", "said"),
    [
        (Retention(), "kept for good"),
        (Retention(days=90), "kept for 90 days"),
        (Retention(bytes=20_000_000_000), "kept up to 20000 MB"),
        (Retention(days=90, bytes=5_000_000), "kept for 90 days and up to 5 MB"),
    ],
)
def test_a_retention_is_said_in_words(retention: Retention, said: str) -> None:
    assert str(retention) == said
