"""The demo world at one time: what its outlets have published by now, with real times and addresses."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

from babel.dates import format_date

from variorum.model import LanguageTag, Outlet
from variorum.world.content import Piece, Site, read_pieces, read_sites

# {day} is the weekday of the happening, {day+1} the next, {date} its day and month, {clock} its time of day.
_PLACE = re.compile(r"\{(day|date|clock)([+-]\d+)?\}")
_DATES = {"en": "d MMMM", "fr": "d MMMM", "de": "d. MMMM", "es": "d 'de' MMMM", "ms": "d MMMM"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """One article as its page shows it now."""

    site: Site
    story: str
    url: str
    path: str
    picture_path: str
    section: str
    authors: tuple[str, ...]
    headline: str
    teaser: str
    caption: str
    paragraphs: tuple[str, ...]
    published: datetime
    modified: datetime | None

    @property
    def changed(self) -> datetime:
        return self.modified or self.published


class World:
    """The invented outlets and what they have published. `advance` publishes the later phase."""

    def __init__(self, *, now: datetime) -> None:
        self.now = now.replace(second=0, microsecond=0)
        self.phase = 0
        self.sites: Mapping[str, Site] = MappingProxyType({site.host: site for site in read_sites()})
        self._by_id = {site.outlet.id: site for site in read_sites()}
        self._articles = self._publish()

    @property
    def outlets(self) -> tuple[Outlet, ...]:
        """The outlets as records, to be used in place of the bundled directory."""
        return tuple(site.outlet for site in self.sites.values())

    @property
    def hosts(self) -> tuple[str, ...]:
        """Every host name of the world; all of them end in .example."""
        return tuple(self.sites)

    @property
    def articles(self) -> tuple[Published, ...]:
        """What stands on the pages now, newest first."""
        return self._articles

    @property
    def expected(self) -> Mapping[str, str]:
        """The story that each article belongs to, by the article's address."""
        return MappingProxyType({article.url: article.story for article in self._articles})

    def advance(self) -> None:
        """Publish the later phase: further reports, and pages that have changed. A second call changes nothing."""
        self.phase = 1
        self._articles = self._publish()

    def _publish(self) -> tuple[Published, ...]:
        pieces = [piece for piece in read_pieces() if self.phase > 0 or not piece.is_late]
        articles = [self._article(piece, self._by_id[piece.outlet]) for piece in pieces]
        return tuple(sorted(articles, key=lambda article: (article.published, article.url), reverse=True))

    def _article(self, piece: Piece, site: Site) -> Published:
        published = self.now + timedelta(minutes=piece.first.minutes)
        has_changed = self.phase > 0 and piece.later is not None
        shown = piece.later if has_changed and piece.later else piece.first
        happened = self.now + timedelta(minutes=piece.happened)
        path = site.path.format(
            section=piece.section,
            slug=piece.slug,
            date=published.strftime("%Y/%m/%d"),
            number=zlib.crc32(piece.slug.encode()) % 900_000 + 100_000,
        )
        return Published(
            site=site,
            story=piece.story,
            url=f"http://{site.host}{path}",
            path=path,
            picture_path=f"/pictures/{piece.slug}.svg",
            section=piece.section,
            authors=piece.authors,
            headline=fill(shown.headline, happened, site.language),
            teaser=fill(shown.teaser, happened, site.language),
            caption=fill(piece.caption, happened, site.language),
            paragraphs=tuple(fill(paragraph, happened, site.language) for paragraph in shown.paragraphs),
            published=published,
            modified=self.now + timedelta(minutes=shown.minutes) if has_changed else None,
        )


def fill(text: str, happened: datetime, language: LanguageTag) -> str:
    """The text with its places for days and times of the happening filled in, in the words of the language."""

    def replace(place: re.Match[str]) -> str:
        moment = happened + timedelta(days=int(place[2] or 0))
        if place[1] == "clock":
            return f"{moment.hour:02}:{moment.minute // 10 * 10:02}"
        pattern = "EEEE" if place[1] == "day" else _DATES[language]
        return str(format_date(moment.date(), pattern, locale=language))

    return _PLACE.sub(replace, text)
