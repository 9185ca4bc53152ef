"""`variorum compare`: reports of one happening in, their breakdown out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from importlib.resources import files

import click

from variorum.cli.inputs import VariorumCommand, print_json, terminal
from variorum.cli.page import render_page
from variorum.cli.read_since import find_since, read_since
from variorum.cli.read_view import read_view
from variorum.cli.reading_json import reading_row
from variorum.cli.reports import all_articles_from, reports_from
from variorum.cli.since_json import since_row
from variorum.cli.terminal import render_terminal
from variorum.errors import InputError
from variorum.jsonl import read_time
from variorum.model import Article
from variorum.outlets import Directory, load_directory
from variorum.pipeline import StoryReading, break_down


def _print_schema(ctx: click.Context, _option: click.Parameter, asked: bool) -> None:  # noqa: FBT001  (click's way)
    if asked and not ctx.resilient_parsing:
        click.echo((files("variorum.cli") / "compare.schema.json").read_text(encoding="utf-8"), nl=False)
        ctx.exit()


@click.command(cls=VariorumCommand)
@click.argument("sources", metavar="(FILE|URL|REPORTS.jsonl|-)...", nargs=-1, required=True)
@click.option("--format", "form", type=click.Choice(["text", "json", "html"]), default="text", show_default=True)
@click.option("--all", "everything", is_flag=True, help="Show all that was found, not only what matters most.")
@click.option(
    "--since", "moment", metavar="TIME", help="Also tell what is new, changed or withdrawn since an ISO time."
)
@click.option(
    "--earlier",
    metavar="FILE",
    multiple=True,
    help="Versions that reports had at that time, under the same ids; several files may be named.",
)
@click.option(
    "--schema",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_schema,
    help="Print the JSON Schema of --format json, and end.",
)
def compare(
    sources: tuple[str, ...],
    form: str,
    everything: bool,  # noqa: FBT001  (click's way)
    moment: str | None,
    earlier: tuple[str, ...],
) -> None:
    """Show where reports of one happening agree and diverge.

    Reports are JSON lines, saved HTML pages, plain texts or web addresses, mixed as you like.
    """
    at = _moment(moment, earlier)
    directory = load_directory()
    reports = reports_from(sources, directory=directory)
    for report in reports:
        if not report.text.strip():
            click.echo(f"{report.id} has no text: nothing but its headline can be shown.", err=True)
    reading = break_down(reports, directory=directory)
    versions = _versions(earlier, reading, directory)
    since = find_since(at, reading, versions) if at else None
    if form == "json":
        print_json(reading_row(reading) | ({"since": since_row(since, reading, versions)} if since else {}))
        return
    told = read_since(since, reading, versions, everything=everything) if since else None
    view = read_view(reading, everything=everything, since=told)
    if form == "html":
        click.echo(render_page(view))
    else:
        terminal().print(render_terminal(view))


def _moment(written: str | None, earlier: Sequence[str]) -> datetime | None:
    if written is None:
        if earlier:
            raise InputError("--earlier needs --since: name the time of which these are the versions.")
        return None
    at = read_time(written, where="--since", key="the time")[0]
    if at is None:
        raise InputError("--since is empty: give an ISO time such as 2026-11-23T08:00Z.")
    return at


def _versions(names: Sequence[str], reading: StoryReading, directory: Directory) -> tuple[Article, ...]:
    """The earlier versions of reports. Raises InputError that names one which is of none of them."""
    known = {report.id for report in reading.reports}
    found = all_articles_from(names, directory=directory)
    for article in found:
        if article.id not in known:
            raise InputError(f"--earlier: there is no report {article.id!r} now; give the version the report's own id.")
    return tuple(found)
