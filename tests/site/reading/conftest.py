"""A furnished site for the tests of its pages."""

from __future__ import annotations

import pytest
from django.utils import timezone
from tests.site.newsroom import furnish


@pytest.fixture
def newsroom(db: None) -> None:
    """Two stories by six outlets of six countries."""
    furnish(timezone.now())
