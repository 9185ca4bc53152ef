"""Page furniture inside a text: subscription lines, captions, player notices, "read more", agency house lines.

The rules are data (languages/pages/*.toml). What they mark is never a claim and never stands in a summary; the
text itself is left as it is, so that offsets stay those of the text as given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property, lru_cache

from variorum.languages import get_language, get_page_rules
from variorum.model import LanguageTag, Span
from variorum.text.sentences import paragraphs

_LINE = 700  # a longer paragraph holds text, however it begins
_WHOLE_LINE = 300  # characters: 686 of the 689 whole lines of furniture on 434 saved pages are no longer
_STUB = 40  # letters of a paper's own name that are left between or after pieces of furniture
_CAPTION = 300
_SENTENCE_END = re.compile(r"[.!?…。！？؟।]")
# "GENEVA: ", "NEW DELHI (Agency) - ": where a report begins. The first letters are capitals in the text as given.
_DATELINE = re.compile(
    r"[^\W\d_a-z][^\W\d_a-z][^\n:a-z–—()-]{0,30}(?:, [^\n:–—()]{2,30})?(?:\([^()\n]{2,30}\))? ?[:–—-] "
)
_CAPITALS = re.compile(r"([^\W\d_]{3,40})[ ,]{1,3}[^\W\d_]{0,40}[a-z]")
_SENTENCE_START = re.compile(r"(?<=[.!?”\"’')]) +")
_BEFORE = re.compile(r"\(\?<=\[[^\]]*\] \)")  # what may stand before a piece: "(?<=[.!?] )"


_Patterns = tuple[re.Pattern[str], ...]


class _Rules:
    """The rules of one language, each kind compiled when it is asked for: the fast way asks for no parts.

    English rules count everywhere: pages of every language carry English players and share bars.
    """

    def __init__(self, language: LanguageTag | None) -> None:
        self._tags = tuple(dict.fromkeys(("en", language or "en")))

    @cached_property
    def lines(self) -> _Patterns:
        return sum((_compiled(tag, "furniture_lines") for tag in self._tags), ())

    @cached_property
    def starts(self) -> _Patterns:
        return sum((_compiled(tag, "furniture_starts") for tag in self._tags), ())

    @cached_property
    def parts(self) -> _Patterns:
        return sum((_compiled(tag, "furniture_parts") for tag in self._tags), ())


@lru_cache(maxsize=256)
def furniture(text: str, language: LanguageTag | None) -> tuple[Span, ...]:
    """Spans of what is no part of the report, in order and without overlap."""
    rules = _rules(language)
    found: list[Span] = []
    for paragraph in paragraphs(text):
        piece = paragraph.cut(text)
        if _is_furniture(piece, rules):
            found.append(paragraph)
            continue
        spans = _pieces(piece, rules)
        spans = _with_caption(spans, piece, text, language)
        found += [Span(paragraph.start + s.start, paragraph.start + s.end) for s in _with_stubs(spans, piece)]
    return tuple(found)


def furniture_lines(text: str, language: LanguageTag | None) -> tuple[Span, ...]:
    """Whole paragraphs that are furniture, no pieces of others: a third of the time, for a text with known lines."""
    rules = _rules(language)
    return tuple(p for p in paragraphs(text) if _is_furniture(p.cut(text), rules, longest=_WHOLE_LINE))


@lru_cache(maxsize=256)
def without_furniture(text: str, language: LanguageTag | None) -> str:
    """The text with furniture blanked out by spaces: every other word keeps its place."""
    pieces, end = [], 0
    for span in furniture(text, language):
        pieces += [text[end : span.start], re.sub(r"[^\n]", " ", span.cut(text))]
        end = span.end
    return "".join([*pieces, text[end:]])


def _is_furniture(piece: str, rules: _Rules, *, longest: int = _LINE) -> bool:
    if len(piece) > _LINE:
        return False
    whole = len(piece) <= longest and any(p.fullmatch(piece) for p in rules.lines)
    return whole or any(p.match(piece) for p in rules.starts)


def _pieces(piece: str, rules: _Rules) -> list[Span]:
    found: list[Span] = []
    for span in sorted(Span(*m.span()) for p in rules.parts for m in p.finditer(piece) if m[0]):
        if not found or found[-1].end <= span.start:
            found.append(span)
    return found


def _with_caption(spans: list[Span], piece: str, text: str, language: LanguageTag | None) -> list[Span]:
    """The head of a page that was saved as one line also holds the picture's caption, up to where the report begins."""
    head = 0
    while spans[:1] and not piece[head : spans[0].start].strip():
        head, spans = spans[0].end, spans[1:]
    if not head:
        return spans
    start = head + len(piece[head:]) - len(piece[head:].lstrip())
    if not _begins_report(piece, start, text, language):
        for m in _SENTENCE_START.finditer(piece, start, start + _CAPTION):
            if _begins_report(piece, m.end(), text, language):
                head = m.start()
                break
    return [Span(0, head), *spans]


def _begins_report(piece: str, place: int, text: str, language: LanguageTag | None) -> bool:
    """A dateline, or a first word in capitals that the language or the text itself writes small elsewhere."""
    if _DATELINE.match(piece, place):
        return True
    opening = _CAPITALS.match(piece, place)
    if not opening or not opening[1].isupper():
        return False
    small = opening[1].lower()
    return small in get_language(language).stop_words or bool(re.search(rf"\b{re.escape(small)}\b", text))


def _with_stubs(spans: list[Span], piece: str) -> Iterator[Span]:
    """What is left between two pieces, or after the last, goes with them when it is no sentence: a paper's name."""
    for index, span in enumerate(spans):
        follows = spans[index + 1].start if index + 1 < len(spans) else len(piece)
        rest = piece[span.end : follows].strip()
        stub = 0 < len(rest) <= _STUB and not _SENTENCE_END.search(rest)
        closed = _SENTENCE_END.search(piece[max(0, span.end - 2) : span.end])
        yield Span(span.start, follows) if stub and closed else span


_rules = cache(_Rules)


@cache
def _compiled(language: LanguageTag, kind: str) -> _Patterns:
    """The rules of one language alone: to compile the English ones with each other language takes 50 ms a language."""
    return _join(getattr(get_page_rules(language), kind))


def _join(patterns: tuple[str, ...]) -> _Patterns:
    """One pattern of all. Those that ask for the same characters before them share the question: half the time."""
    groups: dict[str, list[str]] = {}
    for pattern in patterns:
        before = _BEFORE.match(pattern)
        groups.setdefault(before[0] if before else "", []).append(pattern[before.end() if before else 0 :])
    joined = "|".join(f"{before}(?:{'|'.join(f'(?:{one})' for one in rest)})" for before, rest in groups.items())
    return (re.compile(joined, re.IGNORECASE),) if patterns else ()
