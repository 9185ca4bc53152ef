"""What the owner types of a feed, read as strictly as a file: one that cannot be polled is not stored."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from variorum.errors import InputError
from variorum.outlets import read_feed

_FACTS = ("url", "kind", "section", "links")


class FeedForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no parameter at run time
    """A feed's facts; its address stays what it is once the feed was polled, for its history is that of the address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "url" in self.fields and hasattr(self.instance, "state"):
            self.fields["url"].disabled = True
            self.fields["url"].help_text = _("It was polled here: to poll another address, pause it and add that one.")

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError with what is wrong with the feed, where any of its facts is shown to be changed."""
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors or not {"url", "kind"} <= typed.keys():
            return typed
        facts = {name: typed.get(name, getattr(self.instance, name)) for name in _FACTS}
        try:
            feed = read_feed({name: fact for name, fact in facts.items() if fact})
        except InputError as fault:
            raise ValidationError(str(fault)) from fault
        return typed | {name: getattr(feed, name) for name in _FACTS if name in typed}
