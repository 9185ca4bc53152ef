"""The steps over real HTTP: what is due is done once, what changed is kept beside what it was."""

from __future__ import annotations

import pytest
from tests.site.news.town import BODY, LEDE, Town

from variorum.compare.revisions import ChangeKind
from variorum.model import Capture, Entry, Feed
from variorum_site.news import models as rows
from variorum_site.news import store
from variorum_site.news.pages.extracting import find_outlet
from variorum_site.news.pages.fetching import fetch_pages
from variorum_site.news.polling.polls import poll_feeds
from variorum_site.news.queries import Coverage, Happening, find_article, find_story, front_page
from variorum_site.news.rounds import Tally, run_steps
from variorum_site.news.stories.live_index import live_index

pytestmark = [pytest.mark.site]

MONEY = (
    "The finance minister called it a budget for bad weather, with more for roads and less for offices.",
    "Two members of the smaller party stayed away, and one of them said that the debt had been reckoned too low.",
)
QUAY = "Old ferry quay of Larran burns down"


def run(town: Town) -> Tally:
    with town.tools() as tools:
        return run_steps(tools)


@pytest.fixture
def two_papers(town: Town) -> Town:
    town.add("herald.example", "MY", quay=QUAY)
    town.add("courier.example", "NZ", quay=QUAY + " in one night")
    return town


def test_feeds_become_entries_pages_articles_and_one_story(two_papers: Town) -> None:
    assert run(two_papers) == Tally(feeds=2, entries=2, pages=2, articles=2, grouped=2, stories=1)
    [story] = store.iter_stories()
    assert len(story.articles) == 2
    article = store.load_article(story.articles[0])
    assert article is not None
    assert article.text.startswith(LEDE)
    assert isinstance(article.capture, Capture)
    assert article.outlet in {"my/herald", "nz/courier"}


def test_one_bad_outlet_or_feed_stops_nobody_else(two_papers: Town) -> None:
    rows.Outlet.objects.filter(id="nz/courier").update(kind="newspaper")
    rows.Feed.objects.create(url="https://own.example/rss", kind="rss")
    assert run(two_papers) == Tally(feeds=2, entries=2, pages=2, articles=2, grouped=2, stories=1)
    assert set(store.load_faults("directory")) == {"nz/courier", "https://own.example/rss"}


def test_a_second_run_at_once_does_nothing(two_papers: Town) -> None:
    run(two_papers)
    two_papers.asked.clear()
    assert run(two_papers).nothing
    assert two_papers.asked == []


def test_polling_again_later_changes_nothing_where_nothing_changed(two_papers: Town) -> None:
    run(two_papers)
    version = rows.Reading.objects.get().version
    two_papers.wait(hours=2)
    tally = run(two_papers)
    assert (tally.feeds, tally.entries, tally.articles, tally.stories) == (2, 0, 0, 0)
    assert rows.Revision.objects.count() == 2
    assert rows.Reading.objects.get().version == version


def test_a_changed_page_becomes_a_revision_and_the_story_is_read_again(two_papers: Town) -> None:
    run(two_papers)
    headline, paragraphs = two_papers.papers["herald.example"].pages["/quay"]
    changed = (paragraphs[0], BODY[0].replace("nobody had been hurt", "two firemen had been hurt"), *paragraphs[2:])
    two_papers.papers["herald.example"].pages["/quay"] = (headline, changed)
    two_papers.wait(hours=2)
    tally = run(two_papers)
    assert (tally.articles, tally.stories) == (1, 1)
    row = rows.Article.objects.get(outlet_id="my/herald")
    assert row.latest == 2
    page = find_article(row.slug, full_text=True)
    assert page is not None
    [second, first] = page.revisions
    [change] = second.changes
    assert change.kind is ChangeKind.REWORDED
    assert [piece.text for piece in change.after if piece.mark == "new"] == ["two firemen"]
    assert first.changes == ()
    story = find_story(front_page().cards[0].slug)
    assert story is not None
    assert Happening.REVISION in [item.kind for item in story.timeline]


