"""What a story is about in a few words: names and terms that many of its reports use."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate

from variorum.languages import get_language
from variorum.model import Article, ArticleClaims, Span
from variorum.text.names import find_names
from variorum.text.words import stem, words

_NAME = 1.5  # what a name counts, against a word: readers look for who and where
_LEAST = 3  # letters


def find_keywords(reports: Sequence[Article], claims: Mapping[str, ArticleClaims], *, most: int = 8) -> tuple[str, ...]:
    """The surface forms of the terms that most reports use, names before words, best first, none within another."""
    surfaces: dict[str, Counter[str]] = defaultdict(Counter)
    told_by: dict[str, set[str]] = defaultdict(set)
    weight: dict[str, float] = {}
    for report in reports:
        claimed = _Covered(claim.span for claim in claims[report.id].claims)
        for key, surface, gain in _terms(report, claimed):
            surfaces[key][surface] += 1
            told_by[key].add(report.id)
            weight[key] = max(weight.get(key, 0.0), gain)
    score = {key: len(told_by[key]) * weight[key] * sum(surfaces[key].values()) ** 0.5 for key in surfaces}
    chosen: list[str] = []
    for key in sorted(score, key=lambda key: (-score[key], key)):
        surface = surfaces[key].most_common(1)[0][0]
        if len(told_by[key]) * 2 >= min(len(reports), 4) and not _repeats(surface, chosen):
            chosen.append(surface)
        if len(chosen) == most:
            break
    return tuple(chosen)


class _Covered:
    """The places that spans hold: asked for thousands of words, so it looks them up instead of trying each span."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [span.start for span in ordered]
        self._reach = list(accumulate((span.end for span in ordered), max))

    def holds(self, span: Span) -> bool:
        """Whether one of the spans holds this one."""
        before = bisect_right(self._starts, span.start)
        return before > 0 and self._reach[before - 1] >= span.end


def _terms(report: Article, claimed: _Covered) -> Iterator[tuple[str, str, float]]:
    """Key, surface and worth of each name and each word that stands in a claim."""
    names = find_names(report.text, report.language)
    for name in names:
        if len(name.text) >= _LEAST and claimed.holds(name.span):
            yield name.key, name.text, _NAME
    known = get_language(report.language)
    said = known.stop_words | known.speech_cues.keys() | known.numbers.keys()
    named = _Covered(name.span for name in names)
    for word in words(report.text):
        folded = word.folded
        if len(folded) <= _LEAST or folded in said or folded[0].isdigit():
            continue
        if claimed.holds(word.span) and not named.holds(word.span):
            yield f"{report.language}:{stem(folded, report.language)}", word.span.cut(report.text).lower(), 1.0


def _repeats(surface: str, chosen: Sequence[str]) -> bool:
    parts = set(surface.lower().split())
    return any(parts <= set(other.lower().split()) or set(other.lower().split()) <= parts for other in chosen)
