"""An article with its revisions, and the passages that its story's breakdown stands on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import islice
from typing import NamedTuple

from variorum.model import Article, Evidence, Span
from variorum.text.furniture import without_furniture
from variorum.text.sentences import sentences
from variorum.text.words import words
from variorum_site.news import models as rows
from variorum_site.news.queries.cards import cards, stories_in_force
from variorum_site.news.queries.records import ArticlePage, Change, RevisionView, StoryCard, TextPiece
from variorum_site.news.queries.reprints import reprint_view
from variorum_site.news.queries.shelf import article_ref, fill_shelf, paragraph_spans, refs_of, shortened
from variorum_site.news.store import Reading, all_revisions, load_reading, load_reprints

_EXCERPT_PARAGRAPHS = 2
_EXCERPT_LETTERS = 600


class _Mark(NamedTuple):
    span: Span
    mark: str


def find_article(slug: str, *, full_text: bool = False) -> ArticlePage | None:
    """The article of this address: whole where `full_text` (the owner's setting) says so, else an excerpt."""
    row = rows.Article.objects.filter(slug=slug).select_related("outlet", "membership__story").first()
    if row is None:
        return None
    revisions = all_revisions(row.id)
    article = revisions[-1]
    story = _story(row)
    marks = _marks(load_reading(story.id), article) if story else []
    text = article.text if full_text else without_furniture(article.text, article.language)
    paragraphs = [_pieces(text, span, marks) for span in paragraph_spans(text)]
    changed = list(_revision_views(revisions))
    reprints = load_reprints([row.id])
    near = [reprint.origin for reprint in reprints if reprint.origin]
    copies = rows.Reprint.objects.filter(origin=row).order_by("article__at").values_list("article_id", flat=True)
    return ArticlePage(
        article=article_ref(row),
        authors=article.authors,
        teaser=article.teaser,
        agencies=article.agencies,
        dateline=article.dateline,
        dateline_day=article.dateline_day,
        section=article.section,
        keywords=article.keywords,
        pictures=tuple(one for one in article.pictures if one.caption or one.credit),
        paywalled=article.paywalled,
        live=article.live,
        modified=article.modified,
        fetched_at=article.fetched_at,
        full=full_text,
        paragraphs=tuple(paragraphs) if full_text else tuple(_shortened(paragraphs)),
        words=len(words(article.text)),
        revisions=tuple(changed if full_text else _capped(changed)),
        reprint=reprint_view(reprints[0] if reprints else None, fill_shelf(near)),
        copies=tuple(refs_of(list(copies)).values()),
        story=story,
        captured=article.capture is not None,
        made_by=article.made_by,
    )


def _story(row: rows.Article) -> StoryCard | None:
    standing = rows.Membership.objects.select_related("story").filter(article=row).first()
    if standing is None:
        return None
    found = stories_in_force().filter(id=standing.story.canonical_id or standing.story_id)
    return next(iter(cards(found)), None)


def _marks(reading: Reading | None, article: Article) -> list[_Mark]:
    """What the breakdown stands on in this text, the more telling first; of overlapping ones the first stays."""
    if reading is None or reading.revisions.get(article.id) != article.revision:
        return []
    breakdown = reading.breakdown
    wanted: list[tuple[Iterable[Evidence], str]] = [
        *((position.members, one.outcome.value) for one in breakdown.divergences for position in one.positions),
        (breakdown.omissions, "only"),
        *((one.members, "agreed") for one in breakdown.statements if one.shown and one.origins > 1),
    ]
    kept: list[_Mark] = []
    for members, mark in wanted:
        for evidence in members:
            if evidence.article == article.id and not any(evidence.span.overlaps(one.span) for one in kept):
                kept.append(_Mark(evidence.span, mark))
    return sorted(kept)


def _pieces(text: str, paragraph: Span, marks: Iterable[_Mark]) -> tuple[TextPiece, ...]:
    pieces = []
    at = paragraph.start
    for span, mark in marks:
        start, end = max(span.start, at), min(span.end, paragraph.end)
        if start >= end:
            continue
        if start > at:
            pieces.append(TextPiece(text=text[at:start]))
        pieces.append(TextPiece(text=text[start:end], mark=mark))
        at = end
    if at < paragraph.end:
        pieces.append(TextPiece(text=text[at : paragraph.end]))
    return tuple(pieces)


def _shortened(paragraphs: Iterable[tuple[TextPiece, ...]]) -> Iterator[tuple[TextPiece, ...]]:
    """The first paragraphs, cut when they are long: as much as may be quoted."""
    left = _EXCERPT_LETTERS
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


def _revision_views(revisions: list[Article]) -> Iterator[RevisionView]:
    for number in range(len(revisions), 0, -1):
        article = revisions[number - 1]
        yield RevisionView(
            number=article.revision,
            at=article.fetched_at or article.modified,
            headline=article.headline or "",
            changes=tuple(_changes(revisions[number - 2], article)) if number > 1 else (),
        )


def _capped(views: Iterable[RevisionView]) -> Iterator[RevisionView]:
    """The changes of all revisions together cut to as much as may be quoted, the latest first."""
    left = _EXCERPT_LETTERS
    for view in views:
        shown = []
        for change in view.changes:
            if left > 0:
                shown.append(Change(kind=change.kind, text=excerpt_piece(change.text, left)))
            left -= len(change.text)
        yield replace(view, changes=tuple(shown), cut=bool(view.changes) and left < 0)


def _changes(before: Article, after: Article) -> Iterator[Change]:
    """The sentences that came and went, each with the sentence that stands before it."""
    old, new = _sentences(before), _sentences(after)
    for kind, i, i_end, j, j_end in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        if j > 0:
            yield Change(kind="same", text=new[j - 1])
        if i < i_end:
            yield Change(kind="gone", text=" ".join(old[i:i_end]))
        if j < j_end:
            yield Change(kind="new", text=" ".join(new[j:j_end]))


def _sentences(article: Article) -> list[str]:
    headline = [article.headline] if article.headline else []
    return headline + [span.cut(article.text) for span in sentences(article.text, article.language)]
