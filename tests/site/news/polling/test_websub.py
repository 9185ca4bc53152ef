"""WebSub: what is asked of hubs, what they may ask of us, and a real hub that tells a real site of a change."""

from __future__ import annotations

import hmac
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone
from pytest_httpserver import HTTPServer
from tests.site.news.making import NOW, feed, outlet, state
from tests.site.news.town import START, Town, feed_text
from werkzeug import Request, Response

from variorum.feeds import FeedCondition, FeedState, FeedWishes, PollReason, parse_feed
from variorum_site.news import models as rows
from variorum_site.news import store
from variorum_site.news.polling import websub
from variorum_site.news.polling.websub import Step, decide, keep_subscriptions
from variorum_site.news.rounds import Tally, run_steps
from variorum_site.news.store import Subscription, SubscriptionStatus, subscriptions
from variorum_site.news.store.subscriptions import MOST_WAITING
from variorum_site.news.views import MOST_BYTES

pytestmark = [pytest.mark.site]
HUB = "https://hub.example/hub"
URL = feed().url
WISHES = FeedWishes(hub=HUB, topic=URL)
HOUR = timedelta(hours=1)
ASKED = Subscription(
    feed_url=URL, hub=HUB, topic=URL, token="door", secret="quay-lantern", asked_at=NOW - HOUR, ask_at=NOW + HOUR
)
ACTIVE = replace(ASKED, status=SubscriptionStatus.ACTIVE, ends_at=NOW + timedelta(days=2))
OLD = replace(ACTIVE, asked_at=NOW - timedelta(days=1))
LEAVING = replace(ACTIVE, status=SubscriptionStatus.LEAVING)


# --- what is done about a subscription ------------------------------------

STEPS = {
    "a feed that names a hub is subscribed to": (None, WISHES, Step.SUBSCRIBE),
    "a feed without a hub is left alone": (None, None, Step.NOTHING),
    "a subscription that was asked for is waited for": (ASKED, WISHES, Step.NOTHING),
    "a hub that does not answer within the hour is asked again": (replace(ASKED, ask_at=NOW), WISHES, Step.ASK_AGAIN),
    "a lease that lasts is left alone": (ACTIVE, WISHES, Step.NOTHING),
    "a lease is renewed before it ends": (replace(ACTIVE, ask_at=NOW), WISHES, Step.ASK_AGAIN),
    "another hub is subscribed to anew": (OLD, replace(WISHES, hub="https://b.example/"), Step.SUBSCRIBE),
    "another topic is subscribed to anew": (OLD, replace(WISHES, topic="https://b.example/"), Step.SUBSCRIBE),
    "but not within a day": (ACTIVE, replace(WISHES, topic="https://b.example/"), Step.NOTHING),
    "a feed that is heard no more leaves its hub": (ACTIVE, None, Step.LEAVE),
    "one that is heard again meanwhile subscribes anew": (LEAVING, WISHES, Step.SUBSCRIBE),
    "a subscription that was never confirmed is forgotten": (ASKED, None, Step.FORGET),
    "one whose lease ran out is forgotten": (replace(ACTIVE, ends_at=NOW), None, Step.FORGET),
    "a hub that was asked to end it is waited for": (LEAVING, None, Step.NOTHING),
    "and asked again": (replace(LEAVING, ask_at=NOW), None, Step.LEAVE),
    "but not for ever": (replace(LEAVING, failures=3, ask_at=NOW), None, Step.FORGET),
    "and the last asking is waited for as well": (replace(LEAVING, failures=3), None, Step.NOTHING),
    "a hub that denied is left alone": (replace(ASKED, status=SubscriptionStatus.DENIED), WISHES, Step.NOTHING),
    "until its week is over": (replace(ASKED, status=SubscriptionStatus.DENIED, ask_at=NOW), WISHES, Step.ASK_AGAIN),
}


@pytest.mark.parametrize(("known", "wishes", "step"), STEPS.values(), ids=STEPS)
def test_each_subscription_has_its_next_step(known: Subscription | None, wishes: FeedWishes | None, step: Step) -> None:
    assert decide(known, wishes, now=NOW) is step


# --- what a hub may ask of us ------------------------------------


