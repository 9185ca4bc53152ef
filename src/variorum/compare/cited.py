"""Who a report says that it has something from: each attribution read as a source that can be told from others."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as option
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any, NamedTuple

from variorum.compare.houses import House, Houses
from variorum.languages import get_language
from variorum.model import Article, Attribution, LanguageTag, SourceKind, Span
from variorum.text.names import name_key
from variorum.text.territories import Kind, find_territories, territory_of
from variorum.text.words import Word, fold, stem, words

_LONGEST = 5  # words of an outlet's name
_ACRONYM = 3  # letters
_PHRASE = 7  # words of a source behind "citing"
_GERMANIC = frozenset({"de", "nl", "sv", "da", "no"})  # join words into one
_BENDING = frozenset({"ru", "uk", "pl", "tr", "ar"})  # put endings on them
_STOP = re.compile(r"[.;:!?,()\[\]\"“”„«»]|—|–")


class Body(NamedTuple):
    """A body that goes by a common noun, in whatever language: the ministry of health of Norland; or a state."""

    head: str
    field: str | None = None
    country: str | None = None
    local: str = ""  # the key of what else names it: "port selane" of "Port Selane police"

    @property
    def is_vague(self) -> bool:
        return self.head == "ministry" and self.field is None


class Cited(NamedTuple):
    """A source as one report names it."""

    kind: SourceKind
    key: str  # what two mentions of it in one report share
    name: str  # as the report has it
    language: LanguageTag | None
    article: str
    span: Span | None = None  # of the words that name it
    house: House | None = None
    body: Body | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    """The words of one language that sources.toml lists."""

    unnamed: frozenset[str] = frozenset()
    definite: frozenset[str] = frozenset()
    organisations: frozenset[str] = frozenset()
    citing: Mapping[str, Sequence[tuple[str, ...]]] = option(default_factory=dict)  # by their first words
    through: Mapping[str, Sequence[tuple[str, ...]]] = option(default_factory=dict)
    bodies: Mapping[str, re.Pattern[str]] | None = None
    fields: Mapping[str, re.Pattern[str]] | None = None


class CitedReader:
    """Reads the sources of one report; what the report calls by a fuller name elsewhere gets that name."""

    def __init__(self, report: Article, names: Iterable[str], houses: Houses) -> None:
        self.report = report
        self.houses = houses
        self.rules = rules_of(report.language)
        self.names = frozenset(names)
        self._fuller = self._fuller_body()
        self._longer: dict[str, set[str]] = defaultdict(set)  # how a name ends -> names that end so
        for name in self.names:
            parts = name.split()
            for place in range(1, len(parts)):
                self._longer[" ".join(parts[place:])].add(name)
        self._persons: dict[str, bool] = {}

    def read(self, attribution: Attribution | None) -> Cited | None:
        """The source of an attribution; None where it says too little to tell who it is."""
        if attribution is None or not attribution.source:
            return None
        return self.of(attribution.source, attribution.source_span)

    def of(self, source: str, span: Span | None) -> Cited | None:
        """The source that goes by some words, which stand at a span of the report."""
        house = self.house(source)
        source = self._without_small(source)
        told = [word.folded for word in words(source)]
        if not told or (len(told) == 1 and self._is_pronoun(told[0])):
            return None
        if house:
            kind = SourceKind.AGENCY if house.agency else SourceKind.OUTLET
            return self._cited(kind, f"house {house.key}", house.label, span, house=house)
        if self._is_unnamed(told):
            key = " ".join(stem(word, self.report.language) for word in told)
            return self._cited(SourceKind.UNNAMED, f"unnamed {key}", source, span)
        body = body_in(source, self.report.language)
        if body and body.is_vague:
            body = self._fuller or body
        if body and not body.is_vague:
            return self._cited(SourceKind.BODY, f"body {'/'.join(map(str, body))}", source, span, body=body)
        if state := self._state(source):
            return self._cited(SourceKind.BODY, f"body {'/'.join(map(str, state))}", source, span, body=state)
        if self._is_name(source, told):
            kind = SourceKind.BODY if body or self._is_bodys(source, told, span) else SourceKind.PERSON
            return self._cited(kind, name_key(source), source, span)
        if self._is_role(told, span):
            return self._cited(SourceKind.PERSON, f"role {' '.join(told)}", source, span)
        return None

    def house(self, name: str) -> House | None:
        """The outlet that a name means: the one whose fuller name the report has elsewhere, "the Times" for one."""
        key = name_key(name).removeprefix("the ")
        if not key or (name[:1].islower() and not name.lower().startswith("the ")):
            return None
        found = {house for full in self._longer.get(key, ()) if (house := self.houses.find(full))}
        if found:
            return found.pop() if len(found) == 1 else None
        return self.houses.find(name)

    def _cited(
        self, kind: SourceKind, key: str, name: str, span: Span | None, *, house: House | None = None,
        body: Body | None = None,
    ) -> Cited:  # fmt: skip
        return Cited(kind, key, name, self.report.language, self.report.id, span, house, body)

    def _is_pronoun(self, word: str) -> bool:
        """Whether a word is left of a pronoun that nobody was found for."""
        known = get_language(self.report.language)
        return word in known.pronouns_male | known.pronouns_female | known.pronouns_many | known.pronouns_any

    def _is_unnamed(self, told: Sequence[str]) -> bool:
        pairs = map(" ".join, pairwise(told))
        return any(word in self.rules.unnamed for word in (*told, *pairs))

    def _without_small(self, source: str) -> str:
        """ "of Port Selane" is read as "Port Selane"; a capital "As" or "By" goes where the rest is known alone."""
        small = get_language(self.report.language).stop_words
        for word in words(source):
            rest = source[word.span.start :]
            behind = source[word.span.end :].strip()
            if word.folded not in small or (rest[0].isupper() and name_key(behind) not in self.names):
                return rest
        return ""

    def _is_name(self, source: str, told: Sequence[str]) -> bool:
        """Whether words are a name: with a capital, or in a script that has none; not "German", not "Analysts"."""
        known = get_language(self.report.language)
        place = territory_of(source, self.report.language)
        if place and place[1] is Kind.PEOPLE:
            return False
        if all(word in known.source_people | known.people | known.titles for word in told):
            return False
        return source[0].isupper() or source[0] == source[0].swapcase()

    def _state(self, source: str) -> Body | None:
        """A country that speaks: "China insisted"."""
        found = territory_of(source, self.report.language)
        return Body("state", None, found[0]) if found and found[1] is Kind.COUNTRY else None

    def _is_bodys(self, source: str, told: Sequence[str], span: Span | None) -> bool:
        """Whether a name is no person's: a place, one that ends like "Fisheries Board", or one word without a sign."""
        known = get_language(self.report.language)
        if territory_of(source, self.report.language) or told[-1] in known.source_bodies | self.rules.organisations:
            return True
        if len(told) > 1:
            return source[0].swapcase() != source[0] and told[0] in self.rules.organisations
        return source[0].isupper() and not self._is_persons(source, span)

    def _is_persons(self, name: str, span: Span | None) -> bool:
        """Whether a pronoun stands for a name of one word, or somewhere a title stands before it."""
        if span and self._is_pronoun(fold(span.cut(self.report.text))):
            return True
        if name not in self._persons:
            self._persons[name] = self._has_title(name)
        return self._persons[name]

    def _has_title(self, name: str) -> bool:
        known = get_language(self.report.language)
        before = re.findall(rf"([^\W\d_]+\.?)[ \u00a0]{re.escape(name)}\b", self.report.text)
        titles = known.titles | known.male_titles | known.female_titles
        return any(fold(word) in titles or fold(word).rstrip(".") in titles for word in before)

    def _is_role(self, told: Sequence[str], span: Span | None) -> bool:
        """Whether a noun like "minister" stands behind an article that says it is known who."""
        if span is None or told[-1] not in get_language(self.report.language).titles:
            return False
        opening = words(span.cut(self.report.text))
        return bool(opening) and opening[0].folded in self.rules.definite

    def _fuller_body(self) -> Body | None:
        """The one ministry that the report names with what it is of."""
        found = {body for name in self.names if (body := body_in(name, self.report.language)) and body.field}
        fields = {body.field for body in found}
        if len(fields) != 1:
            return None
        return max(found, key=lambda body: (body.country is not None, str(body)))


