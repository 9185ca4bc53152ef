"""`variorum reprints`: which articles carry the text of another, from whom they took it, and what they made of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import click

from variorum.cli.copy_trees import show_trees
from variorum.cli.inputs import VariorumCommand, articles_from, print_json, progress, terminal
from variorum.model import Basis, Reprint
from variorum.outlets import load_directory
from variorum.pipeline import with_credits
from variorum.reprints import trace
from variorum.reprints.records import Copy, CopyTree, Fate


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
    found, trees = trace(shown, directory=directory)
    if form == "json":
        print_json({"groups": _groups(found, trees)})
        return
    terminal().print(show_trees(found, trees, known, directory))


def _groups(reprints: Sequence[Reprint], trees: Sequence[CopyTree]) -> list[dict[str, object]]:
    """The trees as the command contract has them, and the texts that are an agency's by their credit alone."""
    carried = {reprint.article: reprint for reprint in reprints}
    groups = [_group(tree, carried) for tree in trees]
    return groups + [_credited(reprint) for reprint in reprints if reprint.origin is None and reprint.agency]


def _group(tree: CopyTree, carried: Mapping[str, Reprint]) -> dict[str, object]:
    """A group whose origin is a member that overlaps with itself in full."""
    origin = carried.get(tree.origin)
    agency = tree.agency or (origin.agency if origin else None)
    first: dict[str, object] = {"id": tree.origin, "overlap": 1.0, "basis": Basis.TEXT.value}
    members = [first, *(_member(copy, tree, carried[copy.article]) for copy in tree.copies)]
    return {"origin": tree.origin, "agency": agency, "members": members, "contested": list(tree.contested)}


def _member(copy: Copy, tree: CopyTree, reprint: Reprint) -> dict[str, object]:
    """A copy: its overlap with the origin, and with each parent what became of the parent's sentences."""
    overlap = reprint.overlap
    if reprint.origin != tree.origin:  # merged, and this is the tree of the second parent
        overlap = max(parent.overlap for parent in copy.parents[1:])
    parents = [
        {"id": parent.origin, "overlap": parent.overlap, **{fate.value: len(parent.told(fate)) for fate in Fate}}
        for parent in copy.parents
    ]
    return {
        "id": copy.article,
        "overlap": overlap,
        "basis": reprint.basis.value,
        "kind": copy.kind.value,
        "parents": parents,
        "own": {"sentences": len(copy.own), "share": copy.own_share},
        "adds_reporting": copy.adds_reporting,
    }


def _credited(reprint: Reprint) -> dict[str, object]:
    member = {"id": reprint.article, "overlap": reprint.overlap, "basis": reprint.basis.value}
    return {"origin": reprint.article, "agency": reprint.agency, "members": [member], "contested": []}
