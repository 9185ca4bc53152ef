"""The form under a story: "How did your country report this?"."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from variorum_site.news.places import country_choices

LONGEST = 4000


class CommentForm(forms.Form):
    """The country that is spoken of, and plain text."""

    country = forms.ChoiceField(label=_("Which country?"), required=False)
    text = forms.CharField(
        label=_("What was reported there, or left out?"),
        widget=forms.Textarea(attrs={"rows": 6}),
        validators=[MaxLengthValidator(LONGEST)],
        help_text=_("Plain text. Links to reports help. A moderator reads it before it shows."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = [("", _("No country in particular")), *country_choices()]  # type: ignore[attr-defined]  # a ChoiceField, above
