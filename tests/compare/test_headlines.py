"""Headlines side by side: what each puts first."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.compare.newsroom import FERRY, FERRY_TOO, report, words_of

from variorum.claims import read_claims
from variorum.compare import compare_reports
from variorum.model import Article, First, Headline

pytestmark = pytest.mark.unit


def headlines(*reports: Article) -> dict[str, Headline]:
    claims = {one.id: read_claims(one) for one in reports}
    figures = {one.id: read_claims(replace(one, text=one.headline)).quantities for one in reports if one.headline}
    return {one.article: one for one in compare_reports(reports, claims, figures=figures).headlines}


def headed(headline: str, text: str = FERRY, **facts: Any) -> Headline:
    return headlines(report("fjord", text, headline=headline, **facts), report("skerry", FERRY_TOO))["fjord"]


@pytest.mark.parametrize(
    ("headline", "first"),
    [
        ("Marguerite runs aground off Halvik", First.ACTOR),
        ("31 hurt as ferry runs aground", First.FIGURE),
        ("At least 31 hurt as ferry runs aground", First.FIGURE),
        ("“We heard a bang”: ferry runs aground", First.QUOTATION),
        ("Ferry runs aground off Halvik, 31 hurt", First.EVENT),
    ],
)
def test_what_stands_first(headline: str, first: First) -> None:
    assert headed(headline).first is first


def test_a_name_is_one_that_the_texts_know_in_whatever_case_the_headline_stands() -> None:
    found = headed("Ferry Captain Blames Cable As Marguerite Runs Aground")
    assert found.actor is not None
    assert found.actor.cut(found.text) == "Marguerite"


def test_a_place_is_no_actor() -> None:
    assert headed("Ferry runs aground in Halvik").actor is None


def test_the_country_of_a_thing_is_no_actor() -> None:
    text = FERRY + "\nThe Norwegian coastguard and the Norwegian police came."
    found = headed("Norwegian ferry Marguerite runs aground", text)
    assert found.actor is not None
    assert found.actor.cut(found.text) == "Marguerite"


def test_a_figure_answers_the_question_that_the_text_answers_with_it() -> None:
    found = headed("Ferry with 214 passengers runs aground")
    assert (found.figure and found.figure.cut(found.text), found.question) == ("214 passengers", "aboard")


def test_the_lead_is_the_first_sentence_and_points_at_what_others_tell_too() -> None:
    ours, theirs = report("fjord", FERRY, headline="Ferry runs aground"), report("skerry", FERRY_TOO)
    found = headlines(ours, theirs)["fjord"]
    assert found.lead is not None
    assert words_of(found.lead, ours).startswith("HALVIK – At least 31")
    assert found.statement is not None


def test_a_report_without_a_headline_has_no_row() -> None:
    assert headlines(report("fjord", FERRY), report("skerry", FERRY_TOO)) == {}


def test_a_script_without_capitals_has_a_headline_too() -> None:
    found = headed("渡轮搁浅 31人受伤", "渡轮玛格丽特号星期二在哈尔维克港外搁浅。31人受伤。", language="zh")
    assert found.first is First.EVENT
