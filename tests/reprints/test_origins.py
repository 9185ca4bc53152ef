"""How many independent voices tell a story."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reprints.wires import OWN, WIRE, article, directory

from variorum.model import Article, Basis, Origin, Reprint
from variorum.reprints import count_origins, find_reprints

pytestmark = pytest.mark.unit


def origins(*articles: Article) -> tuple[Origin, ...]:
    return count_origins(articles, find_reprints(articles, directory=directory()), directory=directory())


def members(*articles: Article) -> dict[str, tuple[str, ...]]:
    return {origin.key: origin.members for origin in origins(*articles)}


def other(number: int) -> str:
    """A text of its own, unlike any other number's."""
    return " ".join(f"word{number}x{place}" for place in range(60))


def test_each_text_of_its_own_is_a_voice() -> None:
    assert len(origins(article("a"), article("b", OWN, hours=1))) == 2


def test_a_reprint_never_counts_as_a_second_origin() -> None:
    assert members(article("a"), article("b", hours=1)) == {"article:a": ("a", "b")}


def test_four_copies_of_one_wire_are_the_agencys_voice() -> None:
    papers = ("at/morning", "at/evening", "ch/valley", "it/ridge")
    copies = [article(p[-3:], hours=n, outlet=p, agencies=("Alpwire",)) for n, p in enumerate(papers)]
    (voice,) = origins(*copies)
    assert (voice.key, voice.label, len(voice.members)) == ("agency:at/alpwire", "Alpwire", 4)


def test_a_copy_that_left_the_agencys_name_away_is_its_voice_too() -> None:
    named = article("named", outlet="ch/valley", agencies=("Alpwire",))
    assert members(named, article("silent", hours=1, outlet="it/ridge")) == {"agency:at/alpwire": ("named", "silent")}


def test_the_first_text_is_not_the_agencys_because_one_later_copy_says_so() -> None:
    first = article("first", outlet="ch/valley")
    late = article("late", hours=1, outlet="it/ridge", agencies=("Alpwire",))
    assert members(first, late) == {"article:first": ("first", "late")}


def test_own_text_with_help_of_an_agency_stays_an_independent_voice() -> None:
    wire = article("wire", outlet="at/alpwire")
    helped = article("helped", OWN, hours=1, outlet="ch/valley", agencies=("Alpwire",), authors=("Uli Moser",))
    assert set(members(wire, helped)) == {"agency:at/alpwire", "article:helped"}


def test_two_different_texts_of_one_agency_are_one_voice() -> None:
    wire = article("wire", outlet="at/alpwire")
    second = article("second", OWN, hours=1, outlet="ch/valley", agencies=("Alpwire",))
    assert members(wire, second) == {"agency:at/alpwire": ("wire", "second")}


def test_a_family_that_writes_two_texts_is_one_voice() -> None:
    found = members(article("m", WIRE, outlet="at/morning"), article("e", OWN, hours=1, outlet="at/evening"))
    assert found == {"family:lindgruber": ("m", "e")}


def test_a_family_that_reprints_a_wire_keeps_its_own_voice() -> None:
    wire = article("wire", outlet="at/alpwire")
    copy = article("copy", hours=1, outlet="at/morning", agencies=("Alpwire",))
    own = article("own", OWN, hours=2, outlet="at/evening")
    assert members(wire, copy, own) == {"agency:at/alpwire": ("wire", "copy"), "article:own": ("own",)}


def test_an_outlet_with_two_articles_is_one_voice() -> None:
    assert members(article("a", outlet="ch/valley"), article("b", OWN, hours=1, outlet="ch/valley")) == {
        "article:a": ("a", "b")
    }


def test_an_outlet_is_known_by_its_address_host_or_name() -> None:
    told = [
        article("a", other(1), url="https://www.valley.example/a"),
        article("b", other(2), hours=1, domain="valley.example"),
        article("c", other(3), hours=2, outlet_name="Valley"),
    ]
    assert members(*told) == {"article:a": ("a", "b", "c")}


def test_articles_of_unknown_outlets_stay_apart() -> None:
    assert len(origins(article("a", other(1)), article("b", other(2), hours=1))) == 2


def test_the_earliest_voice_comes_first() -> None:
    assert [one.first for one in origins(article("late", OWN, hours=5), article("early"))] == ["early", "late"]


def test_reprints_that_chase_each_other_end() -> None:
    loop = [
        Reprint(article=left, origin=right, overlap=1.0, basis=Basis.TEXT)
        for left, right in (("a", "b"), ("b", "c"), ("c", "a"))
    ]
    told = [article(name, other(n), hours=n) for n, name in enumerate("abc")]
    assert sorted(m for one in count_origins(told, loop) for m in one.members) == ["a", "b", "c"]


def test_a_reprint_of_an_article_outside_the_story_is_a_voice_of_its_own() -> None:
    gone = Reprint(article="a", origin="elsewhere", overlap=1.0, basis=Basis.TEXT)
    assert [one.members for one in count_origins([article("a")], [gone])] == [("a",)]


def test_no_articles_have_no_voices() -> None:
    assert origins() == ()


_OUTLETS = st.sampled_from([None, "at/alpwire", "at/morning", "at/evening", "ch/valley", "xx/unknown"])
_CREDITS = st.sampled_from([(), ("Alpwire",), ("AW", "Nordwire"), ("Farwire",)])
_TEXTS = st.sampled_from([WIRE, OWN, WIRE + "\n" + OWN, WIRE[:200], other(1), ""])


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(_TEXTS, _OUTLETS, _CREDITS, st.one_of(st.none(), st.integers(0, 5))), max_size=8))
def test_every_article_is_in_exactly_one_origin_and_keys_are_unique(
    drawn: list[tuple[str, str | None, tuple[str, ...], int | None]],
) -> None:
    told = [
        article(str(n), text, hours=hours, outlet=outlet, agencies=agencies)
        for n, (text, outlet, agencies, hours) in enumerate(drawn)
    ]
    found = origins(*told)
    assert sorted(member for one in found for member in one.members) == sorted(one.id for one in told)
    assert len({one.key for one in found}) == len(found)
    assert all(one.first == one.members[0] for one in found)
    assert found == origins(*told)
