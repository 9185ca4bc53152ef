"""Which sentence of a new text stands for which of the old one, and which of its words are others."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from typing import NamedTuple

from variorum.compare.settled import mark_of, settled
from variorum.compare.stretches import differing_stretches
from variorum.model import Span
from variorum.text.sentences import paragraphs
from variorum.text.words import words

_ALIKE = 0.5  # share of words that two sentences have in common, to be one sentence in two wordings
_MOST = 300  # changed sentences of either text that are paired by likeness; a text with more of them is another text
_LONGEST = 100  # words of a sentence that are looked at for its likeness: lists of a thousand names are sentences too
_SHORT = 3  # words: a shorter sentence that stands elsewhere now is a chance likeness, not a move
_POINTS = (".", ",", "٫", "٬")
_GROUPING = " \u00a0\u2009\u202f'’"  # between the thousands of a number: "4 600"


class Pair(NamedTuple):
    """A place in both texts: numbers of sentences. None: nothing stands for it in that text."""

    before: int | None
    after: int | None
    moved: bool = False


def pair_sentences(before: Sequence[str], after: Sequence[str]) -> list[Pair]:
    """What changed between two lists of sentences, in the order of the new text; unchanged ones are left out."""
    old, new = [settled(one) for one in before], [settled(one) for one in after]
    gone: list[int] = []
    came: list[int] = []
    for stretch in differing_stretches(old, new):
        gone += [number for number in range(stretch.old, stretch.old_end) if old[number]]
        came += [number for number in range(stretch.new, stretch.new_end) if new[number]]
    pairs = [Pair(i, j, moved=True) for i, j in _moves(gone, came, old, new)]
    pairs += _reworded(_without(gone, pairs, 0), _without(came, pairs, 1), before, after)
    pairs += [Pair(number, None) for number in _without(gone, pairs, 0)]
    pairs += [Pair(None, number) for number in _without(came, pairs, 1)]
    return sorted(pairs, key=lambda pair: _place(pair, len(old), len(new)))


def changed_words(before: str, after: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The stretches of two wordings that differ, in each of them; numbers are never cut in two.

    All of both, where what differs is in no word and no mark that is known.
    """
    old, new = _tokens(before), _tokens(after)
    gone: list[Span] = []
    came: list[Span] = []
    for i, i_end, j, j_end in differing_stretches([key for _, key in old], [key for _, key in new]):
        gone += [Span(old[i][0].start, old[i_end - 1][0].end)] if i < i_end else []
        came += [Span(new[j][0].start, new[j_end - 1][0].end)] if j < j_end else []
    if not gone and not came and settled(before) != settled(after):
        return tuple(paragraphs(before)), tuple(paragraphs(after))
    return tuple(gone), tuple(came)


def _tokens(text: str) -> list[tuple[Span, str]]:
    """Words, numbers whole ("12,000", "4 600"), and the marks that may change what is said."""
    found: list[tuple[Span, str]] = []
    for word in words(text):
        if found and _goes_on(text, found[-1], word.span):
            start, point = found[-1][0].start, text[word.span.start - 1]
            found[-1] = (Span(start, word.span.end), found[-1][1] + (mark_of(point) or point) + word.folded)
        else:
            found.append((word.span, settled(word.span.cut(text))))
    return sorted([*found, *_marks(text)])


def _marks(text: str) -> Iterator[tuple[Span, str]]:
    """The marks outside of words, each under its one shape."""
    for at, character in enumerate(text):
        if character.isalnum() or character.isspace():
            continue
        mark = mark_of(character)
        before, behind = text[at - 1 : at].isalnum(), text[at + 1 : at + 2].isalnum()
        if mark == "'":
            mark = None if before and behind else '"'
        elif mark in ("-", "/"):  # before a number, and between two
            mark = mark if text[at + 1 : at + 2].isdigit() and before == (mark == "/") else None
        if mark and mark not in ".,":
            yield Span(at, at + 1), mark


def _goes_on(text: str, last: tuple[Span, str], span: Span) -> bool:
    between = text[last[0].end : span.start]
    if not text[last[0].end - 1].isdigit() or not text[span.start].isdigit():
        return False
    grouped = between in _GROUPING and span.end - span.start == 3 and last[1].replace(between, "").isdigit()
    return between in _POINTS or grouped


def _moves(
    gone: Iterable[int], came: Iterable[int], old: Sequence[str], new: Sequence[str]
) -> Iterator[tuple[int, int]]:
    """Sentences that stand elsewhere now, word for word."""
    waiting: dict[str, list[int]] = defaultdict(list)
    for number in gone:
        waiting[old[number]].append(number)
    for number in came:
        if waiting.get(new[number]) and len(words(new[number])) >= _SHORT:
            yield waiting[new[number]].pop(0), number


def _reworded(gone: Sequence[int], came: Sequence[int], before: Sequence[str], after: Sequence[str]) -> list[Pair]:
    """The likest pairs first, each sentence once; of equal ones those that keep the order."""
    old = {number: _bag(before[number]) for number in gone[:_MOST]}
    new = {number: _bag(after[number]) for number in came[:_MOST]}
    alike = [
        (likeness, -abs(i - j), i, j)
        for i, left in old.items()
        for j, right in new.items()
        if (likeness := _likeness(left, right)) >= _ALIKE
    ]
    pairs: list[Pair] = []
    taken: tuple[set[int], set[int]] = (set(), set())
    for _, _, i, j in sorted(alike, reverse=True):
        if i not in taken[0] and j not in taken[1]:
            pairs.append(Pair(i, j))
            taken[0].add(i)
            taken[1].add(j)
    return pairs


def _bag(text: str) -> frozenset[tuple[str, int]]:
    """Words, each with how often it stood before: what two of them share is found a dozen times faster so."""
    seen: Counter[str] = Counter()
    found = []
    for word in words(text)[:_LONGEST]:
        found.append((word.folded, seen[word.folded]))
        seen[word.folded] += 1
    return frozenset(found)


def _likeness(left: Set[tuple[str, int]], right: Set[tuple[str, int]]) -> float:
    total = len(left) + len(right)
    return 2 * len(left & right) / total if total else 0.0


def _without(numbers: Iterable[int], pairs: Iterable[Pair], side: int) -> list[int]:
    taken = {pair[side] for pair in pairs}
    return [number for number in numbers if number not in taken]


def _place(pair: Pair, old: int, new: int) -> float:
    """Where in the text a change stands, as a share of it: what is gone has no place in the new one."""
    if pair.after is not None:
        return pair.after / new
    return (pair.before or 0) / old
