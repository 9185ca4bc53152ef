"""A story is arranged for its reader: each voice once, the reader's language first, updates as they came."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from variorum.model import Outcome, QuestionKind
from variorum_site.news.queries import (
    AgreedView,
    ArticleRef,
    DivergenceView,
    OnlyHere,
    OutletRef,
    Passage,
    PositionView,
    QuotationView,
    Speaker,
    StoryCard,
    StoryPage,
    Voice,
)
from variorum_site.reading.present import (
    Reader,
    comparison_lines,
    several_voices,
    shared_line,
    sole_lines,
    speaker_lines,
    voice_line,
)

pytestmark = pytest.mark.unit
START = datetime(2031, 5, 4, 6, 0, tzinfo=UTC)
READER = Reader(language="en", voice={"a": "v1", "b": "v1", "c": "v2", "d": "v3"})


def ref(identity: str, *, language: str = "en", outlet: str | None = None) -> ArticleRef:
    return ArticleRef(
        id=identity,
        slug=identity,
        headline="x",
        outlet=OutletRef(name=outlet or identity),
        language=language,
        at=START,
    )


def passage(identity: str, *, language: str = "en", words: str = "12 dead", outlet: str | None = None) -> Passage:
    return Passage(article=ref(identity, language=language, outlet=outlet), before="", marked=words, after="")


def position(value: str, *passages: Passage, hours: int | None = 0) -> PositionView:
    return PositionView(
        value=value,
        passages=passages,
        countries=(),
        outlets=(),
        origins=1,
        first_at=None if hours is None else START + timedelta(hours=hours),
    )


def comparison(outcome: Outcome, *positions: PositionView) -> DivergenceView:
    return DivergenceView(
        question="killed",
        kind=QuestionKind.QUANTITY,
        outcome=outcome,
        positions=positions,
        made_by="compare/1",
        anchor="d1",
    )


def shown(*passages: Passage) -> tuple[list[str], list[str]]:
    """Ids of the passages that are seen at once, and of those that are folded away."""
    (line,) = comparison_lines(comparison(Outcome.CONFLICT, position("12", *passages)), READER).answers
    return [one.article.id for one in line.shown], [one.article.id for one in line.rest]


def test_a_copy_is_folded_behind_the_voice_that_it_repeats() -> None:
    assert shown(passage("a"), passage("b")) == (["a"], ["b"])


def test_each_voice_speaks_before_any_speaks_again() -> None:
    assert shown(passage("a"), passage("b"), passage("c"), passage("d")) == (["a"], ["c", "d", "b"])


def test_the_readers_own_language_comes_first() -> None:
    assert shown(passage("a", language="fr"), passage("c")) == (["c"], ["a"])


def test_an_article_of_no_known_voice_is_a_voice_of_its_own() -> None:
    assert shown(passage("x"), passage("y")) == (["x"], ["y"])


def test_a_newsroom_that_varies_its_own_words_does_not_part() -> None:
    same = comparison(Outcome.WORDING, position("hit", passage("a")), position("struck", passage("b")))
    other = comparison(Outcome.WORDING, position("hit", passage("a")), position("struck", passage("c")))
    assert (several_voices(same, READER), several_voices(other, READER)) == (False, True)


def test_updates_stand_as_they_came_and_those_without_a_time_last() -> None:
    told = comparison(
        Outcome.UPDATE, position("24", hours=9), position("?", hours=None), position("17"), position("21", hours=2)
    )
    assert [line.answer.value for line in comparison_lines(told, READER).answers] == ["17", "21", "24", "?"]


def test_the_answers_of_a_conflict_keep_their_order() -> None:
    told = comparison(Outcome.CONFLICT, position("24", hours=9), position("17"))
    assert [line.answer.value for line in comparison_lines(told, READER).answers] == ["24", "17"]


def test_a_shared_statement_is_told_in_the_readers_language_where_it_can_be() -> None:
    french, english = passage("a", language="fr", words="court"), passage("c", words="somewhat longer")
    statement = AgreedView(text=french, passages=(french, english), origins=2, countries=())
    assert shared_line(statement, READER).text == english
    assert shared_line(statement, Reader(language="de", voice={})).text == french


def test_a_shared_statement_names_each_outlet_once_and_in_order() -> None:
    told = (passage("a", outlet="Herald"), passage("c", outlet="Post"), passage("b", outlet="Herald"))
    line = shared_line(AgreedView(text=told[0], passages=told, origins=2, countries=()), READER)
    assert [article.id for article in line.articles] == ["a", "c"]


def page_of(voices: tuple[Voice, ...], passages: tuple[Passage, ...]) -> StoryPage:
    """Only what `sole_lines` looks at; the rest of a page is empty."""
    card = StoryCard(
        id="s",
        slug="s",
        title="x",
        title_by=ref("a"),
        lead=None,
        countries=(),
        languages=(),
        reports=2,
        origins=len(voices),
        conflicts=0,
        updates=0,
        first_at=START,
        last_at=START,
    )
    empty = ("summary", "key_points", "keywords", "divergences", "wording", "agreed", "speakers", "countries")
    more = ("timeline", "coverage", "related", "places")
    nothing: dict[str, Any] = dict.fromkeys((*empty, *more), ())
    only = (OnlyHere(country=None, passages=passages),)
    return StoryPage(card=card, only_here=only, voices=voices, version=1, made_at=START, **nothing)


def voice(key: str, *members: ArticleRef) -> Voice:
    return Voice(key=key, label=key, first=members[0], members=members)


def test_a_copy_in_another_country_is_no_second_witness_and_is_told_once() -> None:
    wire, copy = passage("a", words="Only the wire says so."), passage("b", words="Only the wire  says so.")
    page = page_of((voice("wire", wire.article, copy.article), voice("other", ref("c"))), (wire, copy))
    assert [(line.label, line.passages) for line in sole_lines(page)] == [("wire", (wire,))]


@pytest.mark.parametrize(("letters", "kept"), [(40, 6), (300, 3), (2000, 1)])
def test_what_one_voice_tells_is_no_more_of_a_report_than_an_excerpt(letters: int, kept: int) -> None:
    of_a = tuple(passage("a", words=f"{number:02}".ljust(letters, "x")) for number in range(9))
    of_b = (passage("b", words="And more."),)
    page = page_of((voice("wire", of_a[0].article, of_b[0].article), voice("other", ref("c"))), (*of_a, *of_b))
    [line] = sole_lines(page)
    assert (line.passages, line.left_out) == (of_a[:kept] + of_b, 9 - kept)


def test_where_there_is_one_voice_nothing_is_told_by_it_alone() -> None:
    told = passage("a")
    assert sole_lines(page_of((voice("wire", told.article),), (told,))) == []


def quotation(words: str, *, direct: bool = True, language: str = "en") -> QuotationView:
    return QuotationView(passage=passage("a", words=words, language=language), direct=direct, cue="said")


def lines(*quotations: QuotationView) -> tuple[list[str], list[str]]:
    """Words that are seen at once, and those that are folded away."""
    found = speaker_lines(Speaker(name="Anwar Delosa", quotations=quotations), READER)
    return [one.passage.marked for one in found.shown], [one.passage.marked for one in found.rest]


def test_words_in_quotation_marks_come_before_what_others_told_of_them() -> None:
    assert lines(quotation("told", direct=False), quotation("said")) == (["said"], ["told"])


def test_a_speaker_who_is_only_told_of_is_still_shown() -> None:
    assert lines(quotation("one", direct=False), quotation("two", direct=False)) == (["one"], ["two"])


def test_the_same_words_are_shown_once() -> None:
    assert lines(quotation("said"), quotation(" said ")) == (["said"], [])


def test_a_voice_tells_its_copies_from_what_its_house_adds() -> None:
    members = (ref("a", outlet="Herald"), ref("b", outlet="Post"), ref("c", outlet="Herald"))
    line = voice_line(Voice(key="v", label="Herald", first=members[0], members=members))
    assert ([other.id for other in line.others], line.again) == (["b"], 1)
