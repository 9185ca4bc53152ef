"""Stories and decisions: applied once, explained, and taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from tests.site.news.making import NOW, article, reading

from variorum.errors import InputError
from variorum.model import Decision, Join, Judgement, Merge, Open, Reason, Story
from variorum.stories import Related, Relation, Trait, Traits
from variorum_site.news import models as rows
from variorum_site.news import store
from variorum_site.news.queries import find_story
from variorum_site.news.store.codec import to_json

pytestmark = [pytest.mark.site, pytest.mark.django_db]

WHY = (Reason(feature="names", weight=0.75, detail="Orla"),)


def opened(article_id: str, story: str) -> Open:
    return Open(article=article_id, story=story, made_by="stories/1")


def joined(article_id: str, story: str) -> Join:
    return Join(article=article_id, story=story, score=0.5, nearest="a", reasons=WHY, made_by="stories/1")


def merged(source: str, target: str) -> Merge:
    return Merge(source=source, target=target, score=0.9, reasons=WHY, made_by="stories/1")


@pytest.fixture
def two_stories() -> None:
    """s1 of a and b; s2 of c."""
    for hour, name in enumerate("abc"):
        store.save_article(article(name, published=NOW + timedelta(hours=hour)), now=NOW)
    store.apply([opened("a", "s1"), joined("b", "s1"), opened("c", "s2")], now=NOW)


def test_decisions_make_stories_and_come_back_equal(two_stories: None) -> None:
    assert store.load_story("s1") == Story(
        id="s1", canonical_id="s1", title="Bridge opens at Orla", title_article="a", articles=("a", "b")
    )
    logged = rows.DecisionLog.objects.filter(story_id="s1").order_by("id").values_list("kind", "record__article")
    assert list(logged) == [("open", "a"), ("join", "b")]
    assert [story.id for story in store.iter_stories()] == ["s1", "s2"]
    assert store.load_story("s9") is None


def test_the_same_decisions_once_more_change_nothing(two_stories: None) -> None:
    again: list[Decision] = [
        opened("a", "s1"),
        joined("b", "s1"),
        opened("c", "s2"),
        merged("s2", "s1"),
        merged("s2", "s1"),
    ]
    assert store.apply(again, now=NOW) == 1
    assert rows.DecisionLog.objects.count() == 4


def test_a_merged_story_points_to_the_other_and_its_articles_stand_there(two_stories: None) -> None:
    store.apply([merged("s2", "s1")], now=NOW)
    target, source = store.load_story("s1"), store.load_story("s2")
    assert target is not None
    assert source is not None
    assert (target.articles, source.articles, source.canonical_id) == (("a", "b", "c"), (), "s1")
    logged = rows.DecisionLog.objects.filter(story_id="s2").latest("id")
    assert logged.record == {**to_json(merged("s2", "s1")), "moved": []}
    assert store.stale_stories() == ["s1"]


def test_what_joins_a_merged_story_joins_the_one_in_force(two_stories: None) -> None:
    store.apply([merged("s2", "s1")], now=NOW)
    store.save_article(article("d"), now=NOW)
    store.apply([joined("d", "s2")], now=NOW)
    assert set(store.members_of("s1")) == {"a", "b", "c", "d"}


def test_a_merge_then_a_split_restores_all_even_through_a_chain(two_stories: None) -> None:
    store.save_article(article("d"), now=NOW)
    store.apply([opened("d", "s3"), merged("s3", "s2"), merged("s2", "s1")], now=NOW)
    assert set(store.members_of("s1")) == {"a", "b", "c", "d"}
    merge = rows.DecisionLog.objects.filter(kind="merge", story_id="s2").get()
    store.take_back(merge.pk, by="person:ana", now=NOW)
    assert (store.members_of("s1"), set(store.members_of("s2"))) == (["a", "b"], {"c", "d"})
    with pytest.raises(InputError, match="taken back already"):
        store.take_back(merge.pk, by="person:ana", now=NOW)


TAKEN_BACK = {
    "the first, then the second": (["s>t", "t>x", "-s>t", "-t>x"], {}),
    "the second, then the first": (["s>t", "t>x", "-t>x", "-s>t"], {}),
    "the first alone": (["s>t", "t>x", "-s>t"], {"t": "x"}),
    "the second alone": (["s>t", "t>x", "-t>x"], {"s": "t"}),
    "one in the middle of a chain": (["s>t", "t>x", "x>y", "-t>x"], {"s": "t", "x": "y"}),
    "all of a chain, the first first": (["s>t", "t>x", "x>y", "-s>t", "-t>x", "-x>y"], {}),
    "the second, when the first was done again elsewhere": (["s>t", "t>x", "-s>t", "s>x", "-t>x"], {"s": "x"}),
    "merged the other way round afterwards": (["s>t", "-s>t", "t>s"], {"t": "s"}),
}


@pytest.mark.parametrize("case", TAKEN_BACK)
def test_a_merge_that_was_taken_back_stays_so(case: str) -> None:
    steps, expected = TAKEN_BACK[case]
    for name in "stxy":
        store.save_article(article(name), now=NOW)
        store.apply([opened(name, name)], now=NOW)
    for step in steps:
        source, target = step.removeprefix("-").split(">")
        if step.startswith("-"):
            merge = rows.DecisionLog.objects.filter(kind="merge", record__source=source, record__target=target).get()
            store.take_back(merge.pk, by="person:ana", now=NOW)
        else:
            store.apply([merged(source, target)], now=NOW)
    standing = dict(rows.Story.objects.exclude(canonical=None).values_list("id", "canonical_id"))
    assert standing == expected
    assert {row.id for row in rows.Story.objects.filter(stale=True, canonical=None)} == set("stxy") - set(expected)


def test_only_a_merge_or_a_split_can_be_taken_back(two_stories: None) -> None:
    decision = rows.DecisionLog.objects.filter(kind="join").get()
    with pytest.raises(InputError, match="neither a merge nor a split"):
        store.take_back(decision.pk, by="person:ana", now=NOW)


def test_a_story_that_is_not_stored_is_named(two_stories: None) -> None:
    with pytest.raises(InputError, match="'s9' is not stored"):
        store.apply([merged("s9", "s1")], now=NOW)


def test_members_are_known_by_the_story_in_force(two_stories: None) -> None:
    store.apply([merged("s2", "s1")], now=NOW)
    assert store.recent_members(since=NOW, least=0) == [("s1", "a"), ("s1", "b"), ("s1", "c")]
    assert store.recent_members(since=NOW + timedelta(days=1), least=1) == [("s1", "c")]


def test_a_judgement_comes_back_equal() -> None:
    verdict = Judgement(left="a", right="b", together=False, judge="person:ana", at=NOW)
    store.save_judgement(verdict)
    assert store.load_judgements() == [verdict]


def test_related_stories_know_of_each_other(two_stories: None) -> None:
    found = Related(story="s2", kind=Relation.FOLLOW_UP, score=0.5, reasons=WHY, days=4)
    store.save_related("s1", [found])
    assert store.load_related("s1") == (found,)
    assert store.load_related("s2") == (replace(found, story="s1", days=-4),)
    store.save_related("s1", [])
    assert store.load_related("s1") == ()


def traits(story: str, *names: str) -> Traits:
    named = (Trait(key=f"name {name.lower()}", written=name, weight=1.0, person=True) for name in names)
    shared = Trait(key="term en ferry", written="ferry", weight=1.0)
    return Traits(story=story, traits=(*named, shared), first_at=NOW, last_at=NOW)


def test_a_story_is_found_by_whom_it_names(two_stories: None) -> None:
    store.save_traits(traits("s1", "Ada Lorne", "Port Haldane"))
    store.save_traits(traits("s2", "Ada Lorne", "Port Haldane"))
    (found,) = store.find_related(traits("s1", "Ada Lorne", "Port Haldane"))
    assert (found.story, found.kind) == ("s2", Relation.CHAIN)
    assert store.find_related(traits("s1", "Ivo Brandel", "Lutz")) == ()


def test_what_a_story_is_about_takes_the_place_of_what_was_known(two_stories: None) -> None:
    store.save_traits(traits("s2", "Ada Lorne", "Port Haldane"))
    store.save_traits(traits("s2", "Ivo Brandel", "Lutz"))
    assert store.find_related(traits("s1", "Ada Lorne", "Port Haldane")) == ()
    assert rows.StoryKey.objects.filter(key="word ada").count() == 0


def test_a_story_that_stands_in_another_is_related_to_nothing(two_stories: None) -> None:
    store.save_traits(traits("s2", "Ada Lorne", "Port Haldane"))
    store.apply([Merge(source="s2", target="s1", score=0.9, made_by="stories/1")], now=NOW)
    assert store.find_related(traits("s3", "Ada Lorne", "Port Haldane")) == ()


def test_a_reading_comes_back_equal_and_leaves_its_figures(two_stories: None) -> None:
    kept = reading("s1", "a", "b")
    assert store.save_reading(kept, title=article("b"), now=NOW) == 1
    found = store.load_reading("s1")
    assert found is not None
    assert (found.origins, found.breakdown, found.summary) == (kept.origins, kept.breakdown, kept.summary)
    assert (found.revisions, found.version, found.made_at) == (kept.revisions, 1, NOW)
    row = rows.Story.objects.get(id="s1")
    assert (row.reports, row.origins, row.conflicts, row.updates, row.stale) == (2, 2, 1, 0, False)
    assert store.stale_stories() == ["s2"]


def test_the_same_reading_makes_no_version_and_another_one_does(two_stories: None) -> None:
    store.save_reading(reading("s1", "a", "b"), title=article("a"), now=NOW)
    assert store.save_reading(reading("s1", "a", "b"), title=article("a"), now=NOW) == 1
    assert store.save_reading(reading("s1", "a"), title=article("a"), now=NOW) == 2
    first = store.load_reading("s1", version=1)
    assert first is not None
    assert set(first.revisions) == {"a", "b"}


UPGRADES: dict[str, tuple[dict[str, Any], bool]] = {  # what an older version left in a row, and whether it can be read
    "a step of another version": ({"breakdown": {"made_by": "compare/0"}}, True),
    "a field that was taken away": ({"breakdown": {"moods": []}}, False),
    "a field that was renamed": ({"summary": {"sentences": None, "key_points": None, "best": []}}, False),
    "an outcome that is none any more": ({"breakdown": {"comparisons": [{"outcome": "quarrel"}]}}, False),
    "another shape": ({"origins": {0: "one"}}, False),
}


@pytest.mark.parametrize("case", UPGRADES)
def test_what_an_older_step_left_is_read_again_and_breaks_nothing(two_stories: None, case: str) -> None:
    changes, readable = UPGRADES[case]
    store.save_reading(reading("s1", "a", "b"), title=article("a"), now=NOW)
    store.load_reading("s1")
    assert "s1" not in store.stale_stories()
    row = rows.Reading.objects.get(story_id="s1")
    for field, facts in changes.items():
        stored = getattr(row, field)
        setattr(row, field, [*facts.values()] if isinstance(stored, list) else {**stored, **facts})
    row.save()
    assert (store.load_reading("s1") is not None) == readable
    assert "s1" in store.stale_stories()
    assert (find_story("s1") is not None) == readable


def test_a_new_revision_makes_the_story_in_force_stale(two_stories: None) -> None:
    store.apply([merged("s2", "s1")], now=NOW)
    store.save_reading(reading("s1", "a", "b", "c"), title=article("a"), now=NOW)
    store.save_article(article("c", text="Changed."), now=NOW)
    assert store.stale_stories() == ["s1"]


def test_more_origins_weigh_like_more_freshness() -> None:
    from variorum_site.news.store.readings import DOUBLING, rank

    assert rank(NOW, 2) == rank(NOW + DOUBLING, 1)
