"""JSON-LD is read with tolerance, and the article's own node is found among others."""

from __future__ import annotations

import pytest
from tests.extract.pages import linked, markup, tree

from variorum.extract.jsonld import Author, LinkedData, read_linked_data
from variorum.extract.lines import plain

pytestmark = pytest.mark.unit

HERE = "https://quay.example/here"


def read(*scripts: str) -> LinkedData:
    return read_linked_data(tree(markup(head="".join(scripts))), addresses=[HERE])


def script(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('{"@type": "NewsArticle", "headline": "Dam holds"}', id="a lone object"),
        pytest.param('[{"@type": "WebPage"}, {"@type": "NewsArticle", "headline": "Dam holds"}]', id="a list"),
        pytest.param('{"@graph": [{"@type": "Article", "headline": "Dam holds"}]}', id="a graph"),
        pytest.param('{"@type": ["Thing", "NewsArticle"], "headline": "Dam holds"}', id="several types"),
        pytest.param('{"@type": "https://schema.org/NewsArticle", "headline": "Dam holds"}', id="a type in full"),
        pytest.param('{"@type": "WebPage", "mainEntity": {"@type": "Article", "headline": "Dam holds"}}', id="nested"),
        pytest.param('{"@type": "NewsArticle", "headline": "Dam holds",}', id="a trailing comma"),
        pytest.param('{"@type": "NewsArticle", "headline": "Dam\nholds"}', id="a raw line break in a string"),
        pytest.param('<!-- {"@type": "NewsArticle", "headline": "Dam holds"} -->', id="wrapped in a comment"),
        pytest.param('{"@type": "NewsArticle", "headline": "Dam holds"};', id="a semicolon after it"),
        pytest.param(
            "{&quot;@type&quot;: &quot;NewsArticle&quot;, &quot;headline&quot;: &quot;Dam holds&quot;}", id="escaped"
        ),
        pytest.param('{"@type": "NewsArticle", "headline": "Dam &amp;nbsp;holds"}', id="escaped twice"),
    ],
)
def test_the_headline_is_found_however_the_script_is_written(text: str) -> None:
    assert read(script(text)).text("headline") == "Dam holds"


@pytest.mark.parametrize("text", ["", "{", "null", "7", '"text"', "[[]]", '{"@type": null}', "{@type: NewsArticle}"])
def test_what_cannot_be_read_is_no_article_and_no_fault(text: str) -> None:
    assert not read(script(text)).article


def test_a_broken_script_does_not_hide_a_sound_one() -> None:
    assert read(script("{oops"), linked(headline="Dam holds")).text("headline") == "Dam holds"


def test_the_node_of_this_page_goes_before_a_fuller_one_of_another_page() -> None:
    other = linked(url="https://quay.example/other", headline="Elsewhere", author="A", datePublished="2031-05-01")
    own = linked(mainEntityOfPage={"@id": HERE + "?ref=front#top"}, headline="Here")
    assert read(other, own).text("headline") == "Here"


@pytest.mark.parametrize(
    "address",
    [
        "http://quay.example/here",
        "https://www.quay.example/here/",
        "/here",
        HERE + "#article",
        "//quay.example/here?x=1",
    ],
)
def test_an_address_may_be_spelt_otherwise(address: str) -> None:
    other = linked(url="https://quay.example/other", headline="Elsewhere", author="A", datePublished="2031-05-01")
    assert read(other, linked(url=address, headline="Here")).text("headline") == "Here"


def test_a_type_may_carry_its_vocabulary() -> None:
    author = '{"@type": "schema:Organization", "name": "Q"}'
    text = f'{{"@type": ["schema:Thing", "schema:NewsArticle"], "headline": "Dam holds", "author": {author}}}'
    assert read(script(text)).authors() == (Author(name="Q", organisation=True),)


def test_an_author_given_by_reference_is_looked_up() -> None:
    person = script('{"@type": "Person", "@id": "#p", "name": "Ann Example"}')
    article = linked(author={"@id": "#p"}, headline="x")
    assert read(person, article).authors() == (Author(name="Ann Example"),)


def test_an_organisation_is_told_from_a_person() -> None:
    authors = [
        {"@type": "Person", "name": "Ann Example"},
        {"@type": "NewsMediaOrganization", "name": "Quay"},
        "Bo Sample",
    ]
    found = read(linked(author=authors)).authors()
    assert found == (Author(name="Ann Example"), Author(name="Quay", organisation=True), Author(name="Bo Sample"))


@pytest.mark.parametrize(
    "image",
    ["https://quay.example/a.jpg", ["https://quay.example/a.jpg", "b"], {"url": "https://quay.example/a.jpg"}],
)
def test_the_picture_is_an_address_however_it_is_given(image: object) -> None:
    assert read(linked(image=image)).picture() == "https://quay.example/a.jpg"


def test_plain_text_has_no_tags_entities_or_soft_hyphens() -> None:
    assert plain("Dam &amp;amp; lake: <em>two</em>  cra\u00adcks\n") == "Dam & lake: two cracks"


def test_a_very_deep_script_ends() -> None:
    assert not read(script("[" * 5000)).article


def test_half_an_emoji_and_control_characters_are_cleaned_out() -> None:
    found = read(script(r'{"@type": "NewsArticle", "headline": "Dam \ud83d holds\u0000", "author": "Jo\ud83d Roe"}'))
    assert found.text("headline") == "Dam holds"
    assert found.authors() == (Author(name="Jo Roe"),)


@pytest.mark.parametrize(
    "wrapped", ["// <![CDATA[\n{}\n// ]]>", "/* <![CDATA[ */ {} /* ]]> */", "<![CDATA[{}]]>", "\ufeff{}", "  {};;"]
)
def test_what_is_wrapped_around_a_script_is_taken_off(wrapped: str) -> None:
    text = wrapped.replace("{}", '{"@type": "NewsArticle", "headline": "Dam holds"}')
    assert read(script(text)).text("headline") == "Dam holds"
