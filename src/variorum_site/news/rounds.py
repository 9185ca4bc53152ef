"""A round: all steps from feeds to stories, until nothing is due. Each works off rows that are due and may be run again
at any time: doing it twice changes nothing. Network and clock are passed in; all writing is the store's."""

from __future__ import annotations

from dataclasses import dataclass, replace

from variorum_site.news.pages.extracting import extract_pages
from variorum_site.news.pages.fetching import fetch_pages
from variorum_site.news.polling.polls import poll_feeds
from variorum_site.news.polling.websub import keep_subscriptions, read_deliveries
from variorum_site.news.running.progress import Told, quiet
from variorum_site.news.running.tools import Tools
from variorum_site.news.stories.digest import digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What a run of all steps did."""

    feeds: int = 0
    entries: int = 0
    pages: int = 0
    articles: int = 0
    grouped: int = 0
    stories: int = 0

    @property
    def nothing(self) -> bool:
        return not (self.entries or self.pages or self.articles or self.grouped or self.stories)


def run_steps(tools: Tools, *, told: Told = quiet) -> Tally:
    """All steps, one after another, until nothing is due."""
    pushed = read_deliveries(tools)
    feeds, entries = poll_feeds(tools, told=told)
    keep_subscriptions(tools)
    tally = Tally(feeds=feeds, entries=pushed + entries)
    while True:  # also once with no page due, for what an interrupted run left
        fetched = fetch_pages(tools, told=told)
        articles = extract_pages(tools, told=told)
        grouped, stories = digest(now=tools.clock(), told=told)
        tally = replace(
            tally,
            pages=tally.pages + fetched.pages,
            articles=tally.articles + articles,
            grouped=tally.grouped + grouped,
            stories=tally.stories + stories,
        )
        if not fetched.due:
            return tally
