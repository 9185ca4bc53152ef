"""Whether this site can send mail: where it cannot, nothing offers to."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase

_SENDING_NOTHING = frozenset(f"django.core.mail.backends.{name}.EmailBackend" for name in ("console", "dummy"))


def sends_mail() -> bool:
    """Whether a mail server is set."""
    return settings.EMAIL_BACKEND not in _SENDING_NOTHING


def mail_facts(request: HttpRequest) -> dict[str, bool]:
    """For templates: `sends_mail`."""
    return {"sends_mail": sends_mail()}


def where_mail_is_sent(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """The view, which is not there while no mail server is set: it would say that a letter is on its way."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not sends_mail():
            raise Http404
        return view(request, *args, **kwargs)

    return shown
