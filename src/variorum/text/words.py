"""Words of a text in any script, with their places, and the folding that makes two spellings one."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import accumulate, filterfalse
from operator import add
from typing import NamedTuple

import Stemmer
from icu4py.breakers import WordBreaker

from variorum.languages import get_language
from variorum.model import LanguageTag, Span

# Scripts that write without spaces: ICU's dictionaries find their words. Han, kana, Thai, Lao, Khmer, Burmese.
_SPACELESS_LETTERS = "぀-ヿ㐀-鿿豈-﫿฀-๿຀-໿ក-៿က-႟"
_SPACELESS = re.compile(f"[{_SPACELESS_LETTERS}]")
# Scripts of India and Sri Lanka: their vowel signs are no letters to `re`, and would cut every word.
_SIGNED_LETTERS = "ऀ-෿"
# Other marks on letters: accents written apart, Hebrew, Arabic and Syriac vowels, those of Thaana, N'Ko and Tibetan.
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0711\u0730-\u074a\u07a6-\u07b0\u07eb-\u07f3\u0f39\u0f71-\u0f84"
    "\u0f90-\u0fbc\u135d-\u135f\u1dc0-\u1dff"
)
_FOR_ICU = re.compile(f"[{_SPACELESS_LETTERS}{_SIGNED_LETTERS}]")
_MARKED = re.compile(f"[{_MARKS}]")
_new = tuple.__new__
_WORD = re.compile(r"([^\W_]+(?:[’'ʼ.&-][^\W_]+)*)")
_LETTERS = rf"[^\W_](?:[^\W_]|[{_MARKS}])*"
_MARKED_WORD = re.compile(rf"({_LETTERS}(?:[’'ʼ.&-]{_LETTERS})*)")


class Word(NamedTuple):
    span: Span
    folded: str


class Cut(NamedTuple):
    """A text cut into words, in columns: word n is `written[n]`, reads `folded[n]`, and stands behind `gaps[n]`.

    For those who read every word of a text: no object is made for each, which takes less than half the time of `words`.
    """

    written: tuple[str, ...]
    folded: tuple[str, ...]
    starts: tuple[int, ...]
    gaps: tuple[str, ...]  # one more than words: the last is what follows them all


_HALVES = re.compile("[\ud800-\udfff]")


def whole(text: str) -> str:
    """The text with halves of characters (lone surrogates) replaced, each place kept: libraries cannot encode them."""
    return _HALVES.sub("\ufffd", text)


_SENTENCE = 500  # characters


@lru_cache(maxsize=100_000)
def fold(text: str) -> str:
    """Lower case without accents, compatibility forms unified; curly apostrophes made straight."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'").replace("ʼ", "'")).casefold()
    return unicodedata.normalize("NFC", "".join(filterfalse(unicodedata.combining, decomposed)))


def is_spaceless(text: str) -> bool:
    """Whether a quarter of the letters belong to scripts that are written without spaces."""
    return len(_SPACELESS.findall(text)) * 4 > sum(c.isalpha() for c in text)


def words(text: str) -> tuple[Word, ...]:
    """The words of a text in order, numbers among them ("10,000" is cut in two; see claims for numbers)."""
    return _sentence_words(text) if len(text) <= _SENTENCE else _text_words(text)


def _words(text: str) -> tuple[Word, ...]:
    cut = cut_words(text)
    spans = zip(cut.starts, map(add, cut.starts, map(len, cut.written)), strict=True)
    # Plain tuples given their names: millions of words are made so, a quarter faster than by Word(Span(...), ...).
    return tuple([_new(Word, (_new(Span, s), f)) for s, f in zip(spans, cut.folded, strict=True)])


# The sentences of a story are read by one part after another: 8,000 of them fill some 30 MB; texts would fill more.
_sentence_words = lru_cache(maxsize=8_000)(_words)
_text_words = lru_cache(maxsize=256)(_words)


@lru_cache(maxsize=256)
def cut_words(text: str) -> Cut:
    """The words of a text as `words` gives them, in columns."""
    if not text.isascii() and _FOR_ICU.search(text):
        pieces, read = _icu_pieces(text), fold
    else:
        pattern = _MARKED_WORD if _MARKED.search(text) else _WORD  # which is twice as fast
        pieces, read = pattern.split(text), _fold_bare
    written = tuple(pieces[1::2])
    starts = tuple(accumulate(map(len, pieces)))[:-1:2]
    return Cut(written, tuple(map(read, written)), starts, tuple(pieces[::2]))


@lru_cache(maxsize=100_000)
def _fold_bare(word: str) -> str:
    """A folded word without the ending that says whose it is in English."""
    return fold(word).removesuffix("'s")


def content_words(text: str, language: LanguageTag | None) -> list[str]:
    """Stems of the words that carry meaning: no stop words, no single letters of an alphabet."""
    known = get_language(language)
    return [
        stem(word.folded, language)
        for word in words(text)
        if word.folded not in known.stop_words and (len(word.folded) > 1 or _SPACELESS.match(word.folded))
    ]


@lru_cache(maxsize=200_000)
def stem(word: str, language: LanguageTag | None) -> str:
    """The Snowball stem of a folded word, or the word itself where the language has none."""
    algorithm = get_language(language).stemmer
    return _stemmer(algorithm).stemWord(whole(word)) if algorithm else word


@lru_cache
def _stemmer(algorithm: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(algorithm)


def _icu_pieces(text: str) -> list[str]:
    """Gaps and words by turns, a gap first and last, as `re.split` gives them.

    ICU reports places in UTF-16 units; the pieces' own lengths add up to code points.
    """
    found = [""]
    for piece in WordBreaker(whole(text), "und"):
        if any(c.isalnum() for c in piece):
            found += (piece, "")
        else:
            found[-1] += piece
    return found
