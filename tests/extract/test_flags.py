"""Paywalled or free, live blog or finished report: what pages declare, in every spelling."""

from __future__ import annotations

from typing import Any

import pytest
from tests.extract.pages import URL, linked, markup, tree

from variorum.extract.flags import Flags, read_flags
from variorum.extract.metadata import read_metadata

pytestmark = pytest.mark.unit


def read(head: str, *, url: str = URL, title: str = "Dam at Sel holds", language: str = "en") -> Flags:
    metadata = read_metadata(tree(markup(head=head)), url=url)
    return read_flags(metadata, url=url, title=title, language=language)


WALL = {"@type": "WebPageElement", "isAccessibleForFree": "False", "cssSelector": ".wall"}


@pytest.mark.parametrize(
    ("facts", "paywalled"),
    [
        ({"isAccessibleForFree": False}, True),
        ({"isAccessibleForFree": "False"}, True),
        ({"isAccessibleForFree": "http://schema.org/False"}, True),
        ({"isAccessibleForFree": 0}, True),
        ({"isAccessibleForFree": ["false"]}, True),
        ({"isAccessibleForFree": True}, False),
        ({"isAccessibleForFree": "https://schema.org/True"}, False),
        ({"isAccessibleForFree": True, "hasPart": WALL}, False),
        ({"hasPart": WALL}, True),
        ({"hasPart": [{"@type": "WebPageElement"}, WALL]}, True),
        ({"isAccessibleForFree": "sometimes"}, None),
        ({}, None),
    ],
)
def test_structured_data_tells_who_may_read(facts: dict[str, Any], paywalled: bool | None) -> None:
    assert read(linked(headline="Dam at Sel holds", **facts)).paywalled is paywalled


@pytest.mark.parametrize(
    ("head", "paywalled"),
    [
        ('<meta property="article:content_tier" content="locked">', True),
        ('<meta property="og:article:content_tier" content="metered">', True),
        ('<meta name="article:content_tier" content="free">', False),
        ('<meta itemprop="isAccessibleForFree" content="false">', True),
        ('<meta itemprop="isAccessibleForFree" content="true">', False),
        ('<meta property="article:content_tier" content="other">', None),
    ],
)
def test_meta_elements_tell_who_may_read(head: str, paywalled: bool | None) -> None:
    assert read(head).paywalled is paywalled


def test_locked_wins_over_a_template_that_says_free() -> None:
    tier = '<meta property="article:content_tier" content="locked">'
    assert read(linked(isAccessibleForFree=True) + tier).paywalled is True


@pytest.mark.parametrize(
    "head",
    [
        linked(**{"@type": "LiveBlogPosting"}),
        linked(**{"@type": ["NewsArticle", "LiveBlogPosting"]}),
        linked(headline="Dam at Sel", coverageStartTime="2031-05-19T06:00:00Z"),
        '<meta property="og:type" content="article:liveblog">',
    ],
)
def test_a_declared_live_blog_is_live(head: str) -> None:
    assert read(head).live is True


@pytest.mark.parametrize(
    ("title", "language"),
    [
        ("Dam at Sel: live updates", "en"),
        ("Live: water rises in Sel", "en"),
        ("Damm von Sel im Liveticker", "de"),
        ("Barrage de Sel, en direct", "fr"),
        ("Presa de Sel, en vivo", "es"),
        ("Barragem de Sel: acompanhe ao vivo", "pt"),
        ("Плотина: онлайн-трансляция", "ru"),
        ("大坝实时更新", "zh"),
    ],
)
def test_a_headline_may_say_that_it_is_live(title: str, language: str) -> None:
    assert read("", title=title, language=language).live is True


def test_an_address_may_say_that_it_is_live() -> None:
    assert read("", url="https://www.quayherald.example/world/sel-dam-live-updates-17").live is True


@pytest.mark.parametrize(
    "title",
    ["How people live below the dam", "Live music returns to Sel", "They live by the river", "Dam saved 400 lives"],
)
def test_people_who_live_are_no_live_blog(title: str) -> None:
    assert read("", title=title).live is False


def test_a_wires_section_is_no_live_blog() -> None:
    assert read("", url="https://www.quayherald.example/live-news/20310519-dam-at-sel-holds").live is False
