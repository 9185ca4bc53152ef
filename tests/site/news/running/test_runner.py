"""A fault in one subject is recorded, held back for a day or until its inputs change, and stops nothing else."""

from __future__ import annotations

import errno
import os
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from tests.site.news.making import NOW, article
from tests.site.news.town import Town

from variorum.config import FetchSettings
from variorum.errors import StorageError
from variorum.model import Article, Page
from variorum.stories.profile import Profile, read_profile
from variorum_site.news import models as rows
from variorum_site.news import store
from variorum_site.news.pages.fetching import fetch_pages
from variorum_site.news.polling.polls import poll_feeds
from variorum_site.news.rounds import run_steps
from variorum_site.news.running.runner import Runner, attempt
from variorum_site.news.running.tools import Tools
from variorum_site.news.store import Fault
from variorum_site.news.stories.digest import digest
from variorum_site.news.stories.live_index import live_index

pytestmark = [pytest.mark.site, pytest.mark.django_db]

QUAY = "Old ferry quay of Larran burns down"
VOTE = "Parliament of Orla passes the budget"


def fail() -> int:
    raise ZeroDivisionError("no reports to share among")


def test_what_was_foreseen_is_raised_and_all_else_is_caught_with_its_place() -> None:
    with pytest.raises(ZeroDivisionError):
        attempt(fail, foreseen=(ZeroDivisionError,))
    fault = attempt(fail)
    assert isinstance(fault, Fault)
    assert str(fault) == "ZeroDivisionError: no reports to share among"
    assert fault.where.startswith("running/test_runner.py, line ")


def test_a_fault_is_recorded_once_however_often_it_comes() -> None:
    for _ in range(2):
        Runner("compare", now=NOW).run("s1", fail)
    [row] = rows.Rejection.objects.all()
    assert (row.subject, row.step) == ("s1", "compare/fault")
    assert row.reason == "ZeroDivisionError: no reports to share among"


def test_nothing_of_a_step_that_failed_is_kept() -> None:
    def half() -> None:
        store.save_article(article(), now=NOW)
        fail()

    Runner("compare", now=NOW).run("s1", half)
    assert rows.Article.objects.count() == 0


@pytest.mark.parametrize(
    ("later", "inputs", "again"),
    [
        pytest.param(timedelta(hours=1), "a:1", False, id="not within the hour"),
        pytest.param(timedelta(hours=1), "a:2", True, id="at once when its inputs changed"),
        pytest.param(timedelta(days=1), "a:1", True, id="a day later"),
    ],
)
def test_what_failed_is_tried_again(later: timedelta, inputs: str, *, again: bool) -> None:
    Runner("compare", now=NOW).run("s1", fail, inputs=lambda: "a:1")
    assert Runner("compare", now=NOW + later).may("s1", inputs=lambda: inputs) is again
    assert Runner("compare", now=NOW + later).may("s2", inputs=lambda: inputs)
    assert Runner("group", now=NOW + later).may("s1", inputs=lambda: inputs)


def test_what_works_again_is_no_longer_counted() -> None:
    Runner("compare", now=NOW).run("s1", fail)
    assert store.count_faults() == 1
    assert Runner("compare", now=NOW + timedelta(days=1)).run("s1", lambda: 7) == 7
    assert store.count_faults() == 0
    assert "mended" in rows.Rejection.objects.get().facts


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS])
def test_a_full_disk_is_nobodys_fault(number: int) -> None:
    def write() -> None:
        raise OSError(number, os.strerror(number), "captures")

    with pytest.raises(StorageError, match="captures takes no more"):
        Runner("compare", now=NOW).run("s1", write)
    assert store.count_faults() == 0


def test_any_other_error_of_the_system_is_a_fault() -> None:
    def read() -> None:
        raise OSError(errno.ENOENT, "gone", "captures")

    assert isinstance(Runner("compare", now=NOW).work("s1", read), Fault)


def test_work_runs_outside_any_transaction_of_the_runners() -> None:
    def depth() -> int:
        return len(connection.atomic_blocks)  # one is the test's

    assert Runner("compare", now=NOW).work("s1", depth) == 1
    assert Runner("compare", now=NOW).run("s1", depth) == 2


