"""A page to its article, or to the reason why it holds none."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.extract.pages import ABSAETZE, DANRAKU, HERALD, NOW, PARAGRAPHS, URL, directory, linked, markup, page

from variorum.extract import extract_article, find_address
from variorum.extract.article import STEP
from variorum.model import Article, Confidence, Entry, Page, Picture, Precision, Rejected

pytestmark = pytest.mark.unit

FULL = (
    linked(
        headline="Dam at Sel holds",
        datePublished="2031-05-19T06:12:00+02:00",
        dateModified="2031-05-19T09:00:00Z",
        author=[{"@type": "Person", "name": "Ann Example"}],
        articleSection="World",
    )
    + '<link rel="canonical" href="https://www.quayherald.example/world/2031/05/19/dam-at-sel-holds?utm_source=x">'
    + '<meta property="og:description" content="Engineers give no all-clear.">'
    + '<meta property="og:image" content="/media/dam.jpg"><meta name="news_keywords" content="Dam, Sel ,, flood">'
)


def extract(text: str | bytes, **facts: object) -> Article | Rejected:
    return extract_article(replace(page(text), **facts), directory=directory())  # type: ignore[arg-type]


def article(text: str, *, entry: Entry | None = None) -> Article:
    found = extract_article(page(text), entry=entry, directory=directory())
    assert isinstance(found, Article), found
    return found


def test_every_fact_of_a_full_page_is_read() -> None:
    lead = f"PORT ELM, May 19 (Northwire) - {PARAGRAPHS[0]}"
    found = article(markup(lead, *PARAGRAPHS[1:], head=FULL))
    assert found == Article(
        id=found.id,
        text="\n".join((lead, *PARAGRAPHS[1:])),
        url=URL,
        canonical_url=URL,
        outlet="ie/quay-herald",
        outlet_name="The Quay Herald",
        domain="quayherald.example",
        country="IE",
        language="en",
        headline="Dam at Sel holds",
        teaser="Engineers give no all-clear.",
        authors=("Ann Example",),
        published=datetime(2031, 5, 19, 4, 12, tzinfo=UTC),
        precision=Precision.MINUTE,
        confidence=Confidence.DECLARED,
        modified=datetime(2031, 5, 19, 9, 0, tzinfo=UTC),
        agencies=("Northwire",),
        dateline="Port Elm",
        dateline_day=date(2031, 5, 19),
        section="World",
        keywords=("Dam", "Sel", "flood"),
        picture_url="https://www.quayherald.example/media/dam.jpg",
        pictures=(Picture(url="https://www.quayherald.example/media/dam.jpg"),),
        fetched_at=NOW,
        made_by=STEP,
    )


def test_the_id_is_the_same_for_every_address_of_one_page() -> None:
    plain = article(markup(head=FULL))
    tracked = extract_article(page(markup(), url=URL + "?utm_medium=feed#top"), directory=directory())
    assert isinstance(tracked, Article)
    assert tracked.id == plain.id


@pytest.mark.parametrize(
    "canonical", ["https://elsewhere.example/copy", "https://www.quayherald.example/", "mailto:desk@quayherald.example"]
)
def test_a_canonical_link_to_another_site_or_to_the_front_is_not_followed(canonical: str) -> None:
    assert article(markup(head=f'<link rel="canonical" href="{canonical}">')).canonical_url == URL


def test_furniture_is_cut_from_the_text() -> None:
    text = markup(PARAGRAPHS[0], "Sign up here.", PARAGRAPHS[1], "Read more: River rises again", PARAGRAPHS[2])
    assert article(text).text == "\n".join(PARAGRAPHS)


@pytest.mark.parametrize(("paragraphs", "language"), [(ABSAETZE, "de"), (DANRAKU, "ja"), (PARAGRAPHS, "en")])
def test_the_language_is_that_of_the_text_whatever_the_template_says(
    paragraphs: tuple[str, ...], language: str
) -> None:
    assert article(markup(*paragraphs, language="en")).language == language


def test_the_feed_fills_what_the_page_leaves_out() -> None:
    text = f"<html><body><article>{''.join(f'<p>{p}</p>' for p in PARAGRAPHS)}</article></body></html>"
    entry = Entry(url=URL, title="Dam holds", authors=("Ann Example",), summary="A dam.", published=NOW)
    found = article(text, entry=entry)
    assert (found.headline, found.authors, found.teaser, found.published) == (
        "Dam holds",
        ("Ann Example",),
        "A dam.",
        NOW,
    )


def test_an_outlet_that_is_given_goes_before_the_directory() -> None:
    found = extract_article(page(markup(), url="https://mirror.example/a/b"), outlet=HERALD, directory=directory())
    assert isinstance(found, Article)
    assert found.outlet_name == "The Quay Herald"


def test_an_unknown_outlet_is_named_as_the_page_names_it() -> None:
    text = markup(head='<meta property="og:site_name" content="Lake Mail">')
    found = extract_article(page(text, url="https://lakemail.example/a/b"), directory=directory())
    assert isinstance(found, Article)
    assert (found.outlet, found.outlet_name, found.country) == (None, "Lake Mail", None)


def test_a_text_that_the_page_only_declares_stands_in_for_one_that_it_does_not_show() -> None:
    head = linked(headline="Dam", articleBody="\n\n".join(PARAGRAPHS))
    shell = f"<html><head>{head}</head><body><div id='app'>Loading</div></body></html>"
    assert article(shell).text == "\n".join(PARAGRAPHS)


TEASERS = "".join(f'<p><a href="/{n}">Story number {n} of the day</a> Two lines.</p>' for n in range(30))


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        (page(markup(), status=404), "status 404"),
        (page(markup(), status=500), "status 500"),
        (page(b"%PDF-1.7", content_type="application/pdf"), "application/pdf"),
        (page(b'{"a": 1}', content_type="application/json"), "application/json"),
        (page(b""), "no HTML"),
        (page("just words"), "no HTML"),
        (page("<html><body></body></html>"), "no article text"),
        (page(markup("Subscribe to read this article in full, today.")), "characters of text"),
        (page(markup(), url="https://www.quayherald.example/"), "front page"),
        (page(f"<html><head><title>World</title></head><body>{TEASERS}</body></html>"), "list of links"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_page_that_is_no_article_is_refused_with_the_reason(made: Page, reason: str) -> None:
    found = extract_article(made, directory=directory())
    assert isinstance(found, Rejected)
    assert found.step == STEP
    assert reason in found.reason


def test_an_xml_declaration_with_an_encoding_is_no_hindrance() -> None:
    found = extract('<?xml version="1.0" encoding="utf-8"?>\n' + markup())
    assert isinstance(found, Article)


def test_a_saved_page_names_its_own_address() -> None:
    assert find_address(f'<link rel="canonical" href="{URL}">'.encode()) == URL
    assert find_address(b'<link rel="canonical" href="/relative">') is None
    assert find_address(b"") is None


@pytest.mark.parametrize(
    "written",
    [
        f"<link rel=canonical href={URL}>",
        f'<link rel="alternate Canonical" href="{URL}">',
        f'<!-- <link rel="canonical" href="https://old.example/x"> --><link rel="canonical" href="{URL}">',
        f'<meta property="og:url" content="https://og.example/x"><link rel="canonical" href="{URL}">',
        f'<meta property="OG:URL" content=" {URL} ">',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_its_address_is_found_however_it_is_written(written: str, encoding: str) -> None:
    assert find_address(f"<html><head>{written}</head><body>水</body></html>".encode(encoding)) == URL


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400) | st.text(max_size=400).map(str.encode))
def test_no_bytes_make_extraction_fail(noise: bytes) -> None:
    assert isinstance(extract(b"<html><body><p>" + noise), Article | Rejected)
