"""Articles from JSON lines, and JSON lines from records: the format that all commands share."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime
from typing import Any

from variorum.errors import InputError
from variorum.model import Article, CountryCode, LanguageTag, Picture, Precision
from variorum.text.clean import storable
from variorum.text.language import NO_LANGUAGE, read_tag
from variorum.text.territories import Kind, territory_of

_DAY_LENGTH = 10  # of "2026-11-23"
_DATE_REMEDY = "write an ISO 8601 date such as 2026-11-23."
_TEXTS = (
    "url",
    "outlet",
    "domain",
    "country",
    "language",
    "published",
    "headline",
    "teaser",
    "dateline",
    "dateline_day",
    "section",
    "picture_url",
)


def read_articles(lines: Iterable[str], *, name: str) -> Iterator[Article]:
    """Articles from JSON lines. Blank lines and refusals of `variorum extract` are skipped, unknown keys ignored,
    missing ones are None.

    Raises InputError that names the line when it is no JSON object, lacks an id, or repeats one.
    """
    seen: set[str] = set()
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        where = f"{name}, line {number}"
        row = read_object(line, where=where)
        if row.get("reason") and not row.get("text") and not row.get("headline"):
            continue
        article = article_from(row, where=where)
        if article.id in seen:
            raise InputError(
                f"{name}, line {number}: the id {article.id!r} stands on an earlier line too; give each its own."
            )
        seen.add(article.id)
        yield article


def utf8(body: bytes, *, name: str) -> str:
    """Bytes as text, a byte order mark left out. Raises InputError that names the place where they are none."""
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise InputError(f"{name} is not UTF-8 text (byte {fault.start}): convert it to UTF-8.") from fault


def read_object(line: str, *, where: str) -> Mapping[str, Any]:
    """The JSON object of a line. Raises InputError that names the place where it is none."""
    try:
        row = json.loads(line)
    except ValueError as fault:
        raise InputError(f"{where}: this is no JSON ({fault}); write one JSON object a line.") from fault
    except RecursionError as fault:
        raise InputError(f"{where}: this JSON is nested too deeply; write one flat JSON object a line.") from fault
    if not isinstance(row, dict):
        raise InputError(f"{where}: this is a JSON {type(row).__name__}, not an object; write one object a line.")
    return row


def article_from(row: Mapping[str, Any], *, where: str) -> Article:
    """One article from a JSON object with the keys of the command contracts."""
    given = {key: _text(row, key, where) for key in _TEXTS}
    published, precision = read_time(given["published"], where=where)
    return Article(
        id=_identity(row, where),
        text=_text(row, "text", where, filling=" ") or "",  # its places stay those of the text as given
        url=given["url"],
        outlet_name=given["outlet"] or given["domain"],
        domain=given["domain"],
        country=_country(given["country"], given["language"]),
        language=_language(given["language"], where),
        headline=given["headline"],
        teaser=given["teaser"],
        authors=_names(row, "authors", where),
        published=published,
        precision=precision,
        agencies=_names(row, "agencies", where),
        dateline=given["dateline"],
        dateline_day=_day(given["dateline_day"], where),
        section=given["section"],
        keywords=_names(row, "keywords", where),
        picture_url=given["picture_url"],
        pictures=tuple(_pictures(row, where)),
        paywalled=_flag(row, "paywalled", where),
        live=_flag(row, "live", where) or False,
        made_by="jsonl/1",
    )


def _country(written: str | None, language: str | None) -> CountryCode | None:
    """The code; a name in English or the article's language is looked up, and what nobody knows stays as it is."""
    if not written or len(written) == 2:
        return written.upper() if written else None
    known = territory_of(written, "en") or territory_of(written, language)
    return known[0] if known and known[1] is Kind.COUNTRY else written.upper()


def _identity(row: Mapping[str, Any], where: str) -> str:
    identity = row.get("id")
    if isinstance(identity, bool) or not isinstance(identity, str | int) or not storable(str(identity)).strip():
        raise InputError(f'{where}: an article needs an "id"; add a text or a number that no other line has.')
    return storable(str(identity))


def _text(row: Mapping[str, Any], key: str, where: str, *, filling: str = "") -> str | None:
    value = row.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise InputError(f"{where}: {key!r} is {type(value).__name__}, not text; write it in quotation marks.")
    return storable(value, filling)


def _names(row: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    """A list of names; a text alone is one name."""
    value = row.get(key)
    names = [value] if isinstance(value, str) else value or []
    if isinstance(value, bool | int | float) or not isinstance(names, list):
        raise InputError(f"{where}: {key!r} is {type(value).__name__}, not a list; write the names in brackets.")
    for name in names:
        if name is not None and not isinstance(name, str):
            raise InputError(f"{where}: {key!r} holds {type(name).__name__}, not text; write names in quotation marks.")
    return tuple(clean for name in names if (clean := storable(name or "").strip()))


def _day(written: str | None, where: str) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError as fault:
        raise InputError(f"{where}: 'dateline_day' is {written!r}; {_DATE_REMEDY}") from fault


def _flag(row: Mapping[str, Any], key: str, where: str) -> bool | None:
    value = row.get(key)
    if value is not None and not isinstance(value, bool):
        raise InputError(f"{where}: {key!r} is {type(value).__name__}; write true, false or null.")
    return value


def _pictures(row: Mapping[str, Any], where: str) -> Iterator[Picture]:
    """Pictures as objects with url, caption and credit."""
    listed = row.get("pictures") or []
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        raise InputError(f'{where}: \'pictures\' is no list of objects; write [{{"url": ..., "caption": ...}}].')
    for one in listed:
        url = _text(one, "url", where)
        if not url:
            raise InputError(f"{where}: a picture has no 'url'; add its address, or leave the picture out.")
        yield Picture(url=url, caption=_text(one, "caption", where), credit=_text(one, "credit", where))


def _language(written: str | None, where: str) -> LanguageTag | None:
    """The primary language; none where the tag says that nobody knows it."""
    tag = read_tag(written)
    if written and not tag and written.strip().lower() not in NO_LANGUAGE:
        raise InputError(
            f'{where}: \'language\' is {written!r}; write a code such as "en" or "pt-BR", or leave it out.'
        )
    return tag


def read_time(value: str | None, *, where: str, key: str = "'published'") -> tuple[datetime | None, Precision | None]:
    """An ISO 8601 date or time as an aware UTC time; one without an offset is taken as UTC."""
    if not value:
        return None, None
    try:
        moment = datetime.fromisoformat(value)
        moment = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError) as fault:
        raise InputError(f"{where}: {key} is {value!r}; {_DATE_REMEDY}") from fault
    if not MINYEAR < moment.year < MAXYEAR:  # a machine's zero or its end of time
        raise InputError(f"{where}: {key} is {value!r}; {_DATE_REMEDY}")
    return moment, Precision.DAY if len(value) == _DAY_LENGTH else Precision.MINUTE


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
        "dateline_day": article.dateline_day.isoformat() if article.dateline_day else None,
        "section": article.section,
        "keywords": list(article.keywords),
        "picture_url": article.picture_url,
        "pictures": [{"url": one.url, "caption": one.caption, "credit": one.credit} for one in article.pictures],
        "paywalled": article.paywalled,
        "live": article.live,
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
