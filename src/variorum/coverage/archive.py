"""The telling silences in an archive: of each broad story, who published in its days and told nothing of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import date, timedelta

from variorum.coverage.attention import Place, Telling
from variorum.coverage.silence import PastStory, Silence, Weight, is_broad, weigh_silences

PAST_STORIES = 300  # what is usual is read from the last so many that ended before a story began
GRACE = timedelta(days=1)  # after a story's last report: so long others had time to tell it too

Published = Mapping[Place, Mapping[date, int]]  # articles on anything


@dataclass(frozen=True, slots=True, kw_only=True)
class StorySilence:
    """A telling silence on a story."""

    story: str
    silence: Silence


@dataclass(frozen=True, slots=True, kw_only=True)
class _Span:
    story: str
    first: date
    last: date  # the grace included
    places: Set[Place]
    reports: Mapping[Place, int]
    origins: int


def find_silences(tellings: Iterable[Telling], articles: Mapping[tuple[Place, date], int]) -> Iterator[StorySilence]:
    """The telling silences on each broad story, stories in the order of their end, the most telling silence first.

    `tellings` has one for each report; `articles` says how many articles on anything each place published each day.
    What is usual is read from the stories that had ended when the story began.
    """
    published = _published(articles)
    spans = sorted(_spans(tellings), key=lambda span: (span.last, span.story))
    volumes = {span.story: articles_between(published, span.first, span.last) for span in spans if len(span.places) > 1}
    ended = [span for span in spans if span.story in volumes]
    for span in spans:
        if not is_broad(origins=span.origins, countries=len(span.places)):
            continue
        before = [one for one in ended if one.last < span.first][-PAST_STORIES:]
        past = [PastStory(countries=one.places, articles=without(volumes[one.story], one.reports)) for one in before]
        silent = {place: count for place, count in volumes[span.story].items() if place not in span.places}
        for silence in weigh_silences(span.places, silent, past):
            if silence.weight is Weight.TELLING:
                yield StorySilence(story=span.story, silence=silence)


def articles_between(published: Published, first: date, last: date) -> Mapping[Place, int]:
    """How many articles each place published from one day to another, both included."""
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return {place: sum(by_day.get(day, 0) for day in days) for place, by_day in published.items()}


def without(published: Mapping[Place, int], reports: Mapping[Place, int]) -> Mapping[Place, int]:
    """What each place published but for its reports of a story: by these it must not look busier than in silence."""
    return {place: max(0, count - reports.get(place, 0)) for place, count in published.items()}


def _spans(tellings: Iterable[Telling]) -> Iterator[_Span]:
    by_story: dict[str, list[Telling]] = defaultdict(list)
    for telling in tellings:
        by_story[telling.story].append(telling)
    for story, told in by_story.items():
        yield _Span(
            story=story,
            first=min(one.day for one in told),
            last=max(one.day for one in told) + GRACE,
            places={one.place for one in told},
            reports=Counter(one.place for one in told),
            origins=len({one.origin for one in told}),
        )


def _published(articles: Mapping[tuple[Place, date], int]) -> Published:
    found: dict[Place, dict[date, int]] = defaultdict(dict)
    for (place, day), count in articles.items():
        found[place][day] = count
    return found
