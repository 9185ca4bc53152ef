"""What a story is about in a few words: whom and what many of its reports name, then the words that they share."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate

from variorum.languages import get_language
from variorum.model import Article, ArticleClaims, LanguageTag, Origin, Span
from variorum.text.named import Named, Told, gather_names
from variorum.text.names import name_key
from variorum.text.words import stem, words

_MOST, _NAMES = 8, 6
_LEAST = 3  # letters of a word, and of a name
_LEADS = 0.25  # share of those who name it that do so in the headline or the lead: else it is background


def find_keywords(
    reports: Sequence[Article],
    claims: Mapping[str, ArticleClaims],
    *,
    origins: Sequence[Origin] = (),
    most: int = _MOST,
) -> tuple[str, ...]:
    """Names that half of the independent origins use, as they write them, each once in whatever language; then words
    of the main language. None stands within another."""
    voices = {member: origin.key for origin in origins for member in origin.members}
    voice = {report.id: voices.get(report.id, report.id) for report in reports}
    enough = min(len(set(voice.values())), 4) / 2
    chosen: list[str] = []
    for name in _names(reports, voice, enough):
        _take(name.written, chosen, most=min(_NAMES, most))
    for word in _shared_words(reports, claims, voice):
        _take(word, chosen, most=most)
    return tuple(chosen)


def _take(surface: str, chosen: list[str], *, most: int) -> None:
    if len(chosen) < most and not _repeats(surface, chosen):
        chosen.append(surface)


def _names(reports: Sequence[Article], voice: Mapping[str, str], enough: float) -> list[Named]:
    told = [
        Told(id=report.id, language=report.language, headline=report.headline or "", body=report.text)
        for report in reports
    ]
    able = []
    tellers_themselves = {
        name_key(name) for report in reports for name in (report.outlet_name, *report.agencies) if name
    }
    for name in gather_names(told):
        if name.key in tellers_themselves:
            continue
        tellers = {voice[report] for report in name.told_by}
        leading = {voice[report] for report in name.leading}
        if len(tellers) >= enough and len(name.written) >= _LEAST and len(leading) >= _LEADS * len(tellers):
            able.append((-len(tellers) - 2 * len(leading), -name.count, name.key, name))
    return [name for *_, name in sorted(able, key=lambda one: one[:3])]


def _shared_words(
    reports: Sequence[Article], claims: Mapping[str, ArticleClaims], voice: Mapping[str, str]
) -> list[str]:
    """The words that half of the origins of the main language use in their claims."""
    main = Counter(report.language for report in reports).most_common(1)[0][0] if reports else None
    voices = len({voice[report.id] for report in reports if report.language == main})
    surfaces: dict[str, Counter[str]] = defaultdict(Counter)
    told_by: dict[str, set[str]] = defaultdict(set)
    for report in reports:
        if report.language != main:
            continue
        claimed = _Covered(claim.span for claim in claims[report.id].claims)
        for surface in _words(report, claimed):
            key = stem(surface, main)
            surfaces[key][surface] += 1
            told_by[key].add(voice[report.id])
    score = {key: len(told_by[key]) * sum(surfaces[key].values()) ** 0.5 for key in surfaces}
    able = [key for key in score if len(told_by[key]) * 2 >= min(voices, 4) and score[key] > 1]
    return [surfaces[key].most_common(1)[0][0] for key in sorted(able, key=lambda key: (-score[key], key))]


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


def _words(report: Article, claimed: _Covered) -> Iterator[str]:
    """The words in claims that are written small and carry meaning."""
    said = _light(report.language)
    for word in words(report.text):
        written = word.span.cut(report.text)
        if len(word.folded) <= _LEAST or word.folded in said or not written[0].isalpha() or written[0].isupper():
            continue
        if claimed.holds(word.span):
            yield written


def _light(language: LanguageTag | None) -> frozenset[str]:
    known = get_language(language)
    return known.stop_words | known.finite_verbs | known.calendar | known.speech_cues.keys() | known.numbers.keys()


def _repeats(surface: str, chosen: Sequence[str]) -> bool:
    parts = set(surface.lower().split())
    return any(parts <= set(other.lower().split()) or set(other.lower().split()) <= parts for other in chosen)
