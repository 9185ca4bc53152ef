"""Stories that have to do with one another, how, and why. Rather none than a stranger."""

from __future__ import annotations

import math
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib.resources import files
from itertools import combinations
from typing import NamedTuple

from variorum.model import Article, Reason
from variorum.stories.commonplace import commonplace
from variorum.stories.traits import Trait, Traits, read_traits

# The prior: so many stories were read before the first one. Without it each name of the first dozen
# stories would be as rare as a name can be.
_PRIOR = 500
_COMMON = 30  # stories in which countries, offices and the like stood then
_RARE = 60  # stories: a key that stands in more of them leads to no other one
_CANDIDATES = 60  # stories that are looked at closely, those with most rare keys in common
_MONTH = 30.0  # days in which what two stories share loses two thirds of its weight
_UNDATED = math.exp(-1)
_PART = 0.8  # of a name's weight: "Model" beside "Ada Model"
_KEPT = 5
_NAMED, _TERMS_SHOWN = 4, 3  # in a reason
_TELLING = 0.6  # rarity of a name that few stories have in common: some 10 of 1,000
_CHAIN = 30  # days between stories of one chain


class Relation(StrEnum):
    """How two stories have to do with each other."""

    FOLLOW_UP = "follow-up"  # the same people and place at another time
    CHAIN = "chain"  # the same chain of events, within weeks
    TOPIC = "topic"  # the same topic


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """Another story, how it is related and why."""

    story: str
    kind: Relation
    score: float  # 0 to 1: how likely it is related at all
    reasons: tuple[Reason, ...]  # "names" and "terms" in the reports' words, "places" as country codes, "days" between
    days: int | None = None  # from the end of this one to the beginning of the other; negative for an earlier one


@dataclass(frozen=True, slots=True, kw_only=True)
class Rarity:
    """In how many stories, of how many, each key stands."""

    stories: int
    seen: Mapping[str, int]
    known: dict[str, float] = field(default_factory=dict, compare=False, repr=False)  # what was reckoned already

    def of(self, key: str) -> float:
        """1 for a key that no other story has, 0 for one that all have. Countries and offices are never rare."""
        if key not in self.known:
            self.known[key] = self._reckon(key)
        return self.known[key]

    def _reckon(self, key: str) -> float:
        common = key.startswith("country ") or key.removeprefix("word ") in commonplace("en").names
        total = math.log(self.stories + _PRIOR)
        return max(0.0, (total - math.log(self.seen.get(key, 0) + (_COMMON if common else 1))) / total)


def index_keys(traits: Traits) -> frozenset[str]:
    """The keys under which a story is found: countries, terms, and each word of its names."""
    found = set()
    for trait in traits.traits:
        kind, _, rest = trait.key.partition(" ")
        found |= {f"word {word}" for word in rest.split()} if kind == "name" else {trait.key}
    return frozenset(found)


class RelatedIndex:
    """Stories by what is particular to them, in memory: looking costs the same among hundreds and among thousands."""

    def __init__(self) -> None:
        self._traits: dict[str, Traits] = {}
        self._stories: dict[str, list[str]] = defaultdict(list)

    def add(self, traits: Traits) -> None:
        """Remember a story. Raises ValueError for one that is there already."""
        if traits.story in self._traits:
            raise ValueError(f"The story {traits.story!r} is indexed already: give each story once.")
        self._traits[traits.story] = traits
        for key in index_keys(traits):
            self._stories[key].append(traits.story)

    def related_to(self, own: Traits, *, limit: int = _KEPT) -> tuple[Related, ...]:
        """The stories related to this one, which need not be in the index; the surest first, often none."""
        keys = index_keys(own)
        rarity = Rarity(stories=len(self._traits), seen={key: len(self._stories.get(key, ())) for key in keys})
        near = nearest({key: self._stories.get(key, ()) for key in keys}, rarity, without=own.story)
        return relate(own, (self._traits[story] for story in near), rarity, limit=limit)


def nearest(stories_of: Mapping[str, Sequence[str]], rarity: Rarity, *, without: str) -> list[str]:
    """The stories worth a closer look, by the rare keys that they share; `stories_of` may leave out keys in many."""
    shared: Counter[str] = Counter()
    for key, stories in stories_of.items():
        if len(stories) <= _RARE:
            for story in stories:
                shared[story] += rarity.of(key)  # type: ignore[assignment]  # a Counter of weights
    shared.pop(without, None)
    return [story for story, _ in sorted(shared.items(), key=lambda one: (-one[1], one[0]))[:_CANDIDATES]]


def is_rare(stories: int) -> bool:
    """Whether a key that stands in so many stories leads from one to another."""
    return stories <= _RARE


