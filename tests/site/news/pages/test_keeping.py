"""How long captures are kept, what the article's page says of it, and whether bytes and text still agree."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from tests.site.news.making import NOW, article, entry, page
from tests.site.news.town import Town, page_text

from variorum.config import Settings
from variorum.fetch import WarcCaptures
from variorum.model import Article
from variorum_site.news import store
from variorum_site.news.pages.keeping import drop_expired, find_evidence
from variorum_site.news.queries import find_article

pytestmark = [pytest.mark.site, pytest.mark.django_db]

LATER = NOW + timedelta(days=40)


@pytest.fixture
def home(tmp_path: Path, settings: Any) -> Settings:
    """Settings with a home of their own that keep captures for 30 days."""
    found: Settings = replace(settings.VARIORUM, home=tmp_path, captures_days=30)
    settings.VARIORUM = found
    return found


@pytest.fixture
def captures(home: Settings) -> WarcCaptures:
    return WarcCaptures(home.captures, clock=lambda: NOW)


@pytest.fixture
def kept(captures: WarcCaptures) -> Article:
    """A stored article whose page is kept."""
    found = article(capture=captures.keep(page()))
    store.save_article(found, now=NOW)
    return found


def test_captures_are_kept_for_good_by_default(kept: Article, home: Settings, captures: WarcCaptures) -> None:
    assert drop_expired(replace(home, captures_days=None), now=LATER) == 0
    assert len(captures.files()) == 1


def test_a_day_that_is_over_goes_and_the_text_stays(kept: Article, home: Settings, client: Client) -> None:
    before = client.get(f"/articles/{kept.id}/").content.decode()
    assert "kept byte for byte" in before
    assert drop_expired(home, now=LATER) == 1
    after = client.get(f"/articles/{kept.id}/").content.decode()
    assert "its bytes are no longer kept" in after
    assert "Nine people" in after
    shown = find_article(kept.id)
    assert shown is not None
    assert (shown.captured, shown.kept) == (True, False)


def test_an_article_that_came_without_a_page_says_nothing_of_bytes(home: Settings, client: Client) -> None:
    store.save_article(article(), now=NOW)
    assert "bytes" not in client.get("/articles/bridge-1/").content.decode()


def test_a_page_that_waits_to_be_read_keeps_its_file(home: Settings, captures: WarcCaptures) -> None:
    store.save_entries([entry()], now=NOW)
    [visit] = store.due_visits(NOW)
    store.save_visit(visit, replace(page(), capture=captures.keep(page())), due_at=None)
    assert drop_expired(home, now=LATER) == 0
    [unread] = store.unread_pages()
    store.save_read(unread)
    assert drop_expired(home, now=LATER) == 1


def test_too_many_bytes_let_the_oldest_day_go(home: Settings) -> None:
    for day in range(3):
        clock = NOW + timedelta(days=day)
        WarcCaptures(home.captures, clock=lambda clock=clock: clock).keep(page(body=os.urandom(10_000)))  # type: ignore[misc]
    limits = replace(home, captures_days=None, captures_bytes=25_000)
    assert drop_expired(limits, now=NOW + timedelta(days=2)) == 1
    left = WarcCaptures(home.captures, clock=lambda: NOW).files()
    assert [(file.day - NOW.date()).days for file in left] == [1, 2]


def read(town: Town) -> Article:
    """An article that was read from a page that is kept."""
    from variorum_site.news.rounds import run_steps

    town.add("herald.example", "MY", quay="Old ferry quay of Larran burns down")
    with town.tools() as tools:
        run_steps(tools)
    [found] = store.iter_articles()
    return found


def test_whole_bytes_give_the_stored_text(town: Town) -> None:
    found = read(town)
    evidence = find_evidence(found, WarcCaptures(town.folder, clock=lambda: NOW))
    assert evidence.verdict == "the bytes give the stored text"
    assert evidence.digest.endswith(", right")
    assert evidence.page is not None
    assert evidence.page.body == page_text(town.papers["herald.example"], "/quay").encode()


def test_a_text_that_its_bytes_do_not_give_is_told_of(town: Town) -> None:
    found = replace(read(town), text="Somebody edited this.")
    verdict = find_evidence(found, WarcCaptures(town.folder, clock=lambda: NOW)).verdict
    assert "reads another text in them" in verdict


def test_bytes_that_are_gone_are_told_of(town: Town) -> None:
    found = read(town)
    [file] = town.folder.iterdir()
    file.unlink()
    evidence = find_evidence(found, WarcCaptures(town.folder, clock=lambda: NOW))
    assert evidence.page is None
    assert evidence.verdict.startswith("the bytes are no longer kept")
