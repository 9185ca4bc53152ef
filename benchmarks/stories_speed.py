"""Speed and memory of the grouping on a long stream, beside a plain TF-IDF pass, HDBSCAN and MinHash.

    python -m benchmarks.stories_speed [CORPUS] [--small] [--headlines]      (or VARIORUM_CORPUS; see long_stream.py)

Each line has a process of its own, which makes the same stream and measures the articles that come when the window is
full. Time is the processor's, over all its cores; the making of the stream is not counted. --small: small windows of a
young stream, under two minutes; --headlines: no texts. Only the full run writes the table down.
"""

from __future__ import annotations

import argparse
import itertools
import math
import multiprocessing
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np
from benchmarks.long_stream import LongStream
from benchmarks.stories import find_corpus
from datasketch import MinHash, MinHashLSH
from scipy import sparse
from sklearn.cluster import HDBSCAN
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer

from variorum.model import Article, Decision, Join, Open
from variorum.stories import StoryIndex, assign, group_stream, reconsider
from variorum.stories.profile import read_profile
from variorum.text.words import content_words, words

TARGET = Path(__file__).parent.parent / "docs/benchmarks/stories-speed.md"
CHARACTERS = 1_500  # of a text: the filling of the largest window would take an hour else
MEASURED = 1_000  # articles
SELDOM, LATELY = 2_500, 1_000  # hindsight while the window fills, to be affordable; articles before the measured ones
RIPE = 10_000  # articles after which a stream is no longer young to the grouping (variorum/stories/index.py)
PERMUTATIONS, SHINGLE, ALIKE = 128, 3, 0.5  # of MinHash; words; Jaccard
DIMENSIONS = 100


class Cost(NamedTuple):
    """What one line measured."""

    name: str
    window: int  # open articles
    measured: int  # articles
    each: float  # milliseconds an article
    reading: float | None  # of these, to read the article; None: not told apart
    megabytes: float  # of the process at its peak
    note: str = ""


class Work(NamedTuple):
    """One line to measure."""

    run: Callable[[LongStream, int], Cost]
    window: int


def main() -> None:
    """Print the table; write it down after a full run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", nargs="?")
    parser.add_argument("--small", action="store_true", help="windows up to 1,000 articles, of a young stream")
    parser.add_argument("--headlines", action="store_true", help="headlines alone")
    given = parser.parse_args()
    corpus = find_corpus(given.corpus)
    most = 0 if given.headlines else CHARACTERS
    costs = []
    for work in small() if given.small else full():
        # A process for each: its peak of memory is its own.
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
            cost = pool.submit(measured, work, corpus, most).result()
        print(cost, flush=True)
        costs.append(cost)
    lines = report(costs, most)
    print("\n".join(lines))
    if not (given.small or given.headlines):
        TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


def full() -> Iterable[Work]:
    yield from (Work(grouping, window) for window in (1_000, 10_000, 100_000))
    yield from (Work(plain, window) for window in (1_000, 10_000, 100_000))
    yield from (Work(plain_in_c, window) for window in (10_000, 100_000))
    yield from (Work(hdbscan, 10_000), Work(minhash, 10_000))


def small() -> Iterable[Work]:
    yield from (Work(partial(grouping, ripe=0), window) for window in (500, 1_000))
    yield from (Work(each, 1_000) for each in (plain, plain_in_c, hdbscan, minhash))


def measured(work: Work, corpus: Path, most: int) -> Cost:
    return work.run(LongStream(corpus, most=most), work.window)


def grouping(stream: LongStream, window: int, *, ripe: int = RIPE) -> Cost:
    """Ours. A small window is filled more than once, until the stream has told what is rare."""
    index = StoryIndex(window=timedelta(seconds=1), least=window)
    arriving = iter(stream)
    for _ in _filling(arriving, max(window, ripe), index):
        pass
    articles = list(itertools.islice(arriving, MEASURED))
    began = time.process_time()
    decisions = list(group_stream(articles, index=index))
    spent = time.process_time() - began
    read_profile.cache_clear()
    reading = clocked(lambda: [read_profile(article) for article in articles])
    joined = sum(isinstance(one, Join) for one in decisions)
    opened = sum(isinstance(one, Open) for one in decisions)
    later = len(decisions) - joined - opened
    note = f"{joined} joined, {opened} opened; {later} merges and splits"
    return cost("Variorum", window, MEASURED, spent, note, reading=reading)


def _filling(arriving: Iterator[Article], most: int, index: StoryIndex) -> Iterator[Decision]:
    """As `group_stream`, with hindsight less often until shortly before the end."""
    for start in range(0, most - LATELY, SELDOM):
        yield from assign(itertools.islice(arriving, min(SELDOM, most - LATELY - start)), neighbours=index)
        yield from reconsider(index)
    yield from group_stream(itertools.islice(arriving, LATELY), index=index)


def plain(stream: LongStream, window: int) -> Cost:
    """The plain pass of benchmarks/stories.py: TF-IDF over all words, cosine to every open article, by postings."""
    arriving = iter(stream)
    counts = [counted(article) for article in itertools.islice(arriving, window)]
    spread = Counter(word for one in counts for word in one)
    postings: dict[str, list[tuple[int, float]]] = defaultdict(list)

    def vector(one: Counter[str]) -> dict[str, float]:
        found = {w: (1 + math.log(c)) * math.log(window / spread[w]) for w, c in one.items() if w in spread}
        length = math.sqrt(sum(v * v for v in found.values())) or 1.0
        return {word: value / length for word, value in found.items()}

    def nearest(article: Article) -> float:
        likeness: dict[int, float] = defaultdict(float)
        for word, weight in vector(counted(article)).items():
            for other, theirs in postings[word]:
                likeness[other] += weight * theirs
        return max(likeness.values(), default=0.0)

    for number, one in enumerate(counts):
        for word, weight in vector(one).items():
            postings[word].append((number, weight))
    articles = list(itertools.islice(arriving, max(50, min(MEASURED, 1_000_000 // window))))
    return cost("plain TF-IDF pass", window, len(articles), clocked(lambda: [*map(nearest, articles)]))


def plain_in_c(stream: LongStream, window: int) -> Cost:
    """The same by scikit-learn and SciPy: postings as a sparse matrix that is ready and never changes."""
    arriving = iter(stream)
    weights = TfidfVectorizer(analyzer=analyzed, sublinear_tf=True, dtype=np.float32)
    postings = sparse.csr_matrix(weights.fit_transform(itertools.islice(arriving, window)).T)
    articles = list(itertools.islice(arriving, MEASURED))
    spent = clocked(lambda: [(weights.transform([article]) @ postings).max() for article in articles])
    return cost("the same by SciPy, postings made beforehand", window, MEASURED, spent)


def hdbscan(stream: LongStream, window: int) -> Cost:
    """All articles at once, at the end: no stream."""
    articles = list(itertools.islice(iter(stream), window))

    def cluster() -> int:
        found = TfidfVectorizer(analyzer=analyzed, sublinear_tf=True, min_df=2).fit_transform(articles)
        thin = TruncatedSVD(DIMENSIONS, random_state=0).fit_transform(found)
        labels: int = HDBSCAN(min_cluster_size=2, copy=True).fit_predict(thin).max()
        return labels

    return cost(f"HDBSCAN on TF-IDF-SVD({DIMENSIONS}), all at once", window, window, clocked(cluster))


def minhash(stream: LongStream, window: int) -> Cost:
    """Near-duplicates only: no story whose reports are in each outlet's own words."""
    arriving = iter(stream)
    sketches = MinHashLSH(threshold=ALIKE, num_perm=PERMUTATIONS)

    def place(article: Article) -> None:
        sketch = MinHash(num_perm=PERMUTATIONS)
        sketch.update_batch([one.encode() for one in shingles(article)])
        sketches.query(sketch)
        sketches.insert(article.id, sketch)

    for article in itertools.islice(arriving, window):
        place(article)
    articles = list(itertools.islice(arriving, MEASURED))
    return cost(
        "datasketch MinHashLSH, near-duplicates only", window, MEASURED, clocked(lambda: [*map(place, articles)])
    )


