"""Keys as numbers, and their rarity."""

from __future__ import annotations

import numpy as np
import pytest
from tests.stories.press import article

from variorum.stories.profile import read_profile
from variorum.stories.vocabulary import Bag, Part, Vocabulary, sums

pytestmark = pytest.mark.unit


def weight(vocabulary: Vocabulary, bag: Bag, part: Part, key: str) -> float:
    held = slice(*bag.bounds[part : part + 2])
    written = [vocabulary.written(number) for number in bag.keys[held].tolist()]
    return float(vocabulary.weigh(bag)[held][written.index(key)])


def test_each_part_has_length_one_or_is_empty() -> None:
    vocabulary = Vocabulary()
    bag = vocabulary.bag(read_profile(article("a", "Choir of Lutz sings", "The choir of Lutz sang 300 songs.")))
    lengths = sums(vocabulary.weigh(bag) ** 2, bag.bounds)
    assert lengths[[Part.TERMS, Part.LEAD, Part.NAMES, Part.NUMBERS, Part.ROOTS]] == pytest.approx(1)
    assert lengths[Part.PLACES] == 0


def test_what_was_often_seen_weighs_less() -> None:
    vocabulary = Vocabulary()
    for n in range(40):
        vocabulary.add(vocabulary.bag(read_profile(article(f"a{n}", f"Choir sings in hall{n}x"))))
    bag = vocabulary.bag(read_profile(article("b", "Choir sings backwards")))
    assert weight(vocabulary, bag, Part.TERMS, "choir") < weight(vocabulary, bag, Part.TERMS, "backward")
    assert weight(vocabulary, bag, Part.LEAD, "choir") < weight(vocabulary, bag, Part.LEAD, "backward")


def test_a_commonplace_word_weighs_less_from_the_start() -> None:
    vocabulary = Vocabulary()
    bag = vocabulary.bag(read_profile(article("a", "January lanterns")))
    assert weight(vocabulary, bag, Part.TERMS, "januari") < weight(vocabulary, bag, Part.TERMS, "lantern")


def test_the_same_word_of_two_languages_is_two_terms_and_one_name() -> None:
    vocabulary = Vocabulary()
    english, german = (
        vocabulary.bag(read_profile(article("a", None, "They met Odile Brassac in Lutz.", language=tag)))
        for tag in ("en", "de")
    )
    terms, names = (slice(*english.bounds[part : part + 2]) for part in (Part.TERMS, Part.NAMES))
    assert not set(english.keys[terms]) & set(german.keys[slice(*german.bounds[:2])])
    assert set(english.keys[names]) & set(german.keys[slice(*german.bounds[Part.NAMES : Part.NAMES + 2])])


def test_sums_between_bounds() -> None:
    assert sums(np.array([1.0, 2.0, 4.0]), np.array([0, 2, 2, 3])).tolist() == [3.0, 0.0, 4.0]
