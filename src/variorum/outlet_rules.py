"""What an outlet's facts must not contradict: each other, CLDR, and the lists in directory/rules.toml.

The strict reader (variorum.outlets) refuses what is malformed; here is what is well-formed and still cannot be right.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from urllib.parse import unquote, urlsplit

from babel.languages import get_territory_language_info

from variorum.model import Feed, LanguageTag, Outlet, OutletKind
from variorum.outlets.directory import find_host


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """One fact of one outlet that cannot be right, and what to do about it."""

    outlet: str
    rule: str  # machine code, as docs/outlets.md lists them: "language", "feed-topic", "family"
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletRules:
    """The lists that the rules are read from; see the comments of directory/rules.toml."""

    press_languages: frozenset[str]
    written_as: Mapping[str, str]
    languages: Mapping[str, frozenset[str]]  # country or outlet id -> further languages
    worldwide: frozenset[str]
    abroad: frozenset[str]
    shared: frozenset[str]
    feed_hosts: frozenset[str]
    aggregators: frozenset[str]
    topics: frozenset[str]
    sections: frozenset[str]
    editions: Mapping[str, LanguageTag]  # word in a feed's address -> the language that it tells of
    named: Mapping[OutletKind, frozenset[str]]
    misnamed: frozenset[str]


@cache
def load_rules() -> OutletRules:
    """The bundled lists."""
    table = tomllib.loads((files("variorum") / "directory" / "rules.toml").read_text(encoding="utf-8"))
    allowed = {key: frozenset(tags) for entry in table["languages"] for key, tags in _allowed(entry)}
    return OutletRules(
        press_languages=frozenset(table["press_languages"]),
        written_as=MappingProxyType(table["written_as"]),
        languages=MappingProxyType(allowed),
        worldwide=frozenset(table["worldwide"]),
        abroad=frozenset(outlet for entry in table["abroad"] for outlet in entry["outlets"]),
        shared=frozenset(outlet for entry in table["shared"] for outlet in entry["outlets"]),
        feed_hosts=frozenset(table["feed_hosts"]),
        aggregators=frozenset(table["aggregators"]),
        topics=frozenset(table["topics"]),
        sections=frozenset(table["sections"]),
        editions=MappingProxyType({word: tag for tag, words in table["editions"].items() for word in (tag, *words)}),
        named=MappingProxyType({OutletKind(kind): frozenset(words) for kind, words in table["named"].items()}),
        misnamed=frozenset(outlet for entry in table["misnamed"] for outlet in entry["outlets"]),
    )


def find_violations(outlets: Iterable[Outlet], *, rules: OutletRules | None = None) -> Iterator[Violation]:
    """Everything about these outlets that cannot be right, in the order of their ids."""
    rules = rules or load_rules()
    known = sorted(outlets, key=lambda outlet: outlet.id)
    owners = {domain: outlet for outlet in known for domain in outlet.domains}
    families = Counter(outlet.family for outlet in known)
    feeds: dict[str, str] = {}
    for outlet in known:
        yield from _languages(outlet, rules)
        yield from _country(outlet, rules)
        yield from _name(outlet)
        yield from _kind(outlet, rules)
        yield from _addresses(outlet, rules)
        for feed in outlet.feeds:
            yield from _feed(outlet, feed, rules)
            yield from _twice(outlet, feed, feeds)
        yield from _family(outlet, owners, rules)
        if outlet.family and families[outlet.family] == 1:
            said = f"nobody else is of the family {outlet.family!r}: mend the word, or leave it away"
            yield Violation(outlet=outlet.id, rule="family-alone", said=said)


def part_of_news(url: str, *, homepage: str = "") -> str | None:
    """The word of a feed's address that tells of a topic or of a part of the news; None where none does."""
    rules, words = load_rules(), _words(url, homepage)
    return next(iter(sorted(words & rules.topics) or sorted(words & rules.sections)), None)


def has_other_topic(url: str, *, homepage: str = "") -> bool:
    """Whether a feed's address tells of a topic which is not the day's news, such as sport."""
    return bool(_words(url, homepage) & load_rules().topics)


def country_of_ending(ending: str) -> str:
    """The country that the last part of a host's name stands for, where it has two letters: "uk" is GB."""
    return {"uk": "GB"}.get(ending, ending.upper())


def kind_by_name(name: str) -> OutletKind | None:
    """The kind that an outlet calls itself: "Quay News Agency" is an agency. None where its name tells none."""
    return next((kind for kind, _ in _named(name, load_rules())), None)


def _languages(outlet: Outlet, rules: OutletRules) -> Iterator[Violation]:
    spoken = _spoken(outlet.country) | rules.press_languages
    spoken |= rules.languages.get(outlet.country, frozenset()) | rules.languages.get(outlet.id, frozenset())
    for tag in outlet.languages:
        if not {tag, rules.written_as.get(tag, tag)} & spoken:
            said = f"{tag!r} is no language of {outlet.country}: mend one of them, or add the reason to rules.toml"
            yield Violation(outlet=outlet.id, rule="language", said=said)


def _country(outlet: Outlet, rules: OutletRules) -> Iterator[Violation]:
    ending = find_host(outlet.homepage).rpartition(".")[2]
    if len(ending) != 2 or ending in rules.worldwide or outlet.id in rules.abroad:
        return
    country = country_of_ending(ending)
    if country != outlet.country:
        said = f"{outlet.homepage} is an address of {country}: mend the country, or add the reason to rules.toml"
        yield Violation(outlet=outlet.id, rule="country", said=said)


