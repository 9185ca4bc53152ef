"""Full-text search over the articles, in every script."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from variorum.model import Article
from variorum.text.furniture import without_furniture
from variorum.text.words import words
from variorum_site.news import models as rows
from variorum_site.news.queries.front import page_of
from variorum_site.news.queries.records import Filters, Hit, SearchResults, TextPiece
from variorum_site.news.queries.shelf import article_ref
from variorum_site.news.store import fulltext, load_articles

PAGE_SIZE = 20
_SNIPPET = 240


def search(query: str, filters: Filters | None = None, *, page: int = 1, size: int = PAGE_SIZE) -> SearchResults:
    """Articles that hold all words of the query, best first. An empty query finds nothing."""
    filters = filters or Filters()
    asked = fulltext.terms(query)
    found = fulltext.find(asked)
    known = rows.Article.objects.filter(id__in=found).select_related("outlet", "membership__story__canonical")
    facts = list(known.values_list("country", "language"))
    kept = {row.id: row for row in known.filter(**_conditions(filters))}
    ordered = [identity for identity in found if identity in kept]
    paging = page_of(page, size=size, total=len(ordered))
    shown = ordered[(paging.number - 1) * size : paging.number * size]
    return SearchResults(
        query=query,
        filters=filters,
        hits=tuple(_hits([kept[identity] for identity in shown], load_articles(shown), set(asked))),
        paging=paging,
        countries=tuple(sorted({country for country, _ in facts if country})),
        languages=tuple(sorted({language for _, language in facts if language})),
    )


def _conditions(filters: Filters) -> dict[str, str]:
    wanted = {
        "country": filters.country.upper() if filters.country else None,
        "language": filters.language.lower() if filters.language else None,
        "outlet_id": filters.outlet,
    }
    return {name: value for name, value in wanted.items() if value}


def _hits(found: Sequence[rows.Article], texts: Mapping[str, Article], asked: Collection[str]) -> Iterator[Hit]:
    for row in found:
        standing: rows.Membership | None = getattr(row, "membership", None)
        story = (standing.story.canonical or standing.story) if standing else None
        yield Hit(
            article=article_ref(row),
            headline=_marked(row.headline, asked),
            snippet=_snippet(_report(texts[row.id]), asked),
            story_slug=story.slug if story else None,
            story_title=story.title if story else None,
        )


def _report(article: Article) -> str:
    """The text without what is no part of the report: nobody searches for the lines around a picture."""
    return without_furniture(article.text, article.language)


def _snippet(text: str, asked: Collection[str]) -> tuple[TextPiece, ...]:
    """The stretch of the text that begins a little before the first word asked for."""
    beginning = len(text) - len(text.lstrip())
    first = next((word.span.start for word in words(text) if word.folded in asked), beginning)
    start = max(text.rfind("\n", 0, first) + 1, first - _SNIPPET // 3)
    start = text.rfind(" ", 0, start) + 1 if start and not text[start - 1].isspace() else start
    start += len(text[start:first]) - len(text[start:first].lstrip())
    end = text.find("\n", first)
    stretch = text[start : min(end if end >= 0 else len(text), start + _SNIPPET)]
    return _marked(stretch, asked)


def _marked(text: str, asked: Collection[str]) -> tuple[TextPiece, ...]:
    pieces = []
    at = 0
    for word in words(text):
        if word.folded in asked:
            if word.span.start > at:
                pieces.append(TextPiece(text=text[at : word.span.start]))
            pieces.append(TextPiece(text=word.span.cut(text), mark="hit"))
            at = word.span.end
    if at < len(text):
        pieces.append(TextPiece(text=text[at:]))
    return tuple(pieces)
