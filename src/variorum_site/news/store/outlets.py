"""Outlets, feeds and their states: rows and records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from variorum import model as records
from variorum.errors import InputError
from variorum.feeds import FeedCondition, FeedDay, FeedState, FeedWishes, PollReason
from variorum.outlets import Directory, build_directory
from variorum_site.news import models as rows
from variorum_site.news.store.codec import UnreadableError, from_json, to_json
from variorum_site.news.store.faults import save_standing_faults

_STEP = "directory"
_FEED_KINDS = tuple(kind.value for kind in records.FeedKind)
_STATE_FIELDS = (
    "etag",
    "last_modified",
    "polled_at",
    "succeeded_at",
    "due_at",
    "failures",
    "error",
    "fault",
    "address",
    "since",
    "changed_at",
    "rate",
    "gap",
    "interval",
)


@transaction.atomic
def save_outlet(outlet: records.Outlet) -> None:
    """Store an outlet with its feeds; one of the same id is replaced, and feeds that its file lost are polled no more.

    What the owner decided stays: a paused feed stays paused, and a feed that the owner added is still polled.
    A feed that is read otherwise now is polled as one that never was.
    """
    before = rows.Outlet.objects.filter(id=outlet.id).values_list("domains", flat=True).first()
    rows.Outlet.objects.update_or_create(id=outlet.id, defaults=_facts(outlet))
    if before != list(outlet.domains):
        forget_front_pages(outlet.id)
    for feed in outlet.feeds:
        _save_feed(feed, listed=True)
    kept = {feed.url for feed in outlet.feeds}
    lost = rows.Feed.objects.filter(outlet_id=outlet.id, listed=True).exclude(url__in=kept)
    lost.update(enabled=False, listed=False)


def save_directory(directory: Directory) -> int:
    """Store all outlets that are new or different; how many were."""
    stored = rows.Outlet.objects.prefetch_related("feeds")
    known = {row.id: outlet for row in stored if (outlet := _outlet_if_readable(row, listed=True))}
    fresh = [outlet for outlet in directory.outlets.values() if _in_order(outlet) != known.get(outlet.id)]
    with transaction.atomic():
        if rows.Outlet.objects.exists() or rows.Feed.objects.exists():
            for outlet in fresh:
                save_outlet(outlet)
        else:  # the first time: all in a tenth of the time
            _create(fresh)
    return len(fresh)


def _create(outlets: Sequence[records.Outlet]) -> None:
    rows.Outlet.objects.bulk_create(rows.Outlet(id=one.id, **_facts(one)) for one in outlets)
    feeds = {feed.url: feed for one in outlets for feed in one.feeds}  # the last that names an address has it
    rows.Feed.objects.bulk_create(
        rows.Feed(url=url, listed=True, **_facts_of_feed(feed)) for url, feed in feeds.items()
    )


def load_directory(*, now: datetime | None = None) -> Directory:
    """The outlets that this instance knows: the bundled ones as they were stored, and those of its owner.

    One bad row must not stop the rest: what makes no outlet or no feed, and an outlet that claims what is another's, is
    left out. Where `now` says when, that is recorded as a fault until it is mended.
    """
    left_out: dict[str, Exception] = {}
    outlets = []
    for row in rows.Outlet.objects.prefetch_related("feeds"):
        try:
            outlets.append(_outlet(row))
        except UnreadableError as fault:
            left_out[row.id] = fault
    directory = build_directory(outlets, left_out=lambda outlet, fault: left_out.update({outlet.id: fault}))
    if now is not None:
        left_out |= {row.url: _no_kind(row) for row in rows.Feed.objects.exclude(kind__in=_FEED_KINDS)}
        save_standing_faults(_STEP, left_out, now=now)
    return directory


def load_outlets() -> Iterator[records.Outlet]:
    """All outlets with their feeds in use, without those of which no record can be made."""
    for row in rows.Outlet.objects.prefetch_related("feeds"):
        if outlet := _outlet_if_readable(row):
            yield outlet


def load_outlet(identity: str) -> records.Outlet | None:
    """One outlet with its feeds in use; None where it is not stored, or no record can be made of it."""
    row = rows.Outlet.objects.prefetch_related("feeds").filter(id=identity).first()
    return _outlet_if_readable(row) if row else None


def save_feed(feed: records.Feed) -> None:
    """Store a feed that is wished for: it is polled from now on, even if it was paused. One of its address is replaced.

    Raises InputError when its outlet is not stored.
    """
    if feed.outlet is not None and not rows.Outlet.objects.filter(id=feed.outlet).exists():
        raise InputError(f"The feed {feed.url} names the outlet {feed.outlet!r}, which is not stored: store it first.")
    _save_feed(feed, paused=False)


def load_feed(url: str) -> records.Feed | None:
    """One feed by its address; None where it is not stored, or is of no kind that we know."""
    row = rows.Feed.objects.filter(url=url, kind__in=_FEED_KINDS).first()
    return _feed(row) if row else None


def iter_feeds() -> Iterator[records.Feed]:
    """The feeds that are polled, those of one outlet together."""
    for row in rows.polled_feeds().order_by(F("outlet_id").asc(nulls_first=True), "url"):
        yield _feed(row)


def load_feed_state(url: str) -> FeedState:
    """What polling learned of the feed; of one that was never polled, an empty state."""
    row = rows.FeedState.objects.select_related("feed").filter(feed__url=url).first()
    if row is None:
        return FeedState(feed_url=url)
    return _feed_state(row)


@transaction.atomic
def save_feed_state(state: FeedState) -> None:
    """Replace the state of a feed that is stored, and write its time of working or failing forth."""
    feed = rows.Feed.objects.get(url=state.feed_url)
    before = rows.FeedState.objects.filter(feed=feed).values_list("address", flat=True).first()
    if state.address != before and state.polled_at is not None:
        rows.FeedMove.objects.create(feed=feed, address=state.address, at=state.polled_at)
    rows.FeedState.objects.update_or_create(
        feed=feed,
        defaults={
            **{name: getattr(state, name) for name in _STATE_FIELDS},
            "condition": state.condition.value,
            "reason": state.reason.value if state.reason else None,
            "wishes": to_json(state.wishes),
            "days": to_json(state.days),
        },
    )
    if state.polled_at is not None:
        _write_forth(feed, works=state.works, at=state.polled_at)


def forget_feed_state(url: str) -> None:
    """Forget what polling learned of a feed: it is polled as one that never was. Its times of working stay."""
    rows.FeedState.objects.filter(feed__url=url).delete()


def forget_front_pages(outlet: str) -> None:
    """Forget what polling learned of an outlet's front pages: its domains say which of their links are reports."""
    rows.FeedState.objects.filter(feed__outlet_id=outlet, feed__kind=records.FeedKind.PAGE.value).delete()


