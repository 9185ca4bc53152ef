"""Outlets, the health of their feeds, and what they published."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, Exists, OuterRef

from variorum_site.news import models as rows
from variorum_site.news.queries.records import FeedHealth, Health, OutletLine, OutletPage
from variorum_site.news.queries.shelf import article_ref, outlet_ref

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
    return OutletPage(
        outlet=outlet_ref(row),
        languages=tuple(row.languages),
        homepage=row.homepage,
        family=row.family,
        family_members=tuple(outlet_ref(member) for member in members),
        feeds=tuple(_feed(feed) for feed in row.feeds.filter(enabled=True).select_related("state")),
        articles=total,
        firsts=total - copies,
        copies=copies,
        latest=tuple(article_ref(article) for article in latest),
    )


def list_outlets(*, country: str | None = None) -> tuple[OutletLine, ...]:
    """All outlets that are read, by country and name."""
    chosen = rows.Outlet.objects.annotate(count=Count("articles")).prefetch_related("feeds__state")
    if country:
        chosen = chosen.filter(country=country.upper())
    return tuple(
        OutletLine(
            outlet=outlet_ref(row),
            languages=tuple(row.languages),
            articles=row.count,
            health=health_of(_feed(feed).health for feed in row.feeds.all() if feed.enabled and not feed.paused),
        )
        for row in chosen.order_by("country", "name", "id")
    )


def health_of(feeds: Iterable[Health]) -> Health:
    """What several feeds amount to: one that works is enough; with none read, nobody knows."""
    known = set(feeds)
    return next((health for health in (Health.WORKS, Health.FAILS) if health in known), Health.UNREAD)


def _feed(row: rows.Feed) -> FeedHealth:
    state: rows.FeedState | None = getattr(row, "state", None)
    if state is None or state.polled_at is None:
        health = Health.UNREAD
    else:
        health = Health.FAILS if state.failures or state.succeeded_at is None else Health.WORKS
    return FeedHealth(
        url=row.url,
        section=row.section,
        health=health,
        paused=row.paused,
        polled_at=state.polled_at if state else None,
        succeeded_at=state.succeeded_at if state else None,
        failures=state.failures if state else 0,
        error=state.error if state else None,
    )
