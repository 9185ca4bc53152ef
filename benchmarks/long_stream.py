"""A stream of any length out of some 12,000 real articles: round after round, each with other words and names.

A round holds all articles of CORPUS/stream and CORPUS/stories, the sets mixed evenly and each in its order; 100,000
articles are ten days. From the second round on each stem that few articles hold is replaced: a name or place by an
invented one, any other word by a word about as rare, a number by another as long. This is the same for all articles of
a round, so that its stories stay stories, and other for each round, so that rounds are no copies of each other. What
remains is not language but spreads like it. Words of scripts without capitals are never taken for names.
"""

from __future__ import annotations

import itertools
import lzma
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path

from benchmarks.stories import SETS, read_set

from variorum.jsonl import read_articles
from variorum.model import Article
from variorum.text.words import stem

_BEGINS = datetime(2030, 1, 1, tzinfo=UTC)
_APART = timedelta(days=10) / 100_000
_COMMON = 0.1  # share of a language's articles from which a word stays as it is
_FAMILIAR = 0.01  # the same for a name: those in power and great countries are named in every round
_ALIKE = 50  # words neighbouring in frequency, which change places
_WORD = re.compile(r"[^\W_]+")
_SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in "aeiou"]

_Stem = tuple[str | None, str]  # language and stem


class LongStream:
    """Rounds over the articles of the corpus."""

    def __init__(self, corpus: Path, *, most: int) -> None:
        """Texts are cut after `most` characters; nought leaves the headlines alone."""
        self._articles = [replace(one, text=one.text[:most]) for one in _mixed(_sets(corpus))]
        self._stems: dict[str | None, dict[str, str]] = defaultdict(dict)

    def __iter__(self) -> Iterator[Article]:
        """Articles without end, the same each time."""
        numbers = itertools.count()
        for lap in itertools.count():
            renamed = self._renamed(lap)
            for article in self._articles:
                number = next(numbers)
                words = renamed.get(article.language, {})
                yield replace(
                    article,
                    id=f"{lap}-{article.id}",
                    headline=_rewritten(article.headline, words) if article.headline else None,
                    text=_rewritten(article.text, words),
                    published=_BEGINS + number * _APART,
                )

    def __len__(self) -> int:
        """Articles of a round."""
        return len(self._articles)

    @cached_property
    def _classes(self) -> Mapping[tuple[str | None, str], Sequence[tuple[str, list[str]]]]:
        """By language and kind: the stems that are replaced, the frequent first, each with its forms."""
        articles, held, capitals = Counter[str | None](), Counter[_Stem](), Counter[_Stem]()
        forms: dict[_Stem, Counter[str]] = defaultdict(Counter)
        for article in self._articles:
            language = article.language
            articles[language] += 1
            found = set()
            for word in _WORD.findall(f"{article.headline or ''}\n{article.text}"):
                folded = word.lower()
                known = self._stems[language]
                key = (language, known.get(folded) or known.setdefault(folded, stem(folded, language)))
                forms[key][folded] += 1
                capitals[key] += word[0].isupper()
                found.add(key)
            held.update(found)
        classes: dict[tuple[str | None, str], list[tuple[str, list[str]]]] = defaultdict(list)
        for key, count in held.most_common():
            language, share = key[0], count / articles[key[0]]
            kind = _kind(key[1], capitals[key] / forms[key].total())
            if kind and share < (_FAMILIAR if kind == "name" else _COMMON):
                classes[language, kind].append((key[1], [form for form, _ in forms[key].most_common()]))
        return classes

    def _renamed(self, lap: int) -> Mapping[str | None, Mapping[str, str]]:
        """By language, what stands for each word in a round."""
        if not lap:
            return {}
        chance = random.Random(lap)
        found: dict[str | None, dict[str, str]] = defaultdict(dict)
        for (language, kind), stems in self._classes.items():
            names = [forms[0] for _, forms in stems]
            if kind == "name":
                names = ["".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))) for _ in stems]
            else:
                for start in range(0, len(names), _ALIKE):
                    alike = names[start : start + _ALIKE]
                    names[start : start + _ALIKE] = chance.sample(alike, len(alike))
            for name, (_, forms) in zip(names, stems, strict=True):
                found[language].update(dict.fromkeys(forms, name))
        return found


def _kind(word: str, capitals: float) -> str | None:
    """What a word is replaced by; None: it stays."""
    if word.isdigit():
        return f"{len(word)} digits" if len(word) > 1 else None
    return "name" if capitals > 0.7 else "word" if len(word) > 1 else None


def _rewritten(text: str, words: Mapping[str, str]) -> str:
    def other(match: re.Match[str]) -> str:
        word = match[0]
        found = words.get(word.lower())
        if found is None:
            return word
        return found.upper() if word.isupper() and len(word) > 1 else found.title() if word[0].isupper() else found

    return _WORD.sub(other, text)


def _sets(corpus: Path) -> Iterable[Sequence[Article]]:
    stream = corpus / "stream" / "articles.jsonl.xz"
    with lzma.open(stream, "rt", encoding="utf-8") as lines:
        yield list(read_articles(lines, name=stream.name))
    for name in SETS:
        yield read_set(corpus, name)[0]


def _mixed(sets: Iterable[Sequence[Article]]) -> list[Article]:
    """All sets spread evenly over the round, their ids made different."""
    placed = [
        ((place + 0.5) / len(articles), number, replace(article, id=f"{number}-{article.id}"))
        for number, articles in enumerate(sets)
        for place, article in enumerate(articles)
    ]
    return [article for *_, article in sorted(placed, key=lambda one: one[:2])]
