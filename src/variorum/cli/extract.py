"""`variorum extract`: saved pages in, articles out."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import click
from rich.console import Group
from rich.table import Table
from rich.text import Text

from variorum.cli.inputs import STDIN, VariorumCommand, print_json, print_lines, progress, terminal
from variorum.errors import InputError
from variorum.extract import extract_article, find_address
from variorum.jsonl import article_row, read_object, utf8
from variorum.model import Article, Page, Rejected
from variorum.urls import canonical_url

_WORTH_A_POOL = 32  # pages: starting workers takes longer than reading fewer of them
_NO_URL = "it names no address of its own; add --url with the address that it was saved from"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Saved:
    """One page of a list: where it lies, and the address it was saved from."""

    id: str | int | None
    path: Path
    url: str


@click.command(cls=VariorumCommand)
@click.argument("source", metavar="FILE.html|PAGES.jsonl|-")
@click.option("--url", help="The address that the page was saved from; else the one that it names itself.")
@click.option("--format", "form", type=click.Choice(["text", "json", "jsonl"]), default="text", show_default=True)
@click.option("--fast", is_flag=True, help="For archives: a fraction of the time, a text that is right less often.")
def extract(source: str, url: str | None, form: str, *, fast: bool) -> None:
    """Read articles out of saved pages.

    A list of pages is JSON lines with id, path (relative to the list) and url. A page that holds no article is a
    result too: its reason is printed in its place.
    """
    content = _content(source)
    if source.endswith((".jsonl", ".ndjson")) or (source == STDIN and content.lstrip()[:1] == b"{"):
        if url:
            raise InputError("--url belongs to a single page; a list names the address of each page itself.")
        _print_many(_listed(content, source), form, fast=fast)
    else:
        _print_one(_row(_page(content, _address(content, source, url)), fast=fast), form, source)


def _content(source: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if source == STDIN else Path(source).read_bytes()
    except OSError as fault:
        raise InputError(f"{source} cannot be read ({fault.strerror}); give a saved page, a list, or -.") from fault


def _address(content: bytes, source: str, url: str | None) -> str:
    label = "standard input" if source == STDIN else source
    address = url or find_address(content)
    if not address:
        raise InputError(f"{label}: {_NO_URL}.")
    canonical_url(address)  # refuses what is no address, in a sentence
    return address


def _listed(content: bytes, source: str) -> list[_Saved]:
    """All pages of a list. Raises InputError that names the line; nothing is read out before all lines are sound."""
    label = "standard input" if source == STDIN else source
    folder = Path() if source == STDIN else Path(source).parent
    lines = utf8(content, name=label).split("\n")
    return [_saved(line, folder, f"{label}, line {n}") for n, line in enumerate(lines, 1) if line.strip()]


def _saved(line: str, folder: Path, where: str) -> _Saved:
    row = read_object(line, where=where)
    if not isinstance(row.get("path"), str) or not isinstance(row.get("url"), str):
        raise InputError(f'{where}: a page needs "path" and "url"; write {{"id": ..., "path": ..., "url": ...}}.')
    path = folder / row["path"]
    if not path.is_file():
        raise InputError(f"{where}: there is no file {path}; the path is taken relative to the list.")
    try:
        canonical_url(row["url"])
    except InputError as fault:
        raise InputError(f"{where}: {fault}") from fault
    return _Saved(id=row.get("id", row["path"]), path=path, url=row["url"])


def _page(content: bytes, url: str) -> Page:
    return Page(url=url, final_url=url, status=200, headers=(), body=content, fetched_at=datetime.now(UTC))


def _row(page: Page, *, fast: bool) -> dict[str, Any]:
    """The JSON object of a page's article, or the reason why there is none."""
    found: Article | Rejected = extract_article(page, fast=fast)
    if isinstance(found, Rejected):
        return {"url": page.url, "title": None, "text": None, "reason": found.reason}
    row = article_row(found)
    return {"id": row.pop("id"), "title": row["headline"], **row, **_certainty(found)}


def _certainty(article: Article) -> dict[str, Any]:
    """What only a reading of a page knows: which outlet of the directory it is, and how sure its time is."""
    return {
        "outlet_id": article.outlet,
        "precision": article.precision,
        "confidence": article.confidence,
        "made_by": article.made_by,
    }


def _row_of(saved: _Saved, *, fast: bool) -> dict[str, Any]:
    return {**_row(_page(saved.path.read_bytes(), saved.url), fast=fast), "id": saved.id}


def _rows(pages: Sequence[_Saved], *, fast: bool) -> Iterator[dict[str, Any]]:
    workers = min(os.cpu_count() or 1, 8)
    if len(pages) < _WORTH_A_POOL or workers < 2:
        yield from map(partial(_row_of, fast=fast), pages)
        return
    with ProcessPoolExecutor(max_workers=workers) as pool:
        yield from pool.map(partial(_row_of, fast=fast), pages, chunksize=8)


def _print_many(pages: Sequence[_Saved], form: str, *, fast: bool) -> None:
    rows = progress(_rows(pages, fast=fast), label="Reading pages", total=len(pages))
    if form == "jsonl":
        print_lines(rows)
    elif form == "json":
        print_json(list(rows))
    else:
        _print_table(list(rows))


def _print_one(row: Mapping[str, Any], form: str, source: str) -> None:
    if form != "text":
        print_json(row)
    elif row["text"] is None:
        raise InputError(f"{source}: {row['reason']}.")
    else:
        terminal().print(_article_view(row), soft_wrap=False)


def _article_view(row: Mapping[str, Any]) -> Group:
    facts = {
        "By": ", ".join(row["authors"]),
        "Credits": ", ".join(row["agencies"]),
        "Published": row["published"],
        "Changed": row["modified"],
        "Outlet": " · ".join(filter(None, (row["outlet"], row["country"]))),
        "Language": row["language"],
        "Dateline": ", ".join(filter(None, (row["dateline"], row["dateline_day"]))),
        "Section": row["section"],
        "Keywords": ", ".join(row["keywords"]),
        "Access": {True: "paywalled", False: "free", None: ""}[row["paywalled"]],
        "Kind": "live blog" if row["live"] else "",
        "Pictures": "\n".join(_picture_line(one) for one in row["pictures"]),
        "Address": row["canonical_url"],
    }
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in facts.items():
        if value:
            table.add_row(name, Text(str(value)))
    paragraphs = [Text(paragraph + "\n") for paragraph in row["text"].split("\n")]
    return Group(Text(row["title"], style="bold"), Text(), table, Text(), *paragraphs)


def _picture_line(picture: Mapping[str, Any]) -> str:
    """The caption with who made the picture; its address where it has neither."""
    caption, credit = picture["caption"], picture["credit"]
    return " ".join(filter(None, (caption, f"({credit})" if credit else None))) or picture["url"]


def _print_table(rows: Sequence[Mapping[str, Any]]) -> None:
    table = Table(box=None, pad_edge=False, header_style="dim")
    for name in ("Published", "Language", "Paragraphs"):
        table.add_column(name, no_wrap=True)
    table.add_column("Headline, or why there is no article", ratio=1)
    for row in rows:
        if row["text"] is None:
            table.add_row("", "", "", Text(f"{row['id']}: {row['reason']}", style="yellow"))
        else:
            count = str(row["text"].count("\n") + 1)
            table.add_row((row["published"] or "")[:10], row["language"] or "", count, Text(row["title"]))
    console = terminal()
    console.print(table)
    refused = sum(row["text"] is None for row in rows)
    console.print(f"Articles: {len(rows) - refused}. Pages without one: {refused}.", style="dim")
