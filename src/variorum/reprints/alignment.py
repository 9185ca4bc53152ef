"""A copy beside its origin, sentence by sentence: what was kept, cut, added, and which words were changed.

Sentences are strings with one letter for each different word, and are compared by the longest common subsequence of
their words (Indel similarity, rapidfuzz). Candidates are the sentences that share pairs of neighbouring words, so the
cost grows with the length of the texts and not with its square.
"""

from __future__ import annotations

from bisect import insort
from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from rapidfuzz.distance import Indel, LCSseq

from variorum.model import Article, Span
from variorum.reprints.passages import Reader, Sentence
from variorum.reprints.records import Fate, Passage, WordChange

# Of two sentences with 40 of 100 words changed, 60 are common in order; of two that only treat the same, some 35.
ALIKE = 0.5
_PART = 0.6  # of a sentence's words that stand in another which it was joined to, or split off from
_FEWEST = 4  # words of such a part
_CANDIDATES = 4  # sentences of the origin that are compared with each of the copy
_POPULAR = 24  # sentences: a pair of words in more of them tells nothing


class _Match(NamedTuple):
    unlikeness: float  # less is more alike
    distance: float  # between the places of the two in their texts, 0 to 1
    copy: int
    origin: int


def align(copy: Article, origin: Article, *, reader: Reader | None = None) -> tuple[Passage, ...]:
    """The passages of a copy and of its origin in the order of the copy: each sentence of both stands in one."""
    reader = reader or Reader()
    ours, theirs = reader.sentences(copy), reader.sentences(origin)
    return tuple(_in_order(_joined(_matched(ours, theirs), ours, theirs), ours, theirs))


class _Groups(NamedTuple):
    """Sentences that belong together, by the number of the one that was matched in the origin."""

    copy: dict[int, list[int]]
    origin: dict[int, list[int]]


def _matched(ours: Sequence[Sentence], theirs: Sequence[Sentence]) -> dict[int, int]:
    """Sentence of the copy -> of the origin: the same ones in their order, then the most alike, each once."""
    pairs = _same(ours, theirs)
    left = [number for number in range(len(ours)) if number not in pairs]
    taken = set(pairs.values())
    found: list[_Match] = []
    for number, candidates in zip(left, _candidates([ours[n] for n in left], theirs), strict=True):
        for other in candidates:
            likeness = Indel.normalized_similarity(ours[number].letters, theirs[other].letters, score_cutoff=ALIKE)
            if likeness and other not in taken:
                distance = abs(number / len(ours) - other / len(theirs))
                found.append(_Match(-likeness, distance, number, other))
    for match in sorted(found):
        if match.copy not in pairs and match.origin not in taken:
            pairs[match.copy] = match.origin
            taken.add(match.origin)
    return pairs


def _same(ours: Sequence[Sentence], theirs: Sequence[Sentence]) -> dict[int, int]:
    """Sentences of the same words; where they come twice, the first with the first."""
    places: dict[str, deque[int]] = defaultdict(deque)
    for number, sentence in enumerate(theirs):
        if sentence.letters:
            places[sentence.letters].append(number)
    return {
        number: places[sentence.letters].popleft()
        for number, sentence in enumerate(ours)
        if places.get(sentence.letters)
    }


def _candidates(ours: Sequence[Sentence], theirs: Sequence[Sentence]) -> Iterator[list[int]]:
    """For each sentence of the copy those of the origin that share most pairs of words with it."""
    places: dict[str, list[int]] = defaultdict(list)
    for number, sentence in enumerate(theirs if ours else ()):
        for pair in sentence.pairs:
            places[pair].append(number)
    for sentence in ours:
        met: list[int] = []
        for pair in sentence.pairs & places.keys():
            if len(places[pair]) <= _POPULAR:
                met += places[pair]
        yield [number for number, _ in Counter(met).most_common(_CANDIDATES)]


