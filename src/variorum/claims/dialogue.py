"""Speech that a dash opens instead of quotation marks, as in many languages: "— Vi väntar, säger Anna Modell."."""

from __future__ import annotations

import re
from collections.abc import Iterator

from variorum.languages import Language
from variorum.model import Span
from variorum.text.marks import Quoted
from variorum.text.words import Word

_OPENING = re.compile(r"(?:^|\n)[ \t]*([—–―-])[ \u00a0]?(?=\w|¿|¡)")
_ENDS = re.compile(r"[,!?.…][ \u00a0]*(?:[—–―-][ \u00a0]?)?$|[ \u00a0][—–―-][ \u00a0]?$")
_ANEW = re.compile(r"(?:[.,!?][ \u00a0][—–―-][ \u00a0]?|[—–―][.,][ \u00a0])(?=\w|¿|¡)")
_MOST = 80  # words of a speech before its verb
_LEAST = 8  # characters


def find_dialogue(text: str, found: tuple[Word, ...], language: Language) -> Iterator[Quoted]:
    """What stands between a dash at the start of a paragraph and the verb that says whose it is."""
    if not language.speech_cues:
        return
    starts = {word.span.start: index for index, word in enumerate(found)}
    for match in _OPENING.finditer(text):
        first = starts.get(match.end(), starts.get(match.end() + 1))
        end = text.find("\n", match.end())
        end = len(text) if end < 0 else end
        if first is None:
            continue
        said = _verb(text, found, language, first=first, end=end)
        if said is None:
            continue
        stop = len(text[: found[said].span.start].rstrip(" \u00a0—–―-"))
        if stop - match.end() >= _LEAST:
            yield Quoted(Span(match.end(), stop), match[1], closed=True)
            yield from _goes_on(text, found[said].span.end, end, match[1])


def _verb(text: str, found: tuple[Word, ...], language: Language, *, first: int, end: int) -> int | None:
    """The first verb of speech of a paragraph behind a comma, a dash or the end of a sentence."""
    for index in range(first + 1, min(len(found), first + _MOST)):
        word = found[index]
        if word.span.start >= end:
            return None
        gap = text[found[index - 1].span.end : word.span.start]
        if _ENDS.search(gap) and word.folded.partition("-")[0] in language.speech_cues:
            return index
    return None


def _goes_on(text: str, start: int, end: int, mark: str) -> Iterator[Quoted]:
    """The rest of a speech behind its "— sagte X. —"."""
    anew = _ANEW.search(text, start, end)
    if anew:
        span = Span(anew.end(), anew.end() + len(text[anew.end() : end].rstrip()))
        if span.end - span.start >= _LEAST:
            yield Quoted(span, mark, closed=True)
