"""What all commands share: reading input, and refusing bad input in one clear sentence with exit status 2."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, TypeVar

import click
from rich.console import Console
from rich.progress import Progress

from variorum.errors import InputError, VariorumError
from variorum.jsonl import dump, read_articles
from variorum.model import Article

_T = TypeVar("_T")
STDIN = "-"


class OneSentence(click.ClickException):
    """A refusal: printed as one sentence, exit status 2."""

    exit_code = 2


class VariorumCommand(click.Command):
    """A command whose VariorumErrors become one sentence on standard error."""

    def invoke(self, ctx: click.Context) -> Any:
        # It warns of each page that it finds no text in. So do we, with the reason, where it belongs.
        logging.getLogger("trafilatura").setLevel(logging.ERROR)
        try:
            return super().invoke(ctx)
        except VariorumError as refusal:
            raise OneSentence(str(refusal)) from refusal
        except BrokenPipeError:  # the reader of our output has seen enough: no fault of ours or theirs
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise SystemExit(0) from None


@contextmanager
def open_input(name: str) -> Iterator[IO[str]]:
    """A text file or standard input ("-"). Raises InputError that names the file and the remedy."""
    if name == STDIN:
        yield sys.stdin
        return
    try:
        stream = Path(name).open(encoding="utf-8-sig")  # noqa: SIM115  (closed below)
    except OSError as fault:
        raise InputError(
            f"{name} cannot be read ({fault.strerror}): give a readable file, or - for standard input."
        ) from fault
    with stream:
        yield stream


def articles_from(name: str) -> list[Article]:
    """All articles of a JSON lines file or of standard input; nothing is used before everything was read."""
    label = "standard input" if name == STDIN else name
    with open_input(name) as stream:
        try:
            return list(read_articles(stream, name=label))
        except UnicodeDecodeError as fault:
            raise InputError(f"{label} is not UTF-8 text (byte {fault.start}): convert it to UTF-8.") from fault


def print_json(value: Any) -> None:
    click.echo(dump(value))


def print_lines(rows: Iterable[dict[str, Any]]) -> None:
    for row in rows:
        click.echo(dump(row))


def terminal() -> Console:
    """Where a reader's view is printed: as wide as the terminal, 100 columns where there is none."""
    return Console(width=None if sys.stdout.isatty() else 100, highlight=False)


def progress(rows: Iterable[_T], *, label: str, total: int | None = None) -> Iterator[_T]:
    """The rows, with a progress bar on standard error where that is a terminal and the work is long."""
    with Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar:
        yield from bar.track(rows, description=label, total=total)
