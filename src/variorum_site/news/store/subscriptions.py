"""Subscriptions to hubs and what they deliver: rows and records. Callbacks come while a hub is asked, so each change
touches its own columns only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import transaction
from django.db.models import F, Sum
from django.db.models.functions import Length

from variorum.feeds import FeedCondition, FeedWishes
from variorum_site.news import models as rows
from variorum_site.news.store.codec import from_json

# More than this is sent again later: of one feed, and of all together.
MOST_WAITING = 100  # deliveries of a feed
MOST_BYTES_WAITING = 100_000_000
_LONGEST_TYPE = 200  # as its column


class SubscriptionStatus(StrEnum):
    ASKED = "asked"  # the hub has not confirmed it yet
    ACTIVE = "active"
    DENIED = "denied"
    LEAVING = "leaving"  # the hub was asked to end it


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A feed whose changes a hub is asked to send us."""

    feed_url: str
    hub: str
    topic: str
    token: str  # in the address that the hub calls
    secret: str  # signs what it sends
    status: SubscriptionStatus = SubscriptionStatus.ASKED
    ends_at: datetime | None = None  # of the lease
    ask_at: datetime | None = None  # when the hub is asked again
    asked_at: datetime | None = None
    failures: int = 0
    received_at: datetime | None = None

    def holds(self, now: datetime) -> bool:
        """Whether the hub tells us of changes now, for all we know."""
        return self.status is SubscriptionStatus.ACTIVE and self.ends_at is not None and self.ends_at > now


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What a hub sent and is not read yet."""

    id: int
    feed_url: str
    token: str
    body: bytes
    content_type: str | None
    received_at: datetime
    tries: int = 0  # of taking it in, in vain


def load_subscriptions() -> Mapping[str, Subscription]:
    """All subscriptions by the address of their feed."""
    return {row.feed.url: _record(row) for row in rows.Subscription.objects.select_related("feed")}


def load_subscription(feed_url: str) -> Subscription | None:
    """The subscription to a feed; None where there is none."""
    row = rows.Subscription.objects.select_related("feed").filter(feed__url=feed_url).first()
    return _record(row) if row else None


def find_subscription(token: str) -> Subscription | None:
    """The subscription whose address a hub called; None where there is none, or no more."""
    row = rows.Subscription.objects.select_related("feed").filter(token=token).first()
    return _record(row) if row else None


def hubs_wished_for() -> Mapping[str, FeedWishes]:
    """What each feed wishes that is polled, neither gone nor closed to us, and names a hub, by its address."""
    lost = (FeedCondition.GONE, FeedCondition.FORBIDDEN)
    states = rows.FeedState.objects.filter(feed__in=rows.polled_feeds()).exclude(condition__in=lost)
    named = states.filter(wishes__hub__isnull=False).select_related("feed")
    found = {row.feed.url: from_json(FeedWishes, row.wishes) for row in named}
    return {url: wishes for url, wishes in found.items() if wishes.hub and wishes.topic}


def save_subscription(subscription: Subscription) -> None:
    """Store a new subscription in place of an earlier one of the feed; what that one delivered waits on."""
    feed = rows.Feed.objects.get(url=subscription.feed_url)
    new = rows.Subscription(
        feed=feed,
        hub=subscription.hub,
        topic=subscription.topic,
        token=subscription.token,
        secret=subscription.secret,
        status=subscription.status.value,
        asked_at=subscription.asked_at,
        ask_at=subscription.ask_at,
    )
    new.pk = rows.Subscription.objects.filter(feed=feed).values_list("pk", flat=True).first()
    new.save()


def save_asking(token: str, *, at: datetime, again_at: datetime, failures: int, leaving: bool = False) -> None:
    """Record that the hub is asked to subscribe us, or to end the subscription: in vain, until it confirms."""
    changed: dict[str, object] = {"asked_at": at, "ask_at": again_at, "failures": failures}
    if leaving:
        changed["status"] = SubscriptionStatus.LEAVING.value
    rows.Subscription.objects.filter(token=token).update(**changed)


def save_hub_fault(token: str, *, error: str) -> None:
    """Record why the hub could not be asked."""
    rows.Subscription.objects.filter(token=token).update(error=error)


def save_confirmed(token: str, *, ends_at: datetime, ask_at: datetime) -> None:
    """Record that the hub holds the subscription until then."""
    rows.Subscription.objects.filter(token=token).update(
        status=SubscriptionStatus.ACTIVE.value, ends_at=ends_at, ask_at=ask_at, failures=0, error=None
    )


def save_denied(token: str, *, reason: str, ask_at: datetime) -> None:
    """Record that the hub does not want to tell us of the feed."""
    rows.Subscription.objects.filter(token=token).update(
        status=SubscriptionStatus.DENIED.value, ends_at=None, error=reason, ask_at=ask_at
    )


def drop_subscription(token: str) -> None:
    """Forget a subscription, with what it delivered and was not read."""
    rows.Subscription.objects.filter(token=token).delete()


def save_delivery(token: str, body: bytes, *, content_type: str | None, at: datetime) -> bool:
    """Keep what a hub sent until it is read; False where too much waits already."""
    row = rows.Subscription.objects.filter(token=token).first()
    if row is None or row.deliveries.count() >= MOST_WAITING or _bytes_waiting() + len(body) > MOST_BYTES_WAITING:
        return False
    kind = content_type and content_type[:_LONGEST_TYPE]
    rows.Delivery.objects.create(subscription=row, body=body, content_type=kind, received_at=at)
    rows.Subscription.objects.filter(pk=row.pk).update(received_at=at)
    return True


def save_dropped(token: str) -> None:
    """Count what was sent and is not read: not signed by the hub, or no feed."""
    rows.Subscription.objects.filter(token=token).update(dropped=F("dropped") + 1)


def waiting_deliveries() -> list[int]:
    """The ids of what waits to be read, oldest first."""
    return list(rows.Delivery.objects.order_by("id").values_list("id", flat=True))


def load_delivery(identity: int) -> Delivery | None:
    """What waits under this id; None where it waits no more."""
    row = rows.Delivery.objects.select_related("subscription__feed").filter(pk=identity).first()
    if row is None:
        return None
    return Delivery(
        id=row.pk,
        feed_url=row.subscription.feed.url,
        token=row.subscription.token,
        body=bytes(row.body),
        content_type=row.content_type,
        received_at=row.received_at,
        tries=row.tries,
    )


def save_tried(delivery: Delivery) -> None:
    """Record that a delivery could not be taken in, and still waits."""
    rows.Delivery.objects.filter(pk=delivery.id).update(tries=F("tries") + 1)


@transaction.atomic
def drop_delivery(delivery: Delivery, *, read: bool) -> None:
    """Forget a delivery, and count it: as read, or as dropped, for it is no feed or cannot be taken in."""
    counted = "received" if read else "dropped"
    rows.Subscription.objects.filter(deliveries=delivery.id).update(**{counted: F(counted) + 1})
    rows.Delivery.objects.filter(pk=delivery.id).delete()


def _bytes_waiting() -> int:
    # Neither database reads the bodies for this: SQLite and PostgreSQL keep the length of each beside it.
    return rows.Delivery.objects.aggregate(sum=Sum(Length("body")))["sum"] or 0


def _record(row: rows.Subscription) -> Subscription:
    return Subscription(
        feed_url=row.feed.url,
        hub=row.hub,
        topic=row.topic,
        token=row.token,
        secret=row.secret,
        status=SubscriptionStatus(row.status),
        ends_at=row.ends_at,
        ask_at=row.ask_at,
        asked_at=row.asked_at,
        failures=row.failures,
        received_at=row.received_at,
    )
