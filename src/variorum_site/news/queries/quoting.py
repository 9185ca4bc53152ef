"""What an instance that shows excerpts quotes of an article's versions: what the article's own page does, no page more.

Else the pages of versions, and of each two of them, would give away the text that the excerpt leaves out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from variorum.compare.revisions import ChangeKind
from variorum.model import Article
from variorum.text.furniture import without_furniture
from variorum.text.sentences import sentences
from variorum_site.news.queries.excerpts import EXCERPT_LETTERS, excerpt_piece, paragraphs_of, shortened_paragraphs
from variorum_site.news.queries.records import ChangeView, RevisionView, TextPiece

_AROUND = 70  # letters beside a changed word that an excerpt keeps
_LEAST = 40  # letters: a stretch that is cut shorter tells nothing

Paragraphs = tuple[tuple[TextPiece, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """What an article's page quotes: the excerpt of the version in force, and the changes of all versions."""

    excerpt: Paragraphs
    versions: tuple[RevisionView, ...]

    def texts(self) -> frozenset[str]:
        """Each stretch that is quoted, in one line."""
        changes = (change for version in self.versions for change in version.changes)
        sides = (side for change in changes for side in (change.before, change.after))
        return frozenset(_line(pieces) for pieces in (*self.excerpt, *sides))


def capped(views: Iterable[RevisionView]) -> Iterator[RevisionView]:
    """The changes of all versions together cut to as much as may be quoted, the newest first."""
    left = EXCERPT_LETTERS
    for view in views:
        shown: list[ChangeView] = []
        for change in view.changes:
            fitted = _fitted(change, left)
            if fitted is None:
                break
            left -= _letters(fitted.before) + _letters(fitted.after)
            shown.append(fitted)
        yield replace(view, changes=tuple(shown), cut=tuple(shown) != view.changes)


def quoted_of(article: Article, quoted: Quoted) -> Paragraphs:
    """The sentences of a version that are quoted, gaps between them marked."""
    known = quoted.texts()
    text = without_furniture(article.text, article.language)
    lines = (_quoted_line(paragraph[0].text, article, known) for paragraph in paragraphs_of(text))
    return tuple(shortened_paragraphs((TextPiece(text=line),) for line in lines if line))


def quoted_changes(view: RevisionView, quoted: Quoted) -> RevisionView:
    """Of what changed between two versions, that of which both wordings are quoted; headlines are for every version."""
    for version in quoted.versions:
        if version.counts and (version.against, version.number) == (view.against, view.number):
            return version
    known = quoted.texts()
    near = (replace(one, before=_around(one.before), after=_around(one.after)) for one in view.changes)
    shown = tuple(one for one in near if one.kind is ChangeKind.HEADLINE or _is_known(one, known))
    return replace(view, changes=shown, cut=shown != view.changes)


def _quoted_line(paragraph: str, article: Article, known: frozenset[str]) -> str:
    line, gap = "", False
    for span in sentences(paragraph, article.language):
        sentence = " ".join(span.cut(paragraph).split())
        if any(sentence in one for one in known):
            line, gap = f"{line}{' … ' if gap else ' '}{sentence}", False
        else:
            gap = True
    return (f"{line} …" if line and gap else line).strip()


def _is_known(change: ChangeView, known: frozenset[str]) -> bool:
    return all(any(_line(side) in one for one in known) for side in (change.before, change.after) if side)


def _fitted(change: ChangeView, letters: int) -> ChangeView | None:
    """The change cut to so many letters; None where too little would be left to tell it."""
    before, after = _around(change.before), _around(change.after)
    first = tuple(_fitting(before, letters - min(_LEAST, _letters(after))))
    second = tuple(_fitting(after, letters - _letters(first)))
    tells = _tells(first, before) and _tells(second, after)
    return replace(change, before=first, after=second) if tells else None


def _tells(cut: tuple[TextPiece, ...], whole: tuple[TextPiece, ...]) -> bool:
    marked = any(piece.mark for piece in cut) or not any(piece.mark for piece in whole)
    return marked and _letters(cut) >= min(_LEAST, _letters(whole))


def _around(pieces: tuple[TextPiece, ...]) -> tuple[TextPiece, ...]:
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
    return tuple(kept)


def _letters(pieces: Iterable[TextPiece]) -> int:
    return sum(len(piece.text) for piece in pieces)


def _line(pieces: Iterable[TextPiece]) -> str:
    return " ".join("".join(piece.text for piece in pieces).split())


def _fitting(pieces: Iterable[TextPiece], letters: int) -> Iterator[TextPiece]:
    for piece in pieces:
        if letters > 0:
            yield replace(piece, text=excerpt_piece(piece.text, letters))
        letters -= len(piece.text)
