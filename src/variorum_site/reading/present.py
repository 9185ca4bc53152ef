"""A story's records in the shape that its page shows: what goes into the picture of time, who is silent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from variorum_site.news.places import country_name
from variorum_site.news.queries import CountryCoverage, Coverage, Happening, StoryPage, TimelineItem
from variorum_site.reading.pictures import Moment, Timeline, timeline

_PUBLISHED = (Happening.FIRST, Happening.REPORT)


def story_timeline(page: StoryPage) -> Timeline | None:
    """The reports with a known hour, in their countries."""
    firsts = {voice.first.id for voice in page.voices}
    return timeline(
        _moment(item, copy=item.article.id not in firsts)
        for item in page.timeline
        if item.kind in _PUBLISHED and not item.day_only
    )


def with_status(coverage: Iterable[CountryCoverage], status: Coverage) -> Sequence[CountryCoverage]:
    """The countries of one status, in their order."""
    return [line for line in coverage if line.status is status]


def _moment(item: TimelineItem, *, copy: bool) -> Moment:
    outlet = item.article.outlet
    return Moment(at=item.at, country=country_name(outlet.country) or "–", label=outlet.name, copy=copy)
