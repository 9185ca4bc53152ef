"""`variorum stories`: articles in the order of their arrival, grouped into stories."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.padding import Padding
from rich.text import Text

from variorum.cli.inputs import VariorumCommand, articles_from, print_json, progress, terminal
from variorum.config import load_settings
from variorum.engines import load_embedder
from variorum.model import Article, Origin, Story
from variorum.outlets import load_directory
from variorum.pipeline import stories_from, with_credits
from variorum.reprints import count_origins, find_reprints
from variorum.stories import StoryIndex, group_stream
from variorum.text.counted import counted


@click.command(cls=VariorumCommand, name="stories")
@click.argument("articles", metavar="ARTICLES.jsonl")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="What is printed."
)
@click.option(
    "--embedder",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="A model that compares texts across languages (setting: embedder).",
)
def stories(articles: str, form: str, embedder: Path | None) -> None:
    """Group ARTICLES.jsonl (or "-") into stories; its lines count as arriving in their order."""
    folder = embedder or load_settings().embedder
    model = load_embedder(folder) if folder else None
    read = articles_from(articles)
    shown = progress(read, label="Grouping", total=len(read))
    known = {article.id: article for article in read}
    found = stories_from(group_stream(shown, index=StoryIndex(embedder=model), now=datetime.now(UTC)), known)
    if form == "json":
        print_json({"stories": [{"id": s.id, "title": s.title, "articles": list(s.articles)} for s in found]})
        return
    _print(found, known)


def _print(found: Sequence[Story], known: Mapping[str, Article]) -> None:
    """The stories of most independent origins first, each with its reports."""
    directory = load_directory()
    told = []
    for story in found:
        reports = [with_credits(known[name], directory) for name in story.articles]
        told.append((story, count_origins(reports, find_reprints(reports, directory=directory), directory=directory)))
    out = terminal()
    for story, origins in sorted(told, key=lambda pair: -len(pair[1])):
        out.print(Text(story.title, style="bold"))
        out.print(Padding(Text(_counts(story, origins), style="dim"), (0, 0, 0, 2)))
        for name in story.articles:
            out.print(Padding(_report(known[name]), (0, 0, 0, 4)))
        out.print()
    out.print(f"{counted(len(known), 'article')}, {counted(len(found), 'story', 'stories')}.")


def _counts(story: Story, origins: Sequence[Origin]) -> str:
    reports = len(story.articles)
    return f"{counted(len(origins), 'independent origin')} ({counted(reports, 'report')}) · {story.id}"


def _report(article: Article) -> Text:
    line = Text()
    line.append(article.outlet_name or "unknown outlet", style="cyan")
    line.append(f" ({article.country})" if article.country else "", style="cyan")
    line.append(f" {article.published.date().isoformat()}" if article.published else "", style="dim")
    line.append(f"  {article.headline or article.text[:80]}")
    line.append(f"  [{article.language}]" if article.language else "", style="dim")
    return line
