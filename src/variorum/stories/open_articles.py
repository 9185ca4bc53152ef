"""The articles of the open window, found again through the rare words, names and roots that they share."""

from __future__ import annotations

import math
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from variorum.model import Article
from variorum.stories.frequencies import Frequencies
from variorum.stories.likeness import Background, Likeness, Vectors, background, compare, weigh
from variorum.stories.profile import Profile, read_profile

# Candidates come from an article's rarest keys: how much a kind of key counts, keys looked up, articles compared.
_KINDS = {"terms": 1.0, "names": 0.7, "roots": 0.4}
_KEYS = 50
_COMPARED = 60
_FEW, _COMMON = 200, 0.1  # a key of more open articles than both (count, share) finds nobody
_GROWTH, _START = 1.15, 20  # vectors are weighted anew whenever the stream has grown by this factor


@dataclass(slots=True, kw_only=True)
class Seen:
    """An article as the index sees it; only its vectors change, as the stream teaches what is rare."""

    article: Article
    profile: Profile
    vectors: Vectors
    age: int  # of the vectors
    likenesses: Mapping[str, Likeness]  # to the open articles that were near when it came
    background: Background


class OpenArticles:
    """Articles in the order of their arrival. Those older than the window leave, but the newest few always stay."""

    def __init__(self, *, window: timedelta, least: int) -> None:
        self._window, self._least = window, least
        self._frequencies = Frequencies()
        self._seen: dict[str, Seen] = {}
        self._postings: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
        self._arrivals: deque[tuple[str, datetime | None]] = deque()
        self._newest: datetime | None = None
        self._count = 0

    def __contains__(self, article: str) -> bool:
        return article in self._seen

    def __getitem__(self, article: str) -> Seen:
        return self._seen[article]

    def look(self, article: Article) -> Seen:
        """What the article is like, and which open articles are near it. Nothing is remembered."""
        profile = read_profile(article)
        vectors = weigh(profile, self._frequencies)
        likenesses = {
            other: self._compare(profile, vectors, self._seen[other])
            for other in self._nearest(profile, vectors)
            if other != article.id
        }
        return Seen(
            article=article,
            profile=profile,
            vectors=vectors,
            age=self._age(),
            likenesses=likenesses,
            background=background(likenesses.values()),
        )

    def add(self, seen: Seen) -> tuple[str, ...]:
        """Remember an article that was looked at. Gives the articles that left the window for it."""
        name = seen.profile.article
        self._count += 1
        for space, keys in _spaces(seen.profile):
            self._frequencies.add(space, keys)
        self._seen[name] = seen
        for kind, key, weight in _rarest(seen.profile, seen.vectors):
            self._postings[kind, key][name] = weight
        moment = seen.profile.moment
        if moment and (self._newest is None or moment > self._newest):
            self._newest = moment
        self._arrivals.append((name, moment or self._newest))
        return tuple(self._leaving())

    def forget(self, article: str) -> None:
        """Take an article out of the window; what it taught about rarity stays."""
        seen = self._seen.pop(article, None)
        for posting in [key for key, held in self._postings.items() if article in held] if seen else []:
            del self._postings[posting][article]
            if not self._postings[posting]:
                del self._postings[posting]

    def _leaving(self) -> Iterator[str]:
        while len(self._seen) > self._least and self._arrivals:
            name, moment = self._arrivals[0]
            if moment and self._newest and self._newest - moment <= self._window:
                return
            self._arrivals.popleft()
            if name in self._seen:
                self.forget(name)
                yield name

    def _nearest(self, profile: Profile, vectors: Vectors) -> list[str]:
        found: dict[str, float] = defaultdict(float)
        common = max(_FEW, _COMMON * len(self._seen))
        for kind, key, weight in _rarest(profile, vectors):
            posting = self._postings.get((kind, key), {})
            if len(posting) <= common:
                for other, share in posting.items():
                    found[other] += _KINDS[kind.split()[0]] * weight * share
        return [other for other, _ in sorted(found.items(), key=lambda pair: -pair[1])[:_COMPARED]]

    def _compare(self, profile: Profile, vectors: Vectors, other: Seen) -> Likeness:
        if other.age != self._age():
            other.vectors, other.age = weigh(other.profile, self._frequencies), self._age()
        return compare(vectors, other.vectors, same_language=profile.language == other.profile.language)

    def _age(self) -> int:
        return int(math.log(self._count + _START) / math.log(_GROWTH))


def _spaces(profile: Profile) -> Iterator[tuple[str, Mapping[str, float]]]:
    yield f"terms {profile.language}", profile.terms
    yield "names", profile.names
    yield "numbers", profile.numbers
    yield "roots", profile.roots


def _rarest(profile: Profile, vectors: Vectors) -> Iterator[tuple[str, str, float]]:
    """The keys by which an article is found: kind (terms with their language), key, weight."""
    kinds = (
        (f"terms {profile.language}", vectors.terms),
        ("names", vectors.names),
        ("roots", vectors.roots),
    )
    for kind, vector in kinds:
        for key, weight in sorted(vector.items(), key=lambda pair: -pair[1])[:_KEYS]:
            yield kind, key, weight
