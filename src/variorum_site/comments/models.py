"""A comment on a story: what somebody says of how their country reported it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from variorum_site.news.places import country_name


class State(models.TextChoices):
    """Only an approved comment is shown to others."""

    PENDING = "pending", _("waiting for a moderator")
    APPROVED = "approved", _("shown")
    REJECTED = "rejected", _("rejected")


class Comment(models.Model):
    """Plain text by one person on one story."""

    story = models.ForeignKey("news.Story", on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="comments")
    country = models.CharField(_("country"), max_length=2, blank=True)
    text = models.TextField(_("text"))
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.PENDING)
    written_at = models.DateTimeField(_("written at"))
    moderated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    moderated_at = models.DateTimeField(_("moderated at"), null=True, blank=True)

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ("written_at", "id")
        indexes = (
            models.Index(fields=("story", "state"), name="comment_story_state"),
            models.Index(fields=("author", "written_at"), name="comment_author_written"),
        )
        permissions = (("moderate_comment", "Can approve and reject comments"),)

    def __str__(self) -> str:
        return f"{self.author} ({self.get_state_display()}): {self.text[:60]}"

    @property
    def author_name(self) -> str:
        """The name that the author wants to be shown."""
        profile = getattr(self.author, "profile", None)
        return str(profile) if profile else self.author.get_username()

    @property
    def country_name(self) -> str:
        return country_name(self.country)

    @property
    def pending(self) -> bool:
        return self.state == State.PENDING

    @property
    def rejected(self) -> bool:
        return self.state == State.REJECTED
