"""Sentences of a text as spans: paragraphs never run together, abbreviations and quotations stay whole."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from sentencex import get_sentence_boundaries

from variorum.languages import get_language
from variorum.model import LanguageTag, Span
from variorum.text.words import fold

_CLOSING = "\"'”’»)]）」』"


@lru_cache(maxsize=256)
def sentences(text: str, language: LanguageTag | None) -> tuple[Span, ...]:
    """Spans of the sentences of a text whose paragraphs are separated by newlines; white space lies outside of them."""
    return tuple(span for paragraph in paragraphs(text) for span in _split(text, paragraph, language))


def paragraphs(text: str) -> Iterator[Span]:
    """Spans of the non-empty lines, without the white space around them."""
    start = 0
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped:
            left = start + line.index(stripped[0])
            yield Span(left, left + len(stripped))
        start += len(line) + 1


def _split(text: str, paragraph: Span, language: LanguageTag | None) -> Iterator[Span]:
    piece = paragraph.cut(text)
    pending: int | None = None
    for boundary in get_sentence_boundaries(language or "en", piece):
        start = boundary["start_index"] if pending is None else pending
        end = boundary["end_index"]
        if _runs_on(piece[start:end], piece[end:], language):
            pending = start
            continue
        pending = None
        yield from _trimmed(piece, start, end, paragraph.start)
    if pending is not None:
        yield from _trimmed(piece, pending, len(piece), paragraph.start)


def _runs_on(sentence: str, rest: str, language: LanguageTag | None) -> bool:
    """Whether the splitter cut too early: after an abbreviation, or before a small letter or a closing mark."""
    if not rest.strip():
        return False
    head = rest.lstrip()
    if head[0] in _CLOSING and not head[0].isalnum() and len(head.split(maxsplit=1)[0]) == 1:
        return True
    last = sentence.rsplit(maxsplit=1)[-1] if sentence.split() else ""
    if fold(last.lstrip("(\"'“‘")) in get_language(language).abbreviations:
        return True
    return last.endswith(".") and head[0].islower()


def _trimmed(piece: str, start: int, end: int, offset: int) -> Iterator[Span]:
    sentence = piece[start:end]
    stripped = sentence.strip()
    if stripped:
        left = start + sentence.index(stripped[0])
        yield Span(offset + left, offset + left + len(stripped))
