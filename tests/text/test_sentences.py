"""Sentences end where careful readers end them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variorum.text.sentences import paragraphs, sentences

pytestmark = pytest.mark.unit


def cut(text: str, language: str = "en") -> list[str]:
    return [span.cut(text) for span in sentences(text, language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rained. They left.", ["It rained.", "They left."]),
        ("Gen. Ada Model met Mr. Case.", ["Gen. Ada Model met Mr. Case."]),
        ("Ada ran for mayor. Hollis did not.", ["Ada ran for mayor.", "Hollis did not."]),
        ("They met the U.S. Coast Guard there.", ["They met the U.S. Coast Guard there."]),
        ("They live in the U.S. He does not.", ["They live in the U.S.", "He does not."]),
        ("It began at 2 p.m. Monday near Sel.", ["It began at 2 p.m. Monday near Sel."]),
        ("It ended at 2 p.m. Model went home.", ["It ended at 2 p.m.", "Model went home."]),
        ("A non-U.S. ship came.", ["A non-U.S. ship came."]),
        ("No. 5 won. No. They lost.", ["No. 5 won.", "No.", "They lost."]),
        ("The post-Sept. 11 law stays.", ["The post-Sept. 11 law stays."]),
        ("“We wait. We hope,” said Ana.", ["“We wait.", "We hope,” said Ana."]),
        ("He spoke in Sel. “We wait,” he said.", ["He spoke in Sel.", "“We wait,” he said."]),
        ("“You want it?” Mr. Model asked.", ["“You want it?” Mr. Model asked."]),
        ("“You want it?” The dog barked.", ["“You want it?”", "The dog barked."]),
        ("One line\nanother line", ["One line", "another line"]),
        ("They wait — Ana Model (@ana).", ["They wait — Ana Model (@ana)."]),
        ("", []),
        (" \n ", []),
    ],
)
def test_english_sentences(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("de", "Am 3. Mai kam Dr. Muster. Er blieb.", 2),
        ("de", "Rund 3 Mio. Euro fehlen. Das ist viel.", 2),
        ("it", "Il Dr. Modello parla al sindaco. Rossi ascolta.", 2),
        ("es", "Llamaron al alcalde. Modelo no vino.", 2),
        ("de", "Er wurde Minister. Muster blieb.", 2),
        ("fr", "M. Essai est venu. Il est parti.", 2),
        ("es", "El Sr. Modelo llegó. ¿Quién sabe?", 2),
        ("ms", "Encik Ali tiba. Beliau beredar.", 2),
        ("id", "Pak Budi tiba. Ia pergi.", 2),
        ("zh", "他来了。他走了。", 2),
        ("ja", "彼は来た。彼は去った。", 2),
        ("ar", "وصل. ثم غادر.", 2),
        ("hi", "वह आया। वह गया।", 2),
        (None, "It rained. They left.", 2),
    ],
)
def test_sentences_of_other_languages(language: str | None, text: str, count: int) -> None:
    assert len(sentences(text, language)) == count


def test_paragraphs_are_the_lines_without_white_space_around_them() -> None:
    text = "  one \n\n two\n"
    assert [span.cut(text) for span in paragraphs(text)] == ["one", "two"]


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=120), st.sampled_from(["en", "de", "fr", "zh", "ar", None]))
def test_sentences_lie_in_order_and_lose_no_word(text: str, language: str | None) -> None:
    spans = sentences(text, language)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all("\n" not in span.cut(text) for span in spans)
    assert "".join("".join(span.cut(text).split()) for span in spans) == "".join(text.split())


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("zh", "大坝挺过一夜。水仍在渗！谁来修？", 3),
        ("ja", "ダムは持ちこたえた。「水が出ている。」と村長は述べた。", 2),
        ("my", "ရေကာတာ ခိုင်သည်။ ရေယိုသည်။", 2),
        ("km", "ទំនប់រឹងមាំ។ ទឹកហូរ។", 2),
        ("hi", "बांध टिका रहा। पानी रिस रहा है।", 2),
        ("ar", "صمد السد؟ نعم. الماء يتسرب.", 3),
        ("ur", "بند قائم رہا۔ پانی رس رہا ہے۔", 2),
        ("am", "ግድቡ ጸና። ውሃ ይፈሳል።", 2),
        ("hy", "Պատնեշը դիմացավ։ Ջուրը հոսում է։", 2),
        ("ko", "댐이 버텼다. 물이 샌다.", 2),
    ],
)
def test_each_script_ends_its_sentences_its_own_way(language: str, text: str, count: int) -> None:
    assert len(sentences(text, language)) == count


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "th",
            "นายกเทศมนตรีเปิดสะพานใหม่เมื่อเวลา 10.30 น. วันที่ 3 พ.ค. พ.ศ. 2569 หลังปิดซ่อมนานหนึ่งปี "
            "อย่างไรก็ตาม ชาวบ้านหลายร้อยคนยังชุมนุมอยู่หน้าศาลากลาง แต่ไม่มีผู้ใดถูกจับกุมในวันนั้นเลย",
            [
                "นายกเทศมนตรีเปิดสะพานใหม่เมื่อเวลา 10.30 น. วันที่ 3 พ.ค. พ.ศ. 2569 หลังปิดซ่อมนานหนึ่งปี",
                "อย่างไรก็ตาม ชาวบ้านหลายร้อยคนยังชุมนุมอยู่หน้าศาลากลาง",
                "แต่ไม่มีผู้ใดถูกจับกุมในวันนั้นเลย",
            ],
        ),
        ("th", "ใครจะซ่อมสะพาน? ไม่มีใครรู้!", ["ใครจะซ่อมสะพาน?", "ไม่มีใครรู้!"]),
        ("th", "สะพานปิด แต่เรือยังแล่น", ["สะพานปิด แต่เรือยังแล่น"]),
        (
            "lo",
            "ຂົວຂ້າມແມ່ນ້ຳຖືກປິດໃນວັນຈັນຫຼັງຈາກເຮືອຕຳ ນອກຈາກນີ້ ຕຳຫຼວດຍັງກ່າວວ່າບໍ່ມີໃຜບາດເຈັບ",
            ["ຂົວຂ້າມແມ່ນ້ຳຖືກປິດໃນວັນຈັນຫຼັງຈາກເຮືອຕຳ", "ນອກຈາກນີ້ ຕຳຫຼວດຍັງກ່າວວ່າບໍ່ມີໃຜບາດເຈັບ"],
        ),
        ("lo", "ຂົວຖືກປິດ. ບໍ່ມີໃຜບາດເຈັບ.", ["ຂົວຖືກປິດ.", "ບໍ່ມີໃຜບາດເຈັບ."]),
        ("km", "ស្ពានត្រូវបានបិទ។គ្មានអ្នករបួសទេ៕", ["ស្ពានត្រូវបានបិទ។", "គ្មានអ្នករបួសទេ៕"]),
        ("km", "មានទូក រថយន្ត ។ល។ នៅលើស្ពាន។ ទឹកហូរ។", ["មានទូក រថយន្ត ។ល។", "នៅលើស្ពាន។", "ទឹកហូរ។"]),
        ("my", "တံတားကို ပိတ်ထားသည်။ရဲက ပြောသည်။", ["တံတားကို ပိတ်ထားသည်။", "ရဲက ပြောသည်။"]),
        ("bo", "ཟམ་པ་སྒོ་བརྒྱབ་པ་རེད། མི་སུ་ཡང་རྨས་མེད།", ["ཟམ་པ་སྒོ་བརྒྱབ་པ་རེད།", "མི་སུ་ཡང་རྨས་མེད།"]),
        ("bo", "ཟམ་པ་སྒོ་བརྒྱབ་སོང་། །མི་སུ་ཡང་རྨས་མེད།", ["ཟམ་པ་སྒོ་བརྒྱབ་སོང་། །", "མི་སུ་ཡང་རྨས་མེད།"]),
        ("zh", "水位上涨3.5米。他说：“我们在等。”无人受伤！", ["水位上涨3.5米。", "他说：“我们在等。”", "无人受伤！"]),
        ("zh", "水位上漲。他說：「我們在等。」無人受傷", ["水位上漲。", "他說：「我們在等。」", "無人受傷"]),
        ("ja", "水は3.5m。市長は「待つ。」と話した｡以上", ["水は3.5m。", "市長は「待つ。」と話した｡", "以上"]),
        ("am", "ግድቡ ጸና፡፡ ውሃ ይፈሳል፡፡", ["ግድቡ ጸና፡፡", "ውሃ ይፈሳል፡፡"]),
    ],
)  # fmt: skip
def test_scripts_without_spaces_are_cut_at_their_own_ends(language: str, text: str, expected: list[str]) -> None:
    assert cut(text, language) == expected


SCRIPTS = "กขเแ่ำ ນບແ່ កខ្ា។៕ ကခ့်။ ཀཁེ་།༎ 一二。！？「」 あア、 가 अा। ب. ا۔ az AZ \n.!?“”()…፡።09"


@settings(max_examples=150, deadline=None)
@given(
    st.text(st.sampled_from(SCRIPTS), max_size=200), st.sampled_from(["th", "lo", "km", "my", "bo", "zh", "ja", None])
)
def test_sentences_and_the_gaps_between_them_give_the_text_back(text: str, language: str | None) -> None:
    rebuilt, end = "", 0
    for span in sentences(text, language):
        assert end <= span.start < span.end <= len(text)
        assert not text[end : span.start].strip()
        rebuilt += text[end : span.start] + span.cut(text)
        end = span.end
    assert not text[end:].strip()
    assert rebuilt + text[end:] == text
