"""What the pages of outlets and countries show: frozen records, as in queries/records.py."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from variorum.feeds import FeedCondition
from variorum.model import CountryCode, LanguageTag
from variorum_site.news.queries.records import ArticleRef, OutletRef, StoryCard


class Health(StrEnum):
    WORKS = "works"
    FAILS = "fails"
    UNREAD = "unread"  # never polled
    PAUSED = "paused"  # by the owner
    NO_FEED = "no-feed"  # no public one is known, so nothing is ever polled


@dataclass(frozen=True, slots=True, kw_only=True)
class Harvest:
    """What became of the pages that feeds announced in the days before they were last polled."""

    announced: int = 0
    fetched: int = 0
    read: int = 0  # of those fetched: as articles

    @property
    def share(self) -> float | None:
        """How many of the fetched pages could be read as articles, 0 to 1; None where none was fetched."""
        return self.read / self.fetched if self.fetched else None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedHealth:
    url: str
    section: str | None
    health: Health
    condition: FeedCondition
    since: datetime | None  # of the condition
    fault: str | None  # the kind of the last failure
    harvest: Harvest
    polled_at: datetime | None
    succeeded_at: datetime | None
    failures: int
    error: str | None  # one sentence
    paused: bool = False  # by the owner: it is not polled for now


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedsTally:
    """How several feeds do together; paused ones count in `paused` alone."""

    feeds: int = 0
    paused: int = 0
    failing: int = 0  # failing, gone, or forbidden
    failing_since: datetime | None = None  # since when so many of them fail
    quiet: int = 0
    slow: int = 0
    unread: int = 0
    succeeded_at: datetime | None = None  # the last success of any of them
    harvest: Harvest = field(default_factory=Harvest)

    @property
    def working(self) -> int:
        return self.feeds - self.failing - self.unread

    @property
    def health(self) -> Health:
        """One that works is enough; with none read, nobody knows."""
        if self.working:
            return Health.WORKS
        if not self.feeds:
            return Health.PAUSED if self.paused else Health.NO_FEED
        return Health.FAILS if self.failing else Health.UNREAD


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletLine:
    """An outlet in a list."""

    outlet: OutletRef
    languages: tuple[LanguageTag, ...]
    articles: int
    feeds: FeedsTally

    @property
    def health(self) -> Health:
        return self.feeds.health


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletPage:
    outlet: OutletRef
    languages: tuple[LanguageTag, ...]
    homepage: str
    family: str | None
    family_members: tuple[OutletRef, ...]  # the others that count as one voice with it
    feeds: tuple[FeedHealth, ...]
    tally: FeedsTally
    articles: int
    firsts: int  # articles that were an origin
    copies: int  # articles that carried another's text
    latest: tuple[ArticleRef, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryLine:
    """A country in a list."""

    country: CountryCode
    outlets: int
    articles: int
    stories: int
    feeds: FeedsTally  # of all its outlets; without what became of their pages

    @property
    def health(self) -> Health:
        """FAILS: none of its outlets' feeds works."""
        return self.feeds.health


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryPage:
    country: CountryCode
    outlets: tuple[OutletLine, ...]  # those that are known, with or without a feed
    feeds: FeedsTally  # of all its outlets
    told: int  # stories told in this country
    stories: tuple[StoryCard, ...]  # the first of them, front page order
    only_here: tuple[StoryCard, ...]  # of which we have no report from another country
