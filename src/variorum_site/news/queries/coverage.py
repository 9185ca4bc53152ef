"""Who told a story, who was silent while we were listening, and of whom we do not know."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from variorum.model import CountryCode
from variorum_site.news import models as rows
from variorum_site.news.queries.records import CountryCoverage, CountryReports, Coverage

# A feed lists what came out in the hours before: what we heard up to this long after a story still tells of its time.
_GRACE = timedelta(days=1)
_ORDER = list(Coverage)


def coverage(
    reported: Sequence[CountryReports], *, first_at: datetime, last_at: datetime
) -> tuple[CountryCoverage, ...]:
    """Every country that has a report or an outlet that we read: reported, then silent, then unknown.

    A country is silent only when at least half of its outlets were heard after the story began.
    """
    heard = _heard(first_at, last_at)
    outlets: dict[CountryCode, dict[str, bool]] = defaultdict(dict)
    for feed in rows.Feed.objects.filter(enabled=True, outlet__isnull=False).select_related("outlet"):
        assert feed.outlet is not None
        known = outlets[feed.outlet.country]
        known[feed.outlet.id] = known.get(feed.outlet.id, False) or heard.get(feed.id, False)
    told = {group.country: group for group in reported if group.country}
    found = [_country(code, told.get(code), outlets.get(code, {})) for code in {*told, *outlets}]
    return tuple(sorted(found, key=lambda one: (_ORDER.index(one.status), -one.origins, one.country)))


def _country(code: CountryCode, told: CountryReports | None, outlets: Mapping[str, bool]) -> CountryCoverage:
    working = sum(outlets.values())
    if told is not None:
        status = Coverage.REPORTED
    else:
        status = Coverage.SILENT if working and working * 2 >= len(outlets) else Coverage.UNKNOWN
    return CountryCoverage(
        country=code,
        status=status,
        reports=len(told.reports) if told else 0,
        origins=told.origins if told else 0,
        outlets=len(outlets),
        outlets_working=working,
    )


def _heard(first_at: datetime, last_at: datetime) -> dict[int, bool]:
    """Feed -> whether the last that we know of it, around the story's time, is that it worked."""
    periods = rows.FeedPeriod.objects.filter(began_at__lte=max(last_at + _GRACE, last_at)).order_by("began_at", "id")
    latest = {period.feed_id: period for period in periods}
    if not latest:
        return {}
    return {feed: period.works and period.ended_at >= first_at for feed, period in latest.items()}
