"""Pages as they should not be: made of one mark, of halves of characters, of endless addresses."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from tests.extract.pages import NOW, PARAGRAPHS, URL, directory, linked, markup, page, tree

from variorum.extract import extract_article
from variorum.extract.authors import split_names
from variorum.extract.body import declared_paragraphs
from variorum.extract.credits import read_credits
from variorum.extract.dates import parse_moment
from variorum.extract.items import read_item
from variorum.extract.jsonld import Node, read_linked_data
from variorum.extract.lines import plain
from variorum.extract.metadata import read_metadata
from variorum.extract.titles import without_site
from variorum.model import Article, Rejected

pytestmark = pytest.mark.unit

UNITS = [
    *(
        " ",
        "\n",
        "\u3000",
        "a",
        "A",
        "1",
        "@",
        "a@",
        "(",
        "<",
        "<a",
        "</",
        "&",
        "&#",
        "&amp;",
        ",",
        ", ",
        "、",
        ";",
        "|",
    ),
    *(
        " |",
        "- ",
        "/",
        "//",
        "//]]>",
        "/*",
        "<!--",
        "-->",
        "一",
        "A ",
        "A-",
        "a and ",
        "by ",
        "by:",
        ".",
        "-1",
        "：",
        "[",
    ),
]


def taken(read: object, *values: object) -> float:
    began = time.process_time()
    read(*values)  # type: ignore[operator]  # any function
    return time.process_time() - began


HUGE = {
    "deep": "<div>" * 35_000,
    "links": "<a href='/x'>x</a>" * 9_000,
    "headings": "<h1>x</h1>" * 9_000,
    "bylines": '<p class="author">Ann Example</p>' * 9_000,
    "ten megabytes of one tag": "<p>" * 3_400_000,
    "ten megabytes of no tag": "<" * 10_000_000,
    "a million attributes": "<p " + " ".join(f"a{n}=1" for n in range(1_000_000)) + ">x</p>",
    "a long script": f"<script>var x = '{'y' * 5_000_000}'</script>",
    "an endless text": "word " * 1_000_000,
}


@pytest.mark.parametrize("fast", [False, True], ids=["careful", "fast"])
@pytest.mark.parametrize("kind", HUGE)
def test_a_huge_page_is_read_or_refused_within_three_seconds(kind: str, fast: bool) -> None:
    huge = page(markup(*PARAGRAPHS, before=HUGE[kind]))
    began = time.process_time()
    extract_article(huge, fast=fast, directory=directory())
    assert time.process_time() - began < 3


def test_an_endless_page_is_refused_with_the_remedy() -> None:
    found = extract_article(page(markup(before=HUGE["a million attributes"])), directory=directory())
    assert isinstance(found, Rejected)
    assert "save the article alone" in found.reason


@pytest.mark.parametrize("unit", UNITS)
def test_a_hundred_kilobytes_of_one_mark_take_no_time(unit: str) -> None:
    text = "x" + unit * (100_000 // len(unit)) + "¡x"
    assert taken(plain, text) < 1
    assert taken(parse_moment, text) < 1
    assert taken(lambda value: list(split_names(value, "de")), text) < 1
    assert taken(without_site, plain(text), {"x"}) < 1
    assert taken(declared_paragraphs, text) < 1
    credited = {"authors": [], "language": "en", "directory": directory()}
    for line in (plain(text), plain(text[1:])):
        assert taken(lambda value: read_credits([value] * 3, **credited), line) < 1  # type: ignore[arg-type]
    for script in (text, "{" + text, "/* " + text, '{"@type": "Article"}' + text):
        parsed = tree(markup(head=f'<script type="application/ld+json">{script.replace("</", "")}</script>'))
        assert taken(lambda value: read_linked_data(value, addresses=[]), parsed) < 1


@pytest.mark.parametrize(
    "key", ["headline", "author", "datePublished", "keywords", "articleBody", "image", "inLanguage"]
)
@pytest.mark.parametrize("unit", [" ", "@", "A ", ",", "<", "\u3000|"])
def test_a_page_with_one_endless_fact_is_still_an_article(key: str, unit: str) -> None:
    facts = {"headline": "Dam holds", key: "x" + unit * (100_000 // len(unit)) + "¡x"}
    found: list[object] = []
    assert taken(lambda: found.append(extract_article(page(markup(head=linked(**facts))), directory=directory()))) < 3
    assert isinstance(found[0], Article)


def test_a_hundred_thousand_values_of_one_name_take_no_time() -> None:
    parsed = tree("<meta name=author content=a>" * 100_000 + "<p>Text</p>")
    assert taken(lambda: read_metadata(parsed, url=URL)) < 5


FACTS = "headline name description articleSection keywords datePublished author creator publisher url image"


@pytest.mark.parametrize(
    "opening",
    [
        f"<div itemprop='{FACTS}'>",
        f"<div itemprop='{FACTS}' itemscope itemtype='https://schema.org/Person'>",
        f"<div itemprop='{FACTS}' content='{'水 ' * 500}'>",
    ],
    ids=["words", "items", "written"],
)
def test_facts_inside_one_another_take_no_time_and_little_room(opening: str) -> None:
    inside = opening * 200 + f"<p>{PARAGRAPHS[0]}</p>" * 2_000 + "</div>" * 200
    whole = f"<html><body itemscope itemtype='https://schema.org/NewsArticle'>{inside}</body></html>"
    parsed = tree(whole)
    found: list[Node | None] = []
    assert taken(lambda: found.append(read_item(parsed))) < 1
    kept = {id(value): len(value) for value in _strings(found[0])}
    assert 0 < sum(kept.values()) <= 101_000
    assert taken(lambda: extract_article(page(whole), directory=directory())) < 5


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _strings(one)


def test_every_field_of_a_hostile_page_can_be_stored() -> None:
    half = r"\ud83d\u0000"
    text = '"articleBody": "' + "\\n".join(p + half for p in PARAGRAPHS) + '"'
    fields = ("headline", "author", "description", "articleSection", "keywords", "image", "publisher", "inLanguage")
    node = ", ".join(f'"{field}": "Dam {half}"' for field in fields)
    script = f'<script type="application/ld+json">{{"@type": "NewsArticle", {node}, {text}}}</script>'
    found = extract_article(
        page(f"<html lang='en\x01'><head><title>Dam\x00</title>{script}</head><body><p>Short\x02.</p></body></html>"),
        directory=directory(),
    )
    assert isinstance(found, Article)
    for value in (found.text, found.headline, found.teaser, found.section, *found.authors, *found.keywords):
        assert value
        value.encode()
        assert "\x00" not in value
    assert found.text.startswith(PARAGRAPHS[0])


def test_a_language_that_is_no_tag_and_endless_addresses_are_not_kept() -> None:
    endless = "https://www.quayherald.example/" + "a" * 2000
    head = f'<link rel="canonical" href="{endless}"><meta property="og:image" content="{endless}">'
    found = extract_article(page(markup(head=head, language="English (United States)")), directory=directory())
    assert isinstance(found, Article)
    assert (found.language, found.canonical_url, found.picture_url) == ("en", URL, None)
    assert found.fetched_at == NOW


def test_megabytes_of_scripts_around_a_report_are_no_text() -> None:
    scripts = "<script>if (1 < 2) { go('/a/b') }</script>" * 9_000 + f"<script>var x = '{'y < i ' * 200_000}'</script>"
    assert isinstance(extract_article(page(markup(before=scripts)), directory=directory()), Article)