def two_stories() -> tuple[str, str]:
    """Two stories that were compared, whose claims are stored; both are stale again."""
    store.save_article(article("quay", headline=QUAY, text="The old quay of Larran burned down on Tuesday."), now=NOW)
    store.save_article(article("vote", headline=VOTE, text="The members voted for the budget."), now=NOW)
    live_index.forget()
    assert digest(now=NOW) == (2, 2)
    rows.Story.objects.update(stale=True)
    quay = rows.Membership.objects.get(article_id="quay").story_id
    return quay, rows.Membership.objects.get(article_id="vote").story_id


def test_a_story_that_cannot_be_compared_stops_no_other() -> None:
    quay, _ = two_stories()
    rows.Revision.objects.filter(article_id="quay").update(precision="never")  # a row that no record can be made of
    assert digest(now=NOW) == (0, 1)
    assert store.stale_stories() == [quay]
    [fault] = store.load_faults("compare")
    assert fault == quay
    assert digest(now=NOW) == (0, 0)  # not again and again


def test_a_story_is_compared_again_when_one_of_its_reports_changes() -> None:
    quay, _ = two_stories()
    rows.Revision.objects.filter(article_id="quay").update(precision="never")  # a row that no record can be made of
    digest(now=NOW)
    store.save_article(article("quay", headline=QUAY, text="Two firemen were hurt at the quay of Larran."), now=NOW)
    assert digest(now=NOW) == (0, 1)
    assert store.count_faults() == 0
    assert quay not in store.stale_stories()


def test_an_article_that_cannot_be_grouped_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def choking(one: Article) -> Profile:
        if one.id == "b":
            raise RecursionError("too deep")
        return read_profile(one)

    # No text is known that the grouping fails on; a patch stands for the next one that is found.
    monkeypatch.setattr("variorum.stories.open_articles.read_profile", choking)
    for name, headline in (("a", QUAY), ("b", VOTE), ("c", QUAY)):
        store.save_article(article(name, headline=headline, text=headline + " on Monday."), now=NOW)
    live_index.forget()
    assert digest(now=NOW)[0] == 2
    assert {one.article_id for one in rows.Membership.objects.all()} == {"a", "c"}
    assert list(store.load_faults("group")) == ["b"]
    assert digest(now=NOW) == (0, 0)
    monkeypatch.undo()
    assert digest(now=NOW + timedelta(days=1))[0] == 1
    assert store.count_faults() == 0


def test_a_page_whose_bytes_are_lost_is_fetched_again_and_stops_no_other(town: Town) -> None:
    town.add("herald.example", "MY", quay=QUAY)
    with town.tools() as tools:
        poll_feeds(tools)
        fetch_pages(tools)
    for capture in town.folder.rglob("*.warc.gz"):
        capture.write_bytes(b"")
    town.add("courier.example", "NZ", quay=QUAY + " in one night")
    with town.tools() as tools:
        assert run_steps(tools).articles == 1
        assert run_steps(tools).nothing
        town.wait(minutes=11)
        assert run_steps(tools).articles == 1
    assert rows.Revision.objects.count() == 2


class Broken:
    """A client with a fault of its own."""

    settings = FetchSettings()

    def get(
        self, url: str, *, etag: str | None = None, last_modified: str | None = None, links_only: bool = False
    ) -> Page:
        raise KeyError(url)


def test_an_address_that_makes_the_client_fail_waits_like_any_that_failed(town: Town) -> None:
    town.add("herald.example", "MY", quay=QUAY)
    with town.tools() as tools:
        poll_feeds(tools)
        broken = Tools(feeds=Broken(), pages=Broken(), captures=tools.captures, clock=tools.clock)
        assert fetch_pages(broken).asked == 1
        assert fetch_pages(broken).asked == 0
        town.wait(hours=2)
        poll_feeds(broken)
    assert store.load_feed_state("https://herald.example/feed.xml").failures == 1
    assert list(store.load_faults("feeds")) == ["https://herald.example/feed.xml"]
    assert list(store.load_faults("pages")) == ["https://herald.example/quay"]


def test_faults_stand_in_the_admin(admin_client: Client) -> None:
    Runner("compare", now=NOW).run("s1", fail)
    shown = admin_client.get("/admin/news/rejection/").content.decode()
    assert "compare/fault" in shown
    assert "ZeroDivisionError" in shown
