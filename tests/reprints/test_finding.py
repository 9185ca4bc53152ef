"""Who carries whose text."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest
from tests.reprints.wires import OWN, SPEECH, WIRE, article, directory

from variorum.model import Article, Basis, Reprint
from variorum.reprints import find_reprints

pytestmark = pytest.mark.unit


def found(*articles: Article) -> dict[str, Reprint]:
    return {reprint.article: reprint for reprint in find_reprints(articles, directory=directory())}


def test_a_copy_goes_back_to_the_earliest_article_of_the_text() -> None:
    reprint = found(article("copy", hours=3), article("first"))["copy"]
    assert (reprint.origin, reprint.overlap, reprint.basis) == ("first", 1.0, Basis.TEXT)


def test_all_copies_go_back_to_one_origin_in_whatever_order_they_are_given() -> None:
    copies = [article(name, hours=n) for n, name in enumerate("abc")]
    for order in permutations(copies):
        assert {name: one.origin for name, one in found(*order).items()} == {"b": "a", "c": "a"}


def test_the_overlap_is_the_share_of_the_articles_own_runs() -> None:
    half = found(article("first"), article("half", WIRE + "\n" + OWN, hours=1))["half"]
    assert half.overlap is not None
    assert 0.4 < half.overlap < 0.7


def test_a_shortened_copy_is_found() -> None:
    assert found(article("first"), article("brief", "\n".join(WIRE.split("\n")[:2]), hours=1))["brief"].overlap == 1.0


def test_a_lightly_edited_copy_is_found() -> None:
    edited = WIRE.replace("nine hikers", "9 walkers").replace("Monday evening", "Monday")
    assert found(article("first"), article("edited", edited, hours=1))["edited"].origin == "first"


def test_two_texts_of_their_own_are_no_reprints() -> None:
    assert found(article("first"), article("own", OWN, hours=1)) == {}


def test_one_speech_in_two_reports_is_no_reprint() -> None:
    left = f"{WIRE}\n{SPEECH}, said Dorit Amsel."
    right = f"{OWN}\nAmsel said: {SPEECH}.\n" + " ".join(f"word{n}" for n in range(40))
    assert found(article("left", left), article("right", right, hours=1)) == {}


def test_who_quotes_half_of_an_article_carries_its_text() -> None:
    quoting = "What the others write:\n" + "\n".join(f"“{line}”" for line in WIRE.split("\n"))
    assert found(article("first"), article("quoting", quoting, hours=1))["quoting"].origin == "first"


def test_one_common_sentence_in_two_short_reports_makes_no_copy() -> None:
    shared = "All nine held on to the side ropes and climbed back within half an hour to the lower station"
    left = f"{shared}, Dorit Amsel reported.\n{OWN[:190]}"
    own = "Nobody was hurt, and the path stays closed until the engineers have come."
    right = f"{WIRE.split(chr(10))[2]}\n{shared}.\n{own}"
    assert found(article("a", left), article("b", right, hours=1)) == {}


def test_furniture_alone_makes_no_copy() -> None:
    line = "\nSign up for our newsletter.\nRead more: All stories of the day"
    assert found(article("a", WIRE[:120] + line), article("b", OWN[:120] + line, hours=1)) == {}


@pytest.mark.parametrize("text", ["", "Six words are not a run", "The bridge gave way on Monday evening at dusk"])
def test_texts_too_short_to_tell_are_no_copies(text: str) -> None:
    assert found(article("a", text), article("b", text, hours=1)) == {}


def test_an_undated_copy_goes_back_to_the_dated_article() -> None:
    assert found(article("undated", hours=None), article("dated", hours=5))["undated"].origin == "dated"


def test_the_agencys_own_article_is_the_origin_though_a_copy_is_dated_earlier() -> None:
    wire = article("wire", hours=2, outlet="at/alpwire")
    copy = article("copy", hours=1, outlet="ch/valley", agencies=("Alpwire",))
    reprint = found(copy, wire)["copy"]
    assert (reprint.origin, reprint.agency) == ("wire", "at/alpwire")


def test_an_agency_that_took_the_text_later_without_being_credited_is_no_origin() -> None:
    paper = article("paper", outlet="ch/valley")
    wire = article("wire", hours=2, outlet="at/alpwire")
    assert found(paper, wire)["wire"].origin == "paper"


def test_a_copy_within_a_family_says_so() -> None:
    pair = found(article("m", outlet="at/morning"), article("e", hours=1, outlet="at/evening"))
    assert pair["e"].basis is Basis.FAMILY


def test_texts_in_scripts_without_spaces_are_compared() -> None:
    text = (
        "塞尔瓦峡谷上的一座绳索桥周一晚上突然断裂,当时九名徒步者正在过桥。救援队说,九人全部抓住侧绳,半小时内爬了回来。"
    )
    assert found(article("a", text, language="zh"), article("b", text, hours=1, language="zh"))["b"].overlap == 1.0


CREDITS = {
    "an agency alone in the credit wrote the text": ({"agencies": ("Alpwire",)}, "at/alpwire"),
    "its other name means the same agency": ({"agencies": ("AW",)}, "at/alpwire"),
    "an agency named as the author wrote it": ({"agencies": ("Alpwire",), "authors": ("Alpwire",)}, "at/alpwire"),
    "the outlet named as the author changes nothing": (
        {"agencies": ("Alpwire",), "authors": ("Valley",), "outlet_name": "Valley"},
        "at/alpwire",
    ),
    "a named author wrote a text of their own": ({"agencies": ("Alpwire",), "authors": ("Uli Moser",)}, None),
    "two agencies make a digest of the desk": ({"agencies": ("Alpwire", "Nordwire")}, None),
    "the agency itself reprints nobody": ({"agencies": ("Alpwire",), "outlet": "at/alpwire"}, None),
    "no credit, no agency": ({}, None),
    "an agency that the directory does not know counts by its name": ({"agencies": ("Farwire",)}, "Farwire"),
}


@pytest.mark.parametrize(("facts", "agency"), CREDITS.values(), ids=CREDITS.keys())
def test_a_credit_without_a_copy(facts: dict[str, Any], agency: str | None) -> None:
    reprint = found(article("a", OWN, **{"outlet": "ch/valley", **facts})).get("a")
    assert (reprint.agency if reprint else None) == agency
    assert reprint is None or (reprint.origin, reprint.overlap, reprint.basis) == (None, None, Basis.CREDIT)


@pytest.mark.parametrize(
    "ending",
    ["(with Alpwire)", "Mit Material von Alpwire", "(avec AW)", "Alpwire contributed to this report."],
)
def test_an_agency_that_only_helped_did_not_write_it(ending: str) -> None:
    assert found(article("a", f"{OWN}\n{ending}", agencies=("Alpwire",))) == {}


def test_without_a_directory_copies_are_still_found() -> None:
    copies = list(find_reprints([article("a"), article("b", hours=1, agencies=("Alpwire",))]))
    assert [(one.article, one.origin, one.agency) for one in copies] == [("b", "a", "Alpwire")]


def test_no_articles_have_no_reprints() -> None:
    assert found() == {}


def test_two_short_reports_of_one_treaty_share_its_phrases_and_are_two_voices() -> None:
    first = (
        "Los tres puertos de la bahía de Orla firmaron el lunes un acuerdo que elimina los peajes de 900 barcos.\n"
        "La rebaja empezará en otoño y llegará a todos en un plazo de seis años, dijo la ministra Inés Corral.\n"
        "El acuerdo cubre el 80 por ciento del tráfico entre los puertos, según la oficina de la bahía.\n"
        "Quedan fuera los barcos de pesca, que pagarán una cuota. Los marineros de Vela celebraron la firma.\n"
        "Los tres consejos deben ratificar el texto antes del invierno, y uno de ellos ya anunció sus dudas."
    )
    second = (
        "Tras un año de disputas, los tres puertos de la bahía de Orla acordaron eliminar los peajes de 900 barcos.\n"
        "Bajarán poco a poco durante un plazo de seis años. Inés Corral admitió que se discutió por una boya.\n"
        "Solo abarca el 71 por ciento del tráfico entre los puertos, según la cámara de armadores del norte.\n"
        "La pesca quedó excluida y mantendrá una cuota, algo que enfadó a los dueños de las barcas pequeñas.\n"
        "Antes los tres consejos deben ratificar lo acordado, lo que nadie espera hasta la próxima primavera."
    )
    assert not found(article("first", first, language="es"), article("second", second, hours=1, language="es"))


def _weekend(cases: str) -> str:
    """A list of crimes that ends each case in one house's formula."""
    formula = "was taken to Mount Orla Hospital, where he was pronounced dead. Nobody is in custody."
    return "\n".join(f"{case} {formula}" for case in cases.split("\n"))


