"""What a reader is shown of a breakdown: each thing once, in one order, with who says it, in every script."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from lxml import html
from rich.console import Console
from tests.compare.newsroom import DAY, FERRY, FERRY_TOO, report

from variorum.cli.page import render_page
from variorum.cli.read_view import read_view
from variorum.cli.terminal import render_terminal
from variorum.cli.view import View
from variorum.model import (
    Article,
    Breakdown,
    Chain,
    Core,
    Evidence,
    First,
    Flag,
    Headline,
    LeftOut,
    Link,
    OnlyIn,
    Rest,
    SourceKind,
    Span,
    Term,
)
from variorum.pipeline import StoryReading, break_down

pytestmark = pytest.mark.unit

OURS = report("fjord", FERRY, headline="Ferry runs aground off Halvik", url="https://fjord.example/ferry")
THEIRS = report("skerry", FERRY_TOO, headline="31 hurt as ferry hits rocks off Halvik", country="IS")
ORDER = ["agreed", "part", "matrix", "only-here", "left-out", "quoted", "sources", "reports", "terms"]


def drawn(shown: View, *, width: int = 100) -> str:
    console = Console(width=width, highlight=False)
    with console.capture() as captured:
        console.print(render_terminal(shown))
    return captured.get()


def nodes(page: str, path: str) -> list[html.HtmlElement]:
    """The elements that an XPath finds in a page."""
    found = html.document_fromstring(page).xpath(path)
    assert isinstance(found, list)
    return [one for one in found if isinstance(one, html.HtmlElement)]


def place(article: Article, words: str) -> Evidence:
    start = article.text.index(words)
    return Evidence(article=article.id, span=Span(start, start + len(words)))


def with_tellers(reading: StoryReading) -> StoryReading:
    """The reading with every record of who tells what, made by hand."""
    cable = place(OURS, "Captain Ingrid Solvang told reporters that a rudder cable had snapped minutes before")
    hurt = place(OURS, "the coastguard said.")
    found = reading.breakdown
    hurt_is = next(n for n, one in enumerate(found.statements) if any(m.span.holds(hurt.span) for m in one.members))
    more: Breakdown = replace(
        found,
        core=(Core(statement=hurt_is, origins=2, of=2),),
        only_in=(OnlyIn(country="NO", statement=hurt_is, members=(cable,), origins=2),),
        left_out=(LeftOut(article="skerry", statements=(hurt_is,)),),
        chains=(
            Chain(
                source="the coastguard",
                kind=SourceKind.BODY,
                spellings=("the coastguard", "coast guard"),
                links=(
                    Link(teller="Nordwire", source="the coastguard", article="fjord"),
                    Link(teller="Fjord", source="Nordwire", article="fjord", span=hurt.span),
                    Link(teller="the coastguard", source="Fjord", article="skerry"),
                ),
                rests=(Rest(members=(hurt,), origins=2, whole=True, statement=hurt_is),),
                origins=2,
                flags=(Flag.LOOP,),
            ),
        ),
        headlines=tuple(
            Headline(article=one.id, text=one.headline or "", first=first, figure=figure)
            for one, first, figure in ((OURS, First.EVENT, None), (THEIRS, First.FIGURE, Span(0, 2)))
        ),
        terms=(
            Term(
                term="aground",
                side="NO",
                by="country",
                language="en",
                uses=4,
                elsewhere=1,
                words=90,
                words_elsewhere=80,
                log_odds=1.2,
                z=2.1,
                origins=2,
                members=(place(OURS, "aground"),),
            ),
        ),
    )
    return replace(reading, breakdown=more)


@pytest.fixture(scope="module")
def full() -> View:
    return read_view(with_tellers(break_down([OURS, THEIRS])))


def test_every_part_stands_on_the_page_in_one_order_and_the_contents_lead_there(full: View) -> None:
    page = render_page(full)
    sections = [one.get("id") for one in nodes(page, "//section")]
    assert sections == [one for one in ORDER if one in sections]
    assert [one.get("href") for one in nodes(page, "//nav//a")] == [f"#{one}" for one in sections]


def test_the_terminal_has_the_same_parts_in_the_same_order(full: View) -> None:
    shown = drawn(full)
    titles = ["What they agree on", "Where they part", "Who tells what", "Only here", "Left out", "Who rests on whom"]
    places = [shown.index(title) for title in [*titles, "Headlines side by side", "Words that set a side apart"]]
    assert places == sorted(places)


def test_what_most_tell_says_how_many_of_how_many(full: View) -> None:
    assert full.core[0].of == 2
    assert "2/2" in drawn(full)
    assert "2 of 2 origins" in str(html.document_fromstring(render_page(full)).xpath("string(//*[@id='agreed'])"))


def test_a_source_names_who_has_it_from_there_and_warns_of_a_loop(full: View) -> None:
    [source] = full.chains.shown
    assert source.steps[0].teller == "Nordwire"
    assert source.steps[0].steps[0].teller == "Fjord"
    assert source.steps[0].steps[0].steps == ()  # nobody stands under themselves
    assert "they cite each other" in drawn(full)


def test_a_headline_marks_what_it_puts_first(full: View) -> None:
    assert [one.text for one in nodes(render_page(full), "//section[@id='reports']//mark")] == ["31"]


def test_a_figure_that_all_give_is_marked_in_the_sentence_that_is_shown_anyway() -> None:
    ours = "The ferry Marguerite was refloated.\nA fire in the old town of Dorvik destroyed 40 houses, police said."
    theirs = "Police said that a fire in the old town of Dorvik destroyed 40 houses on Tuesday.\nNobody was hurt."
    shown = read_view(break_down([report("fjord", ours), report("skerry", theirs, country="IS")]))
    [said] = [one.said for one in (*shown.core, *shown.shared.all)]
    assert [said.text[mark.start : mark.end] for mark in said.marks] == ["40 houses"]
    assert not len(shown.figures)


def test_a_figure_that_no_shown_sentence_holds_stands_under_a_plain_label(full: View) -> None:
    assert [one.label for one in full.figures.all] == ["18 crew members"]


def test_the_matrix_names_every_report_behind_each_row_and_is_hidden_from_screen_readers(full: View) -> None:
    page = render_page(full)
    assert [one.get("aria-hidden") for one in nodes(page, "//*[@class='matrix']")] == ["true"]
    rows = nodes(page, "//section[@id='matrix']//table/tbody/tr")
    assert len(rows) == len(nodes(page, "//*[@class='matrix']/*[@class='row']"))
    assert any("214 passengers: Fjord" in str(row.text_content()) for row in rows)


def test_one_utterance_is_told_once_with_all_who_carry_it() -> None:
    said = "“We heard a crack like thunder and then the deck was under water,” said captain Ingrid Solvang."
    reports = [
        report("fjord", f"The ferry ran aground off Halvik on Tuesday.\n{said}", published=DAY + timedelta(days=1)),
        report("skerry", f"A ferry struck rocks off Halvik harbour.\n{said}", country="IS"),
    ]
    shown = read_view(break_down(reports)).quotations.all
    assert [[teller.outlet for teller in one.tellers] for one in shown] == [["Skerry", "Fjord"]]


def test_updates_stand_as_they_came() -> None:
    early = "The flood in Dorvik killed 12 people, police said.\nHouses stand under water in the whole valley."
    late = "The flood in Dorvik killed 19 people, police said.\nSoldiers brought sand and boats to the valley."
    reports = [
        report("late", late, published=DAY + timedelta(days=2)),
        report("early", early, country="IS"),
    ]
    [question] = read_view(break_down(reports)).questions.all
    assert (question.outcome.value, [one.value for one in question.answers]) == ("update", ["12 people", "19 people"])


SCRIPTS = [
    ("ar", "غرقت العبارة ماريسول قبالة ميناء لاران فجر الجمعة.", "rtl"),
    ("he", "המעבורת מריסול טבעה מול נמל לאראן לפנות בוקר ביום שישי.", "rtl"),
    ("ja", "フェリー「マリソル号」が金曜日の未明にララン港の沖で沈没した。", "ltr"),
    ("ru", "Паром «Марисоль» затонул у порта Ларран перед рассветом в пятницу.", "ltr"),
    ("hi", "शुक्रवार तड़के लारान बंदरगाह के पास मारिसोल नौका डूब गई।", "ltr"),
]


@pytest.mark.parametrize(("language", "text", "direction"), SCRIPTS, ids=[row[0] for row in SCRIPTS])
def test_words_of_every_script_run_their_own_way_also_in_the_matrix(language: str, text: str, direction: str) -> None:
    reports = [report(one, text, language=language, headline=text) for one in ("one", "two")]
    shown = read_view(break_down([*reports, report("three", FERRY)]))
    page = render_page(shown)
    told = nodes(page, f"//*[@lang='{language}']")
    assert {one.get("dir") for one in told} == {direction}
    assert text in drawn(shown).replace("\n", " ") or language in {"ja", "hi"}  # cut at other places than spaces
    labels = nodes(page, "//*[@class='matrix']//*[@class='label']/span[1]")
    assert all(one.get("dir") == direction for one in labels if one.get("lang") == language)
