"""An article becomes claims: its sentences without furniture, with what was read in them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.claims.reports import read

from variorum.claims import read_claims
from variorum.claims.reading import MADE_BY
from variorum.model import Article

pytestmark = pytest.mark.unit

WORDS = [
    "Ada Model",
    "said",
    "that",
    "“",
    "”",
    '"',
    "'s",
    "12",
    "people",
    "killed",
    "more than",
    "$5m",
    ".",
    ",",
    "he",
    "\n",
]
WILD = st.one_of(
    st.text(max_size=150),
    st.lists(
        st.sampled_from([*WORDS, "😀", "שלום", "قال", "「", "」", "May", "the", "½", "٣", "ß", "\u0301", "❤\ufe0f"]),
        max_size=40,
    ).map(" ".join),
)


def test_each_sentence_is_a_claim_with_its_names_and_quantities() -> None:
    found = read("Ada Model sent 12 boats. They came back to Sel.")
    assert [claim.names for claim in found.claims] == [("ada model",), ("sel",)]
    assert [len(claim.quantities) for claim in found.claims] == [1, 0]
    assert found.made_by == MADE_BY


def test_an_empty_text_makes_no_claim() -> None:
    assert read("").claims == ()


def test_the_language_is_found_where_the_article_names_none() -> None:
    text = "Mindestens 23 Menschen wurden am Dienstag bei dem Unglück in der Stadt getötet, sagte die Polizei."
    (quantity,) = read_claims(Article(id="a", text=text)).quantities
    assert quantity.role.value == "killed"


def test_furniture_is_no_claim_and_leaves_the_places_of_the_rest() -> None:
    text = "The dam at Sel is safe.\nSign up here.\nThe boats came back."
    found = read(text)
    assert [claim.span.cut(text) for claim in found.claims] == ["The dam at Sel is safe.", "The boats came back."]


def test_the_revision_is_that_of_the_article() -> None:
    assert read_claims(Article(id="a", text="It rained.", revision=3)).revision == 3


@settings(max_examples=80, deadline=None)
@given(WILD, st.sampled_from(["en", "de", "fr", "es", "ms", "id", "he", "zh", None]))
def test_spans_of_any_text_lie_inside_their_claim(text: str, language: str | None) -> None:
    found = read_claims(Article(id="a", text=text, language=language))
    for claim in found.claims:
        assert claim.span.cut(text).strip() == claim.span.cut(text) != ""
        for span in (*(q.span for q in claim.quantities), *(q.span for q in claim.quotations)):
            assert claim.span.holds(span)
            assert span.start < span.end
        for quantity in claim.quantities:
            assert quantity.low is not None or quantity.high is not None
            assert quantity.low is None or quantity.high is None or quantity.low <= quantity.high
        for quotation in claim.quotations:
            cited = quotation.attribution
            if cited and cited.source_span:
                assert 0 <= cited.source_span.start < cited.source_span.end <= len(text)
            if cited and cited.cue_span:
                assert cited.cue_span.cut(text) == cited.cue


@settings(max_examples=20, deadline=None)
@given(WILD)
def test_reading_twice_gives_the_same(text: str) -> None:
    assert read(text) == read(text)