def relate(own: Traits, others: Iterable[Traits], rarity: Rarity, *, limit: int = _KEPT) -> tuple[Related, ...]:
    """Which of these stories are related to this one: by what they share, weighted with its rarity, and by time."""
    found = (_judge(_compare(own, other, rarity)) for other in others if other.story != own.story)
    kept = [one for one in found if one is not None]
    return tuple(sorted(kept, key=lambda one: (-one.score, one.story))[:limit])


def related(
    reports: Sequence[Article], others: Mapping[str, Sequence[Article]], *, limit: int = _KEPT
) -> tuple[Related, ...]:
    """As `RelatedIndex.related_to`, for stories at hand as their reports."""
    index = RelatedIndex()
    for story, articles in others.items():
        index.add(read_traits(story, articles))
    return index.related_to(read_traits("", reports), limit=limit)


class _Match(NamedTuple):
    weight: float  # rarity, and how central it is to both
    rarity: float
    own: Trait
    other: Trait

    @property
    def whole(self) -> bool:
        return self.own.key == self.other.key

    @property
    def is_person(self) -> bool:
        return self.whole and " " in self.own.key.partition(" ")[2] and (self.own.person or self.other.person)


@dataclass(frozen=True, slots=True)
class _Comparison:
    """What two stories share."""

    own: Traits
    other: Traits
    names: tuple[_Match, ...]
    countries: tuple[_Match, ...]
    terms: tuple[_Match, ...]
    share: float  # of the weight of the names of the story that has less of it
    likeness: float  # cosine of the terms
    days: int | None

    features: Mapping[str, float] = field(default_factory=dict)


def _compare(own: Traits, other: Traits, rarity: Rarity) -> _Comparison:
    names = _matches(own.of("name"), other.of("name"), rarity)
    countries = _matches(own.of("country"), other.of("country"), rarity)
    terms = _matches(own.of("term"), other.of("term"), rarity)
    whole = min(_weight(own, rarity), _weight(other, rarity))
    weight = sum(match.weight for match in names)
    return _Comparison(
        own,
        other,
        names,
        countries,
        terms,
        share=min(1.0, (weight + sum(match.weight for match in countries)) / whole) if whole else 0.0,
        likeness=_cosine(own, other, terms, rarity),
        days=_days_between(own, other),
    )


def _matches(left: Mapping[str, Trait], right: Mapping[str, Trait], rarity: Rarity) -> tuple[_Match, ...]:
    """Each name or term of one with one of the other at most, the weightiest first."""
    by_end: dict[str, list[Trait]] = defaultdict(list)
    for other in right.values():
        by_end[other.key.rpartition(" ")[2]].append(other)
    able = []
    for one in left.values():
        for other in by_end.get(one.key.rpartition(" ")[2], ()):
            part = _part(one, other)
            if part and _is_independent(one, other):
                rare = part * _rarity(min(one.key, other.key, key=len), rarity)
                able.append(_Match(rare * math.sqrt(one.weight * other.weight), rare, one, other))
    able.sort(key=lambda match: (-match.weight, match.own.key, match.other.key))
    used: set[tuple[int, str]] = set()
    chosen = []
    for match in able:
        if not {(0, match.own.key), (1, match.other.key)} & used:
            used |= {(0, match.own.key), (1, match.other.key)}
            chosen.append(match)
    return tuple(chosen)


def _part(one: Trait, other: Trait) -> float:
    """1 for the same key, less for "Model" and "Ada Model". Letters such as "UN" are no end of "Kim Jong Un"."""
    if one.key == other.key:
        return 1.0
    short, long = sorted((one, other), key=lambda trait: len(trait.key))
    if not short.key.startswith("name "):
        return 0.0
    bare = short.key.removeprefix("name ")
    return _PART if long.key.endswith(f" {bare}") and not short.written.isupper() else 0.0


def _is_independent(one: Trait, other: Trait) -> bool:
    """What one outlet alone says in both stories may stand on all its pages, unless a headline has it."""
    return one.outlet is None or one.outlet != other.outlet or one.headed or other.headed


def _rarity(key: str, rarity: Rarity) -> float:
    kind, _, rest = key.partition(" ")
    return max(rarity.of(f"word {word}") for word in rest.split()) if kind == "name" else rarity.of(key)


def _weight(traits: Traits, rarity: Rarity) -> float:
    return sum(
        _rarity(trait.key, rarity) * trait.weight for trait in traits.traits if not trait.key.startswith("term ")
    )


def _cosine(own: Traits, other: Traits, shared: Sequence[_Match], rarity: Rarity) -> float:
    def square(trait: Trait) -> float:
        return rarity.of(trait.key) ** 2 * trait.weight

    lengths = [math.sqrt(sum(square(t) ** 2 for t in traits.of("term").values())) for traits in (own, other)]
    dot = sum(square(match.own) * square(match.other) for match in shared)
    return dot / (lengths[0] * lengths[1]) if dot else 0.0


