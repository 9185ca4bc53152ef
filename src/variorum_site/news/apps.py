"""The news application."""

from __future__ import annotations

from django.apps import AppConfig


class NewsConfig(AppConfig):
    name = "variorum_site.news"
    label = "news"
    verbose_name = "News"
