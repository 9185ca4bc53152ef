"""Sorting a story on its page: who may see it, what it does, and what the story tells of it afterwards."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from tests.site import people
from tests.site.newsroom import BRIDGE, FERRY
from tests.site.people import Person

from variorum.model import Merge, Reason, Split
from variorum_site.news import models as rows
from variorum_site.news import store

pytestmark = [pytest.mark.site, pytest.mark.django_db]
PAGE = f"/stories/{FERRY}/"
WHY = (Reason(feature="names", weight=0.7, detail="Orla"), Reason(feature="time", weight=0.0, detail="a day apart"))


def shown(person: Person, address: str = PAGE) -> str:
    html = person.client.get(address).content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def post(person: Person, what: str, **facts: Any) -> Any:
    return person.client.post(f"{PAGE}{what}/", facts)


@pytest.mark.parametrize("who", [people.stranger, people.reader, people.moderator])
def test_who_may_not_edit_stories_sees_nothing_of_it_and_changes_nothing(
    newsroom: None, who: Callable[[], Person]
) -> None:
    person = who()
    assert "another story" not in shown(person)
    assert "Sort this story" not in shown(person)
    assert post(person, "split", report=["sawt-1"]).status_code == 403
    assert post(person, "merge", other=BRIDGE).status_code == 403
    assert len(store.members_of(FERRY)) == 5
    assert store.load_judgements() == []


def test_an_editor_moves_a_report_to_a_new_story_and_takes_it_back_in_the_log(newsroom: None) -> None:
    editor = people.editor()
    assert "This is another story" in shown(editor)
    response = post(editor, "split", report=["sawt-1"])
    assert (response.status_code, response["Location"]) == (302, PAGE)
    assert "1 report stands in another story now." in shown(editor)
    entry = rows.DecisionLog.objects.get(kind="split")
    assert (entry.made_by, store.members_of(str(entry.other_id))) == ("person:editor", ["sawt-1"])
    assert "a person decided so" in shown(editor, "/admin/news/decisionlog/?kind__in=merge,split")
    assert editor.client.get(f"/admin/news/decisionlog/{entry.pk}/change/").status_code == 200
    editor.client.post("/admin/news/decisionlog/", {"action": "take_back", "_selected_action": [entry.pk]})
    assert len(store.members_of(FERRY)) == 5
    assert editor.client.get(f"/stories/{entry.other_id}/")["Location"] == PAGE


def test_an_editor_moves_reports_to_a_story_that_is_there(newsroom: None) -> None:
    post(people.editor(), "split", report=["sawt-1", "herald-2"], other=BRIDGE)
    assert set(store.members_of(BRIDGE)) == {"post-2", "sawt-1", "herald-2"}


@pytest.mark.parametrize("named", [{"other": BRIDGE}, {"address": f"https://news.example/stories/{BRIDGE}/#reports"}])
def test_an_editor_makes_two_stories_one(newsroom: None, named: dict[str, str]) -> None:
    editor = people.editor()
    post(editor, "merge", **named)
    assert "post-2" in store.members_of(FERRY)
    assert editor.client.get(f"/stories/{BRIDGE}/")["Location"] == PAGE


@pytest.mark.parametrize(
    ("what", "facts", "said"),
    [
        ("split", {}, "Mark at least one report"),
        ("split", {"report": ["post-2"]}, "Mark at least one report"),
        ("split", {"report": ["herald-1", "herald-2", "courrier-1", "sawt-1", "post-1"]}, "all its reports"),
        ("split", {"report": ["sawt-1"], "address": "/stories/nowhere/"}, "No story has this address"),
        ("merge", {}, "Choose the story that is one with this one"),
        ("merge", {"address": PAGE}, "That is this story"),
        ("merge", {"address": "%%"}, "No story has this address"),
    ],
)
def test_a_slip_is_told_and_nothing_changes(newsroom: None, what: str, facts: dict[str, Any], said: str) -> None:
    editor = people.editor()
    post(editor, what, **facts)
    assert said in shown(editor)
    assert (len(store.members_of(FERRY)), len(store.members_of(BRIDGE))) == (5, 1)


def test_a_story_tells_what_became_of_it_and_why(newsroom: None) -> None:
    stranger = people.stranger()
    assert "How this story came together" not in shown(stranger)
    parting = Split(source=FERRY, target=BRIDGE, articles=("sawt-1",), score=0.1, reasons=WHY, made_by="stories/2")
    store.apply([parting], now=timezone.now())
    told = shown(stranger)
    assert "1 report went to Border bridge opens after nine years" in told
    assert "Why: names: Orla" in told
    assert "a day apart" not in told
    assert "Took over 1 report from Ferry sinks" in shown(stranger, f"/stories/{BRIDGE}/")


def test_what_moved_within_a_story_is_no_part_of_its_history(newsroom: None) -> None:
    parting = Split(source=FERRY, target=BRIDGE, articles=("sawt-1",), score=0.1, made_by="stories/2")
    joining = Merge(source=BRIDGE, target=FERRY, score=0.9, reasons=WHY, made_by="stories/2")
    store.apply([parting, joining], now=timezone.now())
    told = shown(people.stranger())
    assert "Took in Border bridge opens" in told
    assert "went to" not in told
