"""What of an aligned sentence only one report tells."""

from __future__ import annotations

import pytest
from tests.compare.newsroom import compared, report, words_of

pytestmark = pytest.mark.unit

MINE = report(
    "mine",
    "The mining company Aurelstein has continued to pump water out of the flooded Kestrel shaft and has so far removed "
    "4,300 tonnes of sludge, its manager said.",
)
MINE_TOO = report(
    "pit",
    "Aurelstein, the mining company, continued on Friday to pump water out of the flooded Kestrel shaft.\n"
    "Its geologists expect no further collapse.",
)


def test_a_clause_with_a_figure_that_nobody_else_gives_is_cut_off_the_statement() -> None:
    breakdown = compared(MINE, MINE_TOO)
    (statement,) = (one for one in breakdown.statements if any(member.article == "mine" for member in one.members))
    told = next(words_of(member, MINE) for member in statement.members if member.article == "mine")
    assert "flooded Kestrel shaft" in told
    assert "4,300" not in told


def test_such_a_clause_is_listed_as_told_here_only() -> None:
    only = [words_of(one, MINE, MINE_TOO) for one in compared(MINE, MINE_TOO).omissions]
    assert any("4,300 tonnes of sludge" in told and "Kestrel" not in told for told in only)


def test_a_figure_that_others_give_stays_in_the_statement() -> None:
    other = report("pit", MINE.text.replace("has so far removed", "by now took away"))
    breakdown = compared(MINE, other)
    assert any("4,300" in words_of(member, MINE, other) for one in breakdown.statements for member in one.members)


def test_which_in_a_row_a_thing_is_makes_another_statement() -> None:
    one = report("a", "The Brastad choir sang its seventh winter concert in the old Halvik granary hall.")
    other = report("b", "The Brastad choir sang a winter concert in the old Halvik granary hall.")
    alike = report("c", "The Brastad choir sang its 7th winter concert in the old Halvik granary hall.")
    assert not compared(one, other).statements
    assert compared(one, alike).statements


def test_the_same_holds_in_german() -> None:
    one = report("a", "Der Chor aus Brastad sang sein fünftes Winterkonzert in der alten Kornhalle.", language="de")
    other = report("b", "Der Chor aus Brastad sang ein Winterkonzert in der alten Kornhalle.", language="de")
    assert not compared(one, other).statements
    assert compared(one, report("c", one.text, language="de")).statements


def test_a_sentence_on_dead_of_whom_nobody_else_knows_is_no_statement_of_others() -> None:
    one = report(
        "a", "Around 40 Norland sailors have been killed and hundreds wounded off Orrest island, the navy said."
    )
    other = report("b", "Norland has sent hundreds of sailors to Orrest island, the navy said on Monday.")
    breakdown = compared(one, other)
    assert not breakdown.statements
    assert any("40 Norland sailors" in words_of(only, one, other) for only in breakdown.omissions)
