"""What feedparser's own tests expect, in the words of our records: each comparison of a test is one expectation.

A test file says in a comment what has to hold once it is read: `not bozo and entries[0]['title'] == 'Example'`. The
comparisons are taken apart as syntax, never run. Titles, summaries and contents are compared as words: feedparser gives
sanitised HTML there, we give plain text, or the markup as it came.
"""

from __future__ import annotations

import ast
import re
import warnings
from calendar import timegm
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from variorum.errors import InputError
from variorum.feeds import ParsedFeed
from variorum.feeds.authors import read_authors
from variorum.feeds.dates import read_date
from variorum.feeds.plain import one_line, plain_text
from variorum.model import Entry
from variorum.text.language import read_tag
from variorum.urls import canonical_url

FIELDS = (
    "title",
    "link",
    "date",
    "id",
    "author",
    "summary",
    "content",
    "language",
    "publisher",
    "feed title",
    "feed link",
)
_ENTRY_PATHS: dict[tuple[str | int, ...], str] = {
    ("title",): "title",
    ("title_detail", "value"): "title",
    ("link",): "link",
    ("id",): "id",
    ("guid",): "id",
    ("description",): "summary",
    ("summary",): "summary",
    ("summary_detail", "value"): "summary",
    ("content", 0, "value"): "content",
    ("author",): "author",
    ("author_detail", "name"): "author",
    ("authors", 0, "name"): "author",
    ("published",): "date",
    ("published_parsed",): "date",
    ("updated",): "date",
    ("updated_parsed",): "date",
    ("created",): "date",
    ("created_parsed",): "date",
    ("source", "title"): "publisher",
    ("language",): "language",
}
_FEED_PATHS: dict[tuple[str | int, ...], str] = {
    ("title",): "feed title",
    ("title_detail", "value"): "feed title",
    ("link",): "feed link",
    ("language",): "language",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """One comparison of a test, on a field that our records have."""

    field: str
    value: Any
    entry: int | None  # the number of the entry; None: the feed itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a test file asks for."""

    kept: tuple[Expectation, ...]
    others: tuple[str, ...]  # fields that our records do not have


def read_expectations(text: str) -> Asked | None:
    """The expectations of a test file; None where it states none in its comment."""
    found = _EXPECT.search(text)
    if found is None:
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)  # of backslashes in the tests' own strings
        tree = ast.parse(found[1].strip(), mode="eval").body
    kept: list[Expectation] = []
    others: list[str] = []
    for part in _conjuncts(tree):
        expectation, path = _expectation(part)
        if expectation:
            kept.append(expectation)
        elif path:
            others.append(path)
    return Asked(kept=tuple(kept), others=tuple(others))


def met(expectation: Expectation, feed: ParsedFeed) -> bool | None:
    """Whether what we read is what is expected; None where there are no words to compare, only empty markup."""
    value = expectation.value
    if expectation.entry is None:
        return _met_by_feed(expectation.field, value, feed)
    if expectation.entry >= len(feed.entries):
        return False
    entry = feed.entries[expectation.entry]
    match expectation.field:
        case "title":
            return _same_words(entry.title, value)
        case "summary":  # feedparser copies the content into a summary that is missing; we keep it once
            return _same_words(entry.summary or plain_text(entry.content), value)
        case "content":
            return _same_words(plain_text(entry.content), value)
        case "link":
            return _same_page(entry.url, value)
        case "id":
            return bool(entry.guid == value)
        case "author":
            return set(read_authors([value])) <= set(entry.authors) if read_authors([value]) else None
        case "publisher":
            return _same_words(entry.publisher, value)
        case "language":
            return entry.language == read_tag(value)
        case _:
            return _same_date(entry, value)


def shown(expectation: Expectation, feed: ParsedFeed) -> str:
    """What was read in place of what is expected, for a person who looks for the reason."""
    if expectation.entry is None:
        return f"{expectation.value!r} != {feed.title!r} {feed.homepage!r} {feed.language!r}"
    entry = feed.entries[expectation.entry] if expectation.entry < len(feed.entries) else None
    return f"{expectation.field} {expectation.value!r} in {entry!r}"


def _met_by_feed(field: str, value: Any, feed: ParsedFeed) -> bool | None:
    if field == "feed title":
        return _same_words(feed.title, value)
    if field == "feed link":
        return feed.homepage is not None and _same_page(feed.homepage, value)
    return feed.language == read_tag(value)


def _same_page(found: str, value: Any) -> bool:
    """One page in our own sense: a host in capitals or a missing last slash makes no other."""
    try:
        return isinstance(value, str) and canonical_url(found) == canonical_url(value)
    except InputError:
        return False


def _same_words(found: str | None, value: Any) -> bool | None:
    if not isinstance(value, str):
        return None
    wanted = {one_line(value), plain_text(value)}
    if wanted == {None} or (plain_text(value) is None and "<" in value):
        return None if found is None else not value.strip()
    return found in wanted


def _same_date(entry: Entry, value: Any) -> bool:
    """One of the two times of an entry: which of them a feed means by its "date" is a matter of taste."""
    told = read_date(value) if isinstance(value, str) else datetime.fromtimestamp(timegm(tuple(value)), tz=UTC)
    return told in {entry.published, entry.updated}


def _conjuncts(node: ast.expr) -> Iterator[ast.expr]:
    if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.And):
        for value in node.values:
            yield from _conjuncts(value)
    else:
        yield node


def _expectation(node: ast.expr) -> tuple[Expectation | None, str | None]:
    """An expectation on a field of ours; else the path that is asked for, where it is one."""
    if not (isinstance(node, ast.Compare) and len(node.ops) == 1 and isinstance(node.ops[0], ast.Eq)):
        return None, None if _is_bozo(node) else ast.unparse(node)[:60]
    path = _path(node.left)
    if path is None:
        return None, ast.unparse(node.left)[:60]
    try:
        value = ast.literal_eval(node.comparators[0])
    except ValueError:
        return None, ast.unparse(node.left)[:60]
    known = ".".join(str(step) for step in path)
    if path[0] == "feed" and (field := _FEED_PATHS.get(tuple(path[1:]))):
        return Expectation(field=field, value=value, entry=None), known
    if path[0] == "entries" and len(path) > 2 and (field := _ENTRY_PATHS.get(tuple(path[2:]))):
        return Expectation(field=field, value=value, entry=int(path[1])), known
    return None, known


def _path(node: ast.expr) -> list[str | int] | None:
    if isinstance(node, ast.Name):
        return [node.id]
    if isinstance(node, ast.Attribute):
        above = _path(node.value)
        return None if above is None else [*above, node.attr]
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        above = _path(node.value)
        return None if above is None else [*above, node.slice.value]  # type: ignore[list-item]  # a name or a number
    return None


def _is_bozo(node: ast.expr) -> bool:
    return any(isinstance(part, ast.Name) and part.id == "bozo" for part in ast.walk(node))


_EXPECT = re.compile(r"Expect:\s*(.+?)\s*(?:\n|-->)")
