"""Invented articles for the tests of claims."""

from __future__ import annotations

from variorum.claims import read_claims
from variorum.model import Article, ArticleClaims, Quantity, Quotation


def read(text: str, language: str = "en") -> ArticleClaims:
    return read_claims(Article(id="a", text=text, language=language))


def quantities(text: str, language: str = "en") -> tuple[Quantity, ...]:
    return read(text, language).quantities


def direct(text: str, language: str = "en") -> list[tuple[str, str | None]]:
    """Direct quotations with their speakers."""
    return _pairs(text, [q for q in read(text, language).quotations if q.direct])


def told(text: str, language: str = "en") -> list[tuple[str, str | None]]:
    """Told statements with their speakers."""
    return _pairs(text, [q for q in read(text, language).quotations if not q.direct])


def _pairs(text: str, found: list[Quotation]) -> list[tuple[str, str | None]]:
    return [(q.span.cut(text), q.attribution.source if q.attribution else None) for q in found]
