"""Datelines of many languages: the place, the day with the year of the publication, the agency."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.extract.pages import PARAGRAPHS

from variorum.extract.datelines import Dateline, find_dateline

pytestmark = pytest.mark.unit

PUBLISHED = datetime(2031, 3, 4, 9, 0, tzinfo=UTC)
NAMES = ("Northwire", "NW", "北社", "北方通信", "شمال برس", "북방통신")
LEAD = "The dam above the village held through the night, engineers said, although water was seeping through."


def find(head: str, language: str, *, lead: str = LEAD, published: datetime | None = PUBLISHED) -> Dateline | None:
    return find_dateline((head + lead,), agencies=NAMES, language=language, published=published)


THIRD = date(2031, 3, 3)


@pytest.mark.parametrize(
    ("head", "language", "place", "day", "agency"),
    [
        ("GENEVA, 3 March (Northwire) — ", "en", "Geneva", THIRD, "Northwire"),
        ("GENEVA, March 3, 2031 (Northwire) - ", "en", "Geneva", THIRD, "Northwire"),
        ("PORT ELM/SEL, March 3 (Northwire) - ", "en", "Port Elm/Sel", THIRD, "Northwire"),
        ("PORT ELM, Ion. (NW) — ", "en", "Port Elm, Ion.", None, "NW"),
        ("GENEVA (HERALD/NW) — ", "en", "Geneva", None, "HERALD/NW"),
        ("BERLIN, 3. März – ", "de", "Berlin", THIRD, None),
        ("Berlin (Northwire) - ", "de", "Berlin", None, "Northwire"),
        ("BERLIN Northwire | ", "de", "Berlin", None, "Northwire"),
        ("Paris, 3 mars 2031 (Northwire) – ", "fr", "Paris", THIRD, "Northwire"),
        ("Ciudad del Elmo, 3 mar (Northwire).- ", "es", "Ciudad del Elmo", THIRD, "Northwire"),
        ("MADRID, 3 (NORTHWIRE) - ", "es", "Madrid", THIRD, "NORTHWIRE"),
        ("Lisboa, 03 de março de 2031 (Northwire) – ", "pt", "Lisboa", THIRD, "Northwire"),
        ("(Northwire) - ROMA, 03 MAR - ", "it", "Roma", THIRD, "Northwire"),
        ("AMSTERDAM (Northwire) - ", "nl", "Amsterdam", None, "Northwire"),
        ("МОСКВА, 3 мар — Northwire. ", "ru", "Москва", THIRD, "Northwire"),
        ("МОСКВА, 3 марта. /Northwire/. ", "ru", "Москва", THIRD, "Northwire"),
        ("КИЇВ, 3 березня (Northwire) – ", "uk", "Київ", THIRD, "Northwire"),
        ("ANKARA (Northwire) - ", "tr", "Ankara", None, "Northwire"),
        ("JAKARTA, 3 Maret (Northwire) - ", "id", "Jakarta", THIRD, "Northwire"),
        ("KUALA LUMPUR, 3 Mac (Northwire) -- ", "ms", "Kuala Lumpur", THIRD, "Northwire"),
        ("القاهرة 3 مارس (شمال برس) - ", "ar", "القاهرة", THIRD, "شمال برس"),
        ("दिल्ली, 3 मार्च (Northwire) ", "hi", "दिल्ली", THIRD, "Northwire"),
        ("【東京3日】", "ja", "東京", THIRD, None),
        ("【セル3月3日北方通信】", "ja", "セル", THIRD, "北方通信"),
        ("【ワシントン北方通信】", "ja", "ワシントン", None, "北方通信"),
        ("［ロンドン　３日　北方通信］ - ", "ja", "ロンドン", THIRD, "北方通信"),
        ("北社北京3月3日电 ", "zh", "北京", THIRD, "北社"),
        ("（北社记者王小明台北3日电）", "zh", "台北", THIRD, "北社"),
        ("(서울=북방통신) ", "ko", "서울", None, "북방통신"),
    ],
)
def test_a_dateline_tells_place_day_and_agency(
    head: str, language: str, place: str, day: date | None, agency: str | None
) -> None:
    assert find(head, language) == Dateline(place=place, day=day, agency=agency)


@pytest.mark.parametrize(
    ("head", "published", "day"),
    [
        ("GENEVA, 31 Dec — ", datetime(2031, 1, 1, tzinfo=UTC), date(2030, 12, 31)),
        ("GENEVA, 1 Jan — ", datetime(2030, 12, 31, 23, 0, tzinfo=UTC), date(2031, 1, 1)),
        ("GENEVA, 30 (Northwire) - ", datetime(2031, 3, 1, tzinfo=UTC), date(2031, 1, 30)),
        ("GENEVA, 31 April — ", datetime(2031, 5, 1, tzinfo=UTC), None),
        ("GENEVA, 3 June — ", PUBLISHED, None),
        ("GENEVA, 3 March 2029 — ", PUBLISHED, None),
        ("GENEVA, 3 March 2029 — ", None, date(2029, 3, 3)),
        ("GENEVA, 3 March — ", None, None),
    ],
)
def test_a_day_is_taken_near_the_publication_or_not_at_all(
    head: str, published: datetime | None, day: date | None
) -> None:
    found = find(head, "en", published=published)
    assert found
    assert found.place == "Geneva"
    assert found.day == day


@pytest.mark.parametrize(
    ("head", "language"),
    [
        ("POSTED MARCH 3, 2031 - ", "en"),
        ("UPDATED: ", "en"),
        ("TIMELINE: ", "en"),
        ("LISTEN 2:43 ", "en"),
        ("The dam (in full) - ", "en"),
        ("It held, said the mayor of a small town, 3 March — ", "en"),
        ("Sel: ", "en"),
        ("【速報】", "ja"),
        ("【写真】", "ja"),
    ],
)
def test_a_label_is_no_dateline(head: str, language: str) -> None:
    assert find(head, language) is None


def test_a_line_of_its_own_is_no_dateline() -> None:
    assert find("GENEVA, 3 March (Northwire) —", "en", lead="") is None


def test_a_dateline_may_stand_behind_a_caption() -> None:
    texts = (PARAGRAPHS[2], f"SEL, 3 March (NW) - {LEAD}", PARAGRAPHS[1])
    found = find_dateline(texts, agencies=NAMES, language="en", published=PUBLISHED)
    assert found == Dateline(place="SEL", day=THIRD, agency="NW")


@given(st.text(max_size=120), st.sampled_from(["en", "ja", "zh", "ru", "ar", None]))
def test_no_text_breaks_the_reading(text: str, language: str | None) -> None:
    found = find_dateline((text,), agencies=NAMES, language=language, published=PUBLISHED)
    assert found is None or found.place or found.day or found.agency
