"""Which sources each claim names, and by which steps the report has it from them."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from variorum.compare.cited import Cited, CitedReader, Relay, find_relays
from variorum.compare.houses import House, Houses
from variorum.compare.same_source import Sources, tell_apart
from variorum.compare.terms import ClaimTerms, StoryTerms
from variorum.compare.voices import Voices, outlet_label
from variorum.languages import get_language
from variorum.model import Attribution, Evidence, SourceKind, Span
from variorum.text.names import name_key
from variorum.text.words import fold

_SHARE = 0.35  # of a sentence that must be told or quoted for it to rest on who tells it, as a claim's attribution does


class Said(NamedTuple):
    """Words of a report that it has from a source."""

    span: Span
    cited: Cited
    sentence: Span


class Step(NamedTuple):
    """A report, or an outlet that it cites, has something from a source; no teller: the report's own outlet."""

    teller: int | None
    source: int
    article: str
    span: Span | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliance:
    """What the claims of a story rest on, the sources told apart and numbered."""

    sources: Sources
    said: Mapping[str, Sequence[Said]]  # of each report, in the order of its text
    steps: Mapping[str, Sequence[Step]]  # of each report, in the order of its text
    writer: Mapping[str, int]  # report -> the agency whose text it is
    publisher: Mapping[str, int]  # report -> its own outlet, where any report cites it
    known: dict[Evidence, frozenset[int]] = field(default_factory=dict)  # a sentence stands in many statements

    def of(self, evidence: Evidence) -> frozenset[int]:
        """The sources that a report names for some of its words, and those that they have it from."""
        if evidence not in self.known:
            self.known[evidence] = self._read(evidence)
        return self.known[evidence]

    def _read(self, evidence: Evidence) -> frozenset[int]:
        named = {self.sources.number(cited) for cited in _sources_of(evidence, self.said)}
        for step in self.steps[evidence.article]:
            if step.span and step.span.overlaps(evidence.span) and (step.source in named or step.teller in named):
                named |= {step.source} if step.teller is None else {step.source, step.teller}
        if evidence.article in self.writer:
            named.add(self.writer[evidence.article])
        return frozenset(named - {self.publisher.get(evidence.article, -1)})


def read_reliance(
    story: StoryTerms, statements: Sequence[Sequence[Evidence]], voices: Voices, houses: Houses
) -> Reliance:
    """The sources of all reports. Each row of statements is what several reports tell alike."""
    houses = with_own(houses, voices)
    said: dict[str, list[Said]] = {article: [] for article in voices.reports}
    relays: dict[str, list[tuple[Relay, Span]]] = {article: [] for article in voices.reports}
    for article, claims in _by_report(story).items():
        names = (name for claim in claims for name in claim.claim.names)
        reader = CitedReader(voices.reports[article], names, houses)
        for claim in claims:
            told = list(_told(claim, reader))
            said[article] += told
            found = (*find_relays(reader, claim.claim.span, [one.cited for one in told]), *_nested(told))
            relays[article] += ((relay, claim.claim.span) for relay in dict.fromkeys(found))
    written = {article: cited for article in voices.reports if (cited := _writer(article, voices, houses))}
    own = {article: _as_cited(house, article, voices) for article, house in houses.publisher.items()}
    mentions = [one.cited for told in said.values() for one in told]
    mentions += [cited for row in relays.values() for relay, _ in row for cited in relay if cited]
    mentions += [*written.values(), *own.values()]
    mentions += [_as_cited(one, article, voices) for article, row in houses.credited.items() for one in row]
    told_by = {one: _sources_of(one, said) for one in {one for row in statements for one in row}}
    sources = tell_apart(mentions, ([cited for one in row for cited in told_by[one]] for row in statements), voices)
    return Reliance(
        sources=sources,
        said=said,
        steps={article: tuple(_steps(article, said, relays, sources)) for article in voices.reports},
        writer={article: sources.number(cited) for article, cited in written.items()},
        publisher={article: sources.number(cited) for article, cited in own.items()},
    )


