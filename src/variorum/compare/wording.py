"""Words that take a side: what one report calls an operation and another a raid, told of the same thing."""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import combinations
from typing import NamedTuple

from variorum.compare.terms import ClaimTerms, StoryTerms
from variorum.compare.voices import Voices
from variorum.model import Article, Comparison, Evidence, LanguageTag, Outcome, QuestionKind, Span
from variorum.text.words import fold, words

MADE_BY = "compare/4"
_REACH = 4  # content words on either side
_COMPANY = 2  # of them that two reports must share around their words, to speak of one thing
_STEADY = 2  # uses by one report, its headline included, that make its word a choice and no chance


class _Way(NamedTuple):
    """One of several ways to call a thing: the thing and the row in charged.toml."""

    language: str
    thing: str
    row: int


@dataclass(frozen=True, slots=True)
class _Use:
    """A report's word for a thing: where it stands first in the text, how often it is used, and in what company."""

    article: str
    way: _Way
    evidence: Evidence
    count: int
    company: frozenset[str]


def compare_wording(story: StoryTerms, voices: Voices) -> tuple[Comparison, ...]:
    """One comparison for each thing for which reports choose different words, those with most voices first."""
    chosen: dict[tuple[str, str], list[_Use]] = defaultdict(list)
    claims: dict[str, list[ClaimTerms]] = defaultdict(list)
    for claim in story.claims:
        claims[claim.article].append(claim)
    for article, told in claims.items():
        for use in _choices(voices.reports[article], told):
            chosen[use.way.language, use.way.thing].append(use)
    found = [comparison for uses in chosen.values() if (comparison := _compare(uses, voices))]
    return tuple(sorted(found, key=lambda one: (-sum(position.origins for position in one.positions), one.question)))


def _choices(report: Article, told: Sequence[ClaimTerms]) -> Iterator[_Use]:
    """The words of a report for things that have several; a report that uses two for one thing makes no choice."""
    table = _charged(report.language)
    if not table:
        return
    spoken: dict[_Way, list[tuple[Evidence, frozenset[str]]]] = defaultdict(list)
    for claim in told:
        for span, folded in _own_words(report, claim):
            if (way := table.get(folded)) is not None:
                spoken[way].append((Evidence(article=report.id, span=span), _company(claim, span)))
    heard = [word.folded for word in words(report.headline or "")]
    things = [way.thing for way in spoken]
    for way, uses in spoken.items():
        if things.count(way.thing) == 1:
            count = len(uses) + sum(table.get(folded) == way for folded in heard)
            yield _Use(report.id, way, uses[0][0], count, frozenset[str]().union(*(near for _, near in uses)))


def _own_words(report: Article, claim: ClaimTerms) -> Iterator[tuple[Span, str]]:
    """The words of a claim that are the report's own, not quoted."""
    start = claim.claim.span.start
    quoted = [quotation.span for quotation in claim.claim.quotations if quotation.direct]
    for word in words(claim.claim.span.cut(report.text)):
        span = Span(start + word.span.start, start + word.span.end)
        if not any(span.overlaps(one) for one in quoted):
            yield span, word.folded


def _company(claim: ClaimTerms, span: Span) -> frozenset[str]:
    """The content words around a word, without it."""
    place = bisect_right(claim.places, span.start) - 1
    before, after = claim.sequence[max(0, place - _REACH) : max(0, place)], claim.sequence[place + 1 :][:_REACH]
    return frozenset((*before, *after))


def _compare(uses: Sequence[_Use], voices: Voices) -> Comparison | None:
    """The ways that independent reports choose in like company; each way must be used steadily by one of them."""
    apart: set[int] = set()
    for (left, one), (right, other) in combinations(enumerate(uses), 2):
        differ = one.way != other.way and voices.apart(one.article, other.article)
        if differ and len(one.company & other.company) >= _COMPANY:
            apart |= {left, right}
    ways: dict[_Way, list[_Use]] = defaultdict(list)
    for number in sorted(apart):
        ways[uses[number].way].append(uses[number])
    steady = [told for told in ways.values() if any(use.count >= _STEADY for use in told)]
    if len(steady) < 2:
        return None
    positions = []
    for told in steady:
        earliest = voices.position("", [use.evidence for use in told]).members
        positions.append(voices.position(voices.text(earliest[0]), earliest))
    ranked = tuple(sorted(positions, key=lambda position: -position.origins))
    return Comparison(
        kind=QuestionKind.WORDING,
        question=" / ".join(position.value for position in ranked),
        outcome=Outcome.WORDING,
        positions=ranked,
        made_by=MADE_BY,
    )


@cache
def _charged(language: LanguageTag | None) -> Mapping[str, _Way]:
    """Each charged word of a language with the way that it stands for."""
    tag = (language or "").split("-")[0]
    table = tomllib.loads((files("variorum.compare") / "charged.toml").read_text(encoding="utf-8")).get(tag, {})
    return {
        fold(word): _Way(tag, thing, number)
        for thing, rows in table.items()
        for number, row in enumerate(rows)
        for word in row
    }
