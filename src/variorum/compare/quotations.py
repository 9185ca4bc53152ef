"""One utterance that reports quote in different words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from variorum.compare.voices import Voices
from variorum.model import Article, ArticleClaims, Comparison, Evidence, Outcome, QuestionKind, Quotation
from variorum.text.names import name_key
from variorum.text.words import content_words, words

MADE_BY = "compare/4"
_ENOUGH = 4  # content words without which two quotations are alike by chance
_ALIKE = 0.6  # share of the shorter one's content words that the longer one must hold
_UNLIKE = 0.15  # share of the shorter one's words that the longer one lacks: fewer is a matter of cutting


@dataclass(frozen=True, slots=True)
class _Quoted:
    article: str
    quotation: Quotation
    content: frozenset[str]
    wording: tuple[str, ...]


def collect_quotations(
    reports: Sequence[Article], claims: Mapping[str, ArticleClaims]
) -> tuple[tuple[str, Quotation], ...]:
    """All quotations of all reports, in the order of the reports and their texts."""
    return tuple((report.id, quotation) for report in reports for quotation in claims[report.id].quotations)


def compare_quotations(quotations: Sequence[tuple[str, Quotation]], voices: Voices) -> tuple[Comparison, ...]:
    """One comparison for each utterance that two reports render differently."""
    quoted = [_read(article, quotation, voices) for article, quotation in quotations if quotation.direct]
    found: list[Comparison] = []
    told: set[int] = set()
    for number, other in _renderings([one for one in quoted if len(one.content) >= _ENOUGH]):
        if not told & {id(number), id(other)}:
            told |= {id(number), id(other)}
            found.append(_comparison(number, other, voices))
    return tuple(found)


def _read(article: str, quotation: Quotation, voices: Voices) -> _Quoted:
    text = quotation.span.cut(voices.reports[article].text)
    return _Quoted(
        article=article,
        quotation=quotation,
        content=frozenset(content_words(text, voices.reports[article].language)),
        wording=tuple(word.folded for word in words(text)),
    )


def _renderings(quoted: Sequence[_Quoted]) -> Iterator[tuple[_Quoted, _Quoted]]:
    for number, one in enumerate(quoted):
        for other in quoted[number + 1 :]:
            if one.article != other.article and _same_speaker(one, other) and _is_rendering(one, other):
                yield one, other


def _same_speaker(one: _Quoted, other: _Quoted) -> bool:
    """Whether both are put into one mouth; the last word of either name stands in the other."""
    left, right = (_speaker(quoted.quotation) for quoted in (one, other))
    return bool(left and right) and (left[-1] in right or right[-1] in left)


def _speaker(quotation: Quotation) -> list[str]:
    source = quotation.attribution.source if quotation.attribution else None
    return name_key(source or "").split()


def _is_rendering(one: _Quoted, other: _Quoted) -> bool:
    """Whether two quotations are one utterance in other words, and not one cut from the other."""
    shorter, longer = sorted((one, other), key=lambda quoted: len(quoted.wording))
    shared = len(shorter.content & longer.content) / len(shorter.content)
    lacking = sum(word not in longer.wording for word in shorter.wording) / len(shorter.wording)
    return shared >= _ALIKE and lacking >= _UNLIKE


def _comparison(one: _Quoted, other: _Quoted, voices: Voices) -> Comparison:
    source = one.quotation.attribution.source if one.quotation.attribution else None
    positions = []
    for quoted in (one, other):
        evidence = Evidence(article=quoted.article, span=quoted.quotation.span)
        positions.append(voices.position(voices.text(evidence), [evidence]))
    return Comparison(
        kind=QuestionKind.WORDING,
        question=f"quotation of {source}",
        outcome=Outcome.WORDING,
        positions=tuple(positions),
        made_by=MADE_BY,
    )
