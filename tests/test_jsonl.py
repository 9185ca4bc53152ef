"""Articles from JSON lines, and the sentences that bad lines get."""

from datetime import UTC, datetime

import pytest

from variorum.errors import InputError
from variorum.jsonl import article_from, article_row, read_articles
from variorum.model import Precision

pytestmark = pytest.mark.unit


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
