"""A story's records in the shape that its page shows: what goes into the picture of time, who is silent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from variorum_site.news.places import country_name
from variorum_site.news.queries import (
    ArticleRef,
    CountryCoverage,
    Coverage,
    DivergenceView,
    Happening,
    Passage,
    StoryPage,
    TimelineItem,
    Voice,
)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceLine:
    """One voice: who had it first, which other outlets carry it, and in how many reports it told more itself."""

    label: str
    first: ArticleRef
    others: tuple[ArticleRef, ...]
    again: int


def voice_line(voice: Voice) -> VoiceLine:
    """A voice as it is told in a line."""
    others = tuple(member for member in voice.members if member.outlet.name != voice.first.outlet.name)
    again = len(voice.members) - len(others) - 1
    return VoiceLine(label=voice.label, first=voice.first, others=others, again=again)


def voices_first(page: StoryPage) -> StoryPage:
    """The page with the passages of each answer in another order: one of each voice, then those that repeat."""
    voice = {member.id: voice.key for voice in page.voices for member in voice.members}
    return replace(
        page,
        divergences=tuple(_voices_first(one, voice) for one in page.divergences),
        wording=tuple(_voices_first(one, voice) for one in page.wording),
    )


def _voices_first(comparison: DivergenceView, voice: Mapping[str, str]) -> DivergenceView:
    positions = (replace(position, passages=_spread(position.passages, voice)) for position in comparison.positions)
    return replace(comparison, positions=tuple(positions))


def _spread(passages: Sequence[Passage], voice: Mapping[str, str]) -> tuple[Passage, ...]:
    heard: set[str] = set()
    first: list[Passage] = []
    rest: list[Passage] = []
    for passage in passages:
        key = voice.get(passage.article.id, passage.article.id)
        (rest if key in heard else first).append(passage)
        heard.add(key)
    return (*first, *rest)


def with_status(coverage: Iterable[CountryCoverage], status: Coverage) -> Sequence[CountryCoverage]:
    """The countries of one status, in their order."""
    return [line for line in coverage if line.status is status]


def _moment(item: TimelineItem, *, copy: bool) -> Moment:
    outlet = item.article.outlet
    return Moment(at=item.at, country=country_name(outlet.country) or "–", label=outlet.name, copy=copy)
