"""`variorum capture`: from an article to the bytes that it was read from, checked."""

# ruff: noqa: PLC0415 - Django's models can be imported only once it is set up
from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click

from variorum.cli.inputs import VariorumCommand, print_json, terminal
from variorum.config import Settings
from variorum.errors import InputError
from variorum.fetch.evidence import raw_records
from variorum.model import Article, Span
from variorum_site.commands.opening import open_site

if TYPE_CHECKING:
    from variorum_site.news.pages.keeping import Evidence

_HERE = frozenset(("127.0.0.1", "localhost", "::1"))
_ARTICLE = re.compile(r"/articles/([\w-]+)/(?:versions/[\d-]+/)?")


@click.command(cls=VariorumCommand)
@click.argument("article")
@click.option("--revision", type=click.IntRange(1), help="An earlier text of the article; the latest by default.")
@click.option("--span", help="Also print the words of a span, as START:END in code points of the text.")
@click.option("--body", "what", flag_value="body", help="Print the page's bytes, as they came, and nothing else.")
@click.option("--record", "what", flag_value="record", help="Print its WARC records, and nothing else.")
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text", show_default=True)
def capture(article: str, revision: int | None, span: str | None, what: str | None, shape: str) -> None:
    """Show where the page of an article is kept, and whether it still gives the stored text.

    ARTICLE is an id, an address, the article's address on this site, or the last part of that.
    """
    settings = open_site()
    found = _find(article, revision, settings)
    if found.capture is None:
        raise InputError(f"{article} was taken in as a text, without a page: there are no bytes to show.")
    if what is not None:
        sys.stdout.buffer.write(_raw(settings, found, what))
        return
    from variorum_site.news.pages.keeping import find_evidence
    from variorum_site.news.running.tools import open_captures

    evidence = find_evidence(found, open_captures(settings))
    shown = _facts(settings, found, evidence, _span(found, span))
    if shape == "json":
        print_json(shown)
    else:
        for name, value in shown.items():
            if value is not None:
                terminal().print(f"{name.replace('_', ' '):16} {value}", markup=False, highlight=False, soft_wrap=True)


def _find(name: str, revision: int | None, settings: Settings) -> Article:
    from variorum_site.news import store

    identity = store.find_identity(name)
    if identity is None and (slug := _last_part(name, settings)):
        identity = store.find_identity(slug)
    found = store.load_article(identity, revision=revision) if identity else None
    if found is None:
        wanted = f"revision {revision} of {name}" if revision else name
        raise InputError(f"There is no article {wanted}: `variorum search` and `variorum export` print ids.")
    return found


def _last_part(name: str, settings: Settings) -> str | None:
    """The last part of an article's address on this site; None of anything else."""
    try:
        address = urlsplit(name)
    except ValueError:
        return None
    if address.hostname and address.hostname not in {*_HERE, settings.host, *settings.outside_hosts}:
        return None
    found = _ARTICLE.fullmatch(address.path)
    return found[1] if found else None


def _raw(settings: Settings, article: Article, what: str) -> bytes:
    from variorum_site.news.running.tools import open_captures

    captures, kept = open_captures(settings), article.capture
    assert kept is not None
    if what == "body":
        return captures.read(kept).body
    return raw_records(captures.path(kept), kept)


def _span(article: Article, text: str | None) -> Span | None:
    if text is None:
        return None
    start, _, end = text.partition(":")
    if not (start.isdigit() and end.isdigit() and int(start) < int(end) <= len(article.text)):
        raise InputError(f"--span {text} cuts nothing: write START:END within 0:{len(article.text)}.")
    return Span(int(start), int(end))


def _facts(settings: Settings, article: Article, evidence: Evidence, span: Span | None) -> dict[str, Any]:
    kept = article.capture
    assert kept is not None
    page = evidence.page
    return {
        "article": article.id,
        "revision": article.revision,
        "headline": article.headline,
        "words": article.text[span.start : span.end] if span else None,
        "address": page.url if page else article.url,
        "final_address": page.final_url if page else None,
        "fetched": page.fetched_at.isoformat() if page else None,
        "status": page.status if page else None,
        "bytes": len(page.body) if page else None,
        "file": str(Path(settings.captures) / kept.file),
        "offset": kept.offset,
        "record": kept.record_id,
        "digest": evidence.digest or None,
        "verdict": evidence.verdict,
    }
