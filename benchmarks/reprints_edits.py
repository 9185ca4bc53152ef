"""Copies with known edits, made of real articles, and real articles on the same topics that are no copies.

Each original is copied once, by one kind of edit in one strength. Words that replace or join others are drawn from the
other originals as they stand, so common words come often. All chance is seeded: the set is the same on every run.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import NamedTuple

from variorum.model import Article

SEED = 20200101
COPIES = 60  # of each kind and strength
SHORTEST = 120  # words of an original
LEAST_PARAGRAPHS = 6
_REGION = 12  # words of a stretch that is reworded as a whole
# What becomes of a word that is touched: half are replaced, a quarter get a neighbour, a quarter go.
_TOUCHES = ("replace", "replace", "insert", "delete")

Pair = frozenset[str]
Edit = Callable[[str, random.Random, Sequence[str]], str]


class Made(NamedTuple):
    """A generated set: its articles, the true pairs with their kind, and how many articles are no copies."""

    articles: tuple[Article, ...]
    pairs: dict[Pair, str]


def make_copies(originals: Sequence[Article], others: Iterable[Article]) -> Made:
    """Originals, a copy of each with known edits one hour later, and the others; in an order that tells nothing.

    Merged copies have two true pairs, one with each original. There must be `needed()` originals.
    """
    chance = random.Random(SEED)
    words = [word for article in originals for word in article.text.split()]
    drawn = iter(chance.sample(list(originals), needed()))
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
            copy = _copy(first, text, number=len(articles), chance=chance)
            articles.append(copy)
            pairs |= {frozenset((source.id, copy.id)): kind for source in sources}
    articles += others
    chance.shuffle(articles)
    return Made(tuple(articles), pairs)


def needed() -> int:
    """How many originals a set takes."""
    return COPIES * (len(list(edits())) + 1)


def edits() -> Iterator[tuple[str, Edit]]:
    """Each kind with its strength, and what makes it."""
    yield "exact", lambda text, _chance, _words: text
    for kept in (75, 50, 25):
        yield f"truncated to {kept} %", lambda text, _chance, _words, kept=kept: truncated(text, kept / 100)
    for cut in (25, 50):
        yield f"{cut} % of paragraphs removed", lambda text, chance, _words, cut=cut: thinned(text, cut / 100, chance)
    for share in (5, 10, 20, 30, 40):
        yield f"{share} % of words, spread", lambda t, chance, words, s=share: spread(t, s / 100, chance, words)
    for share in (5, 10, 20, 30, 40):
        yield f"{share} % of words, clustered", lambda t, chance, words, s=share: clustered(t, s / 100, chance, words)
    yield "two merged", lambda text, _chance, _words: text


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


def spread(text: str, share: float, chance: random.Random, words: Sequence[str]) -> str:
    """A text with a share of its words touched, each by chance and alone."""
    return _reworded(text, words, chance, touched=lambda _place: chance.random() < share)


def clustered(text: str, share: float, chance: random.Random, words: Sequence[str]) -> str:
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


def _copy(first: Article, text: str, *, number: int, chance: random.Random) -> Article:
    published = first.published + timedelta(hours=chance.randint(1, 30)) if first.published else None
    return replace(first, id=f"copy-{number}", text=text, published=published, url=None, outlet=None, domain=None)
