"""The demo world, fetched, extracted, grouped and compared by the library's own steps, comes out as it was written."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime
from types import MappingProxyType

import pytest

from variorum.config import FetchSettings
from variorum.extract import extract_article
from variorum.feeds import parse_feed
from variorum.fetch import Client
from variorum.model import Article, Outcome
from variorum.outlets import build_directory
from variorum.pipeline import StoryReading, break_down, group
from variorum.urls import canonical_url
from variorum.world import World, serve

pytestmark = pytest.mark.contract

NOW = datetime(2031, 5, 7, 14, 30, tzinfo=UTC)


class Taken:
    """A world in its later phase, and the articles that were read off its pages by way of its feeds."""

    def __init__(self) -> None:
        self.world = World(now=NOW)
        self.world.advance()
        self.directory = build_directory(self.world.outlets)
        with serve(self.world) as address:
            hosts = MappingProxyType(dict.fromkeys(self.world.hosts, address))
            with Client(FetchSettings(host_delay=0, hosts=hosts), clock=lambda: NOW) as client:
                self.articles = tuple(sorted(self._take_in(client), key=lambda one: one.published or NOW))

    def _take_in(self, client: Client) -> list[Article]:
        found = []
        for site in self.world.sites.values():
            if site.down:
                continue
            url = site.outlet.feeds[0].url
            for entry in parse_feed(client.get(url).body, url=url).entries:
                article = extract_article(client.get(entry.url), entry=entry, directory=self.directory)
                assert isinstance(article, Article)
                found.append(article)
        return found

    def read(self, story: str) -> StoryReading:
        reports = [a for a in self.articles if self.world.expected[canonical_url(a.url or "")] == story]
        return break_down(reports, directory=self.directory)


@pytest.fixture(scope="module")
def taken() -> Taken:
    return Taken()


def test_every_article_is_found_by_way_of_a_feed(taken: Taken) -> None:
    assert {canonical_url(article.url or "") for article in taken.articles} == taken.world.expected.keys()


def test_titles_texts_and_times_come_out_without_furniture(taken: Taken) -> None:
    written = {article.url: article for article in taken.world.articles}
    for article in taken.articles:
        original = written[canonical_url(article.url or "")]
        assert article.headline == original.headline
        assert article.published == original.published
        assert article.language == original.site.language
        printed = (original.teaser, *original.paragraphs)  # one house prints the lead under its headline
        extra = [line for line in article.text.split("\n") if line not in printed]
        missing = [line for line in original.paragraphs if line not in article.text.split("\n")]
        assert (extra, [line for line in missing if "Tessera" not in line]) == ([], [])


def test_the_articles_are_grouped_as_they_were_written(taken: Taken) -> None:
    stories = group(taken.articles)
    expected = defaultdict(set)
    for article in taken.articles:
        expected[taken.world.expected[canonical_url(article.url or "")]].add(article.id)
    assert sorted(sorted(story.articles) for story in stories) == sorted(sorted(ids) for ids in expected.values())


def test_the_wire_text_counts_once(taken: Taken) -> None:
    origins = taken.read("cable-coral-arc").origins
    assert sorted(len(origin.members) for origin in origins) == [1, 5]


def test_the_tolls_of_the_ferry_conflict(taken: Taken) -> None:
    reading = taken.read("ferry-maravel")
    conflicts = [c for c in reading.breakdown.comparisons if c.outcome is Outcome.CONFLICT]
    values = {position.value for conflict in conflicts for position in conflict.positions}
    assert {"Seventeen people", "Twenty-one people"} <= values


def test_the_ferry_that_nobody_was_hurt_on_has_no_toll(taken: Taken) -> None:
    comparisons = taken.read("ferry-hallan").breakdown.comparisons
    assert not any(c.outcome in {Outcome.CONFLICT, Outcome.UPDATE} for c in comparisons)
