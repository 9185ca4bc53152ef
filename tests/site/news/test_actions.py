"""What people do to stories: the verdicts that stay, and that no step decides otherwise again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.core.exceptions import PermissionDenied
from tests.site.news.making import NOW, article

from variorum.errors import InputError
from variorum.model import Join, Judgement, Merge, Open, Split
from variorum.stories import StoryIndex
from variorum.stories.judgements import Verdicts
from variorum_site.news import models as rows
from variorum_site.news import store
from variorum_site.news.actions import merge_stories, split_story, take_back
from variorum_site.news.stories.verdicts import in_window

pytestmark = [pytest.mark.site, pytest.mark.django_db]
STEP = "stories/1"


@pytest.fixture
def editor() -> User:
    person = User.objects.create_user("ana", password="quay-lantern-42", is_staff=True)
    person.user_permissions.set(Permission.objects.filter(content_type__app_label="news"))
    return person


@pytest.fixture
def stories() -> dict[str, rows.Story]:
    """s of a, b, c; t of d, e."""
    for hour, name in enumerate("abcde"):
        store.save_article(article(name, published=NOW + timedelta(hours=hour)), now=NOW)
    for story, opener, others in (("s", "a", "bc"), ("t", "d", "e")):
        store.apply([Open(article=opener, story=story, made_by=STEP)], now=NOW)
        joins = [Join(article=one, story=story, score=0.5, nearest=opener, made_by=STEP) for one in others]
        store.apply(joins, now=NOW)
    return {row.id: row for row in rows.Story.objects.all()}


def members() -> set[str]:
    return {"".join(sorted(story.articles)) for story in store.iter_stories()}


def may_become_one(left: str, right: str, *, gone: str = "") -> bool:
    """What the library is told of two stories when some reports have left the window."""
    index = StoryIndex()
    for story in store.iter_stories():
        for one in store.load_articles([one for one in story.articles if one not in gone]).values():
            index.add(story.id, one)
    return Verdicts(in_window(store.load_judgements(), index)).allow(left, right, index)


def decided(kind: str) -> rows.DecisionLog:
    return rows.DecisionLog.objects.filter(kind=kind).latest("id")


def person_says(left: str, right: str, *, together: bool) -> None:
    store.save_judgement(Judgement(left=left, right=right, together=together, judge="person:bo", at=NOW))


def in_force() -> set[tuple[str, str, bool]]:
    found: dict[tuple[str, ...], bool] = {}
    for one in store.load_judgements():
        found[tuple(sorted((one.left, one.right)))] = one.together
    return {(left, right, together) for (left, right), together in found.items()}


def test_a_merge_that_was_taken_back_is_not_done_again_even_when_the_judged_reports_left_the_window(
    editor: User, stories: dict[str, rows.Story]
) -> None:
    store.apply([Merge(source="t", target="s", score=0.9, made_by=STEP)], now=NOW)
    take_back(decided("merge"), by=editor, now=NOW)
    assert members() == {"abc", "de"}
    assert not may_become_one("t", "s")
    assert not may_become_one("s", "t", gone="a")
    assert not may_become_one("t", "s", gone="ad")


def test_taking_a_merge_back_overrules_the_verdicts_that_held_both_together(
    editor: User, stories: dict[str, rows.Story]
) -> None:
    person_says("b", "e", together=True)
    merge_stories([stories["s"], stories["t"]], by=editor, now=NOW)
    take_back(decided("merge"), by=editor, now=NOW + timedelta(hours=1))
    assert in_force() == {("b", "e", False), ("a", "d", False)}


def test_merging_overrules_the_verdicts_that_kept_both_apart(editor: User, stories: dict[str, rows.Story]) -> None:
    person_says("e", "c", together=False)
    merge_stories([stories["s"], stories["t"]], by=editor, now=NOW)
    assert in_force() == {("c", "e", True), ("a", "d", True)}


def test_a_split_by_a_person_keeps_its_reports_apart_from_the_rest(
    editor: User, stories: dict[str, rows.Story]
) -> None:
    made = split_story(stories["s"], {"b", "c"}, target=None, by=editor, now=NOW)
    assert members() == {"a", "bc", "de"}
    assert in_force() == {("a", "b", False), ("a", "c", False), ("b", "c", True)}
    assert not may_become_one(made.id, "s")


def test_the_report_that_opened_a_story_can_be_split_off_and_its_address_stays_with_the_rest(
    editor: User, stories: dict[str, rows.Story]
) -> None:
    made = split_story(stories["s"], {"a"}, target=None, by=editor, now=NOW)
    assert store.members_of("s") == ["b", "c"]
    again = split_story(stories["s"], {"b"}, target=made, by=editor, now=NOW)
    assert (again, store.members_of(made.id)) == (made, ["a", "b"])
    assert ("a", "b", True) in in_force()


def test_a_split_that_was_taken_back_leaves_a_verdict_on_each_of_its_reports(
    editor: User, stories: dict[str, rows.Story]
) -> None:
    store.apply([Split(source="s", target="t", articles=("b", "c"), score=0.1, made_by="stories/2")], now=NOW)
    take_back(decided("split"), by=editor, now=NOW)
    assert members() == {"abc", "de"}
    assert in_force() == {("a", "b", True), ("a", "c", True), ("b", "d", False)}


def test_a_person_takes_back_what_a_person_split(editor: User, stories: dict[str, rows.Story]) -> None:
    split_story(stories["s"], {"c"}, target=stories["t"], by=editor, now=NOW)
    assert in_force() == {("a", "c", False), ("c", "d", True)}
    take_back(decided("split"), by=editor, now=NOW + timedelta(hours=1))
    assert in_force() == {("a", "c", True), ("c", "d", False)}


@pytest.mark.parametrize("chosen", ["", "de", "abc"])
def test_none_and_all_of_the_reports_are_no_split(editor: User, stories: dict[str, rows.Story], chosen: str) -> None:
    with pytest.raises(InputError, match="but not all"):
        split_story(stories["s"], set(chosen), target=None, by=editor, now=NOW)


def test_reports_are_not_split_into_their_own_story(editor: User, stories: dict[str, rows.Story]) -> None:
    with pytest.raises(InputError, match="already"):
        split_story(stories["s"], {"a"}, target=stories["s"], by=editor, now=NOW)


def test_who_may_not_change_stories_splits_none(stories: dict[str, rows.Story]) -> None:
    reader = User.objects.create_user("bo", password="quay-lantern-42")
    with pytest.raises(PermissionDenied):
        split_story(stories["s"], {"a"}, target=None, by=reader, now=NOW)
    assert members() == {"abc", "de"}
