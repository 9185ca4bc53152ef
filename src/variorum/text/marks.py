"""What stands between quotation marks, by the conventions of many languages: the outermost pairs of each paragraph.

Marks are paired within a paragraph; a quotation that runs over several opens anew in each and closes in the last only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from variorum.model import Span

_MARK = re.compile(r"[\"“”„‟«»‹›‘’‚'「」『』＂]+")
# Opening mark -> what may close it. Mixed pairs are common where editors paste: “word".
_CLOSERS = {
    "“": '”"“‟',
    "”": '”"',
    "„": '“”"‟',
    '"': '"”',
    "＂": "＂",
    "«": "»",
    "»": "«»",
    "‹": "›",
    "›": "‹",
    "「": "」",
    "『": "』",
    "‘": "’'",
    "'": "'’",
    "‚": "‘’'",
}
_SINGLE = "‘'‚‹›"
_SURE_OPENERS = "“„«「『‘‚‹"
_BEFORE_OPENER = "([{—–-/:;,¿¡"
_MOST_SINGLES = 40  # single marks after an opening one that are tried as its end
_FAR = 600  # characters: a pair of single marks further apart than this is two apostrophes


class Quoted(NamedTuple):
    span: Span  # between the marks, without white space at its ends
    mark: str  # the opening mark
    closed: bool  # False: runs on to the end of its paragraph


@lru_cache(maxsize=256)
def quoted(text: str) -> tuple[Quoted, ...]:
    """All outermost stretches between quotation marks, in order."""
    found: list[Quoted] = []
    start = 0
    for line in text.split("\n"):
        if _MARK.search(line):
            found += (
                Quoted(Span(start + q.span.start, start + q.span.end), q.mark, q.closed) for q in _in_paragraph(line)
            )
        start += len(line) + 1
    return tuple(found)


def _in_paragraph(line: str) -> Iterator[Quoted]:
    position = 0
    while match := _MARK.search(line, position):
        mark = _opening(line, match)
        end = _closing(line, match.end(), mark) if mark else None
        if mark is None or (end is None and not _may_stay_open(line, match, mark)):
            position = match.end()
            continue
        stop = end.start() if end else _unclosed_end(line, match.end(), mark)
        span = _trim(line, match.end(), stop)
        if span.start < span.end:
            yield Quoted(span, mark, closed=end is not None and end[0][0] not in _reopeners(mark, line, end))
        if end is None:
            position = max(stop, match.end())
        else:
            position = end.start() if end[0][0] in _reopeners(mark, line, end) else end.end()


def _may_stay_open(line: str, match: re.Match[str], mark: str) -> bool:
    """Whether a mark opens a quotation although nobody closed it: at the start of its paragraph or sentence, or
    behind a colon or comma. Single marks are taken for apostrophes unless a colon stands before."""
    before = line[: match.start()].rstrip()
    if mark in _SINGLE:
        return before.endswith(":") and line.rstrip()[-1] in ".!?…"
    return not before or before[-1] in ':,.!?…”"' or mark in _SURE_OPENERS


def _opening(line: str, match: re.Match[str]) -> str | None:
    """The mark that opens here, or None. Straight marks are told by what stands around them."""
    mark = match[0][0]
    before = line[match.start() - 1] if match.start() else " "
    after = line[match.end()] if match.end() < len(line) else " "
    free = before.isspace() or before in _BEFORE_OPENER
    if mark in "‘'‚":
        return mark if free and not after.isspace() and not after.isdigit() else None
    if mark in "’」』":
        return None
    if mark in "“„‟«「『‹":
        return "“" if mark == "‟" else mark
    if mark in "”»›":
        return mark if free and not after.isspace() else None
    return mark if free and (not after.isspace() or before.isspace()) else None


def _closing(line: str, start: int, mark: str) -> re.Match[str] | None:
    """The mark that closes what `mark` opened, or that shows by opening anew that nobody closed it."""
    closers = _CLOSERS[mark]
    if mark in "‘'‚":
        return _closing_single(line, start, closers)
    for match in _MARK.finditer(line, start):
        if any(c in closers for c in match[0]):
            if mark == "“" and match[0][0] == "“":
                return match if _opens_anew(line, match) else None
            if '"' in match[0] and not _may_close(line, match):
                continue
            return match
        if match[0][0] == mark and mark not in '"”»':
            return match
    return None


def _closing_single(line: str, start: int, closers: str) -> re.Match[str] | None:
    """The first mark after a word that is no possessive, else the possessive one: ‘the boys’ school’."""
    weak = None
    for match in islice(_MARK.finditer(line, start, start + _FAR), _MOST_SINGLES):
        before = line[match.start() - 1]
        after = line[match.end()] if match.end() < len(line) else " "
        if match[0][0] not in closers or before.isspace() or after.isalnum() or match.start() - start < 2:
            continue
        if before not in "sS" or not after.isspace():
            return match
        weak = weak or match
    return weak


def _opens_anew(line: str, match: re.Match[str]) -> bool:
    return match.end() < len(line) and not line[match.end()].isspace()


def _may_close(line: str, match: re.Match[str]) -> bool:
    """Whether a straight mark ends a quotation; one between a blank and a letter begins another."""
    before = line[match.start() - 1] if match.start() else " "
    after = line[match.end()] if match.end() < len(line) else " "
    return not (before.isspace() and (after.isalnum() or after in "[(…")) or _is_last(line, match)


def _is_last(line: str, match: re.Match[str]) -> bool:
    return '"' not in line[match.end() :] and "”" not in line[match.end() :]


def _reopeners(mark: str, line: str, match: re.Match[str]) -> str:
    """The marks that, found as an end, begin the next quotation."""
    if mark == "“" and _opens_anew(line, match):
        return "“"
    return mark if mark in _SURE_OPENERS and mark not in _CLOSERS[mark] else ""


def _unclosed_end(line: str, start: int, mark: str) -> int:
    """Where a quotation without its closing mark ends: at the next opening one, else with the paragraph."""
    following = [m.start() for m in _MARK.finditer(line, start) if m[0][0] == mark and mark in _SURE_OPENERS]
    return following[0] if following else len(line)


def _trim(line: str, start: int, end: int) -> Span:
    piece = line[start:end]
    left = start + len(piece) - len(piece.lstrip())
    return Span(left, max(left, start + len(piece.rstrip())))
