"""Who took a text from whom within a story, and what each made of it, as it is shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from variorum.model import Span
from variorum.reprints.records import Alignment, Copy, CopyKind, CopyTree, Fate, Passage
from variorum_site.news import models as rows
from variorum_site.news.queries.excerpts import EXCERPT_LETTERS
from variorum_site.news.queries.records import ArticleRef, TextPiece
from variorum_site.news.queries.reprints import agency_name
from variorum_site.news.queries.shelf import Shelf

_SAME = 2  # sentences that are shown of those that were kept in a row
_MOST = 12  # of those that met another fate in a row


@dataclass(frozen=True, slots=True, kw_only=True)
class CopiedSentence:
    """A sentence as it stood in the parent, and as it stands in the copy: where it was kept only the latter, and of a
    changed one no side of which nothing is marked."""

    before: tuple[TextPiece, ...] = ()
    after: tuple[TextPiece, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Sentences in a row that met one fate."""

    fate: Fate
    sentences: tuple[CopiedSentence, ...]
    unquoted: int = 0  # further sentences, whose words are not shown
    source: ArticleRef | None = None  # kept from this other article, out of which the copy was merged as well


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyView:
    """A copy below the article that it was made from, with the copies that were made from it."""

    article: ArticleRef
    parent: ArticleRef
    kind: CopyKind
    share: int  # per cent of its words that stand in the parent, in a row
    whole: int  # sentences of the parent
    cut: int  # of them
    changed: int  # sentences of the copy
    added: int
    adds_reporting: bool
    contested: bool  # its time does not tell whether the other came first
    one_house: bool  # of the same outlet or family as the parent
    others: tuple[ArticleRef, ...]  # further articles out of which it was merged
    editions: tuple[ArticleRef, ...] = ()  # more of its house, which carry the same without a change
    stretches: tuple[Stretch, ...]  # none where nothing was done to it
    copies: tuple[CopyView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeView:
    """One text: who had it first, and the copies made from it."""

    origin: ArticleRef
    agency: str | None = None  # whose text it is, where another than the origin's outlet is credited
    copies: tuple[CopyView, ...]

    @property
    def articles(self) -> frozenset[str]:
        """The ids of all articles that stand in the tree."""
        waiting, found = list(self.copies), {self.origin.id}
        while waiting:
            copy = waiting.pop()
            found |= {copy.article.id, *(edition.id for edition in copy.editions)}
            waiting += copy.copies
        return frozenset(found)


def copy_trees(trees: Iterable[CopyTree], shelf: Shelf, *, full_text: bool = False) -> tuple[TreeView, ...]:
    """The trees whose articles are at hand. Where `full_text` does not say that all may be quoted, all trees together
    quote no more of an article than an excerpt holds, and nothing of what was kept."""
    told = list(trees)
    desk = _Desk(shelf=shelf, houses=_houses(told, shelf), allowance=None if full_text else _Allowance())
    return tuple(view for tree in told if (view := _tree(tree, desk)) is not None)


def copied_from(trees: Iterable[CopyTree], article: str) -> tuple[Alignment, ...]:
    """An article beside those that it was made from; none where it is no copy."""
    return next((copy.parents for tree in trees for copy in tree.copies if copy.article == article), ())


def copied_by(trees: Iterable[CopyTree], article: str) -> tuple[str, ...]:
    """The articles that were made from this one itself, not from a copy of it."""
    copies = (copy for tree in trees for copy in tree.copies)
    return tuple(dict.fromkeys(copy.article for copy in copies if article in {one.origin for one in copy.parents}))


class _Allowance:
    """What may still be quoted of each article; a sentence that is quoted already costs nothing."""

    def __init__(self) -> None:
        self._left: dict[str, int] = defaultdict(lambda: EXCERPT_LETTERS)
        self._quoted: set[tuple[str, Span]] = set()

    def takes(self, *sides: tuple[str, Sequence[Span]]) -> bool:
        """Whether all these sentences may be quoted; then they count as quoted."""
        fresh = {(article, span) for article, spans in sides for span in spans} - self._quoted
        cost: dict[str, int] = defaultdict(int)
        for article, span in fresh:
            cost[article] += span.end - span.start
        if any(letters > self._left[article] for article, letters in cost.items()):
            return False
        for article, letters in cost.items():
            self._left[article] -= letters
        self._quoted |= fresh
        return True


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    """What is at hand while trees are laid out."""

    shelf: Shelf
    houses: Mapping[str, str]  # article -> family, else outlet
    allowance: _Allowance | None  # None: all may be quoted
    below: Mapping[str, Sequence[Copy]] = field(default_factory=dict)  # of the tree that is laid out
    contested: Collection[str] = ()

    def knows(self, article: str) -> bool:
        return article in self.shelf.refs and article in self.shelf.texts

    def text(self, article: str) -> str:
        return self.shelf.texts[article].text


def _houses(trees: Iterable[CopyTree], shelf: Shelf) -> dict[str, str]:
    told = {article for tree in trees for article in (tree.origin, *(copy.article for copy in tree.copies))}
    outlets = {one: shelf.refs[one].outlet.id for one in told if one in shelf.refs}
    named = set(filter(None, outlets.values()))
    families = dict(rows.Outlet.objects.filter(id__in=named).values_list("id", "family")) if named else {}
    return {article: families.get(outlet) or outlet for article, outlet in outlets.items() if outlet}


def _tree(tree: CopyTree, desk: _Desk) -> TreeView | None:
    if not desk.knows(tree.origin):
        return None
    inside = {tree.origin, *(copy.article for copy in tree.copies)}
    below: dict[str, list[Copy]] = defaultdict(list)
    for copy in tree.copies:
        parent = next((one.origin for one in copy.parents if one.origin in inside), None)
        if parent is not None and desk.knows(copy.article):
            below[parent].append(copy)
    copies = _copies(tree.origin, replace(desk, below=below, contested=tree.contested))
    origin = desk.shelf.refs[tree.origin]
    agency = agency_name(tree.agency) if tree.agency != origin.outlet.id else None
    return TreeView(origin=origin, agency=agency, copies=copies) if copies else None


def _copies(parent: str, desk: _Desk) -> tuple[CopyView, ...]:
    return tuple(_one_voice([_copy(copy, parent, desk) for copy in desk.below.get(parent, ())], desk.houses))


def _one_voice(copies: Sequence[CopyView], houses: Mapping[str, str]) -> Iterator[CopyView]:
    """The copies; where several of one house are pure ones, the first of them with the others."""
    pure: dict[str, list[ArticleRef]] = defaultdict(list)
    for copy in copies:
        if (house := houses.get(copy.article.id)) and _is_pure(copy):
            pure[house].append(copy.article)
    for copy in copies:
        first, *again = (
            pure[houses[copy.article.id]] if _is_pure(copy) and copy.article.id in houses else [copy.article]
        )
        if first == copy.article:
            yield replace(copy, editions=tuple(again))


def _is_pure(copy: CopyView) -> bool:
    return copy.kind is CopyKind.EXACT and not copy.copies and not copy.contested


def _copy(copy: Copy, parent: str, desk: _Desk) -> CopyView:
    aligned = next(one for one in copy.parents if one.origin == parent)
    refs = desk.shelf.refs
    others = tuple(refs[one.origin] for one in copy.parents if one is not aligned and one.origin in refs)
    report = [passage for passage in aligned.passages if not passage.aside]
    house = desk.houses.get(parent)
    return CopyView(
        article=refs[copy.article],
        parent=refs[parent],
        kind=copy.kind,
        share=round(aligned.overlap * 100),
        whole=sum(len(passage.origin) for passage in report),
        cut=sum(len(passage.origin) for passage in report if passage.fate is Fate.CUT),
        changed=sum(len(passage.copy) for passage in report if passage.fate is Fate.CHANGED),
        added=len(copy.own),
        adds_reporting=copy.adds_reporting,
        contested=copy.article in desk.contested,
        one_house=house is not None and house == desk.houses.get(copy.article),
        others=others,
        stretches=() if copy.kind is CopyKind.EXACT else tuple(_stretches(report, copy, aligned, others, desk)),
        copies=_copies(copy.article, desk),
    )


def _stretches(
    report: Iterable[Passage], copy: Copy, aligned: Alignment, others: Sequence[ArticleRef], desk: _Desk
) -> Iterator[Stretch]:
    own = set(copy.own)

    def fate_of(passage: Passage) -> tuple[Fate, bool]:
        """What a merged copy has from its other parent was not added."""
        borrowed = passage.fate is Fate.ADDED and not own.issuperset(passage.copy)
        return (Fate.KEPT if borrowed else passage.fate), borrowed

    for (fate, borrowed), passages in groupby(report, key=fate_of):
        found = list(passages)
        quoted = tuple(_quoted(found, fate, aligned, desk))
        unquoted = sum(len(passage.copy) or len(passage.origin) for passage in found[len(quoted) :])
        source = others[0] if borrowed and others else None
        yield Stretch(fate=fate, sentences=quoted, unquoted=unquoted, source=source)


def _quoted(passages: Sequence[Passage], fate: Fate, aligned: Alignment, desk: _Desk) -> Iterator[CopiedSentence]:
    """The first passages in their words, as far as they may be quoted."""
    if fate is Fate.KEPT and desk.allowance:
        return
    most = _SAME if fate is Fate.KEPT else _MOST
    for passage in passages if len(passages) == most + 1 else passages[:most]:
        sides = ((aligned.origin, passage.origin), (aligned.copy, passage.copy))
        if desk.allowance and not desk.allowance.takes(*sides):
            return
        yield _sentence(passage, aligned, desk, borrowed=fate is Fate.KEPT)


def _sentence(passage: Passage, aligned: Alignment, desk: _Desk, *, borrowed: bool) -> CopiedSentence:
    """A passage in its words: all of them marked where it was cut or added, else those that differ."""
    gone = sorted(change.origin for change in passage.changes if change.origin is not None)
    new = sorted(change.copy for change in passage.changes if change.copy is not None)
    if passage.fate is Fate.CUT:
        gone = list(passage.origin)
    elif passage.fate is Fate.ADDED and not borrowed:
        new = list(passage.copy)
    return CopiedSentence(
        before=_pieces(desk.text(aligned.origin), passage.origin, gone, "gone") if gone else (),
        after=_pieces(desk.text(aligned.copy), passage.copy, new, "new") if new or not gone else (),
    )


def _pieces(text: str, sentences: Sequence[Span], marks: Sequence[Span], mark: str) -> tuple[TextPiece, ...]:
    """Sentences in pieces, marked where the marks are; what stands between two of them is left out, and that told."""
    pieces: list[TextPiece] = []
    for number, sentence in enumerate(sentences):
        if number:
            between = text[sentences[number - 1].end : sentence.start]
            pieces.append(TextPiece(text=" … " if between.strip() else " "))
        at = sentence.start
        for span in marks:
            start, end = max(span.start, at), min(span.end, sentence.end)
            if start < end:
                pieces += [TextPiece(text=text[at:start])] if start > at else []
                pieces.append(TextPiece(text=text[start:end], mark=mark))
                at = end
        pieces += [TextPiece(text=text[at : sentence.end])] if at < sentence.end else []
    return tuple(pieces)
