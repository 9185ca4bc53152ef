"""The articles of the open window, found again through the rare words, names and roots that they share."""

from __future__ import annotations

import math
from array import array
from collections import deque
from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from variorum.interfaces import Embedder
from variorum.model import Article
from variorum.stories.embedding import embedded_text
from variorum.stories.profile import Profile, read_profile
from variorum.stories.vocabulary import Bag, Keys, Numbers, Part, Vocabulary

# An article is found by its rarest keys: how much a kind of key counts, keys by which it is posted, how many postings
# are read for it (the rarest keys first), articles compared of its language and of others. Reading five times as many
# changes nothing on the Olympics' headlines, comparing 100 instead of 60 adds 0.002 to F1 and a quarter to the time.
_KINDS = {Part.TERMS: 1.0, Part.NAMES: 0.7, Part.ROOTS: 0.4}
_KEYS = 50
_READ = 8_000
_COMPARED = 60
_DAY = 86_400  # seconds
_ROOM = 1 << 12  # places; grows by doubling
_GROWTH, _START = 1.15, 20  # articles are weighted anew whenever the stream has grown by this factor

Cosines = NDArray[np.float64]


@dataclass(slots=True, kw_only=True)
class Seen:
    """An article as the index sees it; only its weights change, as the stream teaches what is rare."""

    article: Article
    language: str | None
    moment: datetime | None
    days: float  # the moment, in days; NaN where there is none
    bag: Bag
    weights: Numbers
    age: int  # of the weights
    place: int = -1  # in the window
    posted: Keys | None = None
    meaning: Numbers | None = None  # its embedding, of length one


class Look(NamedTuple):
    """An article, and the n open articles that are near it."""

    seen: Seen
    others: tuple[str, ...]
    cosines: Cosines  # (6, n), by part
    meaning: NDArray[np.float64]  # cosines of their embeddings; nought without an embedder
    same_language: NDArray[np.bool_]
    days: NDArray[np.float64]  # between the two; NaN where one is undated


