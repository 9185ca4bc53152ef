"""The agreed core of a story, what a report leaves out of it, and what the reports of one country alone tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from variorum.compare.align import Aligned
from variorum.compare.company import Likely
from variorum.compare.omissions import DOUBTFUL, is_scattered
from variorum.compare.terms import StoryTerms
from variorum.compare.voices import Voices, told_at
from variorum.model import Article, Core, Evidence, LanguageTag, LeftOut, OnlyIn

_LEAST = 2  # content words without which nothing is told: a dateline has one
_MOST = 3  # origins that must tell it where there are more than three; of three origins two are most


@dataclass(frozen=True, slots=True)
class Telling:
    """Which report tells, or may tell, which statement."""

    story: StoryTerms
    groups: Sequence[Aligned]
    voices: Voices
    near: Mapping[int, frozenset[str]]  # claim -> reports with a claim that may state the same
    terms: Mapping[str, frozenset[str]]  # of each report
    languages: Mapping[str, LanguageTag | None] = field(default_factory=dict)

    def tellers(self, number: int) -> list[str]:
        """The reports of a statement's members, in order, each once."""
        return list(dict.fromkeys(self.story.claims[claim].article for claim in self.groups[number].members))

    def readers(self, number: int) -> list[str]:
        """The reports that would be recognised to tell a statement: they share a language with those that do."""
        known = {self.languages[article] for article in self.tellers(number)}
        return [article for article in self.languages if self.languages[article] in known]

    def is_silent(self, article: str, number: int) -> bool:
        """Whether a report surely does not tell a statement, which it would be recognised to tell and could know."""
        members = self.groups[number].members
        if article not in self.readers(number) or any(article in self.near[claim] for claim in members):
            return False
        if any(is_scattered(self.story.claims[claim], self.terms[article]) for claim in members):
            return False
        return self._could_know(article, number)

    def _could_know(self, article: str, number: int) -> bool:
        """Whether a report appeared no earlier than the first that tells a statement; unknown times speak for it."""
        told = [at for teller in self.tellers(number) if (at := told_at(self.voices.reports[teller]).at)]
        own = told_at(self.voices.reports[article]).at
        return own is None or not told or own.date() >= min(told).date()

    def evidence(self, number: int) -> tuple[Evidence, ...]:
        claims = (self.story.claims[claim] for claim in self.groups[number].members)
        return tuple(Evidence(article=claim.article, span=claim.claim.span) for claim in claims)


def read_telling(story: StoryTerms, groups: Sequence[Aligned], pairs: Sequence[Likely], voices: Voices) -> Telling:
    """Who tells what, from the statements and all pairs of claims that may be alike."""
    near: dict[int, set[str]] = defaultdict(set)
    for number, claim in enumerate(story.claims):
        near[number].add(claim.article)
    for pair in pairs:
        if pair.score >= DOUBTFUL:
            near[pair.left].add(story.claims[pair.right].article)
            near[pair.right].add(story.claims[pair.left].article)
    terms: dict[str, set[str]] = defaultdict(set)
    languages: dict[str, LanguageTag | None] = {}
    for claim in story.claims:
        terms[claim.article] |= claim.terms
        languages[claim.article] = claim.language
    return Telling(
        story=story,
        groups=groups,
        voices=voices,
        near={number: frozenset(articles) for number, articles in near.items()},
        terms={article: frozenset(known) for article, known in terms.items()},
        languages=languages,
    )


def find_core(telling: Telling) -> tuple[Core, ...]:
    """Statements that at least half of the origins tell that would be recognised to, the most told first.

    Of several statements with the same sentences the one that most tell stands for all.
    """
    found = [one for number in range(len(telling.groups)) if (one := _core(telling, number))]
    ranked = sorted(found, key=lambda one: (-one.origins, -telling.groups[one.statement].score, one.statement))
    kept: list[Core] = []
    seen: set[int] = set()
    for one in ranked:
        members = set(telling.groups[one.statement].members)
        if len(members - seen) * 2 > len(members):
            kept.append(one)
        seen |= members
    return tuple(kept)


def find_left_out(telling: Telling, core: Sequence[Core]) -> tuple[LeftOut, ...]:
    """What each report surely leaves out of the core; a copy leaves out what its origin does and is not listed."""
    if telling.voices.count(telling.languages) < _MOST:
        return ()
    found = []
    for article in _firsts(telling.voices, telling.languages):
        missing = tuple(one.statement for one in core if telling.is_silent(article, one.statement))
        if missing:
            found.append(LeftOut(article=article, statements=missing))
    return tuple(found)


def find_only_in(telling: Telling) -> tuple[OnlyIn, ...]:
    """Statements of several origins of one country on which all reports of other countries are silent."""
    reports = telling.voices.reports
    if len({reports[article].country for article in telling.languages} - {None}) < 2:
        return ()
    found = []
    for number, group in enumerate(telling.groups):
        country = _one_country([reports[article] for article in telling.tellers(number)])
        origins = telling.voices.count(telling.tellers(number))
        if country is None or origins < 2 or not group.shown:
            continue
        abroad = [article for article in telling.readers(number) if reports[article].country not in (country, None)]
        if abroad and all(telling.is_silent(article, number) for article in abroad):
            evidence = telling.evidence(number)
            found.append(OnlyIn(country=country, statement=number, members=evidence, origins=origins))
    return tuple(sorted(found, key=lambda one: (one.country, -one.origins, one.statement)))


def _core(telling: Telling, number: int) -> Core | None:
    told = telling.voices.count(telling.tellers(number))
    known = telling.voices.count([*telling.readers(number), *telling.tellers(number)])
    needed = max(2, min(_MOST, known - 1), (known + 1) // 2)
    members = [telling.story.claims[claim] for claim in telling.groups[number].members]
    if all(len(claim.sequence) < _LEAST for claim in members):
        return None
    return Core(statement=number, origins=told, of=known) if telling.groups[number].shown and told >= needed else None


def _one_country(reports: Sequence[Article]) -> str | None:
    countries = {report.country for report in reports}
    return countries.pop() if len(countries) == 1 else None


def _firsts(voices: Voices, articles: Mapping[str, object]) -> Iterator[str]:
    """The reports in their order, of each origin the one that had it first."""
    first: dict[str, str] = {}
    for article in voices.in_order:
        if article in articles:
            first.setdefault(voices.origin_of[article], article)
    yield from (article for article in articles if first[voices.origin_of[article]] == article)
