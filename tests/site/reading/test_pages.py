"""The pages say what the records say: voices before reports, the exact words marked, silence apart from not knowing."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from tests.site.newsroom import BRIDGE, FERRY

from variorum_site.news import models as rows
from variorum_site.news import store

pytestmark = [pytest.mark.site, pytest.mark.django_db]


def text_of(client: Client, address: str, status: int = 200) -> str:
    """The page without its tags, its white space evened out."""
    response = client.get(address)
    assert response.status_code == status, address
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def html_of(client: Client, address: str) -> str:
    return re.sub(r"\s+", " ", client.get(address).content.decode())


def test_the_front_page_shows_both_answers_of_a_conflict(client: Client, newsroom: None) -> None:
    shown = text_of(client, "/")
    assert "How did your country report this?" in shown
    assert re.search(r"Conflict How many were killed\? 12 Malaysia, United Kingdom, Egypt 19 France", shown)


def test_the_front_page_counts_voices_before_reports(client: Client, newsroom: None) -> None:
    assert re.search(r"3 independent voices 5 reports 4 countries", text_of(client, "/"))


def test_the_voices_of_a_story_are_drawn_with_their_copies(client: Client, newsroom: None) -> None:
    shown = html_of(client, "/")
    assert 'aria-label="3 independent voices, 2 more reports by them"' in shown
    assert shown.count('<circle class="copy"') == 2


def test_the_front_page_is_filtered_by_country(client: Client, newsroom: None) -> None:
    shown = text_of(client, "/?country=FR")
    assert "Ferry sinks" in shown
    assert "Border bridge" not in shown


def test_the_front_page_is_filtered_by_language(client: Client, newsroom: None) -> None:
    assert "Border bridge" not in text_of(client, "/?language=ar")


def test_a_filter_that_nothing_passes_says_so_and_leads_back(client: Client, newsroom: None) -> None:
    shown = text_of(client, "/?country=JP")
    assert "No story fits this choice." in shown
    assert "Show all stories" in shown


@pytest.mark.parametrize(
    ("country", "why"),
    [
        ("JP", "The feeds of its outlets work, but nothing in them fits."),
        ("KE", "We don't know what was told there: the feeds of its outlets fail at the moment."),
        ("PE", "We know no outlet of this country."),
    ],
)
def test_an_empty_country_says_why(client: Client, newsroom: None, country: str, why: str) -> None:
    assert why in text_of(client, f"/?country={country}")


def test_an_empty_site_says_that_no_outlet_is_read_yet(client: Client) -> None:
    assert "No outlet is read yet." in text_of(client, "/")


@pytest.mark.parametrize("page", ["0", "-1", "x", "9" * 30, "²", ""])
def test_a_nonsense_page_number_is_the_first_or_last_page(client: Client, newsroom: None, page: str) -> None:
    assert "Ferry sinks" in text_of(client, f"/?page={page}")


def test_the_story_page_marks_the_exact_words_of_each_answer(client: Client, newsroom: None) -> None:
    shown = html_of(client, f"/stories/{FERRY}/")
    assert "The coast guard said <mark>12 people were killed</mark> when the ship went down." in shown
    assert "<mark>19 personnes sont mortes</mark>" in shown


def test_the_passages_of_an_answer_let_each_voice_speak_before_a_copy(client: Client, newsroom: None) -> None:
    shown = text_of(client, f"/stories/{FERRY}/")
    assert re.search(
        r"Larran Herald , Malaysia, .* 2 more reports say so .* Sawt al-Bahr , Egypt, .* Northern Post", shown
    )


def test_the_words_of_a_report_carry_their_language_and_direction(client: Client, newsroom: None) -> None:
    shown = html_of(client, f"/stories/{FERRY}/")
    assert '<blockquote lang="fr" dir="ltr">' in shown
    assert '<h4 lang="ar" dir="rtl">' in shown


def test_each_sentence_of_the_summary_links_to_its_report(client: Client, newsroom: None) -> None:
    shown = html_of(client, f"/stories/{FERRY}/")
    assert re.search(r'before dawn on Friday\. <cite>\(<a href="/articles/herald-1/">Larran Herald</a>\)', shown)


def test_the_story_page_says_what_only_one_voice_tells(client: Client, newsroom: None) -> None:
    shown = text_of(client, f"/stories/{FERRY}/")
    assert re.search(r"Told by one voice only .* Le Courrier du Soir France Le navire avait échoué", shown)


def test_what_one_voice_tells_is_no_claim_about_all_others(client: Client, newsroom: None) -> None:
    shown = text_of(client, f"/stories/{FERRY}/")
    assert "Found in no other report. Reports in other languages are matched by names and figures only." in shown


def test_the_story_page_names_the_speaker_of_a_quotation(client: Client, newsroom: None) -> None:
    assert re.search(r"Who is quoted Anwar Delosa We saw the lights go out,", text_of(client, f"/stories/{FERRY}/"))


def test_a_reprint_says_whose_text_it_carries(client: Client, newsroom: None) -> None:
    assert "Carries the text of Larran Herald , 97 % of its wording stands there word for word" in text_of(
        client, f"/stories/{FERRY}/"
    )


def test_a_reprint_of_nobody_known_names_nobody(client: Client, newsroom: None) -> None:
    rows.Reprint.objects.update(origin=None, agency=None)
    shown = text_of(client, f"/stories/{FERRY}/")
    assert "Carries a text of another house" in shown
    assert "None" not in shown


def test_a_house_that_tells_more_does_not_repeat_itself(client: Client, newsroom: None) -> None:
    shown = text_of(client, f"/stories/{FERRY}/")
    assert re.search(r"Larran Herald repeated by Northern Post Each in its own words:", shown)


def test_silence_is_told_apart_from_not_knowing(client: Client, newsroom: None) -> None:
    shown = text_of(client, f"/stories/{FERRY}/")
    assert re.search(
        r"We found no report of this from 1 outlet of ours there Japan \(1 of 2 outlets could be read\)", shown
    )
    assert re.search(
        r"We don't know: too little there could be read or compared Feeds fail: Kenya "
        r"\(its only feed has been failing since \d\d:\d\d \)",
        shown,
    )
    assert "Nothing published" not in shown


def test_a_country_page_claims_no_more_than_that_we_found_no_other_report(client: Client, newsroom: None) -> None:
    shown = text_of(client, "/countries/GB/")
    assert "no outlet of another country" not in shown


def test_the_timeline_is_drawn_and_also_told_in_words(client: Client, newsroom: None) -> None:
    shown = html_of(client, f"/stories/{FERRY}/")
    assert shown.count('<circle class="voice" cx=') == 4  # three voices, and the one of the key
    assert shown.count('<circle class="copy" cx=') == 3
    assert "As a list" in shown


def test_a_later_figure_is_an_update_with_its_times(client: Client, newsroom: None) -> None:
    shown = text_of(client, f"/stories/{FERRY}/")
    assert re.search(r"Update How many were killed\? 12 \d+ \w+, \d\d:\d\d · 1 voice · Malaysia", shown)
    assert "How many were killed? Now 23" in shown


def test_a_story_told_by_one_voice_says_that_there_is_nothing_to_compare(client: Client, newsroom: None) -> None:
    assert "Only one independent voice tells this so far" in text_of(client, f"/stories/{BRIDGE}/")


def test_a_merged_story_leads_to_the_one_it_stands_in(client: Client, newsroom: None) -> None:
    from django.utils import timezone

    from variorum.model import Merge

    store.apply([Merge(source=BRIDGE, target=FERRY, score=0.9, made_by="person:test")], now=timezone.now())
    response = client.get(f"/stories/{BRIDGE}/")
    assert (response.status_code, response["Location"]) == (301, f"/stories/{FERRY}/")


def test_the_article_page_links_out_before_anything_else(client: Client, newsroom: None) -> None:
    shown = html_of(client, "/articles/courrier-1/")
    assert shown.index('class="out" href="https://courrier-du-soir.example/courrier-1"') < shown.index("Its story")


def test_the_article_page_says_why_it_stands_in_its_story(client: Client, newsroom: None) -> None:
    from variorum_site.news import models as rows

    joined = rows.Membership.objects.filter(score__isnull=False).exclude(nearest=None).select_related("article").first()
    assert joined is not None
    said = text_of(client, f"/articles/{joined.article.slug}/")
    assert re.search(r"Why it stands there: it is most like .+ \(.+\): (names|words|places|numbers): \w", said)
    began = rows.Membership.objects.filter(score=None, story__canonical=None).select_related("article").first()
    assert began is not None
    assert "The story began with this report." in text_of(client, f"/articles/{began.article.slug}/")


def test_a_report_that_began_a_merged_story_stands_there_for_what_merged_it(client: Client, newsroom: None) -> None:
    from django.utils import timezone

    from variorum.model import Merge
    from variorum_site.news import models as rows

    began = rows.Membership.objects.select_related("article").get(score=None, story__slug=BRIDGE)
    store.apply([Merge(source=BRIDGE, target=FERRY, score=0.9, made_by="person:test")], now=timezone.now())
    assert "Why it stands there: a person decided so." in text_of(client, f"/articles/{began.article.slug}/")


def test_the_article_page_shows_what_the_outlet_changed(client: Client, newsroom: None) -> None:
    shown = html_of(client, "/articles/courrier-1/")
    assert "Version 2" in shown
    assert re.search(r"<del>[^<]*17[^<]*</del>", shown)
    assert re.search(r"<ins>[^<]*19[^<]*</ins>", shown)


def test_the_article_page_marks_the_words_that_the_breakdown_stands_on(client: Client, newsroom: None) -> None:
    assert '<mark class="m-conflict">19 personnes sont mortes</mark>' in html_of(client, "/articles/courrier-1/")


def test_the_country_page_lists_outlets_with_the_health_of_their_feeds(client: Client, newsroom: None) -> None:
    assert re.search(r"Velia Day 0 articles feeds fail", text_of(client, "/countries/ke/"))
    assert "Ferry sinks" in text_of(client, "/countries/MY/")


def test_the_countries_page_names_every_country_that_is_read(client: Client, newsroom: None) -> None:
    shown = text_of(client, "/countries/")
    for name in ("Egypt", "France", "Japan", "Kenya", "Malaysia", "United Kingdom"):
        assert name in shown


def test_the_outlet_page_says_why_a_feed_fails(client: Client, newsroom: None) -> None:
    assert re.search(
        r"fails https://velia-day.example/rss.xml Its server answered with error 503\. "
        r"It has been failing since \w+day \.",
        text_of(client, "/outlets/ke/velia-day/"),
    )
    assert "Ferry sinks" in text_of(client, "/outlets/my/larran-herald/")


def test_search_finds_words_and_marks_them(client: Client, newsroom: None) -> None:
    shown = html_of(client, "/search/?q=ferry")
    assert re.search(r"<mark>[Ff]erry</mark>", shown)
    assert f'href="/stories/{FERRY}/"' in shown


def test_search_that_finds_nothing_says_what_may_help(client: Client, newsroom: None) -> None:
    assert "Fewer words find more" in text_of(client, "/search/?q=zeppelin")


def test_the_method_page_names_its_limits(client: Client) -> None:
    assert "Comparison is by rule, not by understanding." in text_of(client, "/method/")


@pytest.mark.parametrize(
    "address", ["/stories/none/", "/articles/none/", "/outlets/xx/none/", "/countries/XQ/", "/nowhere/"]
)
def test_what_is_not_there_is_a_friendly_404(client: Client, address: str) -> None:
    assert "This page is not here" in text_of(client, address, 404)


@pytest.mark.parametrize(
    "address",
    ["/", f"/stories/{FERRY}/", "/articles/courrier-1/", "/search/?q=ferry", "/accounts/login/", "/accounts/signup/"],
)
def test_no_page_has_inline_style_or_script_or_anything_from_elsewhere(
    client: Client, newsroom: None, address: str
) -> None:
    response = client.get(address)
    shown = response.content.decode()
    assert "style-src 'self'" in response["Content-Security-Policy"]
    assert " style=" not in shown
    assert "<style" not in shown
    assert not re.search(r"<script(?![^>]* src=)", shown)
    assert not re.search(r'<(?:img|script|link|iframe|source)[^>]+(?:src|href)="(?:https?:)?//', shown)


def test_what_reports_and_readers_write_is_never_markup(client: Client, newsroom: None) -> None:
    assert "<b>x" not in client.get("/search/", {"q": "<b>x</b>"}).content.decode()
