"""What a story is about in a few words: names and terms that many of its reports use."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

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
        spans = [claim.span for claim in claims[report.id].claims]
        for key, surface, gain in (*_names(report, spans), *_words(report, spans)):
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


def _names(report: Article, spans: Sequence[Span]) -> list[tuple[str, str, float]]:
    return [
        (name.key, name.text, _NAME)
        for name in find_names(report.text, report.language)
        if any(span.holds(name.span) for span in spans) and len(name.text) >= _LEAST
    ]


def _words(report: Article, spans: Sequence[Span]) -> list[tuple[str, str, float]]:
    known = get_language(report.language)
    names = [name.span for name in find_names(report.text, report.language)]
    return [
        (f"{report.language}:{stem(word.folded, report.language)}", word.span.cut(report.text).lower(), 1.0)
        for word in words(report.text)
        if len(word.folded) > _LEAST
        and word.folded not in known.stop_words
        and word.folded not in known.speech_cues
        and word.folded not in known.numbers
        and not word.folded[0].isdigit()
        and not any(name.holds(word.span) for name in names)
        and any(span.holds(word.span) for span in spans)
    ]


def _repeats(surface: str, chosen: Sequence[str]) -> bool:
    parts = set(surface.lower().split())
    return any(parts <= set(other.lower().split()) or set(other.lower().split()) <= parts for other in chosen)
