"""The records that flow through Variorum: frozen facts, each derived one naming the step that made it.

Times are aware and in UTC. A span counts code points of the stored article text and always cuts the quoted words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

LanguageTag = str  # a BCP 47 primary language, lower case: "en", "zh"
CountryCode = str  # ISO 3166-1 alpha-2, upper case: "MY"
StepVersion = str  # "step/version", for example "extract/1"


class Span(NamedTuple):
    """A stretch of a text: code points from start up to but not including end."""

    start: int
    end: int

    def cut(self, text: str) -> str:
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def holds(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


# --- who publishes -----------------------------------------------------------------------------------------------


class OutletKind(StrEnum):
    PAPER = "paper"
    BROADCASTER = "broadcaster"
    AGENCY = "agency"
    PORTAL = "portal"
    OFFICIAL = "official"


class FeedKind(StrEnum):
    FEED = "feed"  # RSS, Atom or JSON Feed: told apart by looking at the bytes
    SITEMAP = "sitemap"
    PAGE = "page"  # a front or section page whose links are the list, for an outlet without a feed


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A list of an outlet's articles: made for machines, or a page whose links stand in for one."""

    url: str
    outlet: str | None = None  # Outlet.id; None: a feed added by hand, of no known outlet
    kind: FeedKind = FeedKind.FEED
    section: str | None = None
    links: str | None = None  # of a PAGE: the regular expression that the whole path of an article's address matches


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRules:
    """CSS selectors for the facts of an outlet's pages, where those declare them wrongly or not at all."""

    text: tuple[str, ...] = ()  # the elements that hold the report; empty: found by measure
    remove: tuple[str, ...] = ()  # elements that are no part of it
    title: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    published: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """An organisation that publishes under one name."""

    id: str  # "<cc>/<name>", as in directory/<cc>/<name>.toml
    name: str
    country: CountryCode
    languages: tuple[LanguageTag, ...]
    kind: OutletKind
    homepage: str
    family: str | None = None  # outlets of one family count as one voice
    domains: tuple[str, ...] = ()  # host names whose pages are this outlet's; subdomains included
    credits: tuple[str, ...] = ()  # an agency's names as they stand in credit lines: "Reuters", "AFP"
    feeds: tuple[Feed, ...] = ()
    rules: PageRules | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One announcement in a feed."""

    url: str
    feed_url: str | None = None
    guid: str | None = None
    title: str | None = None
    summary: str | None = None  # plain text
    content: str | None = None  # the whole text as the feed carries it, in HTML: markup of others, never shown as it is
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    updated: datetime | None = None
    language: LanguageTag | None = None
    publisher: str | None = None  # name of the true publisher, when the feed is a mere transport
    publisher_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """Where the bytes of a response are kept: a record in a WARC file."""

    file: str  # relative to the captures folder
    offset: int
    record_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One fetched response."""

    url: str  # as asked for
    final_url: str  # after redirects
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes  # after content decoding
    fetched_at: datetime
    permanent_url: str | None = None  # where a chain of permanent redirects led: the address to ask next time
    capture: Capture | None = None
    truncated: str | None = None  # why only the beginning of the body was kept, as WARC-Truncated says: "length"
    seconds: float | None = field(default=None, compare=False)  # until the answer was whole; no fact of the page

    def header(self, name: str) -> str | None:
        """The value of a header, as header_of reads it."""
        return header_of(self.headers, name)


def header_of(headers: Sequence[tuple[str, str]], name: str) -> str | None:
    """The value of a header, whatever its case: the lines of a list joined to one (RFC 9110, 5.3), else the last."""
    wanted = name.lower()
    found = [value for key, value in headers if key.lower() == wanted]
    if not found:
        return None
    return ", ".join(found) if wanted in _LISTS else found[-1]


_LISTS = frozenset({"cache-control", "content-encoding", "content-language", "link", "vary", "x-robots-tag"})


# --- what they publish -------------------------------------------------------------------------------------------


