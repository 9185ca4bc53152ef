"""Which report tells what, as a grid of letters: a column for each report, a row for each thing told."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from variorum.cli.terminal_lines import COLOURS, quiet
from variorum.cli.view import MatrixLine, MatrixView
from variorum.compare.matrix import MatrixColumn
from variorum.model import Outcome

_SPACED = 12  # reports up to which each column has room to breathe
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def matrix_lines(view: MatrixView) -> list[RenderableType]:
    """The grid, and which report each column is: by outlet where they are few, else by country, below."""
    columns = view.matrix.columns
    few = len(columns) <= _SPACED
    gap = " " if few else ""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True, width=max(2, len(columns) * (1 + len(gap)) - len(gap)))
    grid.add_column()
    grid.add_row(Text(gap.join(_numbers(len(columns))), style="dim"), quiet(_outlets(columns) if few else ""))
    for line in view.lines:
        grid.add_row(_cells(line, gap), _label(line))
    return [grid] if few else [grid, quiet(f"Columns: {_countries(columns)}")]


def _numbers(count: int) -> list[str]:
    """1 to 9, then 0 for ten: the columns by their last figure."""
    return [str((number + 1) % 10) for number in range(count)]


def _outlets(columns: Sequence[MatrixColumn]) -> str:
    return " · ".join(
        f"{number} {one.outlet}" + (f" ({one.country})" if one.country else "") for number, one in enumerate(columns, 1)
    )


def _countries(columns: Sequence[MatrixColumn]) -> str:
    """Which columns are whose: "1-9 EG · 10 MY"."""
    found = []
    for country, run in groupby(enumerate(columns, 1), key=lambda one: one[1].country):
        numbers = [number for number, _ in run]
        span = f"{numbers[0]}-{numbers[-1]}" if len(numbers) > 1 else f"{numbers[0]}"
        found.append(f"{span} {country or 'country not known'}")
    return " · ".join(found)


def _cells(line: MatrixLine, gap: str) -> Text:
    text = Text(style=COLOURS[line.outcome] if line.answers else "green")
    for number, cell in enumerate(line.cells):
        text.append(gap if number else "")
        text.append("·" if cell is None else _letter(cell, line.answers), style="dim" if cell is None else "")
    return text


def _letter(cell: int, answers: Sequence[str]) -> str:
    return _LETTERS[min(cell, len(_LETTERS) - 1)] if answers else "■"


def _label(line: MatrixLine) -> Text:
    text = Text(line.label, overflow="ellipsis", no_wrap=True)
    if line.outcome is not Outcome.AGREEMENT:
        given = "  ".join(f"{_letter(number, line.answers)} {answer}" for number, answer in enumerate(line.answers))
        text.append(f"  {given}", style="dim")
    return text
