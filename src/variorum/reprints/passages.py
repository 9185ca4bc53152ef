"""The sentences of an article ready to be laid beside others: their words, and whether they belong to the report."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from variorum.model import Article, Span
from variorum.reprints.sketch import has_spaceless, read_words
from variorum.text.furniture import furniture
from variorum.text.sentences import sentences
from variorum.text.words import fold, words

_CREDIT = 12  # words: a longer sentence that names the agency or the author tells something
_FIRST = 0x10000  # the first letter that stands for a word: a million follow, and none is half a character
_LETTERS = 0x10FFFF - _FIRST
# "GENEVA, 3 March (Agency) - ", "PARIS — ": where the dateline of a report ends.
_DATELINE = re.compile(r"[^\W\d_]{2}[^\n.!?:—–]{0,50}(?:\([^()\n]{2,30}\) ?[—–:-]|[—–])\s")


class Sentence(NamedTuple):
    """A sentence, its words, and a string with one letter for each word: the same letter for the same word."""

    span: Span
    words: tuple[Span, ...]
    letters: str
    aside: bool

    @property
    def pairs(self) -> set[str]:
        """Its pairs of neighbouring words; the one word of a shorter sentence."""
        return {self.letters[n : n + 2] for n in range(max(1, len(self.letters) - 1))} if self.letters else set()


class Reader:
    """Reads the sentences of articles that are to be compared with each other: each article once, with one alphabet."""

    def __init__(self) -> None:
        self._alphabet = _Alphabet()
        self._read: dict[str, tuple[Sentence, ...]] = {}

    def sentences(self, article: Article) -> tuple[Sentence, ...]:
        """The sentences of an article in their order, without the words of its dateline."""
        if article.id not in self._read:
            self._read[article.id] = tuple(self._sentences(article))
        return self._read[article.id]

    def letters(self, article: Article) -> str:
        """The words of the report as one string, what stands aside left out."""
        return "".join(sentence.letters for sentence in self.sentences(article) if not sentence.aside)

    def _sentences(self, article: Article) -> Iterator[Sentence]:
        text = article.text
        spans, letters = self._words(text)
        starts = [span.start for span in spans]
        dateline = _DATELINE.match(text)
        head = dateline.end() if dateline else 0
        asides = furniture(text, article.language)
        names = _names(article)
        for span in sentences(text, article.language):
            first, end = bisect_left(starts, max(span.start, head)), bisect_left(starts, span.end)
            aside = (
                first >= end
                or any(_most(other, span) for other in asides)
                or (end - first <= _CREDIT and names is not None and bool(names.search(fold(span.cut(text)))))
            )
            yield Sentence(span, tuple(spans[first:end]), letters[first:end], aside)

    def _words(self, text: str) -> tuple[list[Span], str]:
        """The words of a text and their letters: as the sketch has them, but whole ones in scripts without spaces."""
        keys: list[str] | list[int]
        if has_spaceless(text):
            found = words(text)
            spans, keys = [word.span for word in found], [word.folded for word in found]
        else:
            read = read_words(text)
            spans = list(map(Span._make, zip(read.starts.tolist(), read.ends.tolist(), strict=True)))
            keys = read.numbers.tolist()
        return spans, "".join([self._alphabet[key] for key in keys])


class _Alphabet(dict[str | int, str]):
    """A letter for each different word, in the order in which they are met."""

    def __missing__(self, key: str | int) -> str:
        letter = self[key] = chr(_FIRST + len(self) % _LETTERS)
        return letter


def _most(aside: Span, span: Span) -> bool:
    return min(aside.end, span.end) - max(aside.start, span.start) > (span.end - span.start) / 2


def _names(article: Article) -> re.Pattern[str] | None:
    """Who is named in a credit or a byline of the article."""
    named = [re.escape(fold(name)) for name in (*article.agencies, *article.authors, article.outlet_name or "") if name]
    return re.compile(rf"(?<!\w)(?:{'|'.join(named)})(?!\w)") if named else None
