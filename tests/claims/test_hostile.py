"""Texts made to break the reading: marks and cues without end, endless numbers, halves of characters."""

from __future__ import annotations

import json
import time

import pytest
from tests.claims.reports import quantities, read

from variorum.model import Article
from variorum.text.furniture import furniture
from variorum.text.language import identify
from variorum.text.marks import quoted
from variorum.text.names import find_names, name_key
from variorum.text.sentences import sentences
from variorum.text.words import content_words, words

pytestmark = pytest.mark.unit

_LENGTH = 30_000
# Of CPU time. A hang takes minutes; on a quiet machine all take 0.1 to 0.6, on a busy one the collector may double it.
_SECONDS = 4.0


def seconds(text: str, language: str = "en") -> float:
    """CPU time of reading a text."""
    read("“Warm,” said Ada Model.", language)
    start = time.process_time()
    read(text, language)
    return time.process_time() - start


@pytest.mark.parametrize("piece", [
    "“a ", "“a” ", "„a ", "« a ", "‘a ", "「a", "”a ", "\"a ", "'a ", "“a”, said Ada. ", "“a\n",
    "said ", "said, ", "said that ", "and said ", "and adding ", "he said ", "according to ", "Ada 12 said ",
])  # fmt: skip
def test_marks_and_cues_without_end_are_read_in_time(piece: str) -> None:
    assert seconds(piece * (_LENGTH // len(piece))) < _SECONDS


@pytest.mark.parametrize(("language", "piece"), [("de", "sagte "), ("de", "nach Angaben der "), ("fr", "a déclaré ")])
def test_cues_of_other_languages_too(language: str, piece: str) -> None:
    assert seconds(piece * (_LENGTH // len(piece)), language) < _SECONDS


def test_a_long_paragraph_of_ordinary_words_is_read_in_time() -> None:
    assert seconds("the boats came to a small port and many people went home " * 1750) < _SECONDS


@pytest.mark.parametrize("number", ["9" * 400, "1,000" + ",000" * 9, "9000000 billion", "900,000 billion trillion"])
def test_a_number_beyond_what_news_counts_is_no_quantity(number: str) -> None:
    found = quantities(f"They sent {number} boats.")
    assert all(quantity.low is not None and quantity.low <= 1e15 for quantity in found)
    json.dumps([quantity.low for quantity in found], allow_nan=False)


@pytest.mark.parametrize(
    "text", ["\ud800", "Ada \udc00Model said “a\ud800b”.", "“\ud83d said Ada. 12 \udfff people died."]
)
@pytest.mark.parametrize("language", ["en", "de", "fr", "ms", "zh", "ja", None])
def test_half_a_character_breaks_nothing(text: str, language: str | None) -> None:
    for found in (words(text), quoted(text), sentences(text, language), furniture(text, language)):
        assert isinstance(found, tuple)
    find_names(text, language)
    content_words(text, language)
    identify(text)
    name_key(text)
    assert Article(id="a", text=text).text == text
    assert read(text, language or "").revision == 1
