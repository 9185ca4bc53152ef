"""The steps in their order, on a small invented happening."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from variorum.model import Article, Decision, Join, Merge, Open, Outcome
from variorum.pipeline import break_down, group, stories_from

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
WIRE = (
    "PORT SELANE (Northwire) - Nineteen miners were trapped when a gallery of the Varrun copper mine collapsed "
    "on Sunday, the mine's operator said.\n"
    "Rescue teams from three towns were drilling a second shaft towards the gallery, which lies "
    "420 metres below ground.\n"
    "“We can hear them knocking,” said the head of the rescue, Ilda Maren.\n"
)
OWN = (
    "A gallery of the Varrun copper mine fell in on Sunday and trapped 21 miners, their union said.\n"
    "Ilda Maren, who leads "
    "the rescue, said her teams could hear knocking.\n"
    "The union had asked for stronger props in the spring.\n"
)
OTHER = (
    "The harvest festival of Olm drew 40,000 visitors over the weekend, more than ever before.\n"
    "Trains ran every ten minutes "
    "and the bakers sold out by Saturday noon, the town hall said.\n"
)


def article(name: str, text: str, headline: str, *, hours: float = 0, country: str = "IE") -> Article:
    return Article(
        id=name,
        text=text,
        headline=headline,
        outlet_name=name.title(),
        domain=f"{name}.example",
        country=country,
        language="en",
        published=NOON + timedelta(hours=hours),
    )


def mine_reports() -> list[Article]:
    return [
        article("courier", WIRE, "Nineteen miners trapped in Varrun copper mine", country="GB"),
        article("herald", WIRE, "Nineteen trapped as Varrun copper mine gallery collapses", hours=1),
        article("union-post", OWN, "Union: 21 miners trapped in Varrun copper mine", hours=1, country="ZA"),
    ]


@pytest.mark.unit
def test_decisions_amount_to_stories_with_merges_carried_out() -> None:
    known = {name: article(name, "x", name) for name in "abc"}
    decisions: list[Decision] = [
        Open(article="a", story="s1", made_by="t/1"),
        Open(article="b", story="s2", made_by="t/1"),
        Join(article="c", story="s2", score=0.9, nearest="b", made_by="t/1"),
        Merge(source="s2", target="s1", score=0.9, made_by="t/1"),
    ]
    assert [(story.id, story.articles) for story in stories_from(decisions, known)] == [("s1", ("a", "b", "c"))]


@pytest.mark.unit
def test_every_article_ends_in_exactly_one_story() -> None:
    articles = [*mine_reports(), article("weekly", OTHER, "Olm's harvest festival breaks its record", hours=2)]
    stories = group(articles)
    assert sorted(name for story in stories for name in story.articles) == sorted(a.id for a in articles)
    assert {frozenset(story.articles) for story in stories} == {
        frozenset({"courier", "herald", "union-post"}),
        frozenset({"weekly"}),
    }


@pytest.mark.unit
def test_two_copies_of_one_wire_text_are_one_voice() -> None:
    reading = break_down(mine_reports())
    assert sorted(sorted(origin.members) for origin in reading.origins) == [["courier", "herald"], ["union-post"]]


@pytest.mark.unit
def test_a_simultaneous_different_count_is_a_conflict_with_the_words_of_both() -> None:
    reports = mine_reports()
    texts = {report.id: report.text for report in reports}
    conflicts = [c for c in break_down(reports).breakdown.divergences if c.outcome is Outcome.CONFLICT]
    words = {
        evidence.span.cut(texts[evidence.article]) for c in conflicts for p in c.positions for evidence in p.members
    }
    assert any("21" in word for word in words)
    assert any("Nineteen" in word for word in words)


@pytest.mark.unit
def test_everything_shown_is_a_span_of_a_report() -> None:
    reading = break_down(mine_reports())
    texts = {report.id: report.text for report in reading.reports}
    shown = [evidence for statement in reading.breakdown.statements for evidence in statement.members]
    shown += [*reading.breakdown.omissions, *reading.summary.sentences, *reading.summary.key_points]
    assert shown
    assert all(evidence.span.cut(texts[evidence.article]).strip() for evidence in shown)


@pytest.mark.unit
def test_what_a_page_says_of_itself_is_in_no_summary() -> None:
    asides = (
        "Correction: A gallery of the Varrun copper mine collapsed on Sunday and trapped the miners, not a shaft.\n"
        "1,204 people are reading this"
    )
    reports = [replace(one, text=f"{asides}\n{one.text}") for one in mine_reports()]
    reading = break_down(reports)
    assert reading.summary.sentences
    pieces = (*reading.summary.sentences, *reading.summary.key_points)
    assert all(evidence.span.start > len(asides) for evidence in pieces)
    assert all(claims.claims[0].span.start == 0 for claims in reading.claims.values())  # they are read and stored
