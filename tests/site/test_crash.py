"""A process that is killed, a disk that is full, a line that is cut: nothing is lost, and nothing is there twice."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from benchmarks.crash import cut_line, faults_of, fill_disk, fresh_database, kill_often

pytestmark = [pytest.mark.site, pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")]

FEW = 60  # articles, where the way is the same as with many


@pytest.fixture
def database() -> Iterator[str | None]:
    """A PostgreSQL database of its own where DATABASE_URL names a server, else the SQLite file of the home."""
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        yield None
        return
    with fresh_database(server) as address:
        yield address


def test_a_process_that_is_killed_at_ten_random_moments_loses_nothing(tmp_path: Path, database: str | None) -> None:
    outcome = kill_often(tmp_path, seed=7, database=database)
    assert faults_of(outcome.report) == []
    assert outcome.killed.total() == 10
    assert outcome.report["files"] > 1  # no process writes into a file that another one left


def test_a_full_disk_is_said_in_a_sentence_and_nothing_is_lost(tmp_path: Path, database: str | None) -> None:
    outcome = fill_disk(tmp_path, database=database, articles=FEW)
    *full, last = outcome.said
    assert any("make room" in said for said in full)
    assert last == ""
    assert faults_of(outcome.report, articles=FEW) == []


def test_a_line_that_is_cut_for_longer_than_an_address_is_tried_costs_no_article(
    tmp_path: Path, database: str | None
) -> None:
    outcome = cut_line(tmp_path, database=database, articles=FEW)
    assert faults_of(outcome.report, articles=FEW) == []