class OpenArticles:
    """Articles in the order of their arrival. Those older than the window leave, but the newest few always stay."""

    def __init__(self, *, window: timedelta, least: int, embedder: Embedder | None = None) -> None:
        self._window, self._least = window, least
        self._embedder = embedder
        self._meanings = np.zeros((0, embedder.dimensions if embedder else 0), np.float32)  # by place
        self._vocabulary = Vocabulary()
        self._seen: dict[str, Seen] = {}
        self._places: list[Seen | None] = []
        self._free: list[int] = []
        self._postings: dict[int, array[int]] = {}
        self._arrivals: deque[tuple[Seen, datetime | None]] = deque()
        self._newest: datetime | None = None
        self._scores = np.zeros(_ROOM, np.float32)  # by place; all nought between look-ups
        self._marks = np.zeros(_ROOM, np.int64)  # by place
        self._languages = np.zeros(_ROOM, np.int32)  # by place, as numbers
        self._language_numbers: dict[str | None, int] = {}
        self._query = np.zeros(1, np.float32)  # by key; all nought between look-ups
        self._age = 0
        self.count = 0  # articles that ever came

    def __contains__(self, article: str) -> bool:
        return article in self._seen

    def __getitem__(self, article: str) -> Seen:
        return self._seen[article]

    def __iter__(self) -> Iterator[str]:
        return iter(self._seen)

    def __len__(self) -> int:
        return len(self._seen)

    def look(self, article: Article) -> Look:
        """What the article is like, and which open articles are near it. Nothing is remembered but its words."""
        return self._look(self._read(article, read_profile(article)))

    def look_again(self, article: str, *, among: Container[str]) -> Look:
        """As `look`, for an article of the window, among some of the others, as rarities stand now."""
        seen = self._seen[article]
        self._renew(seen)
        return self._look(seen, among)

    def add(self, seen: Seen) -> tuple[str, ...]:
        """Remember an article that was looked at. Gives the articles that left the window for it."""
        name = seen.article.id
        self.count += 1
        self._age = int(math.log(self.count + _START) / math.log(_GROWTH))
        self._vocabulary.add(seen.bag)
        self._seen[name] = seen
        self._settle(seen)
        if seen.moment and (self._newest is None or seen.moment > self._newest):
            self._newest = seen.moment
        self._arrivals.append((seen, seen.moment or self._newest))
        return tuple(self._leaving())

    def forget(self, article: str) -> None:
        """Take an article out of the window; what it taught about rarity stays."""
        seen = self._seen.pop(article, None)
        if seen is None or seen.posted is None:
            return
        for key in seen.posted.tolist():
            posting = self._postings[key]
            posting.remove(seen.place)
            if not posting:
                del self._postings[key]
        self._places[seen.place] = None
        if seen.meaning is not None:
            self._meanings[seen.place] = 0
        self._free.append(seen.place)

    def cosines(self, left: Seen, right: Seen) -> Cosines:
        """How alike two articles are, part by part: (6, 1)."""
        return self._compare(left, [right])

    def in_common(self, left: Seen, right: Seen, part: Part) -> tuple[str, ...]:
        """The keys of a part that both articles hold, the weightiest first."""
        ours, theirs = self._weighted(left, part), self._weighted(right, part)
        both = sorted(ours.keys() & theirs.keys(), key=lambda key: (-ours[key] * theirs[key], key))
        return tuple(self._vocabulary.written(key) for key in both)

    def _weighted(self, seen: Seen, part: Part) -> dict[int, float]:
        held = slice(*seen.bag.bounds[part : part + 2])
        pairs = zip(seen.bag.keys[held].tolist(), seen.weights[held].tolist(), strict=True)
        return {key: weight for key, weight in pairs if weight > 0}

    def _read(self, article: Article, profile: Profile) -> Seen:
        bag = self._vocabulary.bag(profile)
        weights = self._vocabulary.weigh(bag)
        return Seen(
            article=article,
            language=profile.language,
            moment=profile.moment,
            days=profile.moment.timestamp() / _DAY if profile.moment else math.nan,
            bag=bag,
            weights=weights,
            age=self._age,
            meaning=self._embedder.embed([embedded_text(article)])[0] if self._embedder else None,
        )

    def _look(self, seen: Seen, among: Container[str] | None = None) -> Look:
        places = dict.fromkeys((*self._nearest(seen), *self._nearest_in_meaning(seen)))
        near = [
            other
            for place in places
            if (other := self._places[place]) and other is not seen and (among is None or other.article.id in among)
        ]
        for other in near:
            self._renew(other)
        return Look(
            seen,
            tuple([other.article.id for other in near]),
            self._compare(seen, near),
            self._compare_meanings(seen, near),
            np.array([other.language == seen.language for other in near], bool),
            np.abs(np.array([other.days for other in near]) - seen.days),
        )

    def _settle(self, seen: Seen) -> None:
        """Give an article its place, and post it under its rarest keys."""
        if self._free:
            seen.place = self._free.pop()
            self._places[seen.place] = seen
        else:
            seen.place = len(self._places)
            self._places.append(seen)
        if len(self._scores) < len(self._places):
            self._scores, self._marks = (
                np.zeros(2 * len(self._scores), np.float32),
                np.zeros(2 * len(self._marks), np.int64),
            )
            self._languages = np.concatenate((self._languages, np.zeros_like(self._languages)))
        self._languages[seen.place] = self._number_of(seen.language)
        if seen.meaning is not None:
            if len(self._meanings) < len(self._places):
                self._meanings = np.concatenate(
                    (self._meanings, np.zeros_like(self._meanings, shape=(len(self._places), len(seen.meaning))))
                )
            self._meanings[seen.place] = seen.meaning
        seen.posted = np.concatenate([keys for _, keys, _ in _rarest(seen)])
        for key in seen.posted.tolist():
            self._postings.setdefault(key, array("i")).append(seen.place)

    def _leaving(self) -> Iterator[str]:
        while len(self._seen) > self._least and self._arrivals:
            seen, moment = self._arrivals[0]
            if moment and self._newest and self._newest - moment <= self._window:
                return
            self._arrivals.popleft()
            if self._seen.get(seen.article.id) is seen:  # else a later revision stands there, which came later
                self.forget(seen.article.id)
                yield seen.article.id

    def _nearest(self, seen: Seen) -> list[int]:
        """The places of the articles that share the rarest keys; of a popular key the latest articles only."""
        found = sorted(_keys(seen), reverse=True)
        places: list[NDArray[np.int32]] = []
        strengths: list[float] = []
        room = _READ
        for strength, key in found:
            posting = self._postings.get(key)
            if posting is None:
                continue
            places.append(np.frombuffer(posting[-room:], np.int32))
            strengths.append(strength)
            room -= len(places[-1])
            if room <= 0:
                break
        return self._best(places, strengths, seen.language) if places else []

    def _best(self, places: list[NDArray[np.int32]], strengths: list[float], language: str | None) -> list[int]:
        """The places that gather most strength, of the language and of others: else a large language would crowd out
        all others. Costs what is read, however many articles are open.
        """
        every = np.concatenate(places)
        np.add.at(self._scores, every, np.repeat(np.array(strengths, np.float32), [len(one) for one in places]))
        self._marks[every] = np.arange(len(every))
        different = every[self._marks[every] == np.arange(len(every))]
        scores = self._scores[different]
        self._scores[every] = 0
        same = self._languages[different] == self._number_of(language)
        return [place for side in (same, ~same) for place in _strongest(different[side], scores[side])]

    def _number_of(self, language: str | None) -> int:
        return self._language_numbers.setdefault(language, len(self._language_numbers))

    def _compare(self, seen: Seen, others: list[Seen]) -> Cosines:
        """The cosines of an article with n others by part: (6, n)."""
        if not others:
            return np.zeros((len(Part), 0))
        if len(self._query) < len(self._vocabulary):
            self._query = np.zeros(2 * len(self._vocabulary), np.float32)
        self._query[seen.bag.keys] = seen.weights
        keys = np.concatenate([other.bag.keys for other in others])
        products = self._query[keys] * np.concatenate([other.weights for other in others])
        self._query[seen.bag.keys] = 0
        bounds = np.array([other.bag.bounds for other in others])
        bounds[1:] += np.cumsum(bounds[:-1, -1])[:, None]
        running = np.concatenate(((0.0,), np.cumsum(products, dtype=np.float64)))
        found: Cosines = np.maximum(np.diff(running[bounds], axis=1), 0.0).T
        return found

    def _nearest_in_meaning(self, seen: Seen) -> list[int]:
        """The places of the articles of other languages whose embeddings are nearest: all are looked at."""
        if seen.meaning is None or not self._places:
            return []
        count = len(self._places)
        scores = self._meanings[:count] @ seen.meaning
        scores[self._languages[:count] == self._number_of(seen.language)] = 0
        return _strongest(np.flatnonzero(scores > 0).astype(np.int32), scores[scores > 0])

    def _compare_meanings(self, seen: Seen, others: list[Seen]) -> NDArray[np.float64]:
        if seen.meaning is None or not others:
            return np.zeros(len(others))
        found: NDArray[np.float64] = np.maximum(self._meanings[[other.place for other in others]] @ seen.meaning, 0.0)
        return found

    def _renew(self, seen: Seen) -> None:
        if seen.age != self._age:
            seen.weights, seen.age = self._vocabulary.weigh(seen.bag), self._age


