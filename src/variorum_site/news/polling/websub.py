"""WebSub: hubs are asked to tell us of feeds' changes, answer at an address of ours, and what they send is taken in."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial

import structlog
from django.db import transaction
from django.urls import reverse

from variorum.errors import FeedError, FetchError
from variorum.feeds import FeedHeaders, FeedWishes, ParsedFeed, is_signed, parse_feed, pushed_state
from variorum_site.news import store
from variorum_site.news.running.runner import Runner
from variorum_site.news.running.tools import Tools
from variorum_site.news.store import Delivery, Fault, Subscription, SubscriptionStatus

_LEASE = timedelta(days=10)  # that is asked for; the hub decides
_RENEWED_AT = 0.8  # of the lease
_LONGEST_LEASE = timedelta(days=90)
_RETRIES = (timedelta(hours=1), timedelta(hours=6), timedelta(days=1))  # after askings in vain; then the last one
_DENIED = timedelta(days=7)  # a hub that denied is asked again then
_ANEW = timedelta(days=1)  # a feed that names another hub or topic at each poll is not subscribed to at each
_GIVEN_UP = 3  # askings in vain after which a subscription that is to end is forgotten
_TRIES = 3  # after which a delivery that cannot be taken in is dropped
_MOST_ASKED = 50  # in one run: the rest waits for the next
_LONGEST_REASON = 500

_log = structlog.get_logger(__name__)


class Step(StrEnum):
    """What is to be done about a subscription."""

    NOTHING = "nothing"
    SUBSCRIBE = "subscribe"  # anew, under another address and secret
    ASK_AGAIN = "ask again"  # for the same one: to renew it, or because the hub did not answer
    LEAVE = "leave"
    FORGET = "forget"


def decide(known: Subscription | None, wishes: FeedWishes | None, *, now: datetime) -> Step:
    """What is to be done about a feed that wishes to be heard through its hub, or (None) is not to be heard so."""
    if wishes is None:
        return _end(known, now) if known else Step.NOTHING
    if known is None or known.status is SubscriptionStatus.LEAVING:
        return Step.SUBSCRIBE
    if (known.hub, known.topic) != (wishes.hub, wishes.topic):
        fresh = known.asked_at is not None and known.asked_at > now - _ANEW
        return Step.NOTHING if fresh else Step.SUBSCRIBE
    return Step.ASK_AGAIN if known.ask_at is None or known.ask_at <= now else Step.NOTHING


def _end(known: Subscription, now: datetime) -> Step:
    if known.status is SubscriptionStatus.LEAVING:
        if known.ends_at is None or known.ends_at <= now:
            return Step.FORGET
        if known.ask_at is not None and known.ask_at > now:
            return Step.NOTHING
        return Step.FORGET if known.failures >= _GIVEN_UP else Step.LEAVE
    return Step.LEAVE if known.holds(now) else Step.FORGET


# --- asking hubs -----------------------------------------------------------------------------------------------------


def keep_subscriptions(tools: Tools) -> int:
    """Subscribe, renew and end what is to be; how many hubs were asked. Nothing where we have no address outside.

    A hub that cannot be reached is not asked again in the same run. A row is stored before its hub is asked, for the
    hub may answer at once.
    """
    if tools.public_url is None or tools.hubs is None:
        return 0
    known, wished, now = store.load_subscriptions(), store.hubs_wished_for(), tools.clock()
    unreachable: set[str] = set()
    asked = 0
    for url in sorted({*known, *wished}):
        old, wishes = known.get(url), wished.get(url)
        step = decide(old, wishes, now=now)
        if step is Step.FORGET and old:
            store.drop_subscription(old.token)
            continue
        subscription = _new(url, wishes, now) if step is Step.SUBSCRIBE and wishes else old
        if step is Step.NOTHING or subscription is None or subscription.hub in unreachable or asked >= _MOST_ASKED:
            continue
        asked += 1
        if not _ask(tools, subscription, step, now):
            unreachable.add(subscription.hub)
    return asked


def _new(url: str, wishes: FeedWishes, now: datetime) -> Subscription:
    assert wishes.hub
    assert wishes.topic
    return Subscription(
        feed_url=url,
        hub=wishes.hub,
        topic=wishes.topic,
        token=secrets.token_urlsafe(32),
        secret=secrets.token_urlsafe(48),
    )


def _ask(tools: Tools, subscription: Subscription, step: Step, now: datetime) -> bool:
    assert tools.hubs is not None
    leaving = step is Step.LEAVE
    if step is Step.SUBSCRIBE:
        store.save_subscription(subscription)
    # Every asking is one in vain until the hub confirms: one that accepts and never calls us is as good as down.
    begins_to_leave = leaving and subscription.status is not SubscriptionStatus.LEAVING
    failures = 0 if begins_to_leave else subscription.failures
    again_at = now + _RETRIES[min(failures, len(_RETRIES) - 1)]
    store.save_asking(subscription.token, at=now, again_at=again_at, failures=failures + 1, leaving=leaving)
    form = {
        "hub.callback": f"{tools.public_url}{reverse('websub', args=[subscription.token])}",
        "hub.mode": "unsubscribe" if leaving else "subscribe",
        "hub.topic": subscription.topic,
    }
    if not leaving:
        form |= {"hub.lease_seconds": str(int(_LEASE.total_seconds())), "hub.secret": subscription.secret}
    try:
        tools.hubs.post(subscription.hub, form)
    except FetchError as fault:
        store.save_hub_fault(subscription.token, error=str(fault))
        _log.info("hub could not be asked", hub=subscription.hub, feed=subscription.feed_url, error=str(fault))
        return False
    return True


# --- what hubs say ---------------------------------------------------------------------------------------------------


class Received(StrEnum):
    """What became of a delivery at our door."""

    KEPT = "kept"
    DROPPED = "dropped"  # not signed by the hub
    UNKNOWN = "unknown"  # of a subscription that there is not, or no more
    LATER = "later"  # too much waits: it is to be sent again


def confirm(token: str, *, mode: str, topic: str, lease_seconds: str, now: datetime) -> bool:
    """Whether we want what a hub asks us to confirm; recorded where we do. Only what we asked for is wanted."""
    known = store.find_subscription(token)
    if known is None or topic != known.topic:
        return False
    if mode == "unsubscribe" and known.status is SubscriptionStatus.LEAVING:
        store.drop_subscription(token)
        return True
    if mode != "subscribe" or known.status is SubscriptionStatus.LEAVING:
        return False
    if not (lease_seconds.isascii() and lease_seconds.isdigit() and 0 < len(lease_seconds) < 12 and int(lease_seconds)):
        return False
    lease = min(timedelta(seconds=min(int(lease_seconds), 10**9)), _LONGEST_LEASE)
    store.save_confirmed(token, ends_at=now + lease, ask_at=now + lease * _RENEWED_AT)
    return True


def deny(token: str, *, topic: str, reason: str, now: datetime) -> bool:
    """Record that a hub does not tell us of a feed; False where it is no subscription of ours."""
    known = store.find_subscription(token)
    if known is None or topic != known.topic:
        return False
    if known.status is SubscriptionStatus.LEAVING:
        store.drop_subscription(token)
    else:
        said = " ".join(reason.split())[:_LONGEST_REASON]
        store.save_denied(token, reason=f"The hub denied it: {said or 'no reason given'}.", ask_at=now + _DENIED)
    return True


def receive(token: str, body: bytes, *, signature: str | None, content_type: str | None, now: datetime) -> Received:
    """Keep what a hub sent until the steps read it, where it is signed with our secret."""
    known = store.find_subscription(token)
    if known is None or known.status in {SubscriptionStatus.LEAVING, SubscriptionStatus.DENIED}:
        return Received.UNKNOWN
    if not is_signed(body, signature, secret=known.secret):
        store.save_dropped(token)
        return Received.DROPPED
    kept = store.save_delivery(token, body, content_type=content_type, at=now)
    return Received.KEPT if kept else Received.LATER


# --- taking in -------------------------------------------------------------------------------------------------------


def read_deliveries(tools: Tools) -> int:
    """Take in what hubs sent, as a poll would: how many entries are new or changed. One is held in memory at a time."""
    runner = Runner("deliveries", now=tools.clock())
    fresh = 0
    for identity in store.waiting_deliveries():
        delivery = store.load_delivery(identity)
        if delivery is None:  # its subscription ended meanwhile
            continue
        taken = runner.work(delivery.feed_url, partial(_take_in, tools, delivery))
        if isinstance(taken, Fault):
            _keep_or_drop(delivery, taken)
        else:
            fresh += taken
    return fresh


def _keep_or_drop(delivery: Delivery, fault: Fault) -> None:
    """What the database could not take just now waits for it; what fails for another reason is tried a few times."""
    if fault.of_the_database:
        return
    if delivery.tries + 1 < _TRIES:
        store.save_tried(delivery)
    else:
        store.drop_delivery(delivery, read=False)


def _take_in(tools: Tools, delivery: Delivery) -> int:
    try:
        parsed = parse_feed(
            delivery.body, url=delivery.feed_url, headers=FeedHeaders(content_type=delivery.content_type)
        )
    except FeedError as fault:
        store.drop_delivery(delivery, read=False)
        _log.info("hub sent no feed", feed=delivery.feed_url, error=str(fault))
        return 0
    return _store(tools, delivery, parsed)


@transaction.atomic  # only here: while a delivery is parsed, nobody waits for the database
def _store(tools: Tools, delivery: Delivery, parsed: ParsedFeed) -> int:
    now = tools.clock()
    fresh = store.save_entries(parsed.entries, now=now)
    state = store.load_feed_state(delivery.feed_url)
    store.save_feed_state(pushed_state(state, fresh=fresh, now=now, pace=tools.pace))
    store.drop_delivery(delivery, read=True)
    return fresh
