"""`variorum stories`: articles in the order of their arrival, grouped into stories."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.padding import Padding
from rich.text import Text

from variorum.cli.inputs import VariorumCommand, articles_from, print_json, progress, terminal
from variorum.config import load_settings
from variorum.engines import load_embedder
from variorum.model import Article, Join, Origin, Split, Story
from variorum.outlets import load_directory
from variorum.pipeline import memberships_from, stories_from, with_credits
from variorum.reprints import count_origins, find_reprints
from variorum.stories import StoryIndex, group_stream
from variorum.text.counted import counted


@click.command(cls=VariorumCommand, name="stories")
@click.argument("articles", metavar="ARTICLES.jsonl")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="What is printed."
)
@click.option("--explain", is_flag=True, help="Say beside which report each was put, and for which features.")
@click.option(
    "--embedder",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="A model that compares texts across languages (setting: embedder).",
)
def stories(articles: str, form: str, explain: bool, embedder: Path | None) -> None:  # noqa: FBT001
    """Group ARTICLES.jsonl (or "-") into stories; its lines count as arriving in their order."""
    folder = embedder or load_settings().embedder
    model = load_embedder(folder) if folder else None
    read = articles_from(articles)
    shown = progress(read, label="Grouping", total=len(read))
    known = {article.id: article for article in read}
    decisions = list(group_stream(shown, index=StoryIndex(embedder=model), now=datetime.now(UTC)))
    found = stories_from(decisions, known)
    placed = memberships_from(decisions)
    if form == "json":
        print_json({"stories": [_row(story, placed if explain else None) for story in found]})
        return
    _print(found, known, placed if explain else {})


def _row(story: Story, placed: Mapping[str, Join | Split] | None) -> dict[str, object]:
    row: dict[str, object] = {"id": story.id, "title": story.title, "articles": list(story.articles)}
    if placed is not None:
        row["memberships"] = [_membership(name, placed.get(name)) for name in story.articles]
    return row


def _membership(name: str, decision: Join | Split | None) -> dict[str, object]:
    return {
        "article": name,
        "near": decision.nearest if isinstance(decision, Join) else None,
        "score": round(decision.score, 3) if decision else None,
        "reasons": [asdict(reason) for reason in decision.reasons] if decision else [],
    }


def _print(found: Sequence[Story], known: Mapping[str, Article], placed: Mapping[str, Join | Split]) -> None:
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
            if name in placed:
                out.print(Padding(Text(_why(placed[name], known), style="dim"), (0, 0, 0, 6)))
        out.print()
    out.print(f"{counted(len(known), 'article')}, {counted(len(found), 'story', 'stories')}.")


def _counts(story: Story, origins: Sequence[Origin]) -> str:
    reports = len(story.articles)
    return f"{counted(len(origins), 'independent origin')} ({counted(reports, 'report')}) · {story.id}"


def _why(decision: Join | Split, known: Mapping[str, Article]) -> str:
    """Such as: most like "Ferry sinks" (Quay Herald): names: Orla; terms: ferry, deck; the same day."""
    told = [r.detail if r.feature == "time" else f"{r.feature}: {r.detail}" for r in decision.reasons if r.detail]
    if isinstance(decision, Split):
        return "with hindsight: " + "; ".join(told)
    near = known[decision.nearest]
    outlet = f" ({near.outlet_name})" if near.outlet_name else ""
    return f"most like “{near.headline or near.text[:60]}”{outlet}: " + "; ".join(told)


def _report(article: Article) -> Text:
    line = Text()
    line.append(article.outlet_name or "unknown outlet", style="cyan")
    line.append(f" ({article.country})" if article.country else "", style="cyan")
    line.append(f" {article.published.date().isoformat()}" if article.published else "", style="dim")
    line.append(f"  {article.headline or article.text[:80]}")
    line.append(f"  [{article.language}]" if article.language else "", style="dim")
    return line
