"""Who rests on whom: each source once, what rests on it, by which outlets it came, and where it bites its own tail."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from variorum.compare.houses import Houses
from variorum.compare.reliance import Reliance, Step, read_reliance
from variorum.compare.terms import StoryTerms
from variorum.compare.voices import Voices, outlet_label
from variorum.model import Chain, Comparison, Evidence, Flag, Link, Rest, SourceKind, Statement

_RESTS = 20  # of one source that are told: an agency's text has hundreds
# Of several sources that all reports name for a thing, the nearest to it is shown: who said it, not who carried it.
_NEAREST = (SourceKind.PERSON, SourceKind.BODY, SourceKind.UNNAMED, SourceKind.AGENCY, SourceKind.OUTLET)


@dataclass(frozen=True, slots=True, kw_only=True)
class Traced:
    """The chains, and what was compared with the one source that all who tell it name."""

    chains: tuple[Chain, ...]
    statements: tuple[Statement, ...]
    comparisons: tuple[Comparison, ...]


def trace_sources(
    story: StoryTerms,
    statements: Sequence[Statement],
    comparisons: Sequence[Comparison],
    *,
    voices: Voices,
    houses: Houses,
) -> Traced:
    """Who the claims of a story are said to come from."""
    tracer = _Tracer(read_reliance(story, [one.members for one in statements], voices, houses), voices)
    sourced = tuple(replace(one, source=tracer.common(one.members, least=2)) for one in statements)
    asked = tuple(
        replace(one, positions=tuple(replace(p, source=tracer.common(p.members)) for p in one.positions))
        for one in comparisons
    )
    return Traced(chains=tuple(tracer.chains(sourced, asked)), statements=sourced, comparisons=asked)


class _Tracer:
    """Turns what each report names into chains."""

    def __init__(self, reliance: Reliance, voices: Voices) -> None:
        self.reliance = reliance
        self.sources = reliance.sources
        self.voices = voices
        self.steps = {article: self._own(article) for article in voices.reports}

    def _own(self, article: str) -> tuple[Step, ...]:
        """The steps of a report, the one to the agency that wrote it first; none from its own outlet to itself."""
        writer, publisher = self.reliance.writer.get(article), self.reliance.publisher.get(article)
        credit = [] if writer is None else [Step(None, writer, article, None)]
        told = [
            one._replace(teller=writer if one.teller in (None, publisher) else one.teller)
            for one in self.reliance.steps[article]
            if one.source not in (writer, publisher)
        ]
        return (*credit, *(one for one in told if one.teller != one.source))

    def common(self, members: Sequence[Evidence], *, least: int = 1) -> str | None:
        """The name of the one source that all reports among the members name; the nearest to what is told."""
        named = self._named(members)
        if len(named) < least:
            return None
        shared = sorted(frozenset.intersection(*named.values()), key=self._distance)
        return self.sources.name(shared[0]) if shared else None

    def _named(self, members: Iterable[Evidence]) -> Mapping[str, frozenset[int]]:
        """The sources that each report names for what it tells."""
        found: dict[str, frozenset[int]] = {}
        for one in members:
            found[one.article] = found.get(one.article, frozenset()) | self.reliance.of(one)
        return found

    def _distance(self, source: int) -> tuple[int, int]:
        return _NEAREST.index(self.sources.kind(source)), source

    def chains(self, statements: Sequence[Statement], comparisons: Sequence[Comparison]) -> list[Chain]:
        """Sources that several reports name, and those that need a word of caution; the most named first."""
        rests: dict[int, list[Rest]] = defaultdict(list)
        loops: set[int] = set()
        for members, made in _told(statements, comparisons):
            named = self._named(members)
            loops |= self._loop(named)
            for source in sorted(frozenset[int]().union(*named.values())):
                rests[source].append(self._rest(source, members, named, made))
        reports = self._reports()
        found = [self._chain(source, reports[source], rests[source], looped=source in loops) for source in reports]
        kept = [one for one in found if one.flags or self._is_told(one)]
        return sorted(kept, key=lambda one: (-one.origins, -len(one.rests), _NEAREST.index(one.kind), one.source))

    def _is_told(self, chain: Chain) -> bool:
        """Whether more hangs on a source than that two reports name it: an outlet between, one thing told by both."""
        if len({link.article for link in chain.links}) < 2:
            return False
        handed_on = chain.kind in (SourceKind.AGENCY, SourceKind.OUTLET)
        return (
            handed_on
            or any(one.origins > 1 for one in chain.rests)
            or any(link.source != chain.source for link in chain.links)
        )

    def _reports(self) -> Mapping[int, list[str]]:
        """The reports that name each source."""
        found: dict[int, list[str]] = defaultdict(list)
        for article, steps in self.steps.items():
            for source in dict.fromkeys(one.source for one in steps):
                found[source].append(article)
        return found

    def _rest(self, source: int, members: Sequence[Evidence], named: Mapping[str, frozenset[int]], made: Rest) -> Rest:
        citing = tuple(one for one in members if source in self.reliance.of(one))
        return replace(
            made,
            members=citing,
            origins=self.voices.count(one.article for one in citing),
            whole=len(named) > 1 and all(source in sources for sources in named.values()),
        )

    def _chain(self, source: int, reports: Sequence[str], rests: Sequence[Rest], *, looped: bool) -> Chain:
        kind = self.sources.kind(source)
        if kind is SourceKind.UNNAMED:
            rests = [one for one in rests if not self._is_vouched(one)] or self._alone(source, reports, rests)
        flags = [Flag.LOOP] if looped else []
        if kind is SourceKind.UNNAMED and rests:
            flags.append(Flag.UNNAMED)
        told = [self.voices.reports[article] for article in reports]
        return Chain(
            source=self.sources.name(source),
            kind=kind,
            spellings=self.sources.spellings(source),
            links=tuple(self._links(source, reports)),
            rests=tuple(sorted(rests, key=lambda one: (-one.origins, not one.whole, -len(one.members)))[:_RESTS]),
            countries=tuple(dict.fromkeys(report.country for report in told if report.country)),
            outlets=tuple(dict.fromkeys(outlet_label(report) for report in told)),
            origins=self.voices.count(reports),
            flags=tuple(flags),
        )

    def _is_vouched(self, rest: Rest) -> bool:
        """Whether anybody tells the same and names somebody for it, or tells it as their own."""
        return not rest.whole

    def _alone(self, source: int, reports: Sequence[str], rests: Sequence[Rest]) -> list[Rest]:
        """What rests on an unnamed source and is told by no other report."""
        seen = [member for one in rests for member in one.members]
        told = {
            Evidence(article=article, span=one.sentence)
            for article in reports
            for one in self.reliance.said[article]
            if self.sources.number(one.cited) == source
        }
        alone = [one for one in told if not any(m.article == one.article and m.span.overlaps(one.span) for m in seen)]
        return [Rest(members=(one,)) for one in sorted(alone, key=lambda one: (one.article, one.span))]

    def _links(self, source: int, reports: Sequence[str]) -> Iterator[Link]:
        """The steps to a source, then those to the outlets that are between it and the report; each once a report."""
        seen: set[tuple[str, str, str]] = set()
        near = [one for article in reports for one in self.steps[article] if one.source == source]
        between = {(one.article, one.teller) for one in near if one.teller is not None}
        far = [one for article in reports for one in self.steps[article] if (article, one.source) in between]
        for one in (*near, *far):
            teller = self._label(one.article) if one.teller is None else self.sources.name(one.teller)
            link = Link(teller=teller, source=self.sources.name(one.source), article=one.article, span=one.span)
            if (key := (link.teller, link.source, link.article)) not in seen and link.teller != link.source:
                seen.add(key)
                yield link

    def _label(self, article: str) -> str:
        return outlet_label(self.voices.reports[article])

    def _loop(self, named: Mapping[str, frozenset[int]]) -> set[int]:
        """Outlets each of which is cited, at last, by one that it cites for the same."""
        cites: dict[int, set[int]] = defaultdict(set)
        for article, sources in named.items():
            own = self.reliance.writer.get(article, self.reliance.publisher.get(article))
            if own is not None:
                cites[own] |= {one for one in sources if self._is_house(one) and one != own}
        return {one for one in cites if one in _reached(cites, one)}

    def _is_house(self, source: int) -> bool:
        return self.sources.kind(source) in (SourceKind.AGENCY, SourceKind.OUTLET)


def _told(
    statements: Sequence[Statement], comparisons: Sequence[Comparison]
) -> Iterator[tuple[tuple[Evidence, ...], Rest]]:
    """What rests may be of: each statement and each answer to a question, with how it is called."""
    for number, statement in enumerate(statements):
        if statement.shown:
            yield statement.members, Rest(members=(), statement=number)
    for comparison in comparisons:
        for position in comparison.positions:
            yield position.members, Rest(members=(), question=comparison.question)


def _reached(cites: Mapping[int, set[int]], start: int) -> set[int]:
    """All that one cites, and those cite, and so on."""
    found: set[int] = set()
    open_ends = list(cites.get(start, ()))
    while open_ends:
        one = open_ends.pop()
        if one not in found:
            found.add(one)
            open_ends += cites.get(one, ())
    return found
