"""Articles from JSON lines, and the sentences that bad lines get."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum.errors import InputError
from variorum.jsonl import article_from, article_row, dump, read_articles
from variorum.model import Precision

pytestmark = pytest.mark.unit

KEYS = [
    "id",
    "text",
    "url",
    "outlet",
    "country",
    "language",
    "published",
    "headline",
    "authors",
    "agencies",
    "dateline",
    "dateline_day",
    "section",
    "keywords",
    "pictures",
    "paywalled",
    "live",
]
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(codec=None), max_size=12)
    | st.sampled_from(["en", "2031-05-19", "2031-05-19T08:00Z", "0001-01-01T00:00+14:00"])
)
VALUES = LEAVES | st.lists(LEAVES, max_size=3) | st.dictionaries(st.text(max_size=3), LEAVES, max_size=2)


def test_an_article_keeps_the_words_and_gets_an_aware_time() -> None:
    row = {
        "id": "a",
        "text": "Kapal karam.",
        "published": "2026-11-22T21:05:00+08:00",
        "country": "my",
        "outlet": "Harian",
    }
    article = article_from(row, where="here")
    assert article.text == "Kapal karam."
    assert article.published == datetime(2026, 11, 22, 13, 5, tzinfo=UTC)
    assert (article.country, article.outlet_name, article.precision) == ("MY", "Harian", Precision.MINUTE)


def test_a_bare_date_is_known_to_the_day_only() -> None:
    article = article_from({"id": "a", "published": "2026-11-22"}, where="here")
    assert article.precision is Precision.DAY
    assert article_row(article)["published"] == "2026-11-22"


def test_missing_keys_are_none_and_unknown_ones_ignored() -> None:
    article = article_from({"id": 7, "colour": "green"}, where="here")
    assert (article.id, article.text, article.headline, article.published) == ("7", "", None, None)


def test_a_line_that_says_why_a_page_holds_no_article_is_skipped() -> None:
    refused = '{"id": "b", "text": null, "reason": "no article text was found on it"}'
    told = '{"id": "c", "headline": "Quay closed", "reason": "a strike"}'
    assert [one.id for one in read_articles([refused, told], name="x")] == ["c"]


def test_blank_lines_are_skipped() -> None:
    assert [a.id for a in read_articles(['{"id": "a"}\n', "\n", '{"id": "b"}\n'], name="f")] == ["a", "b"]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "line 2: this is no JSON"),
        ("[1]", "line 2: this is a JSON list, not an object"),
        ('{"text": "x"}', 'line 2: an article needs an "id"'),
        ('{"id": "first"}', "line 2: the id 'first' stands on an earlier line too"),
        ('{"id": "b", "text": 5}', "line 2: 'text' is int, not text"),
        ('{"id": true}', 'line 2: an article needs an "id"'),
        ('{"id": "\\u0000 "}', 'line 2: an article needs an "id"'),
        ('{"id": 1.5}', 'line 2: an article needs an "id"'),
        ('{"id": "b", "authors": 5}', "line 2: 'authors' is int, not a list; write the names in brackets"),
        ('{"id": "b", "authors": false}', "line 2: 'authors' is bool, not a list"),
        ('{"id": "b", "agencies": {"a": 1}}', "line 2: 'agencies' is dict, not a list"),
        ('{"id": "b", "authors": ["Jo", 5]}', "line 2: 'authors' holds int, not text"),
        ('{"id": "b", "country": 5}', "line 2: 'country' is int, not text"),
        (
            '{"id": "b", "language": "English (United States)"}',
            "line 2: 'language' is 'English (United States)'; write",
        ),
        ('{"id": "b", "published": "0001-01-01T00:00:00+01:00"}', "line 2: 'published' is '0001-01-01T00:00:00+01:00'"),
        ('{"id": "b", "published": "9999-12-31T23:00:00-05:00"}', "line 2: 'published' is '9999-12-31T23:00:00-05:00'"),
        ('{"id": "b", "published": "0001-01-01"}', "line 2: 'published' is '0001-01-01'; write an ISO 8601 date"),
        ('{"id": "b", "x": ' + "[" * 100_000 + "]" * 100_000 + "}", "line 2: this JSON is nested too deeply"),
        ('{"id": ' + "9" * 5000 + "}", "line 2: this is no JSON"),
        ('{"id": "b", "published": "yesterday"}', "line 2: 'published' is 'yesterday'; write an ISO 8601 date"),
    ],
)
def test_a_bad_line_is_named_with_a_remedy(line: str, says: str) -> None:
    with pytest.raises(InputError) as refusal:
        list(read_articles(['{"id": "first"}', line], name="reports.jsonl"))
    assert str(refusal.value).startswith("reports.jsonl, ")
    assert says in str(refusal.value)


def test_a_row_reads_back_as_the_same_article() -> None:
    row = {"id": "a", "text": "Ein Damm brach.", "headline": "Damm gebrochen", "published": "2026-11-22T09:00:00+00:00"}
    article = article_from(row | {"outlet": "Bote", "domain": "bote.example"}, where="here")
    assert article_from(article_row(article), where="again") == article


@pytest.mark.parametrize(
    ("written", "names"),
    [("Jo Roe", ("Jo Roe",)), (["Jo Roe", None, " "], ("Jo Roe",)), (None, ()), ([], ()), ("", ())],
)
def test_a_text_alone_is_one_author(written: object, names: tuple[str, ...]) -> None:
    article = article_from({"id": "a", "authors": written, "agencies": written}, where="here")
    assert (article.authors, article.agencies) == (names, names)


@pytest.mark.parametrize(("written", "tag"), [("pt-BR", "pt"), ("EN", "en"), ("und", None), ("", None), (None, None)])
def test_a_language_is_kept_as_its_primary_tag(written: str | None, tag: str | None) -> None:
    assert article_from({"id": "a", "language": written}, where="here").language == tag


def test_what_cannot_be_stored_is_cleaned_and_the_text_keeps_its_places() -> None:
    line = (
        r'{"id": "a\u0000", "headline": "Boat \ud83d", "text": "Bo\u0000at \ud83d sinks", "authors": ["Jo\u0007 Roe"]}'
    )
    (article,) = read_articles([line], name="f")
    assert (article.id, article.headline, article.authors) == ("a", "Boat ", ("Jo Roe",))
    assert article.text == "Bo at   sinks"
    dump(article_row(article)).encode()


@given(st.dictionaries(st.sampled_from(KEYS), VALUES))
def test_any_object_gives_an_article_or_one_sentence(row: dict[str, object]) -> None:
    said = ""
    try:
        for article in read_articles([json.dumps(row)], name="f"):
            dump(article_row(article)).encode()
    except InputError as refusal:
        said = str(refusal)
    assert not said or said.startswith("f, line 1: ")
    assert "\n" not in said


def test_the_facts_of_a_page_survive_a_round_trip() -> None:
    row = {
        "id": "a",
        "dateline": "Port Elm",
        "dateline_day": "2031-05-19",
        "section": "World",
        "keywords": ["dam"],
        "picture_url": "https://quayherald.example/a.jpg",
        "pictures": [{"url": "https://quayherald.example/a.jpg", "caption": "The dam", "credit": "Ada Model"}],
        "paywalled": True,
        "live": True,
    }
    written = article_row(article_from(row, where="here"))
    assert {key: written[key] for key in row} == row


def test_what_a_page_does_not_say_stays_unknown() -> None:
    written = article_row(article_from({"id": "a"}, where="here"))
    assert (written["paywalled"], written["live"], written["pictures"], written["dateline_day"]) == (
        None,
        False,
        [],
        None,
    )


@pytest.mark.parametrize(
    ("key", "value", "remedy"),
    [
        ("paywalled", "no", "write true, false or null"),
        ("live", 1, "write true, false or null"),
        ("pictures", "a.jpg", "is no list of objects"),
        ("pictures", [{"caption": "x"}], "has no 'url'"),
        ("dateline_day", "May", "write an ISO 8601 date"),
    ],
)
def test_a_bad_fact_is_refused_with_the_remedy(key: str, value: object, remedy: str) -> None:
    with pytest.raises(InputError, match=remedy):
        article_from({"id": "a", key: value}, where="here")


@pytest.mark.parametrize(
    ("written", "language", "code"),
    [
        ("my", None, "MY"),
        ("Germany", "de", "DE"),
        ("Україна", "uk", "UA"),
        ("South Korea", "ko", "KR"),
        ("Orla", "en", "ORLA"),
    ],
)
def test_a_country_may_be_written_out(written: str, language: str | None, code: str) -> None:
    row = {"id": "a", "text": "x", "country": written, "language": language}
    assert article_from(row, where="line 1").country == code
