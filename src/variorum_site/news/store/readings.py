"""What was read out of a story's reports, version by version: rows and records."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from variorum import model as records
from variorum.compare import MADE_BY as COMPARE_STEP
from variorum.errors import InputError
from variorum.reprints import CopyTree
from variorum.stories import follow_course
from variorum.summarize import MADE_BY as SUMMARIZE_STEP
from variorum_site.news import models as rows
from variorum_site.news.store.articles import load_revisions, revisions_of
from variorum_site.news.store.codec import UnreadableError, from_json, from_json_if_readable, to_json

# Twice as many independent origins weigh as much as being this much fresher.
DOUBLING = timedelta(hours=8)
_STEPS = (COMPARE_STEP, SUMMARIZE_STEP)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A story as it was read: the texts that the spans cut, who counts as one voice, breakdown and summary."""

    story: str
    revisions: Mapping[str, int]  # article -> revision
    origins: tuple[records.Origin, ...]
    breakdown: records.Breakdown
    summary: records.Summary
    copies: tuple[CopyTree, ...] = ()
    version: int = 0  # given by the store
    made_at: datetime | None = None  # given by the store


def holds_still(story: str, revisions: Mapping[str, int]) -> bool:
    """Whether the story is in force and its reports are still these. It is locked until the transaction ends: who adds
    a report marks the story as changed, and has to wait for that."""
    row = rows.Story.objects.select_for_update().filter(id=story, canonical=None).first()
    return row is not None and revisions_of(story) == dict(revisions)


@transaction.atomic
def save_reading(reading: Reading, *, title: records.Article, now: datetime) -> int:
    """Store a reading as the story's next version, and its figures; the same once more makes none. Its version."""
    story = rows.Story.objects.select_for_update().filter(id=reading.story).first()
    if story is None:
        raise InputError(f"The story {reading.story!r} is not stored: group its articles first.")
    latest = rows.Reading.objects.filter(story=story).first()
    parts = {
        "revisions": dict(reading.revisions),
        "origins": to_json(reading.origins),
        "breakdown": to_json(reading.breakdown),
        "summary": to_json(reading.summary),
        "copies": to_json(reading.copies),
    }
    if latest is None or any(getattr(latest, name) != value for name, value in parts.items()):
        version = latest.version + 1 if latest else 1
        latest = rows.Reading.objects.create(story=story, version=version, made_at=now, **parts)
    _save_figures(story, reading, title)
    return latest.version


def load_reading(story: str, *, version: int | None = None) -> Reading | None:
    """One version of what was read out of a story; the latest where none is named.

    One that other steps than today's made, or that is from before trees of copies were kept, has its story read again;
    where it cannot be read it counts as missing.
    """
    chosen = rows.Reading.objects.filter(story_id=story)
    row = (chosen.filter(version=version) if version else chosen).first()
    if row is None:
        return None
    found = _reading(row)
    if version is None and (found is None or _is_old(found)):
        settled = rows.Story.objects.filter(id=story, stale=False)
        if settled.exists():  # a page that is only looked at should rarely write
            settled.update(stale=True)
    return found


def _is_old(reading: Reading) -> bool:
    return (reading.breakdown.made_by, reading.summary.made_by) != _STEPS or _lacks_trees(reading)


def _lacks_trees(reading: Reading) -> bool:
    """Whether copies are known of which no tree tells."""
    if reading.copies or len(reading.revisions) < 2:
        return False
    members = list(reading.revisions)
    return rows.Reprint.objects.filter(article_id__in=members, origin_id__in=members).exists()


def rank(last_at: datetime, origins: int) -> float:
    """Where a story stands on the front page: its last report's time, moved on by each doubling of its origins."""
    return last_at.timestamp() + math.log2(max(origins, 1)) * DOUBLING.total_seconds()


def _reading(row: rows.Reading) -> Reading | None:
    try:
        return Reading(
            story=row.story_id,
            revisions=dict(row.revisions),
            origins=from_json(tuple[records.Origin, ...], row.origins),
            breakdown=from_json(records.Breakdown, row.breakdown),
            summary=from_json(records.Summary, row.summary),
            copies=from_json_if_readable(tuple[CopyTree, ...], row.copies) or (),
            version=row.version,
            made_at=row.made_at,
        )
    except UnreadableError:
        return None


def _save_figures(story: rows.Story, reading: Reading, title: records.Article) -> None:
    reports = list(rows.Article.objects.filter(id__in=list(reading.revisions)).order_by("at"))
    outcomes = [comparison.outcome for comparison in reading.breakdown.comparisons]
    story.title = title.headline or title.text.partition("\n")[0][:200]
    story.title_article_id = title.id
    story.reports = len(reports)
    story.origins = len(reading.origins)
    story.conflicts = outcomes.count(records.Outcome.CONFLICT)
    story.updates = outcomes.count(records.Outcome.UPDATE)
    story.first_at, story.last_at = reports[0].at, reports[-1].at
    story.rank = rank(reports[-1].at, story.origins)
    story.shown = _shown(reading, reports, load_revisions(reading.revisions))
    story.stale = False
    story.save()


def _shown(
    reading: Reading, reports: Sequence[rows.Article], texts: Mapping[str, records.Article]
) -> dict[str, object]:
    lead = reading.summary.lead or next(iter(reading.summary.sentences), None)
    course = follow_course([texts[report.id] for report in reports])
    pictures = [texts[report.id].picture_url for report in reports if texts[report.id].picture_url]
    return {
        "lead": to_json(lead),
        "countries": list(dict.fromkeys(report.country for report in reports if report.country)),
        "languages": list(dict.fromkeys(report.language for report in reports if report.language)),
        "voices": sorted((len(origin.members) for origin in reading.origins), reverse=True),
        "changed_at": to_json(course.changed_at) if course else None,
        "quiet_from": to_json(course.quiet_from) if course else None,
        "parting": to_json(_parting(reading.breakdown)),
        "picture_url": pictures[0] if pictures else None,
    }


def _parting(breakdown: records.Breakdown) -> records.Comparison | None:
    telling = (records.Outcome.CONFLICT, records.Outcome.UPDATE, records.Outcome.COMPATIBLE, records.Outcome.WORDING)
    found = [one for one in breakdown.comparisons if one.outcome in telling and len(one.positions) > 1]
    return min(found, key=lambda one: telling.index(one.outcome), default=None)
