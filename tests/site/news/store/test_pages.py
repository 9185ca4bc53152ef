"""Entries, pages and visits: what is saved is loaded equal, and what is due is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.site.news.making import NOW, entry, feed, outlet, page

from variorum.errors import InputError
from variorum.fetch import WarcCaptures
from variorum_site.news import models as rows
from variorum_site.news import store

pytestmark = [pytest.mark.site, pytest.mark.django_db]


@pytest.fixture
def captures(tmp_path: Path) -> WarcCaptures:
    return WarcCaptures(tmp_path, clock=lambda: NOW)


def test_an_entry_comes_back_equal(captures: WarcCaptures) -> None:
    store.save_outlet(outlet())
    full = entry(
        feed_url=feed().url,
        guid="tag:1",
        summary="Nine years late.",
        authors=("Ana Dorrit",),
        updated=NOW + timedelta(hours=1),
        language="en",
        publisher="Harbour Post",
        publisher_url="https://harbour-post.example/",
    )
    assert store.save_entries([full], now=NOW) == 1
    [visit] = store.due_visits(NOW)
    store.save_visit(visit, replace(page(), capture=captures.keep(page())), due_at=None)
    assert [unread.entry for unread in store.unread_pages()] == [full]


def test_the_same_entry_is_new_only_once_and_a_changed_one_is_new_again() -> None:
    assert store.save_entries([entry(), entry()], now=NOW) == 1
    assert store.save_entries([entry()], now=NOW) == 0
    assert store.save_entries([entry(title="Bridge opens late")], now=NOW) == 1
    titles = rows.Entry.objects.order_by("id").values_list("title", flat=True)
    assert list(titles) == ["Bridge opens", "Bridge opens late"]


def test_announcements_of_no_page_or_of_an_endless_address_are_passed_over() -> None:
    wrong = [entry("mailto:ana@harbour-post.example"), entry("https://harbour-post.example/" + "x" * 3000)]
    assert store.save_entries(wrong, now=NOW) == 0


def test_two_announcements_of_one_page_are_one_visit() -> None:
    store.save_entries([entry(), entry("https://harbour-post.example/bridge?utm_source=feed")], now=NOW)
    assert [visit.url for visit in store.due_visits(NOW)] == ["https://harbour-post.example/bridge"]


def test_a_page_comes_back_equal_with_its_bytes(captures: WarcCaptures) -> None:
    fetched = page(permanent_url="https://harbour-post.example/for-good")
    kept = replace(fetched, capture=captures.keep(fetched))
    store.save_entries([entry(fetched.url)], now=NOW)
    [visit] = store.due_visits(NOW)
    store.save_visit(visit, kept, due_at=None)
    [unread] = store.unread_pages()
    assert replace(unread.page, body=captures.read(unread.capture).body) == kept


def test_a_page_whose_bytes_are_not_kept_is_refused() -> None:
    store.save_entries([entry()], now=NOW)
    [visit] = store.due_visits(NOW)
    with pytest.raises(InputError, match="capture the page before it is stored"):
        store.save_visit(visit, page(), due_at=None)


def test_a_visited_page_waits_to_be_extracted_and_is_due_again_later(captures: WarcCaptures) -> None:
    store.save_entries([entry()], now=NOW)
    [visit] = store.due_visits(NOW)
    fetched = replace(page(), capture=captures.keep(page()))
    store.save_visit(visit, fetched, due_at=NOW + timedelta(hours=1))
    [unread] = store.unread_pages()
    assert (unread.url, unread.capture, unread.entry) == (visit.url, fetched.capture, entry())
    store.save_read(unread)
    assert (store.unread_pages(), store.due_visits(NOW)) == ([], [])
    [again] = store.due_visits(NOW + timedelta(hours=1))
    assert (again.visits, again.etag) == (1, '"1"')


def test_an_unchanged_page_is_not_extracted_again_and_keeps_its_tag(captures: WarcCaptures) -> None:
    store.save_entries([entry()], now=NOW)
    [visit] = store.due_visits(NOW)
    store.save_visit(replace(visit, etag='"1"'), page(status=304, headers=()), due_at=NOW)
    [again] = store.due_visits(NOW)
    assert (store.unread_pages(), again.etag, again.visits) == ([], '"1"', 1)


def test_a_failed_visit_is_counted_and_may_be_given_up() -> None:
    store.save_entries([entry()], now=NOW)
    [visit] = store.due_visits(NOW)
    store.save_failed_visit(visit, error="No.", at=NOW, due_at=NOW)
    [again] = store.due_visits(NOW)
    assert again.failures == 1
    store.save_failed_visit(again, error="No.", at=NOW, due_at=None)
    assert store.due_visits(NOW + timedelta(days=9)) == []


def test_everything_can_be_made_due_again() -> None:
    store.save_entries([entry()], now=NOW)
    [visit] = store.due_visits(NOW)
    store.save_failed_visit(visit, error="No.", at=NOW, due_at=None)
    store.due_everywhere(NOW)
    assert len(store.due_visits(NOW)) == 1
