"""The admin: what is found there, and what a person may do and undo."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Permission, User
from django.core.exceptions import PermissionDenied
from django.db.models import ProtectedError
from django.test import Client
from django.utils import timezone
from tests.site.news.making import NOW, article, feed, outlet, reading, state

from variorum.errors import InputError
from variorum.feeds import FeedDay, FeedState, FeedWishes, PollReason
from variorum.model import Feed, FeedKind, Open
from variorum.outlets import load_directory
from variorum_site.news import models as rows
from variorum_site.news import store
from variorum_site.news.actions import merge_stories, take_back
from variorum_site.news.polling.admin import feed_in_words

pytestmark = [pytest.mark.site, pytest.mark.django_db]


@pytest.fixture
def editor() -> User:
    person = User.objects.create_user("ana", password="quay-lantern-42", is_staff=True)
    person.user_permissions.set(Permission.objects.filter(content_type__app_label="news"))
    return person


@pytest.fixture
def two_stories() -> list[rows.Story]:
    for name in ("a", "b"):
        store.save_article(article(name), now=NOW)
        store.apply([Open(article=name, story=f"s-{name}", made_by="stories/1")], now=NOW)
        store.save_reading(reading(f"s-{name}", name), title=article(name), now=NOW)
    return list(rows.Story.objects.order_by("id"))


@pytest.mark.parametrize("name", ["outlet", "feed", "story", "article", "decisionlog", "rejection"])
def test_every_list_opens_and_can_be_searched(
    client: Client, editor: User, name: str, two_stories: list[object]
) -> None:
    store.save_outlet(outlet())
    client.force_login(editor)
    assert client.get(f"/admin/news/{name}/?q=bridge").status_code == 200


def test_a_stranger_is_sent_to_the_door(client: Client) -> None:
    assert client.get("/admin/news/story/").status_code == 302


def test_the_health_of_a_feed_is_told_in_words(client: Client, editor: User) -> None:
    store.save_outlet(outlet())
    row = rows.Feed.objects.get()
    assert feed_in_words(row) == "never polled"
    store.save_feed_state(state(feed().url, works=False, failures=2))
    assert "failed 2 times in a row since" in feed_in_words(rows.Feed.objects.get())
    assert "It answered with status 503" in feed_in_words(rows.Feed.objects.get())
    store.save_feed_state(state(feed().url))
    assert feed_in_words(rows.Feed.objects.get()).startswith("works; polled ")
    client.force_login(editor)
    for condition, found in (("ok", 1), ("failing", 0), ("gone", 0), ("unread", 0)):
        shown = client.get(f"/admin/news/feed/?condition={condition}")
        assert shown.context["cl"].result_count == found


def test_a_feed_can_be_polled_now(client: Client, editor: User) -> None:
    store.save_outlet(outlet())
    store.save_feed_state(state(feed().url, due_at=timezone.now() + timedelta(days=1)))
    assert store.due_feeds(timezone.now()) == []
    client.force_login(editor)
    client.post("/admin/news/feed/", {"action": "poll_now", "_selected_action": [rows.Feed.objects.get().pk]})
    assert len(store.due_feeds(timezone.now())) == 1


def test_a_feeds_page_explains_its_state_and_its_next_poll(client: Client, editor: User) -> None:
    store.save_outlet(outlet())
    told = state(
        feed().url,
        works=False,
        due_at=timezone.now() + timedelta(hours=4),
        reason=PollReason.BACKOFF,
        interval=timedelta(minutes=24),
        days=(FeedDay(day=NOW.date(), polls=9, faults=(("status-503", 2), ("timeout", 1))),),
        wishes=FeedWishes(hub="https://hub.example/", topic=feed().url),
    )
    store.save_feed_state(told)
    client.force_login(editor)
    page = client.get(f"/admin/news/feed/{rows.Feed.objects.get().pk}/change/").content.decode()
    for words in (
        "fails; failed 2 times in a row since",
        "24 minutes",
        "(ever later while it fails)",
        "2 of 9 polls: its server answered with error 503; 1 of 9 polls: it did not answer in time",
        "none announced within a week",
        "https://hub.example/, not subscribed to",
    ):
        assert words in page


def test_a_server_that_asked_us_to_stay_away_is_not_told_as_paused(client: Client, editor: User) -> None:
    store.save_outlet(outlet())
    days = (FeedDay(day=NOW.date(), polls=2, faults=(("paused", 2),)),)
    store.save_feed_state(state(feed().url, works=False, days=days))
    client.force_login(editor)
    page = client.get(f"/admin/news/feed/{rows.Feed.objects.get().pk}/change/").content.decode()
    assert "2 of 2 polls: its server asked us to stay away for a while" in page
    assert "paused (" not in page


def columns_of(client: Client) -> dict[str, str]:
    """The first line of the list of feeds, by column."""
    page = client.get("/admin/news/feed/").content.decode()
    cells = re.findall(r'<t[dh] class="field-(\w+)[^>]*>(.*?)</t[dh]>', page)
    return {name: re.sub(r"<[^>]+>", "", told) for name, told in cells}


@time_machine.travel(NOW, tick=False)
def test_the_list_of_feeds_begins_with_how_each_does_and_is_short(client: Client, editor: User) -> None:
    address = "https://www.harbour-post.example/very/long/way/to/the/feed-of-news.xml"
    store.save_outlet(outlet(feeds=(Feed(url=address, outlet="my/harbour-post"),)))
    store.save_feed_state(state(address, works=False, at=NOW - timedelta(days=400), due_at=NOW + timedelta(hours=1)))
    client.force_login(editor)
    told = columns_of(client)
    assert list(told) == ["condition", "address", "since", "failures", "due", "rhythm"]
    assert (told["condition"], told["address"]) == ("fails", "harbour-post.exam…-of-news.xmlHarbour Post")
    assert (told["since"], told["due"]) == ("01/28/2025", "1:30 p.m.")
    rows.Feed.objects.update(paused=True)
    assert columns_of(client)["condition"] == "paused"


def learned(row: rows.Feed) -> None:
    store.save_feed_state(state(row.url, etag='"1"', address="https://harbour-post.example/moved.xml"))


@pytest.mark.parametrize("changed", [{"kind": "sitemap", "links": ""}, {"links": "/news/.+"}, {"outlet": "my/b"}])
def test_a_feed_that_is_read_otherwise_is_known_nothing_of(
    client: Client, editor: User, changed: dict[str, str]
) -> None:
    for name in ("a", "b"):
        store.save_outlet(outlet(f"my/{name}", feeds=()))
    store.save_feed(Feed(url="https://a.example/", outlet="my/a", kind=FeedKind.PAGE, links="/2026/.+"))
    row = rows.Feed.objects.get()
    learned(row)
    client.force_login(editor)
    same = {"url": row.url, "kind": "page", "links": "/2026/.+", "outlet": "my/a"}
    client.post(f"/admin/news/feed/{row.pk}/change/", {**same, "section": "Sea"})
    assert store.load_feed_state(row.url).etag == '"1"'
    assert client.post(f"/admin/news/feed/{row.pk}/change/", {**same, **changed}).status_code == 302
    assert store.load_feed_state(row.url) == FeedState(feed_url=row.url)


@pytest.mark.parametrize("changed", [{"feeds-0-kind": "sitemap"}, {"domains": '["h.example", "b.example"]'}])
def test_the_same_on_the_page_of_its_outlet(client: Client, editor: User, changed: dict[str, str]) -> None:
    page = Feed(url="https://h.example/", outlet="my/harbour-post", kind=FeedKind.PAGE, links="/2026/.+")
    own = feed() if "feeds-0-kind" in changed else page
    store.save_outlet(outlet(feeds=(own,), domains=("h.example",)))
    row = rows.Feed.objects.get()
    learned(row)
    client.force_login(editor)
    facts = {
        "name": "Harbour Post",
        "country": "MY",
        "languages": '["en"]',
        "kind": "paper",
        "homepage": "https://h.example/",
    }
    facts |= {"family": "", "domains": '["h.example"]', "credits": "[]", "rules": "null"}
    feeds = {"TOTAL_FORMS": "1", "INITIAL_FORMS": "1", "0-id": str(row.pk), "0-outlet": "my/harbour-post"}
    feeds |= {"0-url": row.url, "0-kind": row.kind, "0-section": ""}
    sent = facts | {f"feeds-{name}": value for name, value in feeds.items()}
    assert client.post("/admin/news/outlet/my_2Fharbour-post/change/", sent).status_code == 302
    assert store.load_feed_state(row.url).etag == '"1"'
    assert client.post("/admin/news/outlet/my_2Fharbour-post/change/", sent | changed).status_code == 302
    assert store.load_feed_state(row.url) == FeedState(feed_url=row.url)


def test_a_feeds_page_tells_what_its_hub_sent(client: Client, editor: User) -> None:
    store.save_outlet(outlet())
    hub = store.Subscription(feed_url=feed().url, hub="https://hub.example/", topic=feed().url, token="t", secret="s")
    store.save_subscription(hub)
    store.save_dropped("t")
    client.force_login(editor)
    page = client.get(f"/admin/news/feed/{rows.Feed.objects.get().pk}/change/").content.decode()
    assert "https://hub.example/: asked, 0 deliveries taken in, 1 dropped" in page


def test_polling_a_feed_is_paused_and_resumed(client: Client, editor: User) -> None:
    store.save_outlet(outlet())
    client.force_login(editor)
    for action, due in (("pause", 0), ("resume", 1)):
        client.post("/admin/news/feed/", {"action": action, "_selected_action": [rows.Feed.objects.get().pk]})
        assert len(store.due_feeds(NOW)) == due


def test_outlets_and_feeds_cannot_be_deleted_for_facts_stand_on_them(client: Client, editor: User) -> None:
    store.save_outlet(outlet())
    client.force_login(editor)
    feed_row = rows.Feed.objects.get()
    for address in ("outlet/my_2Fharbour-post", f"feed/{feed_row.pk}"):
        assert client.post(f"/admin/news/{address}/delete/", {"post": "yes"}).status_code == 403
    with pytest.raises(ProtectedError):
        rows.Outlet.objects.get().delete()


def test_what_a_file_says_of_an_outlet_is_read_only_and_names_the_file(
    client: Client, editor: User, settings: Any, tmp_path: Path
) -> None:
    settings.VARIORUM = replace(settings.VARIORUM, home=tmp_path)
    bundled = next(iter(load_directory().outlets.values()))
    store.save_outlet(bundled)
    store.save_outlet(outlet())
    client.force_login(editor)
    page = client.get(f"/admin/news/outlet/{bundled.id.replace('/', '_2F')}/change/").content.decode()
    assert f"variorum/directory/{bundled.id}.toml" in page
    assert 'name="name"' not in page
    own = "/admin/news/outlet/my_2Fharbour-post/change/"
    assert 'name="name"' in client.get(own).content.decode()
    (tmp_path / "directory" / "my").mkdir(parents=True)
    (tmp_path / "directory" / "my" / "harbour-post.toml").write_text("", encoding="utf-8")
    assert str(tmp_path / "directory" / "my" / "harbour-post.toml") in client.get(own).content.decode()
    feed_page = client.get(f"/admin/news/feed/{rows.Feed.objects.get(url=feed().url).pk}/change/").content.decode()
    assert 'name="paused"' in feed_page
    assert 'name="url"' not in feed_page


OWN = {
    "id": "my/own",
    "name": "Own Post",
    "country": "MY",
    "kind": "paper",
    "homepage": "https://own.example/",
    "family": "",
    "languages": '["ms"]',
    "domains": "",
    "credits": "",
    "rules": "",
    "feeds-TOTAL_FORMS": "0",
    "feeds-INITIAL_FORMS": "0",
}
ONE_FEED = {
    "feeds-TOTAL_FORMS": "1",
    "feeds-0-url": "https://own.example/feed.xml",
    "feeds-0-kind": "feed",
    "feeds-0-section": "",
}


def errors_of(answer: Any) -> str:
    return " ".join(str(one) for one in answer.context["errors"])


def test_an_outlet_and_its_feed_can_be_made_in_the_admin(client: Client, editor: User) -> None:
    client.force_login(editor)
    assert client.get("/admin/news/outlet/add/").status_code == 200
    assert client.post("/admin/news/outlet/add/", {**OWN, **ONE_FEED}).status_code == 302
    made = store.load_directory().by_url("https://www.own.example/quay")
    assert made is not None
    assert (made.id, made.languages, made.credits) == ("my/own", ("ms",), ())
    assert [(one.url, one.kind) for one in made.feeds] == [("https://own.example/feed.xml", FeedKind.FEED)]
    changed = {**OWN, "name": "Own Post of Larran", "domains": '["own.example", "خبر.example"]'}
    refused = client.post("/admin/news/outlet/my_2Fown/change/", changed)
    assert "write a host name in small letters" in errors_of(refused)
    changed["domains"] = '["own.example"]'
    assert client.post("/admin/news/outlet/my_2Fown/change/", changed).status_code == 302
    assert rows.Outlet.objects.get().name == "Own Post of Larran"


def test_a_feed_of_each_kind_can_be_made_in_the_admin(client: Client, editor: User) -> None:
    client.force_login(editor)
    assert client.get("/admin/news/feed/add/").status_code == 200
    for name, links in (("feed", ""), ("sitemap", ""), ("page", r"/\d{4}/.+")):
        facts = {"url": f"https://own.example/{name}", "kind": name, "section": "", "outlet": "", "links": links}
        assert client.post("/admin/news/feed/add/", facts).status_code == 302
    found = {one.kind: one.links for one, _ in store.due_feeds(NOW)}
    assert found == {FeedKind.FEED: None, FeedKind.SITEMAP: None, FeedKind.PAGE: r"/\d{4}/.+"}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"kind": "newspaper"}, "newspaper"),
        ({"id": "own"}, "write &lt;cc&gt;/&lt;name&gt;"),
        ({"country": "zz"}, "ISO 3166-1"),
        ({"languages": "5"}, "write a list"),
        ({"languages": '"en"'}, "write a list"),
        ({"languages": '["English"]'}, "primary tags"),
        ({"domains": '"own.example"'}, "write a list"),
        ({"domains": '["harbour-post.example"]'}, "stands in my/harbour-post too"),
        ({"credits": '["Own"]'}, "is for agencies"),
        ({"rules": '{"nonsense": ["p"]}'}, "is no rule of a page"),
        ({"rules": '["x"]'}, "is no table"),
        ({"rules": '{"text": ["p["]}'}, "no CSS selector"),
        ({"homepage": "own.example"}, "write the whole address"),
        ({**ONE_FEED, "feeds-0-kind": "rss"}, "rss"),
        ({**ONE_FEED, "feeds-0-url": "own.example/feed.xml"}, "write the whole address"),
    ],
)
def test_a_slip_in_an_outlet_is_told_and_nothing_is_stored(
    client: Client, editor: User, changed: dict[str, str], said: str
) -> None:
    store.save_outlet(outlet())
    client.force_login(editor)
    assert said in errors_of(client.post("/admin/news/outlet/add/", {**OWN, **changed}))
    assert (rows.Outlet.objects.count(), rows.Feed.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"kind": "rss"}, "rss"),
        ({"url": "feed.xml"}, "write the whole address"),
        ({"kind": "page"}, "links"),
        ({"kind": "page", "links": "("}, "no regular expression"),
        ({"links": "/news/.*"}, "goes with kind"),
    ],
)
def test_a_slip_in_a_feed_is_told_and_nothing_is_stored(
    client: Client, editor: User, changed: dict[str, str], said: str
) -> None:
    client.force_login(editor)
    facts = {"url": "https://own.example/feed", "kind": "feed", "section": "", "outlet": "", "links": "", **changed}
    assert said in errors_of(client.post("/admin/news/feed/add/", facts))
    assert not rows.Feed.objects.exists()


def test_the_address_of_a_feed_that_was_polled_stays(client: Client, editor: User) -> None:
    store.save_outlet(outlet(feeds=()))
    store.save_feed(feed())
    address = f"/admin/news/feed/{rows.Feed.objects.get().pk}/change/"
    facts = {"kind": "feed", "section": "Region", "outlet": "my/harbour-post", "links": ""}
    client.force_login(editor)
    client.post(address, {**facts, "url": "https://harbour-post.example/mended.xml"})
    assert rows.Feed.objects.get().url == "https://harbour-post.example/mended.xml"
    known = state("https://harbour-post.example/mended.xml", etag='"1"', address="https://moved.example/feed.xml")
    store.save_feed_state(known)
    client.post(address, {**facts, "section": "Islands", "url": "https://other.example/feed.xml"})
    kept = rows.Feed.objects.get()
    assert (kept.url, kept.section) == ("https://harbour-post.example/mended.xml", "Islands")
    assert store.load_feed_state(kept.url) == known
    assert "pause it and add that one" in client.get(address).content.decode()


def test_stories_are_merged_and_the_merge_is_taken_back(
    client: Client, editor: User, two_stories: list[rows.Story]
) -> None:
    client.force_login(editor)
    client.post("/admin/news/story/", {"action": "merge", "_selected_action": ["s-a", "s-b"]})
    assert set(store.members_of("s-a")) == {"a", "b"}
    assert [one.together for one in store.load_judgements()] == [True]
    merge = rows.DecisionLog.objects.get(kind="merge")
    assert merge.made_by == "person:ana"
    client.post("/admin/news/decisionlog/", {"action": "take_back", "_selected_action": [merge.pk]})
    assert (store.members_of("s-a"), store.members_of("s-b")) == (["a"], ["b"])
    assert [one.together for one in store.load_judgements()] == [True, False]


def test_one_story_alone_cannot_be_merged(editor: User, two_stories: list[rows.Story]) -> None:
    with pytest.raises(InputError, match="at least two"):
        merge_stories(two_stories[:1], by=editor, now=NOW)


def test_who_may_not_change_stories_merges_none(two_stories: list[rows.Story]) -> None:
    reader = User.objects.create_user("bo", password="quay-lantern-42")
    with pytest.raises(PermissionDenied):
        merge_stories(two_stories, by=reader, now=NOW)
    with pytest.raises(PermissionDenied):
        take_back(rows.DecisionLog.objects.all()[0], by=reader, now=NOW)


def test_facts_cannot_be_edited_by_hand(client: Client, editor: User, two_stories: list[rows.Story]) -> None:
    client.force_login(editor)
    assert client.get("/admin/news/article/add/").status_code == 403
    assert client.post("/admin/news/story/s-a/change/", {"title": "Other"}).status_code == 403
    assert client.post("/admin/news/story/s-a/delete/", {"post": "yes"}).status_code == 403
