"""Countries: who is read there, and what is told there."""

from __future__ import annotations

from collections import defaultdict

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from variorum_site.news import models as rows
from variorum_site.news.queries.cards import cards, stories_in_force, told_where
from variorum_site.news.queries.feeds import whole_tally
from variorum_site.news.queries.outlet import list_outlets
from variorum_site.news.queries.outlet_records import CountryLine, CountryPage, OutletLine

_STORIES = 30


def find_country(code: str) -> CountryPage | None:
    """The country with this ISO code, any case. None where we read no outlet and have no report of it."""
    code = code.upper()
    outlets = list_outlets(country=code, harvested=True)
    if not outlets and not rows.Article.objects.filter(country=code).exists():
        return None
    told = told_where(stories_in_force(), country=code)
    standing = Q(story=OuterRef("pk")) | Q(story__canonical=OuterRef("pk"))
    elsewhere = rows.Membership.objects.filter(standing).exclude(article__country=code)
    return CountryPage(
        country=code,
        outlets=outlets,
        feeds=whole_tally(line.feeds for line in outlets),
        stories=cards(told[:_STORIES]),
        only_here=cards(told.filter(~Exists(elsewhere), reports__gt=1)[:_STORIES]),
    )


def list_countries() -> tuple[CountryLine, ...]:
    """All countries of which an outlet is read or a report is there, by code."""
    outlets: dict[str, list[OutletLine]] = defaultdict(list)
    for line in list_outlets():
        if line.outlet.country:
            outlets[line.outlet.country].append(line)
    told = rows.Article.objects.exclude(country=None).values("country")
    story = Coalesce("membership__story__canonical_id", "membership__story_id")
    counted = told.annotate(n=Count("id"), stories=Count(story, distinct=True)).order_by()
    counts = {str(row["country"]): row for row in counted}
    return tuple(
        CountryLine(
            country=code,
            outlets=len(outlets[code]),
            articles=counts[code]["n"] if code in counts else 0,
            stories=counts[code]["stories"] if code in counts else 0,
            feeds=whole_tally(line.feeds for line in outlets[code]),
        )
        for code in sorted({*outlets, *counts})
    )
