"""How feeds do: each for itself, and together for an outlet or a country."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta

from django.db.models import Count, Exists, Max, OuterRef, Q

from variorum.feeds import FeedCondition, PollReason
from variorum.model import CountryCode
from variorum_site.news import models as rows
from variorum_site.news.queries.outlet_records import FeedHealth, FeedsTally, Harvest, Health

HARVEST_DAYS = 7
FAIL = frozenset({FeedCondition.FAILING, FeedCondition.GONE, FeedCondition.FORBIDDEN})


def feed_health(row: rows.Feed, harvest: Harvest) -> FeedHealth:
    """How a feed does, by its row with its state."""
    state: rows.FeedState | None = getattr(row, "state", None)
    condition = FeedCondition(state.condition) if state else FeedCondition.UNREAD
    return FeedHealth(
        url=row.url,
        section=row.section,
        health=_health(condition),
        condition=condition,
        since=state.since if state else None,
        fault=state.fault if state else None,
        harvest=harvest,
        paused=row.paused,
        polled_at=state.polled_at if state else None,
        succeeded_at=state.succeeded_at if state else None,
        failures=state.failures if state else 0,
        error=state.error if state else None,
    )


def tally_of(feeds: Iterable[FeedHealth]) -> FeedsTally:
    """Several feeds together; of those that are paused only their number."""
    return whole_tally(_alone(feed) for feed in feeds)


def whole_tally(tallies: Iterable[FeedsTally]) -> FeedsTally:
    """Several tallies as one."""
    several = list(tallies)
    return FeedsTally(
        feeds=sum(one.feeds for one in several),
        paused=sum(one.paused for one in several),
        failing=sum(one.failing for one in several),
        failing_since=max((one.failing_since for one in several if one.failing_since), default=None),
        quiet=sum(one.quiet for one in several),
        slow=sum(one.slow for one in several),
        unread=sum(one.unread for one in several),
        succeeded_at=max((one.succeeded_at for one in several if one.succeeded_at), default=None),
        harvest=_together(one.harvest for one in several),
    )


def tallies_by_country() -> Mapping[CountryCode, FeedsTally]:
    """The feeds in use of each country's outlets together, counted by the database as `tally_of` counts them."""
    polled, fails = Q(paused=False), Q(paused=False, state__condition__in=FAIL)
    unread = Q(state=None) | Q(state__condition=FeedCondition.UNREAD.value)
    counted = (
        rows.Feed.objects.filter(enabled=True, outlet__isnull=False)
        .values("outlet__country")
        .annotate(
            n=Count("id", filter=polled),
            paused_ones=Count("id", filter=Q(paused=True)),
            unread=Count("id", filter=polled & unread),
            failing=Count("id", filter=fails),
            failing_since=Max("state__since", filter=fails),
            quiet=Count("id", filter=polled & Q(state__condition=FeedCondition.QUIET.value)),
            slow=Count("id", filter=polled & Q(state__condition=FeedCondition.SLOW.value)),
            succeeded_at=Max("state__succeeded_at", filter=polled),
        )
        .order_by()
    )
    return {
        str(row["outlet__country"]): FeedsTally(
            feeds=row["n"],
            paused=row["paused_ones"],
            failing=row["failing"],
            failing_since=row["failing_since"],
            quiet=row["quiet"],
            slow=row["slow"],
            unread=row["unread"],
            succeeded_at=row["succeeded_at"],
        )
        for row in counted
    }


def harvests(feeds: Iterable[int]) -> Mapping[int, Harvest]:
    """By feed, what became of the pages that it announced in the week before any feed was last polled.

    A page that a step refused once counts as not read, also where a later version of it was.
    """
    last = rows.FeedState.objects.aggregate(last=Max("polled_at"))["last"]
    if last is None:
        return {}
    fetched = Exists(rows.Page.objects.filter(url=OuterRef("url")))
    refused = Exists(rows.Rejection.objects.filter(subject=OuterRef("url"), step__startswith="extract"))
    announced = rows.Entry.objects.filter(feed_id__in=list(feeds), seen_at__gt=last - timedelta(days=HARVEST_DAYS))
    counted = (
        announced.annotate(fetched=fetched, refused=refused)
        .values("feed_id")
        .annotate(
            announced=Count("url", distinct=True),
            came=Count("url", distinct=True, filter=Q(fetched=True)),
            read=Count("url", distinct=True, filter=Q(fetched=True, refused=False)),
        )
        .order_by()
    )
    return {
        int(row["feed_id"]): Harvest(announced=row["announced"], fetched=row["came"], read=row["read"])
        for row in counted
    }


def count_conditions() -> Mapping[FeedCondition, int]:
    """How many of the feeds that are polled are in which condition."""
    counted = rows.polled_feeds().values("state__condition").annotate(n=Count("id")).order_by()
    found = {FeedCondition(row["state__condition"] or "unread"): 0 for row in counted}
    for row in counted:
        found[FeedCondition(row["state__condition"] or "unread")] += row["n"]
    return {condition: found[condition] for condition in FeedCondition if condition in found}


def count_away() -> int:
    """How many of the feeds that are polled wait because our own network was cut when they were asked."""
    return rows.polled_feeds().filter(state__reason=PollReason.AWAY.value).count()


def _together(several: Iterable[Harvest]) -> Harvest:
    all_of_them = list(several)
    return Harvest(
        announced=sum(one.announced for one in all_of_them),
        fetched=sum(one.fetched for one in all_of_them),
        read=sum(one.read for one in all_of_them),
    )


def _alone(feed: FeedHealth) -> FeedsTally:
    if feed.paused:
        return FeedsTally(paused=1)
    fails = feed.health is Health.FAILS
    return FeedsTally(
        feeds=1,
        failing=int(fails),
        failing_since=feed.since if fails else None,
        quiet=int(feed.condition is FeedCondition.QUIET),
        slow=int(feed.condition is FeedCondition.SLOW),
        unread=int(feed.health is Health.UNREAD),
        succeeded_at=feed.succeeded_at,
        harvest=feed.harvest,
    )


def _health(condition: FeedCondition) -> Health:
    if condition is FeedCondition.UNREAD:
        return Health.UNREAD
    return Health.FAILS if condition in FAIL else Health.WORKS
