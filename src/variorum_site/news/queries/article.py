"""An article with its revisions, and the passages that its story's breakdown stands on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from variorum.model import Article, Evidence, Reason, Span
from variorum.reprints import CopyTree
from variorum.text.furniture import without_furniture
from variorum.text.words import words
from variorum_site.news import models as rows
from variorum_site.news.models import DecisionKind
from variorum_site.news.queries.cards import cards, stories_in_force
from variorum_site.news.queries.copies import copied_by, copied_from
from variorum_site.news.queries.excerpts import shortened_paragraphs
from variorum_site.news.queries.quoting import capped
from variorum_site.news.queries.records import ArticlePage, Belonging, StoryCard, TextPiece
from variorum_site.news.queries.reprints import reprint_view
from variorum_site.news.queries.shelf import article_ref, fill_shelf, paragraph_spans, refs_of
from variorum_site.news.queries.versions import revision_views
from variorum_site.news.store import Reading, all_revisions, is_kept, load_reading, load_reprints
from variorum_site.news.store.codec import from_json_if_readable


class _Mark(NamedTuple):
    span: Span
    mark: str


def find_article(slug: str, *, full_text: bool = False) -> ArticlePage | None:
    """The article of this address: whole where `full_text` (the owner's setting) says so, else an excerpt."""
    row = rows.Article.objects.filter(slug=slug).select_related("outlet", "membership__story").first()
    if row is None:
        return None
    revisions = all_revisions(row.id)
    article = next(one for one in revisions if one.revision == row.latest)
    story = _story(row)
    reading = load_reading(story.id) if story else None
    trees = reading.copies if reading else ()
    marks = _marks(reading, article)
    text = article.text if full_text else without_furniture(article.text, article.language)
    paragraphs = [_pieces(text, span, marks) for span in paragraph_spans(text)]
    changed = list(revision_views(revisions, in_force=row.latest))
    reprints = load_reprints([row.id])
    parents = copied_from(trees, row.id)
    near = [*(reprint.origin for reprint in reprints if reprint.origin), *(parent.origin for parent in parents)]
    return ArticlePage(
        article=article_ref(row),
        authors=article.authors,
        teaser=None if article.teaser and text.lstrip().startswith(article.teaser) else article.teaser,
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
        paragraphs=tuple(paragraphs) if full_text else tuple(shortened_paragraphs(paragraphs)),
        words=len(words(article.text)),
        revisions=tuple(changed if full_text else capped(changed)),
        reprint=reprint_view(reprints[0] if reprints else None, fill_shelf(near), parents=parents),
        copies=tuple(refs_of(_copies(row, trees)).values()),
        story=story,
        belonging=_belonging(row) if story else None,
        captured=article.capture is not None,
        kept=article.capture is not None and is_kept(article.capture),
        made_by=article.made_by,
    )


def _copies(row: rows.Article, trees: Sequence[CopyTree]) -> list[str]:
    """What was made from an article; before its story's trees are known, all that goes back to it."""
    if trees:
        return list(copied_by(trees, row.id))
    return list(rows.Reprint.objects.filter(origin=row).values_list("article_id", flat=True))


def _story(row: rows.Article) -> StoryCard | None:
    standing = rows.Membership.objects.select_related("story").filter(article=row).first()
    if standing is None:
        return None
    found = stories_in_force().filter(id=standing.story.canonical_id or standing.story_id)
    return next(iter(cards(found)), None)


def _belonging(row: rows.Article) -> Belonging:
    """Why a report stands where it stands; one that began a story by what that story was taken in for."""
    standing = row.membership
    near = refs_of([standing.nearest]).get(standing.nearest) if standing.nearest else None
    kept, made_by = standing.reasons, standing.decided_by
    began = standing.score is None and not kept
    if began and standing.story.canonical_id:
        log = rows.DecisionLog.objects.filter(kind=DecisionKind.MERGE, story=standing.story, undone=None)
        kept, made_by = next(((one.record.get("reasons", []), one.made_by) for one in log[:1]), (kept, made_by))
    return Belonging(
        near=near,
        reasons=from_json_if_readable(tuple[Reason, ...], kept) or (),
        made_by=made_by,
        opened=began and standing.story.canonical_id is None,
    )


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
