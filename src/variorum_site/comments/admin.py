"""Comments in the admin: found by state, approved or rejected many at once."""

from __future__ import annotations

from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from variorum_site.comments.actions import decide, may_moderate
from variorum_site.comments.models import Comment, State


@admin.register(Comment)
class CommentAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # takes no parameter at run time
    """What a person wrote is never edited here, only decided on."""

    list_display = ("written_at", "author", "country", "state", "text")
    list_filter = ("state", "country")
    search_fields = ("text", "author__username")
    raw_id_fields = ("story", "author", "moderated_by")
    readonly_fields = ("story", "author", "country", "text", "state", "written_at", "moderated_by", "moderated_at")
    actions = ("approve", "reject")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Comments are written on the site, by their authors."""
        return False

    def has_moderate_permission(self, request: HttpRequest) -> bool:
        """Asked by Django for the two actions."""
        return isinstance(request.user, User) and may_moderate(request.user)

    @admin.action(permissions=["moderate"], description=_("Approve: show to everybody"))
    def approve(self, request: HttpRequest, queryset: QuerySet[Comment]) -> None:
        """Show the chosen comments."""
        _decide_all(request, queryset, State.APPROVED)

    @admin.action(permissions=["moderate"], description=_("Reject: keep hidden"))
    def reject(self, request: HttpRequest, queryset: QuerySet[Comment]) -> None:
        """Hide the chosen comments."""
        _decide_all(request, queryset, State.REJECTED)


def _decide_all(request: HttpRequest, comments: QuerySet[Comment], state: State) -> None:
    assert isinstance(request.user, User)
    for comment in comments:
        decide(comment, request.user, state=state, now=timezone.now())
