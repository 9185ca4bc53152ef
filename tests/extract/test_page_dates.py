"""When an article was published: machine times in all their spellings, and which source is believed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from tests.extract.pages import NOW, PARAGRAPHS, URL, linked, markup, tree

from variorum.extract.dates import Dates, Moment, parse_moment, read_dates
from variorum.extract.metadata import read_metadata
from variorum.model import Confidence, Entry, Precision

pytestmark = pytest.mark.unit


OVERFLOWS = [
    "0001-01-01T00:00:00+01:00",
    "9999-12-31T23:30:00-01:00",
    "Mon, 01 Jan 0001 00:00:00 +0100",
    "(" * 100_000,
]


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type, misc]  # up to five parts


def read(head: str = "", *, entry: Entry | None = None, title: str = "Dam", before: str = "") -> Dates:
    parsed = tree(markup(head=head, title=title, before=before))
    return read_dates(read_metadata(parsed, url=URL), parsed, entry=entry, now=NOW, url=URL)


@pytest.mark.parametrize(
    ("written", "when", "precision"),
    [
        ("2031-05-19T08:30:00Z", at(2031, 5, 19, 8, 30), Precision.MINUTE),
        ("2031-05-19T08:30:00+02:00", at(2031, 5, 19, 6, 30), Precision.MINUTE),
        ("2031-05-19T00:30:00+0530", at(2031, 5, 18, 19, 0), Precision.MINUTE),
        ("2031-05-19T08:30:00-03:30", at(2031, 5, 19, 12, 0), Precision.MINUTE),
        ("2031-05-19T08:30:00.1234567Z", at(2031, 5, 19, 8, 30), Precision.MINUTE),
        ("2031-05-19 08:30", at(2031, 5, 19, 8, 30), Precision.MINUTE),
        ("20310519T083000Z", at(2031, 5, 19, 8, 30), Precision.MINUTE),
        ("2031-05-19", at(2031, 5, 19), Precision.DAY),
        ("2031-05-19T00:00:00", at(2031, 5, 19), Precision.DAY),
        ("2031-05-19T00:00:00Z", at(2031, 5, 19), Precision.MINUTE),
        ("Mon, 19 May 2031 08:30:00 +0200", at(2031, 5, 19, 6, 30), Precision.MINUTE),
        ("1936945800", at(2031, 5, 19, 8, 30), Precision.MINUTE),
        ("1936945800000", at(2031, 5, 19, 8, 30), Precision.MINUTE),
    ],
)
def test_a_machine_time_is_read_in_every_spelling(written: str, when: datetime, precision: Precision) -> None:
    assert parse_moment(written) == Moment(when=when, precision=precision)


@pytest.mark.parametrize(
    "written", ["", "yesterday", "2031-13-40", "19 May", "0000-00-00T00:00:00Z", "{{date}}", *OVERFLOWS]
)
def test_what_is_no_time_is_none(written: str) -> None:
    found = parse_moment(written)
    assert found is None


def test_structured_data_goes_before_meta_elements_and_the_feed() -> None:
    head = linked(datePublished="2031-05-19T08:00Z", dateModified="2031-05-19T09:00Z")
    head += '<meta property="article:published_time" content="2031-05-17T08:00Z">'
    found = read(head, entry=Entry(url=URL, published=at(2031, 5, 16)))
    assert found.published == Moment(when=at(2031, 5, 19, 8), precision=Precision.MINUTE)
    assert found.modified == Moment(when=at(2031, 5, 19, 9), precision=Precision.MINUTE)


def test_a_date_in_the_future_or_before_the_web_is_not_believed() -> None:
    head = linked(datePublished=["2093-01-01", "0001-01-01T00:00:00Z"])
    head += '<meta name="dc.date.issued" content="2031-05-17">'
    published = read(head).published
    assert published == Moment(when=at(2031, 5, 17), precision=Precision.DAY)


def test_the_minute_that_the_page_shows_sharpens_a_declared_day() -> None:
    shown = '<time datetime="2031-05-19T07:45:00Z">this morning</time>'
    assert read(linked(datePublished="2031-05-19"), before=shown).published == Moment(
        when=at(2031, 5, 19, 7, 45), precision=Precision.MINUTE
    )


def test_a_shown_time_of_another_day_does_not_replace_a_declared_day() -> None:
    shown = '<time datetime="2031-05-20T07:45:00Z">update</time>'
    assert read(linked(datePublished="2031-05-19"), before=shown).published == Moment(
        when=at(2031, 5, 19), precision=Precision.DAY
    )


def test_the_feed_speaks_where_the_page_is_silent() -> None:
    published = read(entry=Entry(url=URL, published=at(2031, 5, 18, 4))).published
    assert published == Moment(when=at(2031, 5, 18, 4), precision=Precision.MINUTE)


def test_a_day_that_closes_the_title_is_read_day_first() -> None:
    published = read(title="Damm hält | Kai-Bote | 07.05.2031").published
    assert published == Moment(when=at(2031, 5, 7), precision=Precision.DAY)


def test_a_day_that_stands_only_in_the_address_has_the_precision_of_a_day() -> None:
    parsed = tree(markup(*PARAGRAPHS))
    found = read_dates(read_metadata(parsed, url=URL), parsed, entry=None, now=NOW, url=URL)
    assert found.published == Moment(when=at(2031, 5, 19), precision=Precision.DAY)
    assert found.modified is None


@pytest.mark.parametrize(
    "written", ["0001-01-01T00:00:00+01:00", "9999-12-31T23:30:00-01:00", "1989-12-31", "2031-06-01"]
)
def test_a_zero_date_and_the_end_of_time_leave_the_date_to_the_next_source(written: str) -> None:
    head = linked(datePublished=written, dateModified=written) + '<meta name="dc.date.issued" content="2031-05-17">'
    found = read(head)
    assert found.published == Moment(when=at(2031, 5, 17), precision=Precision.DAY)
    assert found.modified is None


@pytest.mark.parametrize("year", [1985, 2150])
def test_a_date_of_the_feed_out_of_bounds_is_not_believed(year: int) -> None:
    found = read(entry=Entry(url=URL, published=at(year, 5, 18, 4)))
    assert found.published is None or found.published.when.year == 2031


def test_a_page_that_was_fetched_at_the_end_of_time_is_read() -> None:
    parsed = tree(markup(head=linked(datePublished="2031-05-19T08:00Z")))
    end = datetime.max.replace(tzinfo=UTC)
    found = read_dates(read_metadata(parsed, url=URL), parsed, entry=None, now=end, url=URL)
    assert found.published == Moment(when=at(2031, 5, 19, 8), precision=Precision.MINUTE)


@pytest.mark.parametrize(
    ("shown", "address", "day"),
    [
        ("05.04.2031", "https://q.example/dam", None),
        ("25.04.2031", "https://q.example/dam", at(2031, 4, 25)),
        ("04.04.2031", "https://q.example/dam", at(2031, 4, 4)),
        ("05.04.2031", "https://q.example/2031/04/dam", at(2031, 4, 5)),
    ],
)
def test_a_day_in_words_that_could_be_a_month_is_not_given(shown: str, address: str, day: datetime | None) -> None:
    parsed = tree(markup(before=f"<p class='date'>{shown}</p>"))
    found = read_dates(read_metadata(parsed, url=address), parsed, entry=None, now=NOW, url=address)
    assert (found.published.when if found.published else None) == day
    assert found.confidence == (Confidence.SHOWN if day else None)


def test_a_declared_time_and_one_of_the_feed_are_told_from_what_the_page_shows() -> None:
    assert read(linked(datePublished="2031-05-19")).confidence is Confidence.DECLARED
    assert read(title="Damm hält | Kai-Bote | 07.05.2031").confidence is Confidence.SHOWN
