"""What is said to be told by one origin only, and what is not."""

from __future__ import annotations

import pytest
from tests.compare.newsroom import ALONE, FERRY, FERRY_TOO, compared, report, words_of

from variorum.model import Article, Origin

pytestmark = pytest.mark.unit


def alone(*reports: Article, origins: tuple[Origin, ...] = ()) -> list[str]:
    return [words_of(evidence, *reports) for evidence in compared(*reports, origins=origins).omissions]


FRENCH = (
    "Le ferry Marguerite s'est échoué mardi devant le port de Halvik avec 214 passagers à bord.\n"
    "La compagnie Nordlinje a promis de rembourser tous les billets vendus pour la saison.\n"
    "« Nous avons tout perdu cette nuit-là », a raconté la passagère Odile Ferrant."
)


def test_what_no_report_of_the_same_language_could_tell_is_not_said_to_be_told_alone() -> None:
    french = report("phare", FRENCH, language="fr", country="FR")
    told = alone(report("fjord", FERRY), french)
    assert not any(words.startswith("La compagnie") for words in told)


def test_a_speaker_whom_no_other_report_names_is_news_in_any_language() -> None:
    french = report("phare", FRENCH, language="fr", country="FR")
    assert any("Odile Ferrant" in words for words in alone(report("fjord", FERRY), french))


def test_a_figure_that_no_other_report_has_is_news_in_any_language() -> None:
    text = FRENCH + "\nLes secours ont distribué 460 couvertures dans le gymnase du lycée."
    french = report("phare", text, language="fr", country="FR")
    assert any("460" in words for words in alone(report("fjord", FERRY), french))


def test_what_a_foreign_report_may_well_tell_is_not_said_to_be_told_alone() -> None:
    french = report("phare", FRENCH, language="fr", country="FR")
    assert ALONE in alone(report("fjord", FERRY), report("skerry", FERRY_TOO))
    assert ALONE not in alone(report("fjord", FERRY), report("skerry", FERRY_TOO), french)


def test_copies_of_one_text_tell_each_statement_once() -> None:
    copies = [report(name, FERRY_TOO) for name in ("copy", "wire", "third")]
    one = Origin(key="agency:Wire", label="Wire", first="wire", members=("copy", "wire", "third"))
    reports = (report("fjord", FERRY), *copies)
    breakdown = compared(*reports, origins=(one,))
    own = [evidence.article for evidence in breakdown.omissions if words_of(evidence, *reports) == ALONE]
    assert own == ["wire"]


def test_what_another_report_nearly_says_is_given_the_benefit_of_the_doubt() -> None:
    ours = report("fjord", FERRY + "\nThe firm Nordlinje will refund the tickets that it sold for summer.")
    told = alone(ours, report("skerry", FERRY_TOO))
    assert not any("refund" in words for words in told)


def test_what_stands_scattered_in_another_report_is_not_told_alone() -> None:
    ours = report("fjord", "The grocer Anna Hove sold lamps and candles in Sundvik on Friday evening.")
    theirs = report(
        "skerry",
        "The grocer came from Sundvik.\nAnna Hove likes to sell candles.\nLamps were lit on Friday.\nIt was evening.",
    )
    assert not any("grocer Anna" in words for words in alone(ours, theirs))


def test_the_weighty_comes_before_the_slight() -> None:
    ours = report(
        "fjord",
        "“We are very glad to have you all back with us here today,” he said.\n"
        "Rescue chief Ingrid Solvang counted 46 passengers on the island of Orrest and 12 in Halvik.",
    )
    told = alone(ours, report("skerry", "Coffee prices in Brastad fell again because of a rich harvest in the south."))
    assert "Ingrid Solvang" in told[0]


def test_a_number_that_is_compared_is_not_told_alone() -> None:
    ours, theirs = report("fjord", FERRY), report("skerry", FERRY_TOO)
    assert not any("passengers" in words for words in alone(ours, theirs))
