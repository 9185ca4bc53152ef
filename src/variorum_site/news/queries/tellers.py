"""Who tells, carries, rests on and leaves out what, out of a stored breakdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from variorum.compare.agreed import Agreed
from variorum.compare.matrix import read_matrix
from variorum.compare.steps import read_steps
from variorum.model import Comparison, Evidence, First, Headline, Statement, Term
from variorum_site.news.queries.breakdown_records import (
    CountryAlone,
    FigureView,
    FrontedView,
    MatrixPage,
    MissingView,
    RowView,
    SideView,
    SideWordView,
    SourceView,
    Tellers,
)
from variorum_site.news.queries.records import Passage, TextPiece
from variorum_site.news.queries.shelf import Shelf
from variorum_site.news.store import Reading


def tellers(reading: Reading, shelf: Shelf, agreed: Agreed) -> Tellers:
    """The records of a reading's tellers; parts whose articles are not at hand are left out."""
    wording = {one.statement: one.said for one in agreed.statements}
    return Tellers(
        figures=tuple(_figures(agreed, shelf)),
        countries=tuple(_countries(reading, shelf)),
        missing=tuple(_missing(reading, shelf, wording)),
        sources=tuple(_sources(reading, shelf)),
        headlines={one.article: _fronted(one, reading) for one in reading.breakdown.headlines},
        sides=tuple(_sides(reading)),
        matrix=_matrix(reading, shelf, wording),
    )


def _figures(agreed: Agreed, shelf: Shelf) -> Iterator[FigureView]:
    for one in agreed.figures:
        members = [one.said, *(member for member in one.members if member != one.said)]
        passages = shelf.passages(members)
        if passages:
            yield FigureView(label=" ".join(one.label.split()), passages=passages, origins=one.origins)


def _countries(reading: Reading, shelf: Shelf) -> Iterator[CountryAlone]:
    for country, found in groupby(reading.breakdown.only_in, key=lambda one: one.country):
        passages = shelf.passages(one.members[0] for one in found if one.members)
        if passages:
            yield CountryAlone(country=country, passages=passages)


def _missing(reading: Reading, shelf: Shelf, wording: Mapping[Statement, Evidence]) -> Iterator[MissingView]:
    statements = reading.breakdown.statements
    for one in reading.breakdown.left_out:
        left = (_wordings(statements[number], shelf, wording) for number in one.statements)
        told = tuple(passages for passages in left if passages)
        if told and one.article in shelf.refs:
            yield MissingView(article=shelf.refs[one.article], told=told)


def _wordings(statement: Statement, shelf: Shelf, wording: Mapping[Statement, Evidence]) -> tuple[Passage, ...]:
    """A statement in the words in which it stands above, then in those of all who make it."""
    first = wording.get(statement)
    return shelf.passages([first, *statement.members] if first else statement.members)


def _sources(reading: Reading, shelf: Shelf) -> Iterator[SourceView]:
    """Sources that several voices name, those of most first, and those of which a reader should be warned."""
    chains = [one for one in reading.breakdown.chains if (one.rests and one.origins > 1) or one.flags]
    for chain in sorted(chains, key=lambda one: (-one.origins, -len(one.flags))):
        told = dict.fromkeys(rest.members[0] for rest in chain.rests if rest.members)
        yield SourceView(
            source=chain.source,
            kind=chain.kind,
            spellings=tuple(one for one in chain.spellings if one.casefold() != chain.source.casefold()),
            flags=chain.flags,
            origins=chain.origins,
            steps=read_steps(chain),
            passages=shelf.passages(told),
        )


def _fronted(headline: Headline, reading: Reading) -> FrontedView:
    """What stands first is marked, a figure or a name; what a figure answers that stands first is told."""
    span = {First.FIGURE: headline.figure, First.ACTOR: headline.actor}.get(headline.first)
    text = headline.text
    pieces = [TextPiece(text=text)]
    if span:
        parts = [(text[: span.start], None), (span.cut(text), "first"), (text[span.end :], None)]
        pieces = [TextPiece(text=words, mark=mark) for words, mark in parts if words]
    comparisons = reading.breakdown.comparisons
    answers = headline.question if headline.first is First.FIGURE else None
    asked = next((one for one in comparisons if answers and one.question == answers), None)
    return FrontedView(
        first=headline.first,
        pieces=tuple(pieces),
        question=asked.question if asked else None,
        outcome=asked.outcome if asked else None,
    )


def _sides(reading: Reading) -> Iterator[SideView]:
    favoured = [one for one in reading.breakdown.terms if one.log_odds > 0]
    for (side, by), terms in groupby(favoured, key=lambda one: (one.side, one.by)):
        yield SideView(side=side, by=by, words=tuple(map(_word, terms)))


def _word(term: Term) -> SideWordView:
    return SideWordView(
        term=term.term, language=term.language, uses=term.uses, elsewhere=term.elsewhere, origins=term.origins
    )


def _matrix(reading: Reading, shelf: Shelf, wording: Mapping[Statement, Evidence]) -> MatrixPage | None:
    articles = [article for one, article in shelf.texts.items() if one in shelf.refs]
    found = read_matrix(articles, reading.breakdown, origins=reading.origins)
    if found is None:
        return None
    return MatrixPage(
        matrix=found,
        articles=tuple(shelf.refs[column.report] for column in found.columns),
        rows=tuple(_row(row.told, shelf, wording) for row in found.rows),
    )


def _row(told: Comparison | Statement, shelf: Shelf, wording: Mapping[Statement, Evidence]) -> RowView:
    if isinstance(told, Comparison):
        answers = tuple(" ".join(position.value.split()) for position in told.positions)
        return RowView(question=told.question, outcome=told.outcome, answers=answers)
    return RowView(passages=_wordings(told, shelf, wording))
