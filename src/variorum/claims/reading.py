"""One article in, its claims out: every sentence that is no furniture, with what was read in it."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, Protocol, TypeVar

from variorum.claims.as_of import with_days
from variorum.claims.quantities import find_quantities
from variorum.claims.quotations import find_quotations
from variorum.claims.scene import Scene, lay_out
from variorum.model import Article, ArticleClaims, Attribution, Claim, Quantity, Quotation, Span
from variorum.text.furniture import furniture, without_furniture
from variorum.text.language import identify
from variorum.text.names import Name

MADE_BY = "claims/4"
_DIRECT_SHARE = 0.5  # of the sentence in quotation marks makes it the speaker's statement
_TOLD_SHARE = 0.35  # beside what is told stands who told it, to whom and when
_WORDS = 2  # a shorter piece beside furniture states nothing


def read_claims(article: Article) -> ArticleClaims:
    """All claims of an article in the order of its text; what is furniture is left out."""
    language = article.language or identify(article.text)
    scene = lay_out(without_furniture(article.text, language), language)
    skipped = furniture(article.text, language)
    published = article.published.date() if article.published else None
    quantities = _InOrder(with_days(find_quantities(scene), scene, published))
    quotations = _InOrder(find_quotations(scene))
    names = _InOrder(scene.names)
    claims = (
        _claim(piece, quantities, quotations, names)
        for sentence in scene.sentences
        for piece in _clean(scene, sentence, skipped)
    )
    return ArticleClaims(article=article.id, revision=article.revision, claims=tuple(claims), made_by=MADE_BY)


def _clean(scene: Scene, sentence: Span, skipped: Sequence[Span]) -> Iterator[Span]:
    """What is left of a sentence beside furniture: itself, or its longest clean part."""
    over = [span for span in skipped if span.overlaps(sentence)]
    if not over:
        yield sentence
        return
    edges = [sentence.start, *(edge for span in over for edge in span), sentence.end]
    parts = [_stripped(scene.text, edges[i], edges[i + 1]) for i in range(0, len(edges), 2)]
    longest = max(parts, key=lambda span: span.end - span.start)
    if longest.end > longest.start and scene.word_at(longest.end) - scene.word_at(longest.start) >= _WORDS:
        yield longest


def _stripped(text: str, start: int, end: int) -> Span:
    piece = text[start : max(start, end)]
    left = start + len(piece) - len(piece.lstrip())
    return Span(left, max(left, start + len(piece.rstrip())))


class _Placed(Protocol):
    @property
    def span(self) -> Span: ...


_P = TypeVar("_P", bound=_Placed)


class _InOrder(Generic[_P]):
    """What stands in a text, by where it begins: a long text has thousands of sentences, and each asks for its own."""

    def __init__(self, found: Iterable[_P]) -> None:
        self._found = sorted(found, key=lambda one: one.span.start)
        self._starts = [one.span.start for one in self._found]

    def within(self, span: Span) -> tuple[_P, ...]:
        first, last = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
        return tuple(one for one in self._found[first:last] if span.holds(one.span))


def _claim(span: Span, quantities: _InOrder[Quantity], quotations: _InOrder[Quotation], names: _InOrder[Name]) -> Claim:
    spoken = quotations.within(span)
    return Claim(
        span=span,
        names=tuple(dict.fromkeys(name.key for name in names.within(span))),
        quantities=quantities.within(span),
        quotations=spoken,
        attribution=_attribution(span, spoken),
    )


def _attribution(span: Span, quotations: Sequence[Quotation]) -> Attribution | None:
    """Whose statement the sentence is: of whom its larger part is told or quoted, pieces of an utterance together."""
    length = span.end - span.start
    told: dict[tuple[int | None, bool], list[Quotation]] = defaultdict(list)
    for quotation in quotations:
        if quotation.statement and not quotation.nested:
            told[quotation.utterance, quotation.direct].append(quotation)
    for (_, direct), pieces in told.items():
        share = sum(piece.span.end - piece.span.start for piece in pieces) / length
        said = next((piece.attribution for piece in pieces if piece.attribution), None)
        if said and share > (_DIRECT_SHARE if direct else _TOLD_SHARE):
            return said
    return None
