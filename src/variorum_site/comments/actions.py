"""What people do with comments: each checks that they may, does it, and logs it."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied

from variorum_site.comments.models import Comment, State
from variorum_site.news.models import Story

WINDOW = timedelta(hours=1)
LIMIT = 5  # comments of one person in the window: enough for a lively reader, dull for a spammer

_log = structlog.get_logger(__name__)


class TooManyCommentsError(Exception):
    """The person wrote as many comments as one may in the window: ask them to wait."""


def submit(story: Story, author: User, *, text: str, country: str, now: datetime) -> Comment:
    """A new comment, which waits for a moderator. Refuses strangers and people who write too fast."""
    if not author.is_authenticated or not author.is_active:
        raise PermissionDenied("Sign in to comment.")
    if Comment.objects.filter(author=author, written_at__gt=now - WINDOW).count() >= LIMIT:
        raise TooManyCommentsError
    comment = Comment.objects.create(story=story, author=author, text=text, country=country, written_at=now)
    _log.info("comment_submitted", comment=comment.pk, story=story.pk, author=author.pk)
    return comment


def decide(comment: Comment, moderator: User, *, state: State, now: datetime) -> None:
    """Approve or reject. A decision may be changed later; the last one counts, and its maker is kept."""
    if not may_moderate(moderator):
        raise PermissionDenied("Only a moderator decides about comments.")
    comment.state, comment.moderated_by, comment.moderated_at = state, moderator, now
    comment.save(update_fields=["state", "moderated_by", "moderated_at"])
    _log.info("comment_decided", comment=comment.pk, state=state.value, moderator=moderator.pk)


def may_moderate(user: User) -> bool:
    """Whether the person is a moderator."""
    return user.has_perm("comments.moderate_comment")
