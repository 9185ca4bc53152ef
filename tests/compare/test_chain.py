"""Who rests on whom: one source however many repeat it, the steps between, loops, and sources without a name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from tests.compare.newsroom import report

from variorum.claims import read_claims
from variorum.compare import House, Houses, compare_reports
from variorum.compare.cited import Cited, CitedReader
from variorum.compare.same_source import tell_apart
from variorum.compare.voices import read_voices
from variorum.model import Article, Breakdown, Chain, Flag, Origin, SourceKind
from variorum.text.names import name_key

pytestmark = pytest.mark.unit

SANK = "The ferry Marguerite sank off Halvik on Tuesday with 214 passengers aboard, {}."
NNA, POST = House("nn/nna", "Norland News Agency", agency=True), House("nn/post", "Harbour Post")
NAMES = {"norland news agency": NNA, "nna": NNA, "harbour post": POST}


def find(name: str) -> House | None:
    return NAMES.get(name_key(name).removeprefix("the "))


def traced(
    *reports: Article, origins: tuple[Origin, ...] = (), credited: Mapping[str, tuple[House, ...]] | None = None
) -> Breakdown:
    claims = {one.id: read_claims(one) for one in reports}
    houses = Houses(credited=credited or {}, find=find)
    return compare_reports(reports, claims, origins=origins, houses=houses)


def chain(breakdown: Breakdown, source: str) -> Chain:
    return next(one for one in breakdown.chains if one.source == source)


def steps(chain: Chain) -> set[tuple[str, str]]:
    return {(link.teller, link.source) for link in chain.links}


def sank(identity: str, who: str, **facts: Any) -> Article:
    return report(identity, SANK.format(who), **facts)


def test_what_three_outlets_have_from_one_agency_rests_on_one_source() -> None:
    breakdown = traced(sank("fjord", "NNA said"), sank("skerry", "according to NNA"), sank("holm", "NNA reported"))
    found = chain(breakdown, "Norland News Agency")
    assert (found.kind, found.origins, found.outlets) == (SourceKind.AGENCY, 3, ("Fjord", "Skerry", "Holm"))
    assert [one.source for one in breakdown.statements] == ["Norland News Agency"]
    assert found.rests[0].whole


def test_a_name_cut_out_of_the_report_stands_under_each_step() -> None:
    reports = (sank("fjord", "NNA said"), sank("skerry", "NNA reported"))
    found = chain(traced(*reports), "Norland News Agency")
    assert [link.span and link.span.cut(reports[0].text) for link in found.links[:1]] == ["NNA"]


def test_a_statement_that_one_report_tells_as_its_own_rests_on_no_one_source() -> None:
    own = report("holm", "The ferry Marguerite sank off Halvik on Tuesday with 214 passengers aboard.")
    breakdown = traced(sank("fjord", "NNA said"), sank("skerry", "NNA reported"), own)
    assert [one.source for one in breakdown.statements] == [None]


def test_the_ministry_comes_by_the_agency_to_the_outlet() -> None:
    wire = sank("wire", "the Health Ministry said", outlet_name="Norland News Agency")
    copy = sank("fjord", "the Health Ministry said")
    one = Origin(key="agency:nn/nna", label="Norland News Agency", first="wire", members=("wire", "fjord"))
    breakdown = traced(wire, copy, origins=(one,), credited={"fjord": (NNA,)})
    assert {("Fjord", "Norland News Agency"), ("Norland News Agency", "Health Ministry")} <= steps(
        chain(breakdown, "Health Ministry")
    )


@pytest.mark.parametrize(
    "text",
    [
        "Mayor Ada Model told NNA that the ferry Marguerite had sunk off Halvik with 214 passengers aboard.",
        "Mayor Ada Model said in an interview with the Harbour Post that the ferry Marguerite had sunk off Halvik.",
    ],
)
def test_whom_a_source_told_first_is_a_step_of_the_chain(text: str) -> None:
    told = traced(report("fjord", text), report("skerry", text))
    between = "Norland News Agency" if "NNA" in text else "Harbour Post"
    assert {("Fjord", between), (between, "Ada Model")} <= steps(chain(told, "Ada Model"))


def test_an_outlet_that_cites_has_it_from_whom_it_cites() -> None:
    text = "The ferry Marguerite sank off Halvik on Tuesday, NNA reported, citing the coastguard."
    found = chain(traced(report("fjord", text), report("skerry", text)), "coastguard")
    assert {("Fjord", "Norland News Agency"), ("Norland News Agency", "coastguard")} <= steps(found)


def test_two_outlets_that_cite_each_other_for_one_thing_are_a_loop() -> None:
    breakdown = traced(sank("fjord", "Skerry reported"), sank("skerry", "Fjord reported"))
    looped = {one.source for one in breakdown.chains if Flag.LOOP in one.flags}
    assert looped == {"Fjord", "Skerry"}


def test_one_that_is_cited_and_cites_nobody_is_no_loop() -> None:
    breakdown = traced(sank("fjord", "Skerry reported"), sank("holm", "Skerry said"), sank("skerry", "NNA said"))
    assert not any(one.flags for one in breakdown.chains)


def test_what_rests_on_a_source_without_a_name_is_flagged() -> None:
    ours = report("fjord", "A security official said on Monday that the ferry Marguerite had carried weapons.")
    breakdown = traced(ours, report("skerry", "Rain fell over Brastad."))
    assert [(one.source, one.flags) for one in breakdown.chains] == [("security official", (Flag.UNNAMED,))]


def test_what_another_report_has_from_somebody_with_a_name_is_not_flagged() -> None:
    breakdown = traced(sank("fjord", "an official said"), sank("skerry", "Mayor Ada Model said"))
    assert not any(Flag.UNNAMED in one.flags for one in breakdown.chains)


def test_the_ministry_is_the_one_that_the_report_has_named_before() -> None:
    text = "The Ministry of Health opened a line for families in Halvik.\n" + SANK.format("the ministry said")
    found = chain(traced(report("fjord", text), sank("skerry", "the Health Ministry said")), "Health Ministry")
    assert found.kind is SourceKind.BODY
    assert found.origins == 2


def test_two_persons_of_one_family_name_are_two_sources() -> None:
    both = report("holm", SANK.format("Ada Model said") + "\nThe captain slept that night, Otto Model said.")
    breakdown = traced(sank("fjord", "Model said"), sank("skerry", "Model said"), both)
    assert {frozenset(one.spellings) for one in breakdown.chains} == {frozenset({"Model"})}


def test_an_answer_to_a_question_carries_the_source_that_all_who_give_it_name() -> None:
    ours, theirs = sank("fjord", "the police said"), sank("skerry", "NNA said")
    theirs = report("skerry", theirs.text.replace("214", "241"))
    (conflict,) = [one for one in traced(ours, theirs).comparisons if len(one.positions) > 1]
    assert {one.value: one.source for one in conflict.positions} == {
        "214 passengers": "police",
        "241 passengers": "Norland News Agency",
    }


def reader(language: str = "en", *names: str, country: str = "NO", houses: Houses | None = None) -> CitedReader:
    text = "x" * 200
    return CitedReader(
        report(f"{language}-{country}", text, language=language, country=country), names, houses or Houses()
    )


def numbers(*cited: Cited | None) -> list[int]:
    """Which of some mentions are of one source."""
    told = [one for one in cited if one]
    reports = [report(one.article, "x", country=one.article[-2:]) for one in told]
    sources = tell_apart(told, [], read_voices(reports, ()))
    return [sources.number(one) for one in told]


@pytest.mark.parametrize(
    ("language", "phrase"),
    [
        ("en", "two people familiar with the matter"),
        ("de", "Sicherheitskreise"),
        ("fr", "une source proche du dossier"),
        ("es", "fuentes de la investigación"),
        ("it", "fonti diplomatiche"),
        ("pt", "um funcionário do governo"),
        ("nl", "een bron bij de politie"),
        ("ru", "источник в министерстве"),
        ("ar", "مصدر أمني"),
    ],
)
def test_who_is_said_to_be_what_and_not_who_has_no_name(language: str, phrase: str) -> None:
    found = reader(language).of(phrase, None)
    assert found is not None
    assert found.kind is SourceKind.UNNAMED


@pytest.mark.parametrize(
    ("language", "phrase"),
    [
        ("de", "norwegisches Gesundheitsministerium"),
        ("fr", "ministère norvégien de la Santé"),
        ("es", "Ministerio de Salud noruego"),
        ("it", "ministero della Salute norvegese"),
        ("pt", "Ministério da Saúde norueguês"),
        ("nl", "Noorse ministerie van Volksgezondheid"),
        ("ru", "Министерство здравоохранения Норвегии"),
    ],
)
def test_one_ministry_in_two_languages_is_one_source(language: str, phrase: str) -> None:
    english = reader().of("Norwegian Health Ministry", None)
    assert numbers(english, reader(language).of(phrase, None)) == [0, 0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Norwegian Health Ministry", "Norwegian Foreign Ministry"),
        ("Norwegian Health Ministry", "Swedish Health Ministry"),
        ("Norwegian police", "Swedish police"),
    ],
)
def test_two_offices_are_two_sources(one: str, other: str) -> None:
    assert numbers(reader().of(one, None), reader(country="SE").of(other, None)) == [0, 1]


def test_an_office_of_no_named_country_is_that_of_the_outlet() -> None:
    at_home = [reader(country=country).of("Foreign Ministry", None) for country in ("NO", "SE")]
    assert numbers(*at_home) == [0, 1]


@pytest.mark.parametrize(
    ("language", "name"), [("ru", "Сергей Лавренов"), ("de", "Sergej Lawrenow"), ("uk", "Сергій Лавренов")]
)
def test_a_person_in_two_spellings_is_one_source(language: str, name: str) -> None:
    assert numbers(reader().of("Sergei Lavrenov", None), reader(language).of(name, None)) == [0, 0]


def test_a_body_and_its_initials_are_one_source() -> None:
    said = [reader(country=c).of(n, None) for c, n in (("NO", "Norland Fisheries Board"), ("SE", "NFB"))]
    assert numbers(*said) == [0, 0]


def test_whoever_is_not_told_apart_is_no_source() -> None:
    assert reader().of("a woman", None) is None
    assert reader().of("He", None) is None
    assert reader().of("Analysts", None) is None
    assert reader().of("German", None) is None
    assert reader().of("the ministry", None) is None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Ada Model", SourceKind.PERSON),
        ("Norland Fisheries Board", SourceKind.BODY),
        ("NFB", SourceKind.BODY),
        ("Nordlinje", SourceKind.BODY),
        ("Port Selane police", SourceKind.BODY),
    ],
)
def test_a_body_is_told_from_a_person_by_its_name(name: str, kind: SourceKind) -> None:
    found = reader().of(name, None)
    assert found is not None
    assert found.kind is kind


def test_the_police_of_one_town_are_not_those_of_another() -> None:
    assert numbers(reader().of("Port Selane police", None), reader(country="SE").of("Halvik police", None)) == [0, 1]


def test_a_country_speaks_as_a_body() -> None:
    found = reader().of("Norway", None)
    assert found is not None
    assert found.kind is SourceKind.BODY


def test_times_is_the_paper_whose_full_name_the_report_gives() -> None:
    papers = {"new york times": House("us/nyt", "The New York Times"), "times": House("gb/times", "The Times")}
    houses = Houses(find=lambda name: papers.get(name_key(name)))
    assert reader("en", "new york times", houses=houses).house("Times") == papers["new york times"]
    assert reader("en", houses=houses).house("Times") == papers["times"]
