"""Who had a text first, who took it from whom, and what each made of it."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
from tests.reprints.wires import OWN, WIRE, article, directory

from variorum.model import Article, Precision
from variorum.reprints import trace
from variorum.reprints.records import Copy, CopyKind, CopyTree, Fate
from variorum_site.news.store.codec import from_json, to_json

pytestmark = pytest.mark.unit

LINES = WIRE.split("\n")
MORE = (
    "Mountain guides of three valleys met in Obertann on Friday to speak about the older bridges of the region.\n"
    "They asked the councils to close eleven of them until an engineer has looked at the anchors and the planks.\n"
    "A decision is expected in June, the speaker of the guides, Toma Verrin, said after the meeting."
)
ORIGIN = f"{WIRE}\n{MORE}"


def trees(*articles: Article) -> tuple[CopyTree, ...]:
    return trace(articles, directory=directory()).trees


def copies(*articles: Article) -> dict[str, Copy]:
    return {copy.article: copy for tree in trees(*articles) for copy in tree.copies}


def parents(*articles: Article) -> dict[str, list[str]]:
    return {name: [parent.origin for parent in copy.parents] for name, copy in copies(*articles).items()}


def kind(text: str) -> CopyKind:
    return copies(article("first", ORIGIN), article("copy", text, hours=1))["copy"].kind


def test_the_kinds_of_copies_are_told_apart() -> None:
    lines = ORIGIN.split("\n")
    assert kind(ORIGIN) is CopyKind.EXACT
    assert kind("\n".join(lines[:5])) is CopyKind.SHORTENED
    assert kind("\n".join(lines[:4]) + "\nThey asked the councils to close eleven of them.") is CopyKind.SHORTENED
    assert kind(ORIGIN.replace("hikers", "walkers")) is CopyKind.EDITED


def test_a_copy_of_a_copy_goes_to_the_copy_whose_edits_it_has() -> None:
    edited = ORIGIN.replace("nine hikers", "9 walkers").replace("two hours", "120 minutes").replace("June", "summer")
    told = [
        article("first", ORIGIN),
        article("edited", edited, hours=1),
        article("again", edited.replace("Friday", "the weekend"), hours=2),
        article("straight", ORIGIN.replace("steel", "metal"), hours=3),
    ]
    for order in permutations(told):
        assert parents(*order) == {"edited": ["first"], "again": ["edited"], "straight": ["first"]}


def test_papers_that_shorten_one_text_at_different_places_form_no_chain() -> None:
    lines = ORIGIN.split("\n")
    told = [article(f"cut{n}", "\n".join(lines[:n]), hours=8 - n) for n in (6, 5, 4, 3)]
    assert parents(article("first", ORIGIN), *told) == {f"cut{n}": ["first"] for n in (6, 5, 4, 3)}


def test_a_copy_never_goes_to_a_later_article() -> None:
    edited = ORIGIN.replace("nine hikers", "9 walkers").replace("two hours", "120 minutes")
    told = parents(article("first", ORIGIN), article("early", edited, hours=1), article("late", edited, hours=2))
    assert told == {"early": ["first"], "late": ["early"]}


def test_what_was_cut_and_added_is_counted_against_the_parent() -> None:
    lines = ORIGIN.split("\n")
    shorter = "\n".join(lines[:2] + lines[3:])
    own = OWN.split("\n")[1]
    told = copies(
        article("first", ORIGIN), article("shorter", shorter, hours=1), article("longer", f"{shorter}\n{own}", hours=2)
    )
    (aligned,) = told["longer"].parents
    assert (aligned.origin, len(aligned.told(Fate.CUT)), len(aligned.told(Fate.ADDED))) == ("shorter", 0, 1)


def test_a_merged_copy_has_two_parents_and_stands_in_both_trees() -> None:
    told = (
        article("left", WIRE),
        article("right", MORE, hours=1),
        article("both", f"{WIRE}\n{MORE}", hours=2),
    )
    assert [(tree.origin, [copy.article for copy in tree.copies]) for tree in trees(*told)] == [
        ("left", ["both"]),
        ("right", ["both"]),
    ]
    both = copies(*told)["both"]
    assert (both.kind, sorted(parent.origin for parent in both.parents)) == (CopyKind.MERGED, ["left", "right"])
    assert (both.own, both.adds_reporting) == ((), False)


def test_one_of_two_texts_that_a_later_paper_prints_alone_is_no_part_of_the_first_tree() -> None:
    told = (article("left", WIRE), article("both", f"{WIRE}\n{MORE}", hours=1), article("late", MORE, hours=2))
    assert [{tree.origin, *(copy.article for copy in tree.copies)} for tree in trees(*told)] == [
        {"left", "both"},
        {"both", "late"},
    ]


def test_a_copy_that_adds_its_own_reporting_is_told_from_one_that_only_leads_over() -> None:
    own = "\n".join(OWN.split("\n")[:2])
    told = copies(
        article("first", ORIGIN),
        article("adds", f"{ORIGIN}\n{own}", hours=1),
        article("leads", f"Here is what happened at the gorge on Monday.\n{ORIGIN}", hours=2),
        article("sells", f"{ORIGIN}\nSign up for our newsletter.\nSupport us from one euro a month.", hours=3),
    )
    assert {name: copy.adds_reporting for name, copy in told.items()} == {"adds": True, "leads": False, "sells": False}
    adds = told["adds"]
    assert [span.cut(f"{ORIGIN}\n{own}") for span in adds.own] == [
        "Dorit Amsel has pulled people out of the Selva gorge for thirty years.",
        "On Monday night she had to wait instead.",
        OWN.split("\n")[1],
    ]
    assert 0.1 < adds.own_share < 0.5


def test_an_own_credit_does_not_make_an_edited_copy() -> None:
    told = copies(
        article("wire", f"OBERTANN (Alpwire) - {ORIGIN}", outlet="at/alpwire", outlet_name="Alpwire"),
        article("copy", f"{ORIGIN}\n(Alpwire)", hours=1, outlet="ch/valley", agencies=("Alpwire",)),
    )
    assert told["copy"].kind is CopyKind.EXACT


def test_the_agencys_article_stands_at_the_root_though_a_copy_is_dated_earlier() -> None:
    wire = article("wire", ORIGIN, hours=2, outlet="at/alpwire")
    early = article("early", ORIGIN, hours=1, outlet="ch/valley", agencies=("Alpwire",))
    (tree,) = trees(early, wire)
    assert (tree.origin, tree.agency, tree.contested) == ("wire", "at/alpwire", ("early",))


def test_days_do_not_tell_who_was_first_within_a_day() -> None:
    first = replace(article("first", ORIGIN), precision=Precision.DAY)
    (tree,) = trees(
        first, article("same", ORIGIN, hours=3), article("next", ORIGIN, hours=30), article("no", ORIGIN, hours=None)
    )
    assert tree.contested == ("same", "no")


def test_nine_editions_of_one_publisher_are_one_tree() -> None:
    editions = [article(f"e{n}", ORIGIN, hours=n, outlet="at/morning" if n % 2 else "at/evening") for n in range(9)]
    (tree,) = trees(*editions)
    assert (tree.origin, len(tree.copies), {copy.kind for copy in tree.copies}) == ("e0", 8, {CopyKind.EXACT})


def test_a_tree_is_stored_as_json_and_comes_back_equal() -> None:
    found = trees(
        article("first", ORIGIN),
        article("copy", f"{OWN}\n{ORIGIN.replace('nine', '9')}", hours=1),
        article("both", f"{WIRE}\n{OWN}", hours=2),
    )
    assert all(from_json(CopyTree, to_json(tree)) == tree for tree in found)


def test_texts_of_their_own_have_no_trees() -> None:
    assert trees(article("a"), article("b", OWN, hours=1)) == ()
