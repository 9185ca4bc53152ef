"""What of an article an embedder is given; rows computed once; and two languages that share nothing in writing."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.engines.tiny import BAKERS, CHOIR, save_static
from tests.stories.press import article

from variorum.engines import load_embedder
from variorum.interfaces import Embedder
from variorum.model import Article
from variorum.pipeline import group
from variorum.stories import RememberingEmbedder, StoryIndex, embedded_text


def told(happening: dict[str, tuple[str, str]], language: str, name: str) -> Article:
    headline, text = happening[language]
    return article(name, headline, text, language=language)


class Counting:
    """An Embedder that counts what it is asked for: the row of a text is made of its length."""

    name = "counting/1"
    dimensions = 2

    def __init__(self) -> None:
        self.asked: list[str] = []

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.asked += texts
        rows = np.array([[len(text), 1] for text in texts], dtype=np.float32)
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True))


@pytest.mark.unit
@pytest.mark.parametrize(
    ("given", "text"),
    [
        pytest.param(article("a", "Quay burns", "The quay burned."), "Quay burns\nThe quay burned", id="both"),
        pytest.param(article("a", "Quay burns"), "Quay burns", id="a headline alone"),
        pytest.param(article("a", None, "The quay burned."), "The quay burned", id="a text alone"),
        pytest.param(article("a", "Quay", "", teaser="It burned."), "Quay\nIt burned", id="a teaser for the text"),
        pytest.param(article("a", " ", " \n"), "", id="nothing"),
    ],
)
def test_the_headline_and_the_beginning_are_embedded(given: Article, text: str) -> None:
    assert embedded_text(given) == text


@pytest.mark.unit
def test_sixty_words_of_the_text_are_read_with_or_without_spaces() -> None:
    spaced = embedded_text(article("a", None, "quay " * 500))
    assert len(spaced.split()) == 60
    assert 60 <= len(embedded_text(article("b", None, "码头昨夜起火" * 300, language="zh"))) <= 240


@pytest.mark.unit
def test_a_text_is_asked_for_once() -> None:
    inner = Counting()
    remembering = RememberingEmbedder(inner)
    first = remembering.embed(["one", "three", "one"])
    assert np.array_equal(remembering.embed(["three"])[0], first[1])
    assert inner.asked == ["one", "three"]


@pytest.mark.unit
def test_the_texts_that_were_asked_for_last_are_kept() -> None:
    inner = Counting()
    remembering = RememberingEmbedder(inner, kept=2)
    for text in ("one", "three", "one", "eleven", "one", "three"):
        remembering.embed([text])
    assert inner.asked == ["one", "three", "eleven", "three"]


@pytest.mark.unit
def test_more_texts_at_once_than_are_kept_all_get_their_rows() -> None:
    rows = RememberingEmbedder(Counting(), kept=1).embed(["a", "bb", "ccc"])
    assert np.array_equal(rows, Counting().embed(["a", "bb", "ccc"]))


@pytest.fixture(scope="module")
def embedder(tmp_path_factory: pytest.TempPathFactory) -> Embedder:
    return load_embedder(save_static(tmp_path_factory.mktemp("models") / "tiny"))


def test_an_index_knows_its_embedder(embedder: Embedder) -> None:
    assert StoryIndex(embedder=embedder).embedder is embedder
    assert StoryIndex().embedder is None


PAIRS = [("en", "ru"), ("en", "ar"), ("en", "zh"), ("ru", "hi"), ("ar", "zh")]


@pytest.mark.parametrize(("left", "right"), PAIRS)
def test_without_an_embedder_languages_that_share_no_name_or_number_stay_apart(left: str, right: str) -> None:
    assert len(group([told(BAKERS, left, "a"), told(BAKERS, right, "b")])) == 2


@pytest.mark.parametrize(("left", "right"), PAIRS)
def test_with_an_embedder_they_are_grouped(embedder: Embedder, left: str, right: str) -> None:
    assert len(group([told(BAKERS, left, "a"), told(BAKERS, right, "b")], embedder=embedder)) == 1


def test_with_an_embedder_other_news_stays_apart(embedder: Embedder) -> None:
    """Also when the likeness asks it: this one must hold before and after."""
    stories = group([told(BAKERS, "en", "a"), told(CHOIR, "ru", "b")], embedder=embedder)
    assert len(stories) == 2