def _days_between(own: Traits, other: Traits) -> int | None:
    """Days from the end of the earlier story to the beginning of the later one; 0 where they overlap."""
    if not (own.first_at and own.last_at and other.first_at and other.last_at):
        return None
    if other.first_at > own.last_at:
        return (other.first_at - own.last_at).days
    return -(own.first_at - other.last_at).days if own.first_at > other.last_at else 0


# --- the decision --------------------------------------------------------------------------------------------------


def pair_features(own: Traits, other: Traits, rarity: Rarity) -> Mapping[str, float]:
    """What speaks for two stories being related, by name; nothing where they share too little to be.

    It is what benchmarks/train_related.py fits the weights to.
    """
    pair = _compare(own, other, rarity)
    return _features(pair) if _has_grounds(pair) else {}


def _has_grounds(pair: _Comparison) -> bool:
    """Whether they share a person, or two names that are not one: a city has many stories that are strangers."""
    if any(match.is_person for match in pair.names):
        return True
    words = [frozenset(min(match.own.key, match.other.key, key=len).split()[1:]) for match in pair.names]
    apart = any(not one & other for one, other in combinations(words, 2))
    return apart or bool(words and pair.countries)


def _features(pair: _Comparison) -> Mapping[str, float]:
    names = min(4.0, sum(match.weight for match in pair.names))
    return {
        "names": names,
        "share": pair.share,
        "persons": min(2.0, sum(match.rarity for match in pair.names if match.is_person)),
        "rarest name": max((match.rarity for match in (*pair.names, *pair.countries)), default=0.0),
        "terms": pair.likeness,
        "rarest term": max((match.rarity for match in pair.terms), default=0.0),
        "names and terms": names * pair.likeness,
        "share and terms": pair.share * pair.likeness,
        "near in time": _UNDATED if pair.days is None else math.exp(-abs(pair.days) / _MONTH),
    }


class Weights(NamedTuple):
    """A logistic regression, and from which likelihood two stories are shown as related."""

    bias: float
    weights: Mapping[str, float]
    least: float


@cache
def default_weights() -> Weights:
    """The weights that are shipped, see related.toml."""
    table = tomllib.loads((files(__package__) / "related.toml").read_text("utf-8"))
    return Weights(table["bias"], table["weights"], table["least"])


def _judge(pair: _Comparison) -> Related | None:
    """The relation, if they have grounds for one and are likely enough related: a like event elsewhere has none."""
    if not _has_grounds(pair):
        return None
    known = default_weights()
    likely = known.bias + sum(known.weights[name] * value for name, value in _features(pair).items())
    score = 1.0 / (1.0 + math.exp(-likely))
    kind = _kind(pair)
    if score < known.least or kind is None:
        return None
    return Related(
        story=pair.other.story, kind=kind, score=round(score, 4), reasons=tuple(_reasons(pair)), days=pair.days
    )


def _kind(pair: _Comparison) -> Relation | None:
    telling = [match for match in pair.names if match.rarity >= _TELLING]
    same = any(match.is_person for match in telling) or sum(match.whole for match in telling) > 1
    place = bool(pair.countries) or len(pair.names) > 1 or not (pair.own.of("country") and pair.other.of("country"))
    if same and place and pair.days != 0:
        return Relation.FOLLOW_UP
    if telling and (pair.days is None or abs(pair.days) <= _CHAIN):
        return Relation.CHAIN
    return Relation.TOPIC if pair.terms else None


def _reasons(pair: _Comparison) -> Iterable[Reason]:
    """What they share in this story's words, and the days between them."""
    total = sum(match.weight for match in (*pair.names, *pair.countries, *pair.terms)) or 1.0
    rare = sorted(pair.terms, key=lambda match: -match.rarity)[:_TERMS_SHOWN]
    for feature, matches in (("names", pair.names[:_NAMED]), ("places", pair.countries), ("terms", rare)):
        if matches:
            shown = dict.fromkeys(_shown(match) for match in matches)
            weight = sum(match.weight for match in matches) / total
            yield Reason(feature=feature, weight=round(weight, 3), detail=", ".join(shown))
    if pair.days is not None:
        yield Reason(feature="days", weight=0.0, detail=str(abs(pair.days)))


def _shown(match: _Match) -> str:
    """What both write: of "Model" and "Ada Model" the shorter; of a country its code, for pages to name."""
    kind, _, code = match.own.key.partition(" ")
    return code if kind == "country" else min(match.own.written, match.other.written, key=len)
