"""What well-formed facts of outlets cannot be right, one row a case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from variorum.model import Feed, Outlet, OutletKind
from variorum.outlet_rules import find_violations
from variorum.outlets import parse_outlet

pytestmark = pytest.mark.unit

HERALD = parse_outlet(
    """
name = "The Quay Herald"
country = "IE"
languages = ["en", "ga"]
kind = "paper"
homepage = "https://www.quayherald.ie/"

[[feeds]]
url = "https://www.quayherald.ie/rss/world.xml"
section = "World"
""",
    id="ie/quay-herald",
)


RSS_EN = "https://quayherald.ie/en/feed"


def feed(url: str) -> tuple[Feed, ...]:
    return (replace(HERALD.feeds[0], url=url),)


def rules_broken(*outlets: Outlet) -> list[str]:
    return [violation.rule for violation in find_violations(outlets)]


def test_facts_that_agree_are_left_alone() -> None:
    assert rules_broken(HERALD) == []


BROKEN: dict[str, tuple[Callable[[], Outlet], str]] = {
    "a language that nobody there speaks": (lambda: replace(HERALD, languages=("th",)), "language"),
    "a home page in another country": (lambda: replace(HERALD, country="FR", languages=("fr",)), "country"),
    "a tagline in the name": (lambda: replace(HERALD, name="The Quay Herald - News of the quays"), "name"),
    "a feed's title for a name": (lambda: replace(HERALD, name="Quay Herald RSS"), "name"),
    "a name as long as a sentence": (lambda: replace(HERALD, name="Quay " * 13), "name"),
    "a feed on a stranger's host": (lambda: replace(HERALD, feeds=feed("https://harbour.ie/feed")), "feed-host"),
    "a feed on a host that only ends alike": (
        lambda: replace(HERALD, feeds=feed("https://notquayherald.ie/feed")),
        "feed-host",
    ),
    "a feed of sport": (lambda: replace(HERALD, feeds=feed("https://quayherald.ie/sport/rss.xml")), "feed-topic"),
    "a feed of sport on a host of its own": (
        lambda: replace(HERALD, feeds=feed("https://sport.quayherald.ie/feed")),
        "feed-topic",
    ),
    "a feed of sport in another language": (
        lambda: replace(HERALD, feeds=feed("https://quayherald.ie/rss/the-thao.rss")),
        "feed-topic",
    ),
    "a feed of sport in another script": (
        lambda: replace(HERALD, feeds=feed("https://quayherald.ie/%D1%81%D0%BF%D0%BE%D1%80%D1%82/rss")),
        "feed-topic",
    ),
    "a feed of comments": (lambda: replace(HERALD, feeds=feed("https://quayherald.ie/comments/feed/")), "feed-topic"),
    "a feed of another language": (
        lambda: replace(HERALD, feeds=feed("https://quayherald.ie/fr/feed")),
        "feed-language",
    ),
    "a feed of the second language that does not say so": (
        lambda: replace(HERALD, languages=("ga", "en"), feeds=(replace(HERALD.feeds[0], url=RSS_EN, section=None),)),
        "feed-section",
    ),
    "a feed of politics that does not say so": (
        lambda: replace(
            HERALD, feeds=(replace(HERALD.feeds[0], url="https://quayherald.ie/politik.rss", section=None),)
        ),
        "feed-section",
    ),
    "one feed in two spellings": (
        lambda: replace(HERALD, feeds=(*feed("http://quayherald.ie/rss"), *feed("https://www.quayherald.ie/rss/"))),
        "feed-twice",
    ),
    "a family of one": (lambda: replace(HERALD, family="quay"), "family-alone"),
    "an agency by name that is none by kind": (lambda: replace(HERALD, name="Quay News Agency"), "kind"),
    "a radio by name, in another script, that is none by kind": (lambda: replace(HERALD, name="Радио Причал"), "kind"),
    "a page of an aggregator": (
        lambda: replace(HERALD, homepage="https://news.google.com/x", domains=("google.com",), feeds=()),
        "aggregator",
    ),
    "a home page outside its domains": (lambda: replace(HERALD, homepage="https://www.harbour.ie/"), "domain"),
}


@pytest.mark.parametrize(("make", "rule"), BROKEN.values(), ids=BROKEN.keys())
def test_what_cannot_be_right_is_found(make: Callable[[], Outlet], rule: str) -> None:
    assert rules_broken(make()) == [rule]


@pytest.mark.parametrize("name", ["The Radiotimes", "Quay Gazette", "Tvrdava"])
def test_a_word_within_a_word_tells_no_kind(name: str) -> None:
    assert rules_broken(replace(HERALD, name=name)) == []


def test_an_agency_may_have_a_radio_in_its_name() -> None:
    assert rules_broken(replace(HERALD, name="Quay Radio News Agency", kind=OutletKind.AGENCY, credits=("Q",))) == []


def test_a_feed_that_says_which_part_it_is_is_left_alone() -> None:
    assert rules_broken(replace(HERALD, feeds=feed("https://quayherald.ie/politik.rss"))) == []


def test_a_feed_of_two_outlets_is_found_in_two_spellings() -> None:
    other = replace(
        HERALD, id="ie/quay-mail", domains=("quayherald.ie",), feeds=feed("http://quayherald.ie/rss/world.xml")
    )
    assert rules_broken(HERALD, other) == ["feed-twice"]


def test_the_home_page_s_own_host_tells_no_topic() -> None:
    home = "https://sport.quayherald.ie/"
    assert rules_broken(replace(HERALD, homepage=home, feeds=feed(f"{home}rss"))) == []


def test_a_violation_names_its_outlet_and_the_remedy() -> None:
    (found,) = find_violations([replace(HERALD, languages=("th",))])
    assert found.outlet == "ie/quay-herald"
    assert found.said == "'th' is no language of IE: mend one of them, or add the reason to rules.toml"


@pytest.mark.parametrize("home", ["https://quayherald.co.uk/", "https://quayherald.tv/", "https://quayherald.com/"])
def test_a_british_a_sold_and_a_general_ending_fit_britain(home: str) -> None:
    assert rules_broken(replace(HERALD, country="GB", homepage=home, domains=(home[8:-1],), feeds=())) == []


def test_a_feed_may_lie_on_a_known_host_of_feeds() -> None:
    assert rules_broken(replace(HERALD, feeds=feed("https://feeds.feedburner.com/quayherald"))) == []


@pytest.mark.parametrize(("country", "tag"), [("NO", "no"), ("PH", "tl"), ("IQ", "ku"), ("BD", "en")])
def test_a_language_is_known_as_the_press_writes_it(country: str, tag: str) -> None:
    outlet = replace(HERALD, country=country, languages=(tag,), homepage="https://q.example/", domains=("q.example",))
    assert rules_broken(replace(outlet, feeds=())) == []


def test_an_outlet_under_another_s_domain_has_to_share_its_family() -> None:
    part = replace(
        HERALD, id="ie/quay-sport", homepage="https://s.quayherald.ie/", domains=("s.quayherald.ie",), feeds=()
    )
    assert rules_broken(HERALD, part) == ["family"]
    assert rules_broken(replace(HERALD, family="quay"), replace(part, family="quay")) == []
