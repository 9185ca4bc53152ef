"""Countries: who is read there, and what is told there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Exists, Manager, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from variorum_site.news import models as rows
from variorum_site.news.places import continent_of, name_order
from variorum_site.news.queries.cards import cards, stories_in_force, told_where
from variorum_site.news.queries.feeds import tallies_by_country, whole_tally
from variorum_site.news.queries.outlet import list_outlets
from variorum_site.news.queries.outlet_records import CountryLine, CountryPage, FeedsTally

_STORIES = 30


def find_country(code: str) -> CountryPage | None:
    """The country with this ISO code, any case; empty where we know no outlet. None where there is no such country."""
    code = code.upper()
    if continent_of(code) is None:
        return None
    outlets = sorted(list_outlets(country=code, harvested=True), key=lambda line: name_order(line.outlet.name))
    told = told_where(stories_in_force(), country=code)
    standing = Q(story=OuterRef("pk")) | Q(story__canonical=OuterRef("pk"))
    elsewhere = rows.Membership.objects.filter(standing).exclude(article__country=code)
    return CountryPage(
        country=code,
        outlets=tuple(outlets),
        feeds=whole_tally(line.feeds for line in outlets),
        told=told.count(),
        stories=cards(told[:_STORIES]),
        only_here=cards(told.filter(~Exists(elsewhere), reports__gt=1)[:_STORIES]),
    )


def list_countries() -> tuple[CountryLine, ...]:
    """All countries of which an outlet is known or a report is there, by code. Stories are counted as on its page."""
    outlets = {row["country"]: row["n"] for row in _counted(rows.Outlet.objects, n=Count("id"))}
    story = Coalesce("membership__story__canonical_id", "membership__story_id")
    told = rows.Article.objects.exclude(country=None).annotate(told=story)
    stories = Count("told", distinct=True, filter=Q(told__in=stories_in_force().order_by().values("id")))
    counts = {row["country"]: row for row in _counted(told, n=Count("id"), stories=stories)}
    tallies = tallies_by_country()
    return tuple(
        CountryLine(
            country=code,
            outlets=outlets.get(code, 0),
            articles=counts[code]["n"] if code in counts else 0,
            stories=counts[code]["stories"] if code in counts else 0,
            feeds=tallies.get(code, FeedsTally()),
        )
        for code in sorted({*outlets, *counts})
    )


def _counted(of: Manager[Any] | QuerySet[Any], **numbers: Count) -> Iterable[dict[str, Any]]:
    counted: Iterable[dict[str, Any]] = of.values("country").annotate(**numbers).order_by()
    return counted
