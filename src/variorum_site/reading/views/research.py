"""Coverage as numbers, pictures and files, for whoever studies it."""

from __future__ import annotations

import json

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from variorum.coverage import CoverageStudy, study_object, study_rows, write_csv
from variorum_site.news import queries
from variorum_site.news.queries import StoryStudy
from variorum_site.reading.research import MOST_COUNTRIES, day_bars, diversity_lines, pair_lines, synchrony_grid

PERIODS = (7, 30, 90)  # days; no others, so that what is asked for is mostly remembered


@require_safe
def research(request: HttpRequest) -> HttpResponse:
    """Coverage by country and day of all stories in a period, or of the one that is named."""
    story = _story(request)
    days = _days(request)
    study = story.study if story else queries.study_period(days=days, now=timezone.now())
    context = {
        "here": "research",
        "study": study,
        "story": story,
        "days": days,
        "periods": PERIODS,
        "bars": day_bars(study),
        "most": MOST_COUNTRIES,
        "diversity": diversity_lines(study),
        "volume": next((one.volume for one in study.diversity.values()), 0),
        "grid": None if story else synchrony_grid(study),
        "pairs": () if story else pair_lines(study),
        "asked": f"story={story.slug}" if story else f"days={days}",
    }
    return render(request, "reading/research.html", context)


@require_safe
def coverage_file(request: HttpRequest, form: str) -> HttpResponse:
    """The same as a file: a table with one measure a row, or one object."""
    story = _story(request)
    study = story.study if story else queries.study_period(days=_days(request), now=timezone.now())
    name = f"coverage-{study.first}-{study.last}.{form}"
    return HttpResponse(
        _written(study, form),
        content_type="text/csv; charset=utf-8" if form == "csv" else "application/json",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _written(study: CoverageStudy, form: str) -> str:
    return write_csv(study_rows(study)) if form == "csv" else json.dumps(study_object(study), ensure_ascii=False)


def _story(request: HttpRequest) -> StoryStudy | None:
    slug = request.GET.get("story", "")
    story = queries.study_story(slug) if slug else None
    if slug and story is None:
        raise Http404
    return story


def _days(request: HttpRequest) -> int:
    asked = request.GET.get("days", "")
    return next((days for days in PERIODS if str(days) == asked), 30)
