"""Full-text search: the same words find the same articles in every script, on both databases."""

from __future__ import annotations

import pytest
from tests.site.news.making import NOW, article

from variorum_site.news import store
from variorum_site.news.queries import Filters, search
from variorum_site.news.store import fulltext

pytestmark = [pytest.mark.site, pytest.mark.django_db]

TEXTS = {
    "en": ("Ferry quay burns", "The quay of Larran burned down. O'Neill's café was closed; nobody was hurt."),
    "de": ("Brücke öffnet", "Die Größe der neuen Brücke überraschte alle."),
    "zh": ("新桥开放", "北京的航天中心昨天宣布新桥开放。"),
    "ja": ("橋が開通", "東京の新しい橋が月曜日に開通した。"),
    "th": ("เลือกตั้งใหม่", "การเลือกตั้งจะมีขึ้นในวันจันทร์"),
    "ar": ("افتتاح الجسر", "افتُتح الجسرُ الجديد يوم الاثنين في لاران."),
    "hi": ("नया पुल", "नया पुल सोमवार को खुला और हिन्दी में समाचार आया।"),
    "ru": ("Мост открыт", "Новый мост открыли в понедельник. Ёлка осталась."),
    "ko": ("다리 개통", "새 다리가 월요일에 개통되었다."),
    "el": ("Η γέφυρα άνοιξε", "Η νέα γέφυρα άνοιξε τη Δευτέρα."),
}


@pytest.fixture
def library(db: None) -> None:
    for language, (headline, text) in TEXTS.items():
        told = article(f"a-{language}", headline=headline, text=text, language=language, country="XA")
        store.save_article(told, now=NOW)


@pytest.mark.parametrize(
    ("query", "language"),
    [
        ("quay Larran", "en"),
        ("BURNS", "en"),
        ("cafe", "en"),
        ("O’Neill", "en"),
        ("grosse bruecke", None),
        ("GRÖSSE Brucke", "de"),
        ("航天", "zh"),
        ("北京", "zh"),
        ("東京", "ja"),
        ("เลือกตั้ง", "th"),
        ("الجسر", "ar"),
        ("पुल", "hi"),
        ("हिन्दी", "hi"),
        ("мост", "ru"),
        ("елка", "ru"),
        ("다리", "ko"),
        ("γεφυρα", "el"),
    ],
)
def test_words_are_found_in_their_script(library: None, query: str, language: str | None) -> None:
    assert [hit.article.language for hit in search(query).hits] == ([language] if language else [])


def test_a_snippet_shows_no_page_furniture(db: None) -> None:
    text = "Item 1 of 3 A lantern hangs over the quay, on Monday. REUTERS/Nobody\nThe quay was closed."
    store.save_article(article(text=text), now=NOW)
    for query in ("quay", "lantern"):
        [hit] = search(query).hits
        assert "".join(piece.text for piece in hit.snippet) == "The quay was closed."


def test_all_words_must_be_there(library: None) -> None:
    assert search("quay volcano").paging.total == 0


@pytest.mark.parametrize("query", ["", "   ", '"', "* OR (", "'; DROP TABLE news_words; --", "\\", "a & | !", "\x00"])
def test_no_query_breaks_the_index(library: None, query: str) -> None:
    search(query)
    assert search("quay").paging.total == 1


def test_an_apostrophe_and_a_backslash_are_only_letters(library: None) -> None:
    store.save_article(article("odd", text="The d'Artagnan \\ file."), now=NOW)
    assert [hit.article.id for hit in search("d'artagnan file").hits] == ["odd"]


def test_a_headline_weighs_more_than_a_text(db: None) -> None:
    store.save_article(article("text", headline="Nothing", text="A word of the lantern and of much else."), now=NOW)
    store.save_article(article("title", headline="The lantern", text="Nothing else is told of anything here."), now=NOW)
    assert fulltext.find(["lantern"]) == ["title", "text"]


def test_a_new_revision_is_found_by_its_new_words_only(db: None) -> None:
    store.save_article(article(text="The lantern."), now=NOW)
    store.save_article(article(text="The beacon."), now=NOW)
    assert (fulltext.find(["lantern"]), fulltext.find(["beacon"])) == ([], ["bridge-1"])


def test_filters_narrow_and_offer_what_there_is(db: None) -> None:
    for name, country, language in (("a", "MY", "ms"), ("b", "MY", "en"), ("c", "KE", "en")):
        store.save_article(article(name, country=country, language=language), now=NOW)
    found = search("bridge", Filters(country="my", language="EN"))
    assert [hit.article.id for hit in found.hits] == ["b"]
    assert (found.countries, found.languages) == (("KE", "MY"), ("en", "ms"))


def test_hits_come_page_by_page(db: None) -> None:
    for number in range(5):
        store.save_article(article(f"a{number}"), now=NOW)
    last = search("bridge", page=9, size=2)
    assert (last.paging.number, last.paging.last, len(last.hits)) == (3, 3, 1)


def test_what_was_asked_for_is_marked_in_headline_and_snippet(library: None) -> None:
    [hit] = search("quay").hits
    assert [piece.text for piece in hit.headline if piece.mark] == ["quay"]
    assert "".join(piece.text for piece in hit.snippet) == TEXTS["en"][1]
    assert [piece.text for piece in hit.snippet if piece.mark] == ["quay"]


def test_the_snippet_of_a_long_text_begins_near_the_word(db: None) -> None:
    text = "Filler stands here. " * 60 + "At last the lantern. " + "More of it follows. " * 60
    store.save_article(article(text=text), now=NOW)
    [hit] = search("lantern").hits
    shown = "".join(piece.text for piece in hit.snippet)
    assert "lantern" in shown
    assert len(shown) <= 240
    assert not shown[0].isspace()


def test_a_very_long_text_is_indexed_by_its_beginning(db: None) -> None:
    store.save_article(article(text="lantern " + "word " * 60_000), now=NOW)
    assert fulltext.find(["lantern", "word"]) == ["bridge-1"]
