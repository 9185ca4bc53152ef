"""The sketch is ours and stored for years: its numbers never change within a version."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reprints.wires import OWN, WIRE

from variorum.errors import InputError
from variorum.reprints.sketch import (
    FEWEST,
    MOST,
    VERSION,
    from_bytes,
    make_sketch,
    read_words,
    run_numbers,
    to_bytes,
)

pytestmark = pytest.mark.unit

CHINESE = "塞尔瓦峡谷上的一座绳索桥周一晚上突然断裂,当时九名徒步者正在过桥。"


def numbered(count: int) -> str:
    return " ".join(f"w{n}" for n in range(count))


def test_the_numbers_of_version_2_stay_what_they_are() -> None:
    assert VERSION == 2
    assert [f"{n:016x}" for n in run_numbers("one two three four five").tolist()] == NUMBERS
    assert to_bytes(make_sketch("one two three four five")).hex() == STORED


def test_a_stored_sketch_comes_back_equal() -> None:
    for text in ("", WIRE, OWN, numbered(9000)):
        assert from_bytes(to_bytes(make_sketch(text))).tolist() == make_sketch(text).tolist()


@pytest.mark.parametrize("stored", [b"", b"PK\x03\x04", b"VS\x01", b"VS\x02\x00", b"VS"])
def test_what_is_no_sketch_of_this_version_is_refused_with_the_remedy(stored: bytes) -> None:
    with pytest.raises(InputError, match="make it anew"):
        from_bytes(stored)


@pytest.mark.parametrize("text", ["", "three words only", "— … ! ?", "\ud800 half a letter"])
def test_a_text_shorter_than_a_run_has_an_empty_sketch(text: str) -> None:
    assert len(make_sketch(text)) == 0


def test_the_sketch_of_a_part_is_part_of_the_sketch_of_the_whole() -> None:
    part, whole = make_sketch(numbered(1000)), make_sketch(numbered(4000))
    assert len(np.setdiff1d(part, whole)) == 0
    assert len(part) == pytest.approx(125, rel=0.25)


def test_short_texts_keep_more_and_long_ones_less_than_an_eighth() -> None:
    assert len(make_sketch(numbered(50))) == 47
    assert len(make_sketch(numbered(300))) == FEWEST
    assert len(make_sketch(numbered(9000))) == MOST


def test_punctuation_case_accents_and_marks_do_not_matter() -> None:
    left = run_numbers("The café “Zum Löwen” opens again — on Monday, at eight: Amsel’s U.S. guests")
    right = run_numbers("THE CAFE ZUM LOWEN OPENS AGAIN ON MONDAY AT EIGHT AMSELS US GUESTS")
    assert left.tolist() == right.tolist()


@pytest.mark.parametrize("text", [WIRE, CHINESE, "सेल्वा घाटी पर रस्सी का पुल टूट गया।", "انهار جسر من الحبال مساء الاثنين"])
def test_words_are_read_alike_with_and_without_their_places(text: str) -> None:
    words = read_words(text)
    assert len(run_numbers(text)) == len(words.numbers) - words.run + 1
    assert all(text[start:end].strip() for start, end in zip(words.starts, words.ends, strict=True))


def test_a_run_of_a_script_without_spaces_is_longer() -> None:
    assert (read_words(CHINESE).run, read_words(WIRE).run) == (8, 4)


@given(st.text())
def test_any_text_has_a_sorted_sketch_without_doubles(text: str) -> None:
    sketch = make_sketch(text)
    assert sketch.tolist() == sorted(set(sketch.tolist()))


NUMBERS = ["af856b213b1dba6a", "af2a1df584bd4c2d"]
STORED = "565302f51d2aaf216b85af"
