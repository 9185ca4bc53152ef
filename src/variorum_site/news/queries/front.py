"""The front page: stories by freshness and by number of independent origins."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Count, Max, Q, QuerySet
from django.db.models.functions import Coalesce

from variorum_site.news import models as rows
from variorum_site.news.queries.cards import cards, stories_in_force, told_where
from variorum_site.news.queries.feeds import FAIL
from variorum_site.news.queries.records import Filters, FrontPage, Paging

PAGE_SIZE = 20


def front_page(filters: Filters | None = None, *, page: int = 1, size: int = PAGE_SIZE) -> FrontPage:
    """The stories in force that pass the filters. A page past the end is the last one."""
    filters = filters or Filters()
    chosen = _filtered(filters)
    paging = page_of(page, size=size, total=chosen.count())
    feeds = rows.polled_feeds()
    return FrontPage(
        cards=cards(chosen[(paging.number - 1) * size : paging.number * size]),
        filters=filters,
        paging=paging,
        countries=_stories_by("article__country"),
        languages=_stories_by("article__language"),
        polled_at=rows.FeedState.objects.aggregate(latest=Max("polled_at"))["latest"],
        feeds=feeds.count(),
        feeds_failing=feeds.filter(state__condition__in=FAIL).count(),
    )


def page_of(number: int, *, size: int, total: int) -> Paging:
    """The page with that number, or the nearest that there is."""
    asked = Paging(number=max(1, number), size=size, total=total)
    return asked if asked.number <= asked.last else Paging(number=asked.last, size=size, total=total)


def _filtered(filters: Filters) -> QuerySet[rows.Story]:
    stories = stories_in_force()
    if filters.country:
        stories = told_where(stories, country=filters.country.upper())
    if filters.language:
        stories = told_where(stories, language=filters.language.lower())
    return stories


def _stories_by(fact: str) -> Mapping[str, int]:
    told = rows.Membership.objects.filter(~Q(**{fact: None}))
    counted = told.values(fact).annotate(n=Count(Coalesce("story__canonical_id", "story_id"), distinct=True))
    return {row[fact]: row["n"] for row in counted.order_by("-n", fact)}
