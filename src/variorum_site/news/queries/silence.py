"""What the silence of a country on a story says, by what it usually tells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice

from django.db.models import Count
from django.db.models.functions import Coalesce

from variorum.coverage import GRACE, PAST_STORIES, PastStory, articles_between, is_broad, weigh_silences, without
from variorum.model import CountryCode
from variorum_site.news import models as rows
from variorum_site.news.queries.cards import stories_in_force
from variorum_site.news.queries.records import CountryCoverage, Coverage
from variorum_site.news.queries.volumes import articles_by_day

_BACK = timedelta(days=60)  # older stories say what was usual once


def weigh(lines: Sequence[CountryCoverage], story: rows.Story) -> tuple[CountryCoverage, ...]:
    """The lines of a story's coverage, each silent country with what its silence says; as given for a narrow story."""
    told = {line.country for line in lines if line.status is Coverage.REPORTED}
    silent = {line.country for line in lines if line.status is Coverage.SILENT}
    if not silent or not is_broad(origins=story.origins, countries=len(told)):
        return tuple(lines)
    assert story.first_at is not None
    assert story.last_at is not None
    published = articles_by_day(_day(story.first_at - _BACK), _day(story.last_at + GRACE))
    here = articles_between(published, _day(story.first_at), _day(story.last_at + GRACE))
    ended = list(_past(story.first_at))
    reports = _reports(one.story for one in ended)
    past = [
        PastStory(
            countries=one.countries,
            articles=without(articles_between(published, one.first, one.last), reports.get(one.story, {})),
        )
        for one in ended
    ]
    silences = {one.country: one for one in weigh_silences(told, {code: here.get(code, 0) for code in silent}, past)}
    return tuple(replace(line, silence=silences.get(line.country)) for line in lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ended:
    story: str
    countries: frozenset[CountryCode]
    first: date
    last: date  # the grace included


def _past(before: datetime) -> Iterator[_Ended]:
    """The last stories of several countries that had ended by then."""
    ended = stories_in_force().filter(first_at__gte=before - _BACK, last_at__lt=before - GRACE, origins__gt=1)
    several = (story for story in ended.order_by("-last_at").iterator() if len(story.shown.get("countries", ())) > 1)
    for story in islice(several, PAST_STORIES):
        assert story.first_at is not None
        assert story.last_at is not None
        yield _Ended(
            story=story.id,
            countries=frozenset(story.shown["countries"]),
            first=_day(story.first_at),
            last=_day(story.last_at + GRACE),
        )


def _reports(stories: Iterable[str]) -> Mapping[str, Mapping[CountryCode, int]]:
    """How many reports of each story each country has."""
    standing = rows.Membership.objects.annotate(told=Coalesce("story__canonical_id", "story_id"))
    counted = standing.filter(told__in=list(stories)).values_list("told", "article__country").annotate(n=Count("id"))
    found: dict[str, dict[CountryCode, int]] = defaultdict(dict)
    for story, country, n in counted.order_by():
        found[story][country] = n
    return found


def _day(at: datetime) -> date:
    return at.astimezone(UTC).date()
