"""What is decided differently by hindsight, and what never is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.stories.press import NOON, article, ferry_reports, mine_reports, other_reports

from variorum.model import Article, Judgement, Merge, Split
from variorum.pipeline import stories_from
from variorum.stories import StoryIndex, group_stream, reconsider, story_id

pytestmark = pytest.mark.unit


def standing(stories: dict[str, Iterable[Article]]) -> StoryIndex:
    """An index in which stories stand as somebody put them."""
    index = StoryIndex()
    for story, articles in stories.items():
        for one in articles:
            index.add(story, one)
    return index


def verdict(left: str, right: str, *, together: bool) -> Judgement:
    return Judgement(left=left, right=right, together=together, judge="person:ana", at=NOON)


CHEESE = [one for one in other_reports() if one.id.startswith("cheese")]
TUNNEL = [one for one in other_reports() if one.id.startswith("tunnel")]


def test_what_stands_well_is_left() -> None:
    assert list(reconsider(standing({"ferry": ferry_reports(), "cheese": CHEESE}))) == []


def test_reports_of_another_happening_are_split_off() -> None:
    index = standing({"ferry": [*ferry_reports(), *CHEESE], "tunnel": TUNNEL})
    (split,) = reconsider(index)
    assert isinstance(split, Split)
    assert (split.source, split.articles) == ("ferry", ("cheese-1", "cheese-2"))
    assert split.target not in {"ferry", "tunnel", story_id("cheese-1")}
    assert {reason.feature for reason in split.reasons} >= {"terms", "names"}
    assert index.story_of("cheese-2") == split.target
    assert index.story_of("ferry-2") == "ferry"


def test_a_report_moves_to_the_story_that_it_tells() -> None:
    index = standing({"ferry": [*ferry_reports()[:2], CHEESE[0]], "cheese": [CHEESE[1], replace(CHEESE[1], id="c3")]})
    (split,) = reconsider(index)
    assert isinstance(split, Split)
    assert (split.source, split.target, split.articles) == ("ferry", "cheese", ("cheese-1",))


def test_one_happening_in_two_stories_is_merged_into_the_larger() -> None:
    index = standing({"late": ferry_reports()[2:], "ferry": ferry_reports()[:2], "cheese": CHEESE})
    (merge,) = reconsider(index)
    assert isinstance(merge, Merge)
    assert (merge.source, merge.target) == ("late", "ferry")
    assert merge.score > 0.5
    assert merge.reasons
    assert index.articles_of("ferry") == ("ferry-1", "ferry-2", "ferry-3")


def test_what_changed_nothing_is_not_drawn_again() -> None:
    index = standing({"ferry": [*ferry_reports(), *CHEESE]})
    assert list(reconsider(index))
    assert list(reconsider(index)) == []


def test_a_story_that_a_person_judged_keeps_its_reports() -> None:
    index = standing({"ferry": [*ferry_reports(), *CHEESE]})
    assert list(reconsider(index, judgements=[verdict("ferry-1", "cheese-1", together=True)])) == []


def test_stories_that_a_person_parted_are_not_merged() -> None:
    index = standing({"late": ferry_reports()[2:], "ferry": ferry_reports()[:2]})
    assert list(reconsider(index, judgements=[verdict("ferry-3", "ferry-1", together=False)])) == []


def test_ids_of_split_stories_are_the_same_each_time() -> None:
    targets = {
        decision.target for _ in range(2) for decision in reconsider(standing({"ferry": [*ferry_reports(), *CHEESE]}))
    }
    assert len(targets) == 1


def test_a_stream_in_many_languages_ends_as_it_should_in_any_order() -> None:
    told = [*mine_reports(), *ferry_reports(), *other_reports()]
    for articles in (told, told[::-1], sorted(told, key=lambda one: one.id[-1])):
        found = stories_from(group_stream(articles, index=StoryIndex()), {one.id: one for one in articles})
        assert sorted(len(story.articles) for story in found) == [2, 2, 3, 5]


def test_articles_that_left_the_window_are_not_moved() -> None:
    index = StoryIndex(window=timedelta(days=2), least=2)
    for one in (*ferry_reports(), *CHEESE):
        index.add("ferry", one)
    index.add("late", article("late", "Lantern festival opens in Osterholt", hours=24 * 30))
    index.add("later", article("later", "Bakers of Ardmore strike", hours=24 * 30))
    assert list(reconsider(index)) == []


def test_among_few_articles_two_happenings_of_one_war_stay_two() -> None:
    visit = [
        article(
            "visit-1",
            "Envoy Petrak meets Marshal Oduwa in Velmar amid Sarnia ties",
            "Sarnia's envoy Ilja Petrak met Marshal Oduwa in Velmar on Saturday as the allies draw closer over the "
            "war in Brennmark.\nOduwa pledged full support for all that Sarnia does in the conflict, radio said.\n"
            "Velmar has sent troops and shells to help Sarnia fight in Brennmark since last year.",
        ),
        article(
            "visit-2",
            "Velmar's leader Oduwa reaffirms support for Sarnia in Brennmark conflict",
            "Marshal Oduwa told visiting envoy Ilja Petrak that Velmar was ready to support Sarnia without condition "
            "in the conflict in Brennmark, state radio said on Sunday.\nThe two met in the port of Wons.\n"
            "Velmar has sent thousands of troops to fight for Sarnia.",
            hours=8,
        ),
        article(
            "visit-3",
            "Oduwa backs Sarnia in its war with Brennmark",
            "Oduwa offered Sarnia his full support for its war in Brennmark when he received envoy Petrak in Wons.\n"
            "The marshal and the envoy walked along the harbour and signed a paper on shells and troops, radio said.\n"
            "In Brennmark the night had been loud again: drones came over two towns.",
            hours=10,
        ),
    ]
    strikes = article(
        "strikes",
        "Sarnia strikes Brennmark with over 620 drones, six dead",
        "Sarnia fired 620 drones and 26 missiles at Brennmark overnight and killed six people, officials said.\n"
        "Brennmark's president asked allies for more than signals against the war. Homes burned in the west.\n"
        "Talks to end the war have stalled since spring.",
        hours=5,
    )
    told = [visit[0], strikes, *visit[1:], *other_reports()]
    found = stories_from(group_stream(told, index=StoryIndex()), {one.id: one for one in told})
    assert {frozenset(story.articles) for story in found} >= {
        frozenset({"visit-1", "visit-2", "visit-3"}),
        frozenset({"strikes"}),
    }
