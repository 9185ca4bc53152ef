"""The versions of an article: each one by itself, and what changed between any two of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from variorum.claims import read_claims
from variorum.compare.revisions import Changes, Cut, find_changes
from variorum.compare.settled import share_lost
from variorum.model import Article, ArticleClaims
from variorum.text.words import words
from variorum_site.news import models as rows
from variorum_site.news.queries.excerpts import excerpt_of, paragraphs_of
from variorum_site.news.queries.quoting import Quoted, capped, quoted_changes, quoted_of
from variorum_site.news.queries.records import ChangeView, RevisionView, TextPiece, VersionPage, VersionsPage
from variorum_site.news.queries.shelf import article_ref
from variorum_site.news.store import all_revisions

_READ = 6  # versions whose changes stand on the article's page: a live page has dozens, the rest is a link each
# Versions whose claims stay in memory: to read those of one of 5,400 words takes 60 ms, to compare two then 1 ms. The
# page of 25 such versions took 0.76 s of CPU at each view, and takes 0.01 s at the second.
_REMEMBERED = 64


def find_version(slug: str, number: int, *, full_text: bool = False) -> VersionPage | None:
    """One version of an article: whole where `full_text` says so, else what the article's page quotes of it. None where
    there is no such article or version."""
    row, revisions = _article(slug)
    article = next((one for one in revisions if one.revision == number), None)
    if row is None or article is None:
        return None
    if full_text:
        paragraphs = paragraphs_of(article.text)
    elif number == row.latest:
        paragraphs = excerpt_of(article)
    else:
        paragraphs = quoted_of(article, _quoted(row, revisions))
    return VersionPage(
        article=article_ref(row),
        version=_plain_view(article, in_force=row.latest),
        numbers=tuple(one.revision for one in reversed(revisions)),
        in_force=row.latest,
        full=full_text,
        paragraphs=paragraphs,
        words=len(words(article.text)),
    )


def compare_versions(slug: str, before: int, after: int, *, full_text: bool = False) -> VersionsPage | None:
    """What changed between two versions of an article, the earlier one first: all where `full_text` says so, else what
    the article's page quotes. None where one of them is not there."""
    row, revisions = _article(slug)
    known = {one.revision: one for one in revisions}
    if row is None or before not in known or after not in known or before >= after:
        return None
    view = _compared_view(known[before], known[after], in_force=row.latest)
    if not full_text:
        view = quoted_changes(view, _quoted(row, revisions))
    return VersionsPage(
        article=article_ref(row),
        before=_plain_view(known[before], in_force=row.latest),
        after=view,
        numbers=tuple(reversed(known)),
        full=full_text,
    )


def revision_views(revisions: Sequence[Article], *, in_force: int) -> Iterator[RevisionView]:
    """The versions, newest first, each with what changed against the one before; of the oldest ones of many, without.

    A version that follows one that was cut down is compared with the fuller text before it: nobody wrote it anew.
    """
    for place in range(len(revisions) - 1, -1, -1):
        if place == 0 or place < len(revisions) - _READ:
            yield _plain_view(revisions[place], in_force=in_force, against=_against(revisions, place))
        else:
            before = _before(revisions, place)
            yield _compared_view(before, revisions[place], in_force=in_force)


def _article(slug: str) -> tuple[rows.Article | None, list[Article]]:
    row = rows.Article.objects.filter(slug=slug).select_related("outlet").first()
    return row, all_revisions(row.id) if row else []


def _quoted(row: rows.Article, revisions: Sequence[Article]) -> Quoted:
    in_force = next(one for one in revisions if one.revision == row.latest)
    return Quoted(excerpt=excerpt_of(in_force), versions=tuple(capped(revision_views(revisions, in_force=row.latest))))


def _before(revisions: Sequence[Article], place: int) -> Article:
    """The version that this one followed: the last one before it that was not cut down."""
    before = revisions[place - 1]
    for earlier in range(place - 1, 0, -1):
        if share_lost(revisions[earlier - 1], revisions[earlier]) is None:
            break
        before = revisions[earlier - 1]
    return before


def _against(revisions: Sequence[Article], place: int) -> int | None:
    return _before(revisions, place).revision if place else None


def _plain_view(article: Article, *, in_force: int, against: int | None = None) -> RevisionView:
    return RevisionView(
        number=article.revision,
        against=against,
        at=article.fetched_at,
        modified=article.modified,
        headline=article.headline or "",
        in_force=article.revision == in_force,
    )


def changes_between(before: Article, after: Article) -> Changes:
    """What changed from one version to a later one."""
    return find_changes(before, after, claims=(_claims(before), _claims(after)))


def _compared_view(before: Article, after: Article, *, in_force: int) -> RevisionView:
    found = changes_between(before, after)
    return replace(
        _plain_view(after, in_force=in_force, against=before.revision),
        changes=tuple(_change_views(found, before, after)),
        counts=dict(Counter(change.kind for change in found.changes)),
        lost=None if found.lost is None else round(found.lost * 100),
        reread=found.reread,
    )


@lru_cache(maxsize=_REMEMBERED)
def _claims(article: Article) -> ArticleClaims:
    """The claims of a version, read anew: those that are stored take as long to decode."""
    return read_claims(article)


def _change_views(found: Changes, before: Article, after: Article) -> Iterator[ChangeView]:
    for change in found.changes:
        both = change.before is not None and change.after is not None
        yield ChangeView(
            kind=change.kind,
            role=change.role,
            before=_pieces(before, change.before, "gone", whole=not both),
            after=_pieces(after, change.after, "new", whole=not both),
        )


def _pieces(article: Article, cut: Cut | None, mark: str, *, whole: bool) -> tuple[TextPiece, ...]:
    """A stretch in pieces, marked where it differs; all of it where the other version has nothing like it."""
    if cut is None:
        return ()
    text = (article.headline or "") if cut.of_headline else article.text
    if whole:
        return (TextPiece(text=cut.span.cut(text), mark=mark),)
    pieces: list[TextPiece] = []
    at = cut.span.start
    for span in cut.marks:
        pieces += [TextPiece(text=text[at : span.start])] if span.start > at else []
        pieces.append(TextPiece(text=span.cut(text), mark=mark))
        at = span.end
    return (*pieces, TextPiece(text=text[at : cut.span.end])) if at < cut.span.end else tuple(pieces)
