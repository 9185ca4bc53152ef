"""For the site's tests: no memory of an earlier test's database."""

from __future__ import annotations

import pytest
from django.core.cache import cache

from variorum_site.news.stories.live_index import live_index


@pytest.fixture(autouse=True)
def _fresh_memory() -> None:
    live_index.forget()
    cache.clear()
