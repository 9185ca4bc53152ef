"""Terms, candidate pairs, and the groups that are made of likely pairs."""

from __future__ import annotations

import pytest
from tests.compare.newsroom import FERRY, FERRY_TOO, report

from variorum.claims import read_claims
from variorum.compare.align import SHOWN, align
from variorum.compare.candidates import find_candidates
from variorum.compare.company import Likely, company_features, score_pairs
from variorum.compare.likeness import WEIGHTS, logistic, own_features
from variorum.compare.matches import match
from variorum.compare.terms import StoryTerms, around, read_terms, same_sense
from variorum.model import Article

pytestmark = pytest.mark.unit


def story(*reports: Article) -> StoryTerms:
    return read_terms(reports, {one.id: read_claims(one) for one in reports})


FERRIES = (report("fjord", FERRY), report("skerry", FERRY_TOO))


def test_inflected_forms_of_a_name_are_one_term() -> None:
    terms = story(report("a", "Talks with Marduvia failed."), report("b", "The Marduvian side left the talks."))
    assert "@mardu" in terms.claims[0].terms & terms.claims[1].terms


def test_numbers_are_terms_by_value_and_not_by_spelling() -> None:
    terms = story(report("a", "Seven houses burned down."), report("b", "Firefighters lost 7 houses."))
    assert "#7" in terms.claims[0].terms & terms.claims[1].terms


def test_a_rare_term_weighs_more_than_a_common_one() -> None:
    terms = story(*FERRIES)
    assert terms.weights["@solva"] > terms.weights["@margu"]


def test_words_around_a_number_stay_within_its_claim() -> None:
    claim = story(*FERRIES).claims[1]
    near = around(claim, claim.claim.quantities[0].span, reach=2)
    assert near <= set(claim.sequence)
    assert "passeng" in near


def test_words_of_one_synonym_group_have_the_same_sense() -> None:
    assert same_sense("kill", "die", "en") == same_sense("die", "kill", "en")
    assert same_sense("harbour", "harbour", None)
    assert not same_sense("harbour", "captain", "en")


def test_what_reports_write_small_is_no_name_though_a_headline_makes_it_look_like_one() -> None:
    shout = report("a", "Three Ferries Collide Near Halvik\nTwo ferries were towed in.\nThe ferries collide often.")
    terms = story(shout, report("b", "Several ferries may collide near Halvik."))
    assert "@ferri" not in terms.weights
    assert "@halvi" in terms.weights


def test_an_irregular_form_and_its_word_are_one_term() -> None:
    terms = story(report("a", "Thieves stole the bell."), report("b", "The bell was stolen by a thief."))
    assert {"steal", "thief", "bell"} <= terms.claims[0].terms & terms.claims[1].terms


def test_words_of_one_sense_are_shared_for_less_than_the_same_word() -> None:
    ours = report("a", "The lorry reached Brastad.")
    same = story(ours, report("b", "A lorry reached Brastad."))
    like = story(ours, report("b", "A truck reached Brastad."))
    other = story(ours, report("b", "A bishop reached Brastad."))
    assert match(same, 0, 1).mass > match(like, 0, 1).mass > match(other, 0, 1).mass


def test_what_stands_close_together_in_both_claims_weighs_more() -> None:
    ours = report("a", "The harbour crane fell onto the customs shed.")
    near = story(ours, report("b", "A crane in the harbour fell during the storm of last night, witnesses told us."))
    far = story(
        ours, report("b", "A crane was sold by the old and famous family company whose harbour business fell away.")
    )
    assert match(near, 0, 1).clause > match(far, 0, 1).clause


@pytest.mark.parametrize("question", ["Did the ferry sink?", "“Did the ferry sink?”", "フェリーは沈んだのか？"])
def test_a_question_is_known_for_one(question: str) -> None:
    assert story(report("a", question)).claims[0].asks


def test_a_question_is_less_likely_the_same_statement() -> None:
    said = report("a", "The ferry Marguerite ran aground off Halvik harbour.")
    asked = report("b", "Was it in fog that the big ferry ran aground?")
    told = report("b", "It was in fog that the big ferry ran aground.")
    pairs = [next(iter(find_candidates(story(said, other)))) for other in (asked, told)]
    asking, telling = (
        own_features(story(said, other), pair)["asks"] for other, pair in zip((asked, told), pairs, strict=True)
    )
    assert (asking, telling) == (1.0, 0.0)
    assert WEIGHTS["asks"] < 0


