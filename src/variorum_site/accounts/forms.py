"""The form of the profile."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from variorum_site.accounts.models import Profile
from variorum_site.news.places import country_choices


class ProfileForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no parameter at run time
    """Display name and home country; both may stay empty."""

    home_country = forms.ChoiceField(label=_("Your country"), required=False)

    class Meta:
        model = Profile
        fields = ("display_name", "home_country")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["home_country"].choices = [("", _("Not said")), *country_choices()]  # type: ignore[attr-defined]  # a ChoiceField, four lines up
