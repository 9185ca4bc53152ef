"""Entries, fetched pages and where each announced address stands: rows and records."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import xxhash
from django.conf import settings
from django.db import transaction
from django.db.models import F

from variorum import model as records
from variorum.errors import InputError
from variorum.urls import canonical_url
from variorum_site.news import models as rows
from variorum_site.news.store.codec import to_json

_ENTRY_FIELDS = (
    "guid",
    "title",
    "summary",
    "content",
    "published",
    "updated",
    "language",
    "publisher",
    "publisher_url",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """An address that is due to be fetched."""

    url: str  # canonical
    address: str  # as announced: what is asked for
    etag: str | None
    last_modified: str | None
    visits: int
    failures: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A page that was fetched and waits to be extracted."""

    url: str
    capture: records.Capture
    page: records.Page  # without its bytes
    entry: records.Entry | None


@transaction.atomic
def save_entries(entries: Iterable[records.Entry], *, now: datetime) -> int:
    """Store announcements; each new or changed one makes its address due. How many were new or changed."""
    fresh = 0
    feeds: dict[str | None, int | None] = {None: None}
    for entry in entries:
        try:
            address = canonical_url(entry.url)
        except InputError:
            continue  # an announcement of no page
        if max(len(entry.url.encode()), len(address)) > rows.URL_LENGTH:
            continue
        if entry.feed_url not in feeds:
            feeds[entry.feed_url] = rows.Feed.objects.filter(url=entry.feed_url).values_list("id", flat=True).first()
        fresh += _save_entry(entry, address, feed=feeds[entry.feed_url], now=now)
    return fresh


def due_visits(now: datetime, *, limit: int | None = None) -> list[Visit]:
    """Addresses to be fetched by now, longest due first."""
    due = rows.PageState.objects.filter(due_at__lte=now, unread=None).select_related("entry").order_by("due_at", "id")
    return [_visit(row) for row in (due[:limit] if limit else due)]


@transaction.atomic
def save_visit(visit: Visit, page: records.Page, *, due_at: datetime | None) -> None:
    """Record that an address was fetched. A page with new bytes waits to be extracted."""
    state = rows.PageState.objects.filter(url=visit.url)
    fresh = page.status == 200
    state.update(
        unread=_save_page(page) if fresh else None,
        etag=page.header("etag") if fresh else visit.etag,
        last_modified=page.header("last-modified") if fresh else visit.last_modified,
        visited_at=page.fetched_at,
        visits=F("visits") + 1,
        failures=0,
        error=None,
        due_at=due_at,
    )


def save_failed_visit(visit: Visit, *, error: str, at: datetime, due_at: datetime | None) -> None:
    """Record that an address could not be fetched; `due_at` None gives it up."""
    rows.PageState.objects.filter(url=visit.url).update(
        failures=F("failures") + 1, error=error, visited_at=at, due_at=due_at
    )


def postpone_visits(visits: Iterable[Visit], *, due_at: datetime) -> None:
    """Let addresses wait that were not asked, for no reason of theirs: nothing is counted against them."""
    rows.PageState.objects.filter(url__in=[visit.url for visit in visits]).update(due_at=due_at)


def save_lost(unread: Unread, *, error: str, due_at: datetime) -> None:
    """Record that the bytes of a waiting page are lost: it is asked for again, in full."""
    rows.PageState.objects.filter(url=unread.url).update(
        unread=None, etag=None, last_modified=None, error=error, due_at=due_at
    )


def due_everywhere(now: datetime) -> None:
    """Make all feeds and all known addresses due: read everything again."""
    rows.FeedState.objects.update(due_at=now)
    rows.PageState.objects.filter(unread=None).update(due_at=now)


def unread_pages(*, limit: int | None = None) -> list[Unread]:
    """Pages that were fetched and not extracted yet, in the order of fetching."""
    waiting = rows.PageState.objects.exclude(unread=None).select_related("unread", "entry", "entry__feed")
    found = []
    for state in waiting.order_by("unread_id")[:limit] if limit else waiting.order_by("unread_id"):
        assert state.unread is not None
        entry = _entry(state.entry) if state.entry else None
        found.append(Unread(url=state.url, capture=_capture(state.unread), page=_page(state.unread), entry=entry))
    return found


def save_read(unread: Unread) -> None:
    """Record that this waiting page of an address was extracted, or refused."""
    rows.PageState.objects.filter(url=unread.url, unread__capture_record=unread.capture.record_id).update(unread=None)


def _save_entry(entry: records.Entry, address: str, *, feed: int | None, now: datetime) -> int:
    facts = {name: getattr(entry, name) for name in _ENTRY_FIELDS}
    fingerprint = xxhash.xxh3_128_hexdigest(
        json.dumps(to_json({**facts, "authors": entry.authors}), sort_keys=True).encode()
    )
    row, created = rows.Entry.objects.get_or_create(
        feed_id=feed,  # type: ignore[misc]  # the stubs forget that it may be NULL
        url=entry.url,
        fingerprint=fingerprint,
        defaults={**facts, "authors": list(entry.authors), "seen_at": now},
    )
    if created:
        rows.PageState.objects.update_or_create(url=address, defaults={"entry": row, "due_at": now})
    return int(created)


def _save_page(page: records.Page) -> rows.Page:
    if page.capture is None:
        raise InputError(f"The bytes of {page.url} are not kept: capture the page before it is stored.")
    return rows.Page.objects.create(
        url=page.url,
        final_url=page.final_url,
        status=page.status,
        headers=[list(pair) for pair in page.headers],
        fetched_at=page.fetched_at,
        permanent_url=page.permanent_url,
        capture_file=page.capture.file,
        capture_offset=page.capture.offset,
        capture_record=page.capture.record_id,
    )


def _entry(row: rows.Entry) -> records.Entry:
    return records.Entry(
        url=row.url,
        feed_url=row.feed.url if row.feed else None,
        authors=tuple(row.authors),
        **{name: getattr(row, name) for name in _ENTRY_FIELDS},
    )


def _visit(row: rows.PageState) -> Visit:
    return Visit(
        url=row.url,
        address=row.entry.url if row.entry else row.url,
        etag=row.etag,
        last_modified=row.last_modified,
        visits=row.visits,
        failures=row.failures,
    )


def _capture(row: rows.Page) -> records.Capture:
    return records.Capture(file=row.capture_file, offset=row.capture_offset, record_id=row.capture_record)


def _page(row: rows.Page) -> records.Page:
    return records.Page(
        url=row.url,
        final_url=row.final_url,
        status=row.status,
        headers=_pairs(row.headers),
        body=b"",
        fetched_at=row.fetched_at,
        permanent_url=row.permanent_url,
        capture=_capture(row),
    )


def _pairs(headers: Sequence[Sequence[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in headers)


def is_kept(capture: records.Capture) -> bool:
    """Whether the file of a capture is there, on this machine."""
    captures: Path = settings.VARIORUM.captures
    return (captures / capture.file).is_file()
