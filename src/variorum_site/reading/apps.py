"""The pages' application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReadingConfig(AppConfig):
    """Pages for readers."""

    name = "variorum_site.reading"
    verbose_name = _("Pages")