class Precision(StrEnum):
    MINUTE = "minute"
    DAY = "day"


class Confidence(StrEnum):
    DECLARED = "declared"  # by structured data, or by the feed
    SHOWN = "shown"  # read off the page or its address: right on most pages, and no more


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture of an article, its caption kept apart from the text."""

    url: str
    caption: str | None = None
    credit: str | None = None  # "Ada Model / Example Agency"


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """Text and facts of one revision of an article. Paragraphs of `text` are separated by newlines."""

    id: str  # the same for all revisions
    text: str
    revision: int = 1
    url: str | None = None
    canonical_url: str | None = None
    outlet: str | None = None  # Outlet.id where the outlet is in the directory, else None
    outlet_name: str | None = None
    domain: str | None = None
    country: CountryCode | None = None
    language: LanguageTag | None = None
    headline: str | None = None
    teaser: str | None = None  # the outlet's own summary
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    precision: Precision | None = None
    confidence: Confidence | None = None  # in the time of publication
    modified: datetime | None = None
    agencies: tuple[str, ...] = ()  # names as credited: "Reuters"
    dateline: str | None = None  # the place
    dateline_day: date | None = None  # "GENEVA, 3 March"
    section: str | None = None
    keywords: tuple[str, ...] = ()
    picture_url: str | None = None
    pictures: tuple[Picture, ...] = ()
    paywalled: bool | None = None  # None: the page does not say
    live: bool = False  # a live blog: many short reports that grow during a day
    fetched_at: datetime | None = None
    capture: Capture | None = None
    made_by: StepVersion = "unknown/0"


class Basis(StrEnum):
    TEXT = "text"  # measured overlap of words
    CREDIT = "credit"  # an agency is credited
    FAMILY = "family"  # same owner or newsroom


@dataclass(frozen=True, slots=True, kw_only=True)
class Reprint:
    """An article that carries the text of another, or of an agency."""

    article: str
    origin: str | None  # the article that it goes back to; None: the agency's own text is not among ours
    agency: str | None = None
    overlap: float | None = None  # share of this article's words that stand in the origin, four in a row; 0 to 1
    basis: Basis
    made_by: StepVersion = "reprints/2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """One independent voice of a story, with all articles that only repeat it. Members are never counted twice."""

    key: str  # "article:ID", "agency:NAME" or "family:NAME"
    label: str  # shown to readers: "Reuters", "The Star"
    first: str  # the article that had it first
    members: tuple[str, ...]  # article ids, `first` included


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One feature that spoke for a membership, in words a reader understands, and its weight."""

    feature: str  # "names", "terms", "time", "title", "place"
    weight: float
    detail: str  # "Ilyan Soret, Ada Model, Port Selane"


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """Decision: this article begins a story."""

    article: str
    story: str
    made_by: StepVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """Decision: this article belongs to a story that is already open."""

    article: str
    story: str
    score: float
    nearest: str  # the article of the story that it is most like
    reasons: tuple[Reason, ...] = ()
    made_by: StepVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """Decision: two stories are one; `source` keeps its id and points to `target` from now on."""

    source: str
    target: str
    score: float
    reasons: tuple[Reason, ...] = ()
    made_by: StepVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """Decision: with hindsight some reports of a story tell another happening, and stand in `target` from now on.

    The target is a story that is open already, or one that these reports open.
    """

    source: str
    target: str
    articles: tuple[str, ...]
    score: float  # mean likeness of these reports to those that stay: low
    reasons: tuple[Reason, ...] = ()
    made_by: StepVersion


