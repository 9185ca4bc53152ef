"""The headline that stands for a story, and the stories that are really related."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.stories.press import article, ferry_reports, mine_reports, other_reports

from variorum.model import Article
from variorum.stories import Related, RelatedIndex, Relation, choose_title, read_traits, related

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


def test_a_headline_whose_figure_is_out_of_date_loses_to_another() -> None:
    reports = ferry_reports()
    first = choose_title(reports).id
    assert choose_title(reports, outdated={first}).id != first
    assert choose_title(reports[:1], outdated={reports[0].id}).id == reports[0].id


def test_a_question_is_a_poorer_title_than_what_happened() -> None:
    asking, telling = ferry_reports()[0], ferry_reports()[1]
    assert choose_title([replace(asking, headline=f"{telling.headline}?"), telling]).id == telling.id


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
    assert (found.kind, found.days) == (Relation.FOLLOW_UP, 59)
    assert "Miriam Oduya" in found.reasons[0].detail
    assert {reason.feature for reason in found.reasons} == {"names", "terms", "days"}
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


def shooting(name: str, street: str, victim: str, *, hours: float) -> list[Article]:
    """A report of one of the many incidents of a kind that a city has."""
    return [
        article(
            name,
            f"Man shot on {street} in Velmont",
            f"A man was shot on {street} in Velmont on Monday night, police said. {victim} is in hospital.\n"
            f"Detectives of the Velmont police look for two men. {victim} is 34.",
            hours=hours,
        )
    ]


def test_the_same_kind_of_incident_elsewhere_is_no_relation() -> None:
    others = {
        "second": shooting("second", "Alder Row", "Hugo Matrin", hours=50),
        "third": shooting("third", "Quarry Lane", "Ivo Brandel", hours=90),
    }
    assert related(shooting("first", "Mill Street", "Ada Lorne", hours=0), others) == ()


def test_stories_of_one_chain_in_the_same_days_are_a_chain() -> None:
    own = ferry_reports()
    inquest = article(
        "owner",
        "Owner of the Solveig stops all ferries to Skarn Island",
        "The owner of the ferry Solveig stopped all crossings from Port Haldane to Skarn Island on Monday.\n"
        "Miriam Oduya of the coastguard said the fog off Port Haldane would stay for days.",
        hours=10,
    )
    (found,) = related(own, {"owner": [inquest]})
    assert found.kind is Relation.CHAIN


def test_a_page_full_of_its_outlets_own_words_relates_nothing() -> None:
    def page(name: str, told: str) -> list[Article]:
        furniture = "Harbour Nine Weather Team and Larkin Motors Arena bring you this page, with Captain Sunny Dell."
        return [article(name, told, f"{furniture}\n{told}, the town said.", domain="harbour-nine.example")]

    assert related(page("a", "Bridge painted in Lutz"), {"b": page("b", "Cheese rolled through Ardmore")}) == ()


def test_an_index_answers_as_stories_at_hand_do_and_takes_each_once() -> None:
    index = RelatedIndex()
    inquiry = article("inquiry", "Oduya heard", "Miriam Oduya spoke of the Solveig in Port Haldane.", hours=600)
    index.add(read_traits("inquiry", [inquiry]))
    found: tuple[Related, ...] = index.related_to(read_traits("ferry", ferry_reports()))
    assert found == related(ferry_reports(), {"inquiry": [inquiry]})
    with pytest.raises(ValueError, match="indexed already"):
        index.add(read_traits("inquiry", [inquiry]))


def test_letters_are_no_end_of_a_persons_name() -> None:
    left = [article("l", "UN votes on whales", "The UN voted on whales. The UN will vote again, said Ada Lorne.")]
    right = [article("r", "Bo Lin Un opens shop", "Bo Lin Un opened a shop on Monday. Bo Lin Un sells hats in Lutz.")]
    assert related(left, {"right": right}) == ()