def _joined(pairs: Mapping[int, int], ours: Sequence[Sentence], theirs: Sequence[Sentence]) -> _Groups:
    """The pairs, with those neighbours that were joined to one of the two or split off from it."""
    back = {other: number for number, other in pairs.items()}
    groups = _Groups({other: [number] for number, other in pairs.items()}, {other: [other] for other in back})
    beside = {number: theirs[other] for number, other in pairs.items()}
    for number in set(range(len(ours))) - pairs.keys():
        if (near := _whole(number, ours, beside)) is not None:
            insort(groups.copy[pairs[near]], number)
    beside = {other: ours[number] for other, number in back.items()}
    for other in set(range(len(theirs))) - back.keys():
        if (near := _whole(other, theirs, beside)) is not None:
            insort(groups.origin[near], other)
    return groups


def _whole(number: int, row: Sequence[Sentence], beside: Mapping[int, Sentence]) -> int | None:
    """The neighbour whose match holds this sentence as well, and not in the neighbour's own words."""
    letters = row[number].letters
    if len(letters) < _FEWEST:
        return None
    for near in (number - 1, number + 1):
        if near not in beside:
            continue
        whole = beside[near].letters
        first, second = sorted((near, number))
        together = Indel.normalized_similarity(row[first].letters + row[second].letters, whole)
        alone = Indel.normalized_similarity(row[near].letters, whole)
        if together > alone and LCSseq.similarity(letters, whole) >= _PART * len(letters):
            return near
    return None


def _in_order(groups: _Groups, ours: Sequence[Sentence], theirs: Sequence[Sentence]) -> Iterator[Passage]:
    """All passages in the order of the copy, those that were cut behind the one that they stood behind."""
    placed: list[tuple[tuple[int, int], Passage]] = []
    for other, numbers in groups.copy.items():
        passage = _passage([ours[n] for n in numbers], [theirs[o] for o in groups.origin[other]])
        placed.append(((numbers[0], 0), passage))
    used = {number for numbers in groups.copy.values() for number in numbers}
    placed += [((n, 0), _alone(Fate.ADDED, s)) for n, s in enumerate(ours) if n not in used]
    where = {o: groups.copy[other][-1] for other, others in groups.origin.items() for o in others}
    last = -1
    for number, sentence in enumerate(theirs):
        last = where.get(number, last)
        if number not in where:
            placed.append(((last, number + 1), _alone(Fate.CUT, sentence)))
    return (passage for _, passage in sorted(placed, key=lambda one: one[0]))


def _alone(fate: Fate, sentence: Sentence) -> Passage:
    spans = (sentence.span,)
    if fate is Fate.CUT:
        return Passage(fate=fate, origin=spans, aside=sentence.aside)
    return Passage(fate=fate, copy=spans, aside=sentence.aside)


def _passage(copy: Sequence[Sentence], origin: Sequence[Sentence]) -> Passage:
    changes = tuple(_changes(copy, origin))
    return Passage(
        fate=Fate.CHANGED if changes else Fate.KEPT,
        copy=tuple(sentence.span for sentence in copy),
        origin=tuple(sentence.span for sentence in origin),
        changes=changes,
        aside=all(sentence.aside for sentence in (*copy, *origin)),
    )


def _changes(copy: Sequence[Sentence], origin: Sequence[Sentence]) -> Iterator[WordChange]:
    """The stretches of words that differ, in their order."""
    ours, theirs = "".join(s.letters for s in copy), "".join(s.letters for s in origin)
    if ours == theirs:
        return
    words = [word for sentence in copy for word in sentence.words]
    others = [word for sentence in origin for word in sentence.words]
    end_ours = end_theirs = 0
    blocks = LCSseq.editops(theirs, ours).as_matching_blocks()  # the last one is empty and stands at the end
    for block in blocks:
        if block.b > end_ours or block.a > end_theirs:
            put, gone = words[end_ours : block.b], others[end_theirs : block.a]
            yield WordChange(copy=_stretch(put), origin=_stretch(gone))
        end_ours, end_theirs = block.b + block.size, block.a + block.size


def _stretch(words: Sequence[Span]) -> Span | None:
    return Span(words[0].start, words[-1].end) if words else None
