"""Which comments a person sees."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Q, QuerySet

from variorum_site.comments.models import Comment, State


def comments_on(story_ids: list[str], *, reader: User | AnonymousUser) -> QuerySet[Comment]:
    """The approved comments of a story (by all ids it ever had), and the reader's own in any state; oldest first."""
    seen = Q(state=State.APPROVED)
    if reader.is_authenticated:
        seen |= Q(author=reader)
    return Comment.objects.filter(seen, story_id__in=story_ids).select_related("author__profile")


def waiting() -> QuerySet[Comment]:
    """All comments that no moderator has decided on, oldest first."""
    return Comment.objects.filter(state=State.PENDING).select_related("author__profile", "story")
