"""A paper with one page, and what takes in what is handed over."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.site.news.town import QUAY, Town

from variorum_site.news.intake import Intake


@pytest.fixture
def paper(town: Town) -> Town:
    town.add("herald.example", "MY", quay=QUAY)
    return town


@pytest.fixture
def intake(paper: Town) -> Iterator[Intake]:
    with paper.tools() as tools:
        yield Intake(tools, told=lambda step, done, total: None)
