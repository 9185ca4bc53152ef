"""Languages that are close to each other, titles full of names, and texts that quote another language."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from variorum.text.language import identify

pytestmark = pytest.mark.unit

CLOSE = tomllib.loads((Path(__file__).parent / "close_languages.toml").read_text(encoding="utf-8"))
KIN = """
no-da da-no sv-no id-ms ms-id cs-sk sk-cs uk-ru ru-uk be-ru bg-mk mk-sr pt-gl gl-es es-ca nl-af af-nl fa-ar ur-fa hi-ne
mr-hi ne-hi zh-ja ja-zh
"""


@pytest.mark.parametrize("language", CLOSE)
def test_two_sentences_tell_a_language_from_its_kin(language: str) -> None:
    assert identify(CLOSE[language]) == {"nn": "no", "sr-Latn": "sr"}.get(language, language)


@pytest.mark.parametrize(("language", "kin"), [pair.split("-") for pair in KIN.split()])
def test_a_declaration_of_its_kin_does_not_move_two_clear_sentences(language: str, kin: str) -> None:
    assert identify(CLOSE[language], declared=[kin]) == language


@pytest.mark.parametrize("language", CLOSE)
def test_a_template_in_english_does_not_make_a_text_english(language: str) -> None:
    assert identify(CLOSE[language], declared=["en-US", "en"]) == {"nn": "no", "sr-Latn": "sr"}.get(language, language)


@pytest.mark.parametrize("declared", ["hr", "bs", "sr"])
def test_what_three_languages_write_alike_is_in_the_declared_one(declared: str) -> None:
    assert identify("Most na rijeci je zatvoren.", declared=[declared]) == declared


@pytest.mark.parametrize(
    ("title", "language"),
    [
        ("大桥撞船后关闭", "zh"), ("大橋撞船後關閉 無人受傷", "zh"), ("両国首脳が会談、経済対策で合意", "ja"),
        ("東京駅前広場", "ja"),
        ("Мост закрыт", "ru"), ("Міст закрито", "uk"), ("Γέφυρα", "el"), ("다리 폐쇄", "ko"), ("สะพานปิด", "th"),
        ("Þrír slasaðir", "is"), ("Ќе се отвори мостот", "mk"), ("Закрылі мост праз раку", "be"),
    ],
)  # fmt: skip
def test_a_few_letters_are_enough_where_nobody_else_writes_them(title: str, language: str) -> None:
    assert identify(title) == language


NAMES = [
    "Ada Model Kofi Muster",
    "Sel Lumora Tamsin",
    "Orvik – Talverra 3:1",
    "Muster, Model, Lumora",
    "Hafen FC",
    "iPhone 17 Pro Max",
]


@pytest.mark.parametrize("title", NAMES)
@pytest.mark.parametrize("declared", ["de", "en", "pl", "tr"])
def test_a_title_of_names_is_in_the_declared_language(title: str, declared: str) -> None:
    assert identify(title, declared=[declared]) == declared


def test_a_report_that_quotes_another_script_is_in_its_own() -> None:
    quoted = "“The bridge is closed and will stay closed for weeks,” the harbour master told reporters in English. "
    assert identify(quoted + CLOSE["el"]) == "el"
    assert identify(quoted + CLOSE["el"], declared=["en"]) == "el"
    assert identify(f"{CLOSE['el']} {quoted}{CLOSE['el']}") == "el"


@pytest.mark.parametrize("language", ["de", "es", "sv", "pl", "id", "tr"])
def test_a_report_that_begins_with_a_long_quotation_is_in_its_own_language(language: str) -> None:
    quoted = "“The bridge is closed and will stay closed for some weeks,” said the harbour master, who spoke English. "
    assert identify(quoted + CLOSE[language] * 4) == language


@pytest.mark.parametrize("title", ["Apple发布iPhone 17 Pro Max", "NVIDIA、新GPUを発表 H300 Ultra"])
def test_brands_in_latin_letters_do_not_hide_the_script(title: str) -> None:
    assert identify(title) in {"zh", "ja"}


def test_addresses_and_handles_are_no_words_of_a_language() -> None:
    assert (
        identify("https://www.example.org/the-bridge-is-closed-and-will-stay-so @the_harbour #and", declared=["lt"])
        == "lt"
    )


def test_a_declaration_in_another_script_is_a_mistake() -> None:
    assert identify("Мост", declared=["en", "uk"]) == "uk"


def test_a_language_that_the_model_does_not_know_is_believed_where_it_is_declared() -> None:
    assert identify("Nuummi ikaartarfik matuneqarpoq", declared=["kl"]) == "kl"
    assert identify(CLOSE["en"], declared=["kl"]) == "en"
    assert identify(CLOSE["da"], declared=["kl"]) == "da"
