"""Page furniture inside a text: subscription lines, captions, player notices, "read more", agency house lines.

The rules are data (languages/pages/*.toml). What they mark is never a claim and never stands in a summary; the
text itself is left as it is, so that offsets stay those of the text as given.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from variorum.languages import get_page_rules
from variorum.model import LanguageTag, Span
from variorum.text.sentences import paragraphs


@lru_cache(maxsize=256)
def furniture(text: str, language: LanguageTag | None) -> tuple[Span, ...]:
    """Spans of what is no part of the report, in order and without overlap."""
    lines, starts, parts = _patterns(language)
    found: list[Span] = []
    for paragraph in paragraphs(text):
        piece = paragraph.cut(text)
        if (lines and lines.fullmatch(piece)) or (starts and starts.match(piece)):
            found.append(paragraph)
        elif parts:
            found += [
                Span(paragraph.start + m.start(), paragraph.start + m.end()) for m in parts.finditer(piece) if m[0]
            ]
    return tuple(found)


def without_furniture(text: str, language: LanguageTag | None) -> str:
    """The text with furniture blanked out by spaces: every other word keeps its place."""
    for span in furniture(text, language):
        text = text[: span.start] + re.sub(r"[^\n]", " ", span.cut(text)) + text[span.end :]
    return text


@cache
def _patterns(language: LanguageTag | None) -> tuple[re.Pattern[str] | None, ...]:
    """English rules count everywhere: pages of every language carry English players and share bars."""
    known = [get_page_rules("en")] + ([get_page_rules(language)] if language not in (None, "en") else [])
    groups = ("furniture_lines", "furniture_starts", "furniture_parts")
    return tuple(_join([p for one in known for p in getattr(one, group)]) for group in groups)


def _join(patterns: list[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(f"(?:{p})" for p in patterns), re.IGNORECASE) if patterns else None