Decision = Open | Join | Merge | Split


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """All reports of one happening."""

    id: str
    canonical_id: str  # differs from id once merged into another
    title: str
    title_article: str  # whose headline it is
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A recorded verdict on a pair of articles; a person's always wins over a step's."""

    left: str
    right: str
    together: bool
    judge: str  # "person:NAME" or "step/version"
    at: datetime


# --- what the reports say ----------------------------------------------------------------------------------------


class Role(StrEnum):
    """What part the counted things play."""

    KILLED = "killed"
    INJURED = "injured"
    MISSING = "missing"
    ARRESTED = "arrested"
    DISPLACED = "displaced"
    DEPLOYED = "deployed"
    RESCUED = "rescued"  # saved, and all who survived
    ABOARD = "aboard"
    MONEY = "money"
    PERCENT = "percent"
    DISTANCE = "distance"
    DURATION = "duration"
    AGE = "age"
    WEIGHT = "weight"
    TEMPERATURE = "temperature"
    MAGNITUDE = "magnitude"
    COUNT = "count"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number read as a range in a unit. "More than 10,000" is low 10000, high None; "1.7 to 2.2 million" has both."""

    span: Span
    low: float | None
    high: float | None
    unit: str | None = None  # "person", "USD", "km", "%"; None: bare
    counted: str | None = None  # the noun in the text's own words: "troops", "rounds"
    role: Role = Role.COUNT
    approximate: bool = False  # "about", "dozens of", "estimated"
    as_of: date | None = None

    @property
    def exact(self) -> bool:
        return self.low is not None and self.low == self.high and not self.approximate


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who is said to have said it."""

    source: str | None  # the name as fully as the article gives it: "Ilyan Soret"; None: unnamed
    source_span: Span | None = None
    cue: str | None = None  # "said", "told"
    cue_span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Words that an article puts into somebody's mouth. A direct span is what stands between the marks."""

    span: Span
    direct: bool
    attribution: Attribution | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One sentence of one article, as a statement that can be compared."""

    span: Span
    names: tuple[str, ...] = ()  # keys of the names in it, see variorum.text.names
    quantities: tuple[Quantity, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    attribution: Attribution | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleClaims:
    """All claims of one revision of an article, in the order of the text; furniture is left out."""

    article: str
    revision: int
    claims: tuple[Claim, ...]
    made_by: StepVersion

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        return tuple(quantity for claim in self.claims for quantity in claim.quantities)

    @property
    def quotations(self) -> tuple[Quotation, ...]:
        return tuple(quotation for claim in self.claims for quotation in claim.quotations)


# --- what the comparison finds -----------------------------------------------------------------------------------


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Sentences of several reports that state the same fact."""

    members: tuple[Evidence, ...]
    score: float  # 0 to 1
    shown: bool = True
    origins: int = 1  # independent origins among the members


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """One answer to a question, and all who give it."""

    value: str  # in the reports' own words
    members: tuple[Evidence, ...]
    countries: tuple[CountryCode, ...] = ()
    outlets: tuple[str, ...] = ()
    origins: int = 1
    first_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A question with its positions and outcome. A divergence is one whose outcome is not agreement."""

    kind: QuestionKind
    question: str  # a short label: "killed", "troops"
    outcome: Outcome
    positions: tuple[Position, ...]
    made_by: StepVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown:
    """All that a comparison of a story's reports found."""

    statements: tuple[Statement, ...]
    comparisons: tuple[Comparison, ...]  # most important first: conflict, update, compatible, wording, agreement
    quotations: tuple[tuple[str, Quotation], ...]  # (article id, quotation)
    omissions: tuple[Evidence, ...]  # statements of one origin that no other origin tells
    made_by: StepVersion

    @property
    def divergences(self) -> tuple[Comparison, ...]:
        return tuple(c for c in self.comparisons if c.outcome is not Outcome.AGREEMENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Extractive: every sentence is a span of a report."""

    sentences: tuple[Evidence, ...]  # a short running summary, in the order of the happening
    key_points: tuple[Evidence, ...]  # what most independent origins tell, most agreed first
    keywords: tuple[str, ...]
    made_by: StepVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A refusal is a result: which subject, by which step, why, in one sentence that also names the remedy."""

    subject: str
    step: StepVersion
    reason: str
    facts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
