"""A small sketch of a text, by which copies find each other: stored for years, so its algorithm is ours and versioned.

Version 2. Words are hashed with xxh3-64 and four in a row are mixed into one number, a run; of the runs those in the
lowest eighth of all numbers are kept, 64 at least and 512 at most, by their upper 32 bits. The sketch of a part is
so a part of the sketch of the whole, which a MinHash of fixed size is not: a text that was cut to a quarter, or that
stands within another, is still found. (Broder 1997, "On the resemblance and containment of documents":
sampling by MOD_m.)

Why runs of four: where 40 of 100 words were changed, 13 of 100 runs of four words survive, but 3 of 100 runs of seven.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray
from xxhash import xxh3_64_intdigest

from variorum.errors import InputError
from variorum.text.words import fold

VERSION = 2
RUN = 4  # words
RUN_SPACELESS = 8  # characters, where words are not parted by spaces: a word has two on average
FEWEST, MOST = 64, 512  # numbers in a sketch: a short text keeps more than an eighth, a book-long one less

Numbers = NDArray[np.uint64]
Sketch = NDArray[np.uint32]  # sorted, each number once

_Unsigned = TypeVar("_Unsigned", np.uint32, np.uint64)
_KNOWN = 400_000  # words whose numbers are kept
_EIGHTH = np.uint64(2**61)
_UPPER = np.uint64(32)
_HEAD = b"VS"
# As in text.words: Han, kana, Thai, Lao, Khmer, Burmese, each letter a word.
_SPACELESS = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0e7f\u0e80-\u0eff\u1780-\u17ff\u1000-\u109f"
_HAS_SPACELESS = re.compile(f"[{_SPACELESS}]")
_SPACED_WORD = re.compile(r"\S+")
_MIXED_WORD = re.compile(rf"[{_SPACELESS}]|[^\s{_SPACELESS}]+")
# Signs of Indic scripts stand on letters and are none to `re`.
_NO_LETTER = re.compile(r"[^\w\u0900-\u0963\u0966-\u0dff]+")

_MULTIPLIERS = np.array([(0x9E3779B97F4A7C15 * (2 * n + 1)) % 2**64 for n in range(RUN_SPACELESS)], dtype=np.uint64)
_MIX = np.uint64(0xBF58476D1CE4E5B9)
_SHIFT = np.uint64(31)


def make_sketch(text: str) -> Sketch:
    """The sketch of a text; empty where the text is shorter than one run."""
    runs = run_numbers(text)
    lowest = different(runs[runs < _EIGHTH])
    if len(lowest) < FEWEST:
        lowest = different(runs)[:FEWEST]
    return different((lowest[:MOST] >> _UPPER).astype(np.uint32))


def to_bytes(sketch: Sketch) -> bytes:
    """A sketch as it is stored: "VS", one byte of version, then the numbers in four bytes each, the lowest first."""
    return _HEAD + bytes([VERSION]) + sketch.astype("<u4").tobytes()


def from_bytes(stored: bytes) -> Sketch:
    """The sketch that was stored. Raises InputError for another version, and for what is no sketch."""
    if stored[:2] != _HEAD or len(stored) % 4 != 3:
        raise InputError(f"{stored[:8]!r}... is no stored sketch: make it anew from the text.")
    if stored[2] != VERSION:
        raise InputError(f"A sketch of version {stored[2]} cannot be compared with version {VERSION}: make it anew.")
    return np.frombuffer(stored, "<u4", offset=3).astype(np.uint32)


class Words(NamedTuple):
    """The words of a text as numbers, where each begins and ends in it, and how many make a run."""

    numbers: Numbers
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    run: int


def read_words(text: str) -> Words:
    """The words of a text with their places. A number is the same for other cases, accents and marks about a word."""
    spaceless = has_spaceless(text)
    found = list((_MIXED_WORD if spaceless else _SPACED_WORD).finditer(text))
    numbers = _hash([match[0] for match in found])
    told = numbers != 0
    starts = np.array([match.start() for match in found], np.int64)
    ends = np.array([match.end() for match in found], np.int64)
    return Words(numbers[told], starts[told], ends[told], _run(text, len(found)) if spaceless else RUN)


def has_spaceless(text: str) -> bool:
    """Whether a text holds letters of a script that is written without spaces."""
    return _HAS_SPACELESS.search(text) is not None


def run_numbers(text: str) -> Numbers:
    """The runs of a text in its order, as those of `read_words` are, in half the time."""
    if not has_spaceless(text):
        numbers, run = _hash(text.split()), RUN
    else:
        found = _MIXED_WORD.findall(text)
        numbers, run = _hash(found), _run(text, len(found))
    return mix(numbers[numbers != 0], run)


def mix(words: Numbers, run: int) -> Numbers:
    """One number for each run of words."""
    if len(words) < run:
        return np.empty(0, np.uint64)
    numbers = np.zeros(len(words) - run + 1, np.uint64)
    for place in range(run):
        numbers += words[place : place + len(numbers)] * _MULTIPLIERS[place]
    numbers = (numbers ^ (numbers >> _SHIFT)) * _MIX
    return numbers ^ (numbers >> _SHIFT)


def different(numbers: NDArray[_Unsigned]) -> NDArray[_Unsigned]:
    """The numbers sorted, each once: a tenth of the time that np.unique takes for a few hundred."""
    ordered = np.sort(numbers)
    return ordered[np.concatenate(([True], ordered[1:] != ordered[:-1]))] if len(ordered) else ordered


def _run(text: str, words: int) -> int:
    """Words in a run: more where most of them are single letters."""
    return RUN_SPACELESS if len(_HAS_SPACELESS.findall(text)) * 2 > words else RUN


def _hash(words: Sequence[str]) -> Numbers:
    return np.fromiter(map(_hashes.__getitem__, words), np.uint64, len(words))


class _Hashes(dict[str, int]):
    """The number of each word that was met, reckoned once: half the time that lru_cache takes to find it again."""

    def __missing__(self, word: str) -> int:
        if len(self) >= _KNOWN:
            self.clear()
        plain = word.isascii() and word.isalnum()  # most are, and folding them is lowering them
        letters = word.lower() if plain else _NO_LETTER.sub("", fold(word))
        number = self[word] = xxh3_64_intdigest(letters.encode(errors="replace")) if letters else 0
        return number


_hashes = _Hashes()
