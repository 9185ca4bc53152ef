"""Summaries made of the reports' own sentences."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from tests.compare.newsroom import DAY, FERRY, FERRY_TOO, report, words_of

from variorum.claims import read_claims
from variorum.compare import compare_reports
from variorum.model import Article, Origin, Precision, Span, Summary
from variorum.summarize import summarize
from variorum.summarize.centrality import centrality
from variorum.summarize.happening import day_told
from variorum.summarize.standing import stands_alone, without_dateline

pytestmark = pytest.mark.unit

OURS, THEIRS = report("fjord", FERRY), report("skerry", FERRY_TOO)


def summed_up(*reports: Article, origins: tuple[Origin, ...] = ()) -> Summary:
    claims = {one.id: read_claims(one) for one in reports}
    return summarize(reports, claims, compare_reports(reports, claims, origins=origins), origins=origins)


def sentences(summary: Summary, *reports: Article) -> list[str]:
    return [words_of(evidence, *reports) for evidence in summary.sentences]


def test_a_summary_draws_on_several_reports() -> None:
    assert {evidence.article for evidence in summed_up(OURS, THEIRS).sentences} == {"fjord", "skerry"}


def test_a_dateline_is_no_part_of_a_summary() -> None:
    told = sentences(summed_up(OURS, THEIRS), OURS, THEIRS)
    assert not any("HALVIK" in words for words in told)


def test_copies_of_one_text_are_heard_once() -> None:
    copy = report("copy", FERRY)
    one = Origin(key="article:fjord", label="Fjord", first="fjord", members=("fjord", "copy"))
    assert "copy" not in {evidence.article for evidence in summed_up(OURS, copy, THEIRS, origins=(one,)).sentences}


def test_no_key_point_holds_a_number_on_which_the_reports_part() -> None:
    points = [words_of(evidence, OURS, THEIRS) for evidence in summed_up(OURS, THEIRS).key_points]
    assert points
    assert not any("214 passengers" in words or "241 passengers" in words for words in points)


def test_a_summary_keeps_to_the_language_of_most_origins() -> None:
    french = report(
        "phare",
        "Le ferry Marguerite s'est échoué mardi devant le port de Halvik.",
        language="fr",
    )
    assert "phare" not in {evidence.article for evidence in summed_up(OURS, THEIRS, french).sentences}


def test_keywords_are_names_and_words_of_several_reports() -> None:
    keywords = summed_up(OURS, THEIRS).keywords
    assert {"Halvik", "Marguerite"} <= {part for keyword in keywords for part in keyword.split()}
    assert "tickets" not in keywords


def test_reports_without_a_sentence_that_stands_alone_give_no_summary() -> None:
    assert summed_up(report("a", "But she did."), report("b", "")).sentences == ()


def test_the_earlier_part_of_the_reports_comes_first() -> None:
    later = report("late", FERRY_TOO, published=DAY + timedelta(days=1))
    told = sentences(summed_up(OURS, later), OURS, later)
    assert "Divers will inspect" not in told[0]


MINE = "{} people were killed when a mine shaft collapsed near Aldern on Tuesday, {} said."
RESCUE = (
    "\nRescue workers from Brastad dug through the night with two excavators.\nThe mine of Aldern is closed for now."
)


def at(hours: float) -> dict[str, Any]:
    return {"published": DAY + timedelta(hours=hours), "precision": Precision.MINUTE}


def test_a_summary_opens_with_what_happened_even_where_its_toll_is_disputed() -> None:
    ours = report("fjord", MINE.format("Seventeen", "police") + RESCUE, **at(1))
    theirs = report(
        "skerry", MINE.format("Nineteen", "doctors") + "\nThe shaft was built in 1961 by Nordgrav.", **at(2)
    )
    assert "mine shaft collapsed" in sentences(summed_up(ours, theirs), ours, theirs)[0]


def test_a_summary_opens_with_the_latest_toll() -> None:
    ours = report("fjord", MINE.format("Seventeen", "police") + RESCUE, **at(1))
    later = report("skerry", MINE.format("Nineteen", "police") + "\nThe shaft was built in 1961 by Nordgrav.", **at(20))
    assert "Nineteen" in sentences(summed_up(ours, later), ours, later)[0]


def test_no_sentence_with_a_figure_that_was_brought_up_to_date_is_told() -> None:
    ours = report("fjord", MINE.format("Seventeen", "police") + RESCUE, **at(1))
    later = report("skerry", MINE.format("Nineteen", "police") + "\nThe shaft was built in 1961 by Nordgrav.", **at(20))
    assert not any("Seventeen" in told for told in sentences(summed_up(ours, later), ours, later))


def test_each_sentence_is_of_another_origin_where_there_are_several() -> None:
    ours = report("fjord", MINE.format("Seventeen", "police") + RESCUE, **at(1))
    theirs = report("skerry", "The mine of Aldern had failed two inspections, the ministry said in Velmont.", **at(2))
    told = summed_up(ours, theirs).sentences
    assert len(told) == len({evidence.article for evidence in told}) == 2


def test_what_happened_first_is_told_first_though_it_was_published_later() -> None:
    trial = report(
        "trial", "A court in Velmont fined the company Nordgrav two million crowns on 3 March for what it did.", **at(1)
    )
    cause = report("cause", "Smoke filled the mine of Aldern on 1 March and forty men fled.", **at(9))
    assert [evidence.article for evidence in summed_up(trial, cause).sentences] == ["cause", "trial"]


def test_what_lies_years_back_is_no_part_of_a_summary() -> None:
    ours = report("fjord", MINE.format("Seventeen", "police") + RESCUE, **at(1))
    old = report("skerry", "The mine of Aldern near Brastad was opened by the company Nordgrav in 1961.", **at(2))
    assert not any("1961" in told for told in sentences(summed_up(ours, old), ours, old))


def test_survivors_who_say_something_of_nothing_are_not_heard() -> None:
    ours = report("fjord", "Survivors said it was dark and that they had heard the noise for a while.", **at(1))
    assert summed_up(ours).sentences == ()


def test_the_lead_tells_most_of_what_the_reports_open_with() -> None:
    summary = summed_up(OURS, THEIRS)
    assert summary.lead in summary.sentences


def test_of_an_origin_a_later_report_in_other_words_is_heard_and_a_copy_is_not() -> None:
    first = report("fjord", MINE.format("Seventeen", "police") + RESCUE, **at(1))
    later = report("later", "A court in Velmont fined the company Nordgrav two million crowns on Friday.", **at(20))
    copy = report("copy", first.text, **at(2))
    one = Origin(key="family:fjord", label="Fjord", first="fjord", members=("fjord", "later", "copy"))
    heard = {evidence.article for evidence in summed_up(first, later, copy, origins=(one,)).sentences}
    assert heard == {"fjord", "later"}


def test_of_languages_that_are_as_common_a_summary_is_in_english() -> None:
    french = report("phare", "Le ferry Marguerite s'est échoué mardi devant le port de Halvik.", language="fr")
    assert {evidence.article for evidence in summed_up(french, OURS).sentences} == {"fjord"}


def test_key_points_tell_nothing_twice_in_two_languages() -> None:
    french = report(
        "phare", "Trente et une personnes ont été blessées à Halvik quand le Marguerite s'est échoué mardi."
    )
    points = summed_up(OURS, THEIRS, replace(french, language="fr")).key_points
    assert "phare" not in {evidence.article for evidence in points}


STANDING = [
    ("what stands near it is not named", "en", "Nobody was near it when the crane came down, said the manager.", False),
    ("a plain statement stands", "en", "The ferry Marguerite ran aground off Halvik harbour on Tuesday.", True),
    (
        "a pronoun leans on what went before",
        "en",
        "She said the cable had snapped before the grounding.",
        False,
    ),
    ("but leans on what went before", "en", "But the company promised to refund all tickets sold for summer.", False),
    ("this leans on what went before", "en", "This was the third grounding off Halvik harbour in a year.", False),
    ("a German pronoun leans", "de", "Sie sprach am Dienstag lange mit den Angehörigen der Opfer.", False),
    (
        "a French connective leans",
        "fr",
        "Toutefois, la compagnie a promis de rembourser tous les billets.",
        False,
    ),
    ("a Spanish statement stands", "es", "La naviera prometió devolver el dinero de todos los billetes.", True),
    ("a fragment is too short", "en", "A dark night.", False),
    ("what does not end is no sentence", "en", "Passengers wait on the pier of Halvik for the second ferry", False),
    ("a quotation alone has no speaker", "en", "“We saw the lights go out all over the ship at once.”", False),
    (
        "a short quotation inside is kept",
        "en",
        "The captain called it “a small miracle” after the storm.",
        True,
    ),
]


@pytest.mark.parametrize(
    ("language", "text", "stands"), [row[1:] for row in STANDING], ids=[row[0] for row in STANDING]
)
def test_standing_alone(language: str, text: str, *, stands: bool) -> None:
    assert stands_alone(report("a", text, language=language), Span(0, len(text))) is stands


def test_a_sentence_that_cuts_a_quotation_does_not_stand_alone() -> None:
    text = "The captain of the ferry said: “A cable had snapped in the storm. We could not steer.”"
    end = text.index(" We")
    assert not stands_alone(report("a", text), Span(0, end))


DATELINES = [
    ("LISK – The port is closed.", "The port is closed."),
    ("PORT HALDANE, 4 March (Tessera) – The port is closed.", "The port is closed."),
    ("MÜRREN: Der Hafen ist geschlossen.", "Der Hafen ist geschlossen."),
    ("The port is closed – for a week.", "The port is closed – for a week."),
    ("AT least 31 people were hurt.", "AT least 31 people were hurt."),
]


@pytest.mark.parametrize(("text", "rest"), DATELINES)
def test_datelines_are_left_out(text: str, rest: str) -> None:
    assert without_dateline(report("a", text), Span(0, len(text))).cut(text) == rest


def test_the_sentence_that_most_others_resemble_is_central() -> None:
    told = [["ferry", "aground"], ["ferry", "aground", "halvik"], ["ferry", "halvik"], ["coffee", "prices"]]
    weights = centrality(told)
    assert weights.index(max(weights)) == 1
    assert sum(weights) == pytest.approx(1.0)


def test_no_sentences_have_no_centre() -> None:
    assert centrality([]) == []


DAYS = [
    ("en", "The shaft was closed on Tuesday.", date(2026, 3, 3)),
    ("en", "The shaft was closed yesterday.", date(2026, 3, 3)),
    ("en", "The shaft was closed on 28 December.", date(2025, 12, 28)),
    ("en", "The shaft was built in 1961.", date(1961, 1, 1)),
    ("de", "Der Schacht wurde gestern geschlossen.", date(2026, 3, 3)),
    ("fr", "La mine a fermé lundi.", date(2026, 3, 2)),
    ("id", "Tambang itu ditutup hari ini.", date(2026, 3, 4)),
    ("en", "The shaft is deep.", None),
]


@pytest.mark.parametrize(("language", "text", "day"), DAYS)
def test_a_sentence_tells_its_day(language: str, text: str, day: date | None) -> None:
    told = report("a", text, language=language, published=datetime(2026, 3, 4, tzinfo=UTC))
    assert day_told(told, Span(0, len(text))) == day
