"""How much of a text may be quoted where an instance shows excerpts only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from variorum.model import Article
from variorum.text.furniture import without_furniture
from variorum_site.news.queries.records import TextPiece
from variorum_site.news.queries.shelf import paragraph_spans, shortened

EXCERPT_LETTERS = 600
_EXCERPT_PARAGRAPHS = 2


def paragraphs_of(text: str) -> tuple[tuple[TextPiece, ...], ...]:
    """A text by paragraphs, each in one piece."""
    return tuple((TextPiece(text=span.cut(text)),) for span in paragraph_spans(text))


def excerpt_of(article: Article) -> tuple[tuple[TextPiece, ...], ...]:
    """As much of an article as may be quoted, without page furniture."""
    return tuple(shortened_paragraphs(paragraphs_of(without_furniture(article.text, article.language))))


def shortened_paragraphs(paragraphs: Iterable[tuple[TextPiece, ...]]) -> Iterator[tuple[TextPiece, ...]]:
    """The first paragraphs, cut when they are long: as much as may be quoted."""
    left = EXCERPT_LETTERS
    telling = (paragraph for paragraph in paragraphs if any(piece.text.strip() for piece in paragraph))
    for paragraph in islice(telling, _EXCERPT_PARAGRAPHS):
        pieces: list[TextPiece] = []
        for piece in paragraph:
            text = re.sub(" {2,}", " ", piece.text if pieces else piece.text.lstrip())
            if left > 0 and text:
                pieces.append(TextPiece(text=excerpt_piece(text, left), mark=piece.mark))
            left -= len(text)
        if pieces:
            yield tuple(pieces)


def excerpt_piece(text: str, letters: int) -> str:
    """The piece itself where it is short enough, else its beginning."""
    return text if len(text) <= letters else shortened(text, letters=letters)
