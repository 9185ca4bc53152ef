"""`variorum export`: what is stored, as JSON lines."""

# ruff: noqa: PLC0415 - Django's models can be imported only once it is set up
from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from variorum.cli.inputs import VariorumCommand, print_lines
from variorum.jsonl import article_row
from variorum_site.commands.opening import open_site


@click.command(cls=VariorumCommand)
@click.argument("what", type=click.Choice(["articles", "stories", "breakdowns"]), default="articles")
def export(what: str) -> None:
    """Print all articles (the default), stories or breakdowns, one JSON object a line.

    `variorum ingest` reads the articles back. Spans count code points of the article's text in the named revision.
    """
    open_site()
    rows = {"articles": _articles, "stories": _stories, "breakdowns": _breakdowns}
    print_lines(rows[what]())


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
    from variorum_site.news.codec import to_json

    for story in store.iter_stories():
        reading = store.load_reading(story.id)
        if reading is not None:
            yield {"title": story.title, **to_json(reading)}
