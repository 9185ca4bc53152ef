"""`variorum reprints`: which articles carry the text of another, and how much of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import click
from rich.text import Text
from rich.tree import Tree

from variorum.cli.inputs import VariorumCommand, articles_from, print_json, progress, terminal
from variorum.model import Article, Basis, Reprint
from variorum.outlets import Directory, load_directory
from variorum.pipeline import with_credits
from variorum.reprints import find_reprints
from variorum.text.counted import counted


@click.command(cls=VariorumCommand, name="reprints")
@click.argument("articles", metavar="ARTICLES.jsonl")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="What is printed."
)
def reprints(articles: str, form: str) -> None:
    """Show which articles of ARTICLES.jsonl (or "-") carry the text of another, or of an agency."""
    directory = load_directory()
    known = {article.id: with_credits(article, directory) for article in articles_from(articles)}
    shown = progress(known.values(), label="Comparing", total=len(known))
    groups: dict[str, list[Reprint]] = defaultdict(list)
    for reprint in find_reprints(shown, directory=directory):
        groups[reprint.origin or reprint.article].append(reprint)
    if form == "json":
        print_json({"groups": [_group(origin, members) for origin, members in groups.items()]})
        return
    _print(groups, known, directory)


def _group(origin: str, members: Sequence[Reprint]) -> dict[str, object]:
    """A group as the command contract has it; the origin is a member that overlaps with itself in full."""
    rows: list[dict[str, object]] = []
    if all(member.article != origin for member in members):
        rows.append({"id": origin, "overlap": 1.0, "basis": Basis.TEXT.value})
    rows += [{"id": m.article, "overlap": m.overlap, "basis": m.basis.value} for m in members]
    agency = next((member.agency for member in members if member.agency), None)
    return {"origin": origin, "agency": agency, "members": rows}


def _print(groups: Mapping[str, Sequence[Reprint]], known: Mapping[str, Article], directory: Directory) -> None:
    out = terminal()
    for origin, members in groups.items():
        agency = next((member.agency for member in members if member.agency), None)
        outlet = directory.outlets.get(agency) if agency else None
        tree = Tree(_line(known[origin], f"text of {outlet.name if outlet else agency}" if agency else ""))
        for member in members:
            if member.article != origin:
                note = f"{member.overlap:.0%} of its text" if member.overlap is not None else member.basis.value
                tree.add(_line(known[member.article], note + (", one house" if member.basis is Basis.FAMILY else "")))
        out.print(tree)
    copies = sum(member.article != origin for origin, members in groups.items() for member in members)
    texts = counted(len(groups), "text")
    out.print(f"{counted(len(known), 'article')}, {counted(copies, 'copy', 'copies')} of {texts}.")


def _line(article: Article, note: str) -> Text:
    line = Text()
    line.append(article.outlet_name or "unknown outlet", style="cyan")
    line.append(f" ({article.country})" if article.country else "", style="cyan")
    line.append(f" {article.published.date().isoformat()}" if article.published else "", style="dim")
    line.append(f"  {article.headline or article.text[:80]}")
    line.append(f"  {note}" if note else "", style="yellow")
    return line
