"""Who and what several texts name: each once, under its fullest name, however many spellings there are."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cache
from typing import NamedTuple

from variorum.model import CountryCode, LanguageTag
from variorum.text.furniture import without_furniture
from variorum.text.names import Name, find_names, is_title_case
from variorum.text.territories import Kind, territory_of
from variorum.text.words import words

_READ = 6_000  # characters: what stands below is background
_LEAD = 500  # characters of the body that tell the happening
_LONGEST = 5  # words: more capitals in a row are a headline inside the text
_COMMON = 3  # a word that stands small a third as often as it stands capital is no name: "the Zoo", "the zoo"
_CLEAR = 3  # times as many texts: whom a family name alone stands for
_SKELETON = 4  # consonants of a name that may be the same one in another alphabet's spelling
_VOWELS = re.compile(r"[aeiouyjh ]")
_SOUNDS = str.maketrans("zcqvwgdbx", "skkffktps")
_ENDS = ".!?…。।؟۔:\"”»'’)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One text, as it is asked for its names."""

    id: str
    language: LanguageTag | None
    headline: str = ""
    body: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A person, a place or a body that texts name."""

    key: str  # the words of the fullest name, folded and in ASCII
    written: str  # as the texts write it
    country: CountryCode | None = None  # of a country's name, in whatever language
    told_by: frozenset[str]  # the texts that name it
    leading: frozenset[str]  # those that do so in the headline or the lead
    headed: bool  # it stands in a headline
    person: bool  # called by a title, or by the last of several words alone, as people are and hardly anything else
    count: int

    @property
    def words(self) -> frozenset[str]:
        return frozenset(self.key.split())


class _Part(Enum):
    """Where in a text a name stands."""

    HEADLINE = auto()
    LEAD = auto()
    BODY = auto()


class _Mention(NamedTuple):
    key: str
    written: str
    part: _Part
    titled: bool = False  # "Mayor Ada Model"


@dataclass(slots=True)
class _Gathered:
    """What is known so far of one name."""

    written: Counter[str] = field(default_factory=Counter)
    told_by: set[str] = field(default_factory=set)
    leading: set[str] = field(default_factory=set)
    headed: bool = False
    person: bool = False
    languages: set[LanguageTag | None] = field(default_factory=set)
    country: CountryCode | None = None
    spelled_by: dict[str, set[str]] = field(default_factory=dict)

    def take(self, other: _Gathered) -> None:
        self.written += other.written
        self.told_by |= other.told_by
        self.leading |= other.leading
        self.headed |= other.headed
        self.person |= other.person
        self.languages |= other.languages
        for spelling, tellers in other.spelled_by.items():
            self.spelled_by.setdefault(spelling, set()).update(tellers)


def gather_names(texts: Iterable[Told]) -> tuple[Named, ...]:
    """All names of the texts, those that most of them give first.

    "Model" is "Ada Model" where one name alone ends so; "UN" is "United Nations" where both stand. Spellings of other
    alphabets and languages are one name where they sound alike.
    """
    found: dict[str, _Gathered] = defaultdict(_Gathered)
    for text in texts:
        for key, written, part, titled in _mentions(text):
            place = territory_of(written, text.language)
            nation = place[0] if place and place[1] in (Kind.COUNTRY, Kind.PEOPLE) else None
            one = found[f"@{nation}" if nation else key]
            one.country = nation
            if place is None or place[1] is not Kind.PEOPLE:
                one.written[written] += 1
            one.told_by.add(text.id)
            one.languages.add(text.language)
            one.spelled_by.setdefault(written, set()).add(text.id)
            one.headed |= part is _Part.HEADLINE
            one.person |= titled
            if part is not _Part.BODY:
                one.leading.add(text.id)
    for key in [key for key, one in found.items() if not one.written]:
        del found[key]  # only "Malaysian", never "Malaysia"
    for parent_of in (_fuller, _alike):
        for short, full in parent_of(found).items():
            whole = found[_root(full, found)]
            whole.take(found.pop(short))
            whole.person |= parent_of is _fuller and " " not in short and full.endswith(f" {short}")
    named = [_named(key, one) for key, one in found.items()]
    return tuple(sorted(named, key=lambda one: (-len(one.told_by), -len(one.leading), -one.count, one.key)))


def _root(key: str, found: Mapping[str, _Gathered]) -> str:
    """The name under which a taken name stands now: itself, or the one that ends in it."""
    return key if key in found else min((other for other in found if other.endswith(f" {key}")), default=key)


def _named(key: str, one: _Gathered) -> Named:
    return Named(
        key=key,
        written=_as_written(_fullest(one)),
        country=one.country,
        told_by=frozenset(one.told_by),
        leading=frozenset(one.leading),
        headed=one.headed,
        person=one.person and not one.country,
        count=sum(one.written.values()),
    )


def _as_written(spelling: str) -> str:
    """ "PORT SELANE" as "Port Selane": capitals of several words are the printer's, not the name's."""
    return spelling.title() if spelling.isupper() and " " in spelling and "." not in spelling else spelling


def _fullest(one: _Gathered) -> str:
    """The longest spelling that half of the tellers use: a report gives the full name once, and then the short one."""
    if one.country:
        return one.written.most_common(1)[0][0]
    usual = [spelling for spelling, tellers in one.spelled_by.items() if len(tellers) * 2 >= len(one.told_by)]
    if not usual:
        return one.written.most_common(1)[0][0]
    return max(
        usual, key=lambda spelling: (not spelling.isupper(), len(spelling.split()), one.written[spelling], spelling)
    )


def _mentions(text: Told) -> Iterator[_Mention]:
    """Each name each time that it stands in the text."""
    body = without_furniture(text.body[:_READ], text.language)
    headlines = [match.span() for match in re.finditer(r"[^\n]+", body) if _is_headline(match[0])]
    known: set[str] = set()
    small = Counter(word.folded for word in words(body) if body[word.span.start].islower())
    large = Counter(word.folded for word in words(body) if body[word.span.start].isupper())
    for name in find_names(body, text.language):
        if " " not in name.key and small[name.key] * _COMMON >= large[name.key]:
            continue
        if not any(start <= name.bare.start < end for start, end in headlines) and _is_name(name):
            known.update(name.key.split())
            part = _Part.LEAD if name.bare.start < _LEAD else _Part.BODY
            yield _Mention(name.key, _spelled(name, body), part, titled=name.bare.start > name.span.start)
    if _is_headline(text.headline):
        yield from _in_capitals(text, known)
    else:
        for name in find_names(text.headline, text.language):
            if _is_name(name):
                titled = name.bare.start > name.span.start
                yield _Mention(name.key, _spelled(name, text.headline), _Part.HEADLINE, titled=titled)


def _in_capitals(text: Told, known: set[str]) -> Iterator[_Mention]:
    """What the body names, where it stands in a headline whose every word has a capital."""
    for word in words(text.headline):
        if word.folded in known:
            yield _Mention(word.folded, word.span.cut(text.headline), _Part.HEADLINE)


def _is_name(name: Name) -> bool:
    parts = name.key.split()
    return 0 < len(parts) <= _LONGEST and len(name.key) > 1


def _spelled(name: Name, text: str) -> str:
    return " ".join(name.bare.cut(text).split())


def _is_headline(line: str) -> bool:
    """Whether a line is written like an English headline: in Title Case, and no stop ends it."""
    return is_title_case(line) and not line.rstrip().endswith(tuple(_ENDS))


# --- one name under several spellings ------------------------------------------------------------------------------


def _fuller(found: Mapping[str, _Gathered]) -> dict[str, str]:
    """Short name -> the one fuller name that it stands for: a family name, or the first letters of each word."""
    ends: dict[str, list[str]] = defaultdict(list)
    for key in found:
        parts = key.split()
        for size in range(1, len(parts)):
            ends[" ".join(parts[-size:])].append(key)
        if len(parts) > 1:
            ends["".join(part[0] for part in parts)].append(key)
    chosen = {key: _leading(ends.get(key, ()), found) for key in found if not found[key].country}
    return {key: fuller for key, fuller in chosen.items() if fuller}


def _leading(keys: Sequence[str], found: Mapping[str, _Gathered]) -> str | None:
    """The one that far more texts use than any other that is not its own end; None where two could be meant."""
    ranked = sorted(keys, key=lambda key: (-len(found[key].told_by), -len(key), key))
    if not ranked:
        return None
    others = [key for key in ranked[1:] if not (key.endswith(f" {ranked[0]}") or ranked[0].endswith(f" {key}"))]
    if others and len(found[others[0]].told_by) * _CLEAR > len(found[ranked[0]].told_by):
        return None
    return ranked[0]


def _alike(found: Mapping[str, _Gathered]) -> dict[str, str]:
    """Name -> the more usual one that it sounds like, in texts of other languages."""
    usual: dict[str, str] = {}
    taken: dict[str, str] = {}
    for key in sorted(found, key=lambda key: (-len(found[key].told_by), key)):
        if found[key].country:
            continue
        sound = sound_key(key)
        if len(sound) < _SKELETON:
            continue
        if sound not in usual:
            usual[sound] = key
        elif not found[key].languages & found[usual[sound]].languages:
            taken[key] = usual[sound]
    return taken


@cache
def sound_key(key: str) -> str:
    """The consonants of a name as most languages write them: "selenskyj", "zelenski" and "zelensky" are one."""
    letters = key.replace("sch", "s").replace("sh", "s").replace("ch", "k").replace("ph", "f").translate(_SOUNDS)
    first = letters[0] if letters[:1] in "aeiou" else ""
    return first + re.sub(r"(.)\1+", r"\1", _VOWELS.sub("", letters))
