"""The versions of an article: newest first, the most telling change first, what was cut down never in force unsaid."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client, override_settings
from tests.site.news.making import NOW, article
from tests.site.reading.test_pages import html_of, text_of

from variorum.config import load_settings
from variorum.model import Article
from variorum_site.news import store
from variorum_site.news.queries import TextPiece, compare_versions, find_article, find_version, versions

pytestmark = [pytest.mark.site, pytest.mark.django_db]

FIRST = (
    "The ferry Marisol sank off Port Larran on Friday.\n"
    "The coast guard said 12 people were killed when the ship went down.\n"
    "“We saw the lights go out,” said captain Anwar Delosa."
)
SECOND = FIRST.replace("12 people", "15 people") + "\nCorrection: the toll was wrong."
WALL = "Subscribe to go on reading about the ferry."


def keep(*texts: str, headline: str = "Ferry sinks", language: str = "en", **facts: str) -> Article:
    """An article whose page held these texts, one an hour."""
    for number, text in enumerate(texts):
        at = NOW + timedelta(hours=number)
        shown = f"{headline} ({number + 1})"
        stored = store.save_article(
            article(text=text, headline=shown, language=language, fetched_at=at, **facts), now=at
        )
    return stored.article


def test_the_article_shows_its_versions_newest_first(client: Client) -> None:
    keep(FIRST, SECOND)
    shown = text_of(client, "/articles/bridge-1/")
    assert re.search(r"Version 2 .*Version 1 .*As we first read it", shown)


def test_the_changes_of_a_version_stand_in_order_of_weight(client: Client) -> None:
    keep(FIRST, SECOND)
    shown = text_of(client, "/articles/bridge-1/")
    assert "Says that it was corrected · Another headline · 1 number" in shown
    order = ["The outlet says that it corrected", "Headline Before", "How many were killed? Before"]
    places = [shown.index(words) for words in order]
    assert places == sorted(places)


def test_what_went_and_what_came_is_marked_for_everybody(client: Client) -> None:
    keep(FIRST, SECOND)
    shown = html_of(client, "/articles/bridge-1/")
    assert "said <del>12</del> people" in shown
    assert "said <ins>15</ins> people" in shown
    assert re.search(r"<dt>Before</dt>.*<dt>Now</dt>", shown)


def test_each_version_and_each_two_have_an_address_of_their_own(client: Client) -> None:
    keep(FIRST, SECOND, SECOND.replace("15 people", "19 people"))
    assert "As it stands" not in text_of(client, "/articles/bridge-1/versions/1/")
    assert "Ferry sinks (1)" in text_of(client, "/articles/bridge-1/versions/1/")
    assert "Version 1 of 3" in text_of(client, "/articles/bridge-1/versions/1/")
    shown = html_of(client, "/articles/bridge-1/versions/1-3/")
    assert "<del>12</del>" in shown
    assert "<ins>19</ins>" in shown


def test_the_later_version_first_leads_to_the_earlier_first(client: Client) -> None:
    keep(FIRST, SECOND)
    answer = client.get("/articles/bridge-1/versions/2-1/")
    assert (answer.status_code, answer["Location"]) == (301, "/articles/bridge-1/versions/1-2/")


@pytest.mark.parametrize("address", ["versions/3/", "versions/0/", "versions/1-3/", "versions/1-1/"])
def test_a_version_that_is_not_there_is_not_found(client: Client, address: str) -> None:
    keep(FIRST, SECOND)
    assert client.get(f"/articles/bridge-1/{address}").status_code == 404


def test_no_article_has_no_versions(client: Client) -> None:
    assert client.get("/articles/nobody/versions/1/").status_code == 404
    assert compare_versions("nobody", 1, 2) is None


def test_an_article_of_one_version_shows_no_list_of_them(client: Client) -> None:
    keep(FIRST)
    assert 'id="versions"' not in html_of(client, "/articles/bridge-1/")


def test_a_text_cut_down_is_flagged_and_the_fuller_one_stays(client: Client) -> None:
    long = "\n".join(f"The harbour board met on day {day} and put off its vote again." for day in range(9))
    keep(long, WALL)
    shown = text_of(client, "/articles/bridge-1/")
    assert re.search(r"Version 2 not used .*The text is shorter by 9\d per cent\.", shown)
    assert "The harbour board met on day 0" in shown
    assert "stands on version 1" in text_of(client, "/articles/bridge-1/versions/2/")


def test_what_follows_a_wall_is_compared_with_the_text_before_it() -> None:
    long = "\n".join(f"The harbour board met on day {day} and put off its vote again." for day in range(9))
    keep(long, WALL, long + "\nThen it rained over the harbour.")
    page = find_article("bridge-1", full_text=True)
    assert page is not None
    newest = page.revisions[0]
    assert (newest.number, newest.against, newest.lost) == (3, 1, None)
    assert [change.kind.value for change in newest.changes] == ["headline", "added"]


def test_a_page_of_many_versions_is_folded_and_still_leads_to_each(client: Client) -> None:
    keep(*(f"{FIRST}\nDivers went down {number} times." for number in range(12)))
    shown = html_of(client, "/articles/bridge-1/")
    assert "6 earlier versions" in shown
    assert all(f"/articles/bridge-1/versions/{number}/" in shown for number in range(1, 13))
    assert "/articles/bridge-1/versions/2-3/" in shown


def test_a_version_is_an_excerpt_where_the_instance_shows_excerpts() -> None:
    keep("lantern " * 400)
    short, full = find_version("bridge-1", 1), find_version("bridge-1", 1, full_text=True)
    assert short is not None
    assert full is not None
    letters = [sum(len(piece.text) for line in page.paragraphs for piece in line) for page in (short, full)]
    assert letters[0] <= 601 < letters[1]


def test_two_versions_show_no_more_than_an_excerpt_of_their_changes() -> None:
    old, new = (" ".join(f"{word} {n} told of it at length and in full." for n in range(60)) for word in ("Ann", "Bob"))
    keep(old, new)
    short, full = compare_versions("bridge-1", 1, 2), compare_versions("bridge-1", 1, 2, full_text=True)
    assert short is not None
    assert full is not None
    assert short.after.cut
    assert not full.after.cut
    letters = sum(len(piece.text) for one in short.after.changes for piece in (*one.before, *one.after))
    assert letters <= 601


def told_in(client: Client, address: str) -> set[str]:
    return set(re.findall(r"Token\d+", text_of(client, address)))


def test_all_pages_of_versions_together_quote_no_more_than_the_articles_page(client: Client) -> None:
    lines = [f"Token{n} of the harbour board told at length what it holds of the old ferry quay." for n in range(60)]
    keep(*("\n".join(f"{line[:-1]} ({v})." for line in (*lines[v * 5 :], *lines[: v * 5])) for v in range(8)))
    quoted = told_in(client, "/articles/bridge-1/")
    assert 0 < len(quoted) < 20
    pages = [f"{n}/" for n in range(1, 9)] + [f"{n}-{m}/" for n in range(1, 9) for m in range(n + 1, 9)]
    assert set().union(*(told_in(client, f"/articles/bridge-1/versions/{page}") for page in pages)) <= quoted


def test_an_earlier_version_quotes_its_sentences_that_the_articles_page_quotes(client: Client) -> None:
    long = "The board of the harbour had met for hours behind closed doors before it told anybody. " * 9
    keep(f"{FIRST}\n{long}", f"{SECOND}\n{long}")
    shown = text_of(client, "/articles/bridge-1/versions/1/")
    assert "The coast guard said 12 people were killed when the ship went down." in shown
    assert "behind closed doors" not in shown


def test_a_version_of_which_nothing_is_quoted_says_so(client: Client) -> None:
    keep(
        "Rain fell.\n" * 60, "\n".join(f"On day {n} the council of Orla met again in the old mill." for n in range(60))
    )
    assert "Of this version the article's page quotes nothing." in text_of(client, "/articles/bridge-1/versions/1/")


@pytest.mark.parametrize("size", range(60, 140, 24))
def test_no_change_is_cut_to_a_stump(size: int) -> None:
    old, new = (
        ["".join((f"{who} {n} ", "told of it all ", "and again " * (size // 10), "then.")) for n in range(9)]
        for who in ("Ann", "Bob")
    )
    keep("\n".join(old), "\n".join(new + [f"It rained {n} times over the harbour." for n in range(9)]))
    page = compare_versions("bridge-1", 1, 2)
    whole = compare_versions("bridge-1", 1, 2, full_text=True)
    assert page is not None
    assert whole is not None
    for cut, full in zip(page.after.changes, whole.after.changes, strict=False):
        for shown, side in ((cut.before, full.before), (cut.after, full.after)):
            assert letters_of(shown) >= min(40, letters_of(side))


def letters_of(pieces: tuple[TextPiece, ...]) -> int:
    return sum(len(piece.text) for piece in pieces)


def test_two_versions_of_which_more_changed_than_is_shown_claim_nothing_of_the_rest(client: Client) -> None:
    keep(FIRST, SECOND)
    claim = "What is not shown reads the same in both."
    assert claim in text_of(client, "/articles/bridge-1/versions/1-2/")
    keep("\n".join(f"On day {n} the council of Orla met again in the old mill of the town." for n in range(30)))
    shown = text_of(client, "/articles/bridge-1/versions/2-3/")
    assert "More was changed" in shown
    assert claim not in shown


def test_a_version_is_read_once_for_all_who_look_at_it(client: Client) -> None:
    keep(*(f"{FIRST}\nDivers went down {number} times." for number in range(5)))
    versions._claims.cache_clear()
    for _ in range(3):
        client.get("/articles/bridge-1/")
    assert versions._claims.cache_info().misses == 5


def test_an_excerpt_keeps_the_words_around_a_change() -> None:
    long = "The " + "very " * 60 + "old ferry carried 12 people " + "and more " * 40 + "that night."
    keep(long, long.replace("12", "15"))
    page = compare_versions("bridge-1", 1, 2)
    assert page is not None
    number = page.after.changes[-1]
    assert [piece.text for piece in number.after if piece.mark] == ["15"]
    assert "".join(piece.text for piece in number.after).startswith("…very")


def test_a_change_of_how_we_read_is_said(client: Client) -> None:
    store.save_article(article(text=FIRST, made_by="extract/1"), now=NOW)
    store.save_article(article(text=SECOND, made_by="extract/2"), now=NOW)
    assert "some of the differences may be ours" in text_of(client, "/articles/bridge-1/")


def test_the_changes_of_an_arabic_article_run_from_right_to_left(client: Client) -> None:
    keep("غرقت العبّارة قبالة الميناء.\nقُتل 12 شخصًا.", "غرقت العبّارة قبالة الميناء.\nقُتل 15 شخصًا.", language="ar")
    assert re.search(r'<dd lang="ar" dir="rtl">[^<]*<del>12</del>', html_of(client, "/articles/bridge-1/"))


def test_the_whole_text_of_a_version_stands_where_the_owner_says_so(client: Client) -> None:
    keep(FIRST + "\nA fourth paragraph closes the report.", SECOND)
    whole = load_settings({"VARIORUM_SHOW_FULL_TEXT": "true"})
    with override_settings(VARIORUM=whole):
        assert "A fourth paragraph" in text_of(client, "/articles/bridge-1/versions/1/")
    assert "A fourth paragraph" not in text_of(client, "/articles/bridge-1/versions/1/")
