"""`variorum search`: articles by their words."""

# ruff: noqa: PLC0415 - Django's models can be imported only once it is set up
from __future__ import annotations

import click
from rich.text import Text

from variorum.cli.inputs import VariorumCommand, print_lines, terminal
from variorum_site.commands.opening import open_site


@click.command(cls=VariorumCommand)
@click.argument("words", nargs=-1, required=True)
@click.option("--country", help="Only of this country (two letters).")
@click.option("--language", help="Only in this language.")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="How many at most.")
@click.option("--format", "shape", type=click.Choice(["text", "jsonl"]), default="text", show_default=True)
def search(words: tuple[str, ...], country: str | None, language: str | None, limit: int, shape: str) -> None:
    """Find articles that hold all the WORDS, in any script; the best come first."""
    open_site()
    from variorum_site.news import queries

    filters = queries.Filters(country=country, language=language)
    results = queries.search(" ".join(words), filters, size=limit)
    if shape == "jsonl":
        print_lines(_row(hit) for hit in results.hits)
        return
    console = terminal()
    for hit in results.hits:
        assert isinstance(hit, queries.Hit)
        console.print(Text(hit.article.headline, style="bold"))
        console.print(f"  {hit.article.outlet.name}, {hit.article.at:%Y-%m-%d}, {hit.article.id}", style="dim")
        snippet = Text("  ")
        for piece in hit.snippet:
            snippet.append(piece.text.replace("\n", " "), style="bold yellow" if piece.mark else "")
        console.print(snippet)
    console.print(f"{results.paging.total} found.")


def _row(hit: object) -> dict[str, object]:
    from variorum_site.news import queries

    assert isinstance(hit, queries.Hit)
    return {
        "id": hit.article.id,
        "headline": hit.article.headline,
        "outlet": hit.article.outlet.name,
        "country": hit.article.outlet.country,
        "language": hit.article.language,
        "published": hit.article.at.isoformat() if hit.article.dated else None,
        "url": hit.article.url,
        "story": hit.story_slug,
        "snippet": "".join(piece.text for piece in hit.snippet),
    }
