"""Who told a story, of whom we heard other things at the time but no report of it, and of whom we do not know."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef

from variorum.languages import known_languages
from variorum.model import CountryCode, LanguageTag
from variorum_site.news import models as rows
from variorum_site.news.queries.records import CountryCoverage, CountryReports, Coverage

# A feed lists what came out in the hours before: what we heard up to this long after a story still tells of its time.
_GRACE = timedelta(days=1)
_ORDER = list(Coverage)


def coverage(
    reported: Sequence[CountryReports], *, first_at: datetime, last_at: datetime
) -> tuple[CountryCoverage, ...]:
    """Every country that has a report or an outlet that we read: reported, then silent, then unknown.

    A country is silent only when at least half of its outlets were heard in the story's time: their feeds worked, some
    of their pages were read as articles, and they write in a language that can be compared with the story's.
    """
    spoken = {report.article.language for group in reported for report in group.reports if report.article.language}
    working, read = _working_feeds(first_at, last_at), _read_outlets(first_at, last_at)
    outlets: dict[CountryCode, dict[str, bool]] = defaultdict(dict)
    for feed in rows.polled_feeds().filter(outlet__isnull=False).select_related("outlet"):
        assert feed.outlet is not None
        known = outlets[feed.outlet.country]
        heard = feed.id in working and feed.outlet.id in read and _comparable(feed.outlet.languages, spoken)
        known[feed.outlet.id] = known.get(feed.outlet.id, False) or heard
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


def _working_feeds(first_at: datetime, last_at: datetime) -> set[int]:
    """The feeds of which the last that we know, around the story's time, is that they worked."""
    periods = rows.FeedPeriod.objects.filter(began_at__lte=last_at + _GRACE, ended_at__gte=first_at)
    latest = dict(periods.order_by("began_at", "id").values_list("feed_id", "works"))
    return {feed for feed, works in latest.items() if works}


def _read_outlets(first_at: datetime, last_at: datetime) -> set[str]:
    """The outlets of which some page was read as an article in the story's time: a feed alone tells no story."""
    stored = rows.Article.objects.filter(outlet=OuterRef("pk"), stored_at__range=(first_at, last_at + _GRACE))
    return set(rows.Outlet.objects.filter(Exists(stored)).values_list("id", flat=True))


def _comparable(written: Collection[LanguageTag], spoken: Collection[LanguageTag]) -> bool:
    """Whether a report in one of these languages would be found to tell the same: both are known, or they are one."""
    known = set(known_languages())
    ours, theirs = {_base(tag) for tag in spoken}, {_base(tag) for tag in written}
    return bool(ours & theirs or (ours & known and theirs & known))


def _base(tag: LanguageTag) -> str:
    return tag.partition("-")[0].lower()