def analyzed(article: Article) -> list[str]:
    return content_words(f"{article.headline or ''}\n{article.text}", article.language)


def counted(article: Article) -> Counter[str]:
    return Counter(analyzed(article))


def shingles(article: Article) -> set[str]:
    found = [word.folded for word in words(f"{article.headline or ''}\n{article.text}")]
    return {" ".join(found[n : n + SHINGLE]) for n in range(max(1, len(found) - SHINGLE + 1))}


def clocked(run: Callable[[], object]) -> float:
    """Seconds of the processor."""
    began = time.process_time()
    run()
    return time.process_time() - began


def cost(name: str, window: int, articles: int, spent: float, note: str = "", *, reading: float | None = None) -> Cost:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    single = 1000 / articles
    return Cost(name, window, articles, spent * single, reading and reading * single, peak, note)


def report(costs: Sequence[Cost], most: int) -> list[str]:
    """The page: ratios first."""
    ours = {one.window: one for one in costs if one.reading is not None}
    largest = ours[max(ours)]
    texts = f"headlines and the first {most:,} characters of the texts" if most else "headlines alone"
    smaller = [one for one in ours.values() if one is not largest]
    return [
        "# Speed of the grouping on a long stream",
        "",
        "Written by `benchmarks/stories_speed.py`, all in one run. No real stream: some 12,000 real articles come",
        "again and again, each round at a later time and with other rare words, names and numbers",
        f"(`benchmarks/long_stream.py`); {texts}. Measured are the articles that",
        "come when the window is full. Time is the processor's, over all its cores. To make the filling affordable",
        f"hindsight came after every {SELDOM:,} articles, and only for the last {LATELY:,} and the measured ones after",
        "every 500.",
        "",
        *(
            f"- Variorum at {largest.window:,} open articles takes {largest.each / one.each:.2f} times what it takes "
            f"at {one.window:,}."
            for one in smaller
        ),
        *(
            f"- At {one.window:,} articles, {one.name}: {one.each / ours[one.window].each:.2f} times Variorum's time."
            for one in costs
            if one.reading is None and one.window in ours
        ),
        "",
        "| | open articles | measured | ms an article | of these reading it | articles a second | peak memory, MB | |",
        "|---|---|---|---|---|---|---|---|",
        *(
            f"| {one.name} | {one.window:,} | {one.measured:,} | {one.each:.2f} "
            f"| {'' if one.reading is None else f'{one.reading:.2f}'} "
            f"| {1000 / one.each:.0f} | {one.megabytes:,.0f} | {one.note} |"
            for one in costs
        ),
    ]


if __name__ == "__main__":
    main()
