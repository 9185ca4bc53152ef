"""One line of text out of markup, and what two printings of one line share."""

from __future__ import annotations

import html
import re

from variorum.text.clean import storable


def plain(text: str) -> str:
    """One line of text: entities decoded (twice where a page escaped twice), tags and soft hyphens gone."""
    for _ in range(2):
        text = html.unescape(text)
    text = storable(re.sub(r"</?[a-zA-Z][^<>]{0,300}>", " ", text))
    return " ".join(text.replace("\u00ad", "").replace("\u200b", "").split())


def fold_line(text: str) -> str:
    """What two printings of one line share: letters and digits, in small letters."""
    return re.sub(r"[\W_]+", "", text).casefold()
