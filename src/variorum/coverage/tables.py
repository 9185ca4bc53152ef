"""A study of coverage as a table with one measure a row, and as one nested object."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from io import StringIO
from typing import Any

from variorum.coverage.archive import StorySilence
from variorum.coverage.study import CoverageStudy

COLUMNS = ("measure", "place", "other", "day", "story", "value", "low", "high", "tellings")
Row = dict[str, Any]  # by COLUMNS; what a measure does not have is missing


def study_rows(study: CoverageStudy) -> Iterator[Row]:
    """One measure a row: articles and origins by place and day, origins by story too, diversity, synchrony."""
    for line in study.days:
        of = {"place": line.place, "day": line.day.isoformat()}
        yield {"measure": "articles", **of, "value": line.articles}
        yield {"measure": "origins", **of, "value": line.origins}
    for one in study.by_story:
        of = {"place": one.place, "day": one.day.isoformat(), "story": one.story}
        yield {"measure": "story_origins", **of, "value": one.origins}
    for place, diversity in study.diversity.items():
        counted = {"place": place, "tellings": diversity.tellings}
        yield {"measure": "evenness", **counted, "value": _round(diversity.evenness)}
        yield {
            "measure": "effective_stories",
            **counted,
            "value": _round(diversity.effective_stories),
            "low": _round(diversity.low),
            "high": _round(diversity.high),
        }
    for pair, synchrony in study.synchrony.items():
        yield {
            "measure": "synchrony",
            "place": pair[0],
            "other": pair[1],
            "value": _round(synchrony.corrected),
            "low": _round(synchrony.low),
            "high": _round(synchrony.high),
            "tellings": min(study.tellings[place] for place in pair),
        }
    for day, pairs in study.daily.items():
        for (place, other), value in pairs.items():
            on = {"place": place, "other": other, "day": day.isoformat()}
            yield {"measure": "synchrony", **on, "value": _round(value)}


def write_csv(rows: Iterable[Row]) -> str:
    """The rows as CSV with a line of names; empty where a measure has no such value."""
    text = StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def silence_rows(silences: Iterable[StorySilence]) -> Iterator[Row]:
    """Each telling silence as a row; its value is the chance that a place tells nothing of such a story."""
    for one in silences:
        assert one.silence.chance is not None
        yield {
            "measure": "silence",
            "place": one.silence.country,
            "story": one.story,
            "value": _round(one.silence.chance),
        }


def silence_objects(silences: Iterable[StorySilence]) -> list[dict[str, Any]]:
    """The telling silences as objects for JSON."""
    return [{"story": one.story, **_rounded(asdict(one.silence))} for one in silences]


def study_object(study: CoverageStudy) -> dict[str, Any]:
    """The whole study as one object for JSON."""
    return {
        "first": study.first.isoformat(),
        "last": study.last.isoformat(),
        "spread": study.spread,
        "stories": study.stories,
        "places": dict(study.tellings),
        "days": [{**asdict(one), "day": one.day.isoformat()} for one in study.days],
        "by_story": [{**asdict(one), "day": one.day.isoformat()} for one in study.by_story],
        "diversity": [{"place": place, **_rounded(asdict(one))} for place, one in study.diversity.items()],
        "synchrony": [{"places": pair, **_rounded(asdict(one))} for pair, one in study.synchrony.items()],
        "daily_synchrony": [
            {"day": day.isoformat(), "places": pair, "corrected": _round(value)}
            for day, pairs in study.daily.items()
            for pair, value in pairs.items()
        ],
    }


def _rounded(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _round(value) if isinstance(value, float) else value for name, value in values.items()}


def _round(value: float) -> float:
    return round(value, 4)
