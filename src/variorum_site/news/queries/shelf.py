"""Articles at hand while a page is put together: how each is named, and its words around a span."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from variorum.model import Article, Evidence, LanguageTag, OutletKind, Span
from variorum.text.furniture import without_furniture
from variorum_site.news import models as rows
from variorum_site.news.queries.records import ArticleRef, OutletRef, Passage
from variorum_site.news.store import load_articles, load_revisions

_AROUND = 90  # letters shown on each side of a passage
_EXCERPT = 280  # letters of an excerpt


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """Articles at hand: how each is named, and its text."""

    refs: Mapping[str, ArticleRef]
    texts: Mapping[str, Article]

    def passage(self, evidence: Evidence) -> Passage | None:
        """The words of an evidence and around it; None where the text is not at hand, or the span cuts nothing."""
        text = self.texts[evidence.article].text if evidence.article in self.texts else ""
        marked = evidence.span.cut(text)
        if evidence.article not in self.refs or not marked.strip():
            return None
        start = text.rfind("\n", 0, evidence.span.start) + 1
        end = text.find("\n", evidence.span.end)
        return Passage(
            article=self.refs[evidence.article],
            before=_tail(text[start : evidence.span.start]),
            marked=marked,
            after=_head(text[evidence.span.end : end if end >= 0 else len(text)]),
            paragraph=text.count("\n", 0, evidence.span.start),
        )

    def passages(self, evidence: Iterable[Evidence]) -> tuple[Passage, ...]:
        """The passages of several pieces of evidence, without those that are not at hand."""
        return tuple(found for one in evidence if (found := self.passage(one)))


def fill_shelf(articles: Collection[str], *, revisions: Mapping[str, int] | None = None) -> Shelf:
    """The named articles: their latest revisions, or those that are asked for."""
    texts = {
        **load_articles([one for one in articles if one not in (revisions or {})]),
        **load_revisions(revisions or {}),
    }
    return Shelf(refs=refs_of(articles), texts=texts)


def refs_of(articles: Collection[str]) -> dict[str, ArticleRef]:
    """How articles are named, by id, oldest first."""
    chosen = rows.Article.objects.filter(id__in=articles).select_related("outlet").order_by("at", "id")
    return {row.id: article_ref(row) for row in chosen}


def article_ref(row: rows.Article) -> ArticleRef:
    """How an article is named in a line."""
    return ArticleRef(
        id=row.id,
        slug=row.slug,
        headline=row.headline,
        outlet=article_outlet(row),
        language=row.language,
        at=row.at,
        day_only=row.day_only,
        dated=row.dated,
        url=row.canonical_url,
    )


def article_outlet(row: rows.Article) -> OutletRef:
    """The outlet as the directory knows it, else as the article names it."""
    if row.outlet is not None:
        return outlet_ref(row.outlet)
    return OutletRef(name=row.outlet_name or "", country=row.country)


def outlet_ref(row: rows.Outlet) -> OutletRef:
    """How an outlet of the directory is named in a line."""
    return OutletRef(name=row.name, id=row.id, country=row.country, kind=_kind(row))


def languages_of(row: rows.Outlet) -> tuple[LanguageTag, ...]:
    """The languages of an outlet; none where its row holds something else: its fault is recorded by the steps."""
    languages = row.languages if isinstance(row.languages, list) else ()
    return tuple(one for one in languages if isinstance(one, str))


def _kind(row: rows.Outlet) -> OutletKind | None:
    return OutletKind(row.kind) if row.kind in list(OutletKind) else None


def excerpt(text: str, *, language: LanguageTag | None = None) -> str:
    """The beginning of a report in one line, without page furniture, cut between words."""
    return shortened(without_furniture(text, language), letters=_EXCERPT)


def shortened(text: str, *, letters: int) -> str:
    """The beginning of a text in one line, cut between words."""
    return _head(" ".join(text.split()), letters=letters)


def paragraph_spans(text: str) -> list[Span]:
    """Where the paragraphs of a text stand: its lines that are not empty."""
    return [Span(*found.span()) for found in re.finditer(r"[^\n]+", text)]


def _head(text: str, *, letters: int = _AROUND) -> str:
    if len(text) <= letters:
        return text
    cut = text.rfind(" ", letters // 2, letters)
    return text[: cut if cut > 0 else letters].rstrip() + "…"


def _tail(text: str) -> str:
    if len(text) <= _AROUND:
        return text
    cut = text.find(" ", len(text) - _AROUND, len(text) - _AROUND // 2)
    return "…" + text[cut if cut > 0 else len(text) - _AROUND :].lstrip()
