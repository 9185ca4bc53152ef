"""The toll of one report: headline and lead first, single persons counted, and silence where no one toll is told."""

from __future__ import annotations

import pytest

from variorum.claims.toll import settle_toll
from variorum.model import Article

pytestmark = pytest.mark.unit

PLACE = "It happened near the old mill in Halvik. Nobody has been named."


def toll(headline: str, text: str) -> tuple[float | None, float | None]:
    found = settle_toll(Article(id="a", headline=headline, text=f"{text}\n{PLACE}", language="en"))
    return tuple(one.value if one else None for one in (found.killed, found.injured))  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("headline", "text", "expected"),
    [
        ("Two men and a woman killed in Halvik", "Two men and a woman were killed on Sunday.", (3, None)),
        ("Teen killed at mill", "A 15-year-old was killed on Sunday, police said.", (1, None)),
        ("Four people shot, two fatally", "Four people were shot at a mill on Sunday, two fatally.", (2, 2)),
        ("1 dead, 3 hurt at mill", "One person was killed and three others were injured.", (1, 3)),
        ("Five people shot at mill", "Five people were shot on Sunday. One is in critical condition.", (None, 5)),
        ("Girl shot at mill", "A 6-year-old girl was shot in the leg on Sunday.", (None, 1)),
        ("Man kills wife, then himself", "A man killed his wife and then himself, police said.", (2, None)),
        ("Four dead at mill", "Four people died in a murder-suicide on Sunday, police said.", (4, None)),
        (
            "Police look into triple homicide",
            "Neighbours of the mill spoke of a triple homicide; a man was shot.",
            (3, None),
        ),
        ("Man dies of wounds", "A man died on Sunday. The victim was wounded at the mill.", (1, None)),
        ("Several hurt at mill", "Several people were hurt. Police later said six people were injured.", (None, 6)),
    ],
)
def test_the_toll_is_what_headline_and_lead_give(
    headline: str, text: str, expected: tuple[float | None, float | None]
) -> None:
    assert toll(headline, text) == expected


@pytest.mark.parametrize(
    ("headline", "text"),
    [
        ("3 dead in weekend shootings", "Three people were killed in shootings across the city."),
        ("Council meets in Halvik", "The council of Halvik met on Sunday."),
        ("Trial opens over fatal shooting", "Lawyers spoke on Sunday."),
        ("Two killed at mill", "Three people were killed at the mill on Sunday."),
    ],
)
def test_no_toll_is_told_where_there_is_no_one_toll(headline: str, text: str) -> None:
    assert toll(headline, text) == (None, None)


def test_a_calibre_and_an_address_count_nobody() -> None:
    text = "A man was killed on Sunday. Police found 38 bullets, a .22-caliber rifle and 9 mm guns at 1200 Mill Street."
    assert toll("Man killed at mill", text) == (1, None)


def test_the_words_that_give_a_figure_are_cut_from_the_text() -> None:
    text = "At least three people were killed at the mill on Sunday."
    found = settle_toll(Article(id="a", headline=None, text=text, language="en"))
    assert found.killed is not None
    assert [span.cut(text) for span in found.killed.spans] == ["At least three people"]


def test_another_language_is_settled_by_its_numbers_and_roles() -> None:
    text = "Bei dem Brand in Halvik starben 17 Menschen, 25 Menschen wurden verletzt."
    found = settle_toll(Article(id="a", headline=None, text=text, language="de"))
    assert [one.value if one else None for one in (found.killed, found.injured)] == [17, 25]
