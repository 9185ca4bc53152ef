"""Sentences of two reports that state one fact in one language, and the words in them that are the reports' own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from variorum.compare.align import Aligned
from variorum.compare.terms import ClaimTerms, StoryTerms
from variorum.compare.voices import Voices
from variorum.model import Span
from variorum.text.marks import quoted
from variorum.text.words import stem, words


class Alike(NamedTuple):
    """Two claims of one statement."""

    left: ClaimTerms
    right: ClaimTerms
    shown: bool  # so sure that readers are shown it


class OwnWord(NamedTuple):
    """A word of a claim; what is quoted has a key of its own and is like no other word."""

    span: Span
    folded: str
    key: str = ""
    capital: bool = False


def alike_pairs(story: StoryTerms, groups: Sequence[Aligned], voices: Voices) -> tuple[Alike, ...]:
    """The pairs of claims within statements that voices apart tell in one language, each pair once."""
    pairs: dict[tuple[int, int], bool] = {}
    for group in groups:
        for pair in combinations(group.members, 2):
            pairs[pair] = pairs.get(pair, False) or group.shown
    found = (Alike(story.claims[left], story.claims[right], shown) for (left, right), shown in sorted(pairs.items()))
    return tuple(
        pair
        for pair in found
        if pair.left.language == pair.right.language and voices.apart(pair.left.article, pair.right.article)
    )


class OwnWords:
    """The words of claims, read once each."""

    def __init__(self, voices: Voices) -> None:
        self.voices = voices
        self._read: dict[tuple[str, int], tuple[OwnWord, ...]] = {}
        self._stems: dict[tuple[str, int], tuple[str, ...]] = {}

    def of(self, claim: ClaimTerms) -> tuple[OwnWord, ...]:
        """The words of a claim in order, those in quotation marks set off."""
        key = (claim.article, claim.place)
        if key not in self._read:
            self._read[key] = tuple(self._words(claim))
        return self._read[key]

    def stems(self, claim: ClaimTerms) -> tuple[str, ...]:
        """The same words as stems; what is quoted is like nothing."""
        key = (claim.article, claim.place)
        if key not in self._stems:
            self._stems[key] = tuple(word.key or stem(word.folded, claim.language) for word in self.of(claim))
        return self._stems[key]

    def marked(self, claim: ClaimTerms) -> list[Span]:
        """What stands between quotation marks in a claim, without the marks."""
        start = claim.claim.span.start
        found = quoted(self.text(claim))
        return [Span(start + one.span.start, start + one.span.end) for one in found]

    def text(self, claim: ClaimTerms) -> str:
        return claim.claim.span.cut(self.voices.reports[claim.article].text)

    def _words(self, claim: ClaimTerms) -> Iterator[OwnWord]:
        start = claim.claim.span.start
        spans = [quotation.span for quotation in claim.claim.quotations if quotation.direct]
        spans += self.marked(claim)
        text = self.text(claim)
        for word in words(text):
            span = Span(start + word.span.start, start + word.span.end)
            key = f'"{claim.article}:{span.start}' if any(span.overlaps(one) for one in spans) else ""
            yield OwnWord(span, word.folded, key, text[word.span.start].isupper())
