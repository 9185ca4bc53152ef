"""What who may edit stories does on the story page: move reports to another story, and make two stories one."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from variorum_site.news.actions import may_edit_stories, merge_stories, split_story
from variorum_site.news.models import Article, Story
from variorum_site.news.store import members_of
from variorum_site.reading.forms import MergeForm, SplitForm


@require_POST
def split(request: HttpRequest, slug: str) -> HttpResponse:
    """Move the marked reports to the story that is named, or to a new one."""
    person, story = _allowed(request, slug)
    form = SplitForm(story.pk, request.POST)
    if not form.is_valid():
        return _refuse(request, story, _first_error(form))
    marked = set(Article.objects.filter(slug__in=request.POST.getlist("report")).values_list("id", flat=True))
    reports = set(members_of(story.pk))
    moving = marked & reports
    if not moving:
        return _refuse(request, story, _("Mark at least one report that tells another story."))
    if moving == reports:
        return _refuse(request, story, _("These are all its reports. Say below that the two stories are one instead."))
    split_story(story, moving, target=form.cleaned_data["target"], by=person, now=timezone.now())
    said = ngettext(
        "%(n)d report stands in another story now.", "%(n)d reports stand in another story now.", len(moving)
    )
    return _done(request, story, said % {"n": len(moving)})


@require_POST
def merge(request: HttpRequest, slug: str) -> HttpResponse:
    """Make this story and the one that is named one."""
    person, story = _allowed(request, slug)
    form = MergeForm(story.pk, request.POST)
    if not form.is_valid():
        return _refuse(request, story, _first_error(form))
    target = merge_stories([story, form.cleaned_data["target"]], by=person, now=timezone.now())
    return _done(request, target, _("The two stories are one now."))


def _allowed(request: HttpRequest, slug: str) -> tuple[User, Story]:
    if not isinstance(request.user, User) or not may_edit_stories(request.user):
        raise PermissionDenied
    story = get_object_or_404(Story.objects.select_related("canonical"), slug=slug)
    return request.user, story.canonical or story


def _first_error(form: forms.Form) -> str:
    return next(str(error) for errors in form.errors.values() for error in errors)


def _refuse(request: HttpRequest, story: Story, said: str) -> HttpResponse:
    messages.error(request, said)
    return redirect("story", slug=story.slug)


def _done(request: HttpRequest, story: Story, said: str) -> HttpResponse:
    later = _("The comparison follows within minutes. It can be taken back in the log of decisions.")
    messages.success(request, f"{said} {later}")
    return redirect("story", slug=story.slug)
