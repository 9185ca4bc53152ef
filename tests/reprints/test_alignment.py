"""A copy beside its origin: what was kept, cut, added and changed, each with its places in both texts."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reprints.wires import OWN, WIRE, article

from variorum.model import Article, Span
from variorum.reprints import align
from variorum.reprints.records import Fate, Passage

pytestmark = pytest.mark.unit

LINES = WIRE.split("\n")


def aligned(copy: str, origin: str = WIRE, *, language: str = "en") -> tuple[Passage, ...]:
    return align(article("copy", copy, language=language), article("origin", origin, language=language))


def fates(passages: tuple[Passage, ...]) -> list[str]:
    return [passage.fate.value for passage in passages if not passage.aside]


def changed(passages: tuple[Passage, ...], copy: str, origin: str) -> list[tuple[str | None, str | None]]:
    """What stood there, and what stands there now."""
    return [
        (change.origin.cut(origin) if change.origin else None, change.copy.cut(copy) if change.copy else None)
        for passage in passages
        for change in passage.changes
    ]


def test_the_same_text_is_kept_sentence_by_sentence() -> None:
    assert fates(aligned(WIRE)) == ["kept"] * 4


def test_a_sentence_that_was_cut_stands_where_it_stood() -> None:
    copy = "\n".join([LINES[0], LINES[1], LINES[3]])
    passages = aligned(copy)
    assert fates(passages) == ["kept", "kept", "cut", "kept"]
    assert (passages[2].copy, passages[2].origin[0].cut(WIRE)) == ((), LINES[2])


def test_a_sentence_that_was_added_has_no_place_in_the_origin() -> None:
    own = OWN.split("\n")[1]
    copy = "\n".join([LINES[0], own, *LINES[1:]])
    passages = aligned(copy)
    assert fates(passages) == ["kept", "added", "kept", "kept", "kept"]
    assert (passages[1].origin, passages[1].copy[0].cut(copy)) == ((), own)


def test_changed_words_are_named_in_both_texts() -> None:
    copy = (
        WIRE.replace("nine hikers", "9 walkers")
        .replace(" on Monday evening", "")
        .replace("two hours", "two long hours")
    )
    assert changed(aligned(copy), copy, WIRE) == [
        ("on Monday evening", None),
        ("nine hikers", "9 walkers"),
        (None, "long"),
    ]


def test_case_and_punctuation_are_no_changes() -> None:
    assert fates(aligned(WIRE.replace(", its leader", " – its leader").replace("Hikers", "HIKERS"))) == ["kept"] * 4


def test_a_sentence_that_moved_is_kept() -> None:
    copy = "\n".join([LINES[2], LINES[0], LINES[1], LINES[3]])
    assert fates(aligned(copy)) == ["kept"] * 4


def test_two_sentences_that_were_joined_are_one_passage() -> None:
    origin = f"{LINES[0]}\nThe rope tore at the anchor. Nobody had seen the rust on the bolts before."
    copy = f"{LINES[0]}\nThe rope tore at the anchor and nobody had seen the rust on the bolts before."
    *_, passage = aligned(copy, origin)
    assert (passage.fate, len(passage.copy), len(passage.origin)) == (Fate.CHANGED, 1, 2)
    assert changed((passage,), copy, origin) == [(None, "and")]


def test_a_sentence_that_was_split_is_one_passage() -> None:
    origin = f"{LINES[0]}\nThe rope tore at the anchor and nobody had seen the rust on the bolts before."
    copy = f"{LINES[0]}\nThe rope tore at the anchor. Nobody had seen the rust on the bolts before."
    *_, passage = aligned(copy, origin)
    assert (passage.fate, len(passage.copy), len(passage.origin)) == (Fate.CHANGED, 2, 1)


def test_the_dateline_the_credit_and_the_furniture_are_no_part_of_the_report() -> None:
    origin = f"OBERTANN (Alpwire) - {WIRE}\nSign up for our newsletter."
    copy = f"{WIRE}\nWith material from Alpwire."
    passages = align(article("copy", copy, agencies=("Alpwire",)), article("origin", origin, agencies=("Alpwire",)))
    assert fates(passages) == ["kept"] * 4
    assert [passage.fate for passage in passages if passage.aside] == [Fate.CUT, Fate.ADDED]


LANGUAGES = {
    "zh": (
        "塞尔瓦峡谷上的一座绳索桥周一晚上断裂。九名徒步者全部获救。",
        "塞尔瓦峡谷上的一座绳索桥周二晚上断裂。九名徒步者全部获救。",
        ("周一", "周二"),
    ),
    "ja": (
        "月曜日の夜、谷にかかるつり橋が落ちた。九人は全員無事だった。",
        "月曜日の夜、谷にかかる鉄橋が落ちた。九人は全員無事だった。",
        None,
    ),
    "th": ("สะพานเชือกเหนือหุบเขาขาดเมื่อคืนวันจันทร์", "สะพานเชือกเหนือหุบเขาขาดเมื่อคืนวันอังคาร", ("จันทร์", "อังคาร")),
    "ar": (
        "انهار جسر من الحبال فوق الوادي مساء الاثنين. نجا تسعة متنزهين.",
        "انهار جسر من الحبال فوق الوادي مساء الثلاثاء. نجا تسعة متنزهين.",
        ("الاثنين", "الثلاثاء"),
    ),
    "ru": (
        "Верёвочный мост над ущельем оборвался в понедельник вечером.",
        "Верёвочный мост над ущельем оборвался во вторник вечером.",
        ("в понедельник", "во вторник"),
    ),
    "hi": (
        "सोमवार शाम घाटी पर बना रस्सी का पुल टूट गया।",
        "मंगलवार शाम घाटी पर बना रस्सी का पुल टूट गया।",
        ("सोमवार", "मंगलवार"),
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_changed_words_are_found_in_every_script(language: str) -> None:
    origin, copy, words = LANGUAGES[language]
    passages = aligned(copy, origin, language=language)
    assert fates(passages)[0] == "changed"
    assert set(fates(passages)[1:]) <= {"kept"}
    told = [tuple(word.strip(" .।") if word else word for word in pair) for pair in changed(passages, copy, origin)]
    assert words is None or told == [words]


@pytest.mark.parametrize(("copy", "origin"), [("", ""), ("", WIRE), (WIRE, ""), ("…", "—"), ("one", "one")])
def test_texts_with_next_to_nothing_in_them_are_aligned_too(copy: str, origin: str) -> None:
    every_sentence_stands_in_one_passage(article("copy", copy), article("origin", origin))


_TEXTS = st.lists(
    st.sampled_from([*LINES, *OWN.split("\n"), "Short.", "***", "九人は全員無事だった。"]), max_size=9
).map("\n".join)


@settings(deadline=None, max_examples=60)
@given(_TEXTS, _TEXTS)
def test_whatever_is_compared_every_sentence_stands_in_one_passage(copy: str, origin: str) -> None:
    every_sentence_stands_in_one_passage(article("copy", copy), article("origin", origin))


def every_sentence_stands_in_one_passage(copy: Article, origin: Article) -> None:
    passages = align(copy, origin)
    for side, text in (("copy", copy.text), ("origin", origin.text)):
        spans: list[Span] = [span for passage in passages for span in getattr(passage, side)]
        assert len(set(spans)) == len(spans)
        assert "".join("".join(span.cut(text) for span in sorted(spans)).split()) == "".join(text.split())


def test_long_texts_are_aligned_in_a_time_that_grows_with_their_length() -> None:
    def many(count: int) -> str:
        return "\n".join(
            f"In year {n} the valley counted {n * 7 % 1000} hikers on bridge {n % 97} of path {n}."
            for n in range(count)
        )

    def seconds(count: int) -> float:
        began = time.process_time()
        aligned(many(count).replace("hikers", "walkers"), many(count))
        return time.process_time() - began

    seconds(50)
    assert seconds(2000) < 25 * max(seconds(200), 0.02)
