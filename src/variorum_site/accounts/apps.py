"""The accounts application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """People's profiles."""

    name = "variorum_site.accounts"
    verbose_name = _("Accounts")
    default_auto_field = "django.db.models.BigAutoField"