def with_own(houses: Houses, voices: Voices) -> Houses:
    """The houses with the story's own outlets, so that a report that cites another is seen to."""
    labels = {article: outlet_label(report) for article, report in voices.reports.items()}
    publisher = {
        article: houses.publisher.get(article) or House(f"outlet {labels[article]}", labels[article])
        for article in labels
    }
    by_name = {name_key(house.label).removeprefix("the "): house for house in publisher.values()}

    def find(name: str) -> House | None:
        key = name_key(name).removeprefix("the ")
        return by_name.get(key) or houses.find(name)

    return replace(houses, publisher=publisher, find=find)


def _by_report(story: StoryTerms) -> Mapping[str, Sequence[ClaimTerms]]:
    found: dict[str, list[ClaimTerms]] = defaultdict(list)
    for claim in story.claims:
        found[claim.article].append(claim)
    return found


def _told(claim: ClaimTerms, reader: CitedReader) -> Iterator[Said]:
    """What a claim has from whom: each quotation, and the whole sentence where most of it is told or quoted."""
    one = claim.claim
    if one.attribution and _states(one.attribution, claim) and (cited := reader.read(one.attribution)):
        yield Said(one.span, cited, one.span)
    for quotation in one.quotations:
        if quotation.attribution and _states(quotation.attribution, claim) and quotation.attribution != one.attribution:
            cited = reader.read(quotation.attribution)
            if cited:
                yield Said(quotation.span, cited, one.span)


def _states(attribution: Attribution, claim: ClaimTerms) -> bool:
    """Whether the cue brings in a statement: who asks tells nothing."""
    return get_language(claim.language).speech_cues.get(fold(attribution.cue or "")) != "asked"


def _nested(told: Sequence[Said]) -> Iterator[Relay]:
    """ "The Harbour Post reported that the mayor had said ...": who is told of inside what an outlet tells."""
    for outer in told:
        for inner in told:
            if outer.cited.house and not inner.cited.house and outer.span.holds(inner.span):
                yield Relay(outer.cited, inner.cited)


def _writer(article: str, voices: Voices, houses: Houses) -> Cited | None:
    """The agency whose text a report is, where another outlet publishes it."""
    origin = voices.origin_of[article]
    if not origin.startswith("agency:"):
        return None
    key = origin.removeprefix("agency:")
    known = next((one for row in houses.credited.values() for one in row if one.key == key), None)
    house = known or next((one for one in houses.publisher.values() if one.key == key), House(key, key, agency=True))
    own = houses.publisher[article].key == key
    return None if own else _as_cited(house, article, voices)


def _as_cited(house: House, article: str, voices: Voices) -> Cited:
    kind = SourceKind.AGENCY if house.agency else SourceKind.OUTLET
    return Cited(kind, f"house {house.key}", house.label, voices.reports[article].language, article, None, house)


def _sources_of(evidence: Evidence, said: Mapping[str, Sequence[Said]]) -> list[Cited]:
    """Whom a report names for some of its words."""
    return [
        one.cited for one in said[evidence.article] if one.span.holds(evidence.span) or _covers(one.span, evidence.span)
    ]


def _covers(told: Span, span: Span) -> bool:
    shared = min(told.end, span.end) - max(told.start, span.start)
    return shared > _SHARE * (span.end - span.start)


def _steps(
    article: str,
    said: Mapping[str, Sequence[Said]],
    relays: Mapping[str, Sequence[tuple[Relay, Span]]],
    sources: Sources,
) -> Iterator[Step]:
    """The steps of a report in order. What a sentence has through another outlet it has not from the source itself."""
    through = {(span, sources.number(relay.source)) for relay, span in relays[article] if relay.teller}
    sentences = sorted({span for span, _ in through})
    starts = [span.start for span in sentences]
    for relay, span in relays[article]:
        teller = sources.number(relay.teller) if relay.teller else None
        if relay.teller and teller is not None:
            yield Step(None, teller, article, relay.teller.span or span)
        yield Step(teller, sources.number(relay.source), article, relay.source.span or span)
    for one in said[article]:
        place = bisect_right(starts, one.span.start) - 1
        number = sources.number(one.cited)
        if place < 0 or (sentences[place], number) not in through:
            yield Step(None, number, article, one.cited.span or one.span)
