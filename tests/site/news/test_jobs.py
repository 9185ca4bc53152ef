"""Jobs only say "run the steps": one run at a time, which ends when the process must."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.site.news.making import NOW, article, page
from tests.site.news.town import Town

from variorum.fetch import WarcCaptures
from variorum_site.news import jobs, store
from variorum_site.news import models as rows
from variorum_site.news.running.turns import turn

pytestmark = [pytest.mark.site, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _queue(db: None) -> Iterator[None]:
    jobs.queue.storage.initialize_schema()
    yield
    jobs.stopping.clear()
    jobs.queue.storage.close()


def test_a_run_works_off_what_waits() -> None:
    store.save_article(article(), now=NOW)
    jobs.look_for_work.call_local()
    assert [story.articles for story in store.iter_stories()] == [("bridge-1",)]


def test_while_one_run_lasts_the_next_stands_back() -> None:
    store.save_article(article(), now=NOW)
    with turn() as ours:
        assert ours
        jobs.look_for_work.call_local()
    assert rows.Story.objects.count() == 0


def test_a_run_ends_at_the_next_chance_when_the_process_stops_and_the_rest_stays_due() -> None:
    store.save_article(article("quay", headline="Quay burns", text="The old quay of Larran burned down."), now=NOW)
    store.save_article(article("vote", headline="Budget passes", text="Parliament voted for the budget."), now=NOW)
    jobs.stopping.set()
    jobs.look_for_work.call_local()
    assert rows.Story.objects.count() == 2
    assert len(store.stale_stories()) == 1
    jobs.stopping.clear()
    jobs.look_for_work.call_local()
    assert store.stale_stories() == []


def test_a_disk_that_takes_no_more_stops_the_run_with_a_sentence_and_costs_no_address(
    town: Town, settings: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that lies where the folder of captures should be stands in for the full disk."""
    town.add("herald.example", "MY", quay="Old ferry quay of Larran burns down")
    fetch = replace(settings.VARIORUM.fetch, hosts=town.hosts, host_delay=0.0)
    settings.VARIORUM = replace(settings.VARIORUM, home=tmp_path / "home", fetch=fetch)
    settings.VARIORUM.home.mkdir()
    settings.VARIORUM.captures.write_text("in the way")
    jobs.look_for_work.call_local()
    told = capsys.readouterr()
    assert "make room there" in told.out + told.err  # wherever the log goes
    settings.VARIORUM.captures.unlink()
    jobs.look_for_work.call_local()
    assert rows.Article.objects.count() == 1
    assert store.count_faults() == 0


def test_a_run_deletes_the_captures_whose_time_is_over(settings: Any, tmp_path: Path) -> None:
    settings.VARIORUM = replace(settings.VARIORUM, home=tmp_path, captures_days=1)
    old = WarcCaptures(settings.VARIORUM.captures, clock=lambda: NOW)
    old.keep(page())
    jobs.look_for_work.call_local()
    assert old.files() == []
