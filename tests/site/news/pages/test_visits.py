"""When a page is looked at again: a table of decisions."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.site.news.making import NOW

from variorum_site.news.pages.visits import visit_again

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("visits", "wait"),
    [
        pytest.param(0, timedelta(hours=1), id="a new article is looked at again after an hour"),
        pytest.param(1, timedelta(hours=6), id="then after six"),
        pytest.param(2, timedelta(hours=24), id="then after a day"),
        pytest.param(3, None, id="then never again"),
    ],
)
def test_a_young_article_is_looked_at_again(visits: int, wait: timedelta | None) -> None:
    assert visit_again(visits, now=NOW) == (NOW + wait if wait else None)
