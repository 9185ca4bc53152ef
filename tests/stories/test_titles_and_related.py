"""The headline that stands for a story, and the stories that are really related."""

from __future__ import annotations

import pytest
from tests.stories.press import article, ferry_reports, mine_reports, other_reports

from variorum.stories import choose_title, related

pytestmark = pytest.mark.unit


def test_the_title_says_what_the_reports_share() -> None:
    strange = article("odd", "“I lost my hat”: a passenger tells", ferry_reports()[0].text, hours=1)
    assert choose_title([strange, *ferry_reports()]).id in {"ferry-1", "ferry-2"}


def test_the_title_is_in_the_language_of_most_reports() -> None:
    assert choose_title([mine_reports()[1], *ferry_reports()]).language == "en"


def test_a_report_without_headline_gives_no_title_while_another_has_one() -> None:
    bare = article("bare", None, ferry_reports()[0].text)
    assert choose_title([bare, ferry_reports()[2]]).id == "ferry-3"
    assert choose_title([bare]).id == "bare"


def test_among_equals_the_first_report_gives_the_title() -> None:
    twins = [article(name, "Bridge of Lutz opens", "The bridge of Lutz opened.") for name in ("one", "two")]
    assert choose_title(twins).id == "one"


def test_no_reports_have_no_title() -> None:
    with pytest.raises(ValueError, match="no title"):
        choose_title([])


def others() -> dict[str, list[object]]:
    told: dict[str, list[object]] = {}
    for one in other_reports():
        told.setdefault(one.id.split("-")[0], []).append(one)
    return told


def test_the_same_people_and_place_at_another_time_are_related() -> None:
    inquiry = article(
        "inquiry",
        "Port Haldane inquiry hears coastguard chief Oduya",
        "Miriam Oduya told the inquiry in Port Haldane that the Solveig had no second lookout.",
        hours=24 * 60,
    )
    (found,) = related(ferry_reports(), {"inquiry": [inquiry], **others()})  # type: ignore[dict-item]
    assert found.story == "inquiry"
    assert "Oduya" in found.reasons[0].detail
    assert 0 < found.score <= 1


def test_strangers_of_the_same_day_are_not_related() -> None:
    assert related(ferry_reports(), others()) == ()  # type: ignore[arg-type]


def test_a_shared_country_is_no_relation() -> None:
    left = [article("l", "France plants hedges", "France will plant hedges, minister Ada Lorne said in Brest.")]
    right = [article("r", "France bans blue paint", "France bans blue paint, said Ugo Matrin in Nantes.")]
    assert related(left, {"right": right}) == ()


def test_names_that_stand_in_every_story_relate_nothing() -> None:
    told = {
        f"s{n}": [article(f"a{n}", f"Ada Lorne opens school {n} in Brest", f"Ada Lorne opened a school in Brest{n}.")]
        for n in range(20)
    }
    own = [article("own", "Ada Lorne swims in Brest", "Ada Lorne swam in the harbour of Brest.")]
    assert related(own, told) == ()


def test_nothing_is_related_to_nothing() -> None:
    assert related(ferry_reports(), {}) == ()
