"""While a story is compared nothing is locked, and who changes it meanwhile is not forgotten."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

import pytest
from django.db import connection
from tests.site.news.making import NOW, article, outlet
from tests.site.processes import run_at_once, stored

from variorum.model import Join, Merge, Open, Outlet
from variorum.outlets import Directory
from variorum_site.news import models as rows
from variorum_site.news import store
from variorum_site.news.running.turns import turn
from variorum_site.news.stories.comparing import read_story

pytestmark = [pytest.mark.site, pytest.mark.django_db(transaction=True)]

STORY = "s"


class _Outlets(dict[str, Outlet]):
    """Outlets that let something happen once, when the comparison looks at them."""

    def __init__(self, known: Mapping[str, Outlet], happens: Callable[[], None]) -> None:
        super().__init__(known)
        self.waiting = [happens]

    def get(self, name: str, default: object = None) -> Outlet | None:  # type: ignore[override]
        while self.waiting:
            self.waiting.pop()()
        return super().get(name)


def during(happens: Callable[[], None]) -> Directory:
    """A directory by which something happens in the midst of a comparison."""
    known = store.load_directory()
    nothing: Mapping[str, str] = MappingProxyType({})
    return Directory(outlets=_Outlets(known.outlets, happens), domains=nothing, names={}, credits=nothing)


@pytest.fixture(autouse=True)
def _a_story() -> None:
    store.save_outlet(outlet())
    for name in ("a", "b", "c"):
        store.save_article(article(name, outlet="my/harbour-post"), now=NOW)
    store.apply([Open(article="a", story=STORY, made_by="stories/1"), joining("b")], now=NOW)


def joining(name: str) -> Join:
    return Join(article=name, story=STORY, score=1.0, nearest="a", made_by="stories/1")


def elsewhere(do: Callable[[], object]) -> None:
    """Do it in another thread, on a connection of its own, and wait for it: for ever, if something is locked."""

    def work() -> None:
        try:
            do()
        finally:
            connection.close()

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(10)
    assert not thread.is_alive()


def test_others_write_while_a_story_is_compared() -> None:
    def sign_in() -> None:
        elsewhere(lambda: store.save_article(article("d", text="Somebody else writes."), now=NOW))

    assert read_story(STORY, directory=during(sign_in), now=NOW)
    assert rows.Article.objects.filter(id="d").exists()
    assert store.stale_stories() == []


def test_a_report_that_joins_while_its_story_is_compared_has_it_compared_again() -> None:
    def join() -> None:
        elsewhere(lambda: store.apply([joining("c")], now=NOW))

    assert not read_story(STORY, directory=during(join), now=NOW)
    assert store.load_reading(STORY) is None
    assert store.stale_stories() == [STORY]
    assert read_story(STORY, directory=store.load_directory(), now=NOW)
    reading = store.load_reading(STORY)
    assert reading is not None
    assert set(reading.revisions) == {"a", "b", "c"}
    assert store.stale_stories() == []


def test_a_report_that_is_changed_while_its_story_is_compared_has_it_compared_again() -> None:
    def change() -> None:
        elsewhere(lambda: store.save_article(article("b", text="Nobody had waited there."), now=NOW))

    assert not read_story(STORY, directory=during(change), now=NOW)
    assert store.stale_stories() == [STORY]


def test_a_story_that_is_merged_while_it_is_compared_is_left_to_the_other() -> None:
    store.apply([Open(article="c", story="t", made_by="stories/1")], now=NOW)

    def merge() -> None:
        elsewhere(lambda: store.apply([Merge(source=STORY, target="t", score=1.0, made_by="stories/1")], now=NOW))

    assert not read_story(STORY, directory=during(merge), now=NOW)
    assert store.stale_stories() == ["t"]


def test_what_was_read_of_each_report_is_kept_for_the_next_time() -> None:
    def join() -> None:
        elsewhere(lambda: store.apply([joining("c")], now=NOW))

    read_story(STORY, directory=during(join), now=NOW)
    assert set(store.load_claims({"a": 1, "b": 1})) == {"a", "b"}


SAME = """
from datetime import UTC, datetime
from variorum.model import Article
from variorum_site.news import store

for number in range(40):
    same = Article(id=f"e{number}", text=f"A new text, number {number}.", language="en", made_by="extract/1")
    store.save_article(same, now=datetime(2026, 3, 4, tzinfo=UTC))
"""


def test_processes_that_store_the_same_articles_at_once_store_each_once(tmp_path: Path) -> None:
    for ended in run_at_once(SAME, tmp_path, "first", "second", "third"):
        assert ended.returncode == 0, ended.stderr
    assert stored(tmp_path, "SELECT count(*) FROM news_revision WHERE article_id LIKE 'e%'") == [(40,)]


def test_one_turn_at_a_time_and_the_next_when_it_ends() -> None:
    with turn() as first, turn() as second:
        assert (first, second) == (True, False)
    with turn() as third:
        assert third
