"""Articles from JSON lines, and JSON lines from records: the format that all commands share."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

from variorum.errors import InputError
from variorum.model import Article, Precision

_TEXTS = (
    "url",
    "outlet",
    "domain",
    "country",
    "language",
    "published",
    "headline",
    "teaser",
    "text",
    "dateline",
)


def read_articles(lines: Iterable[str], *, name: str) -> Iterator[Article]:
    """Articles from JSON lines. Blank lines are skipped, unknown keys ignored, missing ones are None.

    Raises InputError that names the line when it is no JSON object, lacks an id, or repeats one.
    """
    seen: set[str] = set()
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        article = article_from(_parse(line, f"{name}, line {number}"), where=f"{name}, line {number}")
        if article.id in seen:
            raise InputError(
                f"{name}, line {number}: the id {article.id!r} stands on an earlier line too; give each its own."
            )
        seen.add(article.id)
        yield article


def article_from(row: Mapping[str, Any], *, where: str) -> Article:
    """One article from a JSON object with the keys of the command contracts."""
    identity = row.get("id")
    if not isinstance(identity, str | int) or identity == "":
        raise InputError(f'{where}: an article needs an "id"; add one that no other line has.')
    for key in _TEXTS:
        if row.get(key) is not None and not isinstance(row[key], str):
            raise InputError(f"{where}: {key!r} is {type(row[key]).__name__}, not text; write it in quotation marks.")
    published, precision = read_time(row.get("published"), where=where)
    return Article(
        id=str(identity),
        text=row.get("text") or "",
        url=row.get("url"),
        outlet_name=row.get("outlet") or row.get("domain"),
        domain=row.get("domain"),
        country=row["country"].upper() if row.get("country") else None,
        language=row.get("language"),
        headline=row.get("headline"),
        teaser=row.get("teaser"),
        authors=tuple(a for a in row.get("authors") or () if isinstance(a, str)),
        published=published,
        precision=precision,
        agencies=tuple(a for a in row.get("agencies") or () if isinstance(a, str)),
        dateline=row.get("dateline"),
        made_by="jsonl/1",
    )


def read_time(value: str | None, *, where: str) -> tuple[datetime | None, Precision | None]:
    """An ISO 8601 date or time as an aware UTC time; one without an offset is taken as UTC."""
    if not value:
        return None, None
    try:
        if len(value) == 10:
            day = date.fromisoformat(value)
            return datetime(day.year, day.month, day.day, tzinfo=UTC), Precision.DAY
        moment = datetime.fromisoformat(value)
    except ValueError as fault:
        raise InputError(f"{where}: 'published' is {value!r}; write an ISO 8601 date such as 2026-11-23.") from fault
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC), Precision.MINUTE


def article_row(article: Article) -> dict[str, Any]:
    """The JSON object of an article, with the keys that `article_from` reads and those that only we write."""
    return {
        "id": article.id,
        "url": article.url,
        "canonical_url": article.canonical_url,
        "outlet": article.outlet_name,
        "domain": article.domain,
        "country": article.country,
        "language": article.language,
        "published": iso(article.published, article.precision),
        "modified": iso(article.modified),
        "headline": article.headline,
        "teaser": article.teaser,
        "authors": list(article.authors),
        "agencies": list(article.agencies),
        "dateline": article.dateline,
        "section": article.section,
        "keywords": list(article.keywords),
        "picture_url": article.picture_url,
        "revision": article.revision,
        "text": article.text,
    }


def iso(moment: datetime | None, precision: Precision | None = None) -> str | None:
    """A time as ISO 8601; only the day where no more is known."""
    if moment is None:
        return None
    return moment.date().isoformat() if precision is Precision.DAY else moment.isoformat()


def dump(row: Mapping[str, Any]) -> str:
    """One line of JSON, in readable letters of every script."""
    return json.dumps(row, ensure_ascii=False)


def _parse(line: str, where: str) -> Mapping[str, Any]:
    try:
        row = json.loads(line)
    except ValueError as fault:
        raise InputError(f"{where}: this is no JSON ({fault}); write one JSON object a line.") from fault
    if not isinstance(row, dict):
        raise InputError(f"{where}: this is a JSON {type(row).__name__}, not an object; write one object a line.")
    return row
