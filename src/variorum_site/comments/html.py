"""A comment's plain text as safe HTML: paragraphs, and links that carry no trust."""

from __future__ import annotations

import nh3
from django.utils.html import linebreaks, urlize
from django.utils.safestring import SafeString, mark_safe


def comment_html(text: str) -> SafeString:
    """Whatever markup was typed shows as typed; web addresses become links with rel="nofollow ugc"."""
    marked_up = linebreaks(urlize(text, nofollow=True, autoescape=True))
    clean = nh3.clean(
        marked_up,
        tags={"p", "br", "a"},
        attributes={"a": {"href"}},
        url_schemes={"http", "https"},
        link_rel="nofollow ugc noopener noreferrer",
    )
    return mark_safe(clean)  # noqa: S308  # nh3 has just cleaned it
