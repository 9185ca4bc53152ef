"""`variorum revisions`: two versions of one article in, what changed between them out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import click
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from variorum.claims import read_claims
from variorum.cli.asked import CHANGES
from variorum.cli.inputs import VariorumCommand, print_json, terminal
from variorum.cli.reports import article_from
from variorum.cli.since_json import cut_row
from variorum.compare.revisions import Change, ChangeKind, Changes, Cut, find_changes
from variorum.compare.settled import is_revision
from variorum.model import Article
from variorum.outlets import load_directory


@click.command(cls=VariorumCommand)
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def revisions(old: str, new: str, form: str) -> None:
    """Show what changed between two versions of an article, the most telling first.

    A version is a saved HTML page, a plain text, a web address, or JSON lines that hold one article.
    """
    directory = load_directory()
    before = article_from(old, directory=directory)
    after = replace(article_from(new, directory=directory), id=before.id, revision=2)
    found = find_changes(before, after, claims=(read_claims(before), read_claims(after)))
    if form == "json":
        print_json(_row(found, before, after))
    else:
        terminal().print(_view(found, before, after))


def _row(found: Changes, before: Article, after: Article) -> dict[str, Any]:
    return {
        "revision": is_revision(before, after),
        "lost": found.lost,
        "changes": [
            {
                "kind": change.kind.value,
                "role": change.role.value if change.role else None,
                "before": cut_row(change.before, before),
                "after": cut_row(change.after, after),
            }
            for change in found.changes
        ],
        "made_by": found.made_by,
    }


def _view(found: Changes, before: Article, after: Article) -> RenderableType:
    parts: list[RenderableType] = []
    if found.lost is not None:
        parts.append(Text(f"The text is shorter by {found.lost:.0%}: a paywall or an error page?", style="bold yellow"))
    if not is_revision(before, after):
        parts.append(Text("Nothing that matters reads differently."))
    parts += [Padding(Group(*_told(change, before, after)), (0, 0, 1, 0)) for change in found.changes]
    return Group(*parts)


def _told(change: Change, before: Article, after: Article) -> list[Text]:
    title = CHANGES[change.kind] + (f" ({change.role.value})" if change.role else "")
    lines = [Text(title, style="bold")]
    if change.before and change.kind is not ChangeKind.MOVED:
        lines.append(_line("- ", change.before, before, style="red strike"))
    if change.after:
        lines.append(_line("+ " if change.kind is not ChangeKind.MOVED else "  ", change.after, after, style="green"))
    return lines


def _line(sign: str, cut: Cut, article: Article, *, style: str) -> Text:
    text = Text(cut.span.cut(_text(cut, article)))
    for mark in cut.marks:
        text.stylize(style + " bold", mark.start - cut.span.start, mark.end - cut.span.start)
    return Text(sign, style=style.split(maxsplit=1)[0]) + text


def _text(cut: Cut, article: Article) -> str:
    return (article.headline or "") if cut.of_headline else article.text