def due_feeds(now: datetime, *, limit: int | None = None) -> list[tuple[records.Feed, FeedState]]:
    """The feeds to be polled by now, longest due first; those never polled come before all."""
    due = rows.polled_feeds().exclude(state__due_at__gt=now)
    ordered = due.select_related("state").order_by("state__due_at", "id")
    found = []
    for row in ordered[:limit] if limit else ordered:
        state = getattr(row, "state", None)
        found.append((_feed(row), _feed_state(state) if state else FeedState(feed_url=row.url)))
    return found


@transaction.atomic
def postpone_feeds(urls: Iterable[str], *, due_at: datetime) -> None:
    """Let feeds wait that could not be asked for a reason of ours: nothing is counted against them."""
    for feed in rows.Feed.objects.filter(url__in=list(urls)):
        rows.FeedState.objects.update_or_create(feed=feed, defaults={"due_at": due_at, "reason": PollReason.AWAY.value})


def feeds_that_answered(*, most: int) -> list[FeedState]:
    """The states of the feeds that worked when they were last asked, those that answered last first."""
    working = rows.FeedState.objects.filter(feed__in=rows.polled_feeds(), failures=0, succeeded_at__isnull=False)
    return [_feed_state(row) for row in working.select_related("feed").order_by("-succeeded_at", "feed_id")[:most]]


