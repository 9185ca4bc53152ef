"""The headlines side by side, and what each of them and the sentence under it puts first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set

from variorum.languages import get_language
from variorum.model import (
    Article,
    ArticleClaims,
    Comparison,
    Evidence,
    First,
    Headline,
    LanguageTag,
    Quantity,
    QuestionKind,
    Span,
    Statement,
)
from variorum.text.names import name_key
from variorum.text.territories import Kind, territory_of
from variorum.text.words import Word, words

_NAME = 5  # words of the longest name that is looked for
_MARKS = "\"“”„«»‘'「『《‹›"

Figures = Mapping[str, Sequence[Quantity]]  # report -> the figures in its headline


def read_headlines(
    reports: Sequence[Article],
    claims: Mapping[str, ArticleClaims],
    *,
    figures: Figures,
    statements: Sequence[Statement],
    comparisons: Sequence[Comparison],
) -> tuple[Headline, ...]:
    """A row for each report that has a headline. Names are those that the texts have, in whatever case they stand."""
    told = Counter(key for report in reports for one in claims[report.id].claims for key in one.names)
    names = {key for key, uses in told.items() if uses > 1}
    return tuple(
        _headline(
            report,
            report.headline,
            claims[report.id],
            names=names,
            figure=next(iter(figures.get(report.id, ())), None),
            statements=statements,
            comparisons=comparisons,
        )
        for report in reports
        if report.headline
    )


def _headline(
    report: Article,
    text: str,
    told: ArticleClaims,
    *,
    names: Set[str],
    figure: Quantity | None,
    statements: Sequence[Statement],
    comparisons: Sequence[Comparison],
) -> Headline:
    actor = _first_name(text, report, names)
    lead = Evidence(article=report.id, span=told.claims[0].span) if told.claims else None
    return Headline(
        article=report.id,
        text=text,
        first=_first(text, report.language, actor=actor, figure=figure.span if figure else None),
        actor=actor,
        figure=figure.span if figure else None,
        question=_question(report.id, told, figure, comparisons) if figure else None,
        lead=lead,
        statement=_statement(lead, statements) if lead else None,
    )


def _first_name(text: str, report: Article, known: Set[str]) -> Span | None:
    """The first run of words in a headline that the texts know as a name, the longest from there; no place behind "in".

    Names are looked up, since in a headline in Title Case every word looks like one; what the text also writes small is
    none.
    """
    read, rules = words(text), get_language(report.language)
    for first, word in enumerate(read):
        placed = first and read[first - 1].folded in rules.place_prepositions
        if placed or word.folded in rules.stop_words or text[word.span.start].islower():
            continue
        for span in _runs(read, first):
            written = span.cut(text)
            if _is_adjective(text, span, report.language):
                continue
            if name_key(written) in known and not re.search(rf"\b{re.escape(written.lower())}\b", report.text):
                return span
    return None


def _is_adjective(text: str, span: Span, language: LanguageTag | None) -> bool:
    """Whether words say of what country that is which follows: "Norwegian ferry"."""
    place = territory_of(span.cut(text), language)
    return place is not None and place[1] is Kind.PEOPLE and text[span.end : span.end + 1] == " "


def _runs(read: Sequence[Word], first: int) -> Iterator[Span]:
    for size in range(min(_NAME, len(read) - first), 0, -1):
        yield Span(read[first].span.start, read[first + size - 1].span.end)


def _first(text: str, language: LanguageTag | None, *, actor: Span | None, figure: Span | None) -> First:
    """What the headline's first word of weight belongs to."""
    if text.lstrip()[:1] in _MARKS:
        return First.QUOTATION
    known = get_language(language)
    for word in words(text):
        for kind, span in ((First.ACTOR, actor), (First.FIGURE, figure)):
            if span and span.overlaps(word.span):
                return kind
        if word.folded not in known.stop_words | known.articles | known.titles:
            return First.EVENT
    return First.EVENT


def _question(article: str, told: ArticleClaims, figure: Quantity, comparisons: Sequence[Comparison]) -> str | None:
    """The question that a figure of the headline answers: the report's text gives the same one as an answer."""
    same = {
        quantity.span
        for quantity in told.quantities
        if quantity.low == figure.low and quantity.role is figure.role and quantity.unit == figure.unit
    }
    for comparison in comparisons:
        if comparison.kind is QuestionKind.QUANTITY:
            for position in comparison.positions:
                if any(member.article == article and member.span in same for member in position.members):
                    return comparison.question
    return None


def _statement(lead: Evidence, statements: Sequence[Statement]) -> int | None:
    """The shown statement that the lead tells with most others."""
    holding = [
        number
        for number, one in enumerate(statements)
        if one.shown and any(lead.overlaps(member) for member in one.members)
    ]
    return max(holding, key=lambda number: (statements[number].origins, statements[number].score), default=None)
