"""One line of text out of markup, and what two printings of one line share."""

from __future__ import annotations

import html
import re

from variorum.text.clean import storable

_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")


def plain(text: str) -> str:
    """One line of text: entities decoded (twice where a page escaped twice), tags and soft hyphens gone."""
    if "&" in text:
        text = html.unescape(html.unescape(text))
    if "<" in text:
        text = _TAG.sub(" ", text)
    text = storable(text)
    return " ".join(text.replace("\u00ad", "").replace("\u200b", "").split())


def fold_line(text: str) -> str:
    """What two printings of one line share: letters and digits, in small letters."""
    return re.sub(r"[\W_]+", "", text).casefold()
