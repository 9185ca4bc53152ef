"""What who may edit stories says of them on the story page: these reports tell another story, these two are one."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import Truncator
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from variorum_site.news.models import Story
from variorum_site.news.queries import stories_near

_LETTERS = 80  # of a title in a list
_ADDRESS = re.compile(r"(?:.*/stories/)?([\w-]+)/?(?:[?#].*)?$")


class _OtherStoryForm(forms.Form):
    """Another story, chosen from those near this one or named by its address."""

    none = _("Choose a story")
    other = forms.ChoiceField(label=_("Which story?"), required=False)
    address = forms.CharField(
        label=_("Or by its address"), required=False, help_text=_("For a story that is not in the list.")
    )

    def __init__(self, story: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.story = story
        near = [(one.slug, Truncator(one.title).chars(_LETTERS)) for one in stories_near(story)]
        self.fields["other"].choices = [("", self.none), *near]  # type: ignore[attr-defined]  # a ChoiceField, above

    def clean(self) -> dict[str, Any]:
        """Adds the story in force as `target`, None where none is named."""
        typed = super().clean() or self.cleaned_data
        named = typed.get("address") or typed.get("other")
        return {**typed, "target": self._find(named) if named else None}

    def _find(self, named: str) -> Story:
        slug = _ADDRESS.match(named.strip())
        found = Story.objects.select_related("canonical").filter(slug=slug[1]).first() if slug else None
        if found is None:
            raise ValidationError(say("No story has this address. Copy it from the story's own page."))
        target: Story = found.canonical or found
        if target.pk == self.story:
            raise ValidationError(say("That is this story. Choose another one."))
        return target


class SplitForm(_OtherStoryForm):
    """The reports that were marked, and where they belong."""

    none = _("A new story of their own")


class MergeForm(_OtherStoryForm):
    """The story that is one with this one."""

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError where no story is named."""
        typed = super().clean()
        if typed["target"] is None:
            raise ValidationError(say("Choose the story that is one with this one."))
        return typed
