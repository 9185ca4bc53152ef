"""The pieces that every part of the terminal's view is made of: headings, hanging lines, marked words, tellers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from rich.console import RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from variorum.cli.view import Said, Teller
from variorum.model import Outcome

COLOURS = {
    Outcome.CONFLICT: "bold red",
    Outcome.UPDATE: "bold blue",
    Outcome.COMPATIBLE: "yellow",
    Outcome.WORDING: "magenta",
    Outcome.AGREEMENT: "green",
}
_NAMED = 4  # tellers that are named in a line; the rest is counted


def section(title: str, *parts: RenderableType) -> list[RenderableType]:
    """A headed part; nothing where there is nothing to show."""
    return [Rule(Text(title, style="bold"), align="left", style="dim"), *parts, Text()] if parts else []


def hanging(mark: Text, text: Text) -> RenderableType:
    """A mark, and a text whose later lines stand under its first."""
    grid = Table.grid(padding=(0, 1))
    grid.add_column(no_wrap=True)
    grid.add_column()
    grid.add_row(mark, text)
    return grid


def quiet(text: str) -> Text:
    """A line that stands back."""
    return Text(text, style="dim")


def spoken(said: Said) -> Text:
    """A report's words, those marked that matter."""
    text = Text(said.text)
    for mark in said.marks:
        text.stylize("bold underline", mark.start, mark.end)
    return text


def tellers_line(tellers: Sequence[Teller]) -> str:
    """The outlets with their countries, the first few by name."""
    named = [teller.label for teller in tellers[:_NAMED]]
    more = len(tellers) - len(named)
    return ", ".join(named) + (f" and {more} more" if more else "")


def when(at: datetime, *, day_only: bool) -> str:
    """A day, or a day and the hour in UTC."""
    return f"{at:%Y-%m-%d}" if day_only else f"{at:%Y-%m-%d %H:%M} UTC"


def plural(count: int, noun: str) -> str:
    """A count with its noun."""
    return f"{count} {noun}{'' if count == 1 else 's'}"
