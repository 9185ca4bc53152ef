"""The fast way for archives: the same facts from the head of a page, a text by one parser."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from tests.extract.pages import DANRAKU, PARAGRAPHS, directory, linked, markup, page

from variorum.extract import extract_article
from variorum.extract.archive import archive_paragraphs, prune, skeleton
from variorum.extract.article import FAST_STEP, STEP
from variorum.model import Article, Confidence

pytestmark = pytest.mark.unit

LONG = (*PARAGRAPHS, *(f"{words} So it was said again on day {n}." for n, words in enumerate(PARAGRAPHS)))
HEAD = linked(headline="Dam at Sel holds", datePublished="2031-05-19T06:12Z", author="Ann Example")


def fast(text: str) -> Article:
    found = extract_article(page(text), fast=True, directory=directory())
    assert isinstance(found, Article), found
    return found


def test_title_day_authors_and_text_are_read_the_fast_way() -> None:
    found = fast(markup(*LONG, head=HEAD))
    assert (found.headline, found.authors) == ("Dam at Sel holds", ("Ann Example",))
    assert (found.published, found.confidence) == (datetime(2031, 5, 19, 6, 12, tzinfo=UTC), Confidence.DECLARED)
    assert found.text == "\n".join(LONG)


def test_what_was_read_the_fast_way_says_so() -> None:
    long, short = page(markup(*LONG, head=HEAD)), page("<html><body></body></html>")
    read = [extract_article(one, fast=fast, directory=directory()) for one in (long, short) for fast in (True, False)]
    assert [one.made_by if isinstance(one, Article) else one.step for one in read] == [FAST_STEP, STEP] * 2


def test_a_script_of_facts_counts_in_the_body_too() -> None:
    assert fast(markup(*LONG, after=HEAD)).authors == ("Ann Example",)


def test_a_link_to_the_author_counts_where_nothing_is_declared() -> None:
    link = '<a class="byline" rel="author" href="/staff/7">Bo Sample</a>'
    assert fast(markup(*LONG, before=link)).authors == ("Bo Sample",)


def test_a_time_of_the_article_is_read_and_only_shown() -> None:
    found = fast(markup(*LONG, before='<time datetime="2031-05-18T10:00Z">yesterday</time>'))
    assert (found.published, found.confidence) == (datetime(2031, 5, 18, 10, tzinfo=UTC), Confidence.SHOWN)


def test_captions_and_links_are_no_paragraphs() -> None:
    around = "<figure><figcaption>The dam at dusk.</figcaption></figure><p><a href='/x'>Nine lakes to see</a></p>"
    assert archive_paragraphs(prune(markup(*LONG, before=around))) == LONG


def test_a_short_text_is_read_the_careful_way() -> None:
    assert fast(markup(*DANRAKU, head=HEAD, language="ja")).text == "\n".join(DANRAKU)


def test_the_paragraphs_of_a_page_are_no_part_of_its_skeleton() -> None:
    assert skeleton(prune(markup(*LONG, head=HEAD))).xpath("//p") == []


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("a<script>if (x < 1) { y }</script>b", "ab"),
        ("a<SCRIPT>y</SCRIPT >b<style media='x'>p {}</style>c<svg/><path></svg>d", "abcd"),
        ("a<nav><a href='/'>Home</a></nav>b<footer><p>Imprint</p></footer>c", "abc"),
        ("<nav>never closed <article>The dam</article>", "<nav>never closed <article>The dam</article>"),
        ("<nav><h1>The dam</h1></nav>", "<nav><h1>The dam</h1></nav>"),
        (
            "<nav-bar>The dam</nav-bar><script-like>held</script-like>",
            "<nav-bar>The dam</nav-bar><script-like>held</script-like>",
        ),
        ("<script>never closed", "<script>never closed"),
    ],
)
def test_what_shows_no_text_is_left_out_before_parsing(written: str, shown: str) -> None:
    assert prune(written).shown == shown


def test_linked_data_is_kept_apart_in_its_order() -> None:
    first, second = HEAD, linked(headline="Another page")
    pruned = prune(f"<html><head>{first}<script>var x</script></head><body>{second}<p>Text</p></body></html>")
    assert (pruned.linked, "script" in pruned.shown) == ((first, second), False)


def test_thousands_of_unclosed_elements_are_left_out_in_little_time() -> None:
    hostile = "<nav><h1>" * 9_000 + "<svg>" * 9_000 + "</nav>" * 9_000
    assert prune(hostile).shown == hostile
