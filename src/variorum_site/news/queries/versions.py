"""The versions of an article: each one by itself, and what changed between any two of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from variorum.claims import read_claims
from variorum.compare.revisions import ChangeKind, Changes, Cut, find_changes
from variorum.compare.settled import share_lost
from variorum.model import Article, ArticleClaims
from variorum.text.furniture import without_furniture
from variorum.text.words import words
from variorum_site.news import models as rows
from variorum_site.news.queries.excerpts import EXCERPT_LETTERS, Quoted, excerpt_piece, quoted, shortened_paragraphs
from variorum_site.news.queries.records import ChangeView, RevisionView, TextPiece, VersionPage, VersionsPage
from variorum_site.news.queries.shelf import article_ref, paragraph_spans
from variorum_site.news.store import all_revisions, load_claims

_READ = 6  # versions whose changes stand on the article's page: a live page has dozens, the rest is a link each
_AROUND = 70  # letters beside a changed word that an excerpt keeps


def find_version(slug: str, number: int, *, full_text: bool = False) -> VersionPage | None:
    """One version of an article, whole where `full_text` says so. None where there is no such article or version."""
    row, revisions = _article(slug)
    article = next((one for one in revisions if one.revision == number), None)
    if row is None or article is None:
        return None
    return VersionPage(
        article=article_ref(row),
        version=_plain_view(article, in_force=row.latest),
        numbers=tuple(one.revision for one in reversed(revisions)),
        in_force=row.latest,
        full=full_text,
        paragraphs=_paragraphs(article.text) if full_text else _excerpt(article, row, revisions),
        words=len(words(article.text)),
    )


def compare_versions(slug: str, before: int, after: int, *, full_text: bool = False) -> VersionsPage | None:
    """What changed between two versions of an article, the earlier one first. None where one of them is not there."""
    row, revisions = _article(slug)
    known = {one.revision: one for one in revisions}
    if row is None or before not in known or after not in known or before >= after:
        return None
    if full_text:
        view = _compared_view(known[before], known[after], in_force=row.latest)
    else:
        view = _quoted_view(known[before], known[after], row=row, revisions=revisions)
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


def capped(views: Iterable[RevisionView]) -> Iterator[RevisionView]:
    """The changes of all versions together cut to as much as may be quoted, the newest first."""
    left = EXCERPT_LETTERS
    for view in views:
        shown: list[ChangeView] = []
        cut = False
        for change in view.changes:
            if left <= 0:
                break
            before = tuple(_fitting(_around(change.before), left))
            left -= _letters(before)
            after = tuple(_fitting(_around(change.after), left))
            left -= _letters(after)
            cut = cut or (before, after) != (change.before, change.after)
            shown.append(replace(change, before=before, after=after))
        yield replace(view, changes=tuple(shown), cut=cut or len(shown) < len(view.changes))


def _article(slug: str) -> tuple[rows.Article | None, list[Article]]:
    row = rows.Article.objects.filter(slug=slug).select_related("outlet").first()
    return row, all_revisions(row.id) if row else []


def _paragraphs(text: str) -> tuple[tuple[TextPiece, ...], ...]:
    return tuple((TextPiece(text=span.cut(text)),) for span in paragraph_spans(text))


def _excerpt(article: Article, row: rows.Article, revisions: Sequence[Article]) -> tuple[tuple[TextPiece, ...], ...]:
    """The beginning of the version in force; of another one, what of its beginning the article's page shows too.

    An excerpt of each of many versions would be the whole text.
    """
    found = tuple(shortened_paragraphs(_paragraphs(without_furniture(article.text, article.language))))
    if article.revision == row.latest:
        return found
    shown = tuple(capped(revision_views(revisions, in_force=row.latest)))
    return tuple(_quoted(shown, row, revisions).only(found, article.language))


def _quoted_view(before: Article, after: Article, *, row: rows.Article, revisions: Sequence[Article]) -> RevisionView:
    """What changed between two versions, as the article's page shows it; of other two, what stands there too."""
    shown = tuple(capped(revision_views(revisions, in_force=row.latest)))
    for view in shown:
        if (view.against, view.number) == (before.revision, after.revision) and view.counts:
            return view
    view, quotes = _compared_view(before, after, in_force=row.latest), _quoted(shown, row, revisions)
    around = (
        replace(change, before=tuple(_around(change.before)), after=tuple(_around(change.after)))
        for change in view.changes
    )
    kept = tuple(change for change in around if all(map(quotes.holds, (_text(change.before), _text(change.after)))))
    return replace(view, changes=kept, cut=kept != view.changes)


def _quoted(shown: Iterable[RevisionView], row: rows.Article, revisions: Sequence[Article]) -> Quoted:
    """What the article's page shows of all its versions."""
    standing = next(one for one in revisions if one.revision == row.latest)
    excerpt = shortened_paragraphs(_paragraphs(without_furniture(standing.text, standing.language)))
    changes = (side for view in shown for change in view.changes for side in (change.before, change.after))
    return quoted((*excerpt, *changes), headlines=[one.headline or "" for one in revisions])


def _text(pieces: Iterable[TextPiece]) -> str:
    return "".join(piece.text for piece in pieces)


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


def _compared_view(before: Article, after: Article, *, in_force: int) -> RevisionView:
    found = find_changes(before, after, claims=(_claims(before), _claims(after)))
    return replace(
        _plain_view(after, in_force=in_force, against=before.revision),
        changes=tuple(_change_views(found, before, after)),
        counts=dict(Counter(change.kind for change in found.changes)),
        lost=None if found.lost is None else round(found.lost * 100),
        reread=found.reread,
    )


def _claims(article: Article) -> ArticleClaims:
    """The claims of a version: as they were stored, or read now."""
    return load_claims({article.id: article.revision}).get(article.id) or read_claims(article)


def _change_views(found: Changes, before: Article, after: Article) -> Iterator[ChangeView]:
    for change in found.changes:
        both = change.before is not None and change.after is not None
        was = None if change.kind is ChangeKind.MOVED else change.before  # the same words: they are shown once
        yield ChangeView(
            kind=change.kind,
            role=change.role,
            before=_pieces(before, was, "gone", whole=not both),
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


def _around(pieces: tuple[TextPiece, ...]) -> list[TextPiece]:
    """The changed words with a little of what stands around them."""
    kept = []
    for place, piece in enumerate(pieces):
        text = piece.text
        head = 0 if place == 0 else _AROUND
        tail = 0 if place == len(pieces) - 1 else _AROUND
        if piece.mark is None and len(pieces) > 1 and len(text) > head + tail + _AROUND:
            begin = text.rfind(" ", 0, head) if head else 0
            end = text.find(" ", len(text) - tail) if tail else len(text)
            text = text[: begin if begin >= 0 else head] + "…" + text[end if end >= 0 else len(text) - tail :].lstrip()
        kept.append(replace(piece, text=text))
    return kept


def _letters(pieces: Iterable[TextPiece]) -> int:
    return sum(len(piece.text) for piece in pieces)


def _fitting(pieces: Iterable[TextPiece], letters: int) -> Iterator[TextPiece]:
    for piece in pieces:
        if letters > 0:
            yield replace(piece, text=excerpt_piece(piece.text, letters))
        letters -= len(piece.text)
