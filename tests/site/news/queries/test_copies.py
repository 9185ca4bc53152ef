"""Who took a text from whom, from stored articles to the story's page."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from tests.site.news.making import NOW, article

from variorum.model import Article, Join, Open
from variorum.outlets import load_directory
from variorum.reprints.records import CopyKind, Fate
from variorum_site.news import models as rows
from variorum_site.news import store
from variorum_site.news.queries import find_story
from variorum_site.news.queries.copies import TreeView
from variorum_site.news.stories.comparing import read_story

pytestmark = [pytest.mark.site, pytest.mark.django_db]

FIRST = [
    "The harbour council of Orla voted on Monday evening to close the old swing bridge to lorries from May.",
    "Engineers had found hairline cracks in two of the eight girders during an inspection in the winter.",
    "“We would rather be late than sorry,” said harbour engineer Tilda Morrow after the vote.",
    "Lorries will have to take the coast road, which is eleven kilometres longer and steep in places.",
    "The council expects the repair to take nine weeks and to cost four million crowns in all.",
    "Fishmongers at the market fear that their ice will melt on the way round the bay in summer.",
]
ADDED = [
    "At the ferry landing, driver Bram Osk told this newspaper that he had not been asked by anybody.",
    "He reckons that the longer road will cost his small firm two hundred crowns a day in fuel alone.",
    "His neighbours want the council to open the northern gate at night, as it did ten years ago.",
]
CHANGED = FIRST[4].replace("nine weeks", "ten weeks")


def told(name: str, sentences: list[str], *, hours: int, country: str) -> Article:
    moment = NOW + timedelta(hours=hours)
    return article(name, text="\n".join(sentences), published=moment, country=country, outlet_name=f"Paper {name}")


def trees() -> tuple[TreeView, ...]:
    """Of a text, its shortened copy, and a copy of that one with an own interview and a changed figure."""
    reports = [
        told("first", FIRST, hours=0, country="NZ"),
        told("short", FIRST[:5], hours=2, country="MY"),
        told("longer", [*FIRST[:4], CHANGED, *ADDED], hours=4, country="KE"),
    ]
    for report in reports:
        store.save_article(report, now=NOW)
    joins = [
        Join(article=one, story="s", score=1.0, nearest="first", made_by="stories/2") for one in ("short", "longer")
    ]
    store.apply([Open(article="first", story="s", made_by="stories/2"), *joins], now=NOW)
    assert read_story("s", directory=load_directory(), now=NOW)
    page = find_story("s")
    assert page is not None
    return page.copies


def test_a_copy_of_a_copy_hangs_below_it_with_what_each_made_of_it() -> None:
    (tree,) = trees()
    assert tree.origin.id == "first"
    (short,) = tree.copies
    assert (short.article.id, short.kind, short.cut, short.added) == ("short", CopyKind.SHORTENED, 1, 0)
    assert [(one.fate, one.pieces[0].text) for one in short.sentences] == [(Fate.CUT, FIRST[5])]
    (longer,) = short.copies
    assert (longer.article.id, longer.added, longer.changed, longer.adds_reporting) == ("longer", 3, 1, True)
    changed = next(one for one in longer.sentences if one.fate is Fate.CHANGED)
    assert [piece.text for piece in changed.pieces if piece.mark == "new"] == ["ten"]
    assert changed.instead == ("nine",)
    assert tree.articles == {"first", "short", "longer"}


def test_the_page_shows_the_tree_once_with_its_counts(client: Client) -> None:
    trees()
    page = client.get(f"/stories/{store.slug_of('s')}/").content.decode()
    section = re.sub(r"\s+", " ", page[page.index('id="voices"') :].partition("</section>")[0])
    assert "1 independent origin (3 reports)." in section
    assert section.count("had it first") == 1
    assert "repeated by" not in section
    assert "adds own reporting" in section
    assert f"<del>{FIRST[5]}</del>" in section


def test_a_reading_from_before_trees_were_kept_has_none() -> None:
    trees()
    reading = store.load_reading("s")
    assert reading is not None
    assert len(reading.copies) == 1
    rows.Reading.objects.update(copies=[])
    page = find_story("s")
    assert page is not None
    assert page.copies == ()
