"""What one report hedges, judges or sets in quotation marks, and another tells plainly."""

from __future__ import annotations

from importlib.resources import files
from tomllib import loads

import pytest
from tests.compare.newsroom import compared, report, values

from variorum.languages import known_languages
from variorum.model import Article, Outcome

pytestmark = pytest.mark.unit

FIRE = "The {} set fire to the harbour office of Vask on Monday night and fled in a boat."


def shades(*reports: Article) -> list[tuple[str, set[str]]]:
    found = compared(*reports).comparisons
    return [(c.question, values(c)) for c in found if c.outcome is Outcome.WORDING and ": " in c.question]


def pair(text: str, one: str, other: str, language: str = "en") -> tuple[Article, Article]:
    return (
        report("fjord", text.format(one), language=language),
        report("skerry", text.format(other), language=language),
    )


def test_a_hedge_on_one_side_is_a_question() -> None:
    found = shades(*pair(FIRE, "alleged smugglers", "smugglers"))
    assert found == [("hedged: alleged", {"alleged smugglers", "smugglers"})]


def test_a_hedge_reaches_its_verb_over_a_small_word() -> None:
    text = "The smugglers {} set fire to the harbour office of Vask on Monday night."
    found = shades(*pair(text, "reportedly had", "had"))
    assert found == [("hedged: reportedly", {"reportedly had set", "set"})]


def test_a_judging_word_on_one_side_is_a_question() -> None:
    text = "The minister spoke of a {} on the harbour office of Vask on Monday night."
    assert shades(*pair(text, "brutal attack", "attack")) == [("judged: brutal", {"brutal attack", "attack"})]


def test_what_a_judging_word_does_not_stand_beside_is_not_judged() -> None:
    text = "Fishing on the Sorva Bank {} under the law of Vask since Monday night."
    assert shades(*pair(text, "has been illegal", "has been punished")) == []


def test_a_term_in_quotation_marks_is_held_against_the_bare_one() -> None:
    text = "The navy began its {} on the Sorva Bank near Vask on Monday night."
    found = shades(*pair(text, "“special operation”", "special operation"))
    assert [question for question, _ in found] == ["in quotation marks: special operation"]


def test_what_somebody_is_quoted_with_is_no_hedge() -> None:
    text = "The navy began {} on the Sorva Bank near Vask on Monday night."
    quoted = text.format("what admiral Otto Model called a “special operation”")
    assert shades(report("fjord", quoted), report("skerry", text.format("a special operation"))) == []


def test_the_name_of_a_ship_in_quotation_marks_is_no_hedge() -> None:
    text = "The ferry {} ran aground near Vask on Monday night with 214 passengers aboard."
    assert shades(*pair(text, "“Marguerite”", "Marguerite")) == []


def test_what_both_hedge_is_no_question() -> None:
    assert shades(*pair(FIRE, "alleged smugglers", "suspected smugglers")) == []


def test_a_hedge_of_another_thing_is_no_question() -> None:
    assert shades(*pair(FIRE, "alleged smugglers", "fishermen")) == []


@pytest.mark.parametrize(
    ("language", "text", "one", "other"),
    [
        ("de", "Am Montag zündeten {} in Vask das Büro der Hafenmeisterei an.", "mutmaßliche Schmuggler", "Schmuggler"),
        ("fr", "Lundi, les {} ont incendié le bureau du port de Vask.", "contrebandiers présumés", "contrebandiers"),
        ("es", "El lunes los {} incendiaron la oficina del puerto de Vask.", "presuntos piratas", "piratas"),
        ("it", "Lunedì i {} hanno incendiato l'ufficio del porto di Vask.", "presunti pirati", "pirati"),
        ("pt", "Na segunda-feira os {} incendiaram o escritório do porto de Vask.", "supostos piratas", "piratas"),
        ("nl", "Maandag staken de {} het havenkantoor van Vask in brand.", "vermeende smokkelaars", "smokkelaars"),
        ("ru", "В понедельник {} подожгли контору порта Васк.", "предполагаемые контрабандисты", "контрабандисты"),
    ],
)  # fmt: skip
def test_hedges_are_known_in_other_languages(language: str, text: str, one: str, other: str) -> None:
    assert [found for _, found in shades(*pair(text, one, other, language))] == [{one, other}]


@pytest.mark.parametrize("language", known_languages())
def test_no_word_both_hedges_and_judges(language: str) -> None:
    table = loads((files("variorum.compare") / "hedges.toml").read_text(encoding="utf-8")).get(language, {})
    assert not set(table.get("hedging", ())) & set(table.get("judging", ()))
