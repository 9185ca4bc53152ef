"""Meta elements, canonical links and microdata."""

from __future__ import annotations

import pytest
from tests.extract.pages import linked, markup, tree

from variorum.extract.metadata import Metadata, read_metadata

pytestmark = pytest.mark.unit

URL = "https://quay.example/world/dam"


def read(head: str = "", before: str = "") -> Metadata:
    return read_metadata(tree(markup(head=head, before=before)), url=URL)


def test_names_and_properties_are_read_alike_and_without_regard_to_case() -> None:
    found = read('<meta PROPERTY="OG:Title" content="Dam"><meta name="Author" content="Ann"><meta name="empty">')
    assert found.meta("og:title") == "Dam"
    assert found.meta("nothing", "author") == "Ann"
    assert found.meta("empty") is None


def test_all_values_of_a_repeated_meta_are_kept_in_order() -> None:
    found = read('<meta property="article:tag" content="dams"><meta property="article:tag" content="floods">')
    assert found.all_metas(["article:tag"]) == ("dams", "floods")


@pytest.mark.parametrize(
    ("head", "canonical"),
    [
        ('<link rel="canonical" href="/world/dam-holds">', "https://quay.example/world/dam-holds"),
        ('<link rel="CANONICAL" href="https://quay.example/a">', "https://quay.example/a"),
        ('<meta property="og:url" content="https://quay.example/b">', "https://quay.example/b"),
        (
            '<link rel="canonical" href="javascript:void(0)"><meta property="og:url" content="/c">',
            "https://quay.example/c",
        ),
        ("", None),
    ],
)
def test_the_canonical_address_is_given_in_full(head: str, canonical: str | None) -> None:
    assert read(head).canonical == canonical


def test_the_site_is_named_by_open_graph_and_by_its_publisher() -> None:
    head = '<meta property="og:site_name" content="Quay Herald">' + linked(publisher={"name": "Quay Press Ltd"})
    assert read(head).site_names()[:2] == ("Quay Herald", "Quay Press Ltd")
