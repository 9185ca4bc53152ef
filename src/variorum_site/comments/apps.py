"""The comments application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommentsConfig(AppConfig):
    """Comments on stories."""

    name = "variorum_site.comments"
    verbose_name = _("Comments")
    default_auto_field = "django.db.models.BigAutoField"
