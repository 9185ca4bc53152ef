"""Profiles in the admin."""

from django.contrib import admin

from variorum_site.accounts.models import Profile


@admin.register(Profile)
class ProfileAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # takes no parameter at run time
    """A plain list; people are found by their account's name."""

    list_display = ("user", "display_name", "home_country")
    search_fields = ("user__username", "display_name")
    raw_id_fields = ("user",)
