"""Page furniture is found by how it looks, and the text of a report never is."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variorum.languages import get_page_rules
from variorum.text.furniture import furniture, without_furniture

pytestmark = pytest.mark.unit

LEAD = "The dam held through the night, engineers said, although water was still seeping through its wall."
PLAYER = (
    "To play this clip from Lantern TV, please let third-party cookies in. Allow all Change settings Something in your "
    "web browser keeps the film from starting. To see it here, switch the tracking shield off. Reload A lake rises "
    "| Lantern Three 1:02:09"
)


def kept(text: str, language: str | None = "en") -> list[str]:
    """The words that are left, paragraph by paragraph."""
    lines = without_furniture(text, language).split("\n")
    return [" ".join(line.split()) for line in lines if line.strip()]


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("Advertisement", "en"),
        ("Advertisement Continue reading the main story", "en"),
        ("Story continues below", "en"),
        ("Scroll down for video", "en"),
        ("Sign up here.", "en"),
        ("Please verify that you’re not a robot with a tick.", "en"),
        ("Please confirm that you are not a robot.", "en"),
        ("Key points", "en"),
        ("5 min read", "en"),
        ("___", "en"),
        ("Read more", "en"),
        ("Read more: Lake rises for the fourth day", "en"),
        ("Read moreLake rises for the fourth day", "en"),
        ("ALSO READ: Lake rises for the fourth day", "en"),
        ("Related: Lake rises", "en"),
        ("More from Quay Herald:", "en"),
        ("Item 2 of 5 Workers look at the western wall of the dam above Sel, May 19, 2031. REUTERS/Ann Example", "en"),
        ("Workers look at the wall. (Ann Example/AFP via Getty Images)", "en"),
        ("Workers look at the wall. Photograph: Ann Example/Quay", "en"),
        ("Photo: Ann Example", "en"),
        ("Reporting by Ann Example; Editing by Bo Sample and Cy Pattern", "en"),
        ("(Additional reporting by Ann Example in PORT ELM; Writing by Bo Sample; Editing by Cy Pattern)", "en"),
        ("Ann Example in Port Elm contributed to this report.", "en"),
        ("(QUAY HERALD with Northwire)", "en"),
        ("Our Standards: The Northwire Charter of Fairness. (Opens in a new window)", "en"),
        ("Copyright 2031 Quay Press. All rights reserved.", "en"),
        ("© 2031 Quay Press", "en"),
        ("Tags: dam, flood, Sel", "en"),
        ("Page search keywords: dam at Sel, flood, pumps", "en"),
        ("Follow Ann Example on Twitter: @annexample", "en"),
        ("Get our daily newsletter in your inbox", "en"),
        ("Email Ann Example at ann@quay.example", "en"),
        ("Published on: Monday, May 19, 2031", "en"),
        ("Your browser does not support the video element.", "en"),
        (PLAYER, "en"),
        ("Lesen Sie auch: Der See steigt weiter", "de"),
        ("Mit Material der Nachrichtenagenturen", "de"),
        ("Empfohlener redaktioneller Inhalt", "de"),
        ("Anzeige", "de"),
        ("Lire aussi : Le lac monte encore", "fr"),
        ("Publié le 19 mai 2031 à 8 h 30", "fr"),
        ("Te puede interesar: El lago sigue subiendo", "es"),
        ("Leggi anche: Il lago sale ancora", "it"),
        ("Leia também: O lago continua a subir", "pt"),
        ("Lees ook: Het meer stijgt nog", "nl"),
        ("Читайте также: Озеро поднимается", "ru"),
        ("Baca juga: Danau terus naik", "id"),
        ("Baca lagi: Tasik terus naik", "ms"),
        ("関連記事", "ja"),
        ("2031年5月19日 08時30分 (5月19日 09時10分更新)", "ja"),
        ("发布时间：2031-05-19 08:30", "zh"),
        ("Montag, 19. Mai 2031, 8:30 Uhr", "de"),
        ("この記事は会員限定です。", "ja"),
        ("责任编辑：例文", "zh"),
        ("相关新闻：湖水继续上涨", "zh"),
        ("Les også: Sjøen stiger fortsatt", "no"),
        ("Read more: Der See steigt weiter", "de"),
    ],
)
def test_a_line_of_furniture_is_found_whole(line: str, language: str) -> None:
    assert kept(f"{LEAD}\n{line}\n{LEAD}", language) == [LEAD, LEAD]


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("Read more books, the minister told the pupils, and they did.", "en"),
        ("Reporting by the radio station showed that the wall had been cracked for years.", "en"),
        ("Photo albums and letters were carried out of the flooded houses.", "en"),
        ("Sign language interpreters were on the stage when the mayor spoke.", "en"),
        ("Copyright law says nothing about such letters, the judge found.", "en"),
        ("Follow the river upstream, she said, and you will find the cracks.", "en"),
        ("Advertisement revenue fell by a third in the year of the flood.", "en"),
        ("To see this valley under water is hard, the farmer said.", "en"),
        ("Subscribe is not a word that he knew, he joked.", "en"),
        ("Summary executions were reported from two villages.", "en"),
        ("Share prices of the builder fell by nine percent.", "en"),
        ("The station, which has 14 shares in the company, declined to comment.", "en"),
        ("He told them to follow us into the hills, and they did.", "en"),
        ("“Sign up here,” the officer said, pointing at a table.", "en"),
        ("Anzeigen gegen die Betreiberin gingen bei drei Gerichten ein.", "de"),
        ("Mit Informationen hielt sich die Polizei zunächst zurück, sagte sie.", "de"),
        ("Lire les panneaux ne suffit pas, a dit le maire.", "fr"),
        ("Fotos de la presa muestran dos grietas en el muro.", "es"),
        ("Теги на стенах остались от прошлой весны.", "ru"),
        ("Updated figures of 2031 show that the wall is sound.", "en"),
        ("Montag, 19. Mai 2031, beginnt der Prozess gegen die Betreiberin.", "de"),
        ("Publié le 19 mai, le rapport compte 14 fissures.", "fr"),
        ("Creado en 1998, el embalse cubre 40 hectáreas.", "es"),
        ("2031年5月19日、ダムの壁に二つのひびが見つかった。", "ja"),
        ("2031年5月19日，西墙出现两道裂缝。", "zh"),
        ("関連する二つの会社が調査を受けている。", "ja"),
        ("更多的村民在学校过夜。", "zh"),
    ],
)
def test_a_sentence_that_begins_like_furniture_stays(sentence: str, language: str) -> None:
    assert kept(sentence, language) == [sentence]


def test_pieces_are_cut_out_of_a_page_saved_as_one_line() -> None:
    text = (
        "Posted at: 19 May 2031, 8:30 am Updated on: Tue, 20 May 2031 By: Ann Example Font size: A A+ "
        f"Workers look at the wall of the dam. PORT ELM: {LEAD} Sign up here. The mayor did not answer. {PLAYER} "
        "Nobody was hurt. Follow our reporters on Instagram and hear of every storm first. "
        "* Do you have a tip about the dam? See our subscription plans from two coins a week. "
        "Stay connected through this little newsletter. The Elm Almanac"
    )
    assert kept(text) == [f"PORT ELM: {LEAD} The mayor did not answer. Nobody was hurt."]


def test_the_caption_before_a_report_that_begins_in_capitals_is_cut_too() -> None:
    text = f"Text Size: The mayor at the wall. HAVING slept in schools, people want to return. {LEAD}"
    assert kept(text) == [f"HAVING slept in schools, people want to return. {LEAD}"]


def test_without_a_caption_the_report_begins_right_after_the_head() -> None:
    text = f"Text Size: PORT ELM: {LEAD} NEW DOUBTS: they remain."
    assert kept(text) == [f"PORT ELM: {LEAD} NEW DOUBTS: they remain."]


def test_a_head_with_no_dateline_behind_it_costs_no_word_of_the_text() -> None:
    text = f"Text Size: {LEAD} Nobody was hurt."
    assert kept(text) == [f"{LEAD} Nobody was hurt."]


def test_the_label_of_a_summary_goes_and_its_words_stay() -> None:
    assert kept("Summary Dam at Sel holds through the night") == ["Dam at Sel holds through the night"]


def test_an_agency_line_at_the_end_of_the_last_paragraph_is_cut() -> None:
    assert kept(f"{LEAD} THE LAKE DAILY/ELM NEWS NETWORK") == [LEAD]
    assert kept(f"{LEAD} (ann/dpa)", "de") == [LEAD]


def test_a_long_paragraph_is_never_furniture_as_a_whole() -> None:
    text = "Related: " + " ".join([LEAD] * 10)
    assert kept(text) == [text]


def test_spans_are_in_order_and_keep_every_other_word_in_place() -> None:
    text = f"Advertisement\n{LEAD}\nSign up here.\n{LEAD} {PLAYER} {LEAD}"
    spans = furniture(text, "en")
    assert all(one.end <= two.start for one, two in pairwise(spans))
    blanked = without_furniture(text, "en")
    assert len(blanked) == len(text)
    assert blanked.index(LEAD) == text.index(LEAD)
    assert blanked.count("\n") == text.count("\n")


def test_an_unknown_language_has_the_english_rules() -> None:
    assert kept("Advertisement\nMadama a ntse a eme.", "st") == ["Madama a ntse a eme."]
    assert kept("Advertisement\nMadama a ntse a eme.", None) == ["Madama a ntse a eme."]


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_cut_without_fault(text: str) -> None:
    for span in furniture(text, "en"):
        assert 0 <= span.start < span.end <= len(text)


UNITS = [
    "a", " ", "A", "A ", "Aa, ", "(", "Reporting by A ", "By A and ", "Item 1 of 2 ", "© ", "Follow us ", "1 ",
    ". ", "A/", "READ MORE: ", "To display this content, ", "with A ", "Text Size: A", "- ", "来源：", "【a＝",
]  # fmt: skip


@pytest.mark.parametrize(
    "language", ["en", "de", "fr", "es", "it", "pt", "nl", "ru", "id", "ms", "ja", "zh", "no", "da", "sv"]
)
def test_long_lines_take_no_time(language: str) -> None:
    for unit in UNITS:
        began = time.perf_counter()
        for size in (690, 12_000):
            furniture(unit * (size // len(unit)), language)
        assert time.perf_counter() - began < 1.5, f"a rule backtracks on {unit!r}"


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "it", "pt", "nl", "ru", "id", "ms", "ja", "zh"])
def test_every_language_with_rules_names_its_twelve_months(language: str) -> None:
    months = get_page_rules(language).months
    assert len(months) == 12
    assert all(months)


@pytest.mark.parametrize(
    "notice",
    [
        "To view this post, accept cookies of Chirp.",
        "To load this map, press the button below. Show content",
        "To watch this film, sign in first. Retry The lake in spring © Lantern 12:40",
        "To see this video, wait. It seems that your ad blocker is switched on.",
        "To access this media, agree. Agree and continue Reject all",
    ],
)
def test_what_a_player_asks_of_the_reader_is_cut_whatever_its_words(notice: str) -> None:
    assert kept(f"{LEAD} {notice} The mayor did not answer.") == [f"{LEAD} The mayor did not answer."]
    assert kept(f"{LEAD} {notice}") == [LEAD]


@pytest.mark.parametrize(
    "sentence",
    [
        "Show business came to a halt.",
        "Play was stopped at 19:30 because of the water.",
        "The talks © as the sign said – began at 10:00 in the hall.",
        "“Check your browser,” the mayor said.",
        "Allow them in, she said.",
    ],
)
def test_the_sentence_behind_a_notice_stays(sentence: str) -> None:
    assert kept(f"{LEAD} To view this post, accept cookies of Chirp. {sentence}") == [f"{LEAD} {sentence}"]


@pytest.mark.parametrize(
    "unit",
    [
        " ", "a", "A", "1", ",", "(", "/", "-", ".", "©", "|", "A ", "a, ", "x\n", "Advertisement\n", "Text size: ",
        "[", "“", "：", "一", "Sign up here. ", "Published: ", "To view this video. ",
        "To view this video. Show ", "1:02 ",
    ],
)  # fmt: skip
@pytest.mark.parametrize("head", ["", "Text size: ", "To view this video. "])
def test_a_hundred_kilobytes_of_one_mark_take_no_time(unit: str, head: str) -> None:
    began = time.process_time()
    without_furniture(f"{head}x{unit * (100_000 // len(unit))}¡x", "en")
    assert time.process_time() - began < 4  # a hang takes minutes
