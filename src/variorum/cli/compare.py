"""`variorum compare`: reports of one happening in, their breakdown out."""

from __future__ import annotations

import click

from variorum.cli.inputs import VariorumCommand, print_json, terminal
from variorum.cli.page import render_page
from variorum.cli.reading_json import reading_row
from variorum.cli.reports import reports_from
from variorum.cli.terminal import render_terminal
from variorum.cli.view import read_view
from variorum.outlets import load_directory
from variorum.pipeline import break_down


@click.command(cls=VariorumCommand)
@click.argument("sources", metavar="(FILE|URL|REPORTS.jsonl|-)...", nargs=-1, required=True)
@click.option("--format", "form", type=click.Choice(["text", "json", "html"]), default="text", show_default=True)
@click.option("--all", "everything", is_flag=True, help="Show all that was found, not only what matters most.")
def compare(sources: tuple[str, ...], form: str, everything: bool) -> None:  # noqa: FBT001  (click's way)
    """Show where reports of one happening agree and diverge.

    Reports are JSON lines, saved HTML pages, plain texts or web addresses, mixed as you like.
    """
    directory = load_directory()
    reading = break_down(reports_from(sources, directory=directory), directory=directory)
    if form == "json":
        print_json(reading_row(reading))
        return
    view = read_view(reading, everything=everything)
    if form == "html":
        click.echo(render_page(view))
    else:
        terminal().print(render_terminal(view))
