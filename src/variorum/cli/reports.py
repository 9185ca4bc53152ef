"""Reports for a command out of whatever the user names: JSON lines, saved pages, plain texts, addresses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from variorum.cli.inputs import STDIN, articles_from, progress
from variorum.config import load_settings
from variorum.errors import InputError
from variorum.extract import extract_article, find_address
from variorum.fetch import Client
from variorum.jsonl import utf8
from variorum.model import Article, Page, Rejected
from variorum.outlets import Directory
from variorum.pipeline import with_credits
from variorum.text.language import identify

_LINES = (".jsonl", ".ndjson", ".json")
_NOWHERE = "https://page.invalid/saved/page.html"  # stands in for the address of a saved page that names none
_HEADLINE = 150  # characters: a first line no longer than this, with more below it, is the headline of a text


def reports_from(names: Sequence[str], *, directory: Directory) -> list[Article]:
    """At least two reports. Raises InputError or FetchError that names the one that cannot be used."""
    addresses = [name for name in names if _is_address(name)]
    fetched = dict(zip(addresses, _fetch(addresses, directory), strict=True)) if addresses else {}
    reports = [
        _completed(report, directory)
        for name in names
        for report in ([fetched[name]] if name in fetched else _read(name, directory))
    ]
    _refuse_doubles(reports)
    if len(reports) < 2:
        raise InputError(
            f"There {'is one report' if reports else 'are no reports'} in {', '.join(names)}: "
            "a comparison needs at least two; name more files or addresses."
        )
    return reports


def article_from(name: str, *, directory: Directory) -> Article:
    """The one article that a file or address holds. Raises InputError or FetchError where there is none, or several."""
    if _is_address(name):
        [found] = _fetch([name], directory)
        return _completed(found, directory)
    articles = _read(name, directory)
    if len(articles) != 1:
        raise InputError(f"{name} holds {len(articles)} articles: name a file that holds one version of one article.")
    return _completed(articles[0], directory)


def all_articles_from(names: Sequence[str], *, directory: Directory) -> list[Article]:
    """Every article of files. Raises InputError that names the one that cannot be used, or an id that comes twice."""
    articles = [_completed(article, directory) for name in names for article in _read(name, directory)]
    _refuse_doubles(articles)
    return articles


def _read(name: str, directory: Directory) -> list[Article]:
    if name == STDIN or name.lower().endswith(_LINES):
        return articles_from(name)
    try:
        content = Path(name).read_bytes()
    except OSError as fault:
        raise InputError(
            f"{name} cannot be read ({fault.strerror}): give JSON lines, a saved page, a text, an address, or -."
        ) from fault
    if content.lstrip()[:1] == b"<":
        return [_saved(name, content, directory)]
    return [_text(name, content)]


def _saved(name: str, content: bytes, directory: Directory) -> Article:
    """An article out of a saved page, with the address that the page names itself, or with none."""
    address = find_address(content)
    now = datetime.now(UTC)
    url = address or _NOWHERE
    page = Page(url=url, final_url=url, status=200, headers=(), body=content, fetched_at=now)
    article = replace(_article(page, directory, name=name), id=Path(name).stem)
    return article if address else replace(article, url=None, canonical_url=None, domain=None)


def _text(name: str, content: bytes) -> Article:
    """A plain text; a short first line above others is its headline."""
    text = utf8(content, name=name).replace("\r\n", "\n").strip()
    if not text:
        raise InputError(f"{name} is empty: give a text, or leave it out.")
    first, _, rest = text.partition("\n")
    headline, body = (first.strip(), rest.strip()) if rest.strip() and len(first) <= _HEADLINE else (None, text)
    return Article(id=Path(name).stem, text=body, headline=headline, outlet_name=Path(name).stem, made_by="text/1")


def _fetch(addresses: Sequence[str], directory: Directory) -> Iterable[Article]:
    """Articles behind addresses, asked for politely, one after the other."""
    with Client(load_settings().fetch, clock=lambda: datetime.now(UTC)) as client:
        return [
            _article(client.get(address), directory, name=address)
            for address in progress(addresses, label="Fetching", total=len(addresses))
        ]


def _article(page: Page, directory: Directory, *, name: str) -> Article:
    found = extract_article(page, outlet=directory.by_url(page.final_url))
    if isinstance(found, Rejected):
        raise InputError(f"{name}: {found.reason}")
    return found


def _completed(report: Article, directory: Directory) -> Article:
    """What the directory and the text itself can tell of a report that does not say so."""
    outlet = directory.by_url(report.url) if report.url else None
    language = report.language or identify(report.text, declared=outlet.languages if outlet else ())
    report = with_credits(replace(report, language=language), directory)
    if outlet is None:
        return report
    return replace(
        report,
        outlet=report.outlet or outlet.id,
        outlet_name=report.outlet_name or outlet.name,
        country=report.country or outlet.country,
    )


def _refuse_doubles(reports: Sequence[Article]) -> None:
    seen: set[str] = set()
    for report in reports:
        if report.id in seen:
            raise InputError(f"The id {report.id!r} is given twice: name each report once, and give each its own id.")
        seen.add(report.id)


def _is_address(name: str) -> bool:
    return name.lower().startswith(("http://", "https://"))
