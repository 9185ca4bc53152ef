"""Outlets, the health of their feeds, and what they published."""

from __future__ import annotations

from django.db.models import Count, Exists, OuterRef

from variorum_site.news import models as rows
from variorum_site.news.queries.feeds import feed_health, harvests, tally_of
from variorum_site.news.queries.outlet_records import Harvest, OutletLine, OutletPage
from variorum_site.news.queries.shelf import article_ref, languages_of, outlet_ref

_LATEST = 30


def find_outlet(identity: str) -> OutletPage | None:
    """The outlet with this id ("my/the-star")."""
    row = rows.Outlet.objects.filter(id=identity).first()
    if row is None:
        return None
    articles = rows.Article.objects.filter(outlet=row)
    copies = articles.filter(Exists(rows.Reprint.objects.filter(article=OuterRef("pk")))).count()
    members = rows.Outlet.objects.filter(family=row.family).exclude(id=row.id) if row.family else ()
    latest = articles.select_related("outlet").order_by("-at", "id")[:_LATEST]
    total = articles.count()
    polled = list(row.feeds.filter(enabled=True).select_related("state"))
    found = harvests(feed.pk for feed in polled)
    feeds = tuple(feed_health(feed, found.get(feed.pk, Harvest())) for feed in polled)
    return OutletPage(
        outlet=outlet_ref(row),
        languages=languages_of(row),
        homepage=row.homepage,
        family=row.family,
        family_members=tuple(outlet_ref(member) for member in members),
        feeds=feeds,
        tally=tally_of(feeds),
        articles=total,
        firsts=total - copies,
        copies=copies,
        latest=tuple(article_ref(article) for article in latest),
    )


def list_outlets(*, country: str | None = None, harvested: bool = False) -> tuple[OutletLine, ...]:
    """All outlets that are read, by country and name; with what became of the pages they announced where asked for."""
    chosen = rows.Outlet.objects.annotate(count=Count("articles")).prefetch_related("feeds__state")
    if country:
        chosen = chosen.filter(country=country.upper())
    listed = list(chosen.order_by("country", "name", "id"))
    found = harvests(feed.pk for row in listed for feed in row.feeds.all()) if harvested else {}
    return tuple(
        OutletLine(
            outlet=outlet_ref(row),
            languages=languages_of(row),
            articles=row.count,
            feeds=tally_of(
                feed_health(feed, found.get(feed.pk, Harvest())) for feed in row.feeds.all() if feed.enabled
            ),
        )
        for row in listed
    )
