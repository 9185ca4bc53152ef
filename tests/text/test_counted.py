"""A number and what it counts."""

from __future__ import annotations

import pytest

from variorum.text.counted import counted

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("number", "nouns", "said"),
    [(0, ("page",), "0 pages"), (1, ("page",), "1 page"), (1604, ("story", "stories"), "1,604 stories")],
)
def test_only_one_is_singular(number: int, nouns: tuple[str, ...], said: str) -> None:
    assert counted(number, *nouns) == said
