"""Who told a story, of whom we heard other things at the time but no report of it, and of whom we do not know."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef

from variorum.languages import known_languages
from variorum.model import CountryCode, LanguageTag
from variorum_site.news import models as rows
from variorum_site.news.queries.records import CountryCoverage, CountryReports, Coverage, Unheard
from variorum_site.news.queries.shelf import languages_of

# A feed lists what came out in the hours before: what we heard up to this long after a story still tells of its time.
_GRACE = timedelta(days=1)
_ORDER = list(Coverage)
_TELLING = (Unheard.LANGUAGE, Unheard.FAILING, Unheard.REFUSED, Unheard.UNREAD)


def coverage(
    reported: Sequence[CountryReports], *, first_at: datetime, last_at: datetime
) -> tuple[CountryCoverage, ...]:
    """Every country that has a report or an outlet that we read: reported, then silent, then unknown.

    A country is silent only when at least half of its outlets were heard in the story's time: their feeds worked, some
    of their pages were read as articles, and they write in a language that can be compared with the story's.
    """
    spoken = {report.article.language for group in reported for report in group.reports if report.article.language}
    told = {group.country: group for group in reported if group.country}
    seen: dict[CountryCode, _Seen] = defaultdict(_Seen)
    known, read = _known_feeds(first_at, last_at), _read_outlets(first_at, last_at)
    for feed in rows.polled_feeds().filter(outlet__isnull=False).select_related("outlet"):
        assert feed.outlet is not None
        comparable = _comparable(languages_of(feed.outlet), spoken)
        why = _unheard(known.get(feed.pk), read=feed.outlet.id in read, comparable=comparable)
        seen[feed.outlet.country].add(feed.outlet.id, why, known.get(feed.pk))
    found = [_country(code, told.get(code), seen[code]) for code in {*told, *seen}]
    return tuple(sorted(found, key=lambda one: (_ORDER.index(one.status), -one.origins, one.country)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What we know last of a feed around a story's time."""

    works: bool
    since: datetime


@dataclass(slots=True)
class _Seen:
    """The outlets of a country, each with the reasons why its feeds did not let it be heard; None: it was heard."""

    outlets: dict[str, list[Unheard | None]] = field(default_factory=lambda: defaultdict(list))
    feeds: int = 0
    failing: list[datetime] = field(default_factory=list)  # since when each feed that fails does

    def add(self, outlet: str, why: Unheard | None, known: _Known | None) -> None:
        self.outlets[outlet].append(why)
        self.feeds += 1
        if known is not None and not known.works:
            self.failing.append(known.since)

    @property
    def heard(self) -> int:
        return sum(None in reasons for reasons in self.outlets.values())

    @property
    def unheard(self) -> Unheard | None:
        """Why the outlets that were not heard were not, as most of them; of each the one that tells most."""
        reasons = [
            min((why for why in one if why), key=_TELLING.index) for one in self.outlets.values() if None not in one
        ]
        counts = Counter(reasons).most_common(1)
        return counts[0][0] if counts else None


def _unheard(known: _Known | None, *, read: bool, comparable: bool) -> Unheard | None:
    if known is None:
        return Unheard.UNREAD
    if not known.works:
        return Unheard.FAILING
    if not read:
        return Unheard.REFUSED
    return None if comparable else Unheard.LANGUAGE


def _country(code: CountryCode, told: CountryReports | None, seen: _Seen) -> CountryCoverage:
    if told is not None:
        status = Coverage.REPORTED
    else:
        status = Coverage.SILENT if seen.heard and seen.heard * 2 >= len(seen.outlets) else Coverage.UNKNOWN
    return CountryCoverage(
        country=code,
        status=status,
        reports=len(told.reports) if told else 0,
        origins=told.origins if told else 0,
        outlets=len(seen.outlets),
        outlets_working=seen.heard,
        unheard=seen.unheard,
        feeds=seen.feeds,
        feeds_failing=len(seen.failing),
        failing_since=max(seen.failing, default=None),
    )


def _known_feeds(first_at: datetime, last_at: datetime) -> dict[int, _Known]:
    """Of each feed the last that we know around the story's time: whether it worked, and since when that is so."""
    periods = rows.FeedPeriod.objects.filter(began_at__lte=last_at + _GRACE, ended_at__gte=first_at)
    latest = periods.order_by("began_at", "id").values_list("feed_id", "works", "began_at")
    return {feed: _Known(works=works, since=began) for feed, works, began in latest}


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
