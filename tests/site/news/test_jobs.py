"""Jobs only say "run the steps": one run at a time, which ends when the process must."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.site.news.making import NOW, article

from variorum_site.news import jobs, store
from variorum_site.news import models as rows
from variorum_site.news.turns import turn

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
