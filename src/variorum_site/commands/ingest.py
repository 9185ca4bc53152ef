"""`variorum ingest`: takes in what it is given, told apart by looking."""

# ruff: noqa: PLC0415 - Django's models can be imported only once it is set up
from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

import click

from variorum.cli.inputs import STDIN, VariorumCommand
from variorum.errors import InputError
from variorum.text.counted import counted
from variorum_site.commands.opening import check_settings, open_site, store_outlets
from variorum_site.commands.sniffing import InputKind, sniff
from variorum_site.commands.telling import telling

if TYPE_CHECKING:
    from variorum_site.news.intake import Intake

_HEAD = 65_536  # bytes that tell what a file is


@click.command(cls=VariorumCommand)
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--url", help="Address of a page or feed that is given as a file, where the file does not name it.")
@click.option(
    "--fast",
    is_flag=True,
    help="For big archives: pages are read as `variorum extract --fast` reads them, in a fraction of the time, with a "
    "text that is right less often.",
)
def ingest(sources: tuple[str, ...], url: str | None, *, fast: bool) -> None:
    """Take in feeds and pages by address or as files, OPML lists, folders of HTML, WARC files or JSON lines.

    SOURCE is told apart by looking at it; - is standard input. What was taken in is grouped and compared at once.
    Where a file cannot be read, holds a bad line or lacks what it should name, nothing is stored, of the other sources
    neither. Of a WARC file that is broken all whole records are stored, and what became of them is said; what was
    taken in before an address that does not answer stays.
    """
    inputs = [_look_at(source) for source in sources]
    settings = open_site()
    check_settings(settings)
    for one in inputs:
        _check(one, url)
    store_outlets(settings)
    from variorum_site.news.intake import Intake
    from variorum_site.news.running.runner import storage_watched
    from variorum_site.news.running.tools import open_tools

    lines: list[str] = []
    refusal: InputError | None = None
    with storage_watched(), open_tools(settings) as tools, telling() as told:
        intake = Intake(tools, told=told, fast=fast)
        for one in inputs:
            try:
                lines.append(f"{one.label}: {_take_in(intake, one, url)}")
            except InputError as fault:  # an address that does not answer: what came before it stays and is grouped
                refusal = fault
                break
        came = intake.digest()
    for line in lines:
        click.echo(line)
    if came is None:
        click.echo("They are grouped and compared by the server that runs beside this.")
    elif lines or any(came):
        articles, stories = came
        found = f"{counted(articles, 'article')} found {'its story' if articles == 1 else 'their stories'}"
        click.echo(f"{found}; {counted(stories, 'story was', 'stories were')} compared.")
    if refusal:
        raise refusal


class _Input(NamedTuple):
    """A source that was looked at: its kind, and its bytes where it is a file that is no archive."""

    source: str
    label: str
    kind: InputKind
    body: bytes = b""
    stream: BinaryIO | None = None  # an archive from standard input, which lies in a file without a name


def _look_at(source: str) -> _Input:
    """Raises InputError for what cannot be read, or is of no known kind."""
    if source.startswith(("http://", "https://")):
        return _Input(source, source, InputKind.ADDRESS)
    if source != STDIN and Path(source).is_dir():
        return _Input(source, source, InputKind.FOLDER)
    head, label = _read(source, most=_HEAD)
    kind = sniff(head)
    if kind is InputKind.WARC:  # archives are read as streams
        return _Input(source, label, kind, stream=_spooled(head) if source == STDIN else None)
    body = head + _read(source)[0] if source == STDIN else _read(source)[0]
    kind = sniff(body)
    if kind is InputKind.UNKNOWN:
        raise InputError(
            f"{label} is no feed, page, OPML list, WARC file or JSON lines: give one of these, or a folder of HTML."
        )
    return _Input(source, label, kind, body)


def _check(one: _Input, url: str | None) -> None:
    """Raises InputError where a file could not be taken in: each is looked at whole before any of them is stored."""
    from variorum_site.news import intake

    match one.kind:
        case InputKind.FOLDER:
            intake.pages_in(Path(one.source))
        case InputKind.ARTICLES:
            intake.read_lines(one.body, name=one.label)
        case InputKind.OPML:
            intake.read_list(one.body, name=one.label)
        case InputKind.FEED:
            intake.read_feed(one.body, url=url, name=one.label)
        case InputKind.PAGE:
            intake.address_of(one.body, url=url, name=one.label)
        case _:
            pass  # the network, and archives that are too large to be read twice


def _take_in(intake: Intake, one: _Input, url: str | None) -> str:
    match one.kind:
        case InputKind.ADDRESS:
            return intake.address(one.source)
        case InputKind.FOLDER:
            return intake.folder(Path(one.source))
        case InputKind.WARC:
            return intake.warc(one.stream or Path(one.source), name=one.label)
        case InputKind.ARTICLES:
            return intake.json_lines(one.body, name=one.label)
        case InputKind.OPML:
            return intake.opml(one.body, name=one.label)
        case InputKind.FEED:
            return intake.feed(one.body, url=url, name=one.label)
        case _:
            return intake.page(one.body, url=url, name=one.label)


def _read(source: str, *, most: int = -1) -> tuple[bytes, str]:
    """The bytes of a source, or as many as are asked for, and what it is called."""
    if source == STDIN:
        return sys.stdin.buffer.read(most), "standard input"
    try:
        with Path(source).open("rb") as stream:
            return stream.read(most), source
    except OSError as fault:
        raise InputError(
            f"{source} cannot be read ({fault.strerror}): give a readable file, an address, or - for standard input."
        ) from fault


def _spooled(head: bytes) -> BinaryIO:
    """Standard input in a file that is gone when the command ends: an archive may be larger than memory."""
    file: BinaryIO = click.get_current_context().with_resource(tempfile.TemporaryFile())  # noqa: SIM115 - click closes it
    file.write(head)
    shutil.copyfileobj(sys.stdin.buffer, file)
    file.seek(0)
    return file
