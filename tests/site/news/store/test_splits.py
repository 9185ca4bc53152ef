"""Splits: carried out once, with every address alive, and taken back exactly, whatever was decided since."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from tests.site.news.making import NOW, article

from variorum.errors import InputError
from variorum.model import Join, Merge, Open, Reason, Split
from variorum_site.news import models as rows
from variorum_site.news import store

pytestmark = [pytest.mark.site, pytest.mark.django_db]

LATER = NOW + timedelta(hours=9)
WHY = (Reason(feature="names", weight=0.75, detail="Orla, Нева"),)
APART = (Reason(feature="places", weight=0.5, detail="another river"),)


def opened(name: str, story: str) -> Open:
    return Open(article=name, story=story, made_by="stories/1")


def joined(name: str, story: str, nearest: str) -> Join:
    return Join(article=name, story=story, score=0.5, nearest=nearest, reasons=WHY, made_by="stories/1")


def merged(source: str, target: str) -> Merge:
    return Merge(source=source, target=target, score=0.9, reasons=WHY, made_by="stories/1")


def split(source: str, target: str, articles: str) -> Split:
    return Split(source=source, target=target, articles=tuple(articles), score=0.1, reasons=APART, made_by="stories/2")


@pytest.fixture
def three_stories() -> None:
    """s of a, b, c, d (c came for a, d for c); t of e and f; u of g."""
    for hour, name in enumerate("abcdefg"):
        store.save_article(article(name, headline=f"Title of {name}", published=NOW + timedelta(hours=hour)), now=NOW)
    store.apply(
        [
            opened("a", "s"),
            joined("b", "s", "a"),
            joined("c", "s", "a"),
            joined("d", "s", "c"),
            opened("e", "t"),
            joined("f", "t", "e"),
            opened("g", "u"),
        ],
        now=NOW,
    )
    rows.Story.objects.update(stale=False)


def state() -> dict[str, Any]:
    """All that a decision may change, but for what is due to be compared."""
    return {
        "reports": {row["article_id"]: row for row in rows.Membership.objects.values()},
        "leads to": dict(rows.Story.objects.values_list("id", "canonical_id")),
    }


def standing() -> dict[str, str]:
    """Story in force -> its reports, one letter each."""
    return {story.id: "".join(sorted(story.articles)) for story in store.iter_stories()}


def number_of(kind: str = "split") -> int:
    return rows.DecisionLog.objects.filter(kind=kind).latest("id").pk


def test_reports_that_split_off_open_a_story_and_both_are_compared_anew(three_stories: None) -> None:
    assert store.apply([split("s", "s-cd", "dc")], now=LATER) == 1
    assert standing() == {"s": "ab", "s-cd": "cd", "t": "ef", "u": "g"}
    story = rows.Story.objects.get(id="s-cd")
    assert (story.slug, story.title, story.title_article_id, story.opened_at) == (
        "s-cd",
        "Title of c",
        "c",
        NOW + timedelta(hours=2),
    )
    assert set(store.stale_stories()) == {"s", "s-cd"}


def test_a_report_that_moves_with_its_nearest_keeps_its_reasons_and_one_that_does_not_tells_the_new_ones(
    three_stories: None,
) -> None:
    store.apply([split("s", "s-cd", "cd")], now=LATER)
    along, alone = rows.Membership.objects.get(article_id="d"), rows.Membership.objects.get(article_id="c")
    assert (along.nearest, along.score, along.reasons[0]["feature"]) == ("c", 0.5, "names")
    assert (alone.nearest, alone.score, alone.reasons[0]["feature"]) == (None, None, "places")
    assert {along.decided_by, alone.decided_by} == {"stories/2"}


def test_the_log_keeps_where_each_report_stood(three_stories: None) -> None:
    before = state()["reports"]["d"]
    store.apply([split("s", "t", "d")], now=LATER)
    entry = rows.DecisionLog.objects.get(kind="split")
    assert (entry.story_id, entry.other_id, entry.record["articles"]) == ("s", "t", ["d"])
    kept = entry.record["moved"][0]["before"]
    assert {name: kept[name] for name in ("story", "score", "nearest", "reasons")} == {
        "story": before["story_id"],
        "score": before["score"],
        "nearest": before["nearest"],
        "reasons": before["reasons"],
    }


CARRIED_OUT: dict[str, tuple[list[Any], dict[str, str], dict[str, str]]] = {
    "to an open story": ([split("s", "t", "d")], {"s": "abc", "t": "def", "u": "g"}, {}),
    "to a story that was merged into a third": (
        [merged("t", "u"), split("s", "t", "d")],
        {"s": "abc", "u": "defg"},
        {"t": "u"},
    ),
    "out of a story that was merged into the source": (
        [merged("t", "s"), split("s", "n", "f")],
        {"s": "abcde", "n": "f", "u": "g"},
        {"t": "s"},
    ),
    "all that a merged story had brought": (
        [merged("t", "s"), split("s", "n", "ef")],
        {"s": "abcd", "n": "ef", "u": "g"},
        {"t": "n"},
    ),
    "the source being named by a story that was merged into it": (
        [merged("s", "t"), split("s", "n", "a")],
        {"t": "bcdef", "n": "a", "u": "g"},
        {"s": "t"},
    ),
    "into a story that was merged into the source": (
        [merged("t", "s"), split("s", "t", "ef")],
        {"s": "abcd", "t": "ef", "u": "g"},
        {},
    ),
    "into such a story, not all of its own and one more": (
        [merged("t", "s"), split("s", "t", "df")],
        {"s": "abce", "t": "df", "u": "g"},
        {},
    ),
    "all reports of the source": ([split("s", "t", "abcd")], {"t": "abcdef", "u": "g"}, {"s": "t"}),
    "all reports of the source, merged ones included, to a new story": (
        [merged("t", "s"), split("s", "n", "abcdef")],
        {"n": "abcdef", "u": "g"},
        {"s": "n", "t": "n"},
    ),
    "all of the source's own, while merged ones stay": (
        [merged("t", "s"), split("s", "n", "abcd")],
        {"s": "ef", "n": "abcd", "u": "g"},
        {"t": "s"},
    ),
    "back into the story that was emptied": (
        [split("s", "t", "abcd"), split("t", "s", "ab")],
        {"t": "cdef", "s": "ab", "u": "g"},
        {},
    ),
    "an emptied story whose reports go on": (
        [split("u", "t", "g"), merged("t", "s")],
        {"s": "abcdefg"},
        {"u": "s", "t": "s"},
    ),
    "reports that stand elsewhere stay there": (
        [split("s", "n", "dg")],
        {"s": "abc", "n": "d", "t": "ef", "u": "g"},
        {},
    ),
    "into itself": ([split("s", "s", "ab")], {"s": "abcd", "t": "ef", "u": "g"}, {}),
    "into the story that it was merged into": (
        [merged("s", "t"), split("s", "t", "ab")],
        {"t": "abcdef", "u": "g"},
        {"s": "t"},
    ),
    "of no report": ([split("s", "n", "")], {"s": "abcd", "t": "ef", "u": "g"}, {}),
}


@pytest.mark.parametrize("case", CARRIED_OUT)
def test_a_split_is_carried_out_once_and_taken_back_exactly(three_stories: None, case: str) -> None:
    decisions, stories, leading = CARRIED_OUT[case]
    store.apply(decisions[:-1], now=NOW)
    before = state()
    done = store.apply(decisions[-1:], now=LATER)
    expected = {"t": "ef", **stories} if not set("ef") & set("".join(stories.values())) else stories
    assert standing() == expected
    assert dict(rows.Story.objects.exclude(canonical=None).values_list("id", "canonical_id")) == leading
    after = state()
    assert store.apply(decisions[-1:], now=LATER) == 0
    assert state() == after
    if done:
        store.take_back(number_of(rows.DecisionLog.objects.latest("id").kind), by="person:ana", now=LATER)
        now = state()
        assert now["reports"] == before["reports"]
        assert {story: now["leads to"][story] for story in before["leads to"]} == before["leads to"]


def test_a_story_that_a_split_had_opened_leads_back_when_it_is_taken_back(three_stories: None) -> None:
    store.apply([split("s", "n", "cd")], now=LATER)
    rows.Story.objects.update(stale=False)
    store.take_back(number_of(), by="person:ana", now=LATER)
    story = store.load_story("n")
    assert story is not None
    assert (story.canonical_id, story.articles) == ("s", ())
    assert store.stale_stories() == ["s"]
    with pytest.raises(InputError, match="The split of s was taken back already"):
        store.take_back(number_of(), by="person:ana", now=LATER)


SINCE: dict[str, tuple[list[Any], int, dict[str, str], dict[str, str]]] = {
    "the target was merged": (
        [split("s", "n", "cd"), merged("n", "t")],
        0,
        {"s": "abcd", "t": "ef", "u": "g"},
        {"n": "s"},
    ),
    "some of them were split on": (
        [split("s", "n", "cd"), split("n", "t", "d")],
        0,
        {"s": "abc", "t": "def", "u": "g"},
        {"n": "s"},
    ),
    "the source was merged": (
        [split("s", "n", "cd"), merged("s", "t")],
        0,
        {"t": "abcdef", "u": "g"},
        {"s": "t", "n": "t"},
    ),
    "the merge before it is taken back": (
        [merged("t", "s"), split("s", "n", "df")],
        0,
        {"s": "abc", "t": "e", "n": "df", "u": "g"},
        {},
    ),
    "the merge before it is taken back, and nothing is left of the merged story": (
        [merged("t", "s"), split("s", "n", "ef")],
        0,
        {"s": "abcd", "n": "ef", "u": "g"},
        {"t": "n"},
    ),
    "the merge is taken back that the split had ended": (
        [merged("t", "s"), split("s", "t", "df")],
        0,
        {"s": "abc", "t": "def", "u": "g"},
        {},
    ),
    "merged again the other way round": (
        [merged("t", "s"), split("s", "t", "ef"), merged("s", "t")],
        1,
        {"s": "abcdef", "u": "g"},
        {"t": "s"},
    ),
}


@pytest.mark.parametrize("case", SINCE)
def test_what_was_decided_since_stands_when_an_earlier_decision_is_taken_back(three_stories: None, case: str) -> None:
    decisions, undone, stories, leading = SINCE[case]
    first = rows.DecisionLog.objects.latest("id").pk
    store.apply(decisions, now=LATER)
    log = list(rows.DecisionLog.objects.filter(id__gt=first).order_by("id").values_list("id", flat=True))
    store.take_back(log[undone], by="person:ana", now=LATER)
    assert standing() == stories
    assert dict(rows.Story.objects.exclude(canonical=None).values_list("id", "canonical_id")) == leading


@pytest.mark.parametrize("seed", range(12))
def test_whatever_is_decided_each_report_has_one_story_and_each_step_back_leads_where_it_came_from(
    three_stories: None, seed: int
) -> None:
    chance = random.Random(seed)
    start = state()
    for _ in range(14):
        before, last = state(), store.last_decision()
        store.apply([_drawn(chance)], now=LATER)
        _is_sound()
        if store.last_decision() > last:
            with transaction.atomic():
                store.take_back(store.last_decision(), by="person:ana", now=LATER)
                again = state()
                transaction.set_rollback(True)
            assert again["reports"] == before["reports"]
            assert {one: again["leads to"][one] for one in before["leads to"]} == before["leads to"]
    undoable = list(rows.DecisionLog.objects.filter(kind__in=("merge", "split")).values_list("id", flat=True))
    chance.shuffle(undoable)
    for number in undoable:
        store.take_back(number, by="person:ana", now=LATER)
        _is_sound()
    assert state()["reports"] == start["reports"]
    assert {one: state()["leads to"][one] for one in start["leads to"]} == start["leads to"]


def _drawn(chance: random.Random) -> Merge | Split:
    stories = list(rows.Story.objects.values_list("id", flat=True).order_by("id"))
    source, target = chance.choice(stories), chance.choice([*stories, "n", "m", "t"])
    if target in stories and chance.random() < 0.4:
        return merged(source, target)
    return split(source, target, "".join(chance.sample("abcdefg", chance.randint(1, 6))))


def _is_sound() -> None:
    stories = {story.id: story.articles for story in store.iter_stories()}
    assert sorted(one for members in stories.values() for one in members) == sorted("abcdefg")
    assert all(stories.values())
    assert set(rows.Story.objects.exclude(canonical=None).values_list("canonical_id", flat=True)) <= set(stories)
