"""What cannot be stored is taken out of a text, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum.text.clean import storable

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Boat sinks \ud83d", "Boat sinks "),
        ("\udeffBoat", "Boat"),
        ("Bo\x00at \x07sinks\x9f", "Boat sinks"),
        ("one\x0btwo\x85three", "one two three"),
        ("tab\tline\nend\r\n", "tab\tline\nend\r\n"),
        ("船🚢 é \u200d قارب", "船🚢 é \u200d قارب"),
    ],
)
def test_halves_of_characters_and_controls_go_and_letters_stay(text: str, clean: str) -> None:
    assert storable(text) == clean


def test_a_filling_keeps_every_place() -> None:
    text = "Bo\x00at \ud83d sinks"
    assert storable(text, " ") == "Bo at   sinks"


@given(st.text(st.characters(codec=None)))
def test_any_text_can_be_encoded_and_is_clean_at_once(text: str) -> None:
    clean = storable(text)
    clean.encode()
    assert "\x00" not in clean
    assert storable(clean) == clean
    assert len(storable(text, " ")) == len(text)
