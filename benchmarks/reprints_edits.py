"""Copies with known edits, made of real articles, and real articles on the same topics that are no copies.

Each original is copied once, by one kind of edit in one strength. Words that replace or join others are drawn from the
other originals as they stand, so common words come often. All chance is seeded: the set is the same on every run.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import combinations
from typing import NamedTuple

from variorum.model import Article

SEED = 20200101
COPIES = 60  # of each kind and strength
SHORTEST = 120  # words of an original
LEAST_PARAGRAPHS = 6
_REGION = 12  # words of a stretch that is reworded as a whole
_FORMULA = 50  # articles: a run in more of them is a formula of a house
_COPIED = 0.2
# What becomes of a word that is touched: half are replaced, a quarter get a neighbour, a quarter go.
_TOUCHES = ("replace", "replace", "insert", "delete")

Pair = frozenset[str]
Edit = Callable[[str, random.Random, Sequence[str]], str]


class Made(NamedTuple):
    """A generated set: its articles, the true pairs with their kind, and how many articles are no copies."""

    articles: tuple[Article, ...]
    pairs: dict[Pair, str]
    others: int = 0


def originals_of(articles: Sequence[Article]) -> list[Article]:
    """The articles long enough to be edited that share no fifth of the shorter one's runs of seven with another."""
    runs = {one.id: set(run_numbers_of_seven(one.text)) for one in articles}
    places: dict[int, list[str]] = defaultdict(list)
    for name, numbers in runs.items():
        for number in numbers:
            places[number].append(name)
    shared: Counter[Pair] = Counter()
    for names in places.values():
        if 1 < len(names) <= _FORMULA:
            shared.update(map(frozenset, combinations(names, 2)))
    copied = {
        name
        for pair, count in shared.items()
        if count >= _COPIED * min(len(runs[one]) for one in pair)
        for name in pair
    }
    return [one for one in articles if one.id not in copied and _is_long_enough(one)]


def run_numbers_of_seven(text: str) -> Iterator[int]:
    """Runs of seven words, made without any of the code that is measured."""
    words = text.lower().split()
    return (hash(tuple(words[n : n + 7])) for n in range(len(words) - 6))


def _is_long_enough(article: Article) -> bool:
    return len(article.text.split()) >= SHORTEST and article.text.count("\n") + 1 >= LEAST_PARAGRAPHS


def same_topic(originals: Sequence[Article], drawn: int) -> list[Article]:
    """Of the articles that no copy is made of, the one that is most like each that one is made of (TF-IDF cosine)."""
    first = _drawn(originals, drawn)
    taken = {one.id for one in first}
    rest = [one for one in originals if one.id not in taken]
    from sklearn.feature_extraction.text import TfidfVectorizer

    counts = TfidfVectorizer(stop_words="english", sublinear_tf=True, min_df=2).fit(one.text for one in originals)
    likeness = (counts.transform(one.text for one in first) @ counts.transform(one.text for one in rest).T).toarray()
    return [rest[place] for place in sorted(set(likeness.argmax(axis=1).tolist()))]


def _drawn(originals: Sequence[Article], count: int) -> list[Article]:
    return random.Random(SEED).sample(list(originals), count)


def make_chains(originals: Sequence[Article]) -> Made:
    """Of each original three copies with edits of their own, and a copy with further edits of the second of them."""
    chance = random.Random(SEED)
    words = [word for article in originals for word in article.text.split()]
    articles: list[Article] = []
    pairs: dict[Pair, str] = {}
    for number, first in enumerate(_drawn(originals, COPIES)):
        copies = [_edited(first, f"chain-{number}-{n}", n + 1, chance, words) for n in range(3)]
        last = _edited(copies[1], f"chain-{number}-last", 5, chance, words)
        articles += [first, *copies, last]
        pairs |= {frozenset((first.id, copy.id)): "direct" for copy in copies}
        pairs[frozenset((copies[1].id, last.id))] = "copy of a copy"
    return Made(tuple(articles), pairs)


def _edited(first: Article, name: str, hours: int, chance: random.Random, words: Sequence[str]) -> Article:
    """A copy that was shortened or reworded a little, as desks do."""
    text = spread(thinned(first.text, chance.choice((0.0, 0.1, 0.2)), chance), chance, words, share=0.03)
    if chance.random() < 0.5:
        text = truncated(text, chance.choice((0.6, 0.8)))
    published = first.published + timedelta(hours=hours) if first.published else None
    return replace(first, id=name, text=text, published=published, url=None, outlet=None, domain=None)


