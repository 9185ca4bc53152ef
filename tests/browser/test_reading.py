"""A reader's way through the site, with and without script, narrow and wide, in light and dark."""

from __future__ import annotations

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect
from tests.browser.conftest import Visit
from tests.site.newsroom import FERRY
from tests.site.people import PASSWORD, moderator

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
STORY = f"/stories/{FERRY}/"
PAGES = [
    "/",
    STORY,
    f"{STORY}?since=2001-01-01",
    "/articles/courrier-1/",
    "/articles/courrier-1/versions/1/",
    "/articles/courrier-1/versions/1-2/",
    "/search/?q=ferry",
    "/accounts/login/",
    "/countries/",
    "/method/",
]


@pytest.mark.parametrize("script", [True, False])
def test_a_reader_filters_by_country_and_comes_to_the_words_of_a_report(visit: Visit, script: bool) -> None:
    page = visit("/", script=script)
    page.get_by_label("Reported in").select_option("FR")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".story")).to_have_count(1)
    page.get_by_role("link", name="Ferry sinks off Port Larran, 12 dead").click()
    conflict = page.locator("#d1")
    expect(conflict.locator(".value")).to_have_text(["12", "19"])
    expect(conflict.locator("mark").last).to_have_text("19 personnes sont mortes")
    conflict.get_by_role("link", name="Le Courrier du Soir").click()
    expect(page.locator("h1")).to_have_text("Un ferry coule au large de Larran : 19 morts")
    expect(page.get_by_role("link", name="Read it at Le Courrier du Soir")).to_have_attribute(
        "href", "https://courrier-du-soir.example/courrier-1"
    )


def test_a_comment_waits_for_a_moderator_and_then_shows(visit: Visit) -> None:
    moderator()
    author, stranger = visit(STORY), visit(STORY)
    author.get_by_role("link", name="Sign in to tell").click()
    author.get_by_role("link", name="Make an account").click()
    sign_up(author)
    expect(author).to_have_url(re.compile(f"{STORY}#comments$"))
    author.get_by_label("Which country?").select_option("EG")
    author.get_by_label("What was reported there, or left out?").fill("Nothing of the inspections.")
    author.get_by_role("button", name="Send").click()
    expect(author.locator(".comment.waiting")).to_contain_text("Nothing of the inspections.")
    stranger.reload()
    expect(stranger.locator("#comments")).to_contain_text("Nobody has told yet.")
    approve(visit("/accounts/login/?next=/moderation/"))
    stranger.reload()
    expect(stranger.locator(".comment")).to_contain_text("Nothing of the inspections.")
    assert User.objects.get(username="amira").comments.get().state == "approved"


def sign_up(page: Page) -> None:
    page.get_by_label("Username").fill("amira")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Password (again)").fill(PASSWORD)
    page.get_by_role("button", name="Make an account").click()


def approve(page: Page) -> None:
    page.get_by_label("Your name here, or your e-mail address").fill("moderator")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_role("status")).to_contain_text("The comment is shown now.")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_to_blame(visit: Visit, scheme: Any) -> None:
    page = visit("/", scheme=scheme)
    site = page.url.rstrip("/")
    for path in PAGES:
        page.goto(site + path)
        found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]})
        assert not found.response["violations"], f"{path}: {found.generate_report()}"


@pytest.mark.parametrize("width", [390, 768, 1280])
def test_no_page_is_wider_than_its_window(visit: Visit, width: int) -> None:
    page = visit("/", width=width)
    site = page.url.rstrip("/")
    for path in PAGES:
        page.goto(site + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_the_keyboard_comes_to_the_content_first(visit: Visit) -> None:
    page = visit("/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Go to the content")
    page.keyboard.press("Enter")
    expect(page.locator(":focus")).to_have_id("content")


def test_the_page_prints_without_its_controls(visit: Visit) -> None:
    page = visit(STORY)
    page.emulate_media(media="print")
    expect(page.locator(".masthead nav")).to_be_hidden()
    expect(page.locator("#d1")).to_be_visible()


def test_the_contents_lead_to_each_part_without_script(visit: Visit) -> None:
    page = visit(STORY, width=390, script=False)
    contents = page.get_by_role("navigation", name="On this page")
    contents.get_by_role("link", name="Who rests on whom").click()
    expect(page.locator("#sources")).to_be_in_viewport()
    expect(page.locator("#sources")).to_contain_text("They cite each other")


def test_the_table_behind_the_picture_opens_and_fits_a_phone(visit: Visit) -> None:
    page = visit(STORY, width=390)
    page.locator("#matrix summary").click()
    expect(page.locator("#matrix table")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_every_folded_list_fits_a_phone(visit: Visit) -> None:
    page = visit(STORY, width=390)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_page_that_runs_from_right_to_left_is_no_wider_and_its_pictures_stay(visit: Visit) -> None:
    page = visit(STORY, width=390)
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.locator("#matrix .matrix svg").last.evaluate("one => getComputedStyle(one).direction") == "ltr"
