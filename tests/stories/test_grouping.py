"""The decisions of the grouping: tables over given candidates, then whole streams of invented news."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.stories.press import NOON, article, ferry_reports, mine_reports, other_reports

from variorum.model import Article, Decision, Join, Judgement, Merge, Open, Split
from variorum.stories import StoryCandidate, StoryIndex, assign, story_id

pytestmark = pytest.mark.unit


@dataclass
class Told:
    """Neighbours that were told what is near: the deciders are looked at alone."""

    scores: dict[str, float] = field(default_factory=dict)  # story -> score for the new article
    stands: dict[str, str] = field(default_factory=dict)  # article -> story
    one: float = 0.0  # likelihood that any two stories are one

    def near(self, article: Article) -> Sequence[StoryCandidate]:
        ranked = sorted(self.scores.items(), key=lambda pair: -pair[1])
        return [StoryCandidate(story=story, score=score, nearest=f"in-{story}") for story, score in ranked]

    def add(self, story: str, article: Article) -> None:
        self.stands[article.id] = story

    def merge(self, source: str, target: str) -> None:
        self.stands = {name: target if story == source else story for name, story in self.stands.items()}

    def split(self, source: str, target: str, articles: Sequence[str]) -> None:
        self.stands.update(dict.fromkeys(articles, target))

    def story_of(self, article: str) -> str | None:
        return self.stands.get(article)

    def between(self, left: str, right: str) -> float:
        return self.one


def verdict(left: str, right: str, *, together: bool, judge: str = "person:ana", hours: int = 0) -> Judgement:
    return Judgement(left=left, right=right, together=together, judge=judge, at=NOON + timedelta(hours=hours))


def short(decision: Decision) -> tuple[str, ...]:
    match decision:
        case Open():
            return ("open",)
        case Join(story=story):
            return ("join", story)
        case Merge(source=source, target=target):
            return ("merge", source, target)
        case Split(source=source, target=target):
            return ("split", source, target)


AB = {"a1": "A", "b1": "B"}
CASES = {
    "with no neighbour it opens a story": (Told(), [], [("open",)]),
    "with a near story it joins that one": (Told({"A": 0.9}, AB), [], [("join", "A")]),
    "with only far stories it opens a story": (Told({"A": 0.2, "B": 0.1}, AB), [], [("open",)]),
    "of two near stories it joins the nearer": (Told({"A": 0.6, "B": 0.8}, AB), [], [("join", "B")]),
    "two near stories that are one are merged": (
        Told({"A": 0.6, "B": 0.8}, AB, one=0.7),
        [],
        [("join", "B"), ("merge", "A", "B")],
    ),
    "two near stories that are not one stay two": (Told({"A": 0.6, "B": 0.8}, AB, one=0.2), [], [("join", "B")]),
    "a far story is never merged": (Told({"A": 0.1, "B": 0.8}, AB, one=0.9), [], [("join", "B")]),
    "a person who says together wins over a low score": (
        Told({"A": 0.0}, AB),
        [verdict("new", "a1", together=True)],
        [("join", "A")],
    ),
    "a person who says apart wins over a high score": (
        Told({"A": 0.99}, AB),
        [verdict("new", "a1", together=False)],
        [("open",)],
    ),
    "judged apart from the nearest story it joins the next": (
        Told({"A": 0.9, "B": 0.7}, AB),
        [verdict("a1", "new", together=False)],
        [("join", "B")],
    ),
    "judged together with two stories it makes them one": (
        Told({}, AB),
        [verdict("new", "a1", together=True), verdict("b1", "new", together=True)],
        [("join", "A"), ("merge", "B", "A")],
    ),
    "stories with articles judged apart are never merged": (
        Told({"A": 0.9, "B": 0.8}, AB, one=0.9),
        [verdict("a1", "b1", together=False)],
        [("join", "A")],
    ),
    "a person wins over a later verdict of a step": (
        Told({"A": 0.9}, AB),
        [verdict("new", "a1", together=False), verdict("new", "a1", together=True, judge="pairs/2", hours=9)],
        [("open",)],
    ),
    "of two persons the later one wins": (
        Told({}, AB),
        [verdict("new", "a1", together=False), verdict("a1", "new", together=True, judge="person:bo", hours=9)],
        [("join", "A")],
    ),
    "judged together and apart with one story it stays out": (
        Told({"A": 0.9}, {"a1": "A", "a2": "A"}),
        [verdict("new", "a1", together=True), verdict("new", "a2", together=False)],
        [("open",)],
    ),
    "a verdict on an unknown article changes nothing": (
        Told({"A": 0.9}, AB),
        [verdict("new", "never-seen", together=True)],
        [("join", "A")],
    ),
    "an article that stands in a story already is not decided again": (Told({"A": 0.9}, {"new": "B"}), [], []),
}


@pytest.mark.parametrize(("neighbours", "judgements", "expected"), CASES.values(), ids=CASES.keys())
def test_a_new_article_is_placed(
    neighbours: Told, judgements: list[Judgement], expected: list[tuple[str, ...]]
) -> None:
    given_ = replace(neighbours, stands=dict(neighbours.stands))
    found = assign([article("new", "Something happened")], neighbours=given_, judgements=judgements)
    assert [short(decision) for decision in found] == expected


def test_a_judgement_is_the_reason_of_its_join() -> None:
    (joined,) = assign(
        [article("new")], neighbours=Told({}, dict(AB)), judgements=[verdict("new", "a1", together=True)]
    )
    assert isinstance(joined, Join)
    assert [reason.feature for reason in joined.reasons] == ["judgement"]


def test_a_new_story_has_the_id_of_its_first_article() -> None:
    (opened,) = assign([article("first")], neighbours=StoryIndex())
    assert isinstance(opened, Open)
    assert opened.story == story_id("first") != story_id("second")


def test_a_date_in_the_future_counts_as_now() -> None:
    seen: list[Article] = []

    class Watching(Told):
        def near(self, article: Article) -> Sequence[StoryCandidate]:
            seen.append(article)
            return []

    list(assign([article("slip", hours=9_000), article("fine", hours=1)], neighbours=Watching(), now=NOON))
    assert [one.published for one in seen] == [NOON, NOON + timedelta(hours=1)]


def test_no_articles_give_no_decisions() -> None:
    assert list(assign([], neighbours=StoryIndex())) == []


# --- whole streams ------------------------------------------------------------------------------------------------


def stories(articles: Iterable[Article], judgements: Iterable[Judgement] = ()) -> set[frozenset[str]]:
    """The stories that a stream ends in."""
    members: dict[str, set[str]] = {}
    for decision in assign(articles, neighbours=StoryIndex(), judgements=judgements):
        match decision:
            case Open(article=name, story=story):
                assert story not in members
                members[story] = {name}
            case Join(article=name, story=story):
                members[story].add(name)
            case Merge(source=source, target=target):
                members[target] |= members.pop(source)
    return {frozenset(names) for names in members.values()}


FERRY = frozenset({"ferry-1", "ferry-2", "ferry-3"})
OTHERS = {frozenset({"cheese-1", "cheese-2"}), frozenset({"tunnel-1", "tunnel-2"})}


def test_reports_of_one_happening_make_one_story_and_others_stay_out() -> None:
    assert stories([*ferry_reports(), *other_reports()]) == {FERRY, *OTHERS}


def test_the_order_of_arrival_does_not_matter_here() -> None:
    for order in permutations(ferry_reports()):
        assert stories([*other_reports(), *order]) == {FERRY, *OTHERS}


def test_reports_without_dates_are_grouped() -> None:
    undated = [replace(one, published=None) for one in (*ferry_reports(), *other_reports())]
    assert stories(undated) == {FERRY, *OTHERS}


def test_reports_without_headlines_are_grouped() -> None:
    bare = [replace(one, headline=None) for one in (*ferry_reports(), *other_reports())]
    assert stories(bare) == {FERRY, *OTHERS}


def test_headlines_alone_are_grouped() -> None:
    short_ = [replace(one, text="") for one in (*ferry_reports()[:2], *other_reports())]
    assert stories(short_) == {frozenset({"ferry-1", "ferry-2"}), *OTHERS}


def test_a_story_crosses_five_languages() -> None:
    mine = mine_reports()
    assert stories([*mine[:2], *other_reports(), *mine[2:]]) == {frozenset(one.id for one in mine), *OTHERS}


def test_the_same_kind_of_accident_elsewhere_is_another_story() -> None:
    elsewhere = article(
        "barge",
        "Ferry Marguerite loses power off Cape Brune",
        "The ferry Marguerite lost power off Cape Brune on Monday with 96 passengers on board.\n"
        "Harbour master Tobias Lenk said a tug brought it back. Nobody was hurt.",
        hours=5,
    )
    assert frozenset({"barge"}) in stories([*ferry_reports(), elsewhere])


def test_the_same_people_months_later_make_another_story() -> None:
    later = article(
        "inquiry",
        "Coastguard chief Miriam Oduya retires",
        "Miriam Oduya, who led the coastguard for eleven years, retires in autumn. She will teach navigation.",
        hours=24 * 150,
    )
    assert frozenset({"inquiry"}) in stories([*ferry_reports(), later])


def test_furniture_ties_nothing() -> None:
    shared = "\nSign up for our newsletter.\nRead more: All stories of the day"
    told = [replace(one, text=one.text + shared) for one in (*ferry_reports(), *other_reports())]
    assert stories(told) == {FERRY, *OTHERS}


def test_an_empty_article_stands_alone() -> None:
    assert frozenset({"nothing"}) in stories([*ferry_reports(), article("nothing", None, "")])


def test_a_person_can_split_what_belongs_together_and_join_what_does_not() -> None:
    found = stories(
        [*ferry_reports(), *other_reports()],
        [
            verdict("ferry-1", "ferry-3", together=False),
            verdict("ferry-2", "ferry-3", together=False),
            verdict("cheese-1", "tunnel-1", together=True),
        ],
    )
    assert {frozenset({"ferry-1", "ferry-2"}), frozenset({"ferry-3"})} <= found
    assert any({"cheese-1", "tunnel-1"} <= story for story in found)


def test_a_new_revision_stays_in_its_story() -> None:
    index = StoryIndex()
    first = ferry_reports()
    list(assign(first, neighbours=index))
    assert list(assign([replace(first[0], revision=2, text=other_reports()[0].text)], neighbours=index)) == []
    assert index.story_of("ferry-1") == story_id("ferry-1")


def test_a_join_says_why() -> None:
    joins = [d for d in assign(ferry_reports(), neighbours=StoryIndex()) if isinstance(d, Join)]
    reasons = {reason.feature: reason.detail for reason in joins[0].reasons}
    assert "Solveig" in reasons["names"]
    assert "212" in reasons["numbers"]
    assert reasons["time"] == "the same day"
    assert not set(reasons.get("terms", "").casefold().split(", ")) & set(reasons["names"].casefold().split())
    assert all(0 <= reason.weight <= 1 for join in joins for reason in join.reasons)


_PARTS = ["Solveig", "ferry", "Port Haldane", "cheese", "Montferrand", "940", "tunnel", "said", "船", "Паром", "", "\n"]


@settings(deadline=None, max_examples=60)  # the first article of a language reads its data
@given(
    st.lists(
        st.tuples(
            st.lists(st.sampled_from(_PARTS), max_size=6),
            st.lists(st.sampled_from(_PARTS), max_size=30),
            st.one_of(st.none(), st.integers(0, 900)),
            st.sampled_from(["en", "de", "zh", None]),
        ),
        max_size=12,
    )
)
def test_every_article_ends_in_exactly_one_story_and_always_the_same(
    drawn: list[tuple[list[str], list[str], int | None, str | None]],
) -> None:
    articles = [
        article(str(n), " ".join(title) or None, " ".join(text), hours=hours, language=language)
        for n, (title, text, hours, language) in enumerate(drawn)
    ]
    found = stories(articles)
    assert sorted(name for story in found for name in story) == sorted(one.id for one in articles)
    assert stories(articles) == found