def _strongest(places: NDArray[np.int32], scores: Numbers) -> list[int]:
    """The few of the highest scores, of equals the earlier place: the same answers for the same stream."""
    if len(places) > _COMPARED:
        least = np.partition(scores, -_COMPARED)[-_COMPARED]
        places, scores = places[scores >= least], scores[scores >= least]
    best: list[int] = places[np.lexsort((places, -scores))[:_COMPARED]].tolist()
    return best


def _rarest(seen: Seen) -> Iterator[tuple[float, Keys, Numbers]]:
    """The keys by which an article is found: how much their kind counts, the keys, their weights."""
    for part, counts in _KINDS.items():
        held = slice(*seen.bag.bounds[part : part + 2])
        keys, weights = seen.bag.keys[held], seen.weights[held]
        if len(keys) > _KEYS:
            best = np.argsort(-weights, kind="stable")[:_KEYS]
            keys, weights = keys[best], weights[best]
        yield counts, keys, weights


def _keys(seen: Seen) -> Iterator[tuple[float, int]]:
    """The keys by which an article looks for others: how much each tells, and the key."""
    for counts, keys, weights in _rarest(seen):
        for key, weight in zip(keys.tolist(), weights.tolist(), strict=True):
            if weight > 0:
                yield counts * weight * weight, key
