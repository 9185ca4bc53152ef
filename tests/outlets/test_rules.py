"""What well-formed facts of outlets cannot be right, one row a case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from variorum.model import Feed, Outlet
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
""",
    id="ie/quay-herald",
)


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
    "a page of an aggregator": (
        lambda: replace(HERALD, homepage="https://news.google.com/x", domains=("google.com",), feeds=()),
        "aggregator",
    ),
    "a home page outside its domains": (lambda: replace(HERALD, homepage="https://www.harbour.ie/"), "domain"),
}


@pytest.mark.parametrize(("make", "rule"), BROKEN.values(), ids=BROKEN.keys())
def test_what_cannot_be_right_is_found(make: Callable[[], Outlet], rule: str) -> None:
    assert rules_broken(make()) == [rule]


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
