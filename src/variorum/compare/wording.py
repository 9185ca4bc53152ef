"""Words that take a side: what one report calls an operation and another a raid, told of the same thing."""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import combinations, product
from typing import NamedTuple

from variorum.compare.alike import Alike, OwnWords
from variorum.compare.terms import ClaimTerms, StoryTerms
from variorum.compare.voices import Voices
from variorum.languages import get_language
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


_Spoken = Mapping[tuple[str, int], Mapping[_Way, Evidence]]  # claim -> the charged words in it


def compare_wording(story: StoryTerms, alike: Sequence[Alike], own: OwnWords) -> tuple[Comparison, ...]:
    """One comparison for each thing for which reports choose different words, those with most voices first."""
    chosen: dict[tuple[str, str], list[_Use]] = defaultdict(list)
    stated = {(one.article, one.place): one for pair in alike for one in (pair.left, pair.right)}
    spoken = {place: _ways(one, own) for place, one in stated.items()}
    level, voices = _level(alike, spoken), own.voices
    claims: dict[str, list[ClaimTerms]] = defaultdict(list)
    for claim in story.claims:
        claims[claim.article].append(claim)
    for article, told in claims.items():
        for use in _choices(voices.reports[article], told, own):
            chosen[use.way.language, use.way.thing].append(use)
    compared = {thing: one for thing, uses in chosen.items() if (one := _compare(uses, level, voices))}
    for thing, ways in _beside(alike, spoken, own).items():
        if thing not in compared and len(ways) > 1:
            compared[thing] = compare_ways([list(told.values()) for told in ways.values()], voices)
    found = compared.values()
    return tuple(sorted(found, key=lambda one: (-sum(position.origins for position in one.positions), one.question)))


def is_charged(one: str, other: str, language: LanguageTag | None) -> bool:
    """Whether two folded words are ways to call one thing by which a report takes a side."""
    left, right = (_charged(language).get(word) for word in (one, other))
    return left is not None and right is not None and left.thing == right.thing


def _choices(report: Article, told: Sequence[ClaimTerms], own: OwnWords) -> Iterator[_Use]:
    """The words of a report for things that have several; a report that uses two for one thing makes no choice."""
    table = _charged(report.language)
    if not table:
        return
    spoken: dict[_Way, list[tuple[Evidence, frozenset[str]]]] = defaultdict(list)
    for claim in told:
        for word in own.of(claim):
            if not word.key and (way := table.get(word.folded)) is not None:
                spoken[way].append((Evidence(article=report.id, span=word.span), _company(claim, word.span)))
    heard = [word.folded for word in words(report.headline or "")]
    things = [way.thing for way in spoken]
    for way, uses in spoken.items():
        if things.count(way.thing) == 1:
            count = len(uses) + sum(table.get(folded) == way for folded in heard)
            yield _Use(report.id, way, uses[0][0], count, frozenset[str]().union(*(near for _, near in uses)))


def _level(alike: Sequence[Alike], spoken: _Spoken) -> Mapping[tuple[str, str, _Way], Evidence]:
    """Where a report has one word in the very statement in which another has another: both reports, and the way."""
    found: dict[tuple[str, str, _Way], Evidence] = {}
    for pair in (pair for pair in alike if pair.shown):
        sides = [(claim, spoken[claim.article, claim.place]) for claim in (pair.left, pair.right)]
        for (mine, ways), (theirs, others) in (sides, sides[::-1]):
            for way, evidence in ways.items():
                rivals = {other for other in others if other.thing == way.thing}
                if rivals and way not in others and not rivals & ways.keys():
                    found.setdefault((mine.article, theirs.article, way), evidence)
    return found


def _ways(claim: ClaimTerms, own: OwnWords) -> dict[_Way, Evidence]:
    """The charged words of a claim, each where it stands first."""
    table = _charged(claim.language)
    found: dict[_Way, Evidence] = {}
    for word in own.of(claim) if table else ():
        if not word.key and (way := table.get(word.folded)):
            found.setdefault(way, Evidence(article=claim.article, span=word.span))
    return found


def _beside(
    alike: Sequence[Alike], spoken: _Spoken, own: OwnWords
) -> dict[tuple[str, str], dict[_Way, dict[str, Evidence]]]:
    """Words that describe one and the same word in two like sentences: "the militant group" and "the terror group".

    So close they mean one thing, whatever else the reports call it elsewhere; each report is heard once for each thing.
    """
    found: dict[tuple[str, str], dict[_Way, dict[str, Evidence]]] = defaultdict(lambda: defaultdict(dict))
    for pair in alike:
        sides = [(claim, spoken[claim.article, claim.place]) for claim in (pair.left, pair.right)]
        for one, other in product(*(ways for _, ways in sides)):
            if one.thing != other.thing or one == other or one in sides[1][1] or other in sides[0][1]:
                continue
            evidence = sides[0][1][one], sides[1][1][other]
            described = _described(pair.left, evidence[0].span, own)
            if described and described == _described(pair.right, evidence[1].span, own):
                ways = found[one.language, one.thing]
                for way, words_of in ((one, evidence[0]), (other, evidence[1])):
                    if not any(words_of.article in told for told in ways.values()):
                        ways[way][words_of.article] = words_of
    return found


def _described(claim: ClaimTerms, span: Span, own: OwnWords) -> str | None:
    """The stem of the word that a charged word stands right beside, as an adjective does: "the militant group"."""
    read, known = own.of(claim), get_language(claim.language)
    place = next(number for number, word in enumerate(read) if word.span == span)
    beside = place - 1 if known.adjectives_follow else place + 1
    if not 0 <= beside < len(read) or read[beside].folded in known.stop_words:
        return None
    apart = max(span.start, read[beside].span.start) - min(span.end, read[beside].span.end)
    return own.stems(claim)[beside] if apart == 1 else None


def _company(claim: ClaimTerms, span: Span) -> frozenset[str]:
    """The content words around a word, without it."""
    place = bisect_right(claim.places, span.start) - 1
    before, after = claim.sequence[max(0, place - _REACH) : max(0, place)], claim.sequence[place + 1 :][:_REACH]
    return frozenset((*before, *after))


def _compare(
    uses: Sequence[_Use], level: Mapping[tuple[str, str, _Way], Evidence], voices: Voices
) -> Comparison | None:
    """The ways that independent reports choose in one statement, or steadily in like company."""
    apart: set[int] = set()
    stated: dict[int, Evidence] = {}
    for (left, one), (right, other) in combinations(enumerate(uses), 2):
        if one.way == other.way or not voices.apart(one.article, other.article):
            continue
        mine, theirs = (one.article, other.article, one.way), (other.article, one.article, other.way)
        if mine in level and theirs in level:
            stated |= {left: level[mine], right: level[theirs]}
        if len(one.company & other.company) >= _COMPANY:
            apart |= {left, right}
    ways: dict[_Way, list[int]] = defaultdict(list)
    for number in sorted(apart | stated.keys()):
        ways[uses[number].way].append(number)
    steady = [
        [stated.get(number, uses[number].evidence) for number in told]
        for told in ways.values()
        if any(number in stated or uses[number].count >= _STEADY for number in told)
    ]
    if len(steady) < 2:
        return None
    return compare_ways(steady, voices)


def compare_ways(ways: Sequence[Sequence[Evidence]], voices: Voices) -> Comparison:
    """The ways to call one thing, each with who chooses it, the one of most voices first."""
    positions = []
    for told in ways:
        earliest = voices.position("", told).members
        positions.append(voices.position(voices.text(earliest[0]), earliest))
    ranked = tuple(sorted(positions, key=lambda position: (-position.origins, position.value)))
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
