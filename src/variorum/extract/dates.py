"""When an article was published and changed: as the page declares, as the feed says, at last as htmldate finds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from htmldate import find_date
from lxml.html import HtmlElement

from variorum.extract.metadata import Metadata
from variorum.model import Confidence, Entry, Precision

_FIRST_YEAR = 1990  # no web page is older; smaller years are zero dates
_TOLERANCE = timedelta(days=2)  # clocks and zones differ; a page that is dated later than that is not believed
_PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "datepublished",
    "og:published_time",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "cxenseparse:recs:published_time",
    "date.available",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "prism.publicationdate",
    "citation_publication_date",
    "content:publishdate",
    "publishdate",
    "publisheddate",
    "published_at",
    "pubdate",
    "date",
)
_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "date.modified", "dc.date.modified")
_ISO = re.compile(
    r"(\d{4})-?(\d{2})-?(\d{2})"
    r"(?:[T\s]+(\d{1,2}):?(\d{2})(?::?(\d{2})(?:[.,]\d+)?)?\s*(?:(Z|UTC|GMT)|([+-]\d{2}):?(\d{2})?)?)?",
    re.IGNORECASE,
)
_TITLE_DAY = re.compile(r"[|–—•-]\s*(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})$")
_URL_DAY = re.compile(
    r"(?<=[/_-])(?P<year>(?:19|20)\d\d)(?P<mark>[/_-]?)(?P<month>0[1-9]|1[0-2]|(?<=[/_-])[1-9])(?P=mark)"
    r"(?P<day>0[1-9]|[12]\d|3[01]|(?<=[/_-])[1-9])(?!\d)"
)
_MONTHS = 12
_ZERO_YEAR = re.compile(r"\s000\d\s")  # which email.utils takes for a year of this century
_LONGEST = 100  # characters of a time; a longer value is a text
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """An aware UTC time, and how exactly it is known."""

    when: datetime
    precision: Precision


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """When a page says that it was published and changed."""

    published: Moment | None = None
    confidence: Confidence | None = None  # in the time of publication
    modified: Moment | None = None


def read_dates(
    metadata: Metadata,
    tree: HtmlElement,
    *,
    entry: Entry | None,
    now: datetime,
    url: str,
    ruled: Sequence[str] = (),
    fast: bool = False,
) -> Dates:
    """The times of a page. A day that stands on it in plain words only has the precision of a day.

    `ruled` is what the outlet's rules found, and goes before everything. The fast way leaves out htmldate: words are
    not searched.
    """
    by_rule = _first(ruled, now)
    declared = _first(_declared(metadata), now)
    shown = _first(_shown(tree), now) if declared is None or declared.precision is Precision.DAY else None
    modified = _first([*metadata.linked.texts("dateModified"), *metadata.all_metas(_MODIFIED)], now)
    if by_rule:
        return Dates(published=by_rule, confidence=Confidence.SHOWN, modified=modified)
    if declared:
        published = _sharpened(declared, shown)
        return Dates(published=published, confidence=Confidence.DECLARED, modified=modified)
    if not shown and entry and entry.published and _is_believed(entry.published, now):
        published = Moment(when=entry.published, precision=Precision.MINUTE)
        return Dates(published=published, confidence=Confidence.DECLARED, modified=modified)
    read_off = shown or _first(_titled(tree), now) or _first(_addressed(url), now)
    if read_off is None and not fast:
        read_off = _searched(tree, url, now)
    return Dates(published=read_off, confidence=Confidence.SHOWN if read_off else None, modified=modified)


def parse_moment(value: str) -> Moment | None:
    """A time as machines write it (ISO 8601, RFC 2822, seconds since 1970); None for anything else.

    A time without an offset is taken as UTC: the page does not say more.
    """
    value = value.strip()
    if len(value) > _LONGEST:
        return None
    if _EPOCH.fullmatch(value):
        return Moment(when=datetime.fromtimestamp(int(value[:10]), UTC), precision=Precision.MINUTE)
    if match := _ISO.match(value):
        return _from_iso(match)
    if _ZERO_YEAR.search(value):
        return None
    try:
        parsed = parsedate_to_datetime(value)
        aware = parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)
        return Moment(when=aware.astimezone(UTC), precision=Precision.MINUTE)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _from_iso(match: re.Match[str]) -> Moment | None:
    year, month, day, hour, minute, second, utc, offset, offset_minutes = match.groups()
    try:
        when = datetime(int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0), tzinfo=UTC)
    except ValueError:
        return None
    if hour is None or (int(hour) == int(minute) == int(second or 0) == 0 and not offset and not utc):
        return Moment(when=when.replace(hour=0, minute=0, second=0), precision=Precision.DAY)
    if offset:
        minutes = int(offset) * 60 + int(f"{offset[0]}{offset_minutes or 0}")
        try:
            when -= timedelta(minutes=minutes)
        except OverflowError:  # a machine's zero, or its end of time
            return None
    return Moment(when=when, precision=Precision.MINUTE)


def _declared(metadata: Metadata) -> Iterator[str]:
    yield from metadata.linked.texts("datePublished")
    yield from metadata.all_metas(_PUBLISHED)
    yield from metadata.item.texts("datePublished")
    yield from metadata.linked.texts("dateCreated")


def _shown(tree: HtmlElement) -> Iterator[str]:
    """Times that the article shows near its head; only machine-readable ones."""
    for path in (
        "//article//time/@datetime",
        "//*[self::main or @role='main']//time/@datetime",
        "//time[@pubdate]/@datetime",
    ):
        yield from (str(value) for value in tree.xpath(path)[:1])


def _titled(tree: HtmlElement) -> Iterator[str]:
    """A day that closes the page's title: "Headline | Site | 28.04.2023"."""
    for title in tree.iter("title"):
        if match := _TITLE_DAY.search(title.text_content().strip()):
            yield f"{match['year']}-{int(match['month']):02}-{int(match['day']):02}"


def _addressed(url: str) -> Iterator[str]:
    """A day that the address names: ".../2031/05/19/..."."""
    for match in _URL_DAY.finditer(url):
        yield f"{match['year']}-{int(match['month']):02}-{int(match['day']):02}"


def _searched(tree: HtmlElement, url: str, now: datetime) -> Moment | None:
    """A day that htmldate finds in the words of the page, unless it may be a misreading.

    "05.04.2031" is read day first here and month first there. A day that could be a month is only believed where
    the address names the month too: no day does less harm than a wrong one.
    """
    found = _first([find_date(tree, url=url, original_date=True, max_date=_latest(now).date().isoformat()) or ""], now)
    if found is None or found.when.day > _MONTHS or found.when.day == found.when.month:
        return found
    return found if re.search(rf"\b{found.when.year}[/-]?0?{found.when.month}(?!\d)", url) else None


def _first(values: Iterable[str], now: datetime) -> Moment | None:
    for value in values:
        moment = parse_moment(value)
        if moment and _is_believed(moment.when, now):
            return moment
    return None


def _is_believed(when: datetime, now: datetime) -> bool:
    return when.year >= _FIRST_YEAR and when <= _latest(now)


def _latest(now: datetime) -> datetime:
    """The last moment that a page fetched now can be of."""
    try:
        return now + _TOLERANCE
    except OverflowError:
        return now


def _sharpened(day: Moment, shown: Moment | None) -> Moment:
    """The shown minute of a declared day."""
    return shown if shown and shown.when.date() == day.when.date() else day
