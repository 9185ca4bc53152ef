"""Whose the words between marks are in languages written without spaces, by patterns around the marks."""

from __future__ import annotations

import re
from functools import cache

from variorum.claims.scene import Scene
from variorum.languages import get_telling
from variorum.model import Attribution, LanguageTag, Span
from variorum.text.marks import Quoted

_REACH = 60  # characters on either side that are looked at
_OPENING, _CLOSING = '“「『《"', '”」』》"'


def attributed_unspaced(scene: Scene, quote: Quoted) -> Attribution | None:
    """Source and cue of a quotation by its language's patterns; None where the language has none or none fits."""
    before, behind = _patterns(scene.language.tag)
    if not before and not behind:
        return None
    start = max(scene.text.rfind("\n", 0, quote.span.start) + 1, quote.span.start - _REACH)
    lead = scene.text[start : quote.span.start].rstrip(_OPENING)
    tail_start = quote.span.end + (scene.text[quote.span.end : quote.span.end + 1] in _CLOSING)
    tail = scene.text[tail_start : tail_start + _REACH]
    source: Span | None = None
    cue: Span | None = None
    for patterns, text, offset in ((behind, tail, tail_start), (before, lead, start)):
        for pattern in patterns:
            if match := pattern.search(text):
                source = source or _group(match, "source", offset)
                cue = cue or _group(match, "cue", offset)
    if cue is None:
        return None
    return Attribution(
        source=source.cut(scene.text) if source else None,
        source_span=source,
        cue=cue.cut(scene.text),
        cue_span=cue,
    )


@cache
def _patterns(tag: LanguageTag) -> tuple[tuple[re.Pattern[str], ...], tuple[re.Pattern[str], ...]]:
    telling = get_telling(tag)
    return tuple(map(re.compile, telling.speech_before)), tuple(map(re.compile, telling.speech_behind))


def _group(match: re.Match[str], name: str, offset: int) -> Span | None:
    """Where a group of a pattern stands in the text; None where the pattern has no such group."""
    if name not in match.re.groupindex or match.start(name) < 0:
        return None
    return Span(offset + match.start(name), offset + match.end(name))
