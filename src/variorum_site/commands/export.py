"""`variorum export`: what is stored, as JSON lines; the feeds as an OPML list; coverage as a table."""

# ruff: noqa: PLC0415 - Django's models can be imported only once it is set up
from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from variorum.cli.inputs import VariorumCommand, print_lines
from variorum.coverage import CoverageStudy, study_rows, write_csv
from variorum.feeds import OpmlFeed, write_opml
from variorum.jsonl import article_row
from variorum.model import Feed, FeedKind
from variorum.outlets import Directory
from variorum_site.commands.opening import open_site


@click.command(cls=VariorumCommand)
@click.argument(
    "what", type=click.Choice(["articles", "stories", "breakdowns", "feeds", "coverage"]), default="articles"
)
@click.option("--days", type=click.IntRange(1, 3660), default=30, show_default=True, help="Coverage of the last days.")
@click.option("--csv", "as_table", is_flag=True, help="Coverage as a table with a line of names.")
def export(what: str, days: int, as_table: bool) -> None:  # noqa: FBT001  (click calls it so)
    """Print all articles (the default), stories or breakdowns, one JSON object a line, or feeds as an OPML list.

    `variorum ingest` reads the articles and the list back. Spans count code points of the article's text in the named
    revision. The list names feeds only: sitemaps, and pages that stand in for feeds, are read by nobody else. Coverage
    is a measure a line, as `variorum coverage` describes them.
    """
    open_site()
    if what == "feeds":
        click.echo(_feeds(), nl=False)
        return
    if what == "coverage":
        measured = study_rows(_study(days))
        click.echo(write_csv(measured), nl=False) if as_table else print_lines(measured)
        return
    rows = {"articles": _articles, "stories": _stories, "breakdowns": _breakdowns}
    print_lines(rows[what]())


def _feeds() -> bytes:
    from variorum_site.news import store

    directory = store.load_directory()
    feeds = (feed for feed in store.iter_feeds() if feed.kind is FeedKind.FEED)
    return write_opml((_listed(feed, directory) for feed in feeds), title="Variorum")


def _listed(feed: Feed, directory: Directory) -> OpmlFeed:
    """A feed below its country and outlet; one that was added by hand stands outside."""
    outlet = directory.outlets.get(feed.outlet or "")
    if outlet is None:
        return OpmlFeed(url=feed.url)
    title = f"{outlet.name}: {feed.section}" if feed.section else outlet.name
    return OpmlFeed(url=feed.url, title=title, homepage=outlet.homepage, folders=(outlet.country, outlet.name))


def _study(days: int) -> CoverageStudy:
    from django.utils import timezone

    from variorum_site.news import queries

    return queries.study_period(days=days, now=timezone.now())


def _articles() -> Iterator[dict[str, Any]]:
    from variorum_site.news import store

    for article in store.iter_articles():
        yield article_row(article)


def _stories() -> Iterator[dict[str, Any]]:
    from variorum_site.news import store

    for story in store.iter_stories():
        yield {
            "id": story.id,
            "title": story.title,
            "title_article": story.title_article,
            "articles": list(story.articles),
        }


def _breakdowns() -> Iterator[dict[str, Any]]:
    from variorum_site.news import store
    from variorum_site.news.store.codec import to_json

    for story in store.iter_stories():
        reading = store.load_reading(story.id)
        if reading is not None:
            yield {"title": story.title, **to_json(reading)}