def _name(outlet: Outlet) -> Iterator[Violation]:
    if _TAGLINE.search(outlet.name) or len(outlet.name) > _LONGEST_NAME:
        said = f"{outlet.name!r} holds more than a name: leave out what stands beside it"
        yield Violation(outlet=outlet.id, rule="name", said=said)


def _addresses(outlet: Outlet, rules: OutletRules) -> Iterator[Violation]:
    home = find_host(outlet.homepage)
    if _is_under(home, rules.aggregators):
        said = f"{home} carries what others publish: name the outlets that it takes from"
        yield Violation(outlet=outlet.id, rule="aggregator", said=said)
    if not _is_under(home, outlet.domains):
        said = f"the home page's host {home} is none of its domains: add it to them"
        yield Violation(outlet=outlet.id, rule="domain", said=said)


def _kind(outlet: Outlet, rules: OutletRules) -> Iterator[Violation]:
    """An agency may have a radio in its name; nobody else may call itself otherwise than it is."""
    if outlet.kind is OutletKind.AGENCY or outlet.id in rules.misnamed:
        return
    for kind, word in _named(outlet.name, rules):
        if outlet.kind is not kind:
            said = f'{outlet.name!r} calls itself {word!r}: write kind = "{kind}", or add the reason to rules.toml'
            yield Violation(outlet=outlet.id, rule="kind", said=said)
        return


def _named(name: str, rules: OutletRules) -> Iterator[tuple[OutletKind, str]]:
    """Kinds that a name tells of, each with the word that does; beyond ASCII a part of a word is enough."""
    spaced = f" {' '.join(name.lower().split())} "
    for kind, words in rules.named.items():
        found = sorted(word for word in words if (f" {word} " if word.isascii() else word) in spaced)
        if found:
            yield kind, found[0]


def _feed(outlet: Outlet, feed: Feed, rules: OutletRules) -> Iterator[Violation]:
    if not _is_under(find_host(feed.url), (*outlet.domains, *rules.feed_hosts)):
        said = f"{feed.url} lies on a host of somebody else: add the host to its domains if it is the outlet's own"
        yield Violation(outlet=outlet.id, rule="feed-host", said=said)
    words = _words(feed.url, outlet.homepage)
    if topics := sorted(words & rules.topics):
        said = f"{feed.url} is a feed of {topics[0]}: take the one of the general news"
        yield Violation(outlet=outlet.id, rule="feed-topic", said=said)
    tags = {rules.editions[word] for word in words if word in rules.editions}
    if strange := sorted(tags - set(outlet.languages)):
        said = f"{feed.url} seems to be in {strange[0]!r}: add it to the languages, or take another feed"
        yield Violation(outlet=outlet.id, rule="feed-language", said=said)
    part = sorted(words & rules.sections) or sorted(tags - {outlet.languages[0]} - set(strange))
    if part and not feed.section:
        said = f"{feed.url} holds a part of the news ({part[0]}): take the whole, or write section = below it"
        yield Violation(outlet=outlet.id, rule="feed-section", said=said)


def _twice(outlet: Outlet, feed: Feed, seen: dict[str, str]) -> Iterator[Violation]:
    """One address written in two ways, by two outlets or by one."""
    address = re.sub(r"^https?://(?:www\.)?", "", feed.url).rstrip("/")
    if owner := seen.get(address):
        said = f"{feed.url} is also a feed of {owner}: keep it in one place"
        yield Violation(outlet=outlet.id, rule="feed-twice", said=said)
    seen[address] = outlet.id


def _words(url: str, homepage: str) -> set[str]:
    """What an address tells of its feed: the words and the steps of its path, and hosts that the home page lacks."""
    path = unquote(urlsplit(url).path).lower()
    steps = {step.partition(".")[0] for step in path.split("/")}
    home = set(find_host(homepage).split("."))
    return {*_WORD.findall(path), *steps, *(set(find_host(url).split(".")[:-2]) - home)}


def _family(outlet: Outlet, owners: Mapping[str, Outlet], rules: OutletRules) -> Iterator[Violation]:
    for domain in outlet.domains:
        above = domain.partition(".")[2]
        while above:
            owner = owners.get(above)
            if owner and owner.id not in {outlet.id, *rules.shared} and (owner.family or owner.id) != outlet.family:
                said = f"{domain} lies under {above} of {owner.id}: give both one family"
                yield Violation(outlet=outlet.id, rule="family", said=said)
            above = above.partition(".")[2]


def _allowed(entry: Mapping[str, list[str]]) -> Iterator[tuple[str, list[str]]]:
    for key in (*entry.get("countries", ()), *entry.get("outlets", ())):
        yield key, entry["tags"]


def _is_under(host: str, domains: Iterable[str]) -> bool:
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)


@cache
def _spoken(country: str) -> frozenset[str]:
    """Primary tags of the languages that CLDR lists for a country."""
    return frozenset(tag.partition("_")[0] for tag in get_territory_language_info(country))


_LONGEST_NAME = 60
_TAGLINE = re.compile(r"\s[-–—|:»]\s|://|\b(?:RSS|feeds?|latest news|breaking news|home ?page)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
