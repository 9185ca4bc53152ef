"""Why stories were merged or split, in the words of pages and the admin."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from variorum.model import Reason

_FEATURES = {
    "names": _("names: %s"),
    "places": _("places: %s"),
    "terms": _("words: %s"),
    "numbers": _("numbers: %s"),
}


def reasons_in_words(reasons: Iterable[Reason], *, made_by: str) -> str:
    """What a decision rests on: "names: Orla; words: bridge, toll". A person's needs no other reason."""
    if made_by.startswith("person:"):
        return gettext("a person decided so")
    said = [_in_words(reason) for reason in reasons]
    return "; ".join(one for one in said if one)


def _in_words(reason: Reason) -> str:
    if reason.feature == "judgement":
        return gettext("a person's judgement")
    return str(_FEATURES[reason.feature]) % reason.detail if reason.feature in _FEATURES else ""
