"""The story page, and the comment form on it."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import User
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from variorum.coverage import Weight, is_broad
from variorum_site.comments.actions import TooManyCommentsError, submit
from variorum_site.comments.forms import CommentForm
from variorum_site.comments.queries import comments_on
from variorum_site.news import queries
from variorum_site.news.actions import may_edit_stories
from variorum_site.news.models import Story
from variorum_site.news.queries import Coverage, StoryPage
from variorum_site.news.queries.breakdown_records import Tellers
from variorum_site.news.queries.since import find_since
from variorum_site.reading.forms import MergeForm, SplitForm
from variorum_site.reading.matrix import matrix_figure
from variorum_site.reading.present import (
    Reader,
    by_reason,
    comparison_lines,
    missing_lines,
    reader_of,
    several_voices,
    shared_line,
    sole_lines,
    speaker_lines,
    story_timeline,
    unread_countries,
    voice_line,
    with_status,
)
from variorum_site.reading.silences import silence_lines
from variorum_site.reading.tiles import coverage_map, places_map
from variorum_site.reading.visits import asked_moment, last_visit, moments, remember_visit

_CORE_SHOWN = _SHARED_SHOWN = 5  # statements that are not folded; the template cuts there


@require_http_methods(["GET", "HEAD", "POST"])
def story(request: HttpRequest, slug: str) -> HttpResponse:
    """One story with its breakdown; a comment sent to it waits for a moderator."""
    page = queries.find_story(slug, full_text=settings.VARIORUM.show_full_text)
    if page is None:
        raise Http404
    if request.method == "POST":
        return _comment(request, page)
    if page.card.slug != slug:
        return redirect("story", slug=page.card.slug, permanent=True)
    response = _show(request, page, CommentForm(initial={"country": _home_country(request)}))
    remember_visit(request, response, now=timezone.now())
    return response


def _comment(request: HttpRequest, page: StoryPage) -> HttpResponse:
    here = redirect("story", slug=page.card.slug)
    if not isinstance(request.user, User):
        return redirect_to_login(f"{here.url}#comments")
    form = CommentForm(request.POST)
    if not form.is_valid():
        return _show(request, page, form, status=422)
    row = get_object_or_404(Story, pk=page.card.id)
    try:
        submit(row, request.user, now=timezone.now(), **form.cleaned_data)
    except TooManyCommentsError:
        form.add_error(None, _("You wrote several comments within the hour. Please wait a little before the next."))
        return _show(request, page, form, status=429)
    messages.success(request, _("Thank you. Your comment waits for a moderator; until then only you see it."))
    return redirect(f"{here.url}#comments")


def _show(request: HttpRequest, page: StoryPage, form: CommentForm, *, status: int = 200) -> HttpResponse:
    reader = reader_of(page, get_language() or "en")
    voices = [voice_line(voice, page.copies) for voice in page.voices]
    speakers = [speaker_lines(speaker, reader) for speaker in page.speakers]
    silent = with_status(page.coverage, Coverage.SILENT)
    silences = silence_lines(silent)
    context = {
        "page": page,
        "card": page.card,
        "divergences": [comparison_lines(one, reader) for one in page.divergences],
        "wording": [comparison_lines(one, reader) for one in page.wording if several_voices(one, reader)],
        "core": [shared_line(statement, reader) for statement in page.agreed if statement.of],
        "shared": [shared_line(statement, reader) for statement in page.agreed if not statement.of],
        "sole": sole_lines(page),
        "speakers": speakers,
        "timeline": story_timeline(page),
        "repeated": [line for line in voices if line.repeated],
        "single": [line for line in voices if not line.repeated],
        "telling": [line for line in silences if line.weight is Weight.TELLING],
        "ordinary": [line for line in silences if line.weight is Weight.USUAL],
        "unsure": [line for line in silences if line.weight is Weight.UNSURE],
        "silent": [line for line in silent if not line.silence],
        "broad": is_broad(origins=page.card.origins, countries=len(page.card.countries)),
        "unknown": by_reason(page.coverage),
        "unread": unread_countries(page.coverage),
        "world": coverage_map(page.coverage),
        "scene": places_map(page.places, page.card.countries),
        "comments": comments_on([page.card.id, *page.former_ids], reader=request.user),
        "form": form,
        **_tellers(page, reader),
        **_since(request, page),
    }
    if isinstance(request.user, User) and may_edit_stories(request.user):
        context["split"] = SplitForm(page.card.id, auto_id="split_%s")
        context["merge"] = MergeForm(page.card.id, auto_id="merge_%s")
    return render(request, "reading/story.html", context, status=status)


def _tellers(page: StoryPage, reader: Reader) -> dict[str, object]:
    """Who tells, carries, rests on and leaves out what."""
    told = page.tellers or Tellers()
    agreed, core = len(page.agreed), sum(1 for one in page.agreed if one.of)
    open_at_once = min(core, _CORE_SHOWN) if core else min(agreed, _SHARED_SHOWN)
    return {
        "agreed_count": agreed + len(told.figures),
        "agreed_folded": agreed + len(told.figures) - open_at_once,
        "sole_count": sum(len(one.passages) for one in page.only_here)
        + sum(len(one.passages) for one in told.countries),
        "figures": told.figures,
        "national": told.countries,
        "missing": [missing_lines(one, reader) for one in told.missing],
        "sources": told.sources,
        "fronted": told.headlines,
        "sides": told.sides,
        "matrix": matrix_figure(told.matrix, reader.language) if told.matrix else None,
    }


def _since(request: HttpRequest, page: StoryPage) -> dict[str, object]:
    """What is new since the time that is asked for; else since the reader's last visit, if anything is."""
    now = timezone.now()
    asked, visited = asked_moment(request), last_visit(request, now=now)
    moment = asked or visited
    found = find_since(page, moment) if moment else None
    if found and found.nothing and not asked:
        found = None
    return {"since": found, "visited": found is not None and not asked, "moments": moments(page.card, now=now)}


def _home_country(request: HttpRequest) -> str:
    profile = getattr(request.user, "profile", None)
    return str(profile.home_country) if profile else ""