def test_a_feed_that_is_down_is_known_and_its_country_is_not_called_silent(two_papers: Town) -> None:
    two_papers.add("mirror.example", "KE").down = True
    vote = "Parliament passed the budget of the coming year with the votes of both large parties late on Tuesday night."
    two_papers.add("post.example", "SG").pages["/vote"] = ("Budget passes after long debate", (vote, *MONEY))
    run(two_papers)
    state = store.load_feed_state("https://mirror.example/feed.xml")
    assert (state.works, state.failures) == (False, 1)
    assert "503" in (state.error or "")
    [card] = [card for card in front_page().cards if card.reports == 2]
    story = find_story(card.slug)
    assert story is not None
    assert {one.country: one.status for one in story.coverage} == {
        "MY": Coverage.REPORTED,
        "NZ": Coverage.REPORTED,
        "SG": Coverage.SILENT,
        "KE": Coverage.UNKNOWN,
    }


def test_a_page_that_is_gone_is_given_up_with_the_reason(two_papers: Town) -> None:
    run(two_papers)
    store.save_entries([_entry("https://herald.example/never")], now=two_papers.now)
    run(two_papers)
    [refusal] = store.load_rejections()
    assert (refusal.subject, refusal.step) == ("https://herald.example/never", "fetch/1")
    assert "404" in refusal.reason


def test_a_feed_that_is_none_fails_with_a_sentence(town: Town) -> None:
    paper = town.add("herald.example", "MY", quay=QUAY)
    store.save_feed(_feed("https://herald.example/quay", paper.outlet.id))
    run(town)
    state = store.load_feed_state("https://herald.example/quay")
    assert state.failures == 1
    assert state.error


def test_an_interrupted_run_is_taken_up_where_it_stopped(two_papers: Town) -> None:
    with two_papers.tools() as tools:
        poll_feeds(tools)
        fetch_pages(tools)
    assert rows.Article.objects.count() == 0
    assert run(two_papers).articles == 2


def test_a_report_that_comes_later_joins_its_story_in_a_new_process(two_papers: Town) -> None:
    run(two_papers)
    live_index.forget()
    two_papers.add("echo.example", "IE", quay="Fire destroys the ferry quay of Larran")
    two_papers.wait(hours=1)
    run(two_papers)
    [story] = store.iter_stories()
    assert len(story.articles) == 3


def test_who_published_is_the_address_then_the_named_publisher_then_the_feeds_own_domain(two_papers: Town) -> None:
    directory = store.load_directory()
    named = _entry("https://portal.example/1", publisher="Courier")
    assert _name(find_outlet("https://herald.example/x", named, directory)) == "Herald"
    assert _name(find_outlet("https://portal.example/1", named, directory)) == "Courier"
    pointed = _entry("https://portal.example/1", publisher_url="https://herald.example/")
    assert _name(find_outlet("https://portal.example/1", pointed, directory)) == "Herald"
    carried = _entry("https://portal.example/1", feed_url="https://herald.example/feed.xml")
    assert _name(find_outlet("https://portal.example/1", carried, directory)) is None


def test_a_feed_that_moved_for_good_is_asked_for_there_and_at_home_again_when_it_is_gone(two_papers: Town) -> None:
    herald = two_papers.papers["herald.example"]
    herald.moved["/feed.xml"] = "https://herald.example/new/feed.xml"
    run(two_papers)
    assert store.load_feed_state("https://herald.example/feed.xml").address == "https://herald.example/new/feed.xml"
    two_papers.asked.clear()
    two_papers.wait(hours=2)
    assert run(two_papers).feeds == 2
    assert "herald.example/new/feed.xml" in two_papers.asked
    assert "herald.example/feed.xml" not in two_papers.asked
    herald.moved = {"/new/feed.xml": "https://herald.example/nowhere"}
    two_papers.wait(hours=2)
    run(two_papers)
    assert store.load_feed_state("https://herald.example/feed.xml").address is None
    moves = rows.FeedMove.objects.filter(feed__url="https://herald.example/feed.xml").order_by("at")
    assert [move.address for move in moves] == ["https://herald.example/new/feed.xml", None]


def _name(outlet: object) -> str | None:
    return getattr(outlet, "name", None)


def _entry(url: str, **facts: str) -> Entry:
    return Entry(url=url, **facts)  # type: ignore[arg-type]


def _feed(url: str, outlet: str) -> Feed:
    return Feed(url=url, outlet=outlet)