def test_a_claim_has_a_bounded_number_of_partners() -> None:
    reports = [report(f"r{n}", f"The ferry Marguerite ran aground in fog{n}.") for n in range(39)]
    pairs = list(find_candidates(story(*reports)))
    assert 0 < len(pairs) <= 39 * (15 + 39 // 4)


def test_claims_that_share_nothing_are_no_candidates() -> None:
    terms = story(report("a", "A comet was seen over Brastad."), report("b", "Coffee prices fell again this quarter."))
    assert list(find_candidates(terms)) == []


def test_candidates_name_each_pair_once() -> None:
    pairs = [(pair.left, pair.right) for pair in find_candidates(story(*FERRIES))]
    assert len(pairs) == len(set(pairs))
    assert all(left < right for left, right in pairs)


def test_every_feature_has_a_weight() -> None:
    terms = story(*FERRIES)
    for pair in find_candidates(terms):
        assert {"", *own_features(terms, pair)} == set(WEIGHTS)
    assert next(company_features(terms))


def test_probabilities_lie_between_nothing_and_certainty() -> None:
    assert logistic({"a": 0.0}, {"": 0.0, "a": 1.0}) == pytest.approx(0.5)
    assert all(0.0 <= pair.score <= 1.0 for pair in score_pairs(story(*FERRIES), least=0.0))


def test_sentences_in_other_words_score_less_than_copies() -> None:
    same = score_pairs(story(report("a", FERRY), report("b", FERRY)), least=0.0)
    other = score_pairs(story(*FERRIES), least=0.0)
    assert same[0].score > other[-1].score


def test_a_claim_stands_in_one_group_with_each_claim_that_it_is_linked_to() -> None:
    terms = story(report("a", FERRY), report("b", FERRY), report("c", FERRY))
    groups = align(terms, score_pairs(terms, least=0.3))
    assert {len(group.members) for group in groups if group.shown} == {3}


def test_claims_that_are_not_linked_never_share_a_group() -> None:
    terms = story(report("a", FERRY), report("b", FERRY), report("c", FERRY))
    pairs = [Likely(0, 4, 0.9), Likely(4, 8, 0.8)]  # the first and the last are no pair
    assert [group.members for group in align(terms, pairs)] == [(0, 4), (4, 8)]


def test_an_unsure_pair_is_kept_but_not_shown() -> None:
    groups = align(story(*FERRIES), [Likely(0, 4, SHOWN - 0.1), Likely(1, 5, SHOWN + 0.1)])
    assert [(group.members, group.shown) for group in groups] == [((1, 5), True), ((0, 4), False)]


def test_a_word_that_most_claims_have_calls_up_no_pairs() -> None:
    reports = [report(f"r{n}", f"The ferry Marguerite carried lot{n} and crate{n}.") for n in range(60)]
    assert list(find_candidates(story(*reports))) == []


def test_candidates_grow_with_the_claims_and_not_with_their_square() -> None:
    def pairs(reports: int) -> int:
        """Each report tells of two happenings of its own, and of one that only the next report tells, too."""
        texts = [
            f"Engine{n} of train{n} stopped at station{n}.\nHail{n} broke windows{n} and roofs{n} at village{n}.\n"
            f"Hail{n + 1} broke windows{n + 1} and roofs{n + 1} at village{n + 1}."
            for n in range(reports)
        ]
        return len(list(find_candidates(story(*(report(f"r{n}", text) for n, text in enumerate(texts))))))

    assert pairs(40) <= 5 * pairs(10)


def test_what_two_speeches_of_one_minister_share_is_the_minister() -> None:
    reports = [
        report("a", "The raid was unlawful, Vesk's harbour minister, Marit Ollin, told parliament on Monday."),
        report(
            "b", "La ministra de Puertos de Vesk, Marit Ollin, pidió la liberación de los marineros.", language="es"
        ),
        report("c", "Menteri Pelabuhan Vesk, Marit Ollin, meminta semua nelayan dibebaskan segera.", language="ms"),
    ]
    terms = story(*reports)
    assert not [group for group in align(terms, score_pairs(terms, least=0.3)) if group.shown]