@pytest.fixture
def door(db: None, client: Client) -> Client:
    """A stranger before the door of a subscription that was asked for."""
    store.save_outlet(outlet())
    store.save_subscription(ASKED)
    return client


def ask(client: Client, token: str = "door", **asked: str) -> tuple[int, str]:
    defaults = {"mode": "subscribe", "topic": URL, "challenge": "c-4711", "lease_seconds": "86400"}
    answer = client.get(f"/websub/{token}/", {f"hub.{name}": value for name, value in {**defaults, **asked}.items()})
    return answer.status_code, answer.content.decode()


def signed(body: bytes, secret: str = ASKED.secret, method: str = "sha256") -> dict[str, str]:
    return {"X-Hub-Signature": f"{method}={hmac.new(secret.encode(), body, method).hexdigest()}"}


def send(client: Client, body: bytes, token: str = "door", headers: dict[str, str] | None = None) -> int:
    sent = signed(body) if headers is None else headers
    return client.post(f"/websub/{token}/", body, content_type="application/rss+xml", headers=sent).status_code


def known() -> rows.Subscription:
    return rows.Subscription.objects.get()


def waiting() -> list[store.Delivery]:
    return [one for identity in store.waiting_deliveries() if (one := store.load_delivery(identity))]


def test_what_we_asked_for_is_confirmed_with_the_challenge(door: Client) -> None:
    assert ask(door) == (200, "c-4711")
    row = known()
    assert row.status == "active"
    assert row.ends_at is not None
    assert timedelta(hours=23) < row.ends_at - timezone.now() <= timedelta(days=1)
    assert row.ask_at is not None
    assert row.ask_at < row.ends_at


def test_a_challenge_is_never_markup(door: Client) -> None:
    answer = door.get(
        "/websub/door/",
        {"hub.mode": "subscribe", "hub.topic": URL, "hub.challenge": "<script>", "hub.lease_seconds": "60"},
    )
    assert answer["Content-Type"].startswith("text/plain")
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param({"topic": "https://harbour-post.example/other"}, id="another topic"),
        pytest.param({"mode": "unsubscribe"}, id="an end that we did not ask for"),
        pytest.param({"mode": "publish"}, id="a mode that is none"),
        pytest.param({"challenge": ""}, id="no challenge"),
        pytest.param({"challenge": "x" * 5000}, id="a challenge that is too long"),
        pytest.param({"lease_seconds": ""}, id="no lease"),
        pytest.param({"lease_seconds": "-1"}, id="a lease in the past"),
        pytest.param({"lease_seconds": "0"}, id="a lease of no time"),
        pytest.param({"lease_seconds": "9" * 40}, id="a lease that is no sensible number"),
        pytest.param({"token": "another"}, id="another door"),
    ],
)
def test_what_we_did_not_ask_for_is_not_confirmed(door: Client, asked: dict[str, str]) -> None:
    assert ask(door, **asked) == (404, "")
    assert known().status == "asked"


def test_an_end_that_we_asked_for_is_confirmed_and_the_subscription_forgotten(door: Client) -> None:
    rows.Subscription.objects.update(status="leaving")
    assert ask(door)[0] == 404
    assert ask(door, mode="unsubscribe") == (200, "c-4711")
    assert rows.Subscription.objects.count() == 0


def test_a_hub_may_deny_and_its_reason_is_kept(door: Client) -> None:
    assert ask(door, mode="denied", reason="not  yours\n") == (200, "")
    assert (known().status, known().error) == ("denied", "The hub denied it: not yours.")
    assert ask(door, mode="denied", topic="https://b.example/")[0] == 404


def test_what_is_signed_is_kept_until_it_is_read(door: Client) -> None:
    assert send(door, b"<rss/>") == 202
    [delivery] = waiting()
    assert (delivery.feed_url, delivery.body, delivery.content_type) == (URL, b"<rss/>", "application/rss+xml")


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({}, id="not signed"),
        pytest.param(signed(b"<rss/>", secret="guessed"), id="with another secret"),
        pytest.param(signed(b"other"), id="for another body"),
    ],
)
def test_what_is_badly_signed_is_dropped_and_counted_and_the_sender_does_not_learn_it(
    door: Client, headers: dict[str, str]
) -> None:
    assert send(door, b"<rss/>", headers=headers) == 202
    assert waiting() == []
    assert known().dropped == 1