class Relay(NamedTuple):
    """In a report somebody is said to have it from somebody else; no teller: the report itself has it."""

    teller: Cited | None
    source: Cited


def find_relays(reader: CitedReader, span: Span, told: Sequence[Cited]) -> Iterator[Relay]:
    """The steps that a sentence itself spells out: "he told Reuters", "Reuters reported, citing officials".

    `told` are the sources that the sentence's attributions name.
    """
    text = span.cut(reader.report.text)
    read = words(text)
    outlets = [one for one in told if one.house]
    for _, last in _places(read, reader.rules.through):
        outlet = _house_behind(reader, read, last, text, span.start)
        for one in told if outlet else ():
            if outlet and not one.house:
                yield Relay(outlet, one)
    for first, last in _places(read, reader.rules.citing):
        source = _source_behind(reader, read, last, text, span.start)
        before = [one for one in outlets if one.span and one.span.end <= span.start + read[first].span.start]
        if source and not (before and before[-1].key == source.key):
            yield Relay(before[-1] if before else None, source)


def _places(read: Sequence[Word], phrases: Mapping[str, Sequence[tuple[str, ...]]]) -> Iterator[tuple[int, int]]:
    """Where a phrase stands: its first word, and the one behind its last; the longest that fits."""
    for first, word in enumerate(read):
        for phrase in phrases.get(word.folded, ()):
            if tuple(one.folded for one in read[first : first + len(phrase)]) == phrase:
                yield first, first + len(phrase)
                break


