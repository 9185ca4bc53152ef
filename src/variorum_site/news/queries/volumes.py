"""How much each country's outlets published, on anything, day by day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta

from django.core.cache import cache
from django.db.models import Count
from django.db.models.functions import TruncDate

from variorum.model import CountryCode
from variorum_site.news import models as rows

_REMEMBERED = timedelta(minutes=10)  # a month of a large instance is counted in a second or two, and hardly changes


def articles_by_day(first: date, last: date) -> Mapping[CountryCode, Mapping[date, int]]:
    """Articles of outlets in each country from one day (UTC) to another, both included; as they were minutes ago."""
    found: Mapping[CountryCode, Mapping[date, int]] | None = cache.get_or_set(
        f"articles-by-day/{first}/{last}", lambda: _count(first, last), _REMEMBERED.total_seconds()
    )
    assert found is not None
    return found


def _count(first: date, last: date) -> dict[CountryCode, dict[date, int]]:
    found: dict[CountryCode, dict[date, int]] = defaultdict(dict)
    within = rows.Article.objects.filter(at__gte=midnight(first), at__lt=midnight(last + timedelta(days=1)))
    counted = within.exclude(country=None).annotate(day=TruncDate("at", tzinfo=UTC))
    for country, day, n in counted.values_list("country", "day").annotate(n=Count("id")).order_by():
        found[country][day] = n
    return dict(found)


def midnight(day: date) -> datetime:
    """The beginning of a day in UTC."""
    return datetime.combine(day, time.min, UTC)
