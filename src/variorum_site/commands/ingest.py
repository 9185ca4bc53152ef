"""`variorum ingest`: takes in what it is given, told apart by looking."""

# ruff: noqa: PLC0415 - Django's models can be imported only once it is set up
from __future__ import annotations

import io
import sys
from pathlib import Path

import click

from variorum.cli.inputs import STDIN, VariorumCommand
from variorum.errors import InputError
from variorum_site.commands.opening import open_site
from variorum_site.commands.sniffing import InputKind, sniff
from variorum_site.commands.telling import telling

_HEAD = 65_536  # bytes that tell what a file is


@click.command(cls=VariorumCommand)
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--url", help="Address of a page or feed that is given as a file, where the file does not name it.")
def ingest(sources: tuple[str, ...], url: str | None) -> None:
    """Take in feeds and pages by address or as files, OPML lists, folders of HTML, WARC files or JSON lines.

    SOURCE is told apart by looking at it; - is standard input. What was taken in is grouped and compared at once. A
    source that cannot be read is refused before anything of it is stored.
    """
    settings = open_site()
    from variorum_site.news.intake import Intake
    from variorum_site.news.tools import open_tools

    with open_tools(settings) as tools, telling() as told:
        intake = Intake(tools, told=told)
        lines = [_take_in(intake, source, url) for source in sources]
        grouped, stories = intake.digest()
    for line in lines:
        click.echo(line)
    click.echo(f"{grouped} articles found their stories; {stories} stories were compared.")


def _take_in(intake: object, source: str, url: str | None) -> str:
    from variorum_site.news.intake import Intake

    assert isinstance(intake, Intake)
    if source.startswith(("http://", "https://")):
        return f"{source}: {intake.address(source)}"
    if source != STDIN and Path(source).is_dir():
        return f"{source}: {intake.folder(Path(source))}"
    body, label = _read(source)
    match sniff(body):
        case InputKind.WARC:
            said = intake.warc(io.BytesIO(body) if source == STDIN else Path(source), name=label)
        case InputKind.ARTICLES:
            said = intake.json_lines(body, name=label)
        case InputKind.OPML:
            said = intake.opml(body)
        case InputKind.FEED:
            said = intake.feed(body, url=url, name=label)
        case InputKind.PAGE:
            said = intake.page(body, url=url, name=label)
        case _:
            raise InputError(
                f"{label} is no feed, page, OPML list, WARC file or JSON lines: give one of these, or a folder of HTML."
            )
    return f"{label}: {said}"


def _read(source: str) -> tuple[bytes, str]:
    if source == STDIN:
        return sys.stdin.buffer.read(), "standard input"
    try:
        with Path(source).open("rb") as stream:
            head = stream.read(_HEAD)
            whole = head if sniff(head) is InputKind.WARC else head + stream.read()  # archives are read as streams
        return whole, source
    except OSError as fault:
        raise InputError(
            f"{source} cannot be read ({fault.strerror}): give a readable file, an address, or - for standard input."
        ) from fault