def test_two_lists_of_crimes_in_the_same_formulas_are_two_voices() -> None:
    first = _weekend(
        "Shots rang out shortly before dawn near the tram depot on Alder Road, and a baker, 31, hit in his chest,\n"
        "Two brothers argued over a borrowed bicycle behind a bar in Birch Lane until one drew a pistol; the elder\n"
        "A driver waiting for green at Cedar Bridge saw a grey van pull up beside him, then glass broke; the driver\n"
        "Children playing chess in Dogwood Park heard four bangs and ran home crying, while their trainer, aged 58,\n"
        "Somebody rang the bell of a ground-floor flat on Elm Street late on Saturday and fired twice; the tenant\n"
        "At a wedding in the Fir Hall an uninvited cousin was thrown out, came back armed, and a waiter in his way\n"
        "Officers called to Gum Alley because of loud music found the door open and a student on the stairs, who\n"
        "A fisherman mending nets at Hazel Quay was struck by a bullet that was meant for someone else, and he"
    )
    second = _weekend(
        "An off-duty nurse pulled a wounded cyclist from the gutter of Iris Avenue around noon on Friday, but he\n"
        "Neighbours in Jasmine Court had complained for weeks of quarrels upstairs before a locksmith, 44 years old,\n"
        "Hours after a football match, masked men chased a fan through Kale Market with knives and guns; the fan\n"
        "The owner of a kiosk near Lilac Station refused to hand over cigarettes to a boy, who shot him, so he\n"
        "Police dogs led searchers into a cellar under Mallow Square, where a plumber lay with three wounds; he\n"
        "When his taxi broke down outside Nettle Cemetery, a retired teacher got out to push, was robbed, and\n"
        "Rain had washed most traces away by the time a patrol reached Olive Terrace, yet a gardener still alive\n"
        "Guests of the Poppy Hotel barricaded themselves in their rooms as a quarrel spilled outside; its porter"
    )
    assert not found(article("first", first), article("second", second, hours=170))
