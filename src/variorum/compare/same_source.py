"""Which sources that reports name are one: the same outlet, person or body, in other words or another language."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from variorum.compare.cited import Body, Cited
from variorum.compare.voices import Voices
from variorum.model import SourceKind
from variorum.text.named import sound_key
from variorum.text.names import name_key

_SOUNDS = 3  # consonants of a family name that may tell it in another language's spelling
_INITIALS = 3  # letters of an acronym

Node = tuple[str, str]  # a report and the key of a source there; an outlet is one in all reports


@dataclass(frozen=True, slots=True)
class Sources:
    """All mentions of sources, told apart."""

    of: dict[Node, int]  # node -> number of the source
    mentions: dict[int, list[Cited]]

    def number(self, cited: Cited) -> int:
        return self.of[node(cited)]

    def name(self, number: int) -> str:
        """As most reports name it, a person with more than the family name where any report has more."""
        names = self.spellings(number)
        capital = [name for name in names if name[:1].isupper()] or list(names)
        if self.kind(number) is SourceKind.PERSON:
            return next((name for name in capital if " " in name), capital[0])
        return capital[0]

    def kind(self, number: int) -> SourceKind:
        kinds = Counter(cited.kind for cited in self.mentions[number])
        return max(kinds, key=lambda kind: (kinds[kind], kind.value))

    def spellings(self, number: int) -> tuple[str, ...]:
        """All names that reports give it, the most frequent first."""
        counts = Counter(cited.name for cited in self.mentions[number])
        return tuple(sorted(counts, key=lambda name: (-counts[name], -len(name), name)))


def node(cited: Cited) -> Node:
    """What two mentions share that surely are of one source."""
    return ("", cited.key) if cited.house else (cited.article, cited.key)


def tell_apart(mentions: Sequence[Cited], together: Iterable[Sequence[Cited]], voices: Voices) -> Sources:
    """Each source once. `together` are rows of mentions by reports that tell one thing and name a source for it."""
    united = _Union()
    shown: dict[Node, Cited] = {}
    for cited in mentions:
        united.add(node(cited))
        shown.setdefault(node(cited), cited)
    for one, other in _pairs(list(shown.values()), _one_everywhere(voices)):
        united.join(node(one), node(other))
    seen: set[frozenset[Node]] = set()
    for row in together:
        told = list({node(cited): cited for cited in row}.values())
        nodes = frozenset(map(node, told))
        if len(nodes) < 2 or nodes in seen:
            continue
        seen.add(nodes)
        for one, other in _pairs(told, _one_here):
            united.join(node(one), node(other))
    numbers: dict[Node, int] = {}
    of = {each: numbers.setdefault(united.root(each), len(numbers)) for each in shown}
    grouped: dict[int, list[Cited]] = defaultdict(list)
    for cited in mentions:
        grouped[of[node(cited)]].append(cited)
    return Sources(of=of, mentions=dict(grouped))


def _pairs(told: Sequence[Cited], same: Callable[[Cited, Cited], bool]) -> Iterable[tuple[Cited, Cited]]:
    """Pairs that are one source; where one side may be two that are surely not one, only those called alike."""
    buckets: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, cited in enumerate(told):
        for bucket in _buckets(cited):
            buckets[bucket].append(number)
    near = sorted({pair for numbers in buckets.values() for pair in combinations(numbers, 2)})
    found = [
        (told[left], told[right])
        for left, right in near
        if told[left].article != told[right].article and same(told[left], told[right])
    ]
    partners: dict[Node, dict[str, Cited]] = defaultdict(dict)
    for one, other in found:
        partners[node(one)].setdefault(other.key, other)
        partners[node(other)].setdefault(one.key, one)
    torn = {each for each, known in partners.items() if _is_torn(list(known.values()), same)}
    for one, other in found:
        if one.key == other.key or not {node(one), node(other)} & torn:
            yield one, other


def _is_torn(partners: Sequence[Cited], same: Callable[[Cited, Cited], bool]) -> bool:
    """Whether two of those that a mention may be are surely not one: "Model" may be Ada Model or Otto Model."""
    return any(not same(one, other) for one, other in combinations(partners, 2))


def _buckets(cited: Cited) -> Iterator[tuple[str, ...]]:
    """What two mentions of one source share at the least, so that not all are held against all."""
    if cited.body:
        yield "body", cited.body.head, str(cited.body.field)
    elif cited.kind is SourceKind.UNNAMED or cited.key.startswith("role "):
        yield "phrase", cited.key
    elif parts := name_key(cited.name).split():
        yield from dict.fromkeys([("name", parts[-1]), ("sound", sound_key(parts[-1])), ("letters", _initials(parts))])


def _initials(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else "".join(part[0] for part in parts)


def _one_everywhere(voices: Voices) -> Callable[[Cited, Cited], bool]:
    """Whether two mentions are one source by their names alone, whatever is told."""

    def same(one: Cited, other: Cited) -> bool:
        if SourceKind.UNNAMED in (one.kind, other.kind) or one.key.startswith("role ") or other.key.startswith("role "):
            return False
        if one.body and other.body:
            home = voices.reports[one.article].country == voices.reports[other.article].country
            return _one_body(one.body, other.body, home=home)
        if one.body or other.body or one.house or other.house:
            return bool(one.house and other.house and one.house.key == other.house.key)
        return _one_name(one, other)

    return same


def _one_here(one: Cited, other: Cited) -> bool:
    """Whether two mentions are one source when the reports tell the same and name them for it."""
    if one.body and other.body:
        return _one_body(one.body, other.body, home=True)
    if one.language != other.language or one.kind is not other.kind:
        return False
    if one.kind is SourceKind.UNNAMED or (one.key.startswith("role ") and other.key.startswith("role ")):
        return one.key == other.key
    return False


def _one_body(one: Body, other: Body, *, home: bool) -> bool:
    """The same office of one country; where a country is not said it is the outlets' own, or that of the story."""
    if one.head != other.head or one.field != other.field or (one.local and other.local and one.local != other.local):
        return False
    return one.country == other.country if one.country and other.country else home


def _one_name(one: Cited, other: Cited) -> bool:
    """Whether one name ends as the other does, is its initials, or sounds like it in another language."""
    left, right = sorted((name_key(one.name).split(), name_key(other.name).split()), key=len)
    if not left or not right:
        return False
    if right[-len(left) :] == left:
        return True
    if len(left) == 1:
        return len(left[0]) >= _INITIALS and left[0] == _initials(right)
    if one.language == other.language:
        return left[0] == right[0] and left[-1] == right[-1]  # "Ada Model", "Ada M. Model"
    last = sound_key(left[-1])
    return len(last) >= _SOUNDS and last == sound_key(right[-1]) and sound_key(left[0]) == sound_key(right[0])


class _Union:
    """Sets that grow together."""

    def __init__(self) -> None:
        self.parents: dict[Node, Node] = {}

    def add(self, one: Node) -> None:
        self.parents.setdefault(one, one)

    def root(self, one: Node) -> Node:
        while self.parents[one] != one:
            one = self.parents[one]
        return one

    def join(self, one: Node, other: Node) -> None:
        left, right = self.root(one), self.root(other)
        if left != right:
            self.parents[max(left, right)] = min(left, right)
