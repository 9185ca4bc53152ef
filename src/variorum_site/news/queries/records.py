"""What the pages show: frozen records without rows behind them, so that a template cannot ask the database anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from variorum.compare.revisions import ChangeKind
from variorum.coverage import Silence
from variorum.model import (
    Basis,
    CountryCode,
    LanguageTag,
    Outcome,
    OutletKind,
    Picture,
    QuestionKind,
    Reason,
    Role,
    StepVersion,
)
from variorum.stories import Relation
from variorum_site.news.queries.turns import StoryTurn

if TYPE_CHECKING:
    from variorum_site.news.queries.breakdown_records import Tellers
    from variorum_site.news.queries.copies import TreeView

# --- who -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletRef:
    """An outlet as it is named in a line. `id` is None where it is not in the directory: name it, do not link it."""

    name: str
    id: str | None = None  # "<cc>/<name>", as it stands in the address of its page
    country: CountryCode | None = None
    kind: OutletKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRef:
    """An article as it is named in a line. `slug` stands in addresses of ours, `url` is the outlet's own page."""

    id: str
    slug: str
    headline: str
    outlet: OutletRef
    language: LanguageTag | None = None
    at: datetime  # published, or fetched where that is not known
    day_only: bool = False  # show the day, not the minute
    dated: bool = True  # False: `at` is when we fetched it
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPiece:
    """A piece of running text; `mark` says why it is marked: a kind of question, "quotation", "agreed", "only"."""

    text: str
    mark: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Evidence: words of an article with a little of what stands around them. `marked` is never empty."""

    article: ArticleRef
    before: str
    marked: str
    after: str
    paragraph: int = 0  # which paragraph of the article, from 0
    pieces: tuple[TextPiece, ...] = ()  # what is marked, cut where something in it matters more; empty: nothing does


# --- stories -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A position in short: its value in the reports' own words, and who gives it."""

    value: str
    origins: int
    countries: tuple[CountryCode, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parting:
    """The most important question of a story on which its reports part, in short."""

    question: str
    outcome: Outcome
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryCard:
    """A story in a list. Counts are of independent origins first, never of addresses."""

    id: str
    slug: str
    title: str
    title_by: ArticleRef  # whose headline the title is
    lead: Passage | None  # the first sentence of the summary
    countries: tuple[CountryCode, ...]
    languages: tuple[LanguageTag, ...]
    reports: int
    origins: int
    conflicts: int
    updates: int
    first_at: datetime
    last_at: datetime
    changed_at: datetime | None = None  # of the last report, or of the last change to one
    quiet_from: datetime | None = None  # None: read before this was reckoned
    picture_url: str | None = None  # the outlet's own address: no page may load it from there
    parting: Parting | None = None  # None: the reports do not part, or are not compared yet
    voices: tuple[int, ...] = ()  # how many reports each independent origin stands in, most first


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionView:
    """One answer to a question, with every passage that gives it."""

    value: str
    passages: tuple[Passage, ...]
    countries: tuple[CountryCode, ...]
    outlets: tuple[str, ...]
    origins: int
    first_at: datetime | None
    source: str | None = None  # on which all who give it rest


@dataclass(frozen=True, slots=True, kw_only=True)
class DivergenceView:
    """A question on which the reports differ, or differ in wording."""

    question: str
    kind: QuestionKind
    outcome: Outcome
    positions: tuple[PositionView, ...]
    made_by: StepVersion
    anchor: str  # "d1": stands in the page's address


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedView:
    """A statement that several reports make; `text` is the plainest of its passages."""

    text: Passage
    passages: tuple[Passage, ...]
    origins: int
    countries: tuple[CountryCode, ...]
    of: int | None = None  # so many voices could tell it, and most do
    source: str | None = None  # on which all of them rest


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlyHere:
    """What only the reports of one country tell."""

    country: CountryCode | None
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotationView:
    """One utterance, and the reports that carry it."""

    passage: Passage
    direct: bool
    cue: str | None
    role: str | None = None  # what the reports say the speaker is
    carriers: tuple[ArticleRef, ...] = ()  # where several do: all of them, the earliest first
    first_known: bool = False  # whether times tell which was the earliest


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who is quoted, and with what. `name` None: the reports do not name the speaker."""

    name: str | None
    quotations: tuple[QuotationView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReprintView:
    """This report was made from `origin`, or carries a text of an agency whose own is not among ours."""

    basis: Basis
    origin: ArticleRef | None = None
    first: ArticleRef | None = None  # who had the text before `origin`, where that is itself a copy
    others: tuple[ArticleRef, ...] = ()  # further articles out of which it was merged
    agency: str | None = None
    overlap: float | None = None  # share of its words, 0 to 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportView:
    """One report of a story."""

    article: ArticleRef
    teaser: str | None  # the outlet's own words
    excerpt: str
    agencies: tuple[str, ...]
    reprint: ReprintView | None
    revision: int  # more than 1: it changed since it was published
    voice: str  # label of the origin that it counts to
    reasons: tuple[Reason, ...]  # why it stands in this story; empty for the report that opened it
    decided_by: str  # step, or person


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryReports:
    country: CountryCode | None
    reports: tuple[ReportView, ...]
    origins: int


class Happening(StrEnum):
    FIRST = "first"  # the first report that we have
    REPORT = "report"
    UPDATE = "update"  # a later figure
    REVISION = "revision"  # a report was changed


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineItem:
    at: datetime
    day_only: bool
    kind: Happening
    article: ArticleRef
    value: str | None = None  # of an update: the figure in the report's own words
    question: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One independent origin with all articles that only repeat it, the first one first."""

    key: str
    label: str
    first: ArticleRef
    members: tuple[ArticleRef, ...]  # the first one included

    @property
    def copies(self) -> int:
        return len(self.members) - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedStory:
    """Another story, and how it has to do with the one that is looked at."""

    card: StoryCard
    kind: Relation
    names: str = ""  # what both name, in the reports' words
    places: tuple[CountryCode, ...] = ()
    terms: str = ""
    days: int | None = None  # until it begins; negative where it is the earlier one, 0 where both run at one time


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceView:
    """A country that a story is about, and where the reports say so."""

    country: CountryCode
    cities: tuple[str, ...]
    passages: tuple[Passage, ...]


class Coverage(StrEnum):
    REPORTED = "reported"
    SILENT = "silent"  # we read other articles of its outlets at the time, and found no report of this
    UNKNOWN = "unknown"  # its feeds or pages could not be read, or its languages not be compared: we don't know


class Unheard(StrEnum):
    """Why most of a country's outlets could not be heard in a story's time."""

    FAILING = "failing"  # their feeds failed
    UNREAD = "unread"  # their feeds were not polled then
    REFUSED = "refused"  # their feeds worked, but none of their pages was read as an article then
    LANGUAGE = "language"  # they write in languages that cannot be compared with the story's reports


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryCoverage:
    country: CountryCode
    status: Coverage
    reports: int
    origins: int
    outlets: int  # how many of the country's outlets are polled
    outlets_working: int  # how many of them were read, and can be compared, in the story's time
    unheard: Unheard | None = None  # why the others were not, as most of them
    feeds: int = 0  # that are polled
    feeds_failing: int = 0  # in the story's time
    failing_since: datetime | None = None  # since when so many of them fail
    silence: Silence | None = None  # of a silent country, where the story is broad enough for it to say anything


@dataclass(frozen=True, slots=True, kw_only=True)
class Belonging:
    """Why a report stands in its story."""

    near: ArticleRef | None  # the report that it was put beside; None: it opened the story, or was split off
    reasons: tuple[Reason, ...]
    made_by: str
    opened: bool  # whether the story began with it


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPage:
    card: StoryCard
    summary: tuple[Passage, ...]
    key_points: tuple[Passage, ...]
    keywords: tuple[str, ...]
    places: tuple[PlaceView, ...]  # what it is about, whoever reports it
    divergences: tuple[DivergenceView, ...]  # conflict, update, compatible; most important first
    wording: tuple[DivergenceView, ...]
    agreed: tuple[AgreedView, ...]  # most origins first
    only_here: tuple[OnlyHere, ...]
    speakers: tuple[Speaker, ...]
    countries: tuple[CountryReports, ...]  # most origins first
    timeline: tuple[TimelineItem, ...]  # oldest first
    voices: tuple[Voice, ...]  # most members first
    coverage: tuple[CountryCoverage, ...]  # reported, then silent, then unknown
    related: tuple[RelatedStory, ...]
    version: int  # of the breakdown; 0: not compared yet
    made_at: datetime | None
    former_ids: tuple[str, ...] = ()  # stories that were merged into this one
    history: tuple[StoryTurn, ...] = ()  # oldest first
    copies: tuple[TreeView, ...] = ()  # who took a text from whom
    tellers: Tellers | None = None  # who tells, carries, rests on and leaves out what

    @property
    def conflicts(self) -> tuple[DivergenceView, ...]:
        return tuple(d for d in self.divergences if d.outcome is Outcome.CONFLICT)


# --- articles ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeView:
    """One change between two versions, in the words of both; what differs is marked "gone" and "new"."""

    kind: ChangeKind
    before: tuple[TextPiece, ...]  # empty: nothing like it stood there, or the same at another place
    after: tuple[TextPiece, ...]  # empty: nothing like it stands there now
    role: Role | None = None  # of a number: what part the counted things play


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionView:
    """A version of an article, and what changed against the one that it followed."""

    number: int
    against: int | None = None  # the version that it is compared with; None: it is the first
    at: datetime | None  # when we fetched it
    modified: datetime | None = None  # when it was changed, as the page says
    headline: str
    in_force: bool = True  # False: the comparison stands on another one
    changes: tuple[ChangeView, ...] = ()  # heaviest first
    counts: Mapping[ChangeKind, int] = field(default_factory=dict)  # of all changes, also those not shown
    lost: int | None = None  # per cent of its words, where the text was cut down rather than edited
    reread: bool = False  # our own extraction changed in between
    cut: bool = False  # more was changed than may be shown


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionPage:
    """One version of an article as we read it."""

    article: ArticleRef
    version: RevisionView
    numbers: tuple[int, ...]  # of all versions, newest first
    in_force: int
    full: bool
    paragraphs: tuple[tuple[TextPiece, ...], ...]
    words: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionsPage:
    """Two versions of an article; the changes stand in the later one."""

    article: ArticleRef
    before: RevisionView
    after: RevisionView
    numbers: tuple[int, ...]  # of all versions, newest first
    full: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePage:
    article: ArticleRef
    authors: tuple[str, ...]
    teaser: str | None
    agencies: tuple[str, ...]
    dateline: str | None
    dateline_day: date | None
    section: str | None
    keywords: tuple[str, ...]
    pictures: tuple[Picture, ...]  # captions and credits only are shown: no page of ours loads a picture of others
    paywalled: bool | None
    live: bool
    modified: datetime | None
    fetched_at: datetime | None
    full: bool  # whether `paragraphs` is the whole text
    paragraphs: tuple[tuple[TextPiece, ...], ...]  # marked where the story's breakdown stands on it
    words: int  # of the whole text
    revisions: tuple[RevisionView, ...]  # newest first
    reprint: ReprintView | None
    copies: tuple[ArticleRef, ...]  # articles that carry this one's text
    story: StoryCard | None
    belonging: Belonging | None  # None without a story
    captured: bool  # whether the page's bytes were kept
    kept: bool  # whether they are still there
    made_by: StepVersion


# --- lists ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a reader asked for. Unknown countries or languages simply match nothing."""

    country: CountryCode | None = None
    language: LanguageTag | None = None
    outlet: str | None = None  # search only


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    number: int  # of this page, from 1
    size: int
    total: int  # of all rows

    @property
    def last(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def previous(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        return self.number + 1 if self.number < self.last else None


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontPage:
    cards: tuple[StoryCard, ...]
    filters: Filters
    paging: Paging
    countries: Mapping[CountryCode, int]  # stories each, for the filter; most first
    languages: Mapping[LanguageTag, int]
    polled_at: datetime | None  # the last poll of any feed
    feeds: int = 0
    feeds_failing: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    article: ArticleRef
    headline: tuple[TextPiece, ...]
    snippet: tuple[TextPiece, ...]  # mark "hit" on the words that were asked for
    story_slug: str | None
    story_title: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResults:
    query: str
    filters: Filters
    hits: tuple[Hit, ...]
    paging: Paging
    countries: tuple[CountryCode, ...] = ()  # that the filter can offer
    languages: tuple[LanguageTag, ...] = field(default=())
