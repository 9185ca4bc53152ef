"""Who had a text first, who took it from whom, and what each copy kept, cut, added and changed against its parent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from variorum.model import Article, Reprint, Span
from variorum.outlets import Directory
from variorum.reprints.alignment import align
from variorum.reprints.finding import reprints_of
from variorum.reprints.kinship import Kinship, read_kinship
from variorum.reprints.parents import find_parents
from variorum.reprints.passages import Reader
from variorum.reprints.records import Alignment, Copy, CopyKind, CopyTree, Fate, Passage
from variorum.text.times import Moment, is_earlier

MADE_BY = "alignment/1"

# A copy reports itself where what it has of its own is longer than a sentence that leads over: news sentences have some
# twenty words.
OWN_WORDS = 20


class Traced(NamedTuple):
    """What is found among articles: the reprints, and their trees."""

    reprints: tuple[Reprint, ...]
    trees: tuple[CopyTree, ...]


def trace(articles: Iterable[Article], *, directory: Directory | None = None) -> Traced:
    """The reprints among articles, as find_reprints yields them, and their trees, measured once."""
    kinship = read_kinship(articles, directory=directory)
    reprints = tuple(reprints_of(kinship, directory=directory))
    return Traced(reprints, trees_of(kinship, reprints))


def trees_of(kinship: Kinship, reprints: Iterable[Reprint]) -> tuple[CopyTree, ...]:
    """The trees among articles that were compared."""
    known = kinship.articles
    carried = {r.article: r for r in reprints if r.article in known and r.origin in known}
    reader = Reader()
    trees: dict[str, list[Copy]] = {}
    for article in known.values():
        if reprint := carried.get(article.id):
            copy = _copy(article, reprint, kinship, reader)
            for origin in _roots(copy, carried):
                trees.setdefault(origin, []).append(copy)
    place = {name: number for number, name in enumerate(known)}
    ordered = sorted(trees.items(), key=lambda tree: place[tree[0]])
    return tuple(_tree(origin, copies, carried, known) for origin, copies in ordered)


def _roots(copy: Copy, carried: Mapping[str, Reprint]) -> Iterable[str]:
    """The origins of the trees in which a copy stands: that of its text, and where it was merged that of the other."""
    parents = [parent.origin for parent in copy.parents[1:]]
    others = [carried[parent].origin if parent in carried else parent for parent in parents]
    return dict.fromkeys(origin for origin in (carried[copy.article].origin, *others) if origin)


def _tree(
    origin: str, copies: Sequence[Copy], carried: Mapping[str, Reprint], known: Mapping[str, Article]
) -> CopyTree:
    agency = next((carried[c.article].agency for c in copies if carried[c.article].origin == origin), None)
    first = known[origin]
    contested = tuple(c.article for c in copies if not is_earlier(_moment(first), _moment(known[c.article])))
    return CopyTree(origin=origin, agency=agency, copies=tuple(copies), contested=contested)


def _moment(article: Article) -> Moment:
    return Moment(article.published, article.precision)


def _copy(article: Article, reprint: Reprint, kinship: Kinship, reader: Reader) -> Copy:
    known = kinship.articles
    first = known[reprint.origin or article.id]
    earlier = [known[overlap.right] for overlap in kinship.overlaps[article.id]]
    parents = find_parents(article, first=first, others=earlier, kinship=kinship, reader=reader)
    aligned = tuple(
        Alignment(
            copy=article.id,
            origin=parent.id,
            passages=align(article, parent, reader=reader),
            overlap=round(kinship.copies.overlap(article, parent), 4),
            made_by=MADE_BY,
        )
        for parent in parents
    )
    own = tuple(_own(aligned))
    words = {sentence.span: len(sentence.words) for sentence in reader.sentences(article)}
    added = sum(words[span] for span in own)
    return Copy(
        article=article.id,
        kind=_kind(aligned),
        parents=aligned,
        own=own,
        own_share=round(added / max(1, sum(words.values())), 4),
        adds_reporting=added >= OWN_WORDS,
    )


def _own(parents: Sequence[Alignment]) -> Iterator[Span]:
    """The sentences of a copy that every parent lacks."""
    lacking = [{span for passage in parent.told(Fate.ADDED) for span in passage.copy} for parent in parents]
    return (span for span in sorted(lacking[0]) if all(span in spans for spans in lacking[1:]))


def _kind(parents: Sequence[Alignment]) -> CopyKind:
    if len(parents) > 1:
        return CopyKind.MERGED
    told = [p for p in parents[0].passages if p.fate is not Fate.KEPT and not p.aside]
    if not told:
        return CopyKind.EXACT
    return CopyKind.SHORTENED if all(map(_only_cut, told)) else CopyKind.EDITED


def _only_cut(passage: Passage) -> bool:
    """Whether a passage lost words and won none."""
    if passage.fate is Fate.CHANGED:
        return all(change.copy is None for change in passage.changes)
    return passage.fate is Fate.CUT
