"""Which report tells what, as a picture and in words: a strip of squares for each thing told, and a table behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from variorum.compare.strips import MANY, Strips, lay_out
from variorum.model import LanguageTag
from variorum_site.news.places import country_name
from variorum_site.news.queries import ArticleRef, Passage
from variorum_site.news.queries.breakdown_records import MatrixPage, RowView
from variorum_site.reading.present import in_language

FORMS = 6  # squares that differ by form; further answers share the last one


@dataclass(frozen=True, slots=True, kw_only=True)
class Square:
    """One report in a strip. `form` is which answer it gives; None where it gives none."""

    x: str
    form: int | None
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One answer of a question, or the statement itself, and who gives it."""

    form: int
    answer: str | None
    articles: tuple[ArticleRef, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixLine:
    """One row: what is told, its strip, who tells it, and who does not."""

    row: RowView
    passage: Passage | None  # of a statement, in the reader's language where there is one
    squares: tuple[Square, ...]
    given: tuple[Given, ...]
    silent: tuple[ArticleRef, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A country's code over its reports."""

    x: str
    text: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """A line over the reports of one voice."""

    x1: str
    x2: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixFigure:
    """The picture; sizes are text, so that no locale writes them with a comma."""

    lines: tuple[MatrixLine, ...]
    codes: tuple[Code, ...]
    joins: tuple[Join, ...]
    width: str  # of a strip and half a stroke on both sides
    height: str
    head: str
    pixels: int
    many: bool  # more reports than fit beside a label


def matrix_figure(page: MatrixPage, language: LanguageTag = "en") -> MatrixFigure:
    """The picture of a matrix for a reader of a language."""
    strips = lay_out(page.matrix)
    return MatrixFigure(
        lines=tuple(_lines(page, strips, language)),
        codes=tuple(
            Code(x=_number(one.x), text=one.country or "", title=country_name(one.country))
            for one in strips.groups
            if one.named
        ),
        joins=tuple(Join(x1=_number(one.x1), x2=_number(one.x2)) for one in strips.joins),
        width=_number(strips.width + 1),
        height=_number(strips.height + 1),
        head=_number(strips.head),
        pixels=strips.pixels,
        many=len(page.matrix.columns) > MANY,
    )


def _lines(page: MatrixPage, strips: Strips, language: LanguageTag) -> Iterator[MatrixLine]:
    for row, told in zip(page.rows, page.matrix.rows, strict=True):
        squares = tuple(
            Square(x=_number(x), form=_form(cell), title=_title(article, cell, row.answers))
            for x, cell, article in zip(strips.xs, told.cells, page.articles, strict=True)
        )
        given = tuple(
            Given(form=_form(number) or 0, answer=answer or None, articles=_outlets(page, told.cells, number))
            for number, answer in enumerate(row.answers or ("",))
        )
        yield MatrixLine(
            row=row,
            passage=in_language(row.passages, language) if row.passages else None,
            squares=squares,
            given=given,
            silent=_outlets(page, told.cells, None),
        )


def _outlets(page: MatrixPage, cells: Sequence[int | None], wanted: int | None) -> tuple[ArticleRef, ...]:
    """The articles with that answer, one of each outlet."""
    found: dict[str, ArticleRef] = {}
    for article, cell in zip(page.articles, cells, strict=True):
        if cell == wanted:
            found.setdefault(article.outlet.name, article)
    return tuple(found.values())


def _form(cell: int | None) -> int | None:
    return None if cell is None else min(cell, FORMS - 1)


def _title(article: ArticleRef, cell: int | None, answers: Sequence[str]) -> str:
    if cell is None:
        return _("%(outlet)s: not found there") % {"outlet": article.outlet.name}
    return f"{article.outlet.name}: {answers[cell]}" if answers else article.outlet.name


def _number(value: float) -> str:
    return f"{value:g}"
