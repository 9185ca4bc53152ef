"""The records: frozen, and small truths about them."""

import dataclasses
from datetime import UTC, datetime

import pytest

from variorum import model
from variorum.feeds import FeedState
from variorum.model import Article, Page, Quantity, Span

pytestmark = pytest.mark.unit

RECORDS = [kind for kind in vars(model).values() if dataclasses.is_dataclass(kind) and isinstance(kind, type)]
NOW = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_records_are_frozen_slotted_and_keyword_only(kind: type) -> None:
    parameters = kind.__dataclass_params__  # type: ignore[attr-defined]
    assert parameters.frozen
    assert "__slots__" in vars(kind)
    assert all(field.kw_only for field in dataclasses.fields(kind))


def test_a_span_counts_code_points_and_cuts_the_words() -> None:
    text = "🚢 sinkt: «trois morts»"
    assert Span(2, 7).cut(text) == "sinkt"
    assert Span(10, 21).cut(text) == "trois morts"


def test_spans_that_only_touch_do_not_overlap() -> None:
    assert not Span(0, 3).overlaps(Span(3, 5))
    assert Span(0, 4).overlaps(Span(3, 5))
    assert Span(0, 5).holds(Span(3, 5))


def test_a_feed_works_only_after_a_success_and_no_failure_since() -> None:
    assert not FeedState(feed_url="http://a.example/").works
    assert FeedState(feed_url="http://a.example/", succeeded_at=NOW).works
    assert not FeedState(feed_url="http://a.example/", succeeded_at=NOW, failures=1).works


def test_a_header_is_found_whatever_its_case() -> None:
    headers = (("ETag", '"1"'), ("etag", '"2"'))
    page = Page(url="u", final_url="u", status=200, headers=headers, body=b"", fetched_at=NOW)
    assert page.header("Etag") == '"2"'
    assert page.header("Link") is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("cache-control", "public, max-age=60"),
        ("Link", '</hub>; rel="hub", </feed>; rel="self"'),
        ("Content-Type", "application/rss+xml"),
        ("Retry-After", "7"),
    ],
)
def test_the_lines_of_a_list_are_one_list_and_of_other_headers_the_last_counts(name: str, value: str) -> None:
    headers = (
        ("Cache-Control", "public"),
        ("Link", '</hub>; rel="hub"'),
        ("Content-Type", "text/html"),
        ("Retry-After", "9"),
        ("cache-control", "max-age=60"),
        ("link", '</feed>; rel="self"'),
        ("content-type", "application/rss+xml"),
        ("retry-after", "7"),
    )
    assert Page(url="u", final_url="u", status=200, headers=headers, body=b"", fetched_at=NOW).header(name) == value


def test_a_quantity_is_exact_only_as_one_plain_number() -> None:
    assert Quantity(span=Span(0, 1), low=7, high=7).exact
    assert not Quantity(span=Span(0, 1), low=7, high=7, approximate=True).exact
    assert not Quantity(span=Span(0, 1), low=7, high=None).exact


def test_a_changed_fact_is_a_new_record() -> None:
    first = Article(id="a", text="x")
    second = dataclasses.replace(first, revision=2)
    assert (first.revision, second.revision) == (1, 2)
