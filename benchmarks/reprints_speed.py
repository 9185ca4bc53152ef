"""Sketch and look-up of a long stream, beside datasketch's MinHash and MinHashLSH on the same texts in the same run.

The stream is lengthened by renaming: each round appends one letter to every word of more than three letters, so that
the rounds share phrases of small words only, as unlike articles do. Time is CPU time. Recall is over the known copies
that stand in the stream: whether the earlier article of a pair is among those that a look-up names.
"""

from __future__ import annotations

import itertools
import re
import string
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from benchmarks.reprints_edits import Pair
from datasketch import MinHash, MinHashLSH
from xxhash import xxh32_intdigest

from variorum.model import Article
from variorum.reprints.copies import Candidates
from variorum.reprints.sketch import RUN, make_sketch

_LONG_WORD = re.compile(r"\w{4,}")
THRESHOLDS = (0.5, 0.2, 0.1, 0.05)  # of Jaccard, for MinHashLSH


class Looked(NamedTuple):
    """One way of looking up: its CPU milliseconds an article, the share of known pairs met, and others met."""

    name: str
    sketch: float
    look_up: float
    recall: float
    others: float  # an article

    @property
    def total(self) -> float:
        return self.sketch + self.look_up


def lengthened(articles: Sequence[Article], wanted: int) -> list[Article]:
    """So many articles: these, then these with their words renamed, as often as it takes."""
    return list(itertools.islice(_rounds(articles), wanted))


def _rounds(articles: Sequence[Article]) -> Iterator[Article]:
    yield from articles
    for letter in string.ascii_lowercase:
        for one in articles:
            yield replace(one, id=f"{one.id}-{letter}", text=_LONG_WORD.sub(rf"\g<0>{letter}", one.text))


def compare(articles: Sequence[Article], pairs: Iterable[Pair]) -> list[Looked]:
    """Ours first, then datasketch with each threshold."""
    known = set(pairs)
    return [ours(articles, known), *datasketch(articles, known)]


def ours(articles: Sequence[Article], pairs: set[Pair]) -> Looked:
    began = time.process_time()
    sketches = [make_sketch(article.text) for article in articles]
    sketched = time.process_time()
    candidates = Candidates()
    found = [candidates.meet(sketch) for sketch in sketches]
    ended = time.process_time()
    names = [[articles[place].id for place in places] for places in found]
    recall, others = _score(articles, names, pairs)
    count = len(articles) / 1000
    return Looked("ours", (sketched - began) / count, (ended - sketched) / count, recall, others)


def datasketch(articles: Sequence[Article], pairs: set[Pair]) -> Iterator[Looked]:
    """Runs of as many words as ours, 128 permutations, its fast way for many values with a fast hash function."""
    began = time.process_time()
    signed = [_signed(article.text) for article in articles]
    sketch = (time.process_time() - began) / len(articles) * 1000
    for threshold in THRESHOLDS:
        began = time.process_time()
        index = MinHashLSH(threshold=threshold, num_perm=128)
        names: list[list[str]] = []
        for article, signature in zip(articles, signed, strict=True):
            names.append(index.query(signature))
            index.insert(article.id, signature)
        look_up = (time.process_time() - began) / len(articles) * 1000
        yield Looked(f"datasketch, Jaccard {threshold}", sketch, look_up, *_score(articles, names, pairs))


def _signed(text: str) -> MinHash:
    words = text.lower().split()
    runs = {" ".join(words[n : n + RUN]).encode() for n in range(len(words) - RUN + 1)}
    signature = MinHash(num_perm=128, hashfunc=_hash)
    signature.update_batch(list(runs))
    return signature


_hash: Callable[[bytes], int] = xxh32_intdigest


def _score(articles: Sequence[Article], names: Sequence[Sequence[str]], pairs: set[Pair]) -> tuple[float, float]:
    met: Mapping[str, set[str]] = {article.id: set(found) for article, found in zip(articles, names, strict=True)}
    hits = sum(any(other in met[one] for one, other in itertools.permutations(pair)) for pair in pairs)
    return hits / len(pairs), (sum(map(len, met.values())) - hits) / len(articles)
