"""Pictures with captions and credits, and captions kept out of the text."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.extract.pages import PARAGRAPHS, URL, linked, markup, tree

from variorum.extract.metadata import read_metadata
from variorum.extract.pictures import caption_lines, read_pictures, split_credit, without_captions
from variorum.model import Picture

pytestmark = pytest.mark.unit

HOST = "https://www.quayherald.example"


def read(*, head: str = "", before: str = "", language: str = "en") -> tuple[Picture, ...]:
    parsed = tree(markup(head=head, before=before))
    return read_pictures(read_metadata(parsed, url=URL), parsed, url=URL, language=language)


def figure(src: str, caption: str = "", more: str = "") -> str:
    return f'<figure><img src="{src}" {more}><figcaption>{caption}</figcaption></figure>'


@pytest.mark.parametrize(
    ("line", "language", "caption", "credit"),
    [
        ("The dam at dusk. Photo: Ada Model/Northwire", "en", "The dam at dusk.", "Ada Model/Northwire"),
        ("The dam at dusk (Photo: Ada Model)", "en", "The dam at dusk", "Ada Model"),
        ("The dam at dusk. © Ada Model", "en", "The dam at dusk.", "Ada Model"),
        ("The dam at dusk. (Ada Model/Northwire)", "en", "The dam at dusk.", "Ada Model/Northwire"),
        ("The dam at dusk (Southpress via Northwire)", "en", "The dam at dusk", "Southpress via Northwire"),
        ("Der Damm am Abend. Foto: Ada Model/NW", "de", "Der Damm am Abend.", "Ada Model/NW"),
        ("Der Damm. Bild: NW", "de", "Der Damm.", "NW"),
        ("Le barrage. Crédit photo : Ada Model", "fr", "Le barrage.", "Ada Model"),
        ("Плотина вечером. Фото: Ада Модель", "ru", "Плотина вечером.", "Ада Модель"),
        ("夕方のダム。写真：北社", "ja", "夕方のダム。", "北社"),
        ("السد مساء. تصوير: شمال برس", "ar", "السد مساء.", "شمال برس"),
        ("Foto: Ada Model", "de", None, "Ada Model"),
        ("The dam at dusk.", "en", "The dam at dusk.", None),
        ("Engineers (right) at the dam.", "en", "Engineers (right) at the dam.", None),
    ],
)
def test_who_made_a_picture_is_split_off(line: str, language: str, caption: str | None, credit: str | None) -> None:
    assert split_credit(line, language) == (caption, credit)


def test_a_figure_gives_a_picture_with_its_caption() -> None:
    found = read(before=figure("/media/dam.jpg", "The dam at dusk. Photo: Ada Model"))
    assert found == (Picture(url=f"{HOST}/media/dam.jpg", caption="The dam at dusk.", credit="Ada Model"),)


def test_an_element_of_the_caption_may_hold_the_credit() -> None:
    found = read(before=figure("/media/dam.jpg", "The dam <span class='photo-credit'>Ada Model</span>"))
    assert (found[0].caption, found[0].credit) == ("The dam", "Ada Model")


@pytest.mark.parametrize(
    "image",
    [
        {"@type": "ImageObject", "url": "/a.jpg", "caption": "The dam", "creditText": "Ada Model"},
        {"@type": "ImageObject", "contentUrl": "/a.jpg", "caption": "The dam", "author": {"name": "Ada Model"}},
        {"@type": "ImageObject", "url": "/a.jpg", "caption": "The dam. Photo: Ada Model"},
    ],
)
def test_structured_data_gives_a_picture(image: dict[str, Any]) -> None:
    found = read(head=linked(headline="Dam", image=image))
    assert [(one.url, (one.caption or "").strip("."), one.credit) for one in found] == [
        (f"{HOST}/a.jpg", "The dam", "Ada Model")
    ]


def test_one_picture_in_several_places_is_one() -> None:
    head = '<meta property="og:image" content="/a.jpg?w=1200">' + linked(image=["/a.jpg", "/a-small.jpg"])
    found = read(head=head, before=figure("/a.jpg?w=300", "The dam"))
    assert found == (Picture(url=f"{HOST}/a.jpg?w=1200", caption="The dam"),)


@pytest.mark.parametrize(
    "shown",
    [
        figure("data:image/gif;base64,R0lGOD"),
        figure("/static/logo.png"),
        figure("/a.svg"),
        figure("/a.jpg", more="width=40"),
        f"<aside>{figure('/other.jpg')}</aside>",
        figure("https://[bad"),
    ],
)
def test_icons_and_pictures_of_other_articles_are_none(shown: str) -> None:
    assert read(before=shown) == ()


def test_a_gallery_is_cut() -> None:
    assert len(read(before="".join(figure(f"/{number}.jpg") for number in range(40)))) == 20


def test_a_paragraph_that_is_a_caption_is_dropped_and_others_stay() -> None:
    parsed = tree(markup(before=figure("/a.jpg", "The dam at dusk. Photo: Ada Model")))
    texts = ("The dam at dusk. Photo: Ada Model.", *PARAGRAPHS)
    assert without_captions(texts, caption_lines(parsed)) == PARAGRAPHS


@given(st.text(max_size=200), st.sampled_from(["en", "ja", "de", None]))
def test_a_caption_and_its_credit_are_words_of_the_line(line: str, language: str | None) -> None:
    squeezed = " ".join(line.split())
    assert all(part is None or part in squeezed for part in split_credit(squeezed, language))


def test_the_portrait_of_who_wrote_is_no_picture_of_the_report() -> None:
    portrait = figure("/ann.jpg", "Von Ann Beispiel , Redakteurin 19.05.2031, 09:58 Uhr")
    assert [one.caption for one in read(before=portrait + figure("/dam.jpg", "Der Damm am 19.05.2031."))] == [
        "Der Damm am 19.05.2031."
    ]


def test_what_stands_in_for_a_missing_picture_is_none() -> None:
    head = '<meta property="og:image" content="/images/opengraph_default.jpg">'
    assert read(head=head) == read(before=figure("/theme/no-thumb/large.png")) == ()
