"""A furnished site with a cast for the tests of comments."""

from __future__ import annotations

import pytest
from django.utils import timezone
from tests.site import people
from tests.site.newsroom import FERRY, furnish
from tests.site.people import Person

from variorum_site.news.models import Story


@pytest.fixture
def story(db: None) -> Story:
    """The story of the ferry."""
    furnish(timezone.now())
    return Story.objects.get(id=FERRY)


@pytest.fixture
def author(db: None) -> Person:
    return people.reader("author")


@pytest.fixture
def reader(db: None) -> Person:
    return people.reader()


@pytest.fixture
def moderator(db: None) -> Person:
    return people.moderator()


@pytest.fixture
def editor(db: None) -> Person:
    return people.editor()


@pytest.fixture
def stranger(db: None) -> Person:
    return people.stranger()
