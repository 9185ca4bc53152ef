"""One article in, its claims out: every sentence that is no furniture, with what was read in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from variorum.claims.as_of import with_days
from variorum.claims.quantities import find_quantities
from variorum.claims.quotations import find_quotations
from variorum.claims.scene import Scene, lay_out
from variorum.model import Article, ArticleClaims, Attribution, Claim, Quantity, Quotation, Span
from variorum.text.furniture import furniture, without_furniture
from variorum.text.language import identify

MADE_BY = "claims/3"
_DIRECT_SHARE = 0.5  # of the sentence in quotation marks makes it the speaker's statement
_TOLD_SHARE = 0.35  # beside what is told stands who told it, to whom and when
_WORDS = 2  # a shorter piece beside furniture states nothing


def read_claims(article: Article) -> ArticleClaims:
    """All claims of an article in the order of its text; what is furniture is left out."""
    language = article.language or identify(article.text)
    scene = lay_out(without_furniture(article.text, language), language)
    skipped = furniture(article.text, language)
    published = article.published.date() if article.published else None
    quantities = with_days(find_quantities(scene), scene, published)
    quotations = find_quotations(scene)
    claims = (
        _claim(scene, piece, quantities, quotations)
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


def _claim(scene: Scene, span: Span, quantities: Sequence[Quantity], quotations: Sequence[Quotation]) -> Claim:
    spoken = tuple(quotation for quotation in quotations if span.holds(quotation.span))
    names = dict.fromkeys(name.key for name in scene.names if span.holds(name.span))
    return Claim(
        span=span,
        names=tuple(names),
        quantities=tuple(quantity for quantity in quantities if span.holds(quantity.span)),
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
