"""Headlines lose the site's name only where the page says that it is the site's name."""

from __future__ import annotations

import pytest
from tests.extract.pages import URL, linked, markup, tree

from variorum.extract.metadata import read_metadata
from variorum.extract.titles import read_title, without_site

pytestmark = pytest.mark.unit


def read(head: str, *, title: str = "From the page", sites: tuple[str, ...] = ()) -> str | None:
    parsed = tree(markup(head=head, title=title))
    return read_title(read_metadata(parsed, url=URL), parsed, site_names=sites)


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("Dam holds | Quay Herald", "Dam holds"),
        ("Dam holds - World - Quay Herald", "Dam holds - World"),
        ("Quay Herald: dam holds", "Quay Herald: dam holds"),
        ("Quay Herald | Dam holds", "Dam holds"),
        ("Dam holds – mayor warns", "Dam holds – mayor warns"),
        ("Damm hält | Börsenbote", "Damm hält"),
        ("Damm hält | Quay Herald | 19.05.2031", "Damm hält"),
        ("ダムは持ちこたえた｜Quay Herald", "ダムは持ちこたえた"),
        ("Quay Herald", "Quay Herald"),
        ("Twenty-two dams hold", "Twenty-two dams hold"),
    ],
)
def test_only_whole_parts_that_name_the_site_go(title: str, kept: str) -> None:
    assert without_site(title, {"quayherald", "boersenbote"}) == kept


def test_the_declared_headline_goes_before_open_graph_and_the_page() -> None:
    head = linked(headline="Declared") + '<meta property="og:title" content="Shared">'
    assert read(head) == "Declared"
    assert read('<meta property="og:title" content="Shared">') == "Shared"
    assert read("") == "From the page"


def test_a_headline_that_was_cut_off_is_made_whole() -> None:
    head = (
        linked(headline="Dam holds through the…") + '<meta property="og:title" content="Dam holds through the night">'
    )
    assert read(head) == "Dam holds through the night"


def test_a_cut_headline_stays_where_no_longer_one_begins_so() -> None:
    assert read(linked(headline="To be continued...")) == "To be continued..."


def test_a_section_named_by_the_page_is_cut_from_the_end() -> None:
    assert read('<meta property="article:section" content="Sport">', title="Late goal | Sport") == "Late goal"