def _save_feed(feed: records.Feed, **facts: bool) -> None:
    """A feed that is read otherwise than before is known nothing of: else an unchanged body would never be read so."""
    before = rows.Feed.objects.filter(url=feed.url).first()
    row, _ = rows.Feed.objects.update_or_create(url=feed.url, defaults={**_facts_of_feed(feed), **facts})
    if before is not None and _way_of_reading(before) != _way_of_reading(row):
        forget_feed_state(feed.url)


def _way_of_reading(row: rows.Feed) -> tuple[str, str | None, str | None]:
    return row.kind, row.links, row.outlet_id if row.kind == records.FeedKind.PAGE.value else None


def _facts(outlet: records.Outlet) -> dict[str, Any]:
    return {
        "name": outlet.name,
        "country": outlet.country,
        "languages": list(outlet.languages),
        "kind": outlet.kind.value,
        "homepage": outlet.homepage,
        "family": outlet.family,
        "domains": list(outlet.domains),
        "credits": list(outlet.credits),
        "rules": to_json(outlet.rules),
    }


def _facts_of_feed(feed: records.Feed) -> dict[str, Any]:
    return {
        "outlet_id": feed.outlet,
        "kind": feed.kind.value,
        "section": feed.section,
        "links": feed.links,
        "enabled": True,
    }


def _write_forth(feed: rows.Feed, *, works: bool, at: datetime) -> None:
    latest = rows.FeedPeriod.objects.filter(feed=feed).order_by("-ended_at", "-id").first()
    if latest is not None and latest.works == works:
        latest.ended_at = max(at, latest.ended_at)
        latest.save(update_fields=["ended_at"])
        return
    if latest is not None and not latest.works:  # it failed until now, for all we know
        latest.ended_at = at
        latest.save(update_fields=["ended_at"])
    rows.FeedPeriod.objects.create(feed=feed, works=works, began_at=at, ended_at=at)


def _outlet_if_readable(row: rows.Outlet, *, listed: bool = False) -> records.Outlet | None:
    try:
        return _outlet(row, listed=listed)
    except UnreadableError:
        return None


def _outlet(row: rows.Outlet, *, listed: bool = False) -> records.Outlet:
    """The outlet of a row with its feeds in use; only with those that its file names where `listed` says so.

    Feeds of no known kind are left out. Raises UnreadableError.
    """
    feeds = [feed for feed in row.feeds.all() if feed.enabled and (feed.listed or not listed)]
    return records.Outlet(
        id=row.id,
        name=row.name,
        country=row.country,
        languages=_texts(row, "languages"),
        kind=from_json(records.OutletKind, row.kind),
        homepage=row.homepage,
        family=row.family,
        domains=_texts(row, "domains"),
        credits=_texts(row, "credits"),
        rules=from_json(records.PageRules, row.rules) if row.rules else None,
        feeds=tuple(_feed(feed) for feed in sorted(feeds, key=lambda one: one.url) if feed.kind in _FEED_KINDS),
    )


def _texts(row: rows.Outlet, name: str) -> tuple[str, ...]:
    """A list of texts, which a hand may have made anything: a text alone would fall into its letters."""
    value = getattr(row, name)
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise UnreadableError(f"{name} of {row.id} is {value!r}: make it a list of texts.")
    return tuple(value)


def _no_kind(row: rows.Feed) -> UnreadableError:
    return UnreadableError(f"The kind of the feed {row.url} is {row.kind!r}: choose {', '.join(_FEED_KINDS)}.")


def _in_order(outlet: records.Outlet) -> records.Outlet:
    return replace(outlet, feeds=tuple(sorted(outlet.feeds, key=lambda feed: feed.url)))


def _feed(row: rows.Feed) -> records.Feed:
    return records.Feed(
        url=row.url, outlet=row.outlet_id, kind=records.FeedKind(row.kind), section=row.section, links=row.links
    )


def _feed_state(row: rows.FeedState) -> FeedState:
    return FeedState(
        feed_url=row.feed.url,
        **{name: getattr(row, name) for name in _STATE_FIELDS},
        condition=FeedCondition(row.condition),
        reason=PollReason(row.reason) if row.reason else None,
        wishes=from_json(FeedWishes, row.wishes),
        days=tuple(from_json(FeedDay, day) for day in row.days),
    )
