"""What the comparison of a story's reports finds, each piece with its evidence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from variorum.model.claims import Quotation, Stance
from variorum.model.values import CountryCode, LanguageTag, Span, StepVersion


class Outcome(StrEnum):
    AGREEMENT = "agreement"
    COMPATIBLE = "compatible"  # different precision
    UPDATE = "update"  # a later figure
    CONFLICT = "conflict"
    OMISSION = "omission"  # only here
    WORDING = "wording"


class QuestionKind(StrEnum):
    QUANTITY = "quantity"
    DATE = "date"
    NAME = "name"
    FACT = "fact"
    ATTRIBUTION = "attribution"
    WORDING = "wording"
    OMISSION = "omission"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A span of a stored report: what everything shown stands on."""

    article: str
    span: Span

    def overlaps(self, other: Evidence) -> bool:
        """Whether both share a character of one report."""
        return self.article == other.article and self.span.overlaps(other.span)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Sentences of several reports that state the same fact."""

    members: tuple[Evidence, ...]
    score: float  # 0 to 1
    shown: bool = True
    origins: int = 1  # independent origins among the members
    source: str | None = None  # the one source that all of these reports name for it; None: several, or none named


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """One answer to a question, and all who give it."""

    value: str  # in the reports' own words
    members: tuple[Evidence, ...]
    countries: tuple[CountryCode, ...] = ()
    outlets: tuple[str, ...] = ()
    origins: int = 1
    first_at: datetime | None = None
    source: str | None = None  # the one source that all who give this answer name for it


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A question with its positions and outcome. A divergence is one whose outcome is not agreement."""

    kind: QuestionKind
    question: str  # a short label: "killed", "troops"
    outcome: Outcome
    positions: tuple[Position, ...]
    made_by: StepVersion


class SourceKind(StrEnum):
    """Who a claim is said to come from."""

    PERSON = "person"
    BODY = "body"  # a ministry, a company, a document of one
    AGENCY = "agency"
    OUTLET = "outlet"
    UNNAMED = "unnamed"  # "a security official", "sources familiar with the matter"


class Flag(StrEnum):
    """What a reader should know of a source before counting who repeats it."""

    LOOP = "loop"  # A cites B for it, and B cites A
    UNNAMED = "unnamed"  # all that rests on it rests on somebody whom no report names


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One step of a chain: in a report somebody says, or is recorded, to have it from somebody else."""

    teller: str  # "Yonhap", "The Example Times"
    source: str  # "KCNA"
    article: str  # the report that shows it
    span: Span | None = None  # the words that name the source there; None: only the report's credits do


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """One statement, or one answer to a question, that rests on a source."""

    members: tuple[Evidence, ...]  # where reports tell it and name this source for it
    origins: int = 1  # independent origins among the members
    whole: bool = False  # every report that tells it names this source, and there are at least two
    statement: int | None = None  # its place in Breakdown.statements
    question: str | None = None  # the label of the comparison, where it is an answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """A source, all that rests on it, and by which ways it came to the reports. However many tell it, it is one."""

    source: str  # as fully as the reports name it: "Korean Central News Agency"
    kind: SourceKind
    spellings: tuple[str, ...] = ()  # all ways in which the reports name it, the most frequent first
    links: tuple[Link, ...] = ()  # every step, those nearest to the source first
    rests: tuple[Rest, ...] = ()  # what rests on it, told by most origins first
    countries: tuple[CountryCode, ...] = ()
    outlets: tuple[str, ...] = ()
    origins: int = 1  # independent origins of the reports that name it
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word that one side of a story uses more than the others do, by more than chance."""

    term: str  # as its reports write it most often
    side: str  # whose word: a country's code, or an outlet
    by: str  # what the sides are: "country" or "outlet"
    language: LanguageTag | None
    uses: int  # by this side
    elsewhere: int  # by the others
    words: int  # of content that this side's reports have
    words_elsewhere: int
    log_odds: float  # against the others, drawn toward the story as a whole
    z: float  # log_odds in standard errors
    origins: int  # independent origins of this side that use it
    members: tuple[Evidence, ...] = ()  # where it stands, the first place of each report


