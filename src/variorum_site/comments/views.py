"""The moderators' page."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from variorum_site.comments.actions import decide
from variorum_site.comments.models import Comment, State
from variorum_site.comments.queries import waiting

_DECISIONS = {"approve": State.APPROVED, "reject": State.REJECTED}


@login_required
@permission_required("comments.moderate_comment", raise_exception=True)
@require_safe
def moderation(request: HttpRequest) -> HttpResponse:
    """The comments that wait, oldest first."""
    return render(request, "comments/moderation.html", {"comments": waiting()[:100], "here": "moderation"})


@login_required
@permission_required("comments.moderate_comment", raise_exception=True)
@require_POST
def decision(request: HttpRequest, number: int) -> HttpResponse:
    """Approve or reject one comment, and go back to those that still wait."""
    comment = get_object_or_404(Comment, pk=number)
    state = _DECISIONS.get(request.POST.get("decision", ""))
    if state is None:
        messages.error(request, _("Choose to approve or to reject."))
        return redirect("comments:moderation")
    assert isinstance(request.user, User)
    decide(comment, request.user, state=state, now=timezone.now())
    shown = state is State.APPROVED
    messages.success(request, _("The comment is shown now.") if shown else _("The comment stays hidden."))
    return redirect("comments:moderation")