def _house_behind(reader: CitedReader, read: Sequence[Word], place: int, text: str, offset: int) -> Cited | None:
    """The outlet whose name begins within a few words of a place: "told the news agency Reuters"."""
    for first in range(place, min(place + 4, len(read))):
        if _STOP.search(text[read[place - 1].span.end : read[first].span.start]):
            return None
        for size in range(min(_LONGEST, len(read) - first), 0, -1):
            span = Span(read[first].span.start, read[first + size - 1].span.end)
            house = reader.house(_without_elision(span.cut(text)))
            if house:
                kind = SourceKind.AGENCY if house.agency else SourceKind.OUTLET
                where = Span(offset + span.start, offset + span.end)
                return Cited(
                    kind, f"house {house.key}", house.label, reader.report.language, reader.report.id, where, house
                )
        if text[read[first].span.start].isupper():
            return None  # somebody else's name
    return None


def _source_behind(reader: CitedReader, read: Sequence[Word], place: int, text: str, offset: int) -> Cited | None:
    """The source that a few words behind "citing" name."""
    outlet = _house_behind(reader, read, place, text, offset) if place < len(read) else None
    if outlet:
        return outlet
    end = place
    while end < min(len(read), place + _PHRASE):
        if end > place and _STOP.search(text[read[end - 1].span.end : read[end].span.start]):
            break
        end += 1
    while place < end and read[place].folded in get_language(reader.report.language).articles:
        place += 1
    if place == end:
        return None
    span = Span(read[place].span.start, read[end - 1].span.end)
    return reader.of(span.cut(text), Span(offset + span.start, offset + span.end))


def _without_elision(name: str) -> str:
    """ "l'AFP" without its article."""
    head, mark, tail = name.replace("’", "'").partition("'")
    return tail if mark and len(head) <= 2 and head.islower() else name


def body_in(phrase: str, language: LanguageTag | None) -> Body | None:
    """The body that some words name by a common noun, what it is of, and its country where they say so."""
    rules = rules_of(language)
    told = " " + " ".join(word.folded.replace("-", " ") for word in words(phrase)) + " "
    head = _match(told, rules.bodies)
    field = _match(told, rules.fields)
    if head is None:
        return None
    if head == "ministry" and field is None:
        return Body(head)
    places = [one for one in find_territories(phrase, language) if one.kind <= Kind.PEOPLE]
    country = places[0].code if places else None
    local = "" if head == "ministry" else _local(phrase, head, [one.span for one in places], language)
    return Body(head, field if head == "ministry" else None, country, local)


def _local(phrase: str, head: str, places: Sequence[Span], language: LanguageTag | None) -> str:
    """The key of the names in a phrase that are neither its common noun nor its country."""
    known, pattern = get_language(language), (rules_of(language).bodies or {})[head]
    if known.nouns_are_capital:
        return ""
    names = [
        word.folded
        for word in words(phrase)
        if phrase[word.span.start].isupper()
        and not any(word.span.overlaps(span) for span in places)
        and word.folded not in known.stop_words | known.titles | known.source_people | known.source_bodies
        and not pattern.search(f" {word.folded} ")
    ]
    return name_key(" ".join(names))


def _match(told: str, table: Mapping[str, re.Pattern[str]] | None) -> str | None:
    return next((name for name, pattern in (table or {}).items() if pattern.search(told)), None)


@cache
def rules_of(language: LanguageTag | None) -> Rules:
    """The words of a language; none where it is not listed."""
    tag = (language or "").split("-")[0]
    table = tomllib.loads((files("variorum.compare") / "sources.toml").read_text(encoding="utf-8")).get(tag, {})
    return Rules(
        unnamed=frozenset(map(fold, table.get("unnamed", ()))),
        definite=frozenset(map(fold, table.get("definite", ()))),
        organisations=frozenset(map(fold, table.get("organisations", ()))),
        citing=_phrases(table.get("citing", ())),
        through=_phrases(table.get("through", ())),
        bodies=_patterns(table.get("bodies", {}), tag),
        fields=_patterns(table.get("fields", {}), tag),
    )


def _phrases(listed: Iterable[str]) -> Mapping[str, Sequence[tuple[str, ...]]]:
    """Phrases as folded words, by the first of them, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted((tuple(word.folded for word in words(one)) for one in listed), key=len, reverse=True):
        found.setdefault(phrase[0], []).append(phrase)
    return found


def _patterns(table: Mapping[str, Any], language: str) -> Mapping[str, re.Pattern[str]]:
    """One pattern for each name."""
    return {name: re.compile("|".join(_form(fold(form), language) for form in forms)) for name, forms in table.items()}


def _form(form: str, language: str) -> str:
    """A form as a pattern over folded words: see sources.toml. Acronyms are whole words in all languages."""
    begins, form = form.endswith("*"), form.rstrip("*").replace("-", " ")
    if len(form) <= _ACRONYM:
        return f" {re.escape(form)} "
    if language in _GERMANIC:
        return re.escape(form)
    return f" {re.escape(form)}" if begins or language in _BENDING else f" {re.escape(form)}s? "