class First(StrEnum):
    """What stands first in a headline."""

    ACTOR = "actor"  # a name
    FIGURE = "figure"
    QUOTATION = "quotation"
    EVENT = "event"  # none of these: what happened, in plain words


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """A report's headline, and what it and the report's first sentence put first. Spans of words cut the headline."""

    article: str
    text: str
    first: First
    actor: Span | None = None  # the first name in the headline
    figure: Span | None = None  # the first figure in it
    question: str | None = None  # the label of the comparison that the figure answers
    lead: Evidence | None = None  # the first sentence of the report
    statement: int | None = None  # place in Breakdown.statements of what the lead tells with most others


@dataclass(frozen=True, slots=True, kw_only=True)
class Core:
    """A statement that at least half of the independent origins tell, as far as can be read."""

    statement: int  # its place in Breakdown.statements
    origins: int  # that tell it
    of: int  # that could have been recognised to tell it


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """What a report does not tell of what most tell; only what it could have known and would be recognised by."""

    article: str
    statements: tuple[int, ...]  # places in Breakdown.statements, the most told first


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlyIn:
    """A statement of several origins, all of one country, while other countries' reports are silent on it."""

    country: CountryCode
    statement: int  # its place in Breakdown.statements
    members: tuple[Evidence, ...]
    origins: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """The same words of one speaker in one report or several: a quotation to be listed once."""

    speaker: str | None  # as fully as any of the reports names who spoke
    role: str | None = None  # what the reports say the speaker is
    members: tuple[Evidence, ...] = ()  # one of each report, the earliest report first
    wording: Evidence | None = None  # the member that carries most of it
    origins: int = 1  # independent origins among the members
    direct: bool = True
    stance: Stance = Stance.SAID
    first: Evidence | None = None  # who had it first; None where times do not tell


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown:
    """All that a comparison of a story's reports found."""

    statements: tuple[Statement, ...]
    comparisons: tuple[Comparison, ...]  # most important first: conflict, update, compatible, wording, agreement
    quotations: tuple[tuple[str, Quotation], ...]  # (article id, quotation)
    omissions: tuple[Evidence, ...]  # statements of one origin that no other origin tells
    core: tuple[Core, ...] = ()  # what most tell, the most told first
    only_in: tuple[OnlyIn, ...] = ()  # what one country's reports alone tell, by country
    left_out: tuple[LeftOut, ...] = ()  # in the order of the reports
    chains: tuple[Chain, ...] = ()  # who rests on whom, the source of most origins first
    headlines: tuple[Headline, ...] = ()  # in the order of the reports
    terms: tuple[Term, ...] = ()  # by side, the most telling first
    made_by: StepVersion
    utterances: tuple[Utterance, ...] = ()  # the direct quotations, each once with all reports that carry it

    @property
    def divergences(self) -> tuple[Comparison, ...]:
        return tuple(c for c in self.comparisons if c.outcome is not Outcome.AGREEMENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A country that a story is about, whoever reports it."""

    country: CountryCode
    share: float  # of the independent origins whose headline, dateline or lead say so, 0 to 1
    cities: tuple[str, ...] = ()  # cities and datelines there, as the reports write them
    evidence: tuple[Evidence, ...] = ()  # where it is named, once for each of a few origins


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Extractive: every sentence is a span of a report."""

    sentences: tuple[Evidence, ...]  # a short running summary, in the order of the happening
    key_points: tuple[Evidence, ...]  # what most independent origins tell, most agreed first
    keywords: tuple[str, ...]  # names and words that many reports use, as they write them
    places: tuple[Place, ...] = ()  # where it happens, the most agreed first
    lead: Evidence | None = None  # that sentence of the summary which tells most of what the reports open with
    made_by: StepVersion
