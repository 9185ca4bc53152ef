"""From which earlier article a copy was made: the one from which it takes the fewest edits.

Who copies a copy also copies its edits: what the first copy changed or cut need not be changed again. Edits are counted
as stretches and not as words, for to cut one paragraph or ten from the end is one stroke. The article that had the text
first is the parent unless another takes clearly fewer edits: ten papers that shorten one agency's text at ten places
form no chain.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapidfuzz.distance import LCSseq

from variorum.model import Article
from variorum.reprints.copies import FEWEST, Copies
from variorum.reprints.kinship import Kinship
from variorum.reprints.passages import Reader

# Another article than the first takes this share of its edits at most. Where words are changed by chance, the count of
# edits between one text and two others that are equally far varies by a tenth.
FEWER = 0.8
# A second parent has words of the copy that the first has not: a tenth of the copy, and a sentence.
SECOND = 0.1
_NEAREST = 8  # candidates whose edits are counted: those that share most, the earlier first
_LONGEST = 8_000  # words: what counting edits costs grows with the square


def find_parents(
    copy: Article, *, first: Article, others: Sequence[Article], kinship: Kinship, reader: Reader
) -> tuple[Article, ...]:
    """One parent or two. `first` had the text first; `others` are the earlier articles that share it, nearest first."""
    family = [other for other in others if kinship.origins[other.id] == first.id != other.id]
    parent = first
    fewest = FEWER * count_edits(copy, first, reader)
    for other in family[:_NEAREST]:
        edits = count_edits(copy, other, reader)
        if edits < fewest:
            parent, fewest = other, edits
    return (parent, *_second(copy, parent, others, kinship.copies))


def count_edits(copy: Article, origin: Article, reader: Reader) -> int:
    """How many stretches of words were cut, put in or replaced between two texts."""
    ours, theirs = reader.letters(copy)[:_LONGEST], reader.letters(origin)[:_LONGEST]
    return sum(operation.tag != "equal" for operation in LCSseq.opcodes(theirs, ours)) if ours != theirs else 0


def _second(copy: Article, parent: Article, others: Sequence[Article], copies: Copies) -> Iterator[Article]:
    """The article that has most of the copy's words that the parent has not, where these are enough."""
    left = ~copies.shared(copy, parent)
    least = max(SECOND * len(left), FEWEST)
    counted = [(int((left & copies.shared(copy, other)).sum()), other) for other in others if other.id != parent.id]
    most, found = max(counted, key=lambda one: one[0], default=(0, parent))
    if most >= least:
        yield found
