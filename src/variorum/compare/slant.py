"""Words that set a side's coverage apart: log-odds with an informative Dirichlet prior.

After Monroe, Colaresi and Quinn, "Fightin' Words" (Political Analysis 16, 2008): a word's odds on one side against
those on the others, both drawn toward the story as a whole, in standard errors. Rare words need a larger difference.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from variorum.compare.terms import StoryTerms
from variorum.compare.voices import Voices, outlet_label
from variorum.languages import get_language
from variorum.model import Article, Evidence, LanguageTag, Span, Term
from variorum.text.words import cut_words, fold

_SURE = 1.96  # standard errors: a difference that chance alone makes in one of twenty words
_USES = 3
_ORIGINS = 2
_LISTED = 10  # words of one side

Sides = Callable[[Article], str | None]


@dataclass(slots=True)
class _Side:
    """What one side writes in its own words, each origin counted once."""

    uses: Counter[str] = field(default_factory=Counter)
    origins: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # term -> origins
    places: dict[str, dict[str, Span]] = field(default_factory=lambda: defaultdict(dict))  # term -> report -> first

    @property
    def size(self) -> int:
        return self.uses.total()


def find_terms(story: StoryTerms, voices: Voices) -> tuple[Term, ...]:
    """The words by which countries differ, and outlets that have several texts, one language at a time."""
    found: list[Term] = []
    for by, side_of in (("country", _country), ("outlet", outlet_label)):
        for language, sides in _read(story, voices, side_of).items():
            found += _contrast(sides, by=by, language=language, voices=voices)
    return tuple(found)


def _country(report: Article) -> str | None:
    return report.country


def _read(story: StoryTerms, voices: Voices, side_of: Sides) -> dict[LanguageTag | None, dict[str, _Side]]:
    """The words of each side in each language. Of an origin with several reports on one side the first is read."""
    read: dict[tuple[str, str], str] = {}
    for article in voices.in_order:
        side = side_of(voices.reports[article])
        if side is not None:
            read.setdefault((side, voices.origin_of[article]), article)
    sides: dict[LanguageTag | None, dict[str, _Side]] = defaultdict(lambda: defaultdict(_Side))
    for claim in story.claims:
        side = side_of(voices.reports[claim.article])
        origin = voices.origin_of[claim.article]
        if side is None or read[side, origin] != claim.article:
            continue
        here = sides[claim.language][side]
        quoted = [quotation.span for quotation in claim.claim.quotations if quotation.direct]
        for term, start in zip(claim.sequence, claim.places, strict=True):
            if not any(span.start <= start < span.end for span in quoted):
                here.uses[term] += 1
                here.origins[term].add(origin)
                here.places[term].setdefault(claim.article, Span(start, start + 1))
    return sides


def _contrast(sides: dict[str, _Side], *, by: str, language: LanguageTag | None, voices: Voices) -> Iterator[Term]:
    whole = Counter[str]()
    for side in sides.values():
        whole.update(side.uses)
    if len(whole) < 2:
        return  # of one word alone nobody uses more than others
    for name in sorted(sides):
        side = sides[name]
        others = whole - side.uses
        if not others:
            continue
        told = [
            term
            for use in side.uses
            if (term := _term(use, side, others, whole, name=name, by=by, language=language, voices=voices))
        ]
        yield from sorted(told, key=lambda term: (-term.z, term.term))[:_LISTED]


def _term(
    word: str,
    side: _Side,
    others: Counter[str],
    whole: Counter[str],
    *,
    name: str,
    by: str,
    language: LanguageTag | None,
    voices: Voices,
) -> Term | None:
    if side.uses[word] < _USES or len(side.origins[word]) < _ORIGINS:
        return None
    log_odds, z = _difference(
        (side.uses[word], side.size), (others[word], others.total()), prior=(whole[word], whole.total())
    )
    members = tuple(_whole_word(article, span, voices) for article, span in side.places[word].items())
    written = _written(members, voices)
    if z < _SURE or (word.startswith("@") and written[0].islower()) or fold(written) in get_language(language).calendar:
        return None
    return Term(
        term=written,
        side=name,
        by=by,
        language=language,
        uses=side.uses[word],
        elsewhere=others[word],
        words=side.size,
        words_elsewhere=others.total(),
        log_odds=round(log_odds, 3),
        z=round(z, 2),
        origins=len(side.origins[word]),
        members=members,
    )


def _difference(side: tuple[int, int], others: tuple[int, int], *, prior: tuple[int, int]) -> tuple[float, float]:
    """The difference of log-odds and its z. The prior has the story's shares and the size of the smaller text."""
    size = min(side[1], others[1])
    expected = size * prior[0] / prior[1]
    odds = [_log_odds(uses + expected, total + size) for uses, total in (side, others)]
    variance = sum(1.0 / (uses + expected) for uses, _ in (side, others))
    difference = odds[0] - odds[1]
    return difference, difference / math.sqrt(variance)


def _log_odds(uses: float, total: float) -> float:
    return math.log(uses / (total - uses))


def _whole_word(article: str, span: Span, voices: Voices) -> Evidence:
    """The word that begins at a place."""
    written = cut_words(voices.reports[article].text[span.start : span.start + 80]).written
    return Evidence(article=article, span=Span(span.start, span.start + len(written[0])))


def _written(members: Sequence[Evidence], voices: Voices) -> str:
    """The word as most of its reports write it at its first place."""
    return Counter(voices.text(member) for member in members).most_common(1)[0][0]