def make_copies(originals: Sequence[Article], others: Iterable[Article]) -> Made:
    """Originals, a copy of each with known edits one hour later, and the others; in an order that tells nothing.

    Merged copies have two true pairs, one with each original. There must be `needed()` originals.
    """
    chance = random.Random(SEED)
    words = [word for article in originals for word in article.text.split()]
    drawn = iter(_drawn(originals, needed()))
    articles: list[Article] = []
    pairs: dict[Pair, str] = {}
    for kind, edit in edits():
        for _ in range(COPIES):
            first = next(drawn)
            articles.append(first)
            text, sources = edit(first.text, chance, words), [first]
            if kind == "two merged":
                sources.append(next(drawn))
                articles.append(sources[1])
                text = merged(first.text, sources[1].text, chance)
            copy = _copy(_last(sources), text, number=len(articles), chance=chance)
            articles.append(copy)
            pairs |= {frozenset((source.id, copy.id)): kind for source in sources}
    unlike = list(others)
    articles += unlike
    chance.shuffle(articles)
    return Made(tuple(articles), pairs, len(unlike))


def needed() -> int:
    """How many originals a set takes."""
    return COPIES * (len(list(edits())) + 1)


def edits() -> Iterator[tuple[str, Edit]]:
    """Each kind with its strength, and what makes it."""
    yield "exact", _as_it_is
    for kept in (75, 50, 25):
        yield f"truncated to {kept} %", partial(_truncated, share=kept / 100)
    for cut in (25, 50):
        yield f"{cut} % of paragraphs removed", partial(_thinned, share=cut / 100)
    for share in (5, 10, 20, 30, 40):
        yield f"{share} % of words, spread", partial(spread, share=share / 100)
    for share in (5, 10, 20, 30, 40):
        yield f"{share} % of words, clustered", partial(clustered, share=share / 100)
    yield "two merged", _as_it_is


def _as_it_is(text: str, _chance: random.Random, _words: Sequence[str]) -> str:
    return text


def _truncated(text: str, _chance: random.Random, _words: Sequence[str], *, share: float) -> str:
    return truncated(text, share)


def _thinned(text: str, chance: random.Random, _words: Sequence[str], *, share: float) -> str:
    return thinned(text, share, chance)


def truncated(text: str, kept: float) -> str:
    """The beginning of a text, whole paragraphs and at last words, up to a share of its words."""
    left = round(len(text.split()) * kept)
    lines = []
    for line in text.split("\n"):
        words = line.split()[:left]
        left -= len(words)
        lines += [" ".join(words)] if words else []
    return "\n".join(lines)


def thinned(text: str, share: float, chance: random.Random) -> str:
    """A text without a share of its paragraphs, drawn anywhere."""
    lines = text.split("\n")
    gone = set(chance.sample(range(len(lines)), round(len(lines) * share)))
    return "\n".join(line for number, line in enumerate(lines) if number not in gone)


def spread(text: str, chance: random.Random, words: Sequence[str], *, share: float) -> str:
    """A text with a share of its words touched, each by chance and alone."""
    return _reworded(text, words, chance, touched=lambda _place: chance.random() < share)


def clustered(text: str, chance: random.Random, words: Sequence[str], *, share: float) -> str:
    """A text with a share of its words touched, in stretches of twelve."""
    total = len(text.split())
    regions = range(0, total, _REGION)
    chosen = set(chance.sample(regions, round(len(regions) * share)))
    return _reworded(text, words, chance, touched=lambda place: place - place % _REGION in chosen)


def merged(first: str, second: str, chance: random.Random) -> str:
    """Two texts as one: one behind the other, or their paragraphs in turn."""
    if chance.random() < 0.5:
        return f"{first}\n{second}"
    left, right = first.split("\n"), second.split("\n")
    turns = [line for pair in zip(left, right, strict=False) for line in pair]
    shorter = min(len(left), len(right))
    return "\n".join([*turns, *left[shorter:], *right[shorter:]])


def _reworded(text: str, words: Sequence[str], chance: random.Random, *, touched: Callable[[int], bool]) -> str:
    place, lines = 0, []
    for line in text.split("\n"):
        out: list[str] = []
        for word in line.split():
            how = chance.choice(_TOUCHES) if touched(place) else "keep"
            out += [] if how in ("replace", "delete") else [word]
            out += [chance.choice(words)] if how in ("replace", "insert") else []
            place += 1
        lines += [" ".join(out)] if out else []
    return "\n".join(lines)


def _last(sources: Sequence[Article]) -> Article:
    """The source that was published last: a copy comes after it."""
    return max(sources, key=lambda one: (one.published is not None, one.published))


def _copy(first: Article, text: str, *, number: int, chance: random.Random) -> Article:
    published = first.published + timedelta(hours=chance.randint(1, 30)) if first.published else None
    return replace(first, id=f"copy-{number}", text=text, published=published, url=None, outlet=None, domain=None)
