"""Words that set a country's or an outlet's coverage apart."""

from __future__ import annotations

from typing import Any

import pytest
from tests.compare.newsroom import compared, report, words_of

from variorum.model import Article, Origin, Term

pytestmark = pytest.mark.unit

LINES = (
    "The coastguard stopped a trawler on the Sorva Bank at dawn.",
    "Officers of the coastguard looked into the hold of the trawler.",
    "The crew of the trawler slept in the harbour of Vask.",
    "A lawyer read the papers of the owner of the trawler.",
    "The owner of the trawler paid for bread and coffee.",
)


def told(identity: str, word: str, *, country: str, uses: int = 4, **facts: Any) -> Article:
    """A report that uses a word of its own in some of its lines."""
    lines = [f"{line[:-1]} of {word}." if n < uses else line for n, line in enumerate(LINES)]
    return report(identity, "\n".join(lines), country=country, **facts)


def terms(*reports: Article, by: str = "country", origins: tuple[Origin, ...] = ()) -> dict[str, list[Term]]:
    found: dict[str, list[Term]] = {}
    for term in compared(*reports, origins=origins).terms:
        if term.by == by:
            found.setdefault(term.side, []).append(term)
    return found


PIRATES = (told("a", "pirates", country="NO"), told("b", "pirates", country="NO"))
FISHERMEN = (told("c", "fishermen", country="SE"), told("d", "fishermen", country="SE"))


def test_each_country_has_the_word_that_the_other_does_not_use() -> None:
    found = terms(*PIRATES, *FISHERMEN)
    assert {side: [one.term for one in words] for side, words in found.items()} == {
        "NO": ["pirates"],
        "SE": ["fishermen"],
    }


def test_a_word_comes_with_its_counts_and_where_it_stands() -> None:
    (found,) = terms(*PIRATES, *FISHERMEN)["NO"]
    assert (found.uses, found.elsewhere, found.origins) == (8, 0, 2)
    assert found.z >= 1.96
    assert [words_of(one, *PIRATES) for one in found.members] == ["pirates", "pirates"]


def test_a_word_of_one_origin_sets_no_country_apart() -> None:
    assert "NO" not in terms(told("a", "pirates", country="NO"), told("b", "sailors", country="NO"), *FISHERMEN)


def test_copies_count_as_the_one_origin_that_they_are() -> None:
    one = Origin(key="agency:Wire", label="Wire", first="a", members=("a", "b"))
    assert "NO" not in terms(*PIRATES, *FISHERMEN, origins=(one,))


def test_words_that_are_quoted_are_not_the_outlets_own() -> None:
    quoted = [
        report(name, "\n".join(f"“They are pirates on trawler number {n},” said Petra Lindqvist." for n in "1234"))
        for name in ("a", "b")
    ]
    assert not any(one.term == "pirates" for words in terms(*quoted, *FISHERMEN).values() for one in words)


def test_a_language_is_held_against_itself_only() -> None:
    german = [
        report(name, "Die Küstenwache stoppte den Kutter der Piraten.\n" * 4, language="de", country="DE")
        for name in ("e", "f")
    ]
    assert "DE" not in terms(*PIRATES, *FISHERMEN, *german)


def test_an_outlet_with_several_texts_is_held_against_the_others() -> None:
    ours = [told(name, "pirates", country="NO", outlet_name="Fjord") for name in ("a", "b")]
    assert [one.term for one in terms(*ours, *FISHERMEN, by="outlet")["Fjord"]] == ["pirates"]


def test_one_country_alone_has_nothing_to_be_held_against() -> None:
    assert terms(*PIRATES) == {}
