"""What a story's reports agree on, as its page shows it: each statement with the figures in it on which all agree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from variorum.compare.agreed import Agreed, AgreedStatement, read_agreed
from variorum.model import Evidence, Span
from variorum_site.news.queries.records import AgreedView, Passage, TextPiece
from variorum_site.news.queries.shelf import Shelf
from variorum_site.news.store import Reading


def agreement(reading: Reading, shelf: Shelf) -> Agreed:
    """What the articles at hand agree on."""
    return read_agreed(
        [article for one, article in shelf.texts.items() if one in shelf.refs],
        reading.breakdown,
        origins=reading.origins,
        points=reading.summary.key_points,
        above=reading.summary.sentences,
    )


def agreed_views(agreed: Agreed, shelf: Shelf) -> tuple[AgreedView, ...]:
    """The statements that several voices make, what most tell first."""
    return tuple(view for one in agreed.statements if (view := _view(one, shelf)))


def _view(one: AgreedStatement, shelf: Shelf) -> AgreedView | None:
    text = _passage(one.said, one.figures, shelf)
    passages = tuple(found for member in one.members if (found := _passage(member, one.figures, shelf)))
    if text is None or not passages:
        return None
    told = {passage.article.outlet.country: None for passage in passages if passage.article.outlet.country}
    return AgreedView(
        text=text,
        passages=passages,
        origins=one.origins,
        countries=tuple(told),
        of=one.core.of if one.core else None,
        source=one.statement.source,
    )


def _passage(evidence: Evidence, figures: Iterable[Evidence], shelf: Shelf) -> Passage | None:
    """A sentence in pieces, figures on which all agree marked."""
    marks = [one.span for one in figures if one.article == evidence.article and evidence.span.holds(one.span)]
    found = shelf.passage(evidence)
    if found is None or not marks:
        return found
    start = evidence.span.start
    return replace(found, pieces=pieces_of(found.marked, [Span(one.start - start, one.end - start) for one in marks]))


def pieces_of(text: str, marks: Iterable[Span]) -> tuple[TextPiece, ...]:
    """A text in pieces, those marked that the spans cut."""
    pieces, end = [], 0
    for mark in sorted(marks):
        if mark.start >= end:
            pieces += [TextPiece(text=text[end : mark.start]), TextPiece(text=mark.cut(text), mark="agreed")]
            end = mark.end
    return tuple(piece for piece in (*pieces, TextPiece(text=text[end:])) if piece.text)
