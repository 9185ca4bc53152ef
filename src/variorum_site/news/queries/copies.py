"""Who took a text from whom within a story, and what each made of it, as it is shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from variorum.model import Span
from variorum.reprints.records import Alignment, Copy, CopyKind, CopyTree, Fate, Passage
from variorum_site.news.queries.records import ArticleRef, TextPiece
from variorum_site.news.queries.shelf import Shelf, shortened

_MOST = 3  # sentences of each fate
_LETTERS = 300  # of a sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class CopiedSentence:
    """A sentence that was cut, added or changed; of a changed one the words that stood in the parent are `instead`."""

    fate: Fate
    pieces: tuple[TextPiece, ...]
    instead: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyView:
    """A copy below the article that it was made from, with the copies that were made from it."""

    article: ArticleRef
    kind: CopyKind
    kept: int  # sentences, by what became of them
    changed: int
    cut: int
    added: int
    adds_reporting: bool
    contested: bool  # its time does not tell whether the other came first
    others: tuple[ArticleRef, ...]  # further articles out of which it was merged
    sentences: tuple[CopiedSentence, ...]
    copies: tuple[CopyView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeView:
    """One text: who had it first, and the copies made from it."""

    origin: ArticleRef
    copies: tuple[CopyView, ...]

    @property
    def articles(self) -> frozenset[str]:
        """The ids of all articles that stand in the tree."""
        waiting, found = list(self.copies), {self.origin.id}
        while waiting:
            copy = waiting.pop()
            found.add(copy.article.id)
            waiting += copy.copies
        return frozenset(found)


def copy_trees(trees: Iterable[CopyTree], shelf: Shelf) -> tuple[TreeView, ...]:
    """The trees whose articles are at hand."""
    return tuple(view for tree in trees if (view := _tree(tree, shelf)) is not None)


def _tree(tree: CopyTree, shelf: Shelf) -> TreeView | None:
    if tree.origin not in shelf.refs:
        return None
    inside = {tree.origin, *(copy.article for copy in tree.copies)}
    below: dict[str, list[Copy]] = defaultdict(list)
    for copy in tree.copies:
        parent = next((one.origin for one in copy.parents if one.origin in inside), None)
        if parent is not None and copy.article in shelf.refs:
            below[parent].append(copy)
    copies = tuple(_copies(tree.origin, below, tree, shelf))
    return TreeView(origin=shelf.refs[tree.origin], copies=copies) if copies else None


def _copies(parent: str, below: Mapping[str, Sequence[Copy]], tree: CopyTree, shelf: Shelf) -> Iterator[CopyView]:
    for copy in below.get(parent, ()):
        aligned = next(one for one in copy.parents if one.origin == parent)
        told = {fate: _told(aligned, fate, copy) for fate in Fate}
        yield CopyView(
            article=shelf.refs[copy.article],
            kind=copy.kind,
            kept=len(told[Fate.KEPT]),
            changed=len(told[Fate.CHANGED]),
            cut=len(told[Fate.CUT]),
            added=len(told[Fate.ADDED]),
            adds_reporting=copy.adds_reporting,
            contested=copy.article in tree.contested,
            others=tuple(
                shelf.refs[one.origin] for one in copy.parents if one is not aligned and one.origin in shelf.refs
            ),
            sentences=tuple(_sentences(told, aligned, shelf)),
            copies=tuple(_copies(copy.article, below, tree, shelf)),
        )


def _told(aligned: Alignment, fate: Fate, copy: Copy) -> tuple[Passage, ...]:
    """The passages of a fate; what a merged copy has from its other parent was not added."""
    told = aligned.told(fate)
    return tuple(one for one in told if set(one.copy) <= set(copy.own)) if fate is Fate.ADDED else told


def _sentences(told: Mapping[Fate, Sequence[Passage]], aligned: Alignment, shelf: Shelf) -> Iterator[CopiedSentence]:
    ours, theirs = shelf.texts[aligned.copy].text, shelf.texts[aligned.origin].text
    for passage in told[Fate.ADDED][:_MOST]:
        yield CopiedSentence(fate=Fate.ADDED, pieces=(TextPiece(text=_cut(passage.copy, ours), mark="new"),))
    for passage in told[Fate.CUT][:_MOST]:
        yield CopiedSentence(fate=Fate.CUT, pieces=(TextPiece(text=_cut(passage.origin, theirs), mark="gone"),))
    for passage in told[Fate.CHANGED][:_MOST]:
        instead = tuple(change.origin.cut(theirs) for change in passage.changes if change.origin is not None)
        yield CopiedSentence(fate=Fate.CHANGED, pieces=tuple(_changed(passage, ours)), instead=instead[:_MOST])


def _changed(passage: Passage, text: str) -> Iterator[TextPiece]:
    """The copy's sentence, its new words marked."""
    place, end = passage.copy[0].start, passage.copy[-1].end
    for span in sorted(change.copy for change in passage.changes if change.copy is not None):
        if place <= span.start and span.end <= end:
            yield TextPiece(text=text[place : span.start])
            yield TextPiece(text=span.cut(text), mark="new")
            place = span.end
    yield TextPiece(text=text[place:end])


def _cut(spans: Sequence[Span], text: str) -> str:
    return shortened(text[spans[0].start : spans[-1].end], letters=_LETTERS)
