"""The coverage of all stories in a period, or of one story, as researchers measure it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice

from django.core.cache import cache
from django.db.models import OuterRef, Subquery

from variorum.coverage import GRACE, CoverageStudy, Telling, study_coverage
from variorum.model import CountryCode, Origin
from variorum_site.news import models as rows
from variorum_site.news.queries.cards import stories_in_force
from variorum_site.news.queries.volumes import articles_by_day, midnight
from variorum_site.news.store.codec import from_json_if_readable

_AT_ONCE = 500  # stories
_REMEMBERED = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryStudy:
    """The coverage of one story."""

    slug: str
    title: str
    language: str | None  # of the title
    study: CoverageStudy


def study_period(*, days: int, now: datetime) -> CoverageStudy:
    """The last so many days (UTC), today included, as they were minutes ago; a story is named by its slug."""
    last = now.astimezone(UTC).date()
    first = last - timedelta(days=days - 1)
    found: CoverageStudy | None = cache.get_or_set(
        f"study/{first}/{last}", lambda: _study_period(first, last), _REMEMBERED.total_seconds()
    )
    assert found is not None
    return found


def study_story(slug: str) -> StoryStudy | None:
    """One story from its first report's day to the day after its last; None where there is none to show."""
    asked = rows.Story.objects.filter(slug=slug).first()
    story = stories_in_force().filter(id=asked.canonical_id or asked.id).first() if asked else None
    if story is None or story.first_at is None or story.last_at is None or story.title_article is None:
        return None
    first, last = story.first_at.astimezone(UTC).date(), (story.last_at + GRACE).astimezone(UTC).date()
    study = study_coverage(_tellings([story]), _published(first, last), first=first, last=last, spread=1)
    return StoryStudy(slug=story.slug, title=story.title, language=story.title_article.language, study=study)


def _study_period(first: date, last: date) -> CoverageStudy:
    stories = stories_in_force().filter(last_at__gte=midnight(first), origins__gt=1).order_by("id").iterator()
    told = (story for story in stories if len(story.shown.get("countries", ())) > 1)
    tellings = (telling for chunk in _chunks(told) for telling in _tellings(chunk))
    return study_coverage(tellings, _published(first, last), first=first, last=last)


def _chunks(stories: Iterator[rows.Story]) -> Iterator[Sequence[rows.Story]]:
    while chunk := list(islice(stories, _AT_ONCE)):
        yield chunk


def _published(first: date, last: date) -> Mapping[tuple[CountryCode, date], int]:
    counts = articles_by_day(first, last)
    return {(country, day): n for country, by_day in counts.items() for day, n in by_day.items()}


def _tellings(stories: Sequence[rows.Story]) -> Iterator[Telling]:
    """Every report of these stories, as it counted when they were last read."""
    slugs = {story.id: story.slug for story in stories}
    origins = _origins(slugs)
    members = {article for _, origin in origins for article in origin.members}
    stands = rows.Article.objects.filter(id__in=members).values_list("id", "country", "at")
    known = {article: (country, at) for article, country, at in stands}
    for story, origin in origins:
        for article in origin.members:
            country, at = known.get(article, (None, None))
            if country and at:
                yield Telling(story=slugs[story], place=country, origin=origin.key, day=at.astimezone(UTC).date())


def _origins(stories: Iterable[str]) -> list[tuple[str, Origin]]:
    latest = rows.Reading.objects.filter(story=OuterRef("story")).order_by("-version").values("version")[:1]
    readings = rows.Reading.objects.filter(story_id__in=list(stories), version=Subquery(latest))
    return [
        (story, origin)
        for story, origins in readings.values_list("story_id", "origins")
        for origin in from_json_if_readable(tuple[Origin, ...], origins) or ()
    ]
