"""What the pages may ask, beyond what the pages' own tests show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.site.news.making import NOW, TEXT, article, feed, outlet, reading, state

from variorum.languages import known_languages
from variorum.model import Basis, Join, Merge, Open, Outcome, Reprint
from variorum_site.news import models as rows
from variorum_site.news import store
from variorum_site.news.queries import (
    Coverage,
    Filters,
    Health,
    RevisionView,
    find_article,
    find_country,
    find_outlet,
    find_story,
    front_page,
    list_countries,
    list_outlets,
)
from variorum_site.news.queries.shelf import excerpt

pytestmark = [pytest.mark.site, pytest.mark.django_db]


def tell(story: str, *countries: str, hours: float = 0, outcome: Outcome = Outcome.AGREEMENT) -> None:
    """A story that was read, with one report for each country."""
    names = [f"{story}-{number}" for number in range(len(countries))]
    for name, country in zip(names, countries, strict=True):
        told = article(name, country=country, published=NOW + timedelta(hours=hours), text=TEXT)
        store.save_article(told, now=NOW)
    first, *rest = names
    joins = [Join(article=one, story=story, score=1.0, nearest=first, made_by="stories/1") for one in rest]
    store.apply([Open(article=first, story=story, made_by="stories/1"), *joins], now=NOW)
    store.save_reading(reading(story, *names, outcome=outcome), title=article(first), now=NOW)


def ids(**filters: str) -> list[str]:
    return [card.id for card in front_page(Filters(**filters)).cards]


def test_fresher_stories_come_first_unless_more_origins_tell_the_older_one() -> None:
    tell("one-now", "MY")
    tell("one-before", "MY", hours=-7)
    tell("four-before", "MY", "KE", "FR", "NZ", hours=-9)
    assert ids() == ["four-before", "one-now", "one-before"]


def test_the_front_page_is_filtered_and_counts_what_there_is() -> None:
    tell("both", "MY", "KE")
    tell("kenya", "KE")
    assert ids(country="my") == ["both"]
    assert ids(country="ZZ") == []
    front = front_page()
    assert dict(front.countries) == {"KE": 2, "MY": 1}
    assert dict(front.languages) == {"en": 2}


def test_a_page_past_the_end_is_the_last_one() -> None:
    for number in range(3):
        tell(f"s{number}", "MY")
    page = front_page(page=7, size=2)
    assert (page.paging.number, page.paging.previous, page.paging.next, len(page.cards)) == (2, 1, None, 1)
    assert front_page(page=-1, size=2).paging.number == 1


def test_a_card_says_where_its_reports_part() -> None:
    tell("quarrel", "MY", "KE", outcome=Outcome.CONFLICT)
    [card] = front_page().cards
    assert card.parting is not None
    assert (card.parting.question, len(card.parting.answers), card.conflicts) == ("people", 2, 1)
    assert (card.voices, card.countries) == ((1, 1), ("MY", "KE"))
    assert card.lead is not None
    assert card.lead.marked == "The bridge at Orla opened on Monday."


def test_a_merged_story_leads_to_the_one_in_force() -> None:
    tell("small", "KE")
    tell("large", "MY", "FR")
    store.apply([Merge(source="small", target="large", score=1.0, made_by="person:ana")], now=NOW)
    store.save_reading(reading("large", "large-0", "large-1", "small-0"), title=article("large-0"), now=NOW)
    story = find_story("small")
    assert story is not None
    assert (story.card.slug, story.card.reports, story.former_ids) == ("large", 3, ("small",))
    assert ids(country="KE") == ["large"]
    assert ids() == ["large"]


def test_unknown_addresses_find_nothing() -> None:
    assert find_story("none") is None
    assert find_article("none") is None
    assert find_outlet("zz/none") is None
    assert find_country("ZZ") is None


def test_a_story_that_was_not_read_yet_is_not_shown() -> None:
    store.save_article(article(), now=NOW)
    store.apply([Open(article="bridge-1", story="s", made_by="stories/1")], now=NOW)
    assert find_story("s") is None
    assert ids() == []


def test_passages_carry_the_words_around_them() -> None:
    tell("s", "MY", "KE", outcome=Outcome.CONFLICT)
    story = find_story("s")
    assert story is not None
    passage = story.divergences[0].positions[0].passages[0]
    assert (passage.before, passage.marked, passage.paragraph) == ("", "Nine people", 1)
    assert passage.after == " had waited there since dawn."


def test_an_excerpt_stands_for_the_text_where_only_that_may_be_shown() -> None:
    paragraphs = [f"Paragraph {number} tells of the bridge at some length." for number in range(9)]
    store.save_article(article(text="\n".join(paragraphs)), now=NOW)
    short, full = find_article("bridge-1"), find_article("bridge-1", full_text=True)
    assert short is not None
    assert full is not None
    assert (len(short.paragraphs), short.full, len(full.paragraphs), full.full) == (2, False, 9, True)


def test_a_long_first_paragraph_is_cut_between_words() -> None:
    store.save_article(article(text="lantern " * 400), now=NOW)
    page = find_article("bridge-1")
    assert page is not None
    [[piece]] = page.paragraphs
    assert piece.text.endswith("lantern…")
    assert len(piece.text) <= 601


def letters_of(revisions: Iterable[RevisionView]) -> int:
    changes = [change for revision in revisions for change in revision.changes]
    return sum(len(piece.text) for change in changes for piece in (*change.before, *change.after))


def test_the_changes_of_all_revisions_are_an_excerpt_too() -> None:
    for number in range(4):
        sentences = [f"Sentence {number} of number {line} tells of the bridge at some length." for line in range(30)]
        store.save_article(article(text="\n".join(sentences)), now=NOW)
    short, full = find_article("bridge-1"), find_article("bridge-1", full_text=True)
    assert short is not None
    assert full is not None
    shown = letters_of(short.revisions)
    assert 300 < shown <= 601
    assert [revision.cut for revision in short.revisions] == [True, True, True, False]
    assert letters_of(full.revisions) > 9000


def test_an_excerpt_shows_no_page_furniture() -> None:
    text = f"Item 1 of 3 People wait at the bridge of Orla, on Monday. REUTERS/Nobody\n{TEXT}"
    store.save_article(article(text=text), now=NOW)
    page = find_article("bridge-1")
    assert page is not None
    assert [piece.text for paragraph in page.paragraphs for piece in paragraph] == TEXT.split("\n")
    assert excerpt(text, language="en") == " ".join(TEXT.split())


def test_what_the_breakdown_stands_on_is_marked_in_the_text_that_was_read() -> None:
    tell("s", "MY", "KE", outcome=Outcome.CONFLICT)
    page = find_article("s-0", full_text=True)
    assert page is not None
    marks = [(piece.text, piece.mark) for paragraph in page.paragraphs for piece in paragraph if piece.mark]
    assert marks == [("The bridge at Orla opened on Monday.", "agreed"), ("Nine people", "conflict")]
    store.save_article(article("s-0", text=TEXT + " It closed."), now=NOW)
    page = find_article("s-0", full_text=True)
    assert page is not None
    assert [piece.mark for paragraph in page.paragraphs for piece in paragraph] == [None, None]


def test_copies_know_their_origin_and_the_origin_its_copies() -> None:
    for name in ("first", "copy"):
        store.save_article(article(name), now=NOW)
    store.save_reprints([Reprint(article="copy", origin="first", overlap=0.9, basis=Basis.TEXT)], among=["copy"])
    copy, first = find_article("copy"), find_article("first")
    assert copy is not None
    assert first is not None
    assert copy.reprint is not None
    assert copy.reprint.origin is not None
    assert copy.reprint.origin.id == "first"
    assert [ref.id for ref in first.copies] == ["copy"]


# --- coverage ---------------------------------------------------------------------------------------------------------


def coverage_of(story: str) -> dict[str, Coverage]:
    page = find_story(story)
    assert page is not None
    return {one.country: one.status for one in page.coverage}


def listen(
    identity: str,
    *,
    works: bool = True,
    after: float = 1,
    feeds: tuple[str, ...] = ("feed",),
    language: str = "en",
    read: bool = True,
) -> None:
    """An outlet whose feeds were polled so many hours after the story, and whether a page of it was read then."""
    store.save_outlet(outlet(identity, feeds=tuple(feed(identity, name) for name in feeds), languages=(language,)))
    at = NOW + timedelta(hours=after)
    for name in feeds:
        store.save_feed_state(state(feed(identity, name).url, works=works, at=at))
    if works and read:
        other = f"{identity[3:]}-other"
        told = article(other, url=f"https://{other}.example/", outlet=identity, country=identity[:2].upper())
        store.save_article(replace(told, text="Rain fell on the hills."), now=at)


def test_a_country_that_was_heard_after_the_story_and_told_nothing_is_silent() -> None:
    tell("s", "MY")
    listen("ke/lantern")
    assert coverage_of("s") == {"MY": Coverage.REPORTED, "KE": Coverage.SILENT}


def test_a_feed_whose_pages_were_all_refused_is_no_silence() -> None:
    tell("s", "MY")
    listen("ke/lantern", read=False)
    assert coverage_of("s")["KE"] is Coverage.UNKNOWN
    listen("ke/lantern", after=-3)  # what was read before the story says nothing about it
    listen("ke/lantern", read=False)
    assert coverage_of("s")["KE"] is Coverage.UNKNOWN


@pytest.mark.parametrize(
    ("language", "status"), [("km", Coverage.UNKNOWN), ("fr", Coverage.SILENT), ("pt-br", Coverage.SILENT)]
)
def test_a_language_that_cannot_be_compared_is_no_silence(language: str, status: Coverage) -> None:
    assert "km" not in known_languages()
    tell("s", "MY")
    listen("ke/lantern", language=language)
    assert coverage_of("s")["KE"] is status


def test_what_the_owner_paused_is_not_asked() -> None:
    tell("s", "MY")
    listen("ke/lantern")
    rows.Feed.objects.update(paused=True)
    assert coverage_of("s") == {"MY": Coverage.REPORTED}


def test_a_country_says_how_many_of_its_outlets_were_read() -> None:
    tell("s", "MY")
    listen("ke/lantern")
    listen("ke/beacon", read=False)
    page = find_story("s")
    assert page is not None
    [line] = [one for one in page.coverage if one.country == "KE"]
    assert (line.outlets_working, line.outlets) == (1, 2)


def test_nobody_knows_of_a_country_whose_feeds_failed_or_were_last_heard_before_the_story() -> None:
    tell("s", "MY")
    listen("ke/lantern", works=False)
    listen("fr/phare", after=-3)
    store.save_outlet(outlet("nz/beacon"))
    assert coverage_of("s") == {
        "MY": Coverage.REPORTED,
        "FR": Coverage.UNKNOWN,
        "KE": Coverage.UNKNOWN,
        "NZ": Coverage.UNKNOWN,
    }


def test_a_failure_long_after_the_story_does_not_unsay_its_silence() -> None:
    tell("s", "MY")
    listen("ke/lantern")
    listen("ke/lantern", works=False, after=72)
    assert coverage_of("s")["KE"] is Coverage.SILENT


def test_less_than_half_of_a_countrys_outlets_is_not_the_country() -> None:
    tell("s", "MY")
    listen("ke/lantern")
    listen("ke/beacon", works=False)
    assert coverage_of("s")["KE"] is Coverage.SILENT
    listen("ke/candle", works=False)
    assert coverage_of("s")["KE"] is Coverage.UNKNOWN


# --- outlets and countries --------------------------------------------------------------------------------------------


def test_an_outlet_counts_what_it_had_first_and_what_it_carried() -> None:
    store.save_outlet(outlet(family="harbour"))
    store.save_outlet(outlet("sg/harbour-news", family="harbour"))
    for name in ("first", "copy"):
        store.save_article(article(name, outlet="my/harbour-post"), now=NOW)
    store.save_reprints([Reprint(article="copy", origin=None, agency="Nordwire", basis=Basis.CREDIT)], among=["copy"])
    page = find_outlet("my/harbour-post")
    assert page is not None
    assert (page.articles, page.firsts, page.copies) == (2, 1, 1)
    assert [one.id for one in page.family_members] == ["sg/harbour-news"]
    assert {one.id for one in page.latest} == {"first", "copy"}


def test_the_health_of_an_outlet_is_told_by_its_feeds() -> None:
    store.save_outlet(outlet("nz/beacon"))
    listen("ke/lantern", works=False)
    listen("my/candle", feeds=("feed", "world"))
    assert {line.outlet.id: line.health for line in list_outlets()} == {
        "ke/lantern": Health.FAILS,
        "my/candle": Health.WORKS,
        "nz/beacon": Health.UNREAD,
    }
    page = find_outlet("ke/lantern")
    assert page is not None
    assert page.feeds[0].error == "It answered with status 503: ask again later."
    assert [line.outlet.id for line in list_outlets(country="ke")] == ["ke/lantern"]


def test_a_country_shows_its_stories_and_those_told_there_alone() -> None:
    listen("ke/lantern", read=False)
    tell("shared", "MY", "KE")
    tell("own", "KE", "KE")
    page = find_country("ke")
    assert page is not None
    assert {card.id for card in page.stories} == {"shared", "own"}
    assert [card.id for card in page.only_here] == ["own"]
    assert {line.country: (line.outlets, line.articles, line.stories) for line in list_countries()} == {
        "KE": (1, 3, 2),
        "MY": (0, 1, 1),
    }
