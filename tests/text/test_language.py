"""The language of a text, with what the page and the outlet say as a prior."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variorum.text.language import WEIGHTS, identify, normal_tag, read_tag, vote
from variorum.text.language_marks import read_marks, read_sample, small_words

pytestmark = pytest.mark.unit

TEXTS = {
    "en": "The dam above the village held through the night, engineers said on Monday.",
    "de": "Der Damm oberhalb des Dorfes hat die Nacht überstanden, sagten Ingenieure am Montag.",
    "fr": "Le barrage au-dessus du village a tenu toute la nuit, ont déclaré lundi des ingénieurs.",
    "es": "La presa situada encima del pueblo resistió toda la noche, dijeron los ingenieros el lunes.",
    "pt": "A barragem acima da aldeia resistiu durante a noite, disseram os engenheiros na segunda-feira.",
    "it": "La diga sopra il villaggio ha resistito per tutta la notte, hanno detto lunedì gli ingegneri.",
    "nl": "De dam boven het dorp heeft de nacht doorstaan, zeiden ingenieurs maandag.",
    "ru": "Плотина выше деревни выдержала ночь, сообщили инженеры в понедельник.",
    "uk": "Гребля вище села витримала ніч, повідомили інженери в понеділок.",
    "tr": "Köyün yukarısındaki baraj geceyi atlattı, mühendisler pazartesi günü açıkladı.",
    "ar": "صمد السد الواقع فوق القرية طوال الليل بحسب ما قال مهندسون يوم الاثنين.",
    "ja": "村の上流にあるダムは一晩持ちこたえたと、技術者らが月曜日に明らかにした。",
    "zh": "工程师周一表示，村庄上游的大坝挺过了一夜，但西墙仍在渗水。",
    "ko": "마을 위쪽의 댐이 밤새 버텼다고 기술자들이 월요일 밝혔다.",
    "no": "Demningen ovenfor bygda holdt gjennom natten, sa ingeniørene mandag.",
}


@pytest.mark.parametrize("language", TEXTS)
def test_a_sentence_is_enough(language: str) -> None:
    assert identify(TEXTS[language]) == language


@pytest.mark.parametrize("language", TEXTS)
def test_a_wrong_declaration_does_not_move_a_clear_text(language: str) -> None:
    assert identify(TEXTS[language], declared=["sw"]) == language


def test_a_declaration_decides_where_the_text_is_too_short() -> None:
    assert identify("2031: 17", declared=["fr-CA"]) == "fr"
    assert identify("", declared=[None, "de"]) == "de"


def test_nobody_knows_the_language_of_nothing() -> None:
    assert identify("") is None
    assert identify("12:30", declared=[None]) is None


@pytest.mark.parametrize(
    ("tag", "normal"),
    [("pt-BR", "pt"), ("en_US", "en"), ("EN", "en"), ("nb-NO", "no"), ("nn", "no"), ("iw", "he"), ("zh-Hant-TW", "zh")],
)
def test_tags_are_reduced_to_the_primary_language(tag: str, normal: str) -> None:
    assert normal_tag(tag) == normal


@pytest.mark.parametrize(
    ("written", "tag"),
    [
        ("pt-BR", "pt"), ("en_US", "en"), (" de ", "de"), ("fil", "tl"), ("nb-NO", "no"), ("zh-Hant-TW", "zh"),
        ("English (United States)", None), ("english", None), ("e", None), ("", None), (None, None), ("{{lang}}", None),
        ("en-", None), ("12", None), ("und", None), ("mul", None), ("e\ud83d", None), ("ｅｎ", None),
    ],
)  # fmt: skip
def test_only_a_well_formed_tag_names_a_language(written: str | None, tag: str | None) -> None:
    assert read_tag(written) == tag


def test_a_declared_code_that_no_language_has_says_nothing() -> None:
    assert identify("大桥关闭", declared=["utf-8", "zh"]) == "zh"
    assert identify("2031: 17", declared=["utf-8"]) is None


def test_a_declaration_that_is_no_tag_says_nothing() -> None:
    assert identify("2031: 17", declared=["English (United States)", "fr"]) == "fr"
    assert identify("", declared=["English"]) is None


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=600), st.lists(st.sampled_from(["en", "de-DE", "x", "el", "ja", None]), max_size=3))
def test_any_text_has_one_language_or_none(text: str, declared: list[str | None]) -> None:
    found = identify(text, declared=declared)
    assert found is None or read_tag(found) == found


def test_the_shares_of_a_vote_are_one_in_all() -> None:
    sample = read_sample("Most na rijeci je zatvoren")
    shares = vote(read_marks(sample, ["hr"], small_words(sample)), WEIGHTS)
    assert sum(shares.values()) == pytest.approx(1)
    assert max(shares, key=shares.__getitem__) == "hr"
    assert vote({}, WEIGHTS) == {}
