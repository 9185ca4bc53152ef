"""The language files hold what their record says, in the form that the readers expect."""

from __future__ import annotations

from dataclasses import fields

import pytest
import Stemmer

from variorum.languages import (
    AND_JOINS,
    NEUTRAL,
    STANCES,
    Language,
    get_language,
    get_page_rules,
    known_languages,
)
from variorum.model import Role
from variorum.text.words import content_words, fold

pytestmark = pytest.mark.unit

FULL = ["de", "en", "es", "fr", "id", "it", "ms", "nl", "pt"]  # for all others the grouping alone has its data
DEMO = ["de", "en", "es", "fr", "id", "ms"]
ALL = known_languages()
PHRASES = [field.name for field in fields(Language) if str(field.type) == "Phrases"]
TABLES = [field.name for field in fields(Language) if str(field.type).startswith("Mapping")]


def test_the_languages_of_the_demo_world_are_there() -> None:
    assert set(DEMO) <= set(ALL)


def test_a_language_without_a_file_has_neutral_data() -> None:
    assert get_language("xx") is NEUTRAL
    assert get_language(None) is NEUTRAL


def test_a_regional_tag_reads_the_file_of_its_language() -> None:
    assert get_language("de-AT").tag == "de"


@pytest.mark.parametrize("tag", ALL)
def test_phrases_are_folded(tag: str) -> None:
    known = get_language(tag)
    assert [(name, p) for name in PHRASES for p in getattr(known, name) if fold(p) != p] == []


@pytest.mark.parametrize("tag", ALL)
def test_keys_of_tables_are_folded(tag: str) -> None:
    known = get_language(tag)
    assert [(name, p) for name in TABLES for p in getattr(known, name) if fold(p) != p.lower()] == []


@pytest.mark.parametrize("tag", ALL)
def test_meanings_are_of_the_closed_lists(tag: str) -> None:
    known = get_language(tag)
    assert set(known.speech_cues.values()) <= set(STANCES)
    assert set(known.roles.values()) <= set(Role)
    assert known.stemmer is None or known.stemmer in Stemmer.algorithms()


@pytest.mark.parametrize("tag", FULL)
def test_a_file_covers_what_the_readers_need(tag: str) -> None:
    known = get_language(tag)
    needed = ["stop_words", "titles", "speech_cues", "attribution_prefixes", "numbers", "scales", "vague", "units"]
    needed += ["more_than", "less_than", "about", "roles", "people", "source_people", "source_bodies", "calendar"]
    assert [name for name in needed if not getattr(known, name)] == []
    assert known.synonyms
    assert known.name


@pytest.mark.parametrize("tag", ALL)
def test_groups_of_synonyms_are_folded_and_no_group_is_alone(tag: str) -> None:
    for group in get_language(tag).synonyms:
        assert len(group) > 1
        assert [word for word in group if fold(word) != word] == []


@pytest.mark.parametrize("tag", ALL)
def test_a_file_names_its_language_and_lists_its_function_words(tag: str) -> None:
    known = get_language(tag)
    assert known.tag == tag
    assert known.name
    assert len(known.stop_words) >= 120
    assert known.and_joins in AND_JOINS


@pytest.mark.parametrize(
    ("tag", "text", "expected"),
    [
        ("it", "Anche se oggi il ponte nuovo non sarebbe ancora aperto", ["pont", "nuov", "apert"]),
        ("nl", "Hoewel zij vandaag ook daarover nog niets wilden zeggen", ["zeg"]),
        ("pt", "Embora a ponte ainda não tenha sido aberta", ["pont", "abert"]),
        ("id", "Meskipun jembatan itu belum juga dibuka", ["jembat", "buka"]),
        ("ms", "Walaupun jambatan itu masih belum dibuka", ["jambatan", "dibuka"]),
        ("ru", "Хотя мост ещё не был открыт", ["мост", "откр"]),
        ("pl", "Chociaż most nie został jeszcze otwarty", ["most", "otwart"]),
        ("sv", "Även om bron inte har öppnats ännu", ["bron", "oppnat"]),
        ("ar", "الجسر الذي كان في المدينة", ["جسر", "مدين"]),
    ],
)
def test_function_words_carry_no_meaning(tag: str, text: str, expected: list[str]) -> None:
    assert content_words(text, tag) == expected


@pytest.mark.parametrize("tag", ["../en", "pages/en", "e n", "", None, "xx"])
def test_what_is_no_known_tag_gets_the_neutral_language(tag: str | None) -> None:
    assert get_language(tag).tag == "und"
    assert get_page_rules(tag).furniture_lines == ()
