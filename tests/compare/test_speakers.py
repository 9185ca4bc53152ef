"""One speaker has one name, the fullest; and the steps of a chain never go round in circles."""

from __future__ import annotations

import pytest

from variorum.compare.speakers import by_speaker, utterances_of
from variorum.compare.steps import read_steps
from variorum.model import Breakdown, Chain, Evidence, Link, Quotation, SourceKind, Span, Utterance

pytestmark = pytest.mark.unit

HERE = Evidence(article="a", span=Span(0, 5))


def said(speaker: str | None, origins: int = 1) -> Utterance:
    return Utterance(speaker=speaker, members=(HERE,), origins=origins)


NAMES = [
    ("a title and a first name more", ["Tarek Zellin", "Ustad Tarek Zellin"], ["Ustad Tarek Zellin"]),
    ("a last name alone", ["Solvang", "Ingrid Solvang"], ["Ingrid Solvang"]),
    ("a last name that two have", ["Solvang", "Ingrid Solvang", "Ola Solvang"], None),
    ("two first names", ["Ingrid Solvang", "Ola Solvang"], None),
    ("Cyrillic", ["Соколов", "Илья Соколов"], ["Илья Соколов"]),
    ("Arabic", ["العبدي", "سامر العبدي"], ["سامر العبدي"]),
]


@pytest.mark.parametrize(("names", "shown"), [row[1:] for row in NAMES], ids=[row[0] for row in NAMES])
def test_shorter_names_stand_under_the_one_fuller_name(names: list[str], shown: list[str] | None) -> None:
    found = [name for name, _ in by_speaker([said(name) for name in names])]
    assert sorted(str(name) for name in found) == sorted(shown or names)


def test_whom_most_quote_comes_first_and_the_unnamed_last() -> None:
    found = [name for name, _ in by_speaker([said(None, 5), said("Ola Berg"), said("Ingrid Solvang", 3)])]
    assert found == ["Ingrid Solvang", "Ola Berg", None]


def test_of_a_breakdown_stored_before_utterances_each_quotation_stands_by_itself() -> None:
    quotation = Quotation(span=Span(0, 5), direct=True)
    told = Quotation(span=Span(6, 9), direct=False)
    old = Breakdown(
        statements=(), comparisons=(), quotations=(("a", quotation), ("a", told)), omissions=(), made_by="t/1"
    )
    assert [one.members for one in utterances_of(old)] == [(HERE,)]


def test_a_loop_ends_where_it_would_begin_again() -> None:
    links = tuple(
        Link(teller=teller, source=source, article="a")
        for teller, source in (("B", "A"), ("C", "B"), ("A", "C"), ("B", "C"))
    )
    [first] = read_steps(Chain(source="A", kind=SourceKind.OUTLET, links=links))
    assert first.teller == "B"
    assert [step.teller for step in first.steps] == ["C"]
    assert first.steps[0].steps == ()


def test_a_chain_is_followed_a_few_steps_only() -> None:
    links = tuple(Link(teller=str(n + 1), source=str(n), article="a") for n in range(50))
    steps, deep = read_steps(Chain(source="0", kind=SourceKind.AGENCY, links=links)), 0
    while steps:
        steps, deep = steps[0].steps, deep + 1
    assert deep == 4
