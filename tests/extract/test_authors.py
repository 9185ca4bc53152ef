"""Bylines become lists of names; organisations count only where nobody is named."""

from __future__ import annotations

import time

import pytest
from tests.extract.pages import URL, linked, markup, tree

from variorum.extract.authors import read_authors, reporters, split_names
from variorum.extract.metadata import read_metadata

pytestmark = pytest.mark.unit


def read(
    head: str = "", *, before: str = "", after: str = "", language: str = "en", site: str = "Quay"
) -> tuple[str, ...]:
    parsed = tree(markup(head=head, before=before, after=after))
    return read_authors(read_metadata(parsed, url=URL), parsed, language=language, site_names=[site])


@pytest.mark.parametrize(
    ("byline", "language", "names"),
    [
        ("By Ann Example", "en", ["Ann Example"]),
        ("By Ann Example and Bo Sample", "en", ["Ann Example", "Bo Sample"]),
        ("Written by: Ann Example, Bo Sample & Cy Pattern", "en", ["Ann Example", "Bo Sample", "Cy Pattern"]),
        ("Ann Example (aex)", "en", ["Ann Example"]),
        ("Ann Example <ann@quay.example>", "en", ["Ann Example"]),
        ("Our staff reporter", "en", []),
        ("Staff Writer", "en", []),
        ("https://social.example/quay", "en", []),
        ("@quayherald", "en", []),
        ("Von Anna Beispiel und Bodo Muster", "de", ["Anna Beispiel", "Bodo Muster"]),
        ("Redaktion", "de", []),
        ("Par Anne Exemple et Béatrice Modèle", "fr", ["Anne Exemple", "Béatrice Modèle"]),
        ("Por Ana Ejemplo y Blas Muestra", "es", ["Ana Ejemplo", "Blas Muestra"]),
        ("Di Anna Esempio", "it", ["Anna Esempio"]),
        ("Oleh Ani Contoh dan Budi Misal", "id", ["Ani Contoh", "Budi Misal"]),
        ("Автор: Анна Примерова", "ru", ["Анна Примерова"]),
        ("記者 例文花子", "zh", ["例文花子"]),
        ("Av Anne Eksempel og Bo Prøve", "no", ["Anne Eksempel", "Bo Prøve"]),
        ("Byron Sample", "en", ["Byron Sample"]),
    ],
)
def test_a_byline_is_cut_into_names(byline: str, language: str, names: list[str]) -> None:
    assert list(split_names(byline, language)) == names


def test_persons_go_before_organisations_and_the_site_itself() -> None:
    authors = [{"@type": "Organization", "name": "Northwire"}, {"@type": "Person", "name": "Ann Example"}]
    assert read(linked(author=authors)) == ("Ann Example",)
    assert read(linked(author="Quay") + '<meta name="author" content="Ann Example">') == ("Ann Example",)


def test_an_organisation_stands_where_no_person_is_named() -> None:
    assert read(linked(author={"@type": "Organization", "name": "Northwire"})) == ("Northwire",)


def test_a_shown_byline_counts_when_nothing_is_declared() -> None:
    assert read(before='<p class="article-byline">By <a>Ann Example</a></p>') == ("Ann Example",)
    shown = '<div class="c-Authors"><span class="author">Ann Example</span> <span class="author">Bo Sample</span></div>'
    assert read(before=shown) == ("Ann Example", "Bo Sample")


@pytest.mark.parametrize("text", ["All topics", "Frankfurt", "3 May 2031", "Photo: Ann Example", "Follow author"])
def test_a_shown_byline_must_read_like_a_name(text: str) -> None:
    assert read(before=f'<span class="author">{text}</span>') == ()


def test_authors_of_pictures_and_of_other_articles_are_left_alone() -> None:
    elsewhere = '<figure><span class="author">Cy Pattern</span></figure><aside><a rel="author">Di Model</a></aside>'
    assert read(after=elsewhere) == ()


def test_a_long_byline_takes_no_longer_than_a_short_one() -> None:
    began = time.perf_counter()
    list(split_names("by and " * 20_000, "en"))
    assert time.perf_counter() - began < 2


@pytest.mark.parametrize(
    ("declared", "names"),
    [
        ("Ann Example, QUAY NORTH", ("Ann Example",)),
        ("quay.example, Port Selane, Ireland", ("Bo Sample",)),
        ("Image: Getty Pictures", ("Bo Sample",)),
        ("Quay Maker", ("Quay Maker",)),
    ],
)
def test_the_site_its_address_and_who_made_a_picture_are_no_authors(declared: str, names: tuple[str, ...]) -> None:
    head = f'<meta name="author" content="{declared}"><meta name="parsely-author" content="Bo Sample">'
    parsed = tree(markup(head=head))
    read_from = read_metadata(parsed, url=URL)
    assert read_authors(read_from, parsed, language="en", site_names=["Quay", "quay.example"]) == names


@pytest.mark.parametrize(
    ("label", "language", "names"),
    [
        ("Written by", "en", ("Ann Example",)),
        ("Verfasst von", "de", ("Ann Example",)),
        ("Écrit par", "fr", ("Ann Example",)),
        ("執筆者", "ja", ("Ann Example",)),
        ("Est. reading time", "en", ()),
    ],
)
def test_a_card_for_sharing_names_who_wrote(label: str, language: str, names: tuple[str, ...]) -> None:
    head = f'<meta name="twitter:label2" content="{label}"><meta name="twitter:data2" content="Ann Example">'
    assert read(head, language=language) == names


def test_a_byline_that_names_nobody_does_not_hide_the_next() -> None:
    brand = '<div class="authors"><span class="authors__brand">capital</span></div>'
    byline = '<ul><li class="authors__person"><span>von</span> <span>Anna Beispiel</span></li></ul>'
    assert read(before=brand + byline, language="de") == ("Anna Beispiel",)


def test_a_place_behind_a_name_is_left_out_of_what_says_by() -> None:
    assert read(before='<span class="byline">Von Anna Beispiel, Lille</span>', language="de") == ("Anna Beispiel",)
    assert read(before='<span class="byline">Anna Beispiel, Lille</span>', language="de") == ()


def test_a_link_to_an_author_is_a_byline() -> None:
    assert read(before='<p>von <a href="/autoren/name/a-b">Anna <b>Beispiel</b></a></p>') == ("Anna Beispiel",)
    assert read(after='<aside><a href="/author/a-b">Ann Example</a></aside>') == ()


@pytest.mark.parametrize(
    ("line", "language", "names"),
    [
        ("(Reporting by Ann Example; Editing by Bo Sample)", "en", ("Ann Example",)),
        (
            "Reporting by Ann Example in Port Elm, Bo Sample in The Cove and Cy Pattern; Writing by Di Model",
            "en",
            ("Ann Example", "Bo Sample", "Cy Pattern"),
        ),
        ("(Reporting by Ann Example, with reporting by Bo Sample, editing by Cy Pattern.)", "en", ("Ann Example",)),
        ("Text: Anna Beispiel", "de", ("Anna Beispiel",)),
        ("Pewarta: Ani Contoh", "id", ("Ani Contoh",)),
        ("Автор: Анна Примерова", "ru", ("Анна Примерова",)),
        ("（记者：例文花子）", "zh", ("例文花子",)),
        ("By the lake, they stay.", "en", ()),
        ("Autor: Redaktion", "de", ()),
    ],
)
def test_a_house_line_names_who_wrote(line: str, language: str, names: tuple[str, ...]) -> None:
    assert reporters(["A dam held.", "A lake fell.", line], language=language) == names
