"""The sentences of a running summary: central, standing alone, from different origins, each telling something new."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from variorum.languages import get_language
from variorum.model import (
    Article,
    ArticleClaims,
    Breakdown,
    Claim,
    Evidence,
    LanguageTag,
    Origin,
    Outcome,
    QuestionKind,
    Span,
)
from variorum.summarize.centrality import centrality
from variorum.summarize.happening import day_told
from variorum.summarize.standing import stands_alone, without_dateline
from variorum.summarize.superseded import holds_any, superseded_figures
from variorum.text.wordings import Wording
from variorum.text.words import content_words, words

_MOST = 4
_BACKGROUND = timedelta(days=30)  # so long before what a story opens with is its history
_LEAST = 0.35  # of the best sentence's worth: what is less central is no summary
_REPEATED = 0.35  # share of the shorter sentence's terms that stand in one already chosen
_DISPUTED = 0.5  # worth of a sentence with a number on which the reports part
_OUTDATED = 0.25  # worth of a sentence with a number that a later report brought up to date
_OPENING = 2  # sentences of a report among which the one is that tells what happened
_COPIED = 0.3  # share of its sentences that stand word for word in another article of its origin: it is a copy
_EARLY = 1.0  # how much more the first sentence of a report is worth than its last


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of one report, and how well it would stand for the story."""

    evidence: Evidence  # without its dateline
    claim: Evidence  # the whole sentence
    origin: str
    language: LanguageTag | None
    wording: Wording
    share: float  # how far down the report
    terms: frozenset[str]
    worth: float
    alone: bool  # it can stand alone
    disputed: bool  # it holds a number that other reports contradict or bring up to date
    outdated: bool = False  # it holds a figure that a later report brought up to date
    day: date | None = None  # on which what it tells happened, by its own words
    told: date | None = None  # of its report
    place: int = 0  # which sentence of its report
    theme: float = 0.0  # how much of what the reports of its language open with it tells


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
    doubts = _doubts(breakdown)
    superseded = superseded_figures(breakdown, claims)
    heard = _heard(reports, claims, origins)
    rows = [(report, number, claim) for report in heard for number, claim in enumerate(claims[report.id].claims)]
    terms = [content_words(claim.span.cut(report.text), report.language) for report, _, claim in rows]
    theme = _openings(
        heard, terms_of={id(claim): own for (_, _, claim), own in zip(rows, terms, strict=True)}, claims=claims
    )
    found = []
    for (report, number, claim), own, weight in zip(rows, terms, centrality(terms), strict=True):
        whole = Evidence(article=report.id, span=claim.span)
        span = without_dateline(report, claim.span)
        doubt = min(
            (w for one, w in doubts.items() if one.article == report.id and span.overlaps(one.span)), default=1.0
        )
        share = number / len(claims[report.id].claims)
        found.append(
            Sentence(
                evidence=Evidence(article=report.id, span=span),
                claim=whole,
                origin=origin_of.get(report.id, report.id),
                language=report.language,
                wording=_wording(claim, report),
                share=share,
                terms=frozenset(own),
                worth=_worth(weight * len(rows), share, told_by=_most(told_by[report.id], claim.span), doubt=doubt),
                alone=stands_alone(report, span) and not _is_fragment(claim, report),
                disputed=doubt < 1.0,
                outdated=holds_any(claim.quantities, superseded),
                day=day_told(report, claim.span),
                told=report.published.date() if report.published else None,
                place=number,
                theme=doubt**0.5 * sum(theme[report.language][term] for term in set(own)),
            )
        )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The sentences of a summary, in the order of what they tell, and which of them tells the story best alone."""

    sentences: tuple[Evidence, ...] = ()
    lead: Evidence | None = None


def choose_sentences(sentences: Sequence[Sentence]) -> Chosen:
    """Up to four sentences of one language, each of another origin, in the order in which what they tell happened.

    One of them tells what most reports open with; none holds a figure that is out of date, none is of long before. A
    story of one origin is told by it alone.
    """
    language = main_language(sentences)
    able = sorted(
        (one for one in sentences if one.alone and one.language == language and not one.outdated),
        key=lambda sentence: (-sentence.worth, sentence.evidence.article, sentence.evidence.span),
    )
    lead = _lead(able)
    if lead is None:
        return Chosen()
    days = _days(sentences)
    told = days[lead.claim]
    current = [one for one in able if not (told and (day := days[one.claim]) and told - day > _BACKGROUND)]
    chosen = [lead]
    while len(chosen) < _MOST and (best := _next(current, chosen)) is not None:
        if len(chosen) >= 2 and best.worth < _LEAST * chosen[1].worth:
            break
        chosen.append(best)
    ordered = sorted(chosen, key=lambda one: (days[one.claim] or date.max, one is not lead, one.share, -one.worth))
    return Chosen(tuple(sentence.evidence for sentence in ordered), lead.evidence)


def _days(sentences: Sequence[Sentence]) -> Mapping[Evidence, date | None]:
    """For each claim the day of what it tells: its own, else that with which its report opens, else the report's.

    Only the opening carries on: behind "in 1998" a report comes back to today without saying so.
    """
    found: dict[Evidence, date | None] = {}
    opening: dict[str, date | None] = {}
    for sentence in sentences:
        article = sentence.claim.article
        if sentence.place < _OPENING and opening.get(article) is None:
            opening[article] = sentence.day
        found[sentence.claim] = sentence.day or opening.get(article) or sentence.told
    return found


def _lead(able: Sequence[Sentence]) -> Sentence | None:
    """The first sentence of a report that tells most of what all reports open with; a later one where none can."""
    if not able:
        return None
    first = min(sentence.place for sentence in able)
    openings = [sentence for sentence in able if sentence.place == first]
    return max(openings, key=lambda sentence: (sentence.theme, sentence.worth))


def repeats(sentence: Sentence, chosen: Sequence[Sentence]) -> bool:
    """Whether a chosen sentence already tells most of it."""
    return any(
        len(sentence.terms & other.terms) >= _REPEATED * max(1, min(len(sentence.terms), len(other.terms)))
        for other in chosen
    )


def _worth(central: float, share: float, *, told_by: int, doubt: float) -> float:
    """Central, early, told by many origins; a number on which the reports part lessens it."""
    return central * (1.0 + _EARLY * (1.0 - share)) * math.sqrt(told_by) * doubt


def _next(able: Sequence[Sentence], chosen: Sequence[Sentence]) -> Sentence | None:
    """The worthiest sentence that says something new, of an origin that has not spoken, where there are several."""
    alone = len({sentence.origin for sentence in able}) == 1
    spoken = set() if alone else {sentence.origin for sentence in chosen}
    left = (one for one in able if one not in chosen and one.origin not in spoken and not repeats(one, chosen))
    return max(left, key=lambda sentence: sentence.worth, default=None)


def _wording(claim: Claim, report: Article) -> Wording:
    figures = frozenset(bound for one in claim.quantities for bound in (one.low, one.high) if bound is not None)
    return Wording(claim.span.cut(report.text), report.language, figures)


def _is_fragment(claim: Claim, report: Article) -> bool:
    """ "Survivors said it was dark": somebody says something of something, and nothing of it is named."""
    if claim.names or not any(character.isupper() for character in report.text):
        return False
    cues = get_language(report.language).speech_cues
    return any(word.folded in cues for word in words(claim.span.cut(report.text)))


def main_language(sentences: Sequence[Sentence]) -> LanguageTag | None:
    """The language of most origins; of several as common English, else the one with most sentences."""
    spoken = Counter(language for _, language in {(s.origin, s.language): s.language for s in sentences})
    length = Counter(sentence.language for sentence in sentences)
    return max(spoken, key=lambda tag: (spoken[tag], tag == "en", length[tag], tag or ""), default=None)


def _told_by(breakdown: Breakdown) -> Mapping[str, list[tuple[Span, int]]]:
    """For each article the places of what others tell, too, and how many origins do."""
    found: dict[str, list[tuple[Span, int]]] = defaultdict(list)
    for statement in breakdown.statements:
        if statement.shown:
            for member in statement.members:
                found[member.article].append((member.span, statement.origins))
    return found


def _most(told: Sequence[tuple[Span, int]], sentence: Span) -> int:
    return max((origins for span, origins in told if sentence.holds(span)), default=1)


def _doubts(breakdown: Breakdown) -> Mapping[Evidence, float]:
    """What a number on which the reports part leaves of its sentence's worth. The latest of an update is in no doubt;
    of those before it, and of what they were contradicted by, little is left."""
    parted = [one for one in breakdown.comparisons if one.kind is QuestionKind.QUANTITY]
    updates = [one for one in parted if one.outcome is Outcome.UPDATE]
    outdated = {member for one in updates for position in one.positions[:-1] for member in position.members}
    found = dict.fromkeys(outdated, _OUTDATED)
    for comparison in parted:
        if comparison.outcome is Outcome.CONFLICT:
            members = {member for position in comparison.positions for member in position.members}
            heard = max(position.origins for position in comparison.positions)
            for position in comparison.positions:
                left = _OUTDATED if members & outdated else _DISPUTED * position.origins / heard
                found.update((member, min(found.get(member, 1.0), left)) for member in position.members)
    return found


def _openings(
    heard: Sequence[Article], *, terms_of: Mapping[int, Sequence[str]], claims: Mapping[str, ArticleClaims]
) -> Mapping[LanguageTag | None, Counter[str]]:
    """For each language how many reports have a term in the headline or the sentences that they open with."""
    found: dict[LanguageTag | None, Counter[str]] = defaultdict(Counter)
    for report in heard:
        own = set(content_words(report.headline or "", report.language))
        for claim in claims[report.id].claims[:_OPENING]:
            own |= set(terms_of[id(claim)])
        found[report.language].update(own)
    return found


def _heard(
    reports: Sequence[Article], claims: Mapping[str, ArticleClaims], origins: Sequence[Origin]
) -> tuple[Article, ...]:
    """The reports without copies: of an origin its first article, and those that say mostly something else."""
    origin_of = {member: origin for origin in origins for member in origin.members}
    firsts = {origin.first for origin in origins}
    told: dict[str, set[str]] = defaultdict(set)
    kept = set()
    for report in sorted(reports, key=lambda report: report.id not in firsts):
        own = {claim.span.cut(report.text) for claim in claims[report.id].claims}
        origin = origin_of.get(report.id)
        known = told[origin.key] if origin else set[str]()
        if not known or len(own & known) < _COPIED * len(own):
            kept.add(report.id)
        known |= own
    return tuple(report for report in reports if report.id in kept)
