"""Microdata and RDFa of an article are read like JSON-LD, each item with its own properties only."""

from __future__ import annotations

import pytest
from tests.extract.pages import PARAGRAPHS, URL, directory, linked, markup, page, tree

from variorum.extract import extract_article
from variorum.extract.items import read_item
from variorum.extract.jsonld import Author
from variorum.extract.metadata import Metadata, read_metadata
from variorum.model import Article

pytestmark = pytest.mark.unit

MICRODATA = """<div itemscope itemtype="https://schema.org/NewsArticle">
  <h2 itemprop="headline name">Dam holds</h2>
  <span itemprop="author creator" itemscope itemtype="https://schema.org/Person">
    <b itemprop="name">Ann Example</b>, reporter <img itemprop="image" src="/ann.jpg"></span>
  <a itemprop="author" href="/bo"><span>Bo Sample</span></a>
  <time itemprop="datePublished dateCreated" datetime="2031-05-19T08:00Z">today</time>
  <meta itemprop="dateModified" content="2031-05-19T10:00Z"><meta itemprop="isAccessibleForFree" content="False">
  <meta itemprop="articleSection" content="World"><meta itemprop="inLanguage" content="en">
  <img itemprop="image" src="/dam.jpg">
  <div itemprop="comment" itemscope itemtype="https://schema.org/Comment"><i itemprop="author">Guest</i></div>
</div>"""
RDFA = """<div vocab="https://schema.org/" typeof="NewsArticle">
  <h2 property="headline">Dam holds</h2>
  <span property="author" typeof="Person"><b property="name">Ann Example</b></span>
  <span property="author">Bo Sample</span>
  <time property="datePublished" datetime="2031-05-19T08:00Z">today</time>
  <meta property="dateModified" content="2031-05-19T10:00Z">
  <meta property="isAccessibleForFree" content="False"><meta property="articleSection" content="World">
  <meta property="inLanguage" content="en"><img property="image" src="/dam.jpg">
  <div property="comment" typeof="Comment"><i property="author">Guest</i></div>
</div>"""
PREFIXED = RDFA.replace('property="', 'property="schema:').replace('typeof="', 'typeof="schema:')


def read(before: str, *, head: str = "") -> Metadata:
    return read_metadata(tree(markup(head=head, before=before)), url=URL)


@pytest.mark.parametrize("written", [MICRODATA, RDFA, PREFIXED], ids=["microdata", "RDFa", "RDFa with a prefix"])
def test_the_facts_of_the_article_are_read(written: str) -> None:
    found = read(written)
    assert found.item.texts("headline") == ("Dam holds",)
    assert found.linked.authors() == (Author(name="Ann Example"), Author(name="Bo Sample"))
    assert found.item.texts("datePublished") == ("2031-05-19T08:00Z",)
    assert found.linked.text("articleSection") == "World"
    assert found.linked.picture() == "/dam.jpg"


@pytest.mark.parametrize("written", [MICRODATA, RDFA, PREFIXED], ids=["microdata", "RDFa", "RDFa with a prefix"])
def test_they_reach_the_article(written: str) -> None:
    found = extract_article(page(markup(*PARAGRAPHS, before=written)), directory=directory())
    assert isinstance(found, Article)
    assert found.authors == ("Ann Example", "Bo Sample")
    times = [time.isoformat() if time else None for time in (found.published, found.modified)]
    assert times == ["2031-05-19T08:00:00+00:00", "2031-05-19T10:00:00+00:00"]
    assert (found.section, found.paywalled) == ("World", True)


def test_json_ld_goes_before_the_markup() -> None:
    found = read(MICRODATA, head=linked(author="Cy Pattern", articleSection="Regions"))
    assert found.linked.authors() == (Author(name="Cy Pattern"),)
    assert found.linked.text("articleSection") == "Regions"
    assert found.item.authors() == (Author(name="Ann Example"), Author(name="Bo Sample"))


def test_the_headline_that_sharing_names_goes_before_one_in_the_markup() -> None:
    kicker = MICRODATA.replace("Dam holds</h2>", "Flood - Dam holds</h2>")
    html = markup(*PARAGRAPHS, before=kicker, head='<meta property="og:title" content="Dam holds">')
    found = extract_article(page(html), directory=directory())
    assert isinstance(found, Article)
    assert found.headline == "Dam holds"


@pytest.mark.parametrize(
    "written",
    [
        pytest.param(
            '<div itemscope itemtype="https://schema.org/Product"><b itemprop="name">Pump</b></div>', id="a product"
        ),
        pytest.param('<div itemscope><b itemprop="headline">Dam</b></div>', id="no type"),
        pytest.param('<div typeof="foaf:Document"><b property="dc:title">Dam</b></div>', id="another vocabulary"),
        pytest.param("<p>Dam</p>", id="nothing"),
    ],
)
def test_what_is_no_article_is_none(written: str) -> None:
    assert read_item(tree(markup(before=written))) is None


def test_items_may_nest_without_end() -> None:
    open_tags = '<div itemscope itemtype="https://schema.org/Article" itemprop="author">' * 300
    assert read_item(tree(markup(before=open_tags + "<b itemprop='headline'>x</b>" + "</div>" * 300))) is not None