def test_a_delivery_for_nobody_is_told_to_stop(door: Client) -> None:
    assert send(door, b"<rss/>", token="former") == 410


def test_a_delivery_that_is_too_large_is_refused(door: Client) -> None:
    assert send(door, b" " * (MOST_BYTES + 1)) == 413
    assert waiting() == []


def test_a_hub_that_floods_us_is_told_to_send_later(door: Client) -> None:
    for _ in range(MOST_WAITING):
        store.save_delivery("door", b"<rss/>", content_type=None, at=NOW)
    assert send(door, b"<rss/>") == 503


def test_all_feeds_together_may_keep_only_so_many_bytes_waiting(door: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    other = feed("nz/courier").url
    store.save_outlet(outlet("nz/courier"))
    store.save_subscription(replace(ASKED, feed_url=other, topic=other, token="other"))
    monkeypatch.setattr(subscriptions, "MOST_BYTES_WAITING", 1_000)
    store.save_delivery("other", bytes(990), content_type=None, at=NOW)
    assert send(door, b"<rss>12</rss>") == 503
    assert send(door, b"<rss/>") == 202


def test_a_kind_of_content_of_any_length_is_taken(door: Client) -> None:
    kind = f"application/rss+xml; profile={'x' * 900}"
    assert door.post("/websub/door/", b"<rss/>", content_type=kind, headers=signed(b"<rss/>")).status_code == 202
    assert [one.content_type for one in waiting()] == [kind[:200]]


def test_a_new_subscription_of_a_feed_keeps_what_the_earlier_one_delivered(door: Client) -> None:
    send(door, b"<rss/>")
    store.save_subscription(replace(ASKED, topic="https://b.example/", token="new"))
    assert [(one.body, one.token) for one in waiting()] == [(b"<rss/>", "new")]
    assert (send(door, b"<rss/>"), known().topic) == (410, "https://b.example/")


def test_only_asking_and_sending_is_allowed(door: Client) -> None:
    assert [door.generic(method, "/websub/door/").status_code for method in ("PUT", "DELETE", "HEAD")] == [405] * 3


def test_a_hub_needs_no_token_of_a_form(door: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert send(strict, b"<rss/>") == 202


# --- a real hub, a real site ------------------------------------


@dataclass
class Hub:
    """Confirms at once what it is asked for, by calling the site; sends a feed when told to."""

    forms: list[dict[str, str]] = field(default_factory=list)
    confirmed: list[tuple[int, str]] = field(default_factory=list)
    lease: int = 86_400
    down: bool = False
    mute: bool = False  # accepts, and never asks us whether we meant it

    def answer(self, request: Request) -> Response:
        form = request.form.to_dict()
        self.forms.append(form)
        if self.down:
            return Response("down", status=503)
        if self.mute:
            return Response(status=202)
        asked = {
            "hub.mode": form["hub.mode"],
            "hub.topic": form["hub.topic"],
            "hub.challenge": "c-1",
            "hub.lease_seconds": str(self.lease),
        }
        with urllib.request.urlopen(f"{form['hub.callback']}?{urllib.parse.urlencode(asked)}") as called:
            self.confirmed.append((called.status, called.read().decode()))
        return Response(status=202)

    def send(self, text: str, *, secret: str | None = None) -> int:
        """The status with which the site takes what is sent."""
        body, form = text.encode(), next(one for one in reversed(self.forms) if "hub.secret" in one)
        headers = {**signed(body, secret or form["hub.secret"], "sha512"), "Content-Type": "application/rss+xml"}
        request = urllib.request.Request(form["hub.callback"], data=body, headers=headers, method="POST")
        with urllib.request.urlopen(request) as called:
            return int(called.status)


@pytest.fixture
def hub(httpserver: HTTPServer) -> Hub:
    found = Hub()
    httpserver.expect_request("/hub", method="POST").respond_with_handler(found.answer)
    return found


@pytest.fixture
def told_town(transactional_db: None, hub: Hub, town: Town) -> Town:
    """A town whose one paper names the hub in its feed's headers."""
    town.add("herald.example", "MY", quay="Old ferry quay of Larran burns down")
    town.papers["herald.example"].hub = HUB
    town.now = timezone.now().replace(microsecond=0)
    return town


HERALD = "https://herald.example/feed.xml"


def run(town: Town, site: Any = None) -> Tally:
    with town.tools() as tools:
        hubs = tools.feeds if site else None
        return run_steps(replace(tools, hubs=hubs, public_url=site.url if site else None))  # type: ignore[arg-type]


def herald() -> FeedState:
    return store.load_feed_state(HERALD)


def test_a_site_without_an_address_outside_only_polls(told_town: Town, hub: Hub) -> None:
    run(told_town)
    assert herald().wishes.hub == HUB
    assert (hub.forms, rows.Subscription.objects.count()) == ([], 0)


def test_a_feed_that_names_a_hub_is_subscribed_to_and_polled_seldom(
    told_town: Town, hub: Hub, live_server: Any
) -> None:
    run(told_town, live_server)
    [form] = hub.forms
    assert (form["hub.mode"], form["hub.topic"]) == ("subscribe", HERALD)
    assert form["hub.callback"].startswith(f"{live_server.url}/websub/")
    assert hub.confirmed == [(200, "c-1")]
    assert known().status == "active"
    told_town.wait(hours=1)
    run(told_town, live_server)
    assert herald().reason is PollReason.PUSHED
    assert (herald().due_at or START) - told_town.now >= timedelta(hours=6)
    assert len(hub.forms) == 1


def test_what_a_hub_sends_is_taken_in_like_a_poll(told_town: Town, hub: Hub, live_server: Any) -> None:
    run(told_town, live_server)
    paper = told_town.papers["herald.example"]
    paper.pages["/later"] = ("Larran ferries sail again", paper.pages["/quay"][1])
    told_town.wait(minutes=1)
    told_town.asked.clear()
    assert hub.send(feed_text(paper)) == 202
    tally = run(told_town, live_server)
    assert (tally.feeds, tally.entries, tally.pages) == (0, 1, 1)
    assert "herald.example/feed.xml" not in told_town.asked
    assert herald().changed_at == told_town.now
    assert (known().received, waiting()) == (1, [])


def test_what_somebody_else_sends_is_not_taken_in(told_town: Town, hub: Hub, live_server: Any) -> None:
    run(told_town, live_server)
    told_town.wait(minutes=1)
    assert hub.send("<rss><channel><item><link>https://evil.example/1</link></item></channel></rss>", secret="x") == 202
    assert run(told_town, live_server).entries == 0
    assert (known().received, known().dropped) == (0, 1)


def test_what_is_no_feed_is_dropped(told_town: Town, hub: Hub, live_server: Any) -> None:
    run(told_town, live_server)
    hub.send("<html><body>maintenance</body></html>")
    run(told_town, live_server)
    assert (known().received, known().dropped, waiting()) == (0, 1, [])


def test_a_lease_is_renewed_before_it_ends_at_the_same_address(told_town: Town, hub: Hub, live_server: Any) -> None:
    run(told_town, live_server)
    told_town.wait(hours=20)
    run(told_town, live_server)
    first, second = hub.forms
    assert (first["hub.callback"], first["hub.secret"]) == (second["hub.callback"], second["hub.secret"])
    assert known().status == "active"


def test_a_feed_that_is_paused_leaves_its_hub(told_town: Town, hub: Hub, live_server: Any) -> None:
    run(told_town, live_server)
    rows.Feed.objects.update(paused=True)
    run(told_town, live_server)
    assert [form["hub.mode"] for form in hub.forms] == ["subscribe", "unsubscribe"]
    assert rows.Subscription.objects.count() == 0


def test_a_feed_that_is_gone_leaves_its_hub(told_town: Town, hub: Hub, live_server: Any) -> None:
    run(told_town, live_server)
    store.save_feed_state(replace(herald(), condition=FeedCondition.GONE))
    run(told_town, live_server)
    assert hub.forms[-1]["hub.mode"] == "unsubscribe"


def test_a_hub_that_is_down_is_asked_again_later_and_the_feed_is_polled_as_ever(
    told_town: Town, hub: Hub, live_server: Any
) -> None:
    hub.down = True
    run(told_town, live_server)
    assert known().failures == 1
    assert "503" in (known().error or "")
    told_town.wait(minutes=40)
    run(told_town, live_server)
    assert len(hub.forms) == 1
    assert herald().reason is not PollReason.PUSHED
    hub.down = False
    told_town.wait(hours=2)
    run(told_town, live_server)
    assert known().status == "active"


def ask_for_a_week(town: Town, site: Any) -> None:
    """Only hubs are asked, every half hour."""
    with town.tools() as tools:
        for _ in range(48 * 7):
            keep_subscriptions(replace(tools, hubs=tools.feeds, public_url=site.url))  # type: ignore[arg-type]
            town.wait(minutes=30)


def test_a_hub_that_accepts_and_never_confirms_is_asked_ever_less_often(
    told_town: Town, hub: Hub, live_server: Any
) -> None:
    hub.mute = True
    run(told_town, live_server)
    ask_for_a_week(told_town, live_server)
    assert len(hub.forms) == 9  # at once, after an hour, six more hours, then daily
    hub.mute = False
    told_town.wait(days=1)
    run(told_town, live_server)
    assert (known().status, known().failures) == ("active", 0)


def test_a_hub_that_never_confirms_an_end_is_asked_three_times(told_town: Town, hub: Hub, live_server: Any) -> None:
    hub.lease = 864_000
    run(told_town, live_server)
    rows.Feed.objects.update(paused=True)
    hub.mute = True
    ask_for_a_week(told_town, live_server)
    assert [form["hub.mode"] for form in hub.forms] == ["subscribe", *["unsubscribe"] * 3]
    assert rows.Subscription.objects.count() == 0


def deliver(town: Town, hub: Hub, site: Any) -> None:
    """A hub sends a feed with one more entry."""
    run(town, site)
    paper = town.papers["herald.example"]
    paper.pages["/later"] = ("Larran ferries sail again", paper.pages["/quay"][1])
    town.wait(minutes=1)
    assert hub.send(feed_text(paper)) == 202


def test_what_the_database_cannot_take_waits_until_it_can(told_town: Town, hub: Hub, live_server: Any) -> None:
    deliver(told_town, hub, live_server)
    for _ in range(5):
        with refusing(OperationalError("database is locked")):
            assert run(told_town, live_server).entries == 0
    assert len(waiting()) == 1
    assert run(told_town, live_server).entries == 1
    assert (known().received, known().dropped, waiting()) == (1, 0, [])


def test_what_cannot_be_taken_in_is_given_up_after_three_tries(told_town: Town, hub: Hub, live_server: Any) -> None:
    deliver(told_town, hub, live_server)
    with refusing(ValueError("no such letter")):
        for left in (1, 1, 0):
            run(told_town, live_server)
            assert len(waiting()) == left
    assert (known().received, known().dropped) == (0, 1)


@contextmanager
def refusing(fault: Exception) -> Iterator[None]:
    """The database refuses every new entry."""

    def refuse(execute: Any, sql: str, *rest: Any) -> Any:
        if sql.startswith("INSERT") and '"news_entry"' in sql:
            raise fault
        return execute(sql, *rest)

    with connection.execute_wrapper(refuse):
        yield


def test_others_write_while_a_delivery_is_parsed(
    told_town: Town, hub: Hub, live_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliver(told_town, hub, live_server)
    inside: list[bool] = []

    def parse(*given: Any, **named: Any) -> Any:
        inside.append(connection.in_atomic_block)
        return parse_feed(*given, **named)

    monkeypatch.setattr(websub, "parse_feed", parse)
    run(told_town, live_server)
    assert inside == [False]


def test_a_hub_that_keeps_news_to_itself_is_not_relied_upon(told_town: Town, hub: Hub, live_server: Any) -> None:
    run(told_town, live_server)
    paper = told_town.papers["herald.example"]
    paper.pages["/later"] = ("Larran ferries sail again", paper.pages["/quay"][1])
    told_town.wait(hours=2)
    run(told_town, live_server)
    assert herald().reason is not PollReason.PUSHED


def test_subscriptions_of_feeds_that_fail_stay(db: None) -> None:
    store.save_outlet(outlet())
    store.save_feed_state(state(URL, works=False, wishes=WISHES))
    assert store.hubs_wished_for() == {URL: WISHES}
