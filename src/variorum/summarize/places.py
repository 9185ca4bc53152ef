"""The countries and cities that a story is about, as opposed to those where it is told."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from variorum.model import Article, CountryCode, Evidence, Origin, Place
from variorum.text.furniture import without_furniture
from variorum.text.named import sound_key
from variorum.text.names import name_key
from variorum.text.territories import Kind, Territory, find_territories

# A report is about a country that its headline names, or its lead and its body; a dateline alone says where the
# reporter sat. Of every tenth story of shootings, all in the United States and told by local papers that rarely name
# their state, 45 of 177 are placed so, 40 of them rightly (2026-11); five name a town that bears a foreign name.
_HEADLINE, _DATELINE, _LEAD, _BODY = 3.0, 1.5, 2.0, 0.5
_ENOUGH = 3.0
_BESIDE = 0.4  # of the weight of the report's first country
_LEAD_LETTERS, _READ = 450, 4_000  # characters
_MOST_IN_LEAD, _MOST_IN_BODY = 2, 3  # mentions that count
_AGREED = 0.5  # share of the independent origins
_CITIES, _CITED = 3, 3


@dataclass(slots=True)
class _Named:
    """What one report says of one country."""

    weight: float = 0.0
    cities: Counter[str] = field(default_factory=Counter)
    evidence: Evidence | None = None


def find_places(reports: Sequence[Article], *, origins: Sequence[Origin] = ()) -> tuple[Place, ...]:
    """The countries that at least half of the independent origins are about; none where they agree on none."""
    voice = {member: origin.key for origin in origins for member in origin.members}
    told: dict[CountryCode, dict[str, _Named]] = defaultdict(dict)
    voices = set()
    for report in reports:
        own = voice.get(report.id, report.id)
        voices.add(own)
        for country, named in _about(report).items():
            kept = told[country].get(own)
            if kept is None or named.weight > kept.weight:
                told[country][own] = named
    places = [
        _place(country, tuple(by_voice.values()), voices=len(voices))
        for country, by_voice in told.items()
        if len(by_voice) >= _AGREED * len(voices)
    ]
    weight = {country: sum(one.weight for one in by_voice.values()) for country, by_voice in told.items()}
    return tuple(sorted(places, key=lambda place: (-place.share, -weight[place.country], place.country)))


def _place(country: CountryCode, named: Sequence[_Named], *, voices: int) -> Place:
    cities: Counter[str] = Counter()
    for one in named:
        cities.update(dict.fromkeys(one.cities, 1))
    usual = [city for city, count in cities.most_common() if count * 3 >= len(named)]
    return Place(
        country=country,
        share=round(len(named) / voices, 3),
        cities=tuple(_once(usual)[:_CITIES]),
        evidence=tuple(one.evidence for one in named if one.evidence)[:_CITED],
    )


def _once(cities: Iterable[str]) -> list[str]:
    """ "Kyiv" and "Kiev" are one: within a country what sounds alike is."""
    found: dict[str, str] = {}
    for city in cities:
        found.setdefault(sound_key(name_key(city)), city)
    return list(found.values())


def _about(report: Article) -> Mapping[CountryCode, _Named]:
    """The countries that one report is about."""
    body = without_furniture(report.text[:_READ], report.language)
    found: dict[CountryCode, _Named] = defaultdict(_Named)
    for one in find_territories(report.headline or "", report.language):
        found[one.code].weight = _HEADLINE
        _note_city(found[one.code], one, report.headline or "")
    _read_dateline(report, found)
    inside: Counter[tuple[CountryCode, bool]] = Counter()
    for one in find_territories(body, report.language):
        leads = one.span.start < _LEAD_LETTERS
        named = found[one.code]
        inside[one.code, leads] += 1
        if inside[one.code, leads] <= (_MOST_IN_LEAD if leads else _MOST_IN_BODY):
            named.weight += _LEAD / inside[one.code, leads] if leads else _BODY
        if leads:
            _note_city(named, one, body)
        if named.evidence is None:
            named.evidence = Evidence(article=report.id, span=one.span)
    best = max((named.weight for named in found.values()), default=0.0)
    return {code: named for code, named in found.items() if named.weight >= max(_ENOUGH, _BESIDE * best)}


def _read_dateline(report: Article, found: dict[CountryCode, _Named]) -> None:
    for one in find_territories(report.dateline or "", report.language):
        found[one.code].weight += _DATELINE
        _note_city(found[one.code], one, report.dateline or "")


def _note_city(named: _Named, one: Territory, text: str) -> None:
    if one.kind is Kind.CITY:
        written = one.span.cut(text)
        named.cities[written.title() if written.isupper() else written] += 1
