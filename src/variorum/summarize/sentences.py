"""The sentences of a running summary: central, standing alone, from different origins, each telling something new."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from variorum.model import (
    Article,
    ArticleClaims,
    Breakdown,
    Evidence,
    LanguageTag,
    Origin,
    Outcome,
    QuestionKind,
)
from variorum.summarize.centrality import centrality
from variorum.summarize.standing import stands_alone, without_dateline
from variorum.text.words import content_words

_MOST = 4
_LEAST = 0.35  # of the best sentence's worth: what is less central is no summary
_REPEATED = 0.45  # share of the shorter sentence's terms that stand in one already chosen
_DISPUTED = 0.5  # worth of a sentence with a number on which the reports part
_EARLY = 1.0  # how much more the first sentence of a report is worth than its last


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of one report, and how well it would stand for the story."""

    evidence: Evidence  # without its dateline
    claim: Evidence  # the whole sentence
    origin: str
    language: LanguageTag | None
    share: float  # how far down the report
    terms: frozenset[str]
    worth: float
    alone: bool  # it can stand alone
    disputed: bool  # it holds a number that other reports contradict or bring up to date


def read_sentences(
    reports: Sequence[Article],
    claims: Mapping[str, ArticleClaims],
    breakdown: Breakdown,
    *,
    origins: Sequence[Origin],
) -> tuple[Sentence, ...]:
    """All sentences of all reports with their worth. One article of an origin is heard: its copies say the same."""
    origin_of = {member: origin.key for origin in origins for member in origin.members}
    told_by = _told_by(breakdown)
    disputed = _disputed(breakdown)
    heard = [report for report in reports if _is_heard(report, origins)]
    rows = [(report, number, claim) for report in heard for number, claim in enumerate(claims[report.id].claims)]
    terms = [content_words(claim.span.cut(report.text), report.language) for report, _, claim in rows]
    found = []
    for (report, number, claim), own, weight in zip(rows, terms, centrality(terms), strict=True):
        whole = Evidence(article=report.id, span=claim.span)
        span = without_dateline(report, claim.span)
        held = any(one.article == report.id and span.overlaps(one.span) for one in disputed)
        share = number / len(claims[report.id].claims)
        found.append(
            Sentence(
                evidence=Evidence(article=report.id, span=span),
                claim=whole,
                origin=origin_of.get(report.id, report.id),
                language=report.language,
                share=share,
                terms=frozenset(own),
                worth=_worth(weight * len(rows), share, told_by=told_by.get(whole, 1), disputed=held),
                alone=stands_alone(report, span),
                disputed=held,
            )
        )
    return tuple(found)


def choose_sentences(sentences: Sequence[Sentence]) -> tuple[Evidence, ...]:
    """Two to four sentences of one language, where so many can stand alone, in the order of the happening."""
    language = _main_language(sentences)
    able = sorted(
        (sentence for sentence in sentences if sentence.alone and sentence.language == language),
        key=lambda sentence: (-sentence.worth, sentence.evidence.article, sentence.evidence.span),
    )
    chosen: list[Sentence] = []
    while len(chosen) < _MOST and (best := _next(able, chosen)) is not None:
        if len(chosen) >= 2 and best.worth < _LEAST * chosen[0].worth:
            break
        chosen.append(best)
    ordered = sorted(chosen, key=lambda sentence: (sentence.share, -sentence.worth))
    return tuple(sentence.evidence for sentence in ordered)


def repeats(sentence: Sentence, chosen: Sequence[Sentence]) -> bool:
    """Whether a chosen sentence already tells most of it."""
    return any(
        len(sentence.terms & other.terms) >= _REPEATED * max(1, min(len(sentence.terms), len(other.terms)))
        for other in chosen
    )


def _worth(central: float, share: float, *, told_by: int, disputed: bool) -> float:
    """Central, early, told by many origins; a number on which the reports part halves it."""
    return central * (1.0 + _EARLY * (1.0 - share)) * math.sqrt(told_by) * (_DISPUTED if disputed else 1.0)


def _next(able: Sequence[Sentence], chosen: Sequence[Sentence]) -> Sentence | None:
    """The worthiest new sentence; each sentence that its origin has already given halves its worth."""
    given = Counter(sentence.origin for sentence in chosen)
    left = [sentence for sentence in able if sentence not in chosen and not repeats(sentence, chosen)]
    return max(left, key=lambda sentence: sentence.worth * 0.5 ** given[sentence.origin], default=None)


def _main_language(sentences: Sequence[Sentence]) -> LanguageTag | None:
    """The language of most origins."""
    spoken = Counter(language for _, language in {(s.origin, s.language): s.language for s in sentences})
    return spoken.most_common(1)[0][0] if spoken else None


def _told_by(breakdown: Breakdown) -> Mapping[Evidence, int]:
    found: dict[Evidence, int] = {}
    for statement in breakdown.statements:
        if statement.shown:
            for member in statement.members:
                found[member] = max(found.get(member, 1), statement.origins)
    return found


def _disputed(breakdown: Breakdown) -> tuple[Evidence, ...]:
    return tuple(
        member
        for comparison in breakdown.comparisons
        if comparison.kind is QuestionKind.QUANTITY and comparison.outcome in (Outcome.CONFLICT, Outcome.UPDATE)
        for position in comparison.positions
        for member in position.members
    )


def _is_heard(report: Article, origins: Sequence[Origin]) -> bool:
    named = [origin for origin in origins if report.id in origin.members]
    return not named or named[0].first == report.id
