"""What stands around a story: its state, whom and where it is about, and the stories that have to do with it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from tests.site.newsroom import BRIDGE, FERRY, evidence

from variorum.model import Place, Reason
from variorum.stories import Related, Relation
from variorum_site.news import models as rows
from variorum_site.news import store

pytestmark = [pytest.mark.site, pytest.mark.django_db]


def story(client: Client, identity: str = FERRY) -> str:
    response = client.get(rows.Story.objects.get(id=identity).get_absolute_url())
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def relate(kind: Relation, days: int | None, **told: str) -> None:
    reasons = tuple(Reason(feature=feature, weight=0.5, detail=detail) for feature, detail in told.items())
    store.save_related(FERRY, [Related(story=BRIDGE, kind=kind, score=0.9, reasons=reasons, days=days)])


def test_a_fresh_story_is_developing_and_an_old_one_quiet(client: Client, newsroom: None) -> None:
    assert "Developing" in words(story(client))
    with time_machine.travel(timezone.now() + timedelta(days=6)):
        assert "Quiet" in words(story(client))
        assert "Developing" not in words(client.get("/").content.decode())


def test_a_headline_in_another_language_than_the_page_names_it(client: Client, newsroom: None) -> None:
    rows.Story.objects.filter(id=FERRY).update(title_article_id="courrier-1", title="Un ferry coule")
    assert "Le Courrier du Soir , France, in French" in words(story(client))


def test_where_a_story_happens_is_said_with_its_evidence_and_drawn(client: Client, newsroom: None) -> None:
    kept = store.load_reading(FERRY)
    assert kept is not None
    place = Place(country="ID", share=1.0, cities=("Port Larran",), evidence=(evidence("herald-1", "Port Larran"),))
    title = store.load_article("herald-1")
    assert title is not None
    store.save_reading(replace(kept, summary=replace(kept.summary, places=(place,))), title=title, now=timezone.now())
    shown = story(client)
    section = words(shown.partition('id="places"')[2].partition("</section>")[0])
    assert "Indonesia : Port Larran" in section
    assert "Where the reports say so" in section
    assert 'class="here"' in shown
    assert "Indonesia: happens here" in shown


def test_a_story_without_places_has_no_map_of_them(client: Client, newsroom: None) -> None:
    assert 'id="places"' not in story(client)


LINKS = [
    (Relation.FOLLOW_UP, 3, "The same people and place, 3 days later."),
    (Relation.FOLLOW_UP, -1, "The same people and place, 1 day earlier."),
    (Relation.CHAIN, 0, "The same chain of events."),
    (Relation.TOPIC, None, "The same topic."),
]


@pytest.mark.parametrize(("kind", "days", "said"), LINKS)
def test_a_related_story_says_how_and_why(
    client: Client, newsroom: None, kind: Relation, days: int | None, said: str
) -> None:
    relate(kind, days, names="Anwar Delosa", places="MY, FR", terms="ferry")
    shown = words(story(client).partition('id="related"')[2])
    assert f"{said} Both name Anwar Delosa. Both tell of Malaysia, France. Both say: ferry." in shown
    assert "Northern Post" in shown


def test_nothing_is_related_rather_than_a_stranger(client: Client, newsroom: None) -> None:
    assert 'id="related"' not in story(client)
