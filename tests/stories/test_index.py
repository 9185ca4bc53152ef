"""The open stories in memory: what any implementation of Neighbours must do, and what this one forgets."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.stories.press import article, ferry_reports, mine_reports, other_reports

from variorum.interfaces import Neighbours
from variorum.stories import StoryIndex
from variorum.stories.likeness import default_weights, read_weights

pytestmark = pytest.mark.unit


def filled(**settings: object) -> StoryIndex:
    index = StoryIndex(**settings)  # type: ignore[arg-type]
    for one in (*ferry_reports()[:2], *other_reports()):
        index.add(one.id.split("-")[0], one)
    return index


@pytest.mark.contract
class TestNeighbours:
    """What the grouping may expect of any Neighbours."""

    def make(self) -> Neighbours:
        return filled()

    def test_the_right_story_comes_first(self) -> None:
        assert self.make().near(ferry_reports()[2])[0].story == "ferry"

    def test_candidates_come_best_first_with_scores_from_0_to_1(self) -> None:
        scores = [candidate.score for candidate in self.make().near(ferry_reports()[2])]
        assert scores == sorted(scores, reverse=True)
        assert all(0 <= score <= 1 for score in scores)

    def test_the_nearest_article_stands_in_the_story(self) -> None:
        best = self.make().near(ferry_reports()[2])[0]
        assert best.nearest in {"ferry-1", "ferry-2"}

    def test_looking_remembers_nothing(self) -> None:
        neighbours = self.make()
        first = neighbours.near(ferry_reports()[2])
        assert neighbours.near(ferry_reports()[2]) == first
        assert neighbours.story_of("ferry-3") is None

    def test_an_empty_article_has_no_neighbours(self) -> None:
        assert list(self.make().near(article("empty"))) == []

    def test_merged_stories_are_one(self) -> None:
        neighbours = self.make()
        neighbours.merge("cheese", "tunnel")
        assert {neighbours.story_of(name) for name in ("cheese-1", "cheese-2", "tunnel-1")} == {"tunnel"}
        assert all(candidate.story != "cheese" for candidate in neighbours.near(other_reports()[0]))

    def test_a_story_merged_into_itself_stays(self) -> None:
        neighbours = self.make()
        neighbours.merge("cheese", "cheese")
        assert neighbours.story_of("cheese-1") == "cheese"

    def test_merging_an_unknown_story_changes_nothing(self) -> None:
        neighbours = self.make()
        neighbours.merge("unknown", "cheese")
        assert neighbours.story_of("cheese-1") == "cheese"

    def test_the_same_article_twice_stands_once(self) -> None:
        neighbours = self.make()
        neighbours.add("ferry", ferry_reports()[0])
        assert neighbours.story_of("ferry-1") == "ferry"
        assert neighbours.near(ferry_reports()[2])[0].story == "ferry"

    def test_one_happening_told_in_two_stories_is_seen(self) -> None:
        neighbours = self.make()
        neighbours.add("again", ferry_reports()[2])
        assert neighbours.between("again", "ferry") > 0.5 > neighbours.between("cheese", "ferry")

    def test_an_unknown_story_is_like_none(self) -> None:
        assert self.make().between("unknown", "ferry") == 0


def test_articles_older_than_the_window_leave_when_there_are_many() -> None:
    index = filled(window=timedelta(days=2), least=2)
    index.add("late", article("late", "Lantern festival opens in Osterholt", hours=24 * 9))
    assert [index.story_of(name) for name in ("ferry-1", "cheese-1", "late")] == [None, None, "late"]


def test_a_quiet_stream_forgets_nothing() -> None:
    index = filled(window=timedelta(days=2), least=100)
    index.add("late", article("late", "Lantern festival opens in Osterholt", hours=24 * 400))
    assert index.story_of("ferry-1") == "ferry"


def test_undated_articles_leave_by_the_time_of_their_arrival() -> None:
    index = StoryIndex(window=timedelta(days=2), least=1)
    index.add("a", article("a", "Lantern festival opens in Osterholt", hours=0))
    index.add("b", article("b", "Choir of Lutz sings backwards", hours=None))
    index.add("c", article("c", "Bakers of Ardmore strike", hours=24 * 9))
    assert [index.story_of(name) for name in "abc"] == [None, None, "c"]


def test_a_story_across_languages_is_explained_in_the_words_of_the_article() -> None:
    index = StoryIndex()
    english, spanish = mine_reports()[:2]
    index.add("mine", english)
    (candidate,) = index.near(spanish)
    reasons = {reason.feature: reason.detail for reason in candidate.reasons}
    assert "Ximena Arrubal" in reasons["names"]
    assert "480" in reasons["numbers"]


def test_two_indexes_of_one_stream_answer_alike() -> None:
    last = ferry_reports()[2]
    assert filled().near(last) == filled().near(last)


def test_a_popular_word_alone_ties_to_none_closely() -> None:
    index = StoryIndex()
    for n in range(260):
        index.add(f"s{n}", article(f"a{n}", f"Weather in place{n}x stays dull"))
    assert all(candidate.score < 0.3 for candidate in index.near(article("new", "Weather")))


def test_the_weights_name_only_features() -> None:
    weights = default_weights()
    assert set(weights.same_language) == {"terms", "lead", "names", "numbers", "places"}
    assert set(weights.other_language) == {"roots", "names", "numbers", "places", "meaning"}


def test_weights_are_read_from_toml() -> None:
    tie = "contrast = 0.2\nease = 0.1\nfloor = 0.1\ntime = 0.2\nundated = 1\nshared = 0.5\nneighbours = 7\njoin = 0.9"
    weights = read_weights(f"[same_language]\nterms = 1\n[other_language]\nroots = 2\n[tie]\n{tie}\n")
    assert weights.join == 0.9
    assert weights.other_language == {"roots": 2}


def test_a_new_revision_does_not_leave_with_the_old_one() -> None:
    index = StoryIndex(window=timedelta(days=2), least=1)
    index.add("a", article("a", "Lantern festival opens in Osterholt", hours=0))
    index.add("a", article("a", "Lantern festival opens in Osterholt at last", hours=24 * 9))
    index.add("b", article("b", "Choir of Lutz sings backwards", hours=24 * 9))
    assert index.story_of("a") == "a"
